"""Places: shared 1-2-2-4, states without a place, how rounds combine, and that the incremental path is the full one."""

from __future__ import annotations

import gc
import weakref
from fractions import Fraction as F
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from immutables import Map

from contest_app.contest.explain import explain_row
from contest_app.contest.record import EntryRecord, PerformanceRecord, Record
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.standings import Standings, compute_standings
from tests.contest.scoring_builders import a_record, a_rulebook, marked, off


def places(standings: Standings) -> dict[str, tuple[int | None, int | None]]:
    return {row.entry: (row.place, row.place_to) for row in standings.rows}


def test_equal_totals_share_their_place_and_the_next_is_skipped() -> None:
    record = a_record({name: {"skit": marked(mark)} for name, mark in {"A": 9, "B": 8, "C": 8, "D": 7}.items()})
    standings = compute_standings(a_rulebook("skit"), record)
    assert places(standings) == {"A": (1, 1), "B": (2, 3), "C": (2, 3), "D": (4, 4)}
    assert [row.decided_by for row in standings.rows] == [None, "shared", "shared", None]
    assert standings.unsettled == ()


def test_standings_that_were_looked_at_leave_nothing_that_waits_for_the_garbage() -> None:
    """It is looked for rarely, and each sheet of an evening makes standings anew."""
    standings = compute_standings(a_rulebook("skit"), a_record({"A": {"skit": marked(9)}, "B": {"skit": marked(8)}}))
    gone = weakref.ref(standings)
    gc.disable()
    try:
        assert [row.entry for row in standings.rows] == [row.entry for row in standings.rows[:]] == ["A", "B"]
        del standings
        assert gone() is None
    finally:
        gc.enable()


def test_places_compare_the_figures_as_rounded() -> None:
    record = a_record({"A": {"skit": marked("8.004")}, "B": {"skit": marked("8.001")}})
    assert places(compute_standings(a_rulebook("skit"), record)) == {"A": (1, 1), "B": (2, 2)}
    rounded = compute_standings(a_rulebook("skit", rounding={"places": 2}), record)
    assert places(rounded) == {"A": (1, 2), "B": (1, 2)}
    assert rounded.row("A").exact == F("8.004")
    assert rounded.row("A").total == 8


def test_ascending_puts_the_lowest_first() -> None:
    record = a_record({"A": {"skit": marked(9)}, "B": {"skit": marked(3)}})
    assert places(compute_standings(a_rulebook("skit", order="ascending"), record)) == {"B": (1, 1), "A": (2, 2)}


def test_without_a_place_come_states_of_their_own_and_none_is_zero() -> None:
    entries = tuple(
        EntryRecord(name, status)  # type: ignore[arg-type]
        for name, status in [("D", "disqualified"), ("W", "withdrawn"), ("A", "competing"), ("B", "competing"),
                             ("Z", "competing"), ("N", "competing")]
    )  # fmt: skip
    performances = {
        "D": {"skit": marked(99)},
        "W": {"skit": marked(98)},
        "A": {"skit": marked(0)},
        "B": {"skit": marked(5, absent=True)},
        "Z": {"skit": marked(1)},
    }
    standings = compute_standings(a_rulebook("skit"), a_record(performances, entries=entries))
    assert [(row.entry, row.place, row.status) for row in standings.rows] == [
        ("Z", 1, "competing"),
        ("A", 2, "competing"),
        ("N", None, "competing"),
        ("B", None, "absent"),
        ("W", None, "withdrawn"),
        ("D", None, "disqualified"),
    ]
    assert standings.row("A").total == 0
    assert standings.row("D").total is None
    assert standings.row("D").rounds["skit"] == 99


def test_a_round_not_taken_part_in_adds_nothing() -> None:
    record = a_record({"A": {"one": marked(5), "two": marked(6)}, "B": {"one": marked(9)}})
    standings = compute_standings(a_rulebook("one", "two"), record)
    assert [row.total for row in standings.rows] == [11, 9]
    assert "two" not in standings.row("B").rounds


def test_best_k_rounds_make_the_total() -> None:
    record = a_record({"A": {"one": marked(5), "two": marked(9), "three": marked(7)}})
    assert compute_standings(a_rulebook("one", "two", "three", combine={"best": 2}), record).rows[0].total == 16
    low = a_rulebook("one", "two", "three", combine={"best": 2}, order="ascending")
    assert compute_standings(low, record).rows[0].total == 12


