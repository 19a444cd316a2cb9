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

from contest_app.contest.tracked import TrackedMap

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
    recused: frozenset[str] = frozenset()  # stand aside for a conflict of interest: not missing, and not counted
    placements: Map[tuple[str, str | None], Fraction] = field(default_factory=Map)  # (judge, criterion or None)


# a TrackedMap says by itself what changed; a plain Map is compared performance by performance
Performances = TrackedMap[tuple[str, str], PerformanceRecord] | Map[tuple[str, str], PerformanceRecord]


@dataclass(frozen=True)
class EntryRecord:
    """One entry as the standings see it."""

    id: str
    status: EntryStatus = "competing"


@dataclass(frozen=True)
class Record:
    """The whole contest as the standings see it."""

    entries: tuple[EntryRecord, ...]
    performances: Performances = field(default_factory=TrackedMap)  # by (round, entry)
    lines: Map[str, tuple[tuple[Line, ...], tuple[Line, ...]]] = field(default_factory=Map)  # entry: bonus, penalty
    running_order: Map[str | None, tuple[str, ...]] = field(default_factory=Map)  # by round; None: the whole contest
    decisions: tuple[tuple[str, ...], ...] = ()  # each the order, best first, of entries that were tied
    head_judge: str | None = None
    heads: Map[tuple[str, str], str] = field(default_factory=Map)  # performances whose head judge was another one
    still_open: frozenset[tuple[str, str]] = (
        frozenset()
    )  # performances not closed: no judge's sheet is missing there yet
    groups: Map[str, str] = field(default_factory=Map)  # entry: its group (bảng), where the rule book does not list it
    votes: Map[tuple[str, str], int] = field(default_factory=Map)  # (special prize, entry): votes of jury or audience
    choices: Map[str, tuple[str, ...]] = field(default_factory=Map)  # special prize: the entries chosen for it
