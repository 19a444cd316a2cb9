"""Points for places: the judge's first is worth the first number of the list, the second the second (Eurovision).

Places beyond the list are worth nothing. Level marks share the points of the places they share. Source: the Eurovision
Song Contest's 12, 10, 8, 7 … 1; Borda's count is the list n-1, n-2 … 0.
"""

from __future__ import annotations

from fractions import Fraction

from immutables import Map

from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.ordinals import Dance, Ordinal
from contest_app.contest.scoring.ranking import Ranked, add_dances
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

POINTS_SUM = Words(vi="Cộng điểm theo thứ hạng của các giám khảo", en="Points for the judges' places added up")


def rank_points(dances: tuple[Dance, ...], entries: list[str], aggregate: Aggregate) -> dict[str, Ranked]:
    """For each entry the points its ordinals are worth, criterion by criterion times the criterion's factor."""
    return {entry: _of_entry(dances, entry, aggregate.points) for entry in entries}


def _of_entry(dances: tuple[Dance, ...], entry: str, table: tuple[Fraction, ...]) -> Ranked:
    trace: list[Step] = []
    sums: list[Fraction] = []
    given: dict[str, Fraction] = {}
    for dance in dances:
        points = {judge: worth(ballot[entry], table) for judge, ballot in dance.ballots.items() if entry in ballot}
        for judge, worth_ in points.items():
            given[judge] = given.get(judge, Fraction(0)) + worth_ * dance.factor
        sums.append(sum(points.values(), Fraction(0)))
        trace.append(Step(POINTS_SUM, sum_pieces(list(points.values())), sums[-1], criterion=dance.criterion))
    return add_dances(dances, sums, trace, points=Map(given))


def worth(ordinal: Ordinal, table: tuple[Fraction, ...]) -> Fraction:
    """The points of a place, the mean over the places it is shared between."""
    places = range(ordinal.first, ordinal.last + 1)
    total = sum((table[place - 1] for place in places if 0 < place <= len(table)), Fraction(0))
    return total / len(places)
