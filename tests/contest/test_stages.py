"""Stages and groups: fresh or carried marks, the first of each group, and the tie across the line that is named."""

from __future__ import annotations

from typing import Any

import pytest
from immutables import Map

from contest_app.contest.record import PerformanceRecord, Record
from contest_app.contest.rulebook import RuleBook, RuleBookInvalid
from contest_app.contest.stages import going_on, stage_standings
from contest_app.contest.standings import compute_standings
from tests.contest.scoring_builders import a_record, a_rulebook, marked

GROUPS = [{"id": "A", "title": "Bảng A", "entries": ["a1", "a2", "a3"]},
          {"id": "B", "title": "Bảng B", "entries": ["b1", "b2", "b3"]}]  # fmt: skip


def two_stages(marks: str = "fresh", of: str = "group", **more: Any) -> RuleBook:
    stages = [
        {"id": "preliminary", "title": "Sơ khảo", "rounds": ["greeting", "quiz"], "advance": {"first": 1, "of": of}},
        {"id": "final", "title": "Chung khảo", "rounds": ["skit"], "marks": marks},
    ]
    return a_rulebook("greeting", "quiz", "skit", stages=stages, groups=GROUPS, **more)


def record(finals: dict[str, int], **preliminary: int) -> Record:
    performances: dict[str, dict[str, PerformanceRecord]] = {
        name: {"greeting": marked(mark), "quiz": marked(10)} for name, mark in preliminary.items()
    }
    for name, mark in finals.items():
        performances[name]["skit"] = marked(mark)
    return a_record(performances)


CONTEST = record({"a1": 70, "b1": 75}, a1=50, a2=40, a3=30, b1=20, b2=10, b3=9)


def test_whoever_reached_the_final_goes_first_with_fresh_marks() -> None:
    rows = compute_standings(two_stages(), CONTEST).rows
    assert [(row.entry, row.place, row.total) for row in rows][:3] == [("b1", 1, 75), ("a1", 2, 70), ("a2", 3, 50)]


def test_carried_marks_count_in_the_final_and_do_not_make_a_finalist() -> None:
    rows = compute_standings(two_stages("carried"), CONTEST).rows
    assert [(row.entry, row.total) for row in rows][:3] == [("a1", 130), ("b1", 105), ("a2", 50)]


def test_the_first_of_each_group_go_on() -> None:
    going = going_on(two_stages(), CONTEST, "preliminary")
    assert [(one.group, one.entries, one.level) for one in going] == [("A", ("a1",), ()), ("B", ("b1",), ())]
    [everybody] = going_on(two_stages(of="all"), CONTEST, "preliminary")
    assert everybody.entries == ("a1",)
    assert going_on(two_stages(), CONTEST, "final") == ()
    with pytest.raises(KeyError):
        going_on(two_stages(), CONTEST, "semi")


def test_a_draw_stands_before_the_groups_of_the_rule_book() -> None:
    swapped = Record(CONTEST.entries, CONTEST.performances, groups=Map({"a1": "B", "b1": "A"}))
    assert [one.entries for one in going_on(two_stages(), swapped, "preliminary")] == [("a2",), ("a1",)]


def test_a_tie_across_the_line_is_named_and_decided_by_the_jury() -> None:
    level = record({}, a1=50, a2=50, a3=30, b1=20, b2=10, b3=9)
    assert going_on(two_stages(), level, "preliminary")[0].level == ("a1", "a2")
    decided = Record(level.entries, level.performances, decisions=(("a2", "a1"),))
    going = going_on(two_stages(ties=["round:skit", "decision", "shared"]), decided, "preliminary")
    assert (going[0].entries, going[0].level) == (("a2",), ())


def test_the_standings_of_a_stage_know_nothing_of_the_next() -> None:
    rows = stage_standings(two_stages(), CONTEST, "preliminary", "B").rows
    assert [(row.entry, row.place, row.total) for row in rows] == [("b1", 1, 30), ("b2", 2, 20), ("b3", 3, 19)]


def test_places_are_given_group_by_group_where_each_group_sends_its_first() -> None:
    rounds = [{"id": "heat", "title": "Vòng loại"}, {"id": "final", "title": "Chung kết"}]
    stages = [
        {"id": "one", "title": "Sơ khảo", "rounds": ["heat"], "advance": {"first": 1, "of": "group"}},
        {"id": "two", "title": "Chung kết", "rounds": ["final"]},
    ]
    rulebook = a_rulebook(rounds=rounds, stages=stages, groups=GROUPS, aggregate={"method": "placement_sum"})
    places = {"a1": 1, "a2": 2, "a3": 3, "b1": 2, "b2": 1, "b3": 3}
    performances = {
        name: {"heat": PerformanceRecord(placements=Map({(name[0], None): place}))} for name, place in places.items()
    }
    standings = compute_standings(rulebook, a_record(performances))
    assert [standings.row(name).total for name in ("a1", "b2", "b1")] == [1, 1, 2]


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"stages": [{"id": "x", "title": "x", "rounds": ["skit"]}]}, "rounds[0].id", "stage"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one", "skit", "skat"]}]}, "stages[0].rounds[2]", "skit"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one", "skit", "one"]}]}, "stages[0].rounds[2]", "already"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one", "skit"], "marks": "carried"}]}, "stages[0].marks", "carr"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one", "skit"], "advance": {"first": 1}}]}, "stages[0].advance",
     "advance"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one", "skit"]}], "combine": "last"}, "combine", "stages"),
    ({"stages": [{"id": "x", "title": "x", "rounds": []}]}, "stages[0].rounds", "at least one"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one", "skit"], "advance": {}}]}, "stages[0].advance.first",
     "required"),
    ({"stages": [{"id": "x", "title": "x", "rounds": ["one"]}, {"id": "x", "title": "y", "rounds": ["skit"]}]},
     "stages[1].id", "already"),
    ({"groups": [{"id": "A", "title": "A"}, {"id": "A", "title": "B"}]}, "groups[1].id", "already"),
    ({"groups": [{"id": "A", "title": "A", "entries": ["e", "e"]}]}, "groups[0].entries[1]", "already"),
    ({"prizes": [{"title": "Nhất", "count": 1, "group": "A"}]}, "prizes[0].group", "no group"),
    ({"prizes": [{"title": "Nhất", "count": 1, "group": "A"}], "groups": [{"id": "A", "title": "A"}]},
     "prizes[0].group", "prizes_per"),
    ({"prizes": [{"title": "Nhất"}]}, "prizes[0].count", "required"),
    ({"prizes": [{"title": "Nhất", "from": "x"}]}, "prizes[0].from", "number"),
    ({"prizes_per": "team"}, "prizes_per", "group"),
    ({"shared_prizes": "both"}, "shared_prizes", "extend"),
    ({"deviation": {"third_marking": {"judge": "3"}}}, "deviation.third_marking.from_percent", "required"),
    ({"deviation": {"third_marking": {"from_percent": 20}}}, "deviation.third_marking.judge", "required"),
    ({"deviation": {"third_marking": {"from_percent": 20, "judge": "3"}}, "aggregate": {"method": "pairwise"}},
     "deviation.third_marking", "by places"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "path", "word"), WRONG, ids=[f"{case[1]}: {case[2]}" for case in WRONG])
def test_what_does_not_fit_is_refused_with_path_and_cure(more: dict[str, Any], path: str, word: str) -> None:
    with pytest.raises(RuleBookInvalid) as caught:
        a_rulebook("one", "skit", **more)
    assert word in {error.path: error.words.en for error in caught.value.errors}[path]
