"""The median: the mark in the middle, or the mean of the two in the middle."""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.combined import Combined, Mark


def median(marks: list[Mark], aggregate: Aggregate) -> Combined | None:
    """The middle of the marks in order."""
    if not marks:
        return None
    values = sorted(mark.value for mark in marks)
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    pieces: list[str | Fraction] = ["median("]
    for index, value in enumerate(values):
        pieces += ["; ", value] if index else [value]
    return Combined((low + high) / 2, (*pieces, ")"))
