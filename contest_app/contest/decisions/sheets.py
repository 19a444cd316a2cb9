"""Seats and sheets: who holds a judge's seat, what a sheet must be, and what becomes of a late one."""

from __future__ import annotations

from collections.abc import Mapping

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    EMPTY,
    Ask,
    Decision,
    Refusal,
    check_points,
    decides,
    exact_text,
    in_phase,
    judge_names,
    known_entry,
    reason_given,
    refuse_if,
    round_of,
)
from contest_app.contest.numbers import parse_decimal
from contest_app.contest.rulebook import Criterion, Round
from contest_app.contest.state import Key, LateSheet, State


@decides(c.TakeSeat)
def take_seat(ask: Ask[c.TakeSeat]) -> Decision:
    """Gives the seat to a device, if it is free or the device that the judge was told of still holds it."""
    judge, device = ask.actor.judge, ask.command.device
    refuse_if(judge not in ask.state.judges, r.UnknownJudge(judge))
    refuse_if(ask.state.judges[judge].has_left, r.JudgeHasLeft(judge_names(ask.state, (judge,))[0]))
    refuse_if(not device, r.Malformed("device", EMPTY))
    holder = ask.state.seats.get(judge, "")
    refuse_if(holder not in ("", ask.command.from_device, device), r.SeatChanged(holder))
    return (e.SeatTaken(judge, device, taken_from=holder if holder != device else ""),)


@decides(c.ReleaseSeat)
def release_seat(ask: Ask[c.ReleaseSeat]) -> Decision:
    refuse_if(ask.command.judge not in ask.state.judges, r.UnknownJudge(ask.command.judge))
    return (e.SeatReleased(ask.command.judge, ask.command.reason.strip()),)


@decides(c.SubmitSheet)
def submit_sheet(ask: Ask[c.SubmitSheet]) -> Decision:
    """Takes a sheet, or keeps it as late; a sheet whose marks are wrong is refused either way."""
    state, command, judge = ask.state, ask.command, ask.actor.judge
    refuse_if(judge not in state.judges, r.UnknownJudge(judge))
    round_ = round_of(state, command.round)
    name = known_entry(state, command.entry)
    refuse_if(round_.kind != "judged", r.NotJudged(round_.title))
    refuse_if((judge, command.entry) in state.recused, r.JudgeIsRecused(name))
    marks = checked_marks(round_, command.marks)
    key = (command.round, command.entry)
    refuse_if(not has_begun(state, round_, key), r.MarkingNotOpen(name, round_.title))
    if not state.judges[judge].has_left:
        check_on_panel(state, key, judge)
    why = _why_late(state, round_, key, ask)
    if why:
        return (e.SheetArrivedLate(*key, judge, command.base, marks, why, ask.actor.device),)
    revision = revision_of(state, key, judge)
    refuse_if(command.base != revision, r.StaleBase(command.base, revision))
    return (e.SheetSubmitted(*key, judge, revision + 1, marks, ask.actor.device),)


def check_on_panel(state: State, key: Key, judge: str) -> None:
    """Refuses a sheet of a judge whose place has another one's, or who joined after the performance was closed."""
    known, sheets = state.judges[judge], state.figures(key).sheets
    is_free = known.has_left and all(state.judges[other].place != known.place for other in sheets)
    name = judge_names(state, (judge,))[0]
    refuse_if(not is_free and not state.sits_for(judge, key), r.NotOnPanel(name, known_entry(state, key[1])))


def has_begun(state: State, round_: Round, key: Key) -> bool:
    """Whether marking of a performance is or was open."""
    performance = state.performance(key)
    return performance.status == "closed" or state.takes_marks(round_, performance)


def _why_late(state: State, round_: Round, key: Key, ask: Ask[c.SubmitSheet]) -> str:
    """Why a sheet counts nothing for now, as a code; "" for a sheet in time from the device in the seat."""
    if state.judges[ask.actor.judge].has_left:
        return "judge_left"
    holder = state.seats.get(ask.actor.judge, "")
    if holder and ask.actor.device != holder:
        return "seat_taken"
    if state.phase != "running" or state.round_status(round_.id) != "open":
        return "round_closed"
    corrects = state.rulebook.correct_until == "round_closed" and has_handed_in(state, key, ask.actor.judge)
    if state.performance(key).status == "closed" and (not corrects or state.figures(key).absent):
        return "performance_closed"
    return ""


