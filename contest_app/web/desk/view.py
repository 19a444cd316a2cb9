"""Which part of the contest the middle of the desk shows: chosen in the address, else what is going on.

Responsible for: the one choice of round and entry, and what is called next. Must not know: how either is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contest_app.contest.state import State
from contest_app.topics.briefs import next_entry


@dataclass(frozen=True)
class View:
    """The round and the entry looked at ("" for none); `chosen` if the person asked for it."""

    round: str = ""
    entry: str = ""
    chosen: bool = False


def open_round(state: State) -> str:
    """The round that is running: the one on stage if it is open, else the first open one, else ""."""
    if state.on_stage and state.round_status(state.on_stage[0]) == "open":
        return state.on_stage[0]
    return next((r.id for r in state.rulebook.rounds if state.round_status(r.id) == "open"), "")


def upcoming(state: State) -> tuple[str, str] | None:
    """The performance to call next, in a judged round."""
    entry, round_id = next_entry(state), open_round(state)
    if entry is None or not round_id or state.rulebook.round(round_id).kind != "judged":
        return None
    return round_id, entry


def looked_at(state: State, wanted: Mapping[str, str]) -> View:
    """What the address names, if there is such a thing; else the stage, the last still marked, or the open round."""
    round_id, entry = wanted.get("round", ""), wanted.get("entry", "")
    if any(round_.id == round_id for round_ in state.rulebook.rounds) and (not entry or entry in state.entries):
        return View(round_id, entry, chosen=True)
    running = open_round(state)
    if state.on_stage and (not running or state.on_stage[0] == running):
        return View(*state.on_stage)
    if running and state.rulebook.round(running).kind == "judged":
        marking = [e for e in state.order_of(running) if state.performance((running, e)).status == "marking"]
        return View(running, marking[-1] if marking else "")
    return View(running)
