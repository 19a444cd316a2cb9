"""Topic `desk`: all there is, unpublished figures included (organizer, director, secretary, head judge)."""

from __future__ import annotations

from typing import Literal

from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Key, LateSheet, State
from contest_app.topics import briefs
from contest_app.topics import shapes as s
from contest_app.topics.stage import scene_value


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    return (snapshot.state,)


def produce(snapshot: Snapshot, subject: str) -> s.DeskValue:
    state = snapshot.state
    statuses = briefs.statuses(state.record)
    rows = {row.entry: row for row in snapshot.standings.rows}
    return {
        "contest": briefs.contest_brief(state),
        "scene": scene_value(state),
        "on_stage": briefs.on_stage(state, statuses),
        "frozen": state.is_frozen,
        "judges": [
            {"id": j.id, "number": j.number, "name": j.name, "is_head": j.is_head}
            for j in (state.judges[judge] for judge in state.judge_order)
        ],
        "held_seats": sorted(state.seats),
        "performances": [
            _performance(state, (round_.id, entry), briefs.text(rows[entry].rounds.get(round_.id)))
            for round_ in state.rulebook.rounds
            for entry in state.order_of(round_.id)
        ],
        "late": [_late(late) for late in state.late.values() if late.status == "waiting"],
        "rows": [briefs.board_row(state, row, statuses, True) for row in snapshot.standings.rows],
        "unsettled": [list(group) for group in snapshot.standings.unsettled],
    }


def _performance(state: State, key: Key, figure: str | None) -> s.Figure:
    performance = state.performance(key)
    judged = state.rulebook.round(key[0]).kind == "judged"
    return {
        "round": key[0],
        "entry": key[1],
        "status": performance.status,
        "handed_in": [judge for judge in state.judge_order if judge in performance.handed],
        "missing": list(state.missing_judges(key)) if judged else [],
        "figure": figure,
        "published": published_status(state, key),
        "absent": state.figures(key).absent,
    }


def published_status(state: State, key: Key) -> Literal["no", "yes", "outdated"]:
    """Whether the public knows this performance as it stands now."""
    public = state.public.performances.get(key)
    if public is None:
        return "no"
    return "yes" if public == state.figures(key) else "outdated"


def _late(late: LateSheet) -> s.LateSheet:
    return {
        "late": late.late,
        "round": late.round,
        "entry": late.entry,
        "judge": late.judge,
        "why": late.why,
        "marks": dict(late.marks),
        "at_ms": late.at_ms,
    }
