"""One judge's sheet: what it adds up to.

Responsible for: a sheet's total. Must not know: other sheets, the panel, rounding.
"""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.record import Sheet
from contest_app.contest.rulebook_values import Round


def sheet_total(round_: Round, sheet: Sheet) -> Fraction | None:
    """A judge's total: the marks times the criteria's factors; None while a mark is missing, or without criteria."""
    if not round_.criteria:
        return None
    numerator, denominator = 0, 1
    for criterion in round_.criteria:
        mark = sheet.marks.get(criterion.id)
        if mark is None:
            return None
        if criterion.factor != 1:
            mark *= criterion.factor
        # added over a common denominator: one Fraction made instead of one for each mark
        if mark.denominator == denominator:
            numerator += mark.numerator
        else:
            numerator = numerator * mark.denominator + mark.numerator * denominator
            denominator *= mark.denominator
    return Fraction(numerator, denominator)
