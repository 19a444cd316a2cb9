"""Prizes go with places; a tie over a quota stays visible; special prizes go by a round or a criterion."""

from __future__ import annotations

from typing import Any

from immutables import Map

from contest_app.contest.prizes import awards, ceremony, special_awards
from contest_app.contest.record import EntryRecord
from contest_app.contest.rulebook import parse_rulebook, template
from contest_app.contest.standings import compute_standings
from tests.contest.scoring_builders import a_record, a_rulebook, marked

PRIZES = [{"title": "Nhất", "count": 1}, {"title": "Nhì", "count": 2}, {"title": "Ba", "count": 1}]
REST = [*PRIZES, {"title": "Khuyến khích", "count": "rest"}]


def won(marks: dict[str, Any], prizes: Any = PRIZES) -> tuple[dict[str, str | None], dict[str, tuple[str, ...]]]:
    rulebook = a_rulebook("skit", prizes=prizes)
    standings = compute_standings(rulebook, a_record({name: {"skit": marked(mark)} for name, mark in marks.items()}))
    shared = {award.title: tuple(words.vi for words in award.shared) for award in awards(rulebook, standings)}
    return {row.entry: row.prize for row in standings.rows}, shared


def test_quotas_are_filled_in_order_and_then_end() -> None:
    prizes, shared = won({"A": 9, "B": 8, "C": 7, "D": 6, "E": 5})
    assert prizes == {"A": "Nhất", "B": "Nhì", "C": "Nhì", "D": "Ba", "E": None}
    assert not any(shared.values())


def test_rest_takes_everybody_with_a_place() -> None:
    prizes, _ = won({"A": 9, "B": 8, "C": 7, "D": 6, "E": 5, "F": 4}, REST)
    assert [prizes[name] for name in "DEF"] == ["Ba", "Khuyến khích", "Khuyến khích"]


def test_a_tie_inside_a_quota_is_no_matter() -> None:
    prizes, shared = won({"A": 9, "B": 8, "C": 8, "D": 6})
    assert prizes == {"A": "Nhất", "B": "Nhì", "C": "Nhì", "D": "Ba"}
    assert not any(shared.values())


def test_a_tie_over_a_quota_is_shared_and_named() -> None:
    prizes, shared = won({"A": 9, "B": 9, "C": 7, "D": 6, "E": 6})
    assert prizes == {"A": "Nhất", "B": "Nhất", "C": "Nhì", "D": "Ba", "E": "Ba"}
    assert shared["Nhất"] == ("Đồng hạng 1-2: cùng nhận giải Nhất, vượt số lượng sang Nhì.",)
    assert shared["Ba"] == ("Đồng hạng 4-5: cùng nhận giải Ba, vượt số lượng sang ngoài giải.",)


def test_without_a_place_there_is_no_prize() -> None:
    rulebook = a_rulebook("skit", prizes=REST)
    entries = (EntryRecord("A"), EntryRecord("B", "withdrawn"))
    record = a_record({"A": {"skit": marked(1)}, "B": {"skit": marked(9)}}, entries=entries)
    assert {row.entry: row.prize for row in compute_standings(rulebook, record).rows} == {"A": "Nhất", "B": None}


def test_the_ceremony_goes_from_the_last_prize_to_the_first_unless_told() -> None:
    assert ceremony(a_rulebook("skit", prizes=PRIZES)) == ("Ba", "Nhì", "Nhất")
    assert ceremony(parse_rulebook(template("district"))) == ("Khuyến khích", "Ba", "Nhì", "Nhất")
    told = a_rulebook("skit", prizes=PRIZES, publish={"ceremony": ["Nhất", "Ba", "Nhì"]})
    assert ceremony(told) == ("Nhất", "Ba", "Nhì")


def test_special_prizes_go_by_round_by_criterion_or_wait_for_a_choice() -> None:
    special = [
        {"title": "Tiểu phẩm hay nhất", "by": "round:skit"},
        {"title": "Trang phục đẹp nhất", "by": "criterion:skit.costume"},
        {"title": "Khán giả yêu thích", "by": "audience_vote"},
    ]
    rulebook = a_rulebook("skit", criteria=("costume", "acting"), special_prizes=special)
    entries = (EntryRecord("A"), EntryRecord("B"), EntryRecord("C"), EntryRecord("D", "disqualified"))
    marks = {"A": (9, 1), "B": (4, 8), "C": (5, 7), "D": (99, 99)}
    performances = {name: {"skit": marked({"costume": c, "acting": a})} for name, (c, a) in marks.items()}
    record = a_record(performances, entries=entries)
    found = special_awards(rulebook, record, compute_standings(rulebook, record))
    assert [(award.title, set(award.entries)) for award in found] == [
        ("Tiểu phẩm hay nhất", {"B", "C"}),
        ("Trang phục đẹp nhất", {"A"}),
        ("Khán giả yêu thích", set()),
    ]


def won_by(rulebook: Any, marks: dict[str, Any], **more: Any) -> dict[str, str | None]:
    record = a_record({name: {"skit": marked(mark)} for name, mark in marks.items()}, **more)
    return {row.entry: row.prize for row in compute_standings(rulebook, record).rows}


