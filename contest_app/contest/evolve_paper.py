"""The fold of paper sheets that were typed once: they wait beside everything that counts, and touch none of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from contest_app.contest import events as e
from contest_app.contest.state import PaperReading, State

Fold = Callable[[State, Any, e.Stamp], State]


def _typed(state: State, event: e.PaperSheetTyped, stamp: e.Stamp) -> State:
    reading = PaperReading(stamp.seq, event.marks, event.typist, event.reason, stamp.at_ms)
    return replace(state, paper=state.paper.set((event.round, event.entry, event.judge), reading))


def without_reading(state: State, event: e.PaperSheetEntered | e.PaperReadingDiscarded, stamp: e.Stamp) -> State:
    """The state once a first reading waits no more."""
    key = (event.round, event.entry, event.judge)
    return replace(state, paper=state.paper.delete(key)) if key in state.paper else state


FOLDS: dict[type[e.Event], Fold] = {
    e.PaperSheetTyped: _typed,
    e.PaperReadingDiscarded: without_reading,
}
