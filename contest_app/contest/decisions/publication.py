"""What the public sees: publishing as the rule book allows, the freeze, the announcement, the wall's scene."""

from __future__ import annotations

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    Ask,
    Decision,
    decides,
    entry_name,
    in_phase,
    known_entry,
    reason_given,
    refuse_if,
    round_of,
    scene_chosen,
)
from contest_app.contest.evolve import published, published_with_round
from contest_app.contest.standings import compute_standings
from contest_app.contest.state import State


@decides(c.PublishPerformance)
def publish_performance(ask: Ask[c.PublishPerformance]) -> Decision:
    """Publishes one closed performance, where the rule book publishes them one by one."""
    state, command = ask.state, ask.command
    key = (command.round, command.entry)
    name = known_entry(state, command.entry)
    round_of(state, command.round)
    _may_publish(state)
    refuse_if(state.rulebook.publish.board == "after_round", r.PublishByRound())
    refuse_if(state.performance(key).status != "closed", r.NotClosed(name))
    refuse_if(_is_same(state, published(state, [key], {command.entry})), r.AlreadyPublished())
    return (e.PerformancePublished(*key, again=key in state.public.performances),)


@decides(c.PublishRound)
def publish_round(ask: Ask[c.PublishRound]) -> Decision:
    """Publishes (again) a closed round as it stands now."""
    state = ask.state
    round_ = round_of(state, ask.command.round)
    _may_publish(state)
    refuse_if(state.round_status(round_.id) not in ("closed", "signed"), r.RoundsOpen((round_.title,)))
    refuse_if(_is_same(state, published_with_round(state, round_.id)), r.AlreadyPublished())
    again = any(key[0] == round_.id for key in state.public.performances)
    return (e.RoundPublished(round_.id, again),)


def _may_publish(state: State) -> None:
    in_phase(state, "running", "decided")
    refuse_if(state.rulebook.publish.board == "held", r.PublishHeld())
    refuse_if(state.is_frozen, r.BoardIsFrozen())


def _is_same(state: State, after: State) -> bool:
    """Whether a publication would change nothing."""
    return (state.public, state.public_rulebook) == (after.public, after.public_rulebook)


@decides(c.WithdrawPublication)
def withdraw(ask: Ask[c.WithdrawPublication]) -> Decision:
    """Takes a publication back; a scene that shows it gives way to the waiting scene."""
    state, command = ask.state, ask.command
    in_phase(state, "running", "decided")
    refuse_if(state.is_frozen, r.BoardIsFrozen())
    reason = reason_given(command.reason)
    round_of(state, command.round)
    keys = [key for key in state.public.performances if key[0] == command.round and command.entry in ("", key[1])]
    refuse_if(not keys, r.NotPublished())
    shown = state.scene.kind == "result" and (state.scene.round, state.scene.entry) in keys
    withdrawn = e.PublicationWithdrawn(command.round, reason, command.entry)
    return (withdrawn, *((scene_chosen(state, "waiting"),) if shown else ()))


@decides(c.FreezeBoard)
def freeze(ask: Ask[c.FreezeBoard]) -> Decision:
    in_phase(ask.state, "running", "decided")
    refuse_if(ask.state.is_frozen, r.BoardIsFrozen())
    return (e.BoardFrozen(),)


@decides(c.ThawBoard)
def thaw(ask: Ask[c.ThawBoard]) -> Decision:
    in_phase(ask.state, "running", "decided")
    refuse_if(not ask.state.is_frozen, r.BoardNotFrozen())
    return (e.BoardThawed(reason_given(ask.command.reason)),)


@decides(c.DecideContest)
def decide_contest(ask: Ask[c.DecideContest]) -> Decision:
    """The head judge signs the whole result, with the rounds not signed yet: all are closed, and no tie waits."""
    state = ask.state
    in_phase(state, "running")
    still_open = tuple(
        round_.title for round_ in state.rulebook.rounds if state.round_status(round_.id) not in ("closed", "signed")
    )
    refuse_if(bool(still_open), r.RoundsOpen(still_open))
    unsettled = compute_standings(state.rulebook, state.record).unsettled
    groups = tuple(" = ".join(entry_name(state, entry) for entry in group) for group in unsettled)
    refuse_if(bool(groups), r.TiesUnsettled(groups))
    unsigned = [round_.id for round_ in state.rulebook.rounds if state.round_status(round_.id) == "closed"]
    return (*(e.RoundSigned(round_id) for round_id in unsigned), e.ContestDecided())


@decides(c.ReopenDecision)
def reopen_decision(ask: Ask[c.ReopenDecision]) -> Decision:
    in_phase(ask.state, "decided")
    return (e.DecisionReopened(reason_given(ask.command.reason)),)


@decides(c.AnnounceResults)
def announce(ask: Ask[c.AnnounceResults]) -> Decision:
    """Everything becomes public and final, and the wall shows the board."""
    in_phase(ask.state, "decided")
    return (e.ResultsAnnounced(), scene_chosen(ask.state, "board"))


@decides(c.WithdrawAnnouncement)
def withdraw_announcement(ask: Ask[c.WithdrawAnnouncement]) -> Decision:
    in_phase(ask.state, "announced")
    return (e.AnnouncementWithdrawn(reason_given(ask.command.reason)), scene_chosen(ask.state, "waiting"))


@decides(c.ChooseScene)
def choose_scene(ask: Ask[c.ChooseScene]) -> Decision:
    """Chooses what the wall shows; a result must have been published."""
    state, command = ask.state, ask.command
    if command.scene == "draw":
        shown = state.last_draw
        refuse_if(shown is None or shown.status == "cancelled", r.NoDraw())
    if command.scene in ("waiting", "board", "draw"):
        return (scene_chosen(state, command.scene),)
    if command.scene == "on_stage":
        key = state.on_stage
        return (scene_chosen(state, "on_stage", *(key or ())),)
    refuse_if(command.scene != "result", r.UnknownChoice(command.scene))
    round_of(state, command.round)
    known_entry(state, command.entry)
    refuse_if((command.round, command.entry) not in state.public.performances, r.NotPublished())
    return (scene_chosen(state, "result", command.round, command.entry),)
