"""The regulations (thể lệ) in sentences, made of the rule book that scores the contest.

Responsible for: one sentence for each rule, in both languages. Must not know: pages, the state of the contest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.numbers import format_points
from contest_app.contest.rulebook import Aggregate, Prize, Round, RuleBook, SpecialPrize, TieLink, TimeRule
from contest_app.contest.words import Words, same
from contest_app.web.setup import rule_choices as choices


@dataclass(frozen=True)
class Chapter:
    """One article: its title, its sentences, and the round whose criteria stand in a table below them."""

    title: Words
    sentences: tuple[Words, ...]
    round: Round | None = None


def chapters(book: RuleBook) -> list[Chapter]:
    """The articles in the order in which regulations have them."""
    found = [Chapter(Words("Các phần thi", "The rounds"), (_rounds(book),))]
    found += [
        Chapter(Words(f"Phần thi {round_.title}", f"Round {round_.title}"), tuple(_round(book, round_)), round_)
        for round_ in book.rounds
    ]
    found += [
        Chapter(Words("Ban Giám khảo và cách tính điểm", "The jury and the scoring"), tuple(_scoring(book))),
        Chapter(Words("Xếp hạng khi bằng điểm", "Ties"), tuple(_ties(book))),
    ]
    if book.prizes or book.special_prizes:
        found.append(Chapter(Words("Giải thưởng", "Prizes"), tuple(_prizes(book))))
    found.append(Chapter(Words("Công bố kết quả", "Publication"), tuple(_publication(book))))
    return found


def _p(value: Fraction) -> Words:
    return Words(format_points(value, None, "vi"), format_points(value, None, "en"))


def _word(options: choices.Choices, key: str | None) -> Words:
    return dict(options).get(key or "", same(key or ""))


def _duration(seconds: int) -> Words:
    minutes, rest = divmod(seconds, 60)
    vi = [f"{minutes} phút"] * bool(minutes) + [f"{rest} giây"] * bool(rest)
    en = [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest)
    return Words(" ".join(vi) or "0 giây", " ".join(en) or "0 s")


def _rounds(book: RuleBook) -> Words:
    titles = "; ".join(round_.title for round_ in book.rounds)
    return Words(
        f"Hội thi gồm {len(book.rounds)} phần thi: {titles}.", f"The contest has {len(book.rounds)} rounds: {titles}."
    )


def _round(book: RuleBook, round_: Round) -> Iterator[Words]:
    if round_.kind == "counted":
        yield Words("Điểm do thư ký nhập theo kết quả trả lời.", "The points are entered by the secretary.")
    else:
        yield Words("Từng giám khảo chấm theo các tiêu chí sau.", "Each judge marks by the following criteria.")
    if round_.max is not None:
        yield Words("Điểm tối đa: {max}.", "Maximum: {max}.").format(max=_p(round_.max))
    if round_.factor != 1:
        yield Words("Hệ số của phần thi: {factor}.", "Factor of the round: {factor}.").format(factor=_p(round_.factor))
    if round_.time is not None:
        yield from _time(round_.time)
    if round_.aggregate is not None:
        yield from _aggregate(round_.aggregate)


def _time(time: TimeRule) -> Iterator[Words]:
    if time.limit_s is not None:
        yield Words("Thời gian không quá {limit}.", "At most {limit}.").format(limit=_duration(time.limit_s))
    if time.min_s is not None:
        yield Words("Thời gian tối thiểu {least}.", "At least {least}.").format(least=_duration(time.min_s))
    if time.short_points is not None:
        yield Words("Thiếu giờ trừ {points} điểm.", "Too short costs {points}.").format(points=_p(time.short_points))
    penalty = time.penalty
    if penalty is not None:
        if penalty.mode == "tiers":
            for tier in penalty.tiers:
                words = Words("Quá từ {over} trừ {points} điểm.", "Over by {over} costs {points}.")
                yield words.format(over=_duration(tier.over_s), points=_p(tier.points))
        else:
            full = penalty.mode == "full_unit"
            words = Words(
                "Quá giờ: cứ mỗi "
                + ("{unit} trọn vẹn" if full else "{unit} hoặc phần của {unit}")
                + " trừ {points} điểm.",
                "Over time: each " + ("full {unit}" if full else "{unit} begun") + " costs {points}.",
            )
            yield words.format(unit=_duration(penalty.unit_s), points=_p(penalty.points))
        if penalty.grace_s:
            yield Words("Không tính {grace} đầu.", "The first {grace} are free.").format(
                grace=_duration(penalty.grace_s)
            )
        if penalty.cap is not None:
            yield Words("Trừ nhiều nhất {cap} điểm.", "At most {cap} are taken.").format(cap=_p(penalty.cap))
    if time.hard_stop_s is not None:
        yield Words("Đến {stop} thì dừng phần thi.", "At {stop} the performance is stopped.").format(
            stop=_duration(time.hard_stop_s)
        )


def _scoring(book: RuleBook) -> Iterator[Words]:
    panel = book.panel
    if panel.judges:
        yield Words(f"Ban Giám khảo gồm {panel.judges} người.", f"The panel has {panel.judges} judges.")
    if panel.quorum:
        yield Words(
            f"Mỗi đội cần ít nhất {panel.quorum} phiếu chấm.", f"Each performance needs at least {panel.quorum} sheets."
        )
    yield from _aggregate(book.aggregate)
    yield Words("Phiếu thiếu: {how}.", "Missing sheets: {how}.").format(how=_word(choices.MISSING, book.missing.policy))
    if book.combine.kind == "best":
        yield Words(
            f"Tổng điểm là tổng {book.combine.best} phần thi cao nhất.",
            f"The total is the best {book.combine.best} rounds.",
        )
    elif book.combine.kind == "last":
        yield Words("Xếp theo phần thi cuối cùng mà đội tham gia.", "The last round taken part in decides.")
    else:
        yield Words("Tổng điểm là tổng điểm các phần thi.", "The total is the sum of the rounds.")
    for rounding in book.rounding:
        step = (
            Words(", rồi theo bước {step}", ", then to steps of {step}").format(step=_p(rounding.step))
            if rounding.step
            else same("")
        )
        places = (
            Words(f"{rounding.places} chữ số thập phân", f"{rounding.places} decimals")
            if rounding.places is not None
            else same("")
        )
        yield Words(
            "Làm tròn {stage}: {places}{step} ({mode}).", "Rounding of the {stage}: {places}{step} ({mode})."
        ).format(
            stage=_word(choices.STAGES, rounding.stage),
            places=places,
            step=step,
            mode=_word(choices.ROUNDINGS, rounding.mode),
        )
    if book.floor is not None:
        yield Words("Tổng điểm không dưới {floor}.", "No total falls below {floor}.").format(floor=_p(book.floor))


def _aggregate(aggregate: Aggregate) -> Iterator[Words]:
    drop = (
        Words(
            f" (bỏ {aggregate.drop_low} điểm thấp nhất, {aggregate.drop_high} điểm cao nhất)",
            f" (without the {aggregate.drop_low} lowest and the {aggregate.drop_high} highest)",
        )
        if aggregate.drop_low or aggregate.drop_high
        else same("")
    )
    yield Words(
        "Điểm của Ban Giám khảo: {how}{drop}, tính theo {over}.", "The panel's figure: {how}{drop}, over {over}."
    ).format(how=_word(choices.METHODS, aggregate.method), drop=drop, over=_word(choices.OVERS, aggregate.over))
    if aggregate.fallback is not None:
        yield Words("Khi có dưới {n} giám khảo: {how}.", "With fewer than {n} judges: {how}.").format(
            n=aggregate.fallback.below, how=_word(choices.METHODS, aggregate.fallback.method)
        )


def _ties(book: RuleBook) -> Iterator[Words]:
    yield Words("Khi bằng tổng điểm, xét lần lượt:", "Level totals are told apart in turn by:")
    for place, link in enumerate(book.ties, 1):
        yield Words(f"{place}. {{link}}.", f"{place}. {{link}}.").format(link=_link(book, link))


def _link(book: RuleBook, link: TieLink) -> Words:
    if link.round is None:
        return dict((*choices.LINKS, *choices.AWARDS)).get(link.kind, same(link.kind))
    forms = {
        "round": Words("điểm {title} cao hơn", "the better figure in {title}"),
        "criterion": Words("điểm {title} cao hơn", "the better figure in {title}"),
        "elapsed": Words("thời gian {title} ngắn hơn", "the shorter time in {title}"),
        "judges_giving": Words("nhiều giám khảo cho điểm {title} hơn", "points from more judges in {title}"),
        "count_back": Words("nhiều điểm cao ở {title} hơn", "more of the best marks in {title}"),
    }
    return forms[link.kind].format(title=_title(book, link))


def _title(book: RuleBook, link: TieLink) -> str:
    """What a link names, a round or one of its criteria, as it is called."""
    round_ = book.round(link.round or "")
    if link.criterion is None:
        return f"“{round_.title}”"
    return f"“{round_.criterion(link.criterion).title}” ({round_.title})"


def _prizes(book: RuleBook) -> Iterator[Words]:
    for prize in book.prizes:
        yield _prize(prize)
    for special in book.special_prizes:
        yield _special(book, special)
    if book.prizes:
        yield Words("Khi đồng giải: {how}.", "When a prize is shared: {how}.").format(
            how=_word(choices.SHARED, book.shared_prizes)
        )


def _prize(prize: Prize) -> Words:
    how_many = Words("các đội còn lại", "all that remain") if prize.count is None else same(f"{prize.count:02d}")
    least = (
        Words(", từ {least} điểm", ", from {least} points").format(least=_p(prize.least))
        if prize.least is not None
        else same("")
    )
    return Words("Giải {title}: {n}{least}.", "{title}: {n}{least}.").format(title=prize.title, n=how_many, least=least)


def _special(book: RuleBook, special: SpecialPrize) -> Words:
    by = _link(book, special.by)
    if special.by.round is not None:
        best = Words("điểm {title} cao nhất", "the best figure in {title}")
        by = best.format(title=_title(book, special.by))
    return Words("Giải phụ “{title}”: {by}.", "Special prize “{title}”: {by}.").format(title=special.title, by=by)


def _publication(book: RuleBook) -> Iterator[Words]:
    publish = book.publish
    yield Words(
        "Điểm được công bố {when}; công chúng thấy {what}, {who}.",
        "Points are published {when}; the public sees {what}, {who}.",
    ).format(
        when=_word(choices.BOARDS, publish.board),
        what=_word(choices.DETAILS, publish.detail),
        who=_word(choices.NAMES, publish.judges),
    )
    if publish.freeze_before is not None:
        title = book.round(publish.freeze_before).title
        yield Words(f"Bảng điểm dừng lại trước phần thi {title}.", f"The board freezes before the round {title}.")
    yield Words("Giám khảo được sửa phiếu {until}.", "Judges may correct a sheet {until}.").format(
        until=_word(choices.UNTIL, book.correct_until)
    )
