"""Judges who are far apart: a warning to the head judge, which changes nothing by itself.

The default of 20 % follows the practice of a third marking when two markers differ by 20 of 100 or more.
"""

from __future__ import annotations

from contest_app.contest.numbers import points_words
from contest_app.contest.rulebook_values import Round, RuleBook
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.panel import WHY
from contest_app.contest.scoring.third_marking import NOT_NEEDED
from contest_app.contest.words import Words

FAR_APART = Words(
    vi="Các giám khảo chênh nhau {spread} điểm (từ {low} đến {high}), quá {percent}% của {max}: nên hội ý.",
    en="The judges are {spread} points apart (from {low} to {high}), over {percent}% of {max}: consult.",
)

# whose sheet says nothing about how far apart the panel is
_ASIDE = (WHY["absent"], WHY["recused"], NOT_NEEDED)


def spread_warning(rulebook: RuleBook, round_: Round, figure: Figure) -> Words | None:
    """The warning when complete sheets differ by more than the rule book's percentage of the round's maximum."""
    percent = rulebook.deviation.warn_over_percent
    totals = [judge.total for judge in figure.judges if judge.total is not None and judge.why_dropped not in _ASIDE]
    if percent is None or round_.max is None or len(totals) < 2:
        return None
    low, high = min(totals), max(totals)
    if (high - low) * 100 <= percent * round_.max:
        return None
    return FAR_APART.format(
        spread=points_words(high - low),
        low=points_words(low),
        high=points_words(high),
        percent=points_words(percent),
        max=points_words(round_.max),
    )
