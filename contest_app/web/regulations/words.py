"""Words that several articles of the regulations need: points, durations, choices, what a link names.

Responsible for: spelling them in both languages. Must not know: which rule they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from contest_app.contest.numbers import format_points
from contest_app.contest.rulebook import RuleBook, TieLink
from contest_app.contest.words import Words, same
from contest_app.web.setup import rule_choices as choices


def points(value: Fraction) -> Words:
    return Words(format_points(value, None, "vi"), format_points(value, None, "en"))


def choice(options: choices.Choices, key: str | None) -> Words:
    """The words of a choice; whatever is none of them as it is."""
    return dict(options).get(key or "", same(key or ""))


def duration(seconds: int) -> Words:
    """'5 phút 30 giây'."""
    minutes, rest = divmod(seconds, 60)
    vi = [f"{minutes} phút"] * bool(minutes) + [f"{rest} giây"] * bool(rest)
    en = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest)
    return Words(" ".join(vi) or "0 giây", " ".join(en) or "0 s")


def listed(parts: Iterable[Words | str], between: str = ", ") -> Words:
    """Several words in a row."""
    words = [same(part) if isinstance(part, str) else part for part in parts]
    return Words(between.join(word.vi for word in words), between.join(word.en for word in words))


def quoted(title: str) -> str:
    return f"“{title}”"


def named(book: RuleBook, link: TieLink) -> str:
    """What a link names, a round or one of its criteria, as it is called."""
    round_ = book.round(link.round or "")
    if link.criterion is None:
        return quoted(round_.title)
    return f"{quoted(round_.criterion(link.criterion).title)} ({round_.title})"


def link_words(book: RuleBook, link: TieLink) -> Words:
    """What a link of the tie chain compares."""
    if link.round is None:
        return dict((*choices.LINKS, *choices.AWARDS)).get(link.kind, same(link.kind))
    forms = {
        "round": Words("điểm {title} cao hơn", "the better figure in {title}"),
        "criterion": Words("điểm {title} cao hơn", "the better figure in {title}"),
        "elapsed": Words("thời gian {title} ngắn hơn", "the shorter time in {title}"),
        "judges_giving": Words("nhiều giám khảo cho điểm {title} hơn", "points from more judges in {title}"),
        "count_back": Words("nhiều điểm cao ở {title} hơn", "more of the best marks in {title}"),
    }
    return forms[link.kind].format(title=named(book, link))