def has_handed_in(state: State, key: Key, judge: str) -> bool:
    """Whether the judge's sheet for a performance is in."""
    return judge in state.performance(key).handed


def revision_of(state: State, key: Key, judge: str) -> int:
    """The revision of a judge's sheet, 0 when none is in."""
    handed = state.performance(key).handed.get(judge)
    return handed.revision if handed else 0


def checked_marks(round_: Round, marks: Mapping[str, str]) -> dict[str, str]:
    """The marks as plain decimal text, one for every criterion, each in range and on a step; or a refusal."""
    known = {criterion.id for criterion in round_.criteria}
    for criterion_id in marks:
        refuse_if(criterion_id not in known, r.UnknownCriterion(criterion_id))
    blank = tuple(criterion.title for criterion in round_.criteria if not marks.get(criterion.id, "").strip())
    refuse_if(bool(blank), r.MarkMissing(blank))
    return {criterion.id: _checked_mark(criterion, marks[criterion.id].strip()) for criterion in round_.criteria}


def _checked_mark(criterion: Criterion, text: str) -> str:
    value = parse_decimal(text)
    if value is None:
        raise Refusal(r.NotANumber(criterion.title, text))
    check_points(criterion.title, value, criterion.max, criterion.step)
    return exact_text(value)


def _waiting(state: State, seq: int) -> LateSheet:
    late = state.late.get(seq)
    if late is None or late.status != "waiting":
        raise Refusal(r.LateNotWaiting(seq))
    return late


@decides(c.AcceptLateSheet)
def accept_late(ask: Ask[c.AcceptLateSheet]) -> Decision:
    """A late sheet becomes the judge's sheet, unless its round is signed or what it was for is no more."""
    state = ask.state
    in_phase(state, "running")
    late = _waiting(state, ask.command.late)
    name, key = known_entry(state, late.entry), (late.round, late.entry)
    refuse_if((late.judge, late.entry) in state.recused, r.JudgeIsRecused(name))
    check_on_panel(state, key, late.judge)
    refuse_if(state.figures(key).absent, r.AlreadyAbsent(name))
    refuse_if(state.performance(key).status == "waiting", r.NotCalled(name))
    signed = state.round_status(late.round) == "signed"
    refuse_if(signed, r.RoundNotOpen(round_of(state, late.round).title))
    reason = reason_given(ask.command.reason)
    revision = revision_of(state, key, late.judge) + 1
    return (e.LateSheetAccepted(late.late, late.round, late.entry, late.judge, revision, reason),)


@decides(c.DeclineLateSheet)
def decline_late(ask: Ask[c.DeclineLateSheet]) -> Decision:
    late = _waiting(ask.state, ask.command.late)
    return (e.LateSheetDeclined(late.late, reason_given(ask.command.reason)),)


@decides(c.RecuseJudge)
def recuse(ask: Ask[c.RecuseJudge]) -> Decision:
    """A judge steps back from an entry; a sheet that is already in stands against it."""
    state, command = ask.state, ask.command
    own = ask.actor.role == "judge"
    refuse_if(own and command.judge not in ("", ask.actor.judge), r.NotAllowed("judge", "recuse_judge"))
    judge = ask.actor.judge if own else command.judge
    refuse_if(judge not in state.judges, r.UnknownJudge(judge))
    refuse_if(state.judges[judge].has_left, r.JudgeHasLeft(judge_names(state, (judge,))[0]))
    known_entry(state, command.entry)
    handed = any(key[1] == command.entry and judge in p.handed for key, p in state.performances.items())
    depends = r.LaterActDepends("giám khảo này đã nộp phiếu cho đội", "this judge has handed in a sheet for the entry")
    refuse_if(handed, depends)
    reason = command.reason.strip() if own else reason_given(command.reason)
    return (e.JudgeRecused(judge, command.entry, reason),)


@decides(c.WithdrawRecusal)
def withdraw_recusal(ask: Ask[c.WithdrawRecusal]) -> Decision:
    state, command = ask.state, ask.command
    refuse_if(command.judge not in state.judges, r.UnknownJudge(command.judge))
    known_entry(state, command.entry)
    recused = (command.judge, command.entry) in state.recused
    refuse_if(not recused, r.NotRecused(judge_names(state, (command.judge,))[0]))
    return (e.RecusalWithdrawn(command.judge, command.entry, reason_given(command.reason)),)
