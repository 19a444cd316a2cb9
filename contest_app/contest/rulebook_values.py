"""The regulations (thể lệ) of a contest as frozen values, with the defaults of everything that may be left out.

Responsible for: the shape of a valid rule book and its look-ups. Must not know: how one is written, read or checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from contest_app.contest.numbers import Mode, is_multiple

FORMAT = "rulebook/1"

Kind = Literal["judged", "counted"]
Marking = Literal["at_call", "when_timer_stops"]
Over = Literal["round_total", "criterion"]
RoundingStage = Literal["criterion", "weighted_criterion", "sheet", "round", "total"]
PenaltyMode = Literal["full_unit", "started_unit", "tiers"]

RANK_METHODS = ("placement_sum", "majority", "pairwise", "rank_points")
LOWER_METHODS = ("placement_sum", "majority")  # places and sums of places: the lowest is the best
TRIMMING_METHODS = ("trimmed_mean", "trimmed_sum")
FALLBACK_METHODS = ("mean", "sum", "median")
POINT_METHODS = (*FALLBACK_METHODS, *TRIMMING_METHODS)


@dataclass(frozen=True)
class Panel:
    """How many judges are expected, and how many sheets must be in before a performance may be closed."""

    judges: int | None = None  # None: whoever is seated
    quorum: int | None = None  # None: every seated judge


@dataclass(frozen=True)
class Criterion:
    """One line of a judge's sheet (tiêu chí)."""

    id: str
    title: str
    max: Fraction | None  # None only in counted rounds and rounds judged by placement
    step: Fraction | None = None  # None: any decimal number
    factor: Fraction = Fraction(1)

    @cached_property
    def is_plain(self) -> bool:
        """Whether its marks count as they are."""
        return self.factor == 1

    def accepts(self, mark: Fraction) -> bool:
        """Whether a mark lies between 0 and the maximum and on a step."""
        if mark < 0 or (self.max is not None and mark > self.max):
            return False
        return self.step is None or is_multiple(mark, self.step)


@dataclass(frozen=True)
class Tier:
    """Over time by at least `over_s` costs `points`."""

    over_s: int
    points: Fraction


@dataclass(frozen=True)
class TimePenalty:
    """How many points a performance that ran too long is proposed to lose."""

    mode: PenaltyMode = "full_unit"
    unit_s: int = 60
    points: Fraction = Fraction(1)  # a unit
    grace_s: int = 0  # moves the limit: counting starts after it
    cap: Fraction | None = None
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True)
class TimeRule:
    """The time a performance has."""

    limit_s: int | None = None
    min_s: int | None = None
    penalty: TimePenalty | None = None
    short_points: Fraction | None = None  # lost by a performance shorter than min_s
    hard_stop_s: int | None = None


@dataclass(frozen=True)
class Fallback:
    """The method used instead when fewer than `below` judges count."""

    below: int
    method: str


@dataclass(frozen=True)
class Aggregate:
    """How the panel's figure is made from the judges' marks."""

    method: str = "mean"
    drop_low: int = 0
    drop_high: int = 0
    over: Over = "round_total"
    fallback: Fallback | None = None
    points: tuple[Fraction, ...] = ()  # rank_points only: what a judge's first, second, third place is worth
    judge_ties: tuple[str, ...] = ()  # rank-based only: criteria that settle a judge's own level totals, in turn

    @property
    def is_ranked(self) -> bool:
        """Whether it needs all entries of a round at once."""
        return self.method in RANK_METHODS


@dataclass(frozen=True)
class Rounding:
    """One rounding at one stage: to decimals, then to a step, whichever are given."""

    places: int | None = None
    mode: Mode = "half_up"
    stage: RoundingStage = "total"
    step: Fraction | None = None


@dataclass(frozen=True)
class Round:
    """One part of the contest (phần thi)."""

    id: str
    title: str
    kind: Kind = "judged"
    criteria: tuple[Criterion, ...] = ()
    max: Fraction | None = None  # one judge's sheet, before the round's factor
    factor: Fraction = Fraction(1)
    marking: Marking = "at_call"
    time: TimeRule | None = None
    aggregate: Aggregate | None = None  # None: the rule book's
    floor: Fraction | None = None
    rounding: tuple[Rounding, ...] | None = None  # None: the rule book's

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


@dataclass(frozen=True)
class Combine:
    """How the rounds make the total: the sum, the sum of the best k, or the last round taken part in."""

    kind: Literal["sum", "best", "last"] = "sum"
    best: int | None = None


@dataclass(frozen=True)
class Missing:
    """What becomes of a mark that was not given. It is never zero."""

    policy: Literal["present_only", "drop_judge_for_round", "refuse"] = "present_only"


@dataclass(frozen=True)
class TieLink:
    """One link of the tie chain, such as round:skit or decision."""

    kind: str
    round: str | None = None
    criterion: str | None = None

    def __str__(self) -> str:
        if self.round is None:
            return self.kind
        return f"{self.kind}:{self.round}" + (f".{self.criterion}" if self.criterion is not None else "")


