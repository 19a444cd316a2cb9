"""The total of one entry: its rounds combined, lines for the whole contest, the floor, the rounding.

Responsible for: one entry's total and the steps to it. Must not know: places, ties, other entries.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    reached: int  # index of the part (RuleBook.parts) that made it: the last one taken part in
    trace: tuple[Step, ...]


def total_of(rulebook: RuleBook, figures: Map[str, Figure], lines: Lines) -> Total | None:
    """The total of an entry with these figures; None when it has no score in any round."""
    given = {round_id: figure.value for round_id, figure in figures.items() if figure.value is not None}
    parts = rulebook.parts
    reached = max((index for index, part in enumerate(parts) if any(id_ in given for id_ in part)), default=None)
    if reached is None:
        return None
    # a stage that carries marks along is not reached by those marks alone
    while reached and set(parts[reached - 1]) <= set(parts[reached]) and not _is_own(parts, reached, given):
        reached -= 1
    values = [given[id_] for id_ in parts[reached] if id_ in given]
    trace: list[Step] = []
    exact = add_lines(_combine(rulebook, values, reached, trace), lines[0], lines[1], rulebook.floor, trace)
    value = round_at(exact, rulebook.rounding_at("total"), trace)
    return Total(value, exact, reached, tuple(trace))


def _is_own(parts: tuple[tuple[str, ...], ...], index: int, given: Mapping[str, Fraction]) -> bool:
    return any(id_ in given for id_ in parts[index] if id_ not in parts[index - 1])


def _combine(rulebook: RuleBook, values: list[Fraction], reached: int, trace: list[Step]) -> Fraction:
    words, chosen = SUM, values
    if rulebook.combine.kind == "last":
        words = LAST
    elif rulebook.combine.kind == "best":
        words = BEST.format(best=rulebook.combine.best)
        chosen = sorted(values, reverse=not rulebook.lower_at(reached))[: rulebook.combine.best]
    total = sum(chosen, Fraction(0))
    trace.append(Step(words, sum_pieces(chosen), total))
    return total
