"""One judge's sheet: what it adds up to.

Responsible for: a sheet's total. Must not know: other sheets, the panel, rounding.
"""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.numbers import add_up
from contest_app.contest.record import Sheet
from contest_app.contest.rulebook_values import Round


def sheet_total(round_: Round, sheet: Sheet) -> Fraction | None:
    """A judge's total: the marks times the criteria's factors; None while a mark is missing, or without criteria."""
    if not round_.criteria:
        return None
    marks: list[Fraction] = []
    for criterion in round_.criteria:
        mark = sheet.marks.get(criterion.id)
        if mark is None:
            return None
        marks.append(mark if criterion.is_plain else mark * criterion.factor)
    return add_up(marks)
