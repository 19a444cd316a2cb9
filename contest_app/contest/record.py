"""What the rules score: sheets, counted points, lines and decisions of one contest, as plain values.

Responsible for: the one input of standings, made by the live state and by a marks file alike.
Must not know: where the values came from, when, or what has been published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from immutables import Map

EntryStatus = Literal["competing", "withdrawn", "disqualified", "absent"]


@dataclass(frozen=True)
class Sheet:
    """One judge's marks for one entry in one round, by criterion; None is a mark not given, never zero."""

    judge: str
    marks: Mapping[str, Fraction | None]


@dataclass(frozen=True)
class Line:
    """One bonus or penalty: how many points (never negative), why, and the id that names it in the minutes."""

    points: Fraction
    reason: str = ""
    id: str = ""


@dataclass(frozen=True)
class PerformanceRecord:
    """Everything that counts for one entry in one round."""

    sheets: Map[str, Sheet] = field(default_factory=Map)
    counted: Map[str, Fraction] = field(default_factory=Map)  # by part; "" for the round as a whole
    bonus: tuple[Line, ...] = ()
    penalty: tuple[Line, ...] = ()
    elapsed_s: Fraction | None = None
    multiplier: Fraction = Fraction(1)
    absent: bool = False  # the entry was called and did not perform: no score
    absent_judges: frozenset[str] = frozenset()
    placements: Map[tuple[str, str | None], Fraction] = field(default_factory=Map)  # (judge, criterion or None)


@dataclass(frozen=True)
class EntryRecord:
    """One entry as the standings see it."""

    id: str
    status: EntryStatus = "competing"


@dataclass(frozen=True)
class Record:
    """The whole contest as the standings see it."""

    entries: tuple[EntryRecord, ...]
    performances: Map[tuple[str, str], PerformanceRecord] = field(default_factory=Map)  # (round, entry)
    lines: Map[str, tuple[tuple[Line, ...], tuple[Line, ...]]] = field(default_factory=Map)  # entry: bonus, penalty
    running_order: Map[str | None, tuple[str, ...]] = field(default_factory=Map)  # by round; None: the whole contest
    decisions: tuple[tuple[str, ...], ...] = ()  # each the order, best first, of entries that were tied
    head_judge: str | None = None
