"""What the parts of a rule book must be together: sums, steps, references, order.

Responsible for: every error that no single key shows. Must not know: how the rule book was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import pairwise

from contest_app.contest.numbers import points_words, to_decimal_text
from contest_app.contest.rulebook_checks_ranked import check_ranked
from contest_app.contest.rulebook_checks_stages import check_stages
from contest_app.contest.rulebook_errors import RuleBookError
from contest_app.contest.rulebook_fields import nearest
from contest_app.contest.rulebook_values import (
    TRIMMING_METHODS,
    Aggregate,
    Criterion,
    Round,
    Rounding,
    RuleBook,
    TieLink,
    TimeRule,
)
from contest_app.contest.words import Words

NO_ROUNDS = Words(vi="Hội thi cần ít nhất một phần thi.", en="A contest needs at least one round.")
NO_CRITERIA = Words(
    vi="Phần thi do giám khảo chấm cần ít nhất một tiêu chí.", en="A judged round needs at least one criterion."
)
NO_MAX = Words(vi="Tiêu chí cần điểm tối đa (max).", en="The criterion needs a maximum (max).")
SUM_DIFFERS = Words(
    vi="Tổng điểm tối đa của các tiêu chí (nhân hệ số) là {sum}, nhưng phần thi ghi {max}. Hãy sửa một trong hai.",
    en="The criteria add up to {sum} (maximum x factor), but the round says {max}. Correct one of the two.",
)
STEP_OFF = Words(
    vi="Bước điểm {step} không chia hết điểm tối đa {max}: giám khảo sẽ không cho được điểm tối đa.",
    en="The step {step} does not divide the maximum {max}: no judge could give the full mark.",
)
DUPLICATE_ID = Words(
    vi="Mã «{id}» đã dùng ở {first}. Mỗi mã chỉ dùng một lần.",
    en="The id “{id}” is already used at {first}. Use each id once.",
)
DUPLICATE_TITLE = Words(
    vi="Tên giải «{title}» đã có ở trên ({first}). Mỗi giải một tên.",
    en="The prize title “{title}” is already given above ({first}). Name each prize apart.",
)
QUORUM = Words(
    vi="Số phiếu tối thiểu ({quorum}) lớn hơn số giám khảo ({judges}).",
    en="The quorum ({quorum}) is larger than the panel ({judges}).",
)
UNKNOWN_ROUND = Words(
    vi="Không có phần thi nào mã «{id}». Có: {known}.", en="There is no round “{id}”. There are: {known}."
)
UNKNOWN_ROUND_NEAR = Words(
    vi="Không có phần thi nào mã «{id}». Có phải ý bạn là «{near}»?",
    en="There is no round “{id}”. Did you mean “{near}”?",
)
UNKNOWN_CRITERION = Words(
    vi="Phần thi «{round}» không có tiêu chí mã «{id}». Có: {known}.",
    en="The round “{round}” has no criterion “{id}”. It has: {known}.",
)
UNKNOWN_PRIZE = Words(
    vi="Không có giải nào tên «{title}». Có: {known}.", en="There is no prize “{title}”. There are: {known}."
)
REST_NOT_LAST = Words(
    vi="Giải nhận số còn lại (rest) phải đứng cuối.", en="The prize that takes the rest must be the last."
)
SHARED_NOT_LAST = Words(
    vi="Sau «shared» (đồng hạng) không còn gì để xét; hãy đặt nó ở cuối.",
    en="Nothing can follow `shared`; put it last.",
)
TWICE = Words(
    vi="Điều này («{value}») đã có ở trên; bỏ một trong hai.", en="This (“{value}”) is already in the list; remove one."
)
BEST_TOO_MANY = Words(
    vi="Không thể lấy {best} phần thi cao nhất trong {rounds} phần thi.",
    en="The best {best} of {rounds} rounds cannot be taken.",
)
NO_TRIM = Words(
    vi="Cách tính đã chọn không bỏ điểm. Để trống, hoặc chọn cách “bỏ điểm cao và thấp” (trimmed_mean, trimmed_sum).",
    en="The chosen method drops no marks. Leave this empty, or choose a trimmed one (trimmed_mean, trimmed_sum).",
)
FALLBACK_LOW = Words(
    vi="Bỏ {drop} điểm thì phải còn ít nhất một điểm: số giám khảo ở “khi dưới” (below) phải từ {least} trở lên.",
    en="With {drop} marks dropped at least one must remain: “with fewer than” (below) must be {least} or more.",
)
TRIM_PANEL = Words(
    vi="Bỏ {drop} điểm thì hội đồng {judges} giám khảo không còn điểm nào; hãy bỏ ít hơn, hoặc ghi cách tính khi dưới "
    "bao nhiêu giám khảo (fallback).",
    en="Dropping {drop} marks leaves none of a panel of {judges}; drop fewer, or say what to use with fewer judges "
    "(fallback).",
)
ROUNDING_EMPTY = Words(
    vi="Cần số chữ số thập phân (places) hoặc bước làm tròn (step).", en="Give decimals (places) or a step."
)
ROUNDING_CRITERION = Words(
    vi="Làm tròn ở giai đoạn «{stage}» chỉ có nghĩa khi tổng hợp theo từng tiêu chí (over: criterion).",
    en="Rounding at stage “{stage}” only means something when marks are combined over: criterion.",
)
ROUNDING_SHEET = Words(
    vi="Làm tròn ở giai đoạn «sheet» chỉ có nghĩa khi tổng hợp theo tổng phiếu (over: round_total).",
    en="Rounding at stage “sheet” only means something when marks are combined over: round_total.",
)
ROUNDING_TOTAL = Words(
    vi="Một phần thi không làm tròn tổng điểm (total); hãy ghi ở cấp hội thi.",
    en="A round does not round the total; write this at the top level.",
)
MIN_OVER_LIMIT = Words(
    vi="Thời gian tối thiểu {min_s} giây dài hơn thời gian cho phép {limit_s} giây.",
    en="The minimum time of {min_s} s is longer than the limit of {limit_s} s.",
)
STOP_BEFORE_LIMIT = Words(
    vi="Giờ dừng hẳn {stop_s} giây sớm hơn thời gian cho phép {limit_s} giây.",
    en="The hard stop at {stop_s} s comes before the limit of {limit_s} s.",
)
NO_LIMIT = Words(
    vi="Trừ điểm quá giờ cần thời gian cho phép (limit_s).", en="A penalty for running over needs a limit (limit_s)."
)
NO_MIN = Words(
    vi="Trừ điểm thiếu giờ cần thời gian tối thiểu (min_s).", en="A penalty for a short performance needs min_s."
)
NO_TIERS = Words(
    vi="Trừ theo mức (mode: tiers) thì cần ghi ít nhất một mức.", en="By tiers (mode: tiers) needs at least one tier."
)
TIERS_UNUSED = Words(
    vi="Các mức chỉ dùng khi trừ theo mức (mode: tiers). Chọn cách ấy, hoặc xóa các mức.",
    en="Tiers are only used when taking off by tiers (mode: tiers). Choose that, or remove the tiers.",
)
TIERS_ORDER = Words(
    vi="Các mức phải ghi từ quá ít giờ đến quá nhiều giờ (over_s tăng dần).",
    en="The tiers must go from a little over time to a lot (over_s rises).",
)


def check(rulebook: RuleBook, unreadable: Collection[str]) -> list[RuleBookError]:
    """Everything that does not fit together; `unreadable` are the paths that hold no usable value."""
    errors: list[RuleBookError] = []
    if not rulebook.rounds:
        errors.append(RuleBookError("rounds", [], NO_ROUNDS))
    panel = rulebook.panel
    if panel.judges is not None and panel.quorum is not None and panel.quorum > panel.judges:
        words = QUORUM.format(quorum=panel.quorum, judges=panel.judges)
        errors.append(RuleBookError("panel.quorum", panel.quorum, words))
    _check_unique([(f"rounds[{i}].id", round_.id) for i, round_ in enumerate(rulebook.rounds)], DUPLICATE_ID, errors)
    _check_aggregate(rulebook.aggregate, "aggregate", panel.judges, errors)
    for index, round_ in enumerate(rulebook.rounds):
        _check_round(rulebook, round_, f"rounds[{index}]", errors, unreadable)
    _check_roundings(rulebook, errors)
    _check_combine(rulebook, errors)
    _check_ties(rulebook, errors)
    _check_prizes(rulebook, errors)
    check_ranked(rulebook, errors)
    check_stages(rulebook, errors)
    freeze = rulebook.publish.freeze_before
    if freeze is not None:
        _check_round_known(rulebook, freeze, "publish.freeze_before", errors)
    return errors


def _check_unique(places: list[tuple[str, str]], words: Words, errors: list[RuleBookError]) -> None:
    first: dict[str, str] = {}
    for path, value in places:
        if value and value in first:
            errors.append(RuleBookError(path, value, words.format(id=value, title=value, first=first[value])))
        first.setdefault(value, path)


def _check_round(
    rulebook: RuleBook, round_: Round, path: str, errors: list[RuleBookError], unreadable: Collection[str]
) -> None:
    by_placement = rulebook.is_ranked(round_)
    if round_.aggregate is not None:
        _check_aggregate(round_.aggregate, f"{path}.aggregate", rulebook.panel.judges, errors)
    if round_.kind == "judged" and not round_.criteria and not by_placement:
        errors.append(RuleBookError(f"{path}.criteria", None, NO_CRITERIA))
    criteria = [(f"{path}.criteria[{index}]", criterion) for index, criterion in enumerate(round_.criteria)]
    _check_unique([(f"{place}.id", criterion.id) for place, criterion in criteria], DUPLICATE_ID, errors)
    for place, criterion in criteria:
        needs_max = round_.kind == "judged" and not by_placement
        _check_criterion(criterion, place, needs_max, errors)
    if not any(place.startswith(f"{path}.criteria") for place in unreadable):
        _check_sum(round_, path, errors)
    if round_.time is not None:
        _check_time(round_.time, f"{path}.time", errors)


def _check_criterion(criterion: Criterion, path: str, needs_max: bool, errors: list[RuleBookError]) -> None:
    if criterion.max is None:
        if needs_max:
            errors.append(RuleBookError(f"{path}.max", None, NO_MAX))
    elif criterion.step is not None and criterion.max % criterion.step != 0:
        words = STEP_OFF.format(step=points_words(criterion.step), max=points_words(criterion.max))
        errors.append(RuleBookError(f"{path}.step", to_decimal_text(criterion.step), words))


def _check_sum(round_: Round, path: str, errors: list[RuleBookError]) -> None:
    if round_.max is None or not round_.criteria:
        return
    total = sum((criterion.max * criterion.factor for criterion in round_.criteria if criterion.max is not None), 0)
    complete = all(criterion.max is not None for criterion in round_.criteria)
    if complete and total != round_.max:
        words = SUM_DIFFERS.format(sum=points_words(Fraction(total)), max=points_words(round_.max))
        errors.append(RuleBookError(f"{path}.max", to_decimal_text(round_.max), words))


def _check_time(time: TimeRule, path: str, errors: list[RuleBookError]) -> None:
    def wrong(key: str, value: object, words: Words) -> None:
        errors.append(RuleBookError(f"{path}.{key}", value, words))

    if time.limit_s is not None:
        if time.min_s is not None and time.min_s > time.limit_s:
            wrong("min_s", time.min_s, MIN_OVER_LIMIT.format(min_s=time.min_s, limit_s=time.limit_s))
        if time.hard_stop_s is not None and time.hard_stop_s < time.limit_s:
            words = STOP_BEFORE_LIMIT.format(stop_s=time.hard_stop_s, limit_s=time.limit_s)
            wrong("hard_stop_s", time.hard_stop_s, words)
    elif time.penalty is not None:
        wrong("limit_s", None, NO_LIMIT)
    if time.short_points is not None and time.min_s is None:
        wrong("min_s", None, NO_MIN)
    penalty = time.penalty
    if penalty is None:
        return
    if penalty.mode == "tiers" and not penalty.tiers:
        wrong("penalty.tiers", None, NO_TIERS)
    if penalty.mode != "tiers" and penalty.tiers:
        wrong("penalty.tiers", penalty.mode, TIERS_UNUSED)
    starts = [tier.over_s for tier in penalty.tiers]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        wrong("penalty.tiers", starts, TIERS_ORDER)


def _check_aggregate(aggregate: Aggregate, path: str, judges: int | None, errors: list[RuleBookError]) -> None:
    def wrong(key: str, value: object, words: Words) -> None:
        errors.append(RuleBookError(f"{path}.{key}", value, words))

    drop = aggregate.drop_low + aggregate.drop_high
    if aggregate.method not in TRIMMING_METHODS and drop:
        wrong("drop_low" if aggregate.drop_low else "drop_high", drop, NO_TRIM)
    fallback = aggregate.fallback
    if fallback is not None and fallback.below <= drop:
        wrong("fallback.below", fallback.below, FALLBACK_LOW.format(drop=drop, least=drop + 1))
    if fallback is None and drop and judges is not None and judges <= drop:
        wrong("drop_low", drop, TRIM_PANEL.format(drop=drop, judges=judges))


def _check_roundings(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    judged = [round_ for round_ in rulebook.rounds if round_.kind == "judged"]
    overs = {over for round_ in judged if round_.rounding is None for over in _rounded_over(rulebook, round_)}
    written_as_list = isinstance(rulebook.data.get("rounding"), list)
    for index, rounding in enumerate(rulebook.rounding):
        path = f"rounding[{index}]" if written_as_list else "rounding"
        _check_rounding(rounding, path, overs, errors)
    for index, round_ in enumerate(rulebook.rounds):
        for rounding in round_.rounding or ():
            path = f"rounds[{index}].rounding"
            _check_rounding(rounding, path, _rounded_over(rulebook, round_), errors)
            if rounding.stage == "total":
                errors.append(RuleBookError(path, "total", ROUNDING_TOTAL))


def _rounded_over(rulebook: RuleBook, round_: Round) -> set[str]:
    """What the round's method combines, as far as it can be rounded: places are never rounded, sheets may be."""
    over = rulebook.aggregate_of(round_).over
    return set() if rulebook.is_ranked(round_) and over == "criterion" else {over}


