"""Setting up: the rule book is pinned at the start, what was judged stays, and orders name everybody once."""

from __future__ import annotations

from typing import Any

import pytest

from contest_app.contest import commands as c
from tests.building import a_contest, a_rulebook, a_running_contest

WHY = {"reason": "bổ sung thể lệ"}


def amended(**greeting: Any) -> dict[str, Any]:
    rounds = a_rulebook()["rounds"]
    return a_rulebook(rounds=[{**rounds[0], **greeting}, *rounds[1:]])


def test_before_the_start_the_rule_book_changes_freely_and_gives_the_title() -> None:
    story = a_contest().does("organizer", c.SetRulebook, rulebook=a_rulebook(title="Hội thi mới"))
    assert (story.state.title, story.state.rulebook.title) == ("Hội thi mới", "Hội thi mới")
    assert story.state.public_rulebook is story.state.rulebook


def test_after_the_start_it_changes_only_by_an_amendment_with_a_reason() -> None:
    story = a_running_contest()
    assert story.refused("organizer", c.SetRulebook, rulebook=a_rulebook()).code == "rulebook_pinned"
    assert story.refused("organizer", c.AmendRulebook, rulebook=amended(factor=2), reason="").code == "reason_missing"
    story.does("organizer", c.AmendRulebook, rulebook=amended(factor=2), **WHY)
    assert story.state.rulebook.round("greeting").factor == 2


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "counted"},
        {"id": "welcome"},
        {"max": None, "criteria": [{"id": "content", "title": "Nội dung", "max": 20}]},
        {
            "criteria": [
                {"id": "content", "title": "Nội dung", "max": 8, "step": "0.25"},
                {"id": "form", "title": "x", "max": 12},
            ]
        },
    ],
)
def test_an_amendment_keeps_what_was_marked(change: dict[str, Any]) -> None:
    story = a_running_contest().called().marked("j1", "7", "11")
    refused = story.refused("organizer", c.AmendRulebook, rulebook=amended(**change), **WHY)
    assert refused.code == "amendment_breaks"


def test_an_amendment_keeps_what_only_a_late_sheet_was_marked_by() -> None:
    story = a_running_contest().called().closed(reason="hết giờ").marked("j1", "7", "11")
    criteria = [{"id": "whole", "title": "Tổng thể", "max": 20}]
    assert (
        story.refused("organizer", c.AmendRulebook, rulebook=amended(criteria=criteria), **WHY).code
        == "amendment_breaks"
    )


def test_an_opened_round_cannot_be_amended_away_but_one_that_waits_can() -> None:
    story, rounds = a_running_contest(), a_rulebook()["rounds"]
    without_first = a_rulebook(rounds=rounds[1:])
    assert story.refused("organizer", c.AmendRulebook, rulebook=without_first, **WHY).code == "amendment_breaks"
    story.does("organizer", c.AmendRulebook, rulebook=a_rulebook(rounds=rounds[:2]), **WHY)
    assert [round_.id for round_ in story.state.rulebook.rounds] == ["greeting", "knowledge"]


def test_all_that_is_wrong_with_a_rule_book_is_said_at_once() -> None:
    refused = a_contest().refused("organizer", c.SetRulebook, rulebook={"format": "rulebook/1", "panel": {"judges": 0}})
    assert len(refused.details["problems_vi"]) >= 3


def test_a_contest_starts_with_entries_and_judges_enough_for_the_quorum() -> None:
    story = a_contest()
    assert len(story.refused("organizer", c.StartContest).details["problems_vi"]) == 2
    story.with_entries("Hương Sơn").with_judges(1)
    assert "1/2" in story.refused("organizer", c.StartContest).words.vi
    assert story.does("organizer", c.AppointJudge, judge="j2", number=2, name="Bình").started().state.phase == "running"


def test_registering_again_changes_the_words_and_keeps_the_rest() -> None:
    story = a_running_contest().judged("7", "11")
    story.does("secretary", c.RegisterEntry, entry="e1", number=1, name="  Hương Sơn mới ", members=("An", "Bình"))
    assert story.state.entries["e1"].name == "Hương Sơn mới"
    assert story.snapshot.standings.row("e1").total == 18