def test_shared_prizes_may_extend_the_quota() -> None:
    rulebook = a_rulebook("skit", prizes=REST, shared_prizes="extend")
    marks = {"A": 9, "B": 9, "C": 7, "D": 6, "E": 6, "F": 6, "G": 5, "H": 4}
    record = a_record({name: {"skit": marked(mark)} for name, mark in marks.items()})
    standings = compute_standings(rulebook, record)
    assert [row.prize for row in standings.rows] == ["Nhất", "Nhất", "Nhì", "Nhì", "Nhì", "Nhì", "Ba", "Khuyến khích"]
    shared = {award.title: [words.en for words in award.shared] for award in awards(rulebook, standings)}
    assert shared["Nhất"] == ["Places 1-2 are shared: all take Nhất, which grows from 1 to 2."]
    assert shared["Nhì"] == ["Places 4-6 are shared: all take Nhì, which grows from 2 to 4."]
    assert won_by(a_rulebook("skit", prizes=REST), marks)["G"] == "Khuyến khích"


def test_a_score_band_takes_everybody_who_reaches_it() -> None:
    bands = [{"title": "Xuất sắc", "from": 90}, {"title": "Tốt", "from": 80}, {"title": "Công nhận", "from": 65}]
    found = won_by(a_rulebook("skit", prizes=bands), {"A": 95, "B": 90, "C": "89.5", "D": 65, "E": "64.9"})
    assert found == {"A": "Xuất sắc", "B": "Xuất sắc", "C": "Tốt", "D": "Công nhận", "E": None}
    low = a_rulebook("skit", prizes=[{"title": "Nhanh", "from": 20}], order="ascending")
    assert won_by(low, {"A": 20, "B": 21}) == {"A": "Nhanh", "B": None}


def test_a_prize_nobody_is_good_enough_for_stays_with_the_organizer() -> None:
    prizes = [{"title": "Nhất", "count": 1, "from": 90}, {"title": "Nhì", "count": 1}, {"title": "Ba", "count": "rest"}]
    assert won_by(a_rulebook("skit", prizes=prizes), {"A": 89, "B": 80, "C": 7}) == {"A": "Nhì", "B": "Ba", "C": "Ba"}


def test_each_group_has_its_own_prizes() -> None:
    groups = [{"id": "A", "title": "Khối A", "entries": ["a1", "a2", "a3"]}, {"id": "B", "title": "Khối B"}]
    prizes = [
        {"title": "Nhất", "count": 1},
        {"title": "Ba", "count": 1, "group": "A"},
        {"title": "Nhì", "count": 1, "group": "B"},
    ]
    rulebook = a_rulebook("skit", prizes=prizes, groups=groups, prizes_per="group")
    drawn = Map({"b1": "B", "b2": "B"})
    marks = {"a1": 9, "a2": 8, "a3": 7, "b1": 3, "b2": 2, "x": 1}
    assert won_by(rulebook, marks, groups=drawn) == {
        "a1": "Nhất", "a2": "Ba", "a3": None, "b1": "Nhất", "b2": "Nhì", "x": None,
    }  # fmt: skip
    record = a_record({name: {"skit": marked(mark)} for name, mark in marks.items()}, groups=drawn)
    found = awards(rulebook, compute_standings(rulebook, record))
    assert [(one.title, one.group, one.entries) for one in found] == [
        ("Nhất", "A", ("a1",)), ("Ba", "A", ("a2",)), ("Nhất", "B", ("b1",)), ("Nhì", "B", ("b2",)),
    ]  # fmt: skip


def test_votes_name_the_winner_and_a_recorded_choice_stands_before_them() -> None:
    special = [
        {"title": "Khán giả", "by": "audience_vote"}, {"title": "Diễn viên", "by": "jury_vote"},
        {"title": "Tổ chức tốt", "by": "organizer"},
    ]  # fmt: skip
    rulebook = a_rulebook("skit", special_prizes=special)
    votes = {("Khán giả", "A"): 12, ("Khán giả", "B"): 15, ("Diễn viên", "A"): 2, ("Diễn viên", "B"): 2,
             ("Tổ chức tốt", "A"): 9, ("Khán giả", "D"): 99}  # fmt: skip
    entries = (EntryRecord("A"), EntryRecord("B"), EntryRecord("D", "disqualified"))
    performances = {name: {"skit": marked(5)} for name in "AB"}
    record = a_record(performances, entries=entries, votes=Map(votes))
    found = special_awards(rulebook, record, compute_standings(rulebook, record))
    assert [(one.entries, one.value) for one in found] == [(("B",), 15), (("A", "B"), 2), ((), None)]
    chosen = a_record(performances, votes=Map(votes), choices=Map({"Tổ chức tốt": ("A",), "Diễn viên": ("B",)}))
    found = special_awards(rulebook, chosen, compute_standings(rulebook, chosen))
    assert [one.entries for one in found] == [("B",), ("B",), ("A",)]
