"""What a timed performance is proposed to lose. A person confirms it: nothing is taken by the clock alone.

`full_unit` is the rule "nếu quá từ 01 phút trở lên, mỗi phút sẽ bị trừ 01 điểm" (Hòa giải viên giỏi Vĩnh Phúc 2023).
Grace moves the limit: with 5:00 and 15 s of grace, counting starts at 5:15. A tier holds from `over_s` on.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.numbers import points_words
from contest_app.contest.rulebook_values import TimePenalty, TimeRule
from contest_app.contest.scoring.trace import exact_text
from contest_app.contest.words import Words, same

IN_TIME = Words(vi="Đúng thời gian ({elapsed})", en="In time ({elapsed})")
OVER = Words(
    vi="Quá giờ {over} (thời gian {elapsed}, cho phép {limit}): trừ {points} điểm",
    en="{over} over time (took {elapsed}, limit {limit}): {points} points off",
)
OVER_FREE = Words(
    vi="Quá giờ {over} (thời gian {elapsed}, cho phép {limit}): chưa đến mức trừ điểm",
    en="{over} over time (took {elapsed}, limit {limit}): not enough for a penalty",
)
SHORT = Words(
    vi="Thiếu giờ (thời gian {elapsed}, tối thiểu {limit}): trừ {points} điểm",
    en="Too short (took {elapsed}, minimum {limit}): {points} points off",
)
SHORT_FREE = Words(
    vi="Thiếu giờ (thời gian {elapsed}, tối thiểu {limit}): thể lệ không trừ điểm",
    en="Too short (took {elapsed}, minimum {limit}): the rule book takes no points",
)
STOPPED = Words(vi="{what}; đã đến giờ dừng hẳn {limit}", en="{what}; the hard stop at {limit} was reached")


@dataclass(frozen=True)
class Proposal:
    """Points to take off (0: none), why, and whether the hard stop was reached."""

    points: Fraction
    words: Words
    hard_stop: bool = False


def propose_time_penalty(time: TimeRule, elapsed_s: Fraction) -> Proposal:
    """The penalty that the rule book's time rule asks for after `elapsed_s` seconds."""
    elapsed = same(clock_text(elapsed_s))
    points, words = Fraction(0), IN_TIME.format(elapsed=elapsed)
    if time.limit_s is not None and elapsed_s > time.limit_s:
        over_s = elapsed_s - time.limit_s
        points = _over_points(time.penalty, over_s) if time.penalty is not None else Fraction(0)
        template = OVER if points else OVER_FREE
        limit = clock_text(Fraction(time.limit_s))
        words = template.format(over=clock_text(over_s), elapsed=elapsed, limit=limit, points=points_words(points))
    elif time.min_s is not None and elapsed_s < time.min_s:
        points = time.short_points if time.short_points is not None else Fraction(0)
        template = SHORT if points else SHORT_FREE
        limit = clock_text(Fraction(time.min_s))
        words = template.format(elapsed=elapsed, limit=limit, points=points_words(points))
    if time.hard_stop_s is not None and elapsed_s >= time.hard_stop_s:
        words = STOPPED.format(what=words, limit=clock_text(Fraction(time.hard_stop_s)))
        return Proposal(points, words, hard_stop=True)
    return Proposal(points, words)


def _over_points(penalty: TimePenalty, over_s: Fraction) -> Fraction:
    counted_s = over_s - penalty.grace_s
    if counted_s <= 0:
        return Fraction(0)
    if penalty.mode == "tiers":
        points = max((tier.points for tier in penalty.tiers if counted_s >= tier.over_s), default=Fraction(0))
    elif penalty.mode == "started_unit":
        points = -(-counted_s // penalty.unit_s) * penalty.points
    else:
        points = counted_s // penalty.unit_s * penalty.points
    return points if penalty.cap is None else min(points, penalty.cap)


def clock_text(seconds: Fraction) -> str:
    """Seconds as a stop-watch shows them: '5:07', '5:07.4'."""
    minutes, rest = divmod(seconds, 60)
    whole, part = divmod(rest, 1)
    decimals = exact_text(part)[1:] if part and 1000 % part.denominator == 0 else ""
    return f"{minutes}:{int(whole):02d}{decimals}"
