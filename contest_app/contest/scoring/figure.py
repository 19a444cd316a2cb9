"""The figure of one performance: its value and everything it is made of.

Responsible for: the shape that boards, papers and explanations read. Must not know: how it is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from immutables import Map

from contest_app.contest.record import Line
from contest_app.contest.scoring.trace import Step
from contest_app.contest.words import Words


@dataclass(frozen=True)
class JudgeTotal:
    """One judge's sheet in a figure: its total (None while marks are missing), and whether it counts."""

    judge: str
    total: Fraction | None
    used: bool
    why_dropped: Words | None = None
    dropped_criteria: tuple[str, ...] = ()  # over: criterion drops single marks
    ordinal: Fraction | None = None  # rank-based methods: the judge's place for the entry, added up over the criteria
    points: Fraction | None = None  # rank_points: what that place is worth


@dataclass(frozen=True)
class Figure:
    """One entry's figure in one round; `value` None is no score, which is never zero."""

    round: str
    value: Fraction | None = None
    exact: Fraction | None = None  # before rounding at stage round
    panel: Fraction | None = None
    method: str | None = None  # the method that was really used: the fallback below n judges
    judges: tuple[JudgeTotal, ...] = ()
    criteria: Map[str, Fraction] = field(default_factory=Map)  # the panel's figures, over: criterion only
    multiplier: Fraction = Fraction(1)
    counted: Fraction = Fraction(0)
    factor: Fraction = Fraction(1)
    bonus: tuple[Line, ...] = ()
    penalty: tuple[Line, ...] = ()
    floor: Fraction | None = None
    rank: Fraction | None = None  # its place in the round where a rank-based method settles level figures itself
    notes: tuple[Words, ...] = ()  # what the steps do not say, such as the rule that gave the rank
    problem: Words | None = None  # why there is no value
    trace: tuple[Step, ...] = ()

    @property
    def penalty_points(self) -> Fraction:
        """All penalties of this performance together."""
        return sum((line.points for line in self.penalty), Fraction(0))
