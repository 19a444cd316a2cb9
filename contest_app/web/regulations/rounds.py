"""How the regulations say a round: who gives the points, the criteria, the time, stages and groups."""

from __future__ import annotations

from collections.abc import Iterator

from contest_app.contest.rulebook import Criterion, Round, RuleBook, TimeRule
from contest_app.contest.words import Words
from contest_app.web.regulations.scoring import aggregate_of, roundings_of
from contest_app.web.regulations.words import choice, duration, listed, points, quoted
from contest_app.web.setup import rule_choices as choices


def rounds(book: RuleBook) -> Iterator[Words]:
    """The article that names them, with the stages and groups they belong to."""
    titles = listed((round_.title for round_ in book.rounds), "; ")
    count = len(book.rounds)
    words = Words(f"Hội thi gồm {count} phần thi: {{titles}}.", f"The contest has {count} rounds: {{titles}}.")
    yield words.format(titles=titles)
    for group in book.groups:
        words = Words("Bảng “{title}”: {entries}.", "Group “{title}”: {entries}.")
        drawn = Words("theo kết quả bốc thăm", "as drawn")
        yield words.format(title=group.title, entries=listed(group.entries) if group.entries else drawn)
    for stage in book.stages:
        words = Words("Vòng “{title}” gồm {rounds}{marks}.", "Stage “{title}”: {rounds}{marks}.")
        carried = Words(", cộng cả điểm vòng trước", ", with the marks of the stage before")
        fresh = Words(", chấm điểm mới", ", marked afresh")
        inside = listed(quoted(book.round(one).title) for one in stage.rounds)
        yield words.format(title=stage.title, rounds=inside, marks=carried if stage.carry else fresh)
        if stage.advance is not None:
            n, per_group = stage.advance.first, stage.advance.of == "group"
            yield Words(
                f"Vào vòng sau: {n} đội đứng đầu" + (" mỗi bảng." if per_group else "."),
                f"Going on: the first {n}" + (" of each group." if per_group else "."),
            )


def round_(book: RuleBook, one: Round) -> Iterator[Words]:
    """One round's article; its criteria stand in a table below."""
    if one.kind == "counted":
        yield Words("Điểm do thư ký nhập theo kết quả trả lời.", "The points are entered by the secretary.")
    else:
        when = choice(choices.MARKING, one.marking)
        yield Words(
            "Từng giám khảo chấm theo các tiêu chí sau; {when}.", "Each judge marks by these criteria; {when}."
        ).format(when=when)
    if one.max is not None:
        yield Words("Điểm tối đa: {max}.", "Maximum: {max}.").format(max=points(one.max))
    if one.factor != 1:
        yield Words("Hệ số của phần thi: {factor}.", "Factor of the round: {factor}.").format(factor=points(one.factor))
    if one.time is not None:
        yield from _time(one.time)
    if one.aggregate is not None:
        yield from aggregate_of(one.aggregate, one)
    if one.rounding is not None:
        yield from roundings_of(one.rounding)
    if one.floor is not None:
        yield Words("Điểm phần thi không dưới {floor}.", "The round's figure is never below {floor}.").format(
            floor=points(one.floor)
        )


def criterion(one: Criterion) -> Words:
    """A line of the table of criteria, as a sentence."""
    parts = [Words("Tiêu chí “{title}”", "Criterion “{title}”").format(title=one.title)]
    parts += [Words("tối đa {n}", "at most {n}").format(n=points(one.max))] if one.max is not None else []
    parts += [Words("bước {n}", "steps of {n}").format(n=points(one.step))] if one.step is not None else []
    parts += [Words("hệ số {n}", "factor {n}").format(n=points(one.factor))] if one.factor != 1 else []
    return listed(parts)


def _time(time: TimeRule) -> Iterator[Words]:
    if time.limit_s is not None:
        yield Words("Thời gian không quá {limit}.", "At most {limit}.").format(limit=duration(time.limit_s))
    if time.min_s is not None:
        yield Words("Thời gian tối thiểu {least}.", "At least {least}.").format(least=duration(time.min_s))
    if time.short_points is not None:
        yield Words("Thiếu giờ trừ {points} điểm.", "Too short costs {points}.").format(
            points=points(time.short_points)
        )
    yield from _over_time(time)
    if time.hard_stop_s is not None:
        yield Words("Đến {stop} thì dừng phần thi.", "At {stop} the performance is stopped.").format(
            stop=duration(time.hard_stop_s)
        )


def _over_time(time: TimeRule) -> Iterator[Words]:
    penalty = time.penalty
    if penalty is None:
        return
    if penalty.mode == "tiers":
        for tier in penalty.tiers:
            words = Words("Quá từ {over} trừ {points} điểm.", "Over by {over} costs {points}.")
            yield words.format(over=duration(tier.over_s), points=points(tier.points))
    else:
        full = penalty.mode == "full_unit"
        words = Words(
            "Quá giờ: cứ mỗi " + ("{unit} trọn vẹn" if full else "{unit} hoặc phần của {unit}") + " trừ {points} điểm.",
            "Over time: each " + ("full {unit}" if full else "{unit} begun") + " costs {points}.",
        )
        yield words.format(unit=duration(penalty.unit_s), points=points(penalty.points))
    if penalty.grace_s:
        yield Words("Không tính {grace} đầu.", "The first {grace} are free.").format(grace=duration(penalty.grace_s))
    if penalty.cap is not None:
        yield Words("Trừ nhiều nhất {cap} điểm.", "At most {cap} are taken.").format(cap=points(penalty.cap))
