"""Rounds judged by places: each method on worked examples, who counts, and how ties inside a round are settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from typing import Any

import pytest
from immutables import Map

from contest_app.contest.explain import explain_figure
from contest_app.contest.record import EntryRecord, PerformanceRecord, Record
from contest_app.contest.rulebook import RuleBook, RuleBookInvalid, parse_rulebook
from contest_app.contest.standings import Standings, compute_standings
from tests.contest.scoring_builders import a_record, a_rulebook, marked, off, sheets

# V20: seven judges, six couples in one dance.
SEVEN = {
    "71": [1, 5, 4, 2, 2, 6, 2], "72": [4, 6, 3, 3, 5, 4, 6], "73": [5, 4, 2, 4, 6, 5, 4],
    "74": [3, 1, 6, 1, 1, 2, 1], "75": [2, 2, 1, 5, 3, 1, 3], "76": [6, 3, 5, 6, 4, 3, 5],
}  # fmt: skip


def placed(ordinals: Mapping[str, Any], criteria: Sequence[str] = ()) -> dict[str, dict[str, PerformanceRecord]]:
    """Performances with these ordinals of judges 1, 2, 3 …, by criterion where there are criteria."""
    result = {}
    for entry, given in ordinals.items():
        rows = dict(zip(criteria, given, strict=True)) if criteria else {None: given}
        placements = {
            (str(judge), criterion): F(str(place))
            for criterion, row in rows.items()
            for judge, place in enumerate(row, start=1)
            if place is not None
        }
        result[entry] = {"dance": PerformanceRecord(placements=Map(placements))}
    return result


def by_places(method: str, *criteria: str, **more: Any) -> RuleBook:
    aggregate = {"method": method} | more.pop("aggregate", {})
    listed = [{"id": name, "title": name} for name in criteria]
    rounds = [{"id": "dance", "title": "Nhảy", "criteria": listed}]
    book = {"format": "rulebook/1", "title": "Hội thi", "rounds": rounds, "aggregate": aggregate}
    return parse_rulebook(book | more)


def order(standings: Standings) -> list[tuple[str, int | None, F | None]]:
    return [(row.entry, row.place, row.total) for row in standings.rows]


def words_of(standings: Standings, entry: str) -> str:
    return " | ".join(words.en for words in explain_figure(standings.row(entry).figures["dance"]))


def test_the_lowest_sum_of_places_is_first_without_saying_so() -> None:
    standings = compute_standings(by_places("placement_sum"), a_record(placed(SEVEN)))
    assert order(standings)[:3] == [("74", 1, F(15)), ("75", 2, F(17)), ("71", 3, F(22))]
    assert "1 + 5 + 4 + 2 + 2 + 6 + 2 = 22" in words_of(standings, "71")


def test_skating_rules_5_to_8_place_by_majority_then_sum_then_next_column() -> None:
    standings = compute_standings(by_places("majority"), a_record(placed(SEVEN)))
    assert [row.entry for row in standings.rows] == ["74", "75", "71", "73", "72", "76"]
    assert [row.total for row in standings.rows] == [1, 2, 3, 4, 5, 6]
    assert "4 of 7 judges give place 2 or better, sum 6: 2; 2; 1; 5; 3; 1; 3 → 2" in words_of(standings, "75")


def test_a_majority_beats_the_better_mean_of_places() -> None:
    ordinals = {"A": [1, 1, 1, 4, 4], "B": [2, 2, 2, 1, 1], "C": [3, 3, 4, 2, 3], "D": [4, 4, 3, 3, 2]}  # V21
    assert [r.entry for r in compute_standings(by_places("majority"), a_record(placed(ordinals))).rows] == list("ABCD")
    assert compute_standings(by_places("placement_sum"), a_record(placed(ordinals))).rows[0].entry == "B"


def test_skating_rule_10_takes_who_was_more_often_at_the_place_in_hand() -> None:
    dances = ("waltz", "tango", "rumba")
    ordinals = {"P": [[1], [1], [4]], "Q": [[2], [2], [2]], "R": [[3], [4], [1]], "S": [[4], [3], [3]]}  # V22
    standings = compute_standings(by_places("majority", *dances), a_record(placed(ordinals, dances)))
    assert order(standings) == [("P", 1, F(6)), ("Q", 2, F(6)), ("R", 3, F(8)), ("S", 4, F(10))]
    assert standings.row("P").decided_by == "majority"
    assert standings.row("R").decided_by is None
    assert "rule 10 (times at the place under review) gives rank 1" in words_of(standings, "P")
    assert "rule 1" not in words_of(standings, "R")  # its sum was nobody else's
    assert standings.row("P").figures["dance"].criteria == Map({"waltz": F(1), "tango": F(1), "rumba": F(4)})


def test_skating_rule_10_counts_equal_times_by_their_sum() -> None:
    dances = ("a", "b")
    ordinals = {"P": [[1], [4]], "Q": [[2], [3]], "R": [[4], [1]], "S": [[3], [2]]}
    standings = compute_standings(by_places("majority", *dances), a_record(placed(ordinals, dances)))
    # all sum to 5; for place 1 P and R have one first each and go to rule 11, where they are level
    assert [(row.entry, row.place, row.place_to) for row in standings.rows] == [
        ("P", 1, 2), ("R", 1, 2), ("Q", 3, 4), ("S", 3, 4),
    ]  # fmt: skip
    assert {row.decided_by for row in standings.rows} == {"shared"}
    chain = by_places("majority", *dances, ties=["running_order", "shared"])
    record = a_record(placed(ordinals, dances), running_order=Map({None: ("R", "S", "P", "Q")}))
    settled = compute_standings(chain, record)
    assert [(row.entry, row.decided_by) for row in settled.rows] == [(name, "running_order") for name in "RPSQ"]


def test_skating_rule_11_counts_all_marks_of_all_dances() -> None:
    dances = ("a", "b")
    # both sum to 3 with one first each; over all six marks P has four firsts, Q two
    ordinals = {"P": [[1, 1, 1], [2, 2, 1]], "Q": [[2, 2, 2], [1, 1, 2]]}
    standings = compute_standings(by_places("majority", *dances), a_record(placed(ordinals, dances)))
    assert order(standings) == [("P", 1, F(3)), ("Q", 2, F(3))]
    assert "rule 11" in words_of(standings, "P")


def test_skating_rules_leave_the_perfectly_level_level() -> None:
    dances = ("a", "b", "c")
    ordinals = {"P": [[1], [3], [2]], "Q": [[2], [1], [3]], "R": [[3], [2], [1]]}  # V23
    standings = compute_standings(by_places("majority", *dances), a_record(placed(ordinals, dances)))
    assert [(row.place, row.place_to, row.decided_by) for row in standings.rows] == [(1, 3, "shared")] * 3


def test_pairwise_counts_comparisons_won_and_then_judges_in_favour() -> None:
    # A beats B and loses to C, B beats C, C beats A: one each; judges in favour 4 - 3 - 2 of the six votes each has
    ordinals = {"A": [1, 1, 2], "B": [2, 3, 3], "C": [3, 2, 1]}
    standings = compute_standings(by_places("pairwise"), a_record(placed(ordinals)))
    assert order(standings) == [("A", 1, F(2)), ("C", 2, F(1)), ("B", 3, F(0))]
    circle = {"A": [1, 2, 3, 1, 2], "B": [2, 3, 1, 2, 3], "C": [3, 1, 2, 3, 1]}
    standings = compute_standings(by_places("pairwise"), a_record(placed(circle)))
    assert order(standings) == [("A", 1, F(1)), ("C", 2, F(1)), ("B", 3, F(1))]
    assert standings.rows[0].decided_by == "pairwise"
    assert "Level on comparisons won: 6 judges in favour, rank 1" in words_of(standings, "A")
    assert "Comparisons won (6 judges in favour): 1" in words_of(standings, "A")


def test_rank_points_give_nothing_beyond_the_list() -> None:
    borda = by_places("rank_points", aggregate={"points": [5, 4, 3, 2, 1]})
    totals = {row.entry: row.total for row in compute_standings(borda, a_record(placed(SEVEN))).rows}
    assert totals == {"74": 27, "75": 25, "71": 20, "73": 12, "72": 11, "76": 10}  # V24
    top = by_places("rank_points", aggregate={"points": [3, 1]})
    assert compute_standings(top, a_record(placed(SEVEN))).row("76").total == 0


def test_median_of_places_ties_a_lot() -> None:
    rulebook = a_rulebook("dance", aggregate={"method": "median"}, order="ascending")
    marks = {name: {"dance": marked(*given)} for name, given in SEVEN.items()}
    standings = compute_standings(rulebook, a_record(marks))  # V25
    assert [(row.entry, row.place) for row in standings.rows] == [
        ("74", 1), ("71", 2), ("75", 2), ("72", 4), ("73", 4), ("76", 6),
    ]  # fmt: skip


def test_marks_become_places_with_level_ones_shared_as_means() -> None:
    performances = {"A": {"dance": marked(9, 8)}, "B": {"dance": marked(9, 7)}, "C": {"dance": marked(5, 9)}}
    standings = compute_standings(a_rulebook("dance", aggregate={"method": "placement_sum"}), a_record(performances))
    assert order(standings) == [("A", 1, F("3.5")), ("C", 2, F(4)), ("B", 3, F("4.5"))]
    judge = standings.row("B").figures["dance"].judges[0]
    assert (judge.total, judge.ordinal, judge.used) == (F(9), F("1.5"), True)
    points = a_rulebook("dance", aggregate={"method": "rank_points", "points": [10, 6, 3]})
    assert compute_standings(points, a_record(performances)).row("A").total == F(8) + 6
    halved = placed({"A": ["1.5"], "B": ["1.5"], "C": [3]})
    assert compute_standings(points, a_record(halved)).row("B").total == 8  # a written 1.5 is shared the same way


def test_a_judges_own_level_totals_may_be_settled_by_a_criterion() -> None:
    criteria = [{"id": name, "title": name, "max": 6} for name in ("technical", "presentation")]
    rounds = [{"id": "dance", "title": "Trượt", "criteria": criteria}]
    book = {"format": "rulebook/1", "title": "V14", "rounds": rounds}
    marks = {"A": [(5.8, 5.7), (5.8, 5.8), (5.6, 5.6)], "B": [(5.7, 5.8), (5.8, 5.7), (5.7, 5.6)],
             "C": [(5.6, 5.6), (5.7, 5.7), (5.5, 5.5)]}  # fmt: skip
    performances = {
        entry: {"dance": marked(*({"technical": t, "presentation": p} for t, p in given))}
        for entry, given in marks.items()
    }
    rulebook = parse_rulebook(book | {"aggregate": {"method": "majority", "judge_ties": ["technical"]}})
    standings = compute_standings(rulebook, a_record(performances))
    assert [row.entry for row in standings.rows] == ["A", "B", "C"]
    assert [judge.ordinal for judge in standings.row("A").figures["dance"].judges] == [1, 1, 2]


def test_places_over_each_criterion_are_weighed_by_its_factor() -> None:
    listed = [{"id": "voice", "title": "Giọng", "max": 10, "factor": 2}, {"id": "stage", "title": "Dáng", "max": 10}]
    rulebook = a_rulebook(
        rounds=[{"id": "dance", "title": "Hát", "criteria": listed}],
        aggregate={"method": "placement_sum", "over": "criterion"}, ties=["criterion:dance.voice", "shared"],
    )  # fmt: skip
    marks = {"A": {"voice": 9, "stage": 1}, "B": {"voice": 8, "stage": 9}, "C": {"voice": 7, "stage": 8}}
    performances = {name: {"dance": marked(given)} for name, given in marks.items()}
    standings = compute_standings(rulebook, a_record(performances))
    assert order(standings) == [("A", 1, F(5)), ("B", 2, F(5)), ("C", 3, F(8))]
    assert standings.rows[0].decided_by == "criterion:dance.voice"


def test_a_judge_who_did_not_place_everybody_counts_for_nobody() -> None:
    ordinals = {"A": [1, 2, 1], "B": [2, 1, None]}
    standings = compute_standings(by_places("placement_sum"), a_record(placed(ordinals)))
    assert order(standings) == [("A", 1, F(3)), ("B", 1, F(3))]
    dropped = standings.row("A").figures["dance"].judges[2]
    assert not dropped.used
    assert dropped.why_dropped is not None
    refused = by_places("placement_sum", missing={"policy": "refuse"})
    row = compute_standings(refused, a_record(placed(ordinals))).row("A")
    assert row.place is None
    assert "3" in row.figures["dance"].problem.vi  # type: ignore[union-attr]


def test_pairwise_compares_where_both_were_placed() -> None:
    """Each judge stands aside for one entry: no sum of places is possible, comparisons are."""
    ordinals = {"A": [None, 1, 1], "B": [1, None, 2], "C": [2, 2, None]}
    record = a_record(placed(ordinals))
    assert order(compute_standings(by_places("pairwise"), record)) == [("A", 1, F(2)), ("B", 2, F(1)), ("C", 3, F(0))]
    nobody = compute_standings(by_places("placement_sum"), record).rows[0]
    assert nobody.total is None
    assert "No judge" in nobody.figures["dance"].problem.en  # type: ignore[union-attr]
    strict = by_places("pairwise", missing={"policy": "drop_judge_for_round"})
    assert compute_standings(strict, record).rows[0].total is None


def test_recused_and_absent_judges_do_not_place() -> None:
    one = PerformanceRecord(placements=Map({("1", None): F(1), ("2", None): F(2)}), recused=frozenset({"2"}))
    two = PerformanceRecord(placements=Map({("1", None): F(2), ("2", None): F(1)}))
    standings = compute_standings(by_places("placement_sum"), a_record({"A": {"dance": one}, "B": {"dance": two}}))
    assert order(standings) == [("A", 1, F(1)), ("B", 2, F(2))]
    assert "Judge 2 is not counted: Stands aside" in words_of(standings, "A")


def test_who_left_takes_no_place_from_the_others() -> None:
    performances = {"A": {"dance": marked(9)}, "B": {"dance": marked(8)}, "C": {"dance": marked(7)}}
    rulebook = a_rulebook("dance", aggregate={"method": "placement_sum"})
    entries = (EntryRecord("A", "disqualified"), EntryRecord("B"), EntryRecord("C"))
    standings = compute_standings(rulebook, a_record(performances, entries=entries))
    assert order(standings) == [("B", 1, F(1)), ("C", 2, F(2)), ("A", None, None)]
    open_yet = a_record(performances, still_open=frozenset({("dance", "A")}))
    assert order(compute_standings(rulebook, open_yet)) == [("B", 1, F(1)), ("C", 2, F(2)), ("A", None, None)]
    absent = performances | {"A": {"dance": marked(9, absent=True)}}
    assert order(compute_standings(rulebook, a_record(absent)))[0] == ("B", 1, F(1))


def test_factor_bonus_and_floor_follow_the_places() -> None:
    rounds = [{"id": "dance", "title": "Nhảy", "factor": 2, "floor": 3}]
    book = {"format": "rulebook/1", "title": "t", "rounds": rounds, "aggregate": {"method": "placement_sum"}}
    performances = placed({"A": [1], "B": [2]})
    performances["B"]["dance"] = PerformanceRecord(placements=performances["B"]["dance"].placements, bonus=off("0.5"))
    standings = compute_standings(parse_rulebook(book), a_record(performances))
    assert order(standings) == [("A", 1, F(3)), ("B", 2, F("4.5"))]


def test_a_final_by_majority_after_a_round_by_points() -> None:
    rounds = [
        {"id": "semi", "title": "Bán kết", "criteria": [{"id": "all", "title": "Chung", "max": 100}]},
        {"id": "dance", "title": "Chung kết", "aggregate": {"method": "majority"}},
    ]
    book = {"format": "rulebook/1", "title": "t", "rounds": rounds, "combine": "last"}
    performances = {name: {"semi": marked(mark)} for name, mark in {"A": 70, "B": 80, "C": 60, "D": 65}.items()}
    for name, one in placed({"A": [1, 1, 2], "B": [2, 2, 1]}).items():
        performances[name] |= one
    standings = compute_standings(parse_rulebook(book), a_record(performances))
    assert order(standings) == [("A", 1, F(1)), ("B", 2, F(2)), ("D", 3, F(65)), ("C", 4, F(60))]


@pytest.mark.parametrize(
    ("link", "winner"), [("judges_preferring", "A"), ("head_judge_mark", "A"), ("count_back:dance", "A")]
)
def test_ties_look_at_places_where_there_are_places(link: str, winner: str) -> None:
    """A and B both sum to 7 of three judges; fewer is better in each look."""
    ordinals = {"A": [1, 3, 3], "B": [2, 4, 1], "C": [3, 1, 4], "D": [4, 2, 2]}
    if link != "head_judge_mark":
        ordinals = {"A": [1, 1, 5], "B": [2, 4, 1], "C": [3, 3, 4], "D": [4, 2, 3], "E": [5, 5, 2]}
    standings = compute_standings(
        by_places("placement_sum", ties=[link, "shared"]), a_record(placed(ordinals), head_judge="1")
    )
    assert [standings.row(name).total for name in "AB"] == [7, 7]
    assert standings.rows[0].entry == winner
    assert standings.rows[0].decided_by == link


def test_giving_counts_points_for_places() -> None:
    rulebook = by_places("rank_points", aggregate={"points": [3, 1]}, ties=["judges_giving:dance", "shared"])
    ordinals = {"A": [1, 3, 3], "B": [2, 2, 2], "C": [3, 1, 1]}
    standings = compute_standings(rulebook, a_record(placed(ordinals)))
    assert order(standings) == [("C", 1, F(6)), ("B", 2, F(3)), ("A", 3, F(3))]
    assert standings.row("B").decided_by == "judges_giving:dance"


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"aggregate": {"method": "rank_points"}}, "aggregate.points", "12, 10"),
    ({"aggregate": {"method": "rank_points", "points": [1, 2]}}, "aggregate.points", "later place"),
    ({"aggregate": {"method": "rank_points", "points": [1, -2]}}, "aggregate.points", "later place"),
    ({"aggregate": {"method": "pairwise"}, "order": "ascending"}, "order", "more is better"),
    ({"aggregate": {"method": "mean", "judge_ties": ["all"]}}, "aggregate.judge_ties", "by places"),
    ({"aggregate": {"method": "placement_sum", "judge_ties": ["x"]}}, "aggregate.judge_ties[0]", "no criterion"),
    ({"aggregate": {"method": "majority", "fallback": {"below": 3}}}, "aggregate.fallback", "fallback"),
    ({"aggregate": {"method": "majority"}, "ties": ["criterion:one.all"]}, "", ""),
    ({"aggregate": {"method": "pairwise"}, "ties": ["criterion:one.all"]}, "ties[0]", "over: criterion"),
]


@pytest.mark.parametrize(("more", "path", "word"), REFUSED, ids=[str(case[0]) for case in REFUSED])
def test_what_has_no_meaning_for_places_is_refused_in_words(more: dict[str, Any], path: str, word: str) -> None:
    if not path:
        a_rulebook("one", **more)
        return
    with pytest.raises(RuleBookInvalid) as caught:
        a_rulebook("one", **more)
    errors = {error.path: error.words.en for error in caught.value.errors}
    assert word in errors[path]


def test_places_and_points_are_not_added_up() -> None:
    rounds = [
        {"id": "dance", "title": "Nhảy", "aggregate": {"method": "placement_sum"},
         "time": {"limit_s": 60, "penalty": {"points": 1}}},
        {"id": "quiz", "title": "Kiến thức", "kind": "counted"},
        {"id": "ball", "title": "Dạ hội", "aggregate": {"method": "majority"},
         "criteria": [{"id": "waltz", "title": "Van", "factor": 2}]},
    ]  # fmt: skip
    with pytest.raises(RuleBookInvalid) as caught:
        parse_rulebook({"format": "rulebook/1", "title": "t", "rounds": rounds})
    assert {error.path for error in caught.value.errors} == {
        "combine", "rounds[0].time.penalty", "rounds[2].criteria[0].factor",
    }  # fmt: skip
    good = [rounds[0] | {"time": None}, rounds[1]]
    parse_rulebook({"format": "rulebook/1", "title": "t", "rounds": good, "combine": "last"})
    parse_rulebook({"format": "rulebook/1", "title": "t", "rounds": good, "order": "ascending"})


def test_in_several_rounds_the_chain_decides_and_not_one_rounds_method() -> None:
    rounds = [{"id": name, "title": name} for name in ("dance", "song")]
    book = {"format": "rulebook/1", "title": "t", "rounds": rounds, "aggregate": {"method": "pairwise"}}
    circle = {"A": [1, 2, 3, 1, 2], "B": [2, 3, 1, 2, 3], "C": [3, 1, 2, 3, 1]}
    performances = {entry: rounds_ | {"song": rounds_["dance"]} for entry, rounds_ in placed(circle).items()}
    standings = compute_standings(parse_rulebook(book), a_record(performances))
    assert [(row.place, row.place_to, row.decided_by) for row in standings.rows] == [(1, 3, "shared")] * 3
    chain = parse_rulebook(book | {"ties": ["round:song", "shared"]})
    rows = compute_standings(chain, a_record(performances)).rows
    assert [(row.entry, row.decided_by) for row in rows] == [(name, "round:song") for name in "ACB"]


def test_only_the_round_that_changed_is_ranked_again() -> None:
    rulebook = a_rulebook("one", "two", aggregate={"method": "rank_points", "points": [3, 2, 1]})
    performances = {name: {"one": marked(n), "two": marked(n)} for n, name in enumerate("ABC")}
    record = a_record(performances)
    before = compute_standings(rulebook, record)
    changed = Record(record.entries, record.performances.set(("one", "A"), PerformanceRecord(sheets=sheets({"1": 9}))))
    after = compute_standings(rulebook, changed, before)
    assert after == compute_standings(rulebook, changed)
    assert after.row("C").figures["two"] is before.row("C").figures["two"]
    assert after.row("C").figures["one"].value == 2
