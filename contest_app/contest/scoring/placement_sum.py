"""The sum of the places that the judges give; the lowest sum is the best (tổng thứ hạng).

Source: the ordinal count of older dance and folk-art juries, and of scoring by place sums in general; a judge's level
marks share the mean of their places (Kendall's mid-ranks).
"""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.ordinals import Dance
from contest_app.contest.scoring.ranking import Ranked, add_dances
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

PLACES_SUM = Words(vi="Cộng thứ hạng của các giám khảo", en="The judges' places added up")


def placement_sum(dances: tuple[Dance, ...], entries: list[str], aggregate: Aggregate) -> dict[str, Ranked]:
    """For each entry the sum of its ordinals, criterion by criterion times the criterion's factor."""
    return {entry: _of_entry(dances, entry) for entry in entries}


def _of_entry(dances: tuple[Dance, ...], entry: str) -> Ranked:
    trace: list[Step] = []
    sums: list[Fraction] = []
    for dance in dances:
        ordinals = [ballot[entry].value for ballot in dance.ballots.values() if entry in ballot]
        sums.append(sum(ordinals, Fraction(0)))
        trace.append(Step(PLACES_SUM, sum_pieces(ordinals), sums[-1], criterion=dance.criterion))
    return add_dances(dances, sums, trace)
