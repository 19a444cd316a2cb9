"""The life of a round: pending -> open -> closed -> signed."""

from __future__ import annotations

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    STATUSES,
    Ask,
    Decision,
    decides,
    entry_name,
    in_phase,
    lacking_points,
    open_round,
    reason_given,
    refuse_if,
    round_of,
    status_to_reopen,
)
from contest_app.contest.rulebook import Round
from contest_app.contest.state import State


def _in_status(state: State, round_: Round, *statuses: str) -> None:
    status = state.round_status(round_.id)
    refuse_if(status not in statuses, r.RoundStatusWrong(round_.title, STATUSES[status]))


@decides(c.OpenRound)
def open_(ask: Ask[c.OpenRound]) -> Decision:
    """Opens a round; the round the rule book freezes before also freezes the board, in the same breath."""
    state = ask.state
    in_phase(state, "running")
    round_ = round_of(state, ask.command.round)
    _in_status(state, round_, "pending")
    freezes = state.rulebook.publish.freeze_before == round_.id and not state.is_frozen
    return (e.RoundOpened(round_.id), *((e.BoardFrozen(),) if freezes else ()))


@decides(c.CloseRound)
def close(ask: Ask[c.CloseRound]) -> Decision:
    """Closes a round once every competing entry is closed or absent; a counted round closes its entries with it."""
    state = ask.state
    round_ = open_round(state, ask.command.round)
    competing = [entry for entry in state.order_of(round_.id) if state.entry_status(entry) == "competing"]
    still_open = [entry for entry in competing if state.performance((round_.id, entry)).status != "closed"]
    if round_.kind == "judged":
        refuse_if(bool(still_open), r.PerformancesOpen(tuple(entry_name(state, entry) for entry in still_open)))
        return (e.RoundClosed(round_.id),)
    for entry in still_open:
        running = state.performance((round_.id, entry)).timer.is_running
        refuse_if(running, r.TimerRunning(entry_name(state, entry)))
    lacking = [lacking_points(state, round_, (round_.id, entry)) for entry in still_open]
    refuse_if(any(lacking), r.PointsMissing(tuple(entry for entry in lacking if entry)))
    closed = (
        e.PerformanceClosed(round_.id, entry, was=state.performance((round_.id, entry)).status) for entry in still_open
    )
    return (*closed, e.RoundClosed(round_.id, tuple(still_open)))


@decides(c.ReopenRound)
def reopen(ask: Ask[c.ReopenRound]) -> Decision:
    """Opens a round again; what was closed with it as a whole is open again with it."""
    state = ask.state
    in_phase(state, "running")
    round_ = round_of(state, ask.command.round)
    _in_status(state, round_, "closed", "signed")
    reason = reason_given(ask.command.reason)
    reopened = (
        e.PerformanceReopened(round_.id, entry, reason, status_to_reopen(state, (round_.id, entry)))
        for entry in state.closed_with.get(round_.id, ())
        if state.performance((round_.id, entry)).status == "closed" and not state.figures((round_.id, entry)).absent
    )
    return (e.RoundReopened(round_.id, reason, state.round_status(round_.id)), *reopened)


@decides(c.SignRound)
def sign(ask: Ask[c.SignRound]) -> Decision:
    in_phase(ask.state, "running", "decided")
    round_ = round_of(ask.state, ask.command.round)
    _in_status(ask.state, round_, "closed")
    return (e.RoundSigned(round_.id),)