def test_last_puts_whoever_reached_a_later_round_first() -> None:
    performances = {"A": {"semi": marked(50), "final": marked(1)}, "B": {"semi": marked(90)}}
    standings = compute_standings(a_rulebook("semi", "final", combine="last"), a_record(performances))
    assert [(row.entry, row.place, row.total) for row in standings.rows] == [("A", 1, 1), ("B", 2, 90)]


def test_lines_without_a_round_go_to_the_total_before_floor_and_rounding() -> None:
    lines = Map({"A": (off("0.5"), off("7")), "B": ((), off("1.25"))})
    record = a_record({"A": {"skit": marked(3)}, "B": {"skit": marked(3)}}, lines=lines)
    standings = compute_standings(a_rulebook("skit", floor=0, rounding={"places": 1}), record)
    assert {row.entry: row.total for row in standings.rows} == {"A": F(0), "B": F("1.8")}
    assert standings.row("B").exact == F("1.75")
    assert standings.row("A").penalty == off("7")


def test_a_judge_missing_once_is_dropped_for_everybody_in_that_round() -> None:
    rulebook = a_rulebook("skit", missing={"policy": "drop_judge_for_round"})
    record = a_record({"A": {"skit": marked(10, 20, 90)}, "B": {"skit": marked(10, 20)}})
    standings = compute_standings(rulebook, record)
    assert [row.total for row in standings.rows] == [15, 15]
    judge = standings.row("A").figures["skit"].judges[2]
    assert not judge.used
    assert judge.why_dropped is not None
    absent = a_record({"A": {"skit": marked(10, 20, 90)}, "B": {"skit": PerformanceRecord(absent=True)}})
    assert compute_standings(rulebook, absent).row("A").total == 40
    left = a_record({"A": {"skit": marked(10, 20, 90)}, "B": {"skit": marked(10, absent=True)}})
    assert compute_standings(rulebook, left).row("A").total == 40


def test_the_row_explains_its_total() -> None:
    record = a_record({"A": {"one": marked(5), "two": marked("6.5")}}, lines=Map({"A": ((), off(1))}))
    words = [step.vi for step in explain_row(compute_standings(a_rulebook("one", "two"), record).rows[0])]
    assert words == ["Cộng các phần thi: 5 + 6,5 = 11,5", "Điểm trừ: Quá giờ: 11,5 - 1 = 10,5"]


# --- properties -------------------------------------------------------------------------------------------------------

RULEBOOKS: list[RuleBook] = [
    a_rulebook("one", "two", **more)
    for more in (
        {},
        {"aggregate": {"method": "trimmed_mean", "fallback": {"below": 3, "method": "mean"}}},
        {"missing": {"policy": "drop_judge_for_round"}, "rounding": {"places": 1}},
        {"combine": "last", "ties": ["fewest_penalty_points", "judges_preferring", "shared"]},
        {"combine": {"best": 1}, "order": "ascending", "ties": ["round:one", "count_back:two", "running_order"]},
    )
]
mark = st.one_of(st.none(), st.integers(0, 20).map(lambda half: F(half, 2)))


@st.composite
def performances(draw: st.DrawFn) -> PerformanceRecord:
    given_marks = draw(st.lists(mark, min_size=1, max_size=4))
    penalty = draw(st.sampled_from([(), off(1), off("0.5")]))
    return marked(*given_marks, penalty=penalty, absent=draw(st.sampled_from([False] * 9 + [True])))


@st.composite
def records(draw: st.DrawFn) -> Record:
    names = [f"E{n}" for n in range(draw(st.integers(1, 6)))]
    statuses = st.sampled_from(["competing"] * 8 + ["withdrawn", "disqualified"])
    entries = tuple(EntryRecord(name, draw(statuses)) for name in names)
    keys = [(round_id, name) for round_id in ("one", "two") for name in names]
    taken = {key: draw(performances()) for key in keys if draw(st.integers(0, 9))}
    return Record(entries, Map(taken), running_order=Map({None: tuple(draw(st.permutations(names)))}))


