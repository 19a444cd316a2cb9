"""Replay: the state of a contest is the fold of its stored events.

Responsible for: going from the store to a state, all at once or on from one that is known.
Must not know: decisions, receipts, who asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contest_app.contest.events import Stamp
from contest_app.contest.evolve import evolve
from contest_app.contest.state import State
from contest_app.journal.chain import StoredEvent, first_hash
from contest_app.journal.journal import Journal, decoded


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far a journal was folded: the state, the seq of its last event and that event's hash."""

    contest: str
    journal: str
    seq: int
    hash: str
    state: State | None


def nothing_yet(contest: str, journal: str) -> Replayed:
    """Where every replay begins."""
    return Replayed(contest, journal, 0, first_hash(journal), None)


def go_on(replayed: Replayed, stored: Iterable[StoredEvent]) -> Replayed:
    """The replay after the next stored events; StoreProblem for one that cannot be read."""
    state, seq, last_hash = replayed.state, replayed.seq, replayed.hash
    for event in stored:
        state = evolve(state, decoded(event), stamp_of(event))
        seq, last_hash = event.seq, event.hash
    return Replayed(replayed.contest, replayed.journal, seq, last_hash, state)


def stamp_of(stored: StoredEvent) -> Stamp:
    """Where a stored event stands."""
    return Stamp(stored.seq, stored.at_ms, stored.actor, stored.command_id)


def replay(journal: Journal, contest: str, until: int | None = None) -> Replayed:
    """A contest's state, at its end or right after the seq `until`; KeyError without the contest."""
    row = journal.contest(contest)
    if row is None:
        raise KeyError(contest)
    stored = journal.stream(contest)
    wanted = stored if until is None else (event for event in stored if event.seq <= until)
    return go_on(nothing_yet(contest, row.journal), wanted)
