"""The standings: every entry's total, place and prize, as a pure function of the rule book and the record.

Responsible for: the order of entries, shared places (1-2-2-4), and computing again only what changed.
Must not know: what is published, and to whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from immutables import Map

from contest_app.contest.prizes import prize_at
from contest_app.contest.record import EntryRecord, EntryStatus, Line, PerformanceRecord, Record
from contest_app.contest.rulebook_values import Round, RuleBook
from contest_app.contest.scoring.combined import judge_order
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.panel import sheet_total
from contest_app.contest.scoring.performance import score_performance
from contest_app.contest.scoring.trace import Step
from contest_app.contest.tiebreaks import TieContext, settle
from contest_app.contest.totals import NO_LINES, Lines, Total, total_of

# Entries without a place come after all others, in this order.
_STATUS_ORDER: dict[EntryStatus, int] = {"competing": 0, "absent": 1, "withdrawn": 2, "disqualified": 3}


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
    decided_by: str | None = None
    bonus: tuple[Line, ...] = ()
    penalty: tuple[Line, ...] = ()
    trace: tuple[Step, ...] = ()  # from the rounds' figures to the total


@dataclass(frozen=True)
class _Scored:
    """A figure with what it was computed from, so that the next computation can tell whether it still holds."""

    performance: PerformanceRecord
    excluded: frozenset[str]
    figure: Figure


@dataclass(frozen=True)
class _Summed:
    figures: Map[str, Figure]
    lines: Lines
    total: Total | None


@dataclass(frozen=True)
class Standings:
    """All rows, best first, and the groups that wait for a lot or a decision."""

    rows: tuple[Row, ...]
    unsettled: tuple[tuple[str, ...], ...] = ()
    rulebook: RuleBook | None = field(default=None, repr=False, compare=False)
    scored: Mapping[tuple[str, str], _Scored] = field(default_factory=dict, repr=False, compare=False)
    summed: Mapping[str, _Summed] = field(default_factory=dict, repr=False, compare=False)

    def row(self, entry: str) -> Row:
        """The row of an entry; KeyError when there is none."""
        for row in self.rows:
            if row.entry == entry:
                return row
        raise KeyError(entry)


def compute_standings(rulebook: RuleBook, record: Record, previous: Standings | None = None) -> Standings:
    """The standings; figures of performances that are the same objects as in `previous` are taken from there."""
    if previous is not None and previous.rulebook is not rulebook:
        previous = None
    excluded = {round_.id: excluded_judges(rulebook, round_, record) for round_ in rulebook.rounds}
    scored = _score_all(rulebook, record, excluded, previous)
    summed = {entry.id: _sum(rulebook, record, entry.id, scored, previous) for entry in record.entries}
    context = TieContext(rulebook, record, {key: item.figure for key, item in scored.items()}, excluded)
    rows, unsettled = _placed(context, summed)
    rows += _unplaced(record, summed)
    return Standings(tuple(rows), unsettled, rulebook, scored, summed)


def excluded_judges(rulebook: RuleBook, round_: Round, record: Record) -> frozenset[str]:
    """Judges who count for nobody in this round because a mark of theirs is missing (drop_judge_for_round)."""
    if rulebook.missing.policy != "drop_judge_for_round" or round_.kind != "judged":
        return frozenset()
    performances = [record.performances.get((round_.id, entry.id)) for entry in record.entries]
    judged = [performance for performance in performances if performance is not None and performance.sheets]
    panel = frozenset(judge for performance in judged for judge in performance.sheets)
    return frozenset(
        judge for judge in panel if any(not _is_complete(round_, performance, judge) for performance in judged)
    )


def _is_complete(round_: Round, performance: PerformanceRecord, judge: str) -> bool:
    sheet = performance.sheets.get(judge)
    if performance.absent:
        return True
    return sheet is not None and judge not in performance.absent_judges and sheet_total(round_, sheet) is not None


def _score_all(
    rulebook: RuleBook, record: Record, excluded: Mapping[str, frozenset[str]], previous: Standings | None
) -> dict[tuple[str, str], _Scored]:
    scored: dict[tuple[str, str], _Scored] = {}
    for round_ in rulebook.rounds:
        out = excluded[round_.id]
        for entry in record.entries:
            key = (round_.id, entry.id)
            performance = record.performances.get(key)
            if performance is None:
                continue
            before = previous.scored.get(key) if previous is not None else None
            if before is None or before.performance is not performance or before.excluded != out:
                before = _Scored(performance, out, score_performance(rulebook, round_, performance, out))
            scored[key] = before
    return scored


def _sum(
    rulebook: RuleBook,
    record: Record,
    entry: str,
    scored: Mapping[tuple[str, str], _Scored],
    previous: Standings | None,
) -> _Summed:
    figures = {round_.id: scored[round_.id, entry].figure for round_ in rulebook.rounds if (round_.id, entry) in scored}
    lines = record.lines.get(entry, NO_LINES)
    before = previous.summed.get(entry) if previous is not None else None
    if before is not None and before.lines == lines and _same_figures(before.figures, figures):
        return before
    kept = Map(figures)
    return _Summed(kept, lines, total_of(rulebook, kept, lines))


def _same_figures(before: Map[str, Figure], now: dict[str, Figure]) -> bool:
    return len(before) == len(now) and all(before.get(round_id) is figure for round_id, figure in now.items())


def _placed(context: TieContext, summed: Mapping[str, _Summed]) -> tuple[list[Row], tuple[tuple[str, ...], ...]]:
    rulebook = context.rulebook
    totals = {
        entry.id: total
        for entry in context.record.entries
        if entry.status == "competing" and (total := summed[entry.id].total) is not None
    }

    def merit(entry: str) -> tuple[int, Fraction]:
        total = totals[entry]
        stage = -total.reached if rulebook.combine.kind == "last" else 0
        return (stage, total.value if rulebook.lower_is_better() else -total.value)

    # judge_order keeps equal entries in one order, whichever came first
    ranked = sorted(sorted(totals, key=judge_order), key=merit)
    rows: list[Row] = []
    unsettled: list[tuple[str, ...]] = []
    for _, level in groupby(ranked, key=merit):
        group = tuple(level)
        for part in settle(context, group) if len(group) > 1 else ():
            if part.is_open:
                unsettled.append(part.entries)
            rows += _rows(rulebook, part.entries, len(rows) + 1, part.decided_by, summed)
        if len(group) == 1:
            rows += _rows(rulebook, group, len(rows) + 1, None, summed)
    return rows, tuple(unsettled)


def _rows(
    rulebook: RuleBook, entries: tuple[str, ...], place: int, decided_by: str | None, summed: Mapping[str, _Summed]
) -> list[Row]:
    place_to = place + len(entries) - 1
    prize = prize_at(rulebook.prizes, place)
    return [_row(entry, "competing", summed[entry], place, place_to, prize, decided_by) for entry in entries]


def _row(
    entry: str,
    status: EntryStatus,
    summed: _Summed,
    place: int | None = None,
    place_to: int | None = None,
    prize: str | None = None,
    decided_by: str | None = None,
) -> Row:
    total = summed.total if place is not None else None
    return Row(
        entry=entry,
        status=status,
        place=place,
        place_to=place_to,
        total=total.value if total is not None else None,
        exact=total.exact if total is not None else None,
        rounds=Map({round_id: figure.value for round_id, figure in summed.figures.items()}),
        figures=summed.figures,
        prize=prize,
        decided_by=decided_by,
        bonus=summed.lines[0],
        penalty=summed.lines[1],
        trace=total.trace if total is not None else (),
    )


def _unplaced(record: Record, summed: Mapping[str, _Summed]) -> list[Row]:
    out = [
        (_status(entry, record, summed[entry.id]), entry.id)
        for entry in record.entries
        if entry.status != "competing" or summed[entry.id].total is None
    ]
    out.sort(key=lambda item: (_STATUS_ORDER[item[0]], judge_order(item[1])))
    return [_row(entry, status, summed[entry]) for status, entry in out]


def _status(entry: EntryRecord, record: Record, summed: _Summed) -> EntryStatus:
    """A competing entry whose every performance is recorded as absent was absent everywhere."""
    if entry.status != "competing":
        return entry.status
    own = [record.performances[round_id, entry.id] for round_id in summed.figures]
    return "absent" if own and all(performance.absent for performance in own) else "competing"
