"""The fold of running orders and drawn lots, apart from the rest because nothing else is touched by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from contest_app.contest import events as e
from contest_app.contest.state import Draw, OrderSource, State

Fold = Callable[[State, Any, e.Stamp], State]


def _order_set(state: State, event: e.RunningOrderSet, stamp: e.Stamp) -> State:
    orders = state.record.running_order.set(event.round, tuple(event.order))
    source = OrderSource(event.how, stamp.at_ms, event.draw, event.drawn_by, event.reason)
    record = replace(state.record, running_order=orders)
    return replace(state, record=record, orders=state.orders.set(event.round, source))


def _begun(state: State, event: e.DrawBegun, stamp: e.Stamp) -> State:
    draw = Draw(stamp.seq, tuple(event.rounds), event.seal, event.entries, stamp.at_ms, event.reason)
    return replace(state, draws=state.draws.set(stamp.seq, draw))


def _drawn(state: State, event: e.LotsDrawn, stamp: e.Stamp) -> State:
    order = tuple(event.order)
    return _changed(state, event.draw, status="drawn", word=event.word, secret=event.secret, order=order)


def _revealed(state: State, event: e.LotsRevealed, stamp: e.Stamp) -> State:
    if event.upto < len(state.draws[event.draw].order):
        return _changed(state, event.draw, opened=event.upto)
    return _changed(state, event.draw, opened=event.upto, status="complete", ended_ms=stamp.at_ms)


def _cancelled(state: State, event: e.DrawCancelled, stamp: e.Stamp) -> State:
    because, at_ms = event.reason, stamp.at_ms
    return _changed(state, event.draw, status="cancelled", ended_ms=at_ms, cancelled_because=because)


def _changed(state: State, draw: int, **changes: Any) -> State:
    return replace(state, draws=state.draws.set(draw, replace(state.draws[draw], **changes)))


FOLDS: dict[type[e.Event], Fold] = {
    e.RunningOrderSet: _order_set,
    e.DrawBegun: _begun,
    e.LotsDrawn: _drawn,
    e.LotsRevealed: _revealed,
    e.DrawCancelled: _cancelled,
}
