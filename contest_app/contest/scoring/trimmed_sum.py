"""The sum of the marks that stay after the lowest and highest are dropped (diving, ski-jumping style)."""

from __future__ import annotations

from dataclasses import replace

from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.combined import Combined, Mark
from contest_app.contest.scoring.plain_sum import plain_sum
from contest_app.contest.scoring.trimming import trim


def trimmed_sum(marks: list[Mark], aggregate: Aggregate) -> Combined | None:
    """The sum without the `drop_low` lowest and `drop_high` highest marks."""
    trimmed = trim(marks, aggregate.drop_low, aggregate.drop_high)
    if trimmed is None:
        return None
    kept, dropped = trimmed
    combined = plain_sum(kept, aggregate)
    return None if combined is None else replace(combined, dropped=dropped)
