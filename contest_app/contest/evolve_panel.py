"""The fold of changes of the panel while the contest runs: who joins, leaves, comes back, and who is head judge.

A change holds for every performance that is not closed at that moment; one that is closed keeps its judges and its head
judge, even when it is reopened later (decision 0014). Part of `evolve`, which alone calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from immutables import Map

from contest_app.contest import events as e
from contest_app.contest.state import Judge, State


def with_judge(state: State, judge: Judge, judges: Map[str, Judge]) -> State:
    """The state in which `judges` has this judge, in the order of numbers."""
    judges = judges.set(judge.id, judge)
    return replace(state, judges=judges, judge_order=tuple(sorted(judges, key=lambda each: judges[each].number)))


def _joined(state: State, event: e.JudgeJoined, stamp: e.Stamp) -> State:
    place = state.judges[event.instead_of].place if event.instead_of else ""
    judge = Judge(event.judge, event.number, event.name, unit=event.unit, stands_for=place, joined_ms=stamp.at_ms)
    return _reopened_panels(with_judge(state, judge, state.judges), joins=event.judge)


def _left(state: State, event: e.JudgeLeft, stamp: e.Stamp) -> State:
    judge = replace(state.judges[event.judge], left_ms=stamp.at_ms, handed_to=event.handed_to)
    seats = state.seats.delete(event.judge) if event.judge in state.seats else state.seats
    return _reopened_panels(replace(with_judge(state, judge, state.judges), seats=seats), leaves=event.judge)


def _came_back(state: State, event: e.JudgeCameBack, stamp: e.Stamp) -> State:
    judge = replace(state.judges[event.judge], left_ms=None, handed_to="")
    return _reopened_panels(with_judge(state, judge, state.judges), joins=event.judge)


def _reopened_panels(state: State, joins: str = "", leaves: str = "") -> State:
    """The panels of performances that were closed once and are open again."""
    for key in state.record.still_open:
        performance = state.performance(key)
        if performance.panel is not None:
            kept = tuple(judge for judge in performance.panel if judge != leaves)
            panel = (*kept, joins) if joins and joins not in kept else kept
            state = replace(state, performances=state.performances.set(key, replace(performance, panel=panel)))
    return state


def _head_chosen(state: State, event: e.HeadJudgeChosen, stamp: e.Stamp) -> State:
    """What was closed, or marked by the one who was head judge until now, keeps that head judge."""
    before, judges, heads = state.record.head_judge, state.judges, state.record.heads
    if before is not None:
        judges = judges.set(before, replace(judges[before], is_head=False))
        for key, figures in state.record.performances.items():
            if key not in heads and (before in figures.sheets or state.performance(key).status == "closed"):
                heads = heads.set(key, before)
    if event.judge:
        judges = judges.set(event.judge, replace(judges[event.judge], is_head=True))
    record = replace(state.record, head_judge=event.judge or None, heads=heads)
    return replace(state, judges=judges, record=record, head_since_ms=stamp.at_ms)


FOLDS: Mapping[type[e.Event], Callable[[State, Any, e.Stamp], State]] = {
    e.JudgeJoined: _joined,
    e.JudgeLeft: _left,
    e.JudgeCameBack: _came_back,
    e.HeadJudgeChosen: _head_chosen,
}