@pytest.mark.parametrize(
    ("order", "missing", "extra"),
    [(("e1",), ["e2"], []), (("e1", "e2", "e1"), [], ["e1"]), (("e1", "e2", "e7"), [], ["e7"])],
)
def test_a_running_order_names_everybody_once(order: tuple[str, ...], missing: list[str], extra: list[str]) -> None:
    story = a_contest().with_entries("Hương Sơn", "Đào Xá")
    details = story.refused("secretary", c.SetRunningOrder, round="greeting", order=order).details
    assert (details["missing"], details["extra"]) == (missing, extra)


def test_a_judge_may_be_replaced_while_the_contest_runs() -> None:
    story = a_running_contest().does("organizer", c.AppointJudge, judge="j1", number=1, name="Đỗ Thị Mai")
    assert story.state.judges["j1"].name == "Đỗ Thị Mai"
    assert story.refused("organizer", c.AppointJudge, judge="j9", number=1, name="Mai").code == "number_taken"


@pytest.mark.parametrize("number", [0, -1, 10000, True])
def test_numbers_of_entries_and_judges_are_whole_and_begin_with_one(number: int) -> None:
    story, named = a_running_contest(judges=2), {"number": number, "name": "Đỗ Thị Mai"}
    for who, kind, fields in (
        ("organizer", c.AppointJudge, {"judge": "j1"}),
        ("organizer", c.AppointJudge, {"judge": "j9"}),
        ("organizer", c.ReplaceJudge, {"judge": "j1", "successor": "j9", "reason": "ốm"}),
        ("secretary", c.RegisterEntry, {"entry": "e9"}),
    ):
        refused = story.refused(who, kind, **fields, **named)
        assert (refused.code, refused.details["field"]) == ("malformed", "number")
    assert story.refused("secretary", c.RegisterEntries, lines={"e9": named}).details["field"] == "e9.number"


LIST = {
    "e1": {
        "number": 2,
        "name": "Hương Sơn",
        "unit": "Xã Hương Sơn",
        "captain": "Nguyễn Văn An",
        "members": ["Lê Thị Thu"],
    },
    "e2": {"number": 1, "name": "Đào Xá"},
    "e3": {"number": 3, "name": " Úc Kỳ "},
}


def test_a_list_is_registered_whole_and_entries_may_change_places_in_it() -> None:
    story = a_contest().with_entries("Hương Sơn", "Đào Xá").does("secretary", c.RegisterEntries, lines=LIST)
    assert story.state.entry_order == ("e2", "e1", "e3")
    assert story.state.entries["e1"].members == ("Lê Thị Thu",)
    assert story.state.entries["e3"].name == "Úc Kỳ"
    assert [record.id for record in story.state.record.entries] == ["e2", "e1", "e3"]


@pytest.mark.parametrize(
    "line",
    [
        "Đào Xá",
        {"number": "3", "name": "Đào Xá"},
        {"number": True, "name": "Đào Xá"},
        {"number": -1, "name": "Đào Xá"},
        {"number": 3, "name": "  "},
        {"number": 3, "name": 5},
        {"number": 3, "name": "Đào Xá", "members": [5]},
        {"number": 3, "name": "Đào Xá", "points": "100"},
    ],
)
def test_a_list_with_one_bad_line_is_refused_whole(line: Any) -> None:
    refused = a_contest().refused("secretary", c.RegisterEntries, lines={**LIST, "e9": line})
    assert refused.code == "malformed"


def test_a_list_takes_no_number_that_another_entry_has() -> None:
    story = a_contest().with_entries("Hương Sơn", "Đào Xá", "Úc Kỳ", "Nga My")
    taken = {"e5": {"number": 4, "name": "Kha Sơn"}}
    assert story.refused("secretary", c.RegisterEntries, lines=taken).code == "number_taken"
    twice = {"e5": {"number": 9, "name": "Kha Sơn"}, "e6": {"number": 9, "name": "Tân Hòa"}}
    assert story.refused("secretary", c.RegisterEntries, lines=twice).code == "number_taken"
    assert story.refused("secretary", c.RegisterEntries, lines={}).code == "malformed"


PANEL = {
    "j1": {"number": 2, "name": "Lê Thị Thu", "unit": "MTTQ"},
    "j2": {"number": 1, "name": " Dương Văn Hùng ", "is_head": True},
    "j3": {"number": 3, "name": "Ngô Thị Thúy"},
}


