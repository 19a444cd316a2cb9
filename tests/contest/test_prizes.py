"""Prizes go with places; a tie over a quota stays visible; special prizes go by a round or a criterion."""

from __future__ import annotations

from typing import Any

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