@dataclass(frozen=True)
class Prize:
    """A prize and how many places win it; count None is `rest`: every place that remains."""

    title: str
    count: int | None
    least: Fraction | None = None  # `from`: only with a total at least as good as this
    group: str | None = None  # only in this group (prizes_per: group)


@dataclass(frozen=True)
class SpecialPrize:
    """A prize beside the ranking; `by` is a tie link (round, criterion) or jury_vote, audience_vote, organizer."""

    title: str
    by: TieLink


@dataclass(frozen=True)
class Publish:
    """What the public may see, and when."""

    board: Literal["after_performance", "after_round", "held"] = "after_round"
    detail: Literal["total", "judge_totals", "marks"] = "total"
    judges: Literal["numbers", "names"] = "numbers"
    freeze_before: str | None = None
    ceremony: tuple[str, ...] = ()  # empty: the prizes from the last to the first


@dataclass(frozen=True)
class Advance:
    """Who goes on to the next stage: the first n of all, or the first n of each group (bảng)."""

    first: int
    of: Literal["all", "group"] = "all"


@dataclass(frozen=True)
class Stage:
    """One stage (vòng: sơ khảo, chung khảo) and its rounds; `carry` brings the marks of the stage before along."""

    id: str
    title: str
    rounds: tuple[str, ...]
    carry: bool = False
    advance: Advance | None = None


@dataclass(frozen=True)
class Group:
    """A group (bảng, cụm, khối) of entries; who is in it may also be drawn later and stand in the record."""

    id: str
    title: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class ThirdMarking:
    """Judges this far apart, in percent of the round's maximum, call for a further marking by the judge named."""

    from_percent: Fraction
    judge: str
    counts: Literal["third", "closest"] = "third"  # the third marking alone, or with the one closest to it


@dataclass(frozen=True)
class Deviation:
    """Judges further apart than this percentage of the round's maximum are reported to the head judge."""

    warn_over_percent: Fraction | None = Fraction(20)  # None: never
    third_marking: ThirdMarking | None = None


SHARED = TieLink("shared")


@dataclass(frozen=True)
class RuleBook:
    """The regulations of one contest. `data` is the source document, plain JSON, that `parse_rulebook` reads back."""

    title: str
    rounds: tuple[Round, ...]
    level: str | None = None
    note: str | None = None
    panel: Panel = Panel()
    aggregate: Aggregate = Aggregate()
    combine: Combine = Combine()
    floor: Fraction | None = None
    order: Literal["descending", "ascending"] = "descending"
    rounding: tuple[Rounding, ...] = ()
    missing: Missing = Missing()
    ties: tuple[TieLink, ...] = (SHARED,)
    prizes: tuple[Prize, ...] = ()
    special_prizes: tuple[SpecialPrize, ...] = ()
    prizes_per: Literal["contest", "group"] = "contest"
    shared_prizes: Literal["drop_next", "extend"] = "drop_next"
    stages: tuple[Stage, ...] = ()
    groups: tuple[Group, ...] = ()
    publish: Publish = Publish()
    correct_until: Literal["closed", "round_closed"] = "closed"
    deviation: Deviation = Deviation()
    data: Mapping[str, Any] = field(default_factory=dict, repr=False, hash=False)

    def round(self, round_id: str) -> Round:
        """The round with this id; KeyError when there is none."""
        for round_ in self.rounds:
            if round_.id == round_id:
                return round_
        raise KeyError(round_id)

    def aggregate_of(self, round_: Round) -> Aggregate:
        """How this round's panel figure is made: its own way, or the rule book's."""
        return round_.aggregate if round_.aggregate is not None else self.aggregate

    def rounding_at(self, stage: RoundingStage, round_: Round | None = None) -> tuple[Rounding, ...]:
        """The roundings at a stage, in the order written; a round's own list replaces the rule book's."""
        own = round_.rounding if round_ is not None else None
        return tuple(rounding for rounding in (self.rounding if own is None else own) if rounding.stage == stage)

    def is_ranked(self, round_: Round) -> bool:
        """Whether the round's figures need all of its entries at once."""
        return round_.kind == "judged" and self.aggregate_of(round_).is_ranked

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The rounds that count together, the earliest first: whoever reached a later part goes before the others."""
        if self.combine.kind == "last":
            return tuple((round_.id,) for round_ in self.rounds)
        if not self.stages:
            return (tuple(round_.id for round_ in self.rounds),)
        parts: list[tuple[str, ...]] = []
        for stage in self.stages:
            parts.append((*parts[-1], *stage.rounds) if stage.carry and parts else stage.rounds)
        return tuple(parts)

    def lower_is_better(self, round_: Round | None = None) -> bool:
        """Whether the smaller figure comes first, in a round or (without one) in the contest."""
        if self.order == "ascending":
            return True
        if round_ is None:
            return bool(self.rounds) and all(self.lower_is_better(one) for one in self.rounds)
        return round_.kind == "judged" and self.aggregate_of(round_).method in LOWER_METHODS

    def lower_at(self, reached: int) -> bool:
        """Whether the smaller total comes first among those who reached this part."""
        return self._lower_at[reached]

    @cached_property
    def _lower_at(self) -> tuple[bool, ...]:
        return tuple(self.lower_is_better(self.round(part[0])) for part in self.parts)
