"""Topic `announcer`: the standings before the hall knows them, the running orders, a draw as the wall shows it."""

from __future__ import annotations

from typing import Literal, cast

from contest_app.contest.rulebook import Round
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import State
from contest_app.topics import briefs
from contest_app.topics import shapes as s
from contest_app.topics.drawing import draw_value

How = Literal["listed", "paper", "drawn"]


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    state = snapshot.state
    return (
        state.record,
        state.public,  # a draw shows who is out as the hall knows it
        state.entries,
        state.phase,
        state.rulebook,
        state.rounds,
        state.title,
        state.place,
        state.held_on,
        state.draws,
        state.orders,
    )


def produce(snapshot: Snapshot, subject: str) -> s.AnnouncerValue:
    state = snapshot.state
    draw = state.last_draw
    statuses = briefs.statuses(state.record)
    return {
        "contest": briefs.contest_brief(state),
        "decimals": briefs.decimals(state),
        "rounds": [briefs.round_brief(state, round_) for round_ in state.rulebook.rounds],
        "rows": [briefs.board_row(state, row, statuses, True) for row in snapshot.standings.rows],
        "unsettled": [list(group) for group in snapshot.standings.unsettled],
        "draw": draw_value(state, draw) if draw is not None and draw.is_under_way else None,
        "orders": [_order(state, r) for r in state.rulebook.rounds if state.round_status(r.id) in ("pending", "open")],
    }


def _order(state: State, round_: Round) -> s.AnnouncedOrder:
    source = state.orders.get(round_.id)
    how = cast(How, source.how) if source is not None else "by_number"
    return {"round": briefs.round_brief(state, round_), "how": how, "order": list(state.order_of(round_.id))}