def _check_rounding(rounding: Rounding, path: str, overs: Iterable[str], errors: list[RuleBookError]) -> None:
    if rounding.places is None and rounding.step is None:
        errors.append(RuleBookError(f"{path}.places", None, ROUNDING_EMPTY))
    if rounding.stage in ("criterion", "weighted_criterion") and "criterion" not in overs:
        errors.append(RuleBookError(f"{path}.stage", rounding.stage, ROUNDING_CRITERION.format(stage=rounding.stage)))
    if rounding.stage == "sheet" and "round_total" not in overs:
        errors.append(RuleBookError(f"{path}.stage", rounding.stage, ROUNDING_SHEET))


def _check_combine(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    best = rulebook.combine.best
    if best is not None and rulebook.rounds and best > len(rulebook.rounds):
        words = BEST_TOO_MANY.format(best=best, rounds=len(rulebook.rounds))
        errors.append(RuleBookError("combine.best", best, words))


def _check_ties(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    written = rulebook.data.get("ties")
    seen: set[TieLink] = set()
    for index, link in enumerate(rulebook.ties if isinstance(written, list) else ()):
        # a link that could not be read is left out of `ties`, so the place is looked up by its text
        path = f"ties[{_index_of(written, str(link), index)}]"
        _check_link(rulebook, link, path, errors)
        if link in seen:
            errors.append(RuleBookError(path, str(link), TWICE.format(value=link)))
        seen.add(link)
        if link.kind == "shared" and link is not rulebook.ties[-1]:
            errors.append(RuleBookError(path, str(link), SHARED_NOT_LAST))


def _index_of(written: object, text: str, otherwise: int) -> int:
    places = [i for i, item in enumerate(written if isinstance(written, list) else []) if item == text]
    return min(places, key=lambda place: abs(place - otherwise)) if places else otherwise


def _check_link(rulebook: RuleBook, link: TieLink, path: str, errors: list[RuleBookError]) -> None:
    if link.round is None or not _check_round_known(rulebook, link.round, path, errors):
        return
    if link.criterion is None:
        return
    known = [criterion.id for criterion in rulebook.round(link.round).criteria]
    if link.criterion not in known:
        words = UNKNOWN_CRITERION.format(round=link.round, id=link.criterion, known=", ".join(known) or "-")
        errors.append(RuleBookError(path, str(link), words))


def _check_round_known(rulebook: RuleBook, round_id: str, path: str, errors: list[RuleBookError]) -> bool:
    known = [round_.id for round_ in rulebook.rounds if round_.id]
    if round_id in known:
        return True
    near = nearest(round_id, known)
    words = UNKNOWN_ROUND if near is None else UNKNOWN_ROUND_NEAR
    errors.append(RuleBookError(path, round_id, words.format(id=round_id, known=", ".join(known) or "-", near=near)))
    return False


def _check_prizes(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    prizes = rulebook.prizes
    # one title may stand once in each group
    titles = [(f"prizes[{index}].title", prize.title) for index, prize in enumerate(prizes) if prize.group is None]
    for group in dict.fromkeys(prize.group for prize in prizes if prize.group is not None):
        own = [(f"prizes[{i}].title", prize.title) for i, prize in enumerate(prizes) if prize.group in (None, group)]
        _check_unique(own, DUPLICATE_TITLE, errors)
    titles += [(f"special_prizes[{index}].title", prize.title) for index, prize in enumerate(rulebook.special_prizes)]
    _check_unique(titles, DUPLICATE_TITLE, errors)
    for index, prize in enumerate(prizes[:-1]):
        followed = any(later.group in (None, prize.group) or prize.group is None for later in prizes[index + 1 :])
        if prize.count is None and prize.least is None and followed:
            errors.append(RuleBookError(f"prizes[{index}].count", "rest", REST_NOT_LAST))
    for index, special in enumerate(rulebook.special_prizes):
        _check_link(rulebook, special.by, f"special_prizes[{index}].by", errors)
    known = list(dict.fromkeys([prize.title for prize in prizes] + [prize.title for prize in rulebook.special_prizes]))
    for index, title in enumerate(rulebook.publish.ceremony):
        path = f"publish.ceremony[{index}]"
        if title not in known:
            words = UNKNOWN_PRIZE.format(title=title, known=", ".join(known) or "-")
            errors.append(RuleBookError(path, title, words))
        elif title in rulebook.publish.ceremony[:index]:
            errors.append(RuleBookError(path, title, TWICE.format(value=title)))
