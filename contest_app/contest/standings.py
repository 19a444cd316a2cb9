"""The standings: every entry's total, place and prize, as a pure function of the rule book and the record.

What a change leaves alone is taken over from the standings before it: one more sheet costs one figure, one total and
two searches in the order of entries. Rows are made when they are looked at.
Responsible for: the order of entries and shared places (1-2-2-4). Must not know: what is published, and to whom.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import floor
from typing import Any, overload

from immutables import Map

from contest_app.contest.attendance import Attendance
from contest_app.contest.groups import group_of
from contest_app.contest.prizes import hand_out, is_by_place, prize_at
from contest_app.contest.record import EntryStatus, Line, Record
from contest_app.contest.rulebook_values import Round, RuleBook
from contest_app.contest.scoring.combined import judge_order
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.performance import score_performance
from contest_app.contest.scoring.ranked_round import OUT_OF_PLACES, STILL_OPEN, score_ranked_round
from contest_app.contest.scoring.trace import Step
from contest_app.contest.tiebreaks import Settled, TieContext, settle
from contest_app.contest.totals import NO_LINES, Lines, Total, total_of
from contest_app.contest.tracked import changed_keys
from contest_app.contest.words import Words

# Entries without a place come after all others, in this order.
_STATUS_ORDER: dict[EntryStatus, int] = {"competing": 0, "absent": 1, "withdrawn": 2, "disqualified": 3}

Key = tuple[str, str]  # (round, entry)
Merit = tuple[int, int, Fraction]  # smaller comes first: the part reached, the total roughly, the total
Position = tuple[Any, ...]  # (merit, name as people count, entry); an entry without a place has its status for merit

_AFTER_ALL_NAMES = ((9,),)


@dataclass(frozen=True)
class Row:
    """One entry in the standings. Without a place, `place`, `place_to` and `total` are None."""

    entry: str
    status: EntryStatus
    place: int | None = None
    place_to: int | None = None  # the last of the places it shares; equal to `place` when it shares none
    total: Fraction | None = None
    exact: Fraction | None = None  # before the total's rounding
    rounds: Map[str, Fraction | None] = field(default_factory=Map)
    figures: Map[str, Figure] = field(default_factory=Map)
    prize: str | None = None
    decided_by: str | None = None  # the tie link, or the rank-based method, that told it from entries level with it
    bonus: tuple[Line, ...] = ()
    penalty: tuple[Line, ...] = ()
    trace: tuple[Step, ...] = ()  # from the rounds' figures to the total


@dataclass(frozen=True)
class Level:
    """Entries that share their places, one mostly: `place` is the first of them."""

    place: int
    entries: tuple[str, ...]
    decided_by: str | None
    is_open: bool = False  # waits for a lot or a decision


@dataclass(frozen=True)
class _Summed:
    figures: Map[str, Figure]
    lines: Lines
    total: Total | None
    position: Position
    is_placed: bool


class Rows(Sequence[Row]):
    """The rows, best first, each made when it is looked at."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings

    def __len__(self) -> int:
        return len(self._standings.placed) + len(self._standings.unplaced)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        indices = range(len(self))[index]
        if isinstance(indices, range):
            return tuple(self._standings.row_at(one) for one in indices)
        return self._standings.row_at(indices)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all)

    @property
    def _all(self) -> tuple[Row, ...]:
        return self._standings.every_row

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, Rows | tuple | list) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return f"Rows({self._all!r})"


