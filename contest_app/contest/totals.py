"""The total of one entry: its rounds combined, lines for the whole contest, the floor, the rounding.

Responsible for: one entry's total and the steps to it. Must not know: places, ties, other entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from immutables import Map

from contest_app.contest.record import Line
from contest_app.contest.rulebook_values import RuleBook
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.performance import add_lines
from contest_app.contest.scoring.rounding import round_at
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

Lines = tuple[tuple[Line, ...], tuple[Line, ...]]
NO_LINES: Lines = ((), ())

SUM = Words(vi="Cộng các phần thi", en="Rounds added up")
BEST = Words(vi="Cộng {best} phần thi cao điểm nhất", en="The best {best} rounds added up")
LAST = Words(vi="Phần thi cuối cùng đã dự", en="The last round taken part in")


@dataclass(frozen=True)
class Total:
    """One entry's total: as it is placed, exact before its last rounding, and how it came to be."""

    value: Fraction
    exact: Fraction
    reached: int  # index of the last round taken part in
    trace: tuple[Step, ...]


def total_of(rulebook: RuleBook, figures: Map[str, Figure], lines: Lines) -> Total | None:
    """The total of an entry with these figures; None when it has no score in any round."""
    values: list[Fraction] = []
    reached = -1
    for index, round_ in enumerate(rulebook.rounds):
        figure = figures.get(round_.id)
        if figure is not None and figure.value is not None:
            values.append(figure.value)
            reached = index
    if not values:
        return None
    trace: list[Step] = []
    exact = add_lines(_combine(rulebook, values, trace), lines[0], lines[1], rulebook.floor, trace)
    value = round_at(exact, rulebook.rounding_at("total"), trace)
    return Total(value, exact, reached, tuple(trace))


def _combine(rulebook: RuleBook, values: list[Fraction], trace: list[Step]) -> Fraction:
    words, chosen = SUM, values
    if rulebook.combine.kind == "last":
        words, chosen = LAST, values[-1:]
    elif rulebook.combine.kind == "best":
        words = BEST.format(best=rulebook.combine.best)
        chosen = sorted(values, reverse=not rulebook.lower_is_better())[: rulebook.combine.best]
    total = sum(chosen, Fraction(0))
    trace.append(Step(words, sum_pieces(chosen), total))
    return total
