"""Topic `stage` (public): the scene, who is on stage, the timer, and a published result when the scene asks for one."""

from __future__ import annotations

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.record import Line
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Key, State
from contest_app.topics import briefs
from contest_app.topics import shapes as s
from contest_app.topics.drawing import draw_value


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    state = snapshot.state
    return (
        state.scene, state.on_stage, state.rounds, state.record.running_order, state.record.entries, state.entries,
        state.judges,
        state.recused, state.public, state.public_rulebook, state.phase, state.rulebook, state.title, state.draws,
        state.place, state.held_on,
    )  # fmt: skip


def part(state: State, key: Key, subject: str) -> object:
    """Whether a performance still waits; of the one on stage also the timer and whose sheets are in."""
    performance = state.performance(key)
    if key != state.on_stage:
        return performance.status
    sheets = frozenset(state.figures(key).sheets)
    return performance.status, performance.timer, performance.panel, frozenset(performance.handed), sheets


def produce(snapshot: Snapshot, subject: str) -> s.StageValue:
    state = snapshot.state
    statuses = _known_statuses(state)
    upcoming = briefs.next_entry(state, statuses)
    return {
        "contest": briefs.contest_brief(state),
        "scene": scene_value(state),
        "on_stage": briefs.on_stage(state, statuses),
        "next": briefs.entry_brief(state, upcoming, statuses) if upcoming else None,
        "result": _result(snapshot),
        "draw": draw_value(state, state.last_draw) if state.scene.kind == "draw" else None,
        **_program(state, statuses),
    }


def _program(state: State, statuses: briefs.Statuses) -> s.Program:
    """The running orders, for the one scene that shows them; every frame of the others would carry them for nothing."""
    if state.scene.kind != "waiting":
        return {"rounds": [], "entries": []}
    return {
        "rounds": [
            {
                "round": briefs.round_brief(state, round_),
                "order": list(state.order_of(round_.id)),
                "is_set": round_.id in state.record.running_order,
            }
            for round_ in state.rulebook.rounds
        ],
        "entries": [briefs.entry_brief(state, entry, statuses) for entry in state.entry_order],
    }


def _known_statuses(state: State) -> briefs.Statuses:
    """Who is out, as the hall may know it: who withdrew at once, who was disqualified once published."""
    withdrawn = {entry: status for entry, status in briefs.statuses(state.record).items() if status == "withdrawn"}
    return {**briefs.statuses(state.public), **withdrawn}


def scene_value(state: State) -> s.Scene:
    scene = state.scene
    return {"kind": scene.kind, "round": scene.round or None, "entry": scene.entry or None}


def _result(snapshot: Snapshot) -> s.ResultValue | None:
    """The published result that the scene names, cut down to what the rule book makes public."""
    state = snapshot.state
    key: Key = (state.scene.round, state.scene.entry)
    if state.scene.kind != "result" or key not in state.public.performances:
        return None
    row = next(row for row in snapshot.public_standings.rows if row.entry == key[1])
    figure = row.figures[key[0]]
    rulebook = state.public_rulebook
    places = briefs.decimals_of(rulebook)
    is_open = rulebook.publish.detail != "total"
    return {
        "round": briefs.round_brief(state, rulebook.round(key[0]), rulebook),
        "entry": briefs.entry_brief(state, key[1], briefs.statuses(state.public)),
        "decimals": places,
        "value": briefs.text(figure.value, places),
        "panel": briefs.text(figure.panel, places) if is_open else None,
        "counted": briefs.text(figure.counted, places) if is_open and figure.counted else None,
        "judges": _judge_lines(state, key, figure) if is_open else [],
        "bonus": _lines(figure.bonus) if is_open else [],
        "penalty": _lines(figure.penalty) if is_open else [],
        "total_so_far": briefs.text(row.total, places),
        "place_so_far": row.place,
        "place_so_far_to": row.place_to,
        "corrected": key in state.shown.corrected,
    }


def _lines(lines: tuple[Line, ...]) -> list[s.PointsLine]:
    return [{"points": to_decimal_text(line.points), "reason": line.reason} for line in lines]


def _judge_lines(state: State, key: Key, figure: Figure) -> list[s.JudgeLine]:
    """The judges' totals by number; names only where the rule book publishes names, marks only with detail marks."""
    rulebook = state.public_rulebook
    by_name = rulebook.publish.judges == "names"
    sheets = state.public.performances[key].sheets
    lines: list[s.JudgeLine] = []
    for total in figure.judges:
        judge = state.judges[total.judge]
        marks: list[s.MarkLine] = []
        if rulebook.publish.detail == "marks" and total.judge in sheets:
            given = sheets[total.judge].marks
            criteria = rulebook.round(key[0]).criteria
            marks = [{"criterion": c.id, "title": c.title, "mark": briefs.text(given.get(c.id))} for c in criteria]
        lines.append(
            {
                "label": judge.name if by_name else "",
                "number": judge.number,
                "total": briefs.text(total.total),
                "used": total.used,
                "marks": marks,
            }
        )
    return sorted(lines, key=lambda line: line["number"])
