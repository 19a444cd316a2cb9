"""Topic `sheet`: what one judge's tablet needs; another judge's marks are not in it."""

from __future__ import annotations

from typing import cast

from contest_app.contest.decisions.sheets import has_begun
from contest_app.contest.rulebook import Round
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Judge, Key, State
from contest_app.topics import briefs
from contest_app.topics import shapes as s
from contest_app.topics.kept import Kept


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    """Everything but the other judges' sheets, the points and what is published."""
    state = snapshot.state
    late = (late for late in state.late.values() if late.judge == subject)
    return (
        *late, state.on_stage, state.rounds, state.entries, state.judges, state.recused, state.seats.get(subject),
        state.phase, state.rulebook, state.record.running_order, state.record.entries, state.title, state.place,
        state.held_on,
    )  # fmt: skip


def part(state: State, key: Key, subject: str) -> object:
    """A performance's life, and the judge's own sheet or that of whoever has the same place on the panel."""
    performance, place = state.performance(key), state.judges[subject].place
    mates = [judge.id for judge in state.judges.values() if judge.place == place]
    handed = tuple(performance.handed.get(judge) for judge in mates)
    return performance.status, performance.panel, state.figures(key).absent, handed


def produce(snapshot: Snapshot, subject: str) -> s.SheetValue:
    return produce_from(snapshot, subject, Kept())


def produce_from(snapshot: Snapshot, subject: str, kept: Kept) -> s.SheetValue:
    """The same, with the judge's sheets that are kept from the last value where they still hold."""
    state = snapshot.state
    judge = state.judges[subject]
    judged = [round_ for round_ in state.rulebook.rounds if round_.kind == "judged"]
    statuses = briefs.statuses(state.record)
    upcoming = briefs.next_entry(state, statuses, kept)
    return {
        "contest": briefs.contest_brief(state),
        "judge": _judge(judge),
        "left": _left(state, subject),
        "holder": state.seats.get(subject),
        "rounds": [_sheet_round(state, round_) for round_ in judged],
        "current": _current(state),
        "next": briefs.entry_brief(state, upcoming, statuses) if upcoming else None,
        "sheets": _own_sheets(state, subject, statuses, kept),
    }


def _own_sheets(state: State, judge: str, statuses: briefs.Statuses, kept: Kept) -> list[s.OwnSheet]:
    judged = {round_.id: round_ for round_ in state.rulebook.rounds if round_.kind == "judged"}
    inputs = (
        *(late for late in state.late.values() if late.judge == judge), state.rounds, state.entries, state.judges,
        state.recused, state.phase, state.rulebook, state.record.running_order, state.record.entries,
    )  # fmt: skip

    def turns() -> dict[Key, int]:
        return {(round_id, e): turn for round_id in judged for turn, e in enumerate(state.order_of(round_id), 1)}

    def make(key: Key, turn: int) -> s.OwnSheet | None:
        on_list = _is_on_list(state, key, judge)
        return _own_sheet(state, judged[key[0]], key, judge, turn, statuses) if on_list else None

    pieces = kept.pieces(state, inputs, lambda state, key: part(state, key, judge), turns, make)
    return cast(list[s.OwnSheet], pieces)


def _is_on_list(state: State, key: Key, judge: str) -> bool:
    if state.performance(key).status == "waiting" or state.figures(key).absent:
        return False
    return state.sits_for(judge, key) or _late(state, key, judge) is not None


def _left(state: State, judge: str) -> s.Left | None:
    known = state.judges[judge]
    if not known.has_left:
        return None
    to = state.judges.get(known.handed_to)
    return {"at_ms": known.left_ms or 0, "to": _judge(to) if to else None}


def _judge(judge: Judge) -> s.JudgeBrief:
    return {"id": judge.id, "number": judge.number, "name": judge.name, "is_head": judge.is_head}


def _sheet_round(state: State, round_: Round) -> s.SheetRound:
    return {
        "round": briefs.round_brief(state, round_),
        "criteria": [
            {
                "id": criterion.id,
                "title": criterion.title,
                "max": briefs.text(criterion.max) or "",
                "step": briefs.text(criterion.step) or "",
                "factor": briefs.text(criterion.factor) or "1",
            }
            for criterion in round_.criteria
        ],
    }


def _current(state: State) -> s.Scene | None:
    key = state.on_stage
    if key is None or state.rulebook.round(key[0]).kind != "judged":
        return None
    return {"kind": "on_stage", "round": key[0], "entry": key[1]}


def _own_sheet(state: State, round_: Round, key: Key, judge: str, turn: int, statuses: briefs.Statuses) -> s.OwnSheet:
    handed = state.performance(key).handed.get(judge)
    sheet = state.figures(key).sheets.get(judge)
    total = sheet_total(round_, sheet) if sheet else None
    status = _status(state, round_, key, judge)
    corrects = state.rulebook.correct_until == "round_closed" and handed is not None
    sits = not state.judges[judge].has_left and state.sits_for(judge, key)
    round_is_open = state.phase == "running" and state.round_status(round_.id) == "open"
    return {
        "round": key[0],
        "entry": briefs.entry_brief(state, key[1], statuses),
        "turn": turn,
        "status": status,
        "can_submit": sits and (status == "open" or (status == "closed" and corrects and round_is_open)),
        "revision": handed.revision if handed else 0,
        "marks": {c: briefs.text(mark, 18) or "" for c, mark in sheet.marks.items()} if sheet else None,
        "total": briefs.text(total, 18),
        "handed_in_ms": handed.at_ms if handed else None,
        "on_paper": handed is not None and handed.on_paper,
        "late": _late(state, key, judge),
    }


def _status(state: State, round_: Round, key: Key, judge: str) -> s.SheetStatus:
    if (judge, key[1]) in state.recused:
        return "recused"
    performance = state.performance(key)
    if state.judges[judge].has_left or not state.sits_for(judge, key):
        return "closed"
    if performance.status == "closed" or state.phase != "running" or state.round_status(round_.id) != "open":
        return "closed"
    return "open" if has_begun(state, round_, key) else "not_yet"


def _late(state: State, key: Key, judge: str) -> s.LateStatus | None:
    own = [late for late in state.late.values() if late.judge == judge and (late.round, late.entry) == key]
    return max(own, key=lambda late: late.late).status if own else None
