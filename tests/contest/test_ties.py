"""Each link of the tie chain, what the chain leaves open, and which link is said to have decided."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction as F
from typing import Any

import pytest
from immutables import Map

from contest_app.contest.record import PerformanceRecord
from contest_app.contest.standings import Standings, compute_standings
from tests.contest.scoring_builders import a_record, a_rulebook, marked, off, sheets


def standings_of(
    ties: list[str], performances: Mapping[str, Mapping[str, PerformanceRecord]], **record: Any
) -> Standings:
    rulebook = a_rulebook("one", "two", ties=ties, rounding={"places": 2})
    return compute_standings(rulebook, a_record(performances, **record))


def outcome(standings: Standings) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(row.entry, row.place, row.place_to, row.decided_by) for row in standings.rows]


# A and B are level on 20; every pair of performances below says who should win by the link alone.
LEVEL: list[tuple[str, dict[str, dict[str, PerformanceRecord]], dict[str, Any]]] = [
    ("round:two", {"A": {"one": marked(11), "two": marked(9)}, "B": {"one": marked(9), "two": marked(11)}}, {}),
    (
        "fewest_penalty_points",
        {
            "A": {"one": marked(10), "two": marked(12, penalty=off(2))},
            "B": {"one": marked(10), "two": marked(11, penalty=off(1))},
        },
        {},
    ),
    (
        "elapsed:one",
        {
            "A": {"one": marked(10, elapsed_s=F(100)), "two": marked(10)},
            "B": {"one": marked(10, elapsed_s=F(99)), "two": marked(10)},
        },
        {},
    ),
    (
        "judges_preferring",
        {
            "A": {"one": marked(5, 5, 20), "two": marked(10, 10, 10)},
            "B": {"one": marked(9, 9, 12), "two": marked(10, 10, 10)},
        },
        {},
    ),
    (
        "judges_giving:one",
        {"A": {"one": marked(0, 10, 20), "two": marked(10)}, "B": {"one": marked(8, 10, 12), "two": marked(10)}},
        {},
    ),
    (
        "count_back:one",
        {
            "A": {"one": marked(12, 11, 9, 8), "two": marked(10)},
            "B": {"one": marked(12, 12, 8, 8), "two": marked(10)},
        },
        {},
    ),
    (
        "head_judge_mark",
        {"A": {"one": marked(12, 8), "two": marked(10)}, "B": {"one": marked(8, 12), "two": marked(10)}},
        {"head_judge": "2"},
    ),
    (
        "running_order",
        {"A": {"one": marked(10), "two": marked(10)}, "B": {"one": marked(10), "two": marked(10)}},
        {"running_order": Map({None: ("B", "A")})},
    ),
    (
        "lot",
        {"A": {"one": marked(10), "two": marked(10)}, "B": {"one": marked(10), "two": marked(10)}},
        {"decisions": (("A", "B"), ("B", "C", "A"))},
    ),
    (
        "decision",
        {"A": {"one": marked(10), "two": marked(10)}, "B": {"one": marked(10), "two": marked(10)}},
        {"decisions": (("B", "A"),)},
    ),
]


@pytest.mark.parametrize(("link", "performances", "record"), LEVEL, ids=[case[0] for case in LEVEL])
def test_link_decides(link: str, performances: Any, record: Any) -> None:
    standings = standings_of([link, "shared"], performances, **record)
    assert {row.total for row in standings.rows} == {F(20)}
    assert outcome(standings) == [("B", 1, 1, link), ("A", 2, 2, link)]
    assert standings.unsettled == ()


@pytest.mark.parametrize(("link", "performances", "record"), LEVEL, ids=[case[0] for case in LEVEL])
def test_link_is_symmetric(link: str, performances: Any, record: Any) -> None:
    """Two entries with the same record stay level under every link but those that say who is first."""
    if link in ("lot", "decision", "running_order"):
        record = {}
    twins = {"A": performances["A"], "B": performances["A"]}
    assert [row.place for row in standings_of([link, "shared"], twins, **record).rows] == [1, 1]


def test_criterion_compares_the_panel_on_that_criterion() -> None:
    rulebook = a_rulebook("one", criteria=("content", "acting"), ties=["criterion:one.acting", "shared"])
    record = a_record({
        "A": {"one": marked({"content": 9, "acting": 5}, {"content": 9, "acting": 7})},
        "B": {"one": marked({"content": 8, "acting": 6}, {"content": 8, "acting": 8}, {"content": 1, "acting": 1},
                            absent_judges=frozenset({"3"}))},
    })  # fmt: skip
    assert outcome(compute_standings(rulebook, record)) == [
        ("B", 1, 1, "criterion:one.acting"),
        ("A", 2, 2, "criterion:one.acting"),
    ]


def test_eurovision_1991_counts_back_to_sweden() -> None:
    """146 points each, twelves 4-4, tens 5-2: Sweden. By countries giving points (17 against 18) it would be France.

    Source: eurovisiontimes.wordpress.com, 12 August 2012. The smaller marks are made up to reach 146 and the counts.
    """
    sweden = [12] * 4 + [10] * 5 + [8, 7, 7, 7, 7, 6, 5, 1]
    france = [12] * 4 + [10] * 2 + [8, 8, 8, 8, 8, 7, 6, 5, 5, 5, 5, 5]
    assert (sum(sweden), len(sweden), sum(france), len(france)) == (146, 17, 146, 18)
    record = a_record({"SWE": {"vote": marked(*sweden)}, "FRA": {"vote": marked(*france)}})
    for link, first in (("count_back:vote", "SWE"), ("judges_giving:vote", "FRA")):
        rulebook = a_rulebook("vote", aggregate={"method": "sum"}, ties=[link, "shared"])
        assert compute_standings(rulebook, record).rows[0].entry == first


def test_eurovision_1969_without_a_rule_four_share() -> None:
    """Four songs with 18 points and no rule: four winners (a rule was added after). Source: digglicious.com."""
    record = a_record({song: {"vote": marked(10, 8)} for song in ("ES", "UK", "NL", "FR")})
    standings = compute_standings(a_rulebook("vote", aggregate={"method": "sum"}), record)
    assert {(row.place, row.place_to) for row in standings.rows} == {(1, 4)}


def test_the_chain_goes_on_for_those_who_are_still_level() -> None:
    performances = {
        "A": {"one": marked(12), "two": marked(8)},
        "B": {"one": marked(10), "two": marked(10), },
        "C": {"one": marked(11, penalty=off(1)), "two": marked(10)},
    }  # fmt: skip
    standings = standings_of(["round:one", "fewest_penalty_points", "shared"], performances)
    assert outcome(standings) == [
        ("A", 1, 1, "round:one"),
        ("B", 2, 2, "fewest_penalty_points"),
        ("C", 3, 3, "fewest_penalty_points"),
    ]


def test_a_tie_waits_visibly_for_a_decision() -> None:
    level = {name: {"one": marked(10), "two": marked(10)} for name in ("A", "B")}
    for ties in (["decision"], ["decision", "shared"], ["lot", "running_order"]):
        standings = standings_of(ties, level)
        assert [(row.place, row.place_to, row.decided_by) for row in standings.rows] == [(1, 2, None)] * 2
        assert standings.unsettled == (("A", "B"),)


def test_a_decision_that_does_not_name_them_all_settles_nothing() -> None:
    level = {name: {"one": marked(10), "two": marked(10)} for name in ("A", "B", "C")}
    assert standings_of(["decision", "shared"], level, decisions=(("A", "B"),)).unsettled == (("A", "B", "C"),)


def test_who_has_no_figure_for_a_link_comes_last() -> None:
    performances = {"A": {"one": marked(20)}, "B": {"one": marked(10), "two": marked(10)}}
    assert [row.entry for row in standings_of(["round:two", "shared"], performances).rows] == ["B", "A"]
    no_time = {"A": {"one": marked(20)}, "B": {"one": marked(20, elapsed_s=F(500))}}
    assert [row.entry for row in standings_of(["elapsed:one", "shared"], no_time).rows] == ["B", "A"]


def test_a_judge_who_saw_only_one_of_two_prefers_neither() -> None:
    performances = {
        "A": {"one": PerformanceRecord(sheets=sheets({"1": 10, "2": 10}))},
        "B": {"one": PerformanceRecord(sheets=sheets({"1": 10, "3": 10}))},
    }
    assert [row.place for row in standings_of(["judges_preferring", "shared"], performances).rows] == [1, 1]


def test_count_back_counts_more_of_the_same_and_no_zeros() -> None:
    performances = {
        "A": {"one": marked(10, 10), "two": marked(10)},
        "B": {"one": marked(10, 10, 10), "two": marked(10)},
    }
    assert [row.entry for row in standings_of(["count_back:one", "shared"], performances).rows] == ["B", "A"]
    rulebook = a_rulebook("vote", aggregate={"method": "sum"}, ties=["count_back:vote", "shared"])
    level = a_record({"A": {"vote": marked(10, 10)}, "B": {"vote": marked(10, 10, 0)}})
    assert [row.place for row in compute_standings(rulebook, level).rows] == [1, 1]


def test_the_head_judges_marks_weigh_as_the_rounds_do() -> None:
    rounds = [
        {"id": name, "title": name, "factor": factor, "criteria": [{"id": "all", "title": "All", "max": 100}]}
        for name, factor in (("one", 1), ("two", 3))
    ]
    rulebook = a_rulebook(rounds=rounds, ties=["head_judge_mark", "shared"])
    performances = {
        "A": {"one": marked(15, 5), "two": marked(5, 5)},  # head judge: 15 + 3 x 5 = 30, unweighted 20
        "B": {"one": marked(8, 6), "two": marked(8, 4)},  # head judge: 8 + 3 x 8 = 32, unweighted 16
    }
    standings = compute_standings(rulebook, a_record(performances, head_judge="1"))
    assert {row.total for row in standings.rows} == {F(25)}
    assert standings.rows[0].entry == "B"


def test_a_line_for_the_total_counts_as_penalty_points_but_not_in_a_round() -> None:
    performances = {
        "A": {"one": marked(10), "two": marked(10)},
        "B": {"one": marked(10), "two": marked(11)},
    }
    lines = Map({"B": ((), off(1))})
    assert standings_of(["fewest_penalty_points", "shared"], performances, lines=lines).rows[0].entry == "A"
    assert standings_of(["round:two", "shared"], performances, lines=lines).rows[0].entry == "B"
