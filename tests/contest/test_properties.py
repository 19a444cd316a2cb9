"""What holds for every rule book and every contest, tried on random ones."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from immutables import Map

from contest_app.contest.explain import explain_figure, explain_row
from contest_app.contest.record import EntryRecord, PerformanceRecord, Record, Sheet
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.scoring.trace import Step
from contest_app.contest.standings import Standings, compute_standings
from contest_app.contest.tracked import TrackedMap
from tests.contest.random_contests import changes, performances, records, rulebooks


def shown(standings: Standings) -> list[tuple[Any, ...]]:
    return [
        (
            row.entry,
            row.status,
            row.place,
            row.place_to,
            row.total,
            row.exact,
            row.prize,
            row.decided_by,
            dict(row.rounds),
        )
        for row in standings.rows
    ]


@settings(max_examples=50)
@given(rulebooks(), records(), st.randoms(use_true_random=False))
def test_order_of_arrival_never_matters(rulebook: RuleBook, record: Record, chance: Any) -> None:
    entries, taken = list(record.entries), list(record.performances.items())
    chance.shuffle(entries)
    chance.shuffle(taken)
    again: TrackedMap[Any, Any] = TrackedMap()
    for key, performance in taken:
        sheets = list(performance.sheets.items())
        chance.shuffle(sheets)
        again = again.set(key, replace(performance, sheets=Map(sheets)))
    shuffled = replace(record, entries=tuple(entries), performances=again)
    assert shown(compute_standings(rulebook, shuffled)) == shown(compute_standings(rulebook, record))


@settings(max_examples=150)
@given(rulebooks(), records(), st.data())
def test_the_incremental_path_equals_the_full_one(rulebook: RuleBook, record: Record, data: st.DataObject) -> None:
    standings = compute_standings(rulebook, record)
    for _ in range(data.draw(st.integers(1, 4))):
        record = data.draw(changes(record))
        standings = compute_standings(rulebook, record, standings)
        full = compute_standings(rulebook, record)
        assert standings == full
        assert [standings.row(row.entry) for row in full.rows] == list(full.rows)
        assert [standings.rows[index] for index in range(len(full.rows))] == list(full.rows)
        assert standings.excluded == full.excluded


@settings(max_examples=50)
@given(rulebooks(), records(), performances(), st.data())
def test_a_resubmission_equals_a_single_submission(
    rulebook: RuleBook, record: Record, performance: PerformanceRecord, data: st.DataObject
) -> None:
    key = (rulebook.rounds[0].id, data.draw(st.sampled_from(record.entries)).id)
    once = replace(record, performances=record.performances.set(key, performance))
    twice = replace(once, performances=once.performances.set(key, replace(performance)))
    first = compute_standings(rulebook, once)
    assert compute_standings(rulebook, twice, first) == first


@settings(max_examples=50)
@given(rulebooks(monotone=True), records(complete=True), st.data())
def test_more_points_never_lower_a_place(rulebook: RuleBook, record: Record, data: st.DataObject) -> None:
    """Of the methods all but majority: a higher mark may cost a majority there, as in every skating final."""
    judged = [round_.id for round_ in rulebook.rounds if round_.kind == "judged"]
    key = (data.draw(st.sampled_from(judged)), data.draw(st.sampled_from(record.entries)).id)
    performance = record.performances[key]
    judge = data.draw(st.sampled_from(sorted(performance.sheets)))
    marks = {name: mark + data.draw(st.integers(0, 4)) for name, mark in performance.sheets[judge].marks.items()}
    better = replace(performance, sheets=performance.sheets.set(judge, Sheet(judge, marks)))
    before = compute_standings(rulebook, record).row(key[1])
    after = compute_standings(rulebook, replace(record, performances=record.performances.set(key, better))).row(key[1])
    assert before.place is not None
    assert after.place is not None
    assert after.place <= before.place


@settings(max_examples=50)
@given(rulebooks(), records(), st.permutations(["1", "2", "3"]))
def test_renaming_judges_changes_nothing(rulebook: RuleBook, record: Record, names: list[str]) -> None:
    new = dict(zip("123", names, strict=True)) | {"4": "4"}  # judge 4 has an office: the third marking

    def renamed(performance: PerformanceRecord) -> PerformanceRecord:
        sheets = {new[judge]: Sheet(new[judge], sheet.marks) for judge, sheet in performance.sheets.items()}
        absent = frozenset(new[judge] for judge in performance.absent_judges)
        recused = frozenset(new[judge] for judge in performance.recused)
        return replace(performance, sheets=Map(sheets), absent_judges=absent, recused=recused)

    other = replace(
        record,
        performances=TrackedMap({key: renamed(performance) for key, performance in record.performances.items()}),
        head_judge=None if record.head_judge is None else new[record.head_judge],
    )
    assert shown(compute_standings(rulebook, other)) == shown(compute_standings(rulebook, record))


@settings(max_examples=50)
@given(rulebooks(), records(), st.randoms(use_true_random=False))
def test_ties_do_not_look_at_who_it_is(rulebook: RuleBook, record: Record, chance: Any) -> None:
    """With the names exchanged everywhere, everybody stands where they stood."""
    # who left may still stand in the record
    old = sorted({entry.id for entry in record.entries} | {entry for _, entry in record.performances})
    new = dict(zip(old, chance.sample(old, len(old)), strict=True))
    rulebook = replace(rulebook, groups=())
    record = replace(record, groups=Map({name: "A" if index % 2 else "B" for index, name in enumerate(old)}))
    exchanged = Record(
        entries=tuple(EntryRecord(new[entry.id], entry.status) for entry in record.entries),
        performances=TrackedMap({(r, new[entry]): one for (r, entry), one in record.performances.items()}),
        lines=Map({new[entry]: both for entry, both in record.lines.items()}),
        running_order=Map({r: tuple(new[entry] for entry in order) for r, order in record.running_order.items()}),
        decisions=tuple(tuple(new[entry] for entry in order) for order in record.decisions),
        head_judge=record.head_judge,
        still_open=frozenset((r, new[entry]) for r, entry in record.still_open),
        groups=Map({new[entry]: group for entry, group in record.groups.items()}),
    )
    here, there = compute_standings(rulebook, record), compute_standings(rulebook, exchanged)
    for entry in (entry.id for entry in record.entries):
        one, other = here.row(entry), there.row(new[entry])
        assert (one.place, one.place_to, one.total, one.prize) == (
            other.place,
            other.place_to,
            other.total,
            other.prize,
        )
    assert {frozenset(new[e] for e in group) for group in here.unsettled} == {frozenset(g) for g in there.unsettled}


def worked_out(step: Step) -> F:
    """The step's expression, worked out; an arrow points to what was looked up or rounded, a median is named."""
    if " → " in step.pieces:
        last = step.pieces[-1]
        assert isinstance(last, F)
        return last
    if step.pieces[0] == "median(":
        values = sorted(piece for piece in step.pieces if isinstance(piece, F))
        return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    terms = [f"F({piece.numerator}, {piece.denominator})" if isinstance(piece, F) else piece for piece in step.pieces]
    return F(eval("".join(terms).replace("×", "*")))