def test_a_panel_is_appointed_whole_with_its_head_its_secretariat_and_its_mcs() -> None:
    story = a_contest().with_judges(2, head=1).does("organizer", c.DescribeContest, place="Phú Bình", mcs=("Đỗ Mai",))
    story.does("organizer", c.AppointPanel, lines=PANEL, secretariat=("Hồ Văn Đức – Văn phòng",))
    state = story.state
    assert [(one.number, one.name, one.is_head) for one in map(state.judges.__getitem__, state.judge_order)] == [
        (1, "Dương Văn Hùng", True), (2, "Lê Thị Thu", False), (3, "Ngô Thị Thúy", False),
    ]  # fmt: skip
    assert state.record.head_judge == "j2"
    assert (state.place, state.about.secretary, state.about.mcs) == ("Phú Bình", "Hồ Văn Đức", ("Đỗ Mai",))
    seq = story.seq
    story.does("organizer", c.AppointPanel, lines={"j1": PANEL["j1"]})
    assert story.seq == seq + 1


@pytest.mark.parametrize(
    "line",
    [
        "Đỗ Mai",
        {"number": 0, "name": "Đỗ Mai"},
        {"number": "3", "name": "Đỗ Mai"},
        {"number": 9, "name": " "},
        {"number": 9, "name": 5},
        {"number": 9, "name": "Đỗ Mai", "is_head": "1"},
        {"number": 9, "name": "Đỗ Mai", "is_head": True},
        {"number": 9, "name": "Đỗ Mai", "card": "x"},
    ],
)
def test_a_panel_with_one_bad_line_or_two_heads_is_refused_whole(line: Any) -> None:
    refused = a_contest().refused("organizer", c.AppointPanel, lines={**PANEL, "j9": line})
    assert refused.code == "malformed"


def test_a_panel_takes_no_number_that_another_judge_has_and_is_appointed_before_the_start_only() -> None:
    story = a_contest().with_judges(2)
    taken = {"j9": {"number": 2, "name": "Đỗ Mai"}}
    assert story.refused("organizer", c.AppointPanel, lines=taken).code == "number_taken"
    assert story.refused("organizer", c.AppointPanel, lines={}).code == "malformed"
    assert story.refused("secretary", c.AppointPanel, lines=PANEL).code == "not_allowed"
    long = tuple(f"Người {n}" for n in range(50))
    assert story.refused("organizer", c.AppointPanel, lines={}, mcs=long).code == "malformed"
    assert a_running_contest().refused("organizer", c.AppointPanel, lines=PANEL).code == "wrong_phase"


def test_before_the_start_an_entry_registered_by_mistake_is_removed_everywhere() -> None:
    story = a_contest().with_judges(2).with_entries("Hương Sơn", "Đào Xá", "Úc Kỳ")
    story.does("secretary", c.SetRunningOrder, round="greeting", order=("e3", "e2", "e1"))
    story.does("organizer", c.RecuseJudge, entry="e2", judge="j1", reason="cùng xã")
    story.does("secretary", c.RemoveEntry, entry="e2")
    state = story.state
    assert (state.entry_order, state.order_of("greeting")) == (("e1", "e3"), ("e3", "e1"))
    assert "e2" not in state.entries
    assert [record.id for record in state.record.entries] == ["e1", "e3"]
    assert state.recused == frozenset()
    assert story.refused("secretary", c.RemoveEntry, entry="e2").code == "unknown_entry"


def test_before_the_start_a_judge_appointed_by_mistake_is_removed() -> None:
    story = a_contest().with_judges(3, head=2).does("organizer", c.RemoveJudge, judge="j2")
    assert story.state.judge_order == ("j1", "j3")
    assert story.state.record.head_judge is None
    assert story.refused("organizer", c.RemoveJudge, judge="j2").code == "unknown_judge"


def test_once_the_contest_runs_nobody_is_removed() -> None:
    story = a_running_contest()
    assert story.refused("secretary", c.RemoveEntry, entry="e1").code == "wrong_phase"
    assert story.refused("organizer", c.RemoveJudge, judge="j1").code == "wrong_phase"
