"""The panel: who is appointed, who leaves, who takes a place over, who is head judge (decision 0014)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.description import described_event
from contest_app.contest.decisions.rules import (
    EMPTY,
    Ask,
    Decision,
    check_id,
    check_number,
    decides,
    in_phase,
    judge_names,
    reason_given,
    refuse_if,
)
from contest_app.contest.panel_changes import fixed_rounds
from contest_app.contest.state import State
from contest_app.contest.words import Words

LINE_WORDS = Words("dòng danh sách giám khảo không đúng dạng", "not a line of a list of judges")
ONE_HEAD = Words("chỉ một Trưởng Ban Giám khảo", "one head judge only")


@decides(c.AppointJudge)
def appoint_judge(ask: Ask[c.AppointJudge]) -> Decision:
    """A judge of the panel, or one judge more; an id that is known gets the new words."""
    command, state = ask.command, ask.state
    in_phase(state, "setup", "running")
    name = _checked_words(state, command.judge, command.number, command.name)
    unit, known = command.unit.strip(), state.judges.get(command.judge)
    if state.phase == "setup":
        return (e.JudgeAppointed(command.judge, command.number, name, command.is_head, unit),)
    if known is None:
        _may_change(state)
        return (
            e.JudgeJoined(command.judge, command.number, name, unit),
            *((e.HeadJudgeChosen(command.judge),) if command.is_head else ()),
        )
    refuse_if(command.is_head and known.has_left, r.JudgeHasLeft(judge_names(state, (known.id,))[0]))
    changed = e.JudgeAppointed(command.judge, command.number, name, known.is_head, unit)
    head = () if command.is_head == known.is_head else (e.HeadJudgeChosen(known.id if command.is_head else ""),)
    return (changed, *head)


@decides(c.AppointPanel)
def appoint_panel(ask: Ask[c.AppointPanel]) -> Decision:
    """Every line or none. Once the contest runs judges join and leave one by one, with what that means for a round."""
    command, state = ask.command, ask.state
    in_phase(state, "setup")
    refuse_if(not (command.lines or command.secretariat or command.mcs), r.Malformed("lines", EMPTY))
    appointed = [_line_of_panel(judge, line) for judge, line in command.lines.items()]
    refuse_if(sum(each.is_head for each in appointed) > 1, r.Malformed("is_head", ONE_HEAD))
    holders = {known.number: known.name for known in state.judges.values() if known.id not in command.lines}
    for each in appointed:
        refuse_if(each.number in holders, r.NumberTaken(each.number, holders.get(each.number, "")))
        holders[each.number] = each.name
    about = replace(
        state.about,
        secretariat=command.secretariat or state.about.secretariat,
        mcs=command.mcs or state.about.mcs,
    )
    described = (described_event(state.place, state.held_on, about),) if about != state.about else ()
    return (*appointed, *described)


def _line_of_panel(judge: str, line: Any) -> e.JudgeAppointed:
    check_id("judge", judge)
    refuse_if(not isinstance(line, Mapping), r.Malformed(judge, LINE_WORDS))
    check_number(f"{judge}.number", line.get("number"))
    name, unit, is_head = line.get("name", ""), line.get("unit", ""), line.get("is_head", False)
    is_sound = isinstance(name, str) and isinstance(unit, str) and isinstance(is_head, bool)
    refuse_if(not is_sound or not set(line) <= {"number", "name", "unit", "is_head"}, r.Malformed(judge, LINE_WORDS))
    refuse_if(not name.strip(), r.Malformed(f"{judge}.name", EMPTY))
    return e.JudgeAppointed(judge, line["number"], name.strip(), is_head, unit.strip())


@decides(c.RemoveJudge)
def remove_judge(ask: Ask[c.RemoveJudge]) -> Decision:
    """For one appointed by mistake; once the contest runs a judge leaves and stays in the minutes."""
    refuse_if(ask.command.judge not in ask.state.judges, r.UnknownJudge(ask.command.judge))
    in_phase(ask.state, "setup")
    return (e.JudgeRemoved(ask.command.judge, ask.state.judges[ask.command.judge].name),)


@decides(c.ReplaceJudge)
def replace_judge(ask: Ask[c.ReplaceJudge]) -> Decision:
    """What was handed in stands; the successor marks what is not closed and has no sheet of the one who leaves."""
    command, state = ask.command, ask.state
    _check_leaver(state, command.judge)
    refuse_if(command.successor in state.judges, r.JudgeStillSits(_name(state, command.successor)))
    name = _checked_words(state, command.successor, command.number, command.name)
    _may_change(state)
    reason = reason_given(command.reason)
    head = _head_after(state, command.judge, command.head, (*state.seated, command.successor))
    return (
        e.JudgeLeft(command.judge, reason, command.successor),
        e.JudgeJoined(command.successor, command.number, name, command.unit.strip(), command.judge, reason),
        *((e.HeadJudgeChosen(head, reason),) if head else ()),
    )


@decides(c.LetJudgeGo)
def let_judge_go(ask: Ask[c.LetJudgeGo]) -> Decision:
    """Nobody takes the place: the others go on."""
    command, state = ask.command, ask.state
    _check_leaver(state, command.judge)
    refuse_if(len(state.seated) == 1, r.LastJudge(_name(state, command.judge)))
    _may_change(state)
    reason = reason_given(command.reason)
    head = _head_after(state, command.judge, command.head, state.seated)
    return (e.JudgeLeft(command.judge, reason), *((e.HeadJudgeChosen(head, reason),) if head else ()))


@decides(c.CallJudgeBack)
def call_judge_back(ask: Ask[c.CallJudgeBack]) -> Decision:
    """Who sits in the place now leaves it to the one who comes back."""
    command, state = ask.command, ask.state
    in_phase(state, "running")
    refuse_if(command.judge not in state.judges, r.UnknownJudge(command.judge))
    judge = state.judges[command.judge]
    refuse_if(not judge.has_left, r.JudgeStillSits(_name(state, judge.id)))
    _may_change(state)
    reason = reason_given(command.reason)
    back = e.JudgeCameBack(judge.id, reason)
    sits = next((each for each in state.seated if state.judges[each].place == judge.place), None)
    if sits is None:
        return (back,)
    head = _head_after(state, sits, command.head, (*state.seated, judge.id))
    return (e.JudgeLeft(sits, reason, judge.id), back, *((e.HeadJudgeChosen(head, reason),) if head else ()))


def _check_leaver(state: State, judge: str) -> None:
    in_phase(state, "running")
    refuse_if(judge not in state.judges, r.UnknownJudge(judge))
    refuse_if(state.judges[judge].has_left, r.JudgeHasLeft(_name(state, judge)))


def _may_change(state: State) -> None:
    fixed = fixed_rounds(state)
    refuse_if(bool(fixed), r.PanelFixed(tuple(f"“{round_.title}”" for round_ in fixed)))


def _head_after(state: State, leaver: str, chosen: str, stay: tuple[str, ...]) -> str:
    """The new head judge; "" where the one who leaves is not the head."""
    if state.record.head_judge != leaver:
        return ""
    refuse_if(chosen == leaver or chosen not in stay, r.HeadNeeded(_name(state, leaver)))
    return chosen


def _checked_words(state: State, judge: str, number: int, name: str) -> str:
    check_id("judge", judge)
    check_number("number", number)
    refuse_if(not name.strip(), r.Malformed("name", EMPTY))
    holder = next((known for known in state.judges.values() if known.number == number), None)
    refuse_if(holder is not None and holder.id != judge, r.NumberTaken(number, holder.name if holder else ""))
    return name.strip()


def _name(state: State, judge: str) -> str:
    return judge_names(state, (judge,))[0] if judge in state.judges else judge