@dataclass(frozen=True, eq=False, repr=False)
class Standings:
    """All rows, best first, and the groups that wait for a lot or a decision."""

    rulebook: RuleBook
    record: Record
    statuses: Mapping[str, EntryStatus]
    attendance: Mapping[str, Attendance]  # by round, where judges may be dropped for it
    excluded: Mapping[str, frozenset[str]]  # judges who count for nobody, by round
    figures: Map[Key, Figure]
    summed: Map[str, _Summed]
    placed: list[Position]
    unplaced: list[Position]
    ties: Map[Merit, tuple[Settled, ...]]  # how each group of entries that are level on the total is settled

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Standings):
            return NotImplemented
        return self.rows == other.rows and self.unsettled == other.unsettled

    def __hash__(self) -> int:
        return hash(self.rows)

    def __repr__(self) -> str:
        return f"Standings({self.rows!r}, unsettled={self.unsettled!r})"

    @property
    def rows(self) -> Rows:
        """Every entry, best first; those without a place come last."""
        return Rows(self)  # not kept: the two would name each other and wait for a look for garbage

    @cached_property
    def every_row(self) -> tuple[Row, ...]:
        """The rows, all made at once."""
        return tuple(self.each_row())

    @cached_property
    def unsettled(self) -> tuple[tuple[str, ...], ...]:
        """The groups that wait for a lot or a decision, best first."""
        groups = [(merit, part.entries) for merit, parts in self.ties.items() for part in parts if part.is_open]
        groups.sort(key=lambda group: group[0])
        return tuple(entries for _, entries in groups)

    @cached_property
    def _prizes(self) -> Mapping[str, str]:
        return hand_out(self.rulebook, self)

    def row(self, entry: str) -> Row:
        """The row of an entry; KeyError when there is none."""
        summed = self.summed[entry]
        if not summed.is_placed:
            return self._row_without_place(entry, summed.position[0])
        first = bisect_left(self.placed, (summed.position[0],))
        level = next(level for level in self._levels_from(first) if entry in level.entries)
        return self._row(entry, level)

    def row_at(self, index: int) -> Row:
        """The row at an index of `rows`."""
        if index >= len(self.placed):
            status, _, entry = self.unplaced[index - len(self.placed)]
            return self._row_without_place(entry, status)
        first = bisect_left(self.placed, (self.placed[index][0],))
        for level in self._levels_from(first):
            if index < level.place - 1 + len(level.entries):
                return self._row(level.entries[index - level.place + 1], level)
        raise IndexError(index)

    def each_row(self) -> Iterator[Row]:
        """Every row, best first."""
        for level in self.levels():
            for entry in level.entries:
                yield self._row(entry, level)
        for status, _, entry in self.unplaced:
            yield self._row_without_place(entry, status)

    def levels(self) -> Iterator[Level]:
        """The entries that have a place, best first, those who share one together."""
        index = 0
        while index < len(self.placed):
            for level in self._levels_from(index):
                yield level
                index += len(level.entries)

    def _levels_from(self, index: int) -> Iterator[Level]:
        """The levels of the entries whose totals equal that of the first one at this index."""
        merit, _, entry = self.placed[index]
        settled = self.ties.get(merit) or (Settled((entry,), None),)
        for part in settled:
            yield Level(index + 1, part.entries, part.decided_by, part.is_open)
            index += len(part.entries)

    def _row(self, entry: str, level: Level) -> Row:
        summed = self.summed[entry]
        total = summed.total
        assert total is not None
        prize = prize_at(self.rulebook.prizes, level.place) if is_by_place(self.rulebook) else self._prizes.get(entry)
        return Row(
            entry=entry,
            status="competing",
            place=level.place,
            place_to=level.place + len(level.entries) - 1,
            total=total.value,
            exact=total.exact,
            rounds=_values(summed.figures),
            figures=summed.figures,
            prize=prize,
            decided_by=level.decided_by,
            bonus=summed.lines[0],
            penalty=summed.lines[1],
            trace=total.trace,
        )

    def _row_without_place(self, entry: str, status_order: int) -> Row:
        summed = self.summed[entry]
        return Row(
            entry=entry,
            status=next(status for status, order in _STATUS_ORDER.items() if order == status_order),
            rounds=_values(summed.figures),
            figures=summed.figures,
            bonus=summed.lines[0],
            penalty=summed.lines[1],
        )


def _values(figures: Map[str, Figure]) -> Map[str, Fraction | None]:
    return Map({round_id: figure.value for round_id, figure in figures.items()})


def compute_standings(rulebook: RuleBook, record: Record, previous: Standings | None = None) -> Standings:
    """The standings; whatever the change since `previous` (of the same rule book) leaves alone is taken from there."""
    if previous is not None and previous.rulebook is not rulebook:
        previous = None
    is_reframed = previous is None or _frame(rulebook, previous.record) != _frame(rulebook, record)
    statuses = {one.id: one.status for one in record.entries} if is_reframed or previous is None else previous.statuses
    touched = changed_keys(record.performances, previous.record.performances if previous is not None else {})
    attendance, excluded = _attendance(rulebook, record, previous, touched, is_reframed)
    figures, redone = _figures(rulebook, record, previous, touched, statuses, excluded, is_reframed)
    if previous is None or is_reframed:
        entries: Iterable[str] = statuses
    else:
        entries = {entry for _, entry in redone} | changed_keys(record.lines, previous.record.lines)
        entries = [entry for entry in entries if entry in statuses]
    changed = {entry: _sum(rulebook, record, entry, figures, statuses[entry]) for entry in entries}
    context = TieContext(rulebook, record, figures, excluded)
    if previous is None or is_reframed:
        return _placed_anew(context, statuses, attendance, changed)
    return _placed_again(context, attendance, previous, changed)


