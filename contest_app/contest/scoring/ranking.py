"""What every rank-based method takes and gives: a round's dances, and for each entry its figure and rank.

Responsible for: the shape of a method that needs all entries of a round at once, and what such methods share.
Must not know: any method.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from immutables import Map

from contest_app.contest.numbers import points_words
from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.ordinals import Dance
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

WEIGHTED = Words(vi="Nhân hệ số tiêu chí", en="Times the criterion's factor")
CRITERIA_SUM = Words(vi="Cộng các tiêu chí", en="Criteria added up")


@dataclass(frozen=True)
class Ranked:
    """An entry's figure by a rank-based method, and its place in the round where the method settles level figures."""

    value: Fraction
    rank: Fraction | None = None  # None: the method leaves level figures level
    criteria: Map[str, Fraction] = field(default_factory=Map)
    trace: tuple[Step, ...] = ()
    notes: tuple[Words, ...] = ()
    points: Map[str, Fraction] = field(default_factory=Map)  # by judge; rank_points only


RankMethod = Callable[[tuple[Dance, ...], list[str], Aggregate], dict[str, Ranked]]


def add_dances(dances: tuple[Dance, ...], values: list[Fraction], trace: list[Step], **more: Any) -> Ranked:
    """The dances' values times their factors, added up."""
    weighted = []
    for dance, value in zip(dances, values, strict=True):
        if dance.factor != 1:
            pieces = (value, " × ", dance.factor)
            trace.append(Step(WEIGHTED, pieces, value * dance.factor, criterion=dance.criterion))
        weighted.append(value * dance.factor)
    total = sum(weighted, Fraction(0))
    if len(weighted) > 1:
        trace.append(Step(CRITERIA_SUM, sum_pieces(weighted), total))
    criteria = {d.criterion: value for d, value in zip(dances, values, strict=True) if d.criterion is not None}
    return Ranked(total, criteria=Map(criteria), trace=tuple(trace), **more)


def ranks_of(
    ranked: Mapping[str, Ranked],
    merits: Mapping[str, tuple[Any, ...]],
    note: Callable[[str, Words], Words],
) -> dict[str, Ranked]:
    """The same with ranks by merit, the smallest first, and a note where level figures were told apart by it."""
    order = sorted(merits.values())
    values = [one.value for one in ranked.values()]
    result = {}
    for entry, one in ranked.items():
        first, size = order.index(merits[entry]) + 1, order.count(merits[entry])
        rank = Fraction(2 * first + size - 1, 2)
        notes = (note(entry, points_words(rank)),) if values.count(one.value) > size else ()
        result[entry] = replace(one, rank=rank, notes=notes)
    return result
