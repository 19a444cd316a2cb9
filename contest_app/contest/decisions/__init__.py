"""Decisions: a command against a state gives events or a refusal. Pure; the time comes in as a value.

One module a subject: setup, panel, orders, rounds, performances, sheets, paper, points, publication. Each registers its
commands in `rules`.
"""

from __future__ import annotations

from contest_app.contest import permissions
from contest_app.contest.commands import Actor, Command, CreateContest, wire_name
from contest_app.contest.decisions import (
    description,
    orders,
    panel,
    paper,
    performances,
    points,
    publication,
    rounds,
    setup,
    sheets,
)
from contest_app.contest.decisions.rules import RULES, Ask, Decision, Refusal
from contest_app.contest.decisions.signed import keeps_what_is_signed
from contest_app.contest.meanwhile import as_refused, changed_meanwhile
from contest_app.contest.refusals import ContestExists, NotAllowed, UnknownContest
from contest_app.contest.state import State

__all__ = ["decide", "decided_commands"]

_SUBJECTS = (setup, panel, description, orders, rounds, performances, sheets, paper, points, publication)


def decide(state: State | None, command: Command, actor: Actor, now_ms: int) -> Decision:
    """The events a command brings about, or why it is refused."""
    if not permissions.may(actor.role, command):
        return NotAllowed(role=actor.role, act=wire_name(type(command)))
    if isinstance(command, CreateContest):
        return ContestExists(command.contest) if state is not None else setup.create_contest(command)
    if state is None:
        return UnknownContest("")
    # a judge has no page of the desk, and is not told what others did
    later = changed_meanwhile(state, command) if actor.role in permissions.DESK_ROLES else None
    if later is not None:
        return as_refused(state, later)
    try:
        decision = RULES[type(command)](Ask(state, command, actor, now_ms))
    except Refusal as refusal:
        return refusal.refused
    return keeps_what_is_signed(state, command, decision, now_ms)


def decided_commands() -> frozenset[type[Command]]:
    """Every command class that has a decision (a test compares it with all there are)."""
    return frozenset(RULES) | {CreateContest}