@settings(max_examples=60)
@given(rulebooks(), records())
def test_explain_adds_up_to_the_figure_it_explains(rulebook: RuleBook, record: Record) -> None:
    for row in compute_standings(rulebook, record).rows:
        for figure in row.figures.values():
            assert (figure.value is None) == (figure.problem is not None)
            assert all(words.vi and words.en for words in explain_figure(figure))
            assert all(worked_out(step) == step.value for step in figure.trace)
            if figure.value is not None:
                assert figure.trace[-1].value == figure.value
        assert all(worked_out(step) == step.value for step in row.trace)
        assert (row.trace[-1].value if row.trace else None) == row.total
        assert all(words.vi and words.en for words in explain_row(row))


@settings(max_examples=50)
@given(rulebooks(), records())
def test_places_are_one_two_two_four(rulebook: RuleBook, record: Record) -> None:
    standings = compute_standings(rulebook, record)
    places = [row.place for row in standings.rows if row.place is not None]
    assert [row.place is not None for row in standings.rows] == sorted(
        (row.place is not None for row in standings.rows), reverse=True
    )
    for row in standings.rows:
        if row.place is not None:
            assert row.place == 1 + sum(1 for place in places if place < row.place)
            assert row.place_to == row.place + places.count(row.place) - 1
    for group in standings.unsettled:
        assert len({standings.row(entry).place for entry in group}) == 1
