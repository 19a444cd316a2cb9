"""What every method takes and gives: the judges' marks of one thing, and the one figure made of them.

Responsible for: the shape of a method that works on one performance. Must not know: any method.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from contest_app.contest.rulebook_values import Aggregate

Drop = Literal["lowest", "highest"]


@dataclass(frozen=True)
class Mark:
    """One judge's figure for what is being combined: a sheet's total, or one criterion's mark."""

    judge: str
    value: Fraction


@dataclass(frozen=True)
class Combined:
    """The figure of the panel, its expression in pieces, and whose marks were dropped as what."""

    value: Fraction
    pieces: tuple[str | Fraction, ...]
    dropped: Mapping[str, Drop] = field(default_factory=dict)


# None: these marks are too few for the method.
Method = Callable[[list[Mark], Aggregate], Combined | None]

_DIGITS = re.compile(r"([0-9]+)")


@lru_cache(maxsize=10_000)
def judge_order(judge: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts judges as people count them: judge 2 before judge 10."""
    parts = [part for part in _DIGITS.split(judge) if part]
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts)
