"""What a rule book that judges by places must be: which rounds may be added up, and what has no meaning for places.

Responsible for: every error of the rank-based methods. Must not know: how the rule book was written.
"""

from __future__ import annotations

from itertools import pairwise

from contest_app.contest.rulebook_errors import RuleBookError
from contest_app.contest.rulebook_values import Aggregate, Round, RuleBook
from contest_app.contest.words import Words

NO_POINTS = Words(
    vi="Chỉ cách “điểm theo thứ hạng” (rank_points) mới dùng bảng điểm này. Chọn cách ấy, hoặc để trống.",
    en="Only points by rank (rank_points) use this list. Choose that method, or leave the list empty.",
)
POINTS_NEEDED = Words(
    vi="Cách “điểm theo thứ hạng” (rank_points) cần điểm của từng hạng, ví dụ 12, 10, 8, 7.",
    en="Points by rank (rank_points) need the points of the places, for example 12, 10, 8, 7.",
)
POINTS_RISE = Words(
    vi="Hạng sau không được nhiều điểm hơn hạng trước, và điểm không được âm.",
    en="A later place may not be worth more than an earlier one, and no place less than nothing.",
)
JUDGE_TIES_UNUSED = Words(
    vi="Chỉ cách xếp theo thứ hạng trên tổng phiếu (over: round_total) mới dùng mục này.",
    en="Only methods by places over the sheet's total (over: round_total) use this.",
)
UNKNOWN_CRITERION = Words(
    vi="Phần thi «{round}» không có tiêu chí mã «{id}».", en="The round “{round}” has no criterion “{id}”."
)
NO_FALLBACK = Words(
    vi="Thứ hạng và điểm không so được với nhau: cách này («{method}») không đổi cách tính khi ít giám khảo. Để trống "
    "ô “khi dưới” (fallback).",
    en="Places and points cannot be compared: this method (`{method}`) takes no other with fewer judges. Leave “with "
    "fewer than” empty (fallback).",
)
MIXED = Words(
    vi="Không cộng được: phần thi «{lower}» lấy số nhỏ là tốt, phần thi «{higher}» lấy số lớn là tốt. "
    "Hãy dùng combine: last, chia vòng (stages), hoặc rank_points thay cho tổng thứ hạng.",
    en="These cannot be added up: in the round “{lower}” less is better, in “{higher}” more is better. "
    "Use combine: last, stages, or rank_points instead of places.",
)
ASCENDING = Words(
    vi="Cách này («{method}») cho số lớn là tốt: chọn “điểm cao xếp trước” (bỏ order: ascending), hoặc chọn cộng "
    "thứ hạng, đa số (placement_sum, majority).",
    en="With this method (`{method}`) more is better: choose that higher points rank first (leave out order: "
    "ascending), or sums of places or the majority (placement_sum, majority).",
)
NO_TIME_PENALTY = Words(
    vi="Điểm trừ sẽ làm tổng thứ hạng nhỏ đi, tức là có lợi; cách «{method}» không trừ điểm thời gian.",
    en="Points taken off a sum of places would help the entry; with `{method}` there is no time penalty.",
)
NO_WEIGHTS = Words(
    vi="Hệ thống skating không có hệ số tiêu chí.", en="The skating system knows no factors of criteria."
)
NEEDS_CRITERIA = Words(
    vi="Phần thi xếp theo thứ hạng trên tổng phiếu không có hạng theo tiêu chí; cần over: criterion.",
    en="Places over the sheet's total give no place by criterion; this needs over: criterion.",
)


def check_ranked(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    """Everything about rounds judged by places that does not fit together."""
    _check_aggregate(rulebook.aggregate, "aggregate", errors)
    for index, round_ in enumerate(rulebook.rounds):
        path = f"rounds[{index}]"
        if round_.aggregate is not None:
            _check_aggregate(round_.aggregate, f"{path}.aggregate", errors)
        if rulebook.is_ranked(round_):
            _check_round(rulebook, round_, path, errors)
    _check_mixture(rulebook, errors)
    _check_criterion_links(rulebook, errors)


def _check_aggregate(aggregate: Aggregate, path: str, errors: list[RuleBookError]) -> None:
    points = [str(number) for number in aggregate.points]
    if aggregate.method != "rank_points" and points:
        errors.append(RuleBookError(f"{path}.points", points, NO_POINTS))
    if aggregate.method == "rank_points":
        if not points:
            errors.append(RuleBookError(f"{path}.points", None, POINTS_NEEDED))
        elif aggregate.points[-1] < 0 or any(later > earlier for earlier, later in pairwise(aggregate.points)):
            errors.append(RuleBookError(f"{path}.points", points, POINTS_RISE))
    if aggregate.judge_ties and (not aggregate.is_ranked or aggregate.over == "criterion"):
        errors.append(RuleBookError(f"{path}.judge_ties", list(aggregate.judge_ties), JUDGE_TIES_UNUSED))
    if aggregate.is_ranked and aggregate.fallback is not None:
        words = NO_FALLBACK.format(method=aggregate.method)
        errors.append(RuleBookError(f"{path}.fallback", aggregate.fallback.method, words))


def _check_round(rulebook: RuleBook, round_: Round, path: str, errors: list[RuleBookError]) -> None:
    aggregate = rulebook.aggregate_of(round_)
    place = f"{path}.aggregate" if round_.aggregate is not None else "aggregate"
    known = [criterion.id for criterion in round_.criteria]
    for index, criterion in enumerate(aggregate.judge_ties):
        if criterion not in known and aggregate.over == "round_total":
            words = UNKNOWN_CRITERION.format(round=round_.id, id=criterion)
            errors.append(RuleBookError(f"{place}.judge_ties[{index}]", criterion, words))
    if rulebook.lower_is_better(round_) and round_.time is not None and round_.time.penalty is not None:
        words = NO_TIME_PENALTY.format(method=aggregate.method)
        errors.append(RuleBookError(f"{path}.time.penalty", round_.time.penalty.mode, words))
    if rulebook.order == "ascending" and aggregate.method in ("pairwise", "rank_points"):
        errors.append(RuleBookError("order", "ascending", ASCENDING.format(method=aggregate.method)))
    for index, one in enumerate(round_.criteria):
        if aggregate.method == "majority" and one.factor != 1:
            errors.append(RuleBookError(f"{path}.criteria[{index}].factor", str(one.factor), NO_WEIGHTS))


def _check_mixture(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    known = {round_.id: round_ for round_ in rulebook.rounds}
    for part in rulebook.parts:
        rounds = [known[round_id] for round_id in part if round_id in known]
        lower = [round_ for round_ in rounds if rulebook.lower_is_better(round_)]
        higher = [round_ for round_ in rounds if not rulebook.lower_is_better(round_)]
        if lower and higher:
            words = MIXED.format(lower=lower[0].id, higher=higher[0].id)
            errors.append(RuleBookError("combine", rulebook.combine.kind, words))
            return


def _check_criterion_links(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    known = {round_.id: round_ for round_ in rulebook.rounds}
    links = [(f"ties[{index}]", link) for index, link in enumerate(rulebook.ties)]
    links += [(f"special_prizes[{index}].by", prize.by) for index, prize in enumerate(rulebook.special_prizes)]
    for path, link in links:
        round_ = known.get(link.round or "")
        if link.kind != "criterion" or round_ is None or not rulebook.is_ranked(round_):
            continue
        if rulebook.aggregate_of(round_).over != "criterion":
            errors.append(RuleBookError(path, str(link), NEEDS_CRITERIA))
