"""A third marking (chấm lần ba), where the rule book says so: two markers too far apart are not averaged.

Source: Vietnamese marking regulations: a difference of 20 of 100 or more calls for a third marking, organised by the
chair, whose mark becomes the official one; university re-marking takes the two of three that agree.
Responsible for: whether it is needed, and whose sheets then count. Must not know: methods, other performances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from contest_app.contest.numbers import points_words
from contest_app.contest.record import Sheet
from contest_app.contest.rulebook_values import Round, ThirdMarking
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.words import Words

NEEDED = Words(
    vi="Các giám khảo chênh nhau {spread} điểm, từ {percent}% của {max} trở lên: cần giám khảo {judge} chấm lần ba.",
    en="The judges are {spread} points apart, {percent}% of {max} or more: judge {judge} has to mark a third time.",
)
SUPERSEDED = Words(vi="Thay bằng lần chấm thứ ba", en="Superseded by the third marking")
NOT_NEEDED = Words(vi="Không cần chấm lần ba", en="The third marking was not needed")


@dataclass(frozen=True)
class Marking:
    """What the rule of the third marking says of one performance."""

    set_aside: Mapping[str, Words] = field(default_factory=dict)
    is_replaced: bool = False  # the third marking counts, by the plain mean of whatever sheets remain
    problem: Words | None = None


def mark_again(rule: ThirdMarking | None, round_: Round, sheets: list[Sheet]) -> Marking:
    """Whose sheets are set aside, or why there is no figure yet."""
    if rule is None or round_.max is None:
        return Marking()
    totals = {sheet.judge: total for sheet in sheets if (total := sheet_total(round_, sheet)) is not None}
    third = totals.pop(rule.judge, None)
    spread = max(totals.values()) - min(totals.values()) if len(totals) > 1 else Fraction(0)
    if not spread or spread * 100 < rule.from_percent * round_.max:
        return Marking({rule.judge: NOT_NEEDED})
    if third is None:
        percent, most = points_words(rule.from_percent), points_words(round_.max)
        words = NEEDED.format(spread=points_words(spread), percent=percent, max=most, judge=rule.judge)
        return Marking(problem=words)
    nearest = min(abs(total - third) for total in totals.values())
    keeps = {judge for judge, total in totals.items() if rule.counts == "closest" and abs(total - third) == nearest}
    return Marking({judge: SUPERSEDED for judge in totals if judge not in keeps}, is_replaced=True)
