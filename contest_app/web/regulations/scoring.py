"""How the regulations say the scoring: the panel's figure, roundings, missing sheets, judges far apart, the total."""

from __future__ import annotations

from collections.abc import Iterator

from contest_app.contest.rulebook import Aggregate, Round, Rounding, RuleBook
from contest_app.contest.words import Words, same
from contest_app.web.regulations.words import choice, listed, points, quoted
from contest_app.web.setup import rule_choices as choices

THIRD_COUNTS = {
    "third": Words("điểm ấy là điểm chính thức", "that marking alone counts"),
    "closest": Words(
        "lấy trung bình cộng với điểm gần nhất trong các điểm kia", "its mean with the nearest of the others counts"
    ),
}


def scoring(book: RuleBook) -> Iterator[Words]:
    """The article on the jury and the scoring."""
    panel = book.panel
    if panel.judges:
        yield Words(f"Ban Giám khảo gồm {panel.judges} người.", f"The panel has {panel.judges} judges.")
    if panel.quorum:
        yield Words(
            f"Mỗi đội cần ít nhất {panel.quorum} phiếu chấm.", f"Each performance needs at least {panel.quorum} sheets."
        )
    yield from aggregate_of(book.aggregate)
    yield Words("Phiếu thiếu: {how}.", "Missing sheets: {how}.").format(
        how=choice(choices.MISSING, book.missing.policy)
    )
    yield from _deviation(book)
    yield Words("Giám khảo được sửa phiếu {until}.", "Judges may correct a sheet {until}.").format(
        until=choice(choices.UNTIL, book.correct_until)
    )
    yield _total(book)
    yield from roundings_of(book.rounding)
    if book.floor is not None:
        yield Words("Tổng điểm không dưới {floor}.", "No total falls below {floor}.").format(floor=points(book.floor))
    yield Words("Xếp hạng: {order}.", "Ranking: {order}.").format(order=choice(choices.ORDERS, book.order))


def _total(book: RuleBook) -> Words:
    if book.combine.kind == "best":
        return Words(
            f"Tổng điểm là tổng {book.combine.best} phần thi cao nhất.",
            f"The total is the best {book.combine.best} rounds.",
        )
    if book.combine.kind == "last":
        return Words("Xếp theo phần thi cuối cùng mà đội tham gia.", "The last round taken part in decides.")
    return Words("Tổng điểm là tổng điểm các phần thi.", "The total is the sum of the rounds.")


def _deviation(book: RuleBook) -> Iterator[Words]:
    deviation, third = book.deviation, book.deviation.third_marking
    if deviation.warn_over_percent is not None:
        words = Words(
            "Khi điểm các giám khảo lệch quá {n}% điểm tối đa, Trưởng Ban Giám khảo hội ý; điểm không tự thay đổi.",
            "When judges differ by more than {n} % of the maximum, the head judge confers; no mark changes by itself.",
        )
        yield words.format(n=points(deviation.warn_over_percent))
    if third is not None:
        words = Words(
            "Lệch từ {n}% điểm tối đa thì chấm lần ba do giám khảo “{judge}”; {counts}.",
            "From {n} % of the maximum apart, judge “{judge}” marks a third time; {counts}.",
        )
        yield words.format(n=points(third.from_percent), judge=third.judge, counts=THIRD_COUNTS[third.counts])


def roundings_of(roundings: tuple[Rounding, ...]) -> Iterator[Words]:
    """One sentence a rounding."""
    for rounding in roundings:
        step = (
            Words(", rồi theo bước {step}", ", then to steps of {step}").format(step=points(rounding.step))
            if rounding.step
            else same("")
        )
        places = (
            Words(f"{rounding.places} chữ số thập phân", f"{rounding.places} decimals")
            if rounding.places is not None
            else same("")
        )
        words = Words("Làm tròn {stage}: {places}{step} ({mode}).", "Rounding of the {stage}: {places}{step} ({mode}).")
        yield words.format(
            stage=choice(choices.STAGES, rounding.stage),
            places=places,
            step=step,
            mode=choice(choices.ROUNDINGS, rounding.mode),
        )


def aggregate_of(aggregate: Aggregate, round_: Round | None = None) -> Iterator[Words]:
    """How the panel's figure is made, of the whole contest or in a round of its own way."""
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
    ).format(how=choice(choices.METHODS, aggregate.method), drop=drop, over=choice(choices.OVERS, aggregate.over))
    if aggregate.points:
        worth = listed((points(each) for each in aggregate.points), "; ")
        yield Words("Điểm theo hạng, từ hạng nhất: {worth}.", "Points by rank, from the first: {worth}.").format(
            worth=worth
        )
    if aggregate.judge_ties:
        titles = {criterion.id: criterion.title for criterion in round_.criteria} if round_ is not None else {}
        by = listed(quoted(titles.get(criterion, criterion)) for criterion in aggregate.judge_ties)
        yield Words(
            "Hai phiếu bằng điểm của một giám khảo: xét lần lượt tiêu chí {by}.",
            "Two level sheets of one judge: told apart by {by} in turn.",
        ).format(by=by)
    if aggregate.fallback is not None:
        yield Words("Khi có dưới {n} giám khảo: {how}.", "With fewer than {n} judges: {how}.").format(
            n=aggregate.fallback.below, how=choice(choices.METHODS, aggregate.fallback.method)
        )
