"""How the regulations say ties, prizes and the publication."""

from __future__ import annotations

from collections.abc import Iterator

from contest_app.contest.rulebook import Prize, RuleBook, SpecialPrize
from contest_app.contest.words import Words, same
from contest_app.web.regulations.words import choice, link_words, listed, named, points
from contest_app.web.setup import rule_choices as choices

PER = {
    "contest": Words("Giải xét chung cho cả hội thi.", "The prizes are the whole contest's."),
    "group": Words("Giải xét riêng từng bảng.", "Each group has prizes of its own."),
}


def ties(book: RuleBook) -> Iterator[Words]:
    """The links in their turn."""
    yield Words("Khi bằng tổng điểm, xét lần lượt:", "Level totals are told apart in turn by:")
    for place, link in enumerate(book.ties, 1):
        yield Words(f"{place}. {{link}}.", f"{place}. {{link}}.").format(link=link_words(book, link))


def prizes(book: RuleBook) -> Iterator[Words]:
    """Prizes, special prizes, and what becomes of a shared one."""
    if book.groups or book.prizes_per == "group":
        yield PER[book.prizes_per]
    for prize in book.prizes:
        yield _prize(book, prize)
    for special in book.special_prizes:
        yield _special(book, special)
    if book.prizes:
        yield Words("Khi đồng giải: {how}.", "When a prize is shared: {how}.").format(
            how=choice(choices.SHARED, book.shared_prizes)
        )


def _prize(book: RuleBook, prize: Prize) -> Words:
    how_many = Words("các đội còn lại", "all that remain") if prize.count is None else same(f"{prize.count:02d}")
    parts = [how_many]
    if prize.least is not None:
        parts.append(Words("từ {least} điểm", "from {least} points").format(least=points(prize.least)))
    if prize.group is not None:
        titles = {group.id: group.title for group in book.groups}
        parts.append(Words("bảng “{group}”", "group “{group}”").format(group=titles.get(prize.group, prize.group)))
    return Words("Giải {title}: {what}.", "{title}: {what}.").format(title=prize.title, what=listed(parts))


def _special(book: RuleBook, special: SpecialPrize) -> Words:
    by = link_words(book, special.by)
    if special.by.round is not None:
        best = Words("điểm {title} cao nhất", "the best figure in {title}")
        by = best.format(title=named(book, special.by))
    return Words("Giải phụ “{title}”: {by}.", "Special prize “{title}”: {by}.").format(title=special.title, by=by)


def publication(book: RuleBook) -> Iterator[Words]:
    """What the public sees, when, and in which order the prizes are called out."""
    publish = book.publish
    yield Words(
        "Điểm được công bố {when}; công chúng thấy {what}, {who}.",
        "Points are published {when}; the public sees {what}, {who}.",
    ).format(
        when=choice(choices.BOARDS, publish.board),
        what=choice(choices.DETAILS, publish.detail),
        who=choice(choices.NAMES, publish.judges),
    )
    if publish.freeze_before is not None:
        title = book.round(publish.freeze_before).title
        yield Words(f"Bảng điểm dừng lại trước phần thi {title}.", f"The board freezes before the round {title}.")
    if publish.ceremony:
        order = listed(publish.ceremony, " – ")
        yield Words("Thứ tự trao giải: {order}.", "Order of the ceremony: {order}.").format(order=order)
