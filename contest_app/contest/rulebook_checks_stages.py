"""What stages, groups, the prizes of groups and a third marking must be together.

Responsible for: every error in how entries are grouped and go on. Must not know: how the rule book was written.
"""

from __future__ import annotations

from contest_app.contest.rulebook_errors import RuleBookError
from contest_app.contest.rulebook_values import RuleBook
from contest_app.contest.words import Words

TWICE = Words(vi="«{id}» đã có ở {first}.", en="“{id}” already stands at {first}.")
UNKNOWN_ROUND = Words(
    vi="Không có phần thi nào mã «{id}». Có: {known}.", en="There is no round “{id}”. There are: {known}."
)
NO_STAGE = Words(
    vi="Phần thi «{id}» không thuộc vòng nào; ghi nó vào một vòng (stages).",
    en="The round “{id}” is in no stage; put it into one.",
)
LAST_WITH_STAGES = Words(
    vi="combine: last và stages nói cùng một việc; bỏ một trong hai.",
    en="combine: last and stages say the same; leave one out.",
)
NO_ROUNDS = Words(vi="Một vòng cần ít nhất một phần thi.", en="A stage needs at least one round.")
NOTHING_BEFORE = Words(
    vi="Vòng đầu tiên không có điểm nào để mang sang.", en="There are no marks to carry into the first stage."
)
NOTHING_AFTER = Words(
    vi="Sau vòng cuối cùng không còn vòng nào để vào.", en="After the last stage there is none to advance to."
)
UNKNOWN_GROUP = Words(
    vi="Không có bảng nào mã «{id}». Có: {known}.", en="There is no group “{id}”. There are: {known}."
)
GROUP_UNUSED = Words(vi="Giải theo bảng cần prizes_per: group.", en="A prize of a group needs prizes_per: group.")
NO_MAX = Words(
    vi="Chấm lần ba cần biết điểm tối đa của phần thi «{id}».",
    en="A third marking needs the maximum of the round “{id}”.",
)
NO_POINTS = Words(
    vi="Chấm lần ba chỉ dùng cho phần thi chấm điểm, không dùng cho «{id}» (xếp theo thứ hạng).",
    en="A third marking is for rounds with marks, not for “{id}” (judged by places).",
)


def check_stages(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    """Everything about stages and groups that does not fit together."""
    _check_stage_rounds(rulebook, errors)
    _check_stage_order(rulebook, errors)
    _check_groups(rulebook, errors)
    _check_third_marking(rulebook, errors)


def _once(places: list[tuple[str, str]], errors: list[RuleBookError]) -> None:
    first: dict[str, str] = {}
    for path, value in places:
        if value and value in first:
            errors.append(RuleBookError(path, value, TWICE.format(id=value, first=first[value])))
        first.setdefault(value, path)


def _check_stage_rounds(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    if not rulebook.stages:
        return
    known = [round_.id for round_ in rulebook.rounds if round_.id]
    named = [
        (f"stages[{number}].rounds[{index}]", round_id)
        for number, stage in enumerate(rulebook.stages)
        for index, round_id in enumerate(stage.rounds)
    ]
    for path, round_id in named:
        if round_id not in known:
            errors.append(
                RuleBookError(path, round_id, UNKNOWN_ROUND.format(id=round_id, known=", ".join(known) or "-"))
            )
    _once(named, errors)
    _once([(f"stages[{number}].id", stage.id) for number, stage in enumerate(rulebook.stages)], errors)
    in_stages = {round_id for _, round_id in named}
    for index, round_ in enumerate(rulebook.rounds):
        if round_.id and round_.id not in in_stages:
            errors.append(RuleBookError(f"rounds[{index}].id", round_.id, NO_STAGE.format(id=round_.id)))


def _check_stage_order(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    stages = rulebook.stages
    for number, stage in enumerate(stages):
        if not stage.rounds:
            errors.append(RuleBookError(f"stages[{number}].rounds", None, NO_ROUNDS))
        if number == 0 and stage.carry:
            errors.append(RuleBookError("stages[0].marks", "carried", NOTHING_BEFORE))
        if number == len(stages) - 1 and stage.advance is not None:
            errors.append(RuleBookError(f"stages[{number}].advance", stage.advance.first, NOTHING_AFTER))
    if stages and rulebook.combine.kind == "last":
        errors.append(RuleBookError("combine", "last", LAST_WITH_STAGES))


def _check_groups(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    _once([(f"groups[{number}].id", group.id) for number, group in enumerate(rulebook.groups)], errors)
    entries = [
        (f"groups[{number}].entries[{index}]", entry)
        for number, group in enumerate(rulebook.groups)
        for index, entry in enumerate(group.entries)
    ]
    _once(entries, errors)
    known = [group.id for group in rulebook.groups]
    for index, prize in enumerate(rulebook.prizes):
        if prize.group is None:
            continue
        if rulebook.prizes_per != "group":
            errors.append(RuleBookError(f"prizes[{index}].group", prize.group, GROUP_UNUSED))
        if prize.group not in known:
            words = UNKNOWN_GROUP.format(id=prize.group, known=", ".join(known) or "-")
            errors.append(RuleBookError(f"prizes[{index}].group", prize.group, words))


def _check_third_marking(rulebook: RuleBook, errors: list[RuleBookError]) -> None:
    if rulebook.deviation.third_marking is None:
        return
    for round_ in rulebook.rounds:
        if round_.kind == "judged":
            words = NO_POINTS if rulebook.is_ranked(round_) else NO_MAX if round_.max is None else None
            if words is not None:
                errors.append(RuleBookError("deviation.third_marking", round_.id, words.format(id=round_.id)))
