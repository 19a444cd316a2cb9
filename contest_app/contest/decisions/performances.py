"""The life of a performance: waiting -> on_stage -> marking -> closed, with its timer."""

from __future__ import annotations

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    Ask,
    Decision,
    competing_entry,
    decides,
    entry_name,
    in_phase,
    judge_names,
    known_entry,
    lacking_points,
    open_round,
    performance_in_open_round,
    reason_given,
    refuse_if,
    round_of,
    status_to_reopen,
)
from contest_app.contest.state import Key, Performance, State


@decides(c.CallPerformance)
def call(ask: Ask[c.CallPerformance]) -> Decision:
    """Calls an entry on stage. The one before leaves it and may still be marked, but not while its clock runs."""
    state, command = ask.state, ask.command
    open_round(state, command.round)
    name = competing_entry(state, command.entry)
    key = (command.round, command.entry)
    refuse_if(state.performance(key).status != "waiting", r.AlreadyCalled(name))
    called = e.PerformanceCalled(command.round, command.entry)
    return (*_leave_stage(state), called)


def _leave_stage(state: State) -> tuple[e.Event, ...]:
    before = state.on_stage
    if before is None:
        return ()
    refuse_if(state.performance(before).timer.is_running, r.TimerRunning(entry_name(state, before[1])))
    return (e.PerformanceEnded(*before),) if state.performance(before).status == "on_stage" else ()


@decides(c.WithdrawCall)
def withdraw_call(ask: Ask[c.WithdrawCall]) -> Decision:
    state, command = ask.state, ask.command
    key, _, performance, name = performance_in_open_round(state, command.round, command.entry)
    refuse_if(performance.status != "on_stage", r.NotOnStage(name))
    depends = _what_depends(state, key, performance)
    if depends is not None:
        return depends
    return (e.CallWithdrawn(command.round, command.entry),)


def _what_depends(state: State, key: Key, performance: Performance) -> r.Refused | None:
    if performance.handed:
        return r.LaterActDepends("đã có giám khảo nộp phiếu", "a judge has handed in a sheet")
    if performance.timer.is_running or performance.timer.stopped:
        return r.LaterActDepends("đồng hồ đã chạy", "the timer has run")
    figures = state.figures(key)
    if figures.bonus or figures.penalty or figures.counted:
        return r.LaterActDepends("đội đã có điểm cộng, điểm trừ hoặc điểm thư ký ghi", "the entry has points already")
    if any(late.status == "waiting" and (late.round, late.entry) == key for late in state.late.values()):
        return r.LaterActDepends("có phiếu đến muộn đang chờ", "a late sheet is waiting")
    if any(at[:2] == key for at in state.paper):
        return r.LaterActDepends("có phiếu giấy chờ nhập lần hai", "a paper sheet waits for its second reading")
    return None


@decides(c.StartTimer)
def start_timer(ask: Ask[c.StartTimer]) -> Decision:
    state, command = ask.state, ask.command
    key, _, performance, name = performance_in_open_round(state, command.round, command.entry)
    on_stage = state.on_stage == key and performance.status in ("on_stage", "marking")
    refuse_if(not on_stage, r.NotOnStage(name))
    refuse_if(performance.timer.is_running, r.TimerRunning(name))
    return (e.TimerStarted(command.round, command.entry, ask.now_ms),)


@decides(c.StopTimer)
def stop_timer(ask: Ask[c.StopTimer]) -> Decision:
    key, _, performance, name = performance_in_open_round(ask.state, ask.command.round, ask.command.entry)
    timer = performance.timer
    if timer.started_ms is None:
        return r.TimerNotRunning(name)
    elapsed_ms = timer.elapsed_ms + max(0, ask.now_ms - timer.started_ms)
    return (e.TimerStopped(*key, ask.now_ms, elapsed_ms),)


@decides(c.ClearTimer)
def clear_timer(ask: Ask[c.ClearTimer]) -> Decision:
    key, _, performance, name = performance_in_open_round(ask.state, ask.command.round, ask.command.entry)
    refuse_if(performance.timer.is_running, r.TimerRunning(name))
    refuse_if(not performance.timer.stopped, r.TimerNotRunning(name))
    return (e.TimerCleared(*key, reason_given(ask.command.reason)),)


@decides(c.EndPerformance)
def end(ask: Ask[c.EndPerformance]) -> Decision:
    key, _, performance, name = performance_in_open_round(ask.state, ask.command.round, ask.command.entry)
    refuse_if(performance.status != "on_stage", r.NotOnStage(name))
    refuse_if(performance.timer.is_running, r.TimerRunning(name))
    return (e.PerformanceEnded(*key),)


@decides(c.ClosePerformance)
def close(ask: Ask[c.ClosePerformance]) -> Decision:
    """Closes a performance; judges still missing are named, and want the quorum or a reason."""
    state, reason = ask.state, ask.command.reason.strip()
    key, round_, performance, name = performance_in_open_round(state, ask.command.round, ask.command.entry)
    refuse_if(performance.status == "closed", r.AlreadyClosed(name))
    refuse_if(performance.timer.is_running, r.TimerRunning(name))
    if round_.kind == "counted":
        lacking = lacking_points(state, round_, key)
        refuse_if(bool(lacking), r.PointsMissing((lacking,)))
        return (e.PerformanceClosed(*key, reason=reason, was=performance.status),)
    refuse_if(performance.status == "waiting", r.NotCalled(name))
    missing = state.missing_judges(key)
    handed_in = len(state.figures(key).sheets)
    quorum = state.rulebook.panel.quorum or len(state.panel_of(key))
    short = bool(missing) and handed_in < quorum and not reason
    refuse_if(short, r.SheetsMissing(judge_names(state, missing)))
    return (e.PerformanceClosed(*key, missing=missing, reason=reason, was=performance.status),)


@decides(c.ReopenPerformance)
def reopen(ask: Ask[c.ReopenPerformance]) -> Decision:
    """Opens a performance again, and its round with it where that is closed: one reason, one act of the head judge."""
    state, command = ask.state, ask.command
    name, round_ = known_entry(state, command.entry), round_of(state, command.round)
    in_phase(state, "running")
    key, status = (command.round, command.entry), state.round_status(command.round)
    refuse_if(status == "pending", r.RoundNotOpen(round_.title))
    refuse_if(state.performance(key).status != "closed", r.NotClosed(name))
    depends = r.LaterActDepends("đội đã được ghi vắng mặt", "the entry is recorded absent")
    refuse_if(state.figures(key).absent, depends)
    reason = reason_given(command.reason)
    round_too = (e.RoundReopened(command.round, reason, status),) if status != "open" else ()
    return (*round_too, e.PerformanceReopened(*key, reason, status_to_reopen(state, key)))
