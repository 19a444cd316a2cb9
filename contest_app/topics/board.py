"""Topic `board` (public): the standings over what is published and nothing else."""

from __future__ import annotations

from typing import Literal

from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import State
from contest_app.topics import briefs
from contest_app.topics import shapes as s


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    state = snapshot.state
    return (
        state.public, state.public_rulebook, state.entries, state.phase, state.is_frozen, state.title, state.place,
        state.held_on, state.rounds, state.shown.corrected,
    )  # fmt: skip


def produce(snapshot: Snapshot, subject: str) -> s.BoardValue:
    state = snapshot.state
    rulebook = state.public_rulebook
    published = {key[0] for key in state.public.performances}
    is_final = state.phase == "announced"
    return {
        "contest": briefs.contest_brief(state),
        "status": _status(state),
        "frozen": state.is_frozen,
        "decimals": briefs.decimals_of(rulebook),
        "rounds": [briefs.round_brief(state, round_, rulebook) for round_ in rulebook.rounds],
        "round_ids": [round_.id for round_ in rulebook.rounds if round_.id in published],
        "rows": _rows(snapshot, is_final) if published else _unplaced(state, state.entry_order),
    }


def _status(state: State) -> Literal["empty", "provisional", "final"]:
    if state.phase == "announced":
        return "final"
    return "provisional" if state.public.performances else "empty"


def _rows(snapshot: Snapshot, is_final: bool) -> list[s.BoardRow]:
    state = snapshot.state
    statuses = briefs.statuses(state.public)
    rulebook = state.public_rulebook
    corrected = briefs.corrected_entries(state)
    rows = [
        briefs.board_row(state, row, statuses, is_final, rulebook, corrected) for row in snapshot.public_standings.rows
    ]
    known = {entry.id for entry in state.public.entries}
    return rows + _unplaced(state, tuple(entry for entry in state.entry_order if entry not in known))


def _unplaced(state: State, entries: tuple[str, ...]) -> list[s.BoardRow]:
    statuses = briefs.statuses(state.public)
    return [
        {
            "entry": briefs.entry_brief(state, entry, statuses),
            "place": None,
            "place_to": None,
            "total": None,
            "rounds": {round_.id: None for round_ in state.public_rulebook.rounds},
            "prize": None,
            "corrected": False,
        }
        for entry in entries
    ]
