"""Who placed whom: the ordinals of one round, as written by the judges or derived from their marks.

A written ordinal (`placement`) counts as it stands. Where a round has none, each judge's marks are put in order, the
highest first; level marks share the mean of their places, unless `judge_ties` names criteria that settle them first.
An ordinal means something only beside all the others: a judge who has not placed every entry counts for nobody in the
round. `pairwise` alone compares two entries at a time, and there (missing: present_only) such a judge counts wherever
both were placed.
Responsible for: the ballots and which judges count. Must not know: any method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import ceil, floor

from contest_app.contest.record import PerformanceRecord
from contest_app.contest.rulebook_values import Aggregate, Round, RuleBook
from contest_app.contest.scoring.combined import judge_order
from contest_app.contest.scoring.rounding import round_at
from contest_app.contest.scoring.sheets import sheet_total


@dataclass(frozen=True)
class Ordinal:
    """The place a judge gives an entry; `first` and `last` are the places it is shared over."""

    value: Fraction
    first: int
    last: int


Ballot = Mapping[str, Ordinal]  # by entry


@dataclass(frozen=True)
class Dance:
    """What is ranked at one time: a criterion (a dance, in the skating system), or the round as a whole."""

    criterion: str | None
    factor: Fraction
    ballots: Mapping[str, Ballot]  # by judge, in the order of judges


@dataclass(frozen=True)
class Ballots:
    """A round's dances with the judges who count, and those who lack an entry."""

    dances: tuple[Dance, ...]
    incomplete: frozenset[str]

    @property
    def judges(self) -> tuple[str, ...]:
        """Who counts in at least one dance."""
        return tuple(dict.fromkeys(judge for dance in self.dances for judge in dance.ballots))


def written(value: Fraction) -> Ordinal:
    """An ordinal as a judge wrote it; 2.5 is shared between 2 and 3."""
    return Ordinal(value, floor(value), ceil(value))


def derived(merits: Mapping[str, tuple[Fraction, ...]]) -> dict[str, Ordinal]:
    """Ordinals by entry, the greatest merit first; level entries share the mean of their places."""
    ballot: dict[str, Ordinal] = {}
    for _, level in groupby(sorted(merits, key=lambda entry: merits[entry], reverse=True), key=merits.__getitem__):
        group = list(level)
        first, last = len(ballot) + 1, len(ballot) + len(group)
        ballot |= dict.fromkeys(group, Ordinal(Fraction(first + last, 2), first, last))
    return ballot


def read_ballots(
    rulebook: RuleBook, round_: Round, performances: Mapping[str, PerformanceRecord], keep_incomplete: bool
) -> Ballots:
    """The ballots over these entries, all of which take part in the round."""
    if any(performance.placements for performance in performances.values()):
        dances = _written_dances(round_, performances)
    else:
        dances = _derived_dances(rulebook, round_, performances)
    everybody = {judge for dance in dances for judge in dance.ballots}
    incomplete = frozenset(
        judge for judge in everybody if any(len(dance.ballots.get(judge, ())) < len(performances) for dance in dances)
    )
    return Ballots(tuple(dances if keep_incomplete else _without(dances, incomplete)), incomplete)


def _without(dances: list[Dance], judges: frozenset[str]) -> list[Dance]:
    return [
        Dance(dance.criterion, dance.factor, {j: ballot for j, ballot in dance.ballots.items() if j not in judges})
        for dance in dances
    ]


def _counts(judge: str, performance: PerformanceRecord) -> bool:
    return judge not in performance.absent_judges and judge not in performance.recused


def _written_dances(round_: Round, performances: Mapping[str, PerformanceRecord]) -> list[Dance]:
    ballots: dict[str | None, dict[str, dict[str, Ordinal]]] = {}
    for entry, performance in performances.items():
        for (judge, criterion), value in performance.placements.items():
            if _counts(judge, performance):
                ballots.setdefault(criterion, {}).setdefault(judge, {})[entry] = written(value)
    order = {criterion.id: index for index, criterion in enumerate(round_.criteria)}
    factors = {criterion.id: criterion.factor for criterion in round_.criteria}
    return [
        Dance(criterion, factors.get(criterion or "", Fraction(1)), _in_order(ballots[criterion]))
        for criterion in sorted(ballots, key=lambda name: (order.get(name or "", len(order)), name or ""))
    ]


def _in_order(ballots: Mapping[str, dict[str, Ordinal]]) -> dict[str, dict[str, Ordinal]]:
    return {judge: ballots[judge] for judge in sorted(ballots, key=judge_order)}


Merits = dict[str, dict[str, tuple[Fraction, ...]]]  # by judge, then by entry


def _derived_dances(rulebook: RuleBook, round_: Round, performances: Mapping[str, PerformanceRecord]) -> list[Dance]:
    aggregate = rulebook.aggregate_of(round_)
    if aggregate.over == "criterion":
        return [
            Dance(one.id, one.factor, _derive(performances, lambda p, j, c=one.id: _mark(p, j, c)))  # type: ignore[misc]
            for one in round_.criteria
        ]
    return [Dance(None, Fraction(1), _derive(performances, lambda p, j: _total(rulebook, round_, aggregate, p, j)))]


def _derive(
    performances: Mapping[str, PerformanceRecord],
    merit_of: Callable[[PerformanceRecord, str], tuple[Fraction, ...] | None],
) -> dict[str, dict[str, Ordinal]]:
    merits: Merits = {}
    for entry, performance in performances.items():
        for judge in performance.sheets:
            merit = merit_of(performance, judge) if _counts(judge, performance) else None
            if merit is not None:
                merits.setdefault(judge, {})[entry] = merit
    return _in_order({judge: derived(given) for judge, given in merits.items()})


def _mark(performance: PerformanceRecord, judge: str, criterion: str) -> tuple[Fraction, ...] | None:
    mark = performance.sheets[judge].marks.get(criterion)
    return None if mark is None else (mark,)


def _total(
    rulebook: RuleBook, round_: Round, aggregate: Aggregate, performance: PerformanceRecord, judge: str
) -> tuple[Fraction, ...] | None:
    sheet = performance.sheets[judge]
    total = sheet_total(round_, sheet)
    if total is None:
        return None
    own = [sheet.marks[criterion] or Fraction(0) for criterion in aggregate.judge_ties]
    return (round_at(total, rulebook.rounding_at("sheet", round_), []), *own)
