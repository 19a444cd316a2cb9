"""The sum of all judges' marks (tổng điểm của các giám khảo, as in "Nhà nông đua tài")."""

from __future__ import annotations

from contest_app.contest.numbers import add_up
from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.combined import Combined, Mark
from contest_app.contest.scoring.trace import sum_pieces


def plain_sum(marks: list[Mark], aggregate: Aggregate) -> Combined | None:
    """The marks added up."""
    if not marks:
        return None
    values = [mark.value for mark in marks]
    return Combined(add_up(values), sum_pieces(values))