def _frame(rulebook: RuleBook, record: Record) -> tuple[object, ...]:
    """What stands around the performances: a change there may move everybody.

    Which performances are still open matters only where one entry's missing sheet touches the others.
    """
    drops = rulebook.missing.policy == "drop_judge_for_round"
    waits = drops or any(rulebook.is_ranked(round_) for round_ in rulebook.rounds)
    frame = (
        record.entries,
        record.running_order,
        record.decisions,
        record.head_judge,
        record.heads,
        record.still_open if waits else frozenset(),
        record.groups,
    )
    return tuple(_Same(part) for part in frame)


class _Same:
    """Compares by identity first: frames hold every entry, and mostly are the very same."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and (self.value is other.value or self.value == other.value)

    __hash__ = None  # type: ignore[assignment]


def excluded_judges(rulebook: RuleBook, round_: Round, record: Record) -> frozenset[str]:
    """Judges who count for nobody in this round because a mark of theirs is missing (drop_judge_for_round)."""
    return _attendance(rulebook, record, None, set(), True)[1].get(round_.id, frozenset())


def _attendance(
    rulebook: RuleBook, record: Record, previous: Standings | None, touched: set[Key], is_reframed: bool
) -> tuple[Mapping[str, Attendance], Mapping[str, frozenset[str]]]:
    if rulebook.missing.policy != "drop_judge_for_round":
        return {}, {}
    third = rulebook.deviation.third_marking
    attendance: dict[str, Attendance] = {}
    for round_ in rulebook.rounds:
        if round_.kind != "judged" or rulebook.is_ranked(round_):
            continue
        keys = {key for key in touched if key[0] == round_.id}
        before = None if previous is None or is_reframed else previous.attendance[round_.id]
        count = Attendance() if before is None else before
        for entry in [one.id for one in record.entries] if before is None else [entry for _, entry in keys]:
            if (round_.id, entry) in record.still_open:
                continue
            if before is not None and previous is not None:
                count = count.counting(round_, previous.record.performances.get((round_.id, entry)), -1)
            count = count.counting(round_, record.performances.get((round_.id, entry)), 1)
        attendance[round_.id] = count
    never = None if third is None else third.judge
    return attendance, {round_id: count.excluded(never) for round_id, count in attendance.items()}


def _figures(
    rulebook: RuleBook,
    record: Record,
    previous: Standings | None,
    touched: set[Key],
    statuses: Mapping[str, EntryStatus],
    excluded: Mapping[str, frozenset[str]],
    is_reframed: bool,
) -> tuple[Map[Key, Figure], set[Key]]:
    """All figures, and the performances whose figure was made again."""
    made: dict[Key, Figure | None] = {}
    by_round: dict[str, set[str]] = {}
    for round_id, entry in touched:
        by_round.setdefault(round_id, set()).add(entry)
    known = previous.statuses if previous is not None else {}
    joined_or_left = statuses.keys() ^ known.keys() if known is not statuses else set()
    for round_ in rulebook.rounds:
        entries = by_round.get(round_.id, set()) | joined_or_left
        out = excluded.get(round_.id, frozenset())
        if previous is None or previous.excluded.get(round_.id, frozenset()) != out:
            entries |= statuses.keys()
        made |= dict.fromkeys(((round_.id, entry) for entry in entries), None)
        if rulebook.is_ranked(round_):
            if entries or is_reframed:
                made |= _ranked(rulebook, round_, record, statuses)
            continue
        for entry in entries & statuses.keys():
            performance = record.performances.get((round_.id, entry))
            if performance is not None:
                made[round_.id, entry] = score_performance(rulebook, round_, performance, out)
    base: Map[Key, Figure] = previous.figures if previous is not None else Map()
    figures = base.mutate()
    for key, figure in made.items():
        if figure is not None:
            figures[key] = figure
        elif key in figures:
            del figures[key]
    return figures.finish(), set(made)


def _ranked(
    rulebook: RuleBook, round_: Round, record: Record, statuses: Mapping[str, EntryStatus]
) -> dict[Key, Figure]:
    """The figures of a round judged by places, group by group where its stage takes the first of each group."""
    cohorts: dict[str | None, dict[str, Any]] = {}
    per_group = any(
        round_.id in stage.rounds and stage.advance is not None and stage.advance.of == "group"
        for stage in rulebook.stages
    )
    for entry in statuses:
        performance = record.performances.get((round_.id, entry))
        if performance is not None:
            cohort = group_of(rulebook, record, entry) if per_group else None
            cohorts.setdefault(cohort, {})[entry] = performance
    left_out: dict[str, Words] = {e: OUT_OF_PLACES for e, status in statuses.items() if status != "competing"}
    left_out |= {entry: STILL_OPEN for round_id, entry in record.still_open if round_id == round_.id}
    return {
        (round_.id, entry): figure
        for performances in cohorts.values()
        for entry, figure in score_ranked_round(rulebook, round_, performances, left_out).items()
    }


def _sum(rulebook: RuleBook, record: Record, entry: str, figures: Map[Key, Figure], status: EntryStatus) -> _Summed:
    own = {r.id: figure for r in rulebook.rounds if (figure := figures.get((r.id, entry))) is not None}
    kept = Map(own)
    lines = record.lines.get(entry, NO_LINES)
    total = total_of(rulebook, kept, lines)
    is_placed = status == "competing" and total is not None
    if total is not None and is_placed:
        first: Any = _merit(rulebook, total)
    else:
        absent = bool(own) and all(record.performances[r, entry].absent for r in own)
        first = _STATUS_ORDER["absent" if status == "competing" and absent else status]
    # judge_order keeps equal entries in one order, whichever came first
    return _Summed(kept, lines, total, (first, judge_order(entry), entry), is_placed)


def _merit(rulebook: RuleBook, total: Total) -> Merit:
    value = total.value if rulebook.lower_at(total.reached) else -total.value
    # whole millionths are compared first: exact fractions are slower, and only needed where those are equal
    return (-total.reached, floor(value * 1_000_000), value)


def _placed_anew(
    context: TieContext,
    statuses: Mapping[str, EntryStatus],
    attendance: Mapping[str, Attendance],
    summed: Mapping[str, _Summed],
) -> Standings:
    placed = sorted(one.position for one in summed.values() if one.is_placed)
    unplaced = sorted(one.position for one in summed.values() if not one.is_placed)
    levels = {merit: tuple(one[2] for one in group) for merit, group in groupby(placed, key=lambda one: one[0])}
    ties = Map({merit: tuple(settle(context, group)) for merit, group in levels.items() if len(group) > 1})
    return Standings(
        context.rulebook, context.record, statuses, attendance, context.excluded, _as_map(context.figures), Map(summed),
        placed, unplaced, ties,
    )  # fmt: skip


def _placed_again(
    context: TieContext, attendance: Mapping[str, Attendance], previous: Standings, changed: Mapping[str, _Summed]
) -> Standings:
    placed, unplaced = previous.placed.copy(), previous.unplaced.copy()
    merits: set[Merit] = set()
    for entry, now in changed.items():
        before = previous.summed[entry]
        old = placed if before.is_placed else unplaced
        del old[bisect_left(old, before.position)]
        insort(placed if now.is_placed else unplaced, now.position)
        merits |= {one.position[0] for one in (before, now) if one.is_placed}
    ties = previous.ties.mutate()
    for merit in merits:
        first, last = bisect_left(placed, (merit,)), bisect_right(placed, (merit, _AFTER_ALL_NAMES))
        if last - first > 1:
            ties[merit] = tuple(settle(context, tuple(one[2] for one in placed[first:last])))
        elif merit in ties:
            del ties[merit]
    return Standings(
        context.rulebook, context.record, previous.statuses, attendance, context.excluded, _as_map(context.figures),
        previous.summed.update(changed), placed, unplaced, ties.finish(),
    )  # fmt: skip


def _as_map(figures: Mapping[Key, Figure]) -> Map[Key, Figure]:
    assert isinstance(figures, Map)
    return figures