def shown(standings: Standings) -> Any:
    return [(row.entry, row.status, row.place, row.place_to, row.total, row.decided_by) for row in standings.rows]


@settings(max_examples=60)
@given(st.sampled_from(RULEBOOKS), records(), st.randoms(use_true_random=False))
def test_order_of_arrival_never_matters(rulebook: RuleBook, record: Record, chance: Any) -> None:
    entries, taken = list(record.entries), list(record.performances.items())
    chance.shuffle(entries)
    chance.shuffle(taken)
    shuffled = Record(tuple(entries), Map(taken), running_order=record.running_order)
    assert shown(compute_standings(rulebook, shuffled)) == shown(compute_standings(rulebook, record))


@settings(max_examples=60)
@given(st.sampled_from(RULEBOOKS), records(), st.lists(performances(), min_size=1, max_size=4), st.data())
def test_the_incremental_path_equals_the_full_one(
    rulebook: RuleBook, record: Record, changes: list[PerformanceRecord], data: st.DataObject
) -> None:
    standings = compute_standings(rulebook, record)
    for change in changes:
        key = (data.draw(st.sampled_from(["one", "two"])), data.draw(st.sampled_from(record.entries)).id)
        record = Record(record.entries, record.performances.set(key, change), running_order=record.running_order)
        standings = compute_standings(rulebook, record, standings)
        assert standings == compute_standings(rulebook, record)


def test_the_incremental_path_keeps_the_figures_that_did_not_change() -> None:
    rulebook = a_rulebook("skit")
    record = a_record({"A": {"skit": marked(5)}, "B": {"skit": marked(6)}})
    before = compute_standings(rulebook, record)
    changed = Record(record.entries, record.performances.set(("skit", "A"), marked(7)))
    after = compute_standings(rulebook, changed, before)
    assert after.row("B").figures["skit"] is before.row("B").figures["skit"]
    assert after.row("A").total == 7
    other = compute_standings(a_rulebook("skit", aggregate={"method": "sum"}, floor=100), changed, after)
    assert other.row("A").total == 100
    penalised = Record(changed.entries, changed.performances, lines=Map({"A": ((), off(2))}))
    assert compute_standings(rulebook, penalised, after).row("A").total == 5


@settings(max_examples=60)
@given(st.sampled_from(RULEBOOKS[:2]), records(), st.data())
def test_more_points_never_lower_a_place(rulebook: RuleBook, record: Record, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(record.performances) or [None]))
    if key is None:
        return
    performance = record.performances[key]
    judge = data.draw(st.sampled_from(sorted(performance.sheets)))
    before = performance.sheets[judge].marks["all"]
    if before is None:
        return
    better = [sheet.marks["all"] if name != judge else before + 1 for name, sheet in sorted(performance.sheets.items())]
    raised = marked(*better, penalty=performance.penalty, absent=performance.absent)
    after = Record(record.entries, record.performances.set(key, raised), running_order=record.running_order)
    place = compute_standings(rulebook, record).row(key[1]).place
    place_after = compute_standings(rulebook, after).row(key[1]).place
    assert (place is None) == (place_after is None)
    assert place is None or place_after is None or place_after <= place


@settings(max_examples=60)
@given(st.sampled_from(RULEBOOKS), records(), st.permutations(["1", "2", "3", "4"]))
def test_permuting_the_judges_changes_nothing(rulebook: RuleBook, record: Record, names: list[str]) -> None:
    new = dict(zip(["1", "2", "3", "4"], names, strict=True))
    renamed = {}
    for key, performance in record.performances.items():
        given_sheets = {new[judge]: sheet.marks["all"] for judge, sheet in performance.sheets.items()}
        sheets = Map({judge: marked_sheet(judge, value) for judge, value in given_sheets.items()})
        renamed[key] = PerformanceRecord(sheets=sheets, penalty=performance.penalty, absent=performance.absent)
    after = Record(record.entries, Map(renamed), running_order=record.running_order)
    assert shown(compute_standings(rulebook, after)) == shown(compute_standings(rulebook, record))


def marked_sheet(judge: str, value: F | None) -> Any:
    from contest_app.contest.record import Sheet

    return Sheet(judge, {"all": value})
