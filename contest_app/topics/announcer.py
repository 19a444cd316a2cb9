"""Topic `announcer`: the standings before the hall knows them."""

from __future__ import annotations

from contest_app.contest.snapshot import Snapshot
from contest_app.topics import briefs
from contest_app.topics import shapes as s


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    state = snapshot.state
    return (
        state.record,
        state.entries,
        state.phase,
        state.rulebook,
        state.rounds,
        state.title,
        state.place,
        state.held_on,
    )


def produce(snapshot: Snapshot, subject: str) -> s.AnnouncerValue:
    state = snapshot.state
    statuses = briefs.statuses(state.record)
    return {
        "contest": briefs.contest_brief(state),
        "decimals": briefs.decimals(state),
        "rounds": [briefs.round_brief(state, round_) for round_ in state.rulebook.rounds],
        "rows": [briefs.board_row(state, row, statuses, True) for row in snapshot.standings.rows],
        "unsettled": [list(group) for group in snapshot.standings.unsettled],
    }
