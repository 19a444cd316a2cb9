"""The arithmetic mean of the marks given (trung bình cộng của các thành viên có mặt: Thông tư 18/2016/TT-BGDĐT)."""

from __future__ import annotations

from contest_app.contest.numbers import add_up
from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.combined import Combined, Mark
from contest_app.contest.scoring.trace import sum_pieces


def mean(marks: list[Mark], aggregate: Aggregate) -> Combined | None:
    """The sum of the marks by their number."""
    if not marks:
        return None
    values = [mark.value for mark in marks]
    value = add_up(values) / len(values)
    return Combined(value, ("(", *sum_pieces(values), f") / {len(values)}"))
