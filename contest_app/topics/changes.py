"""Topic `changes`: that something changed, and nothing of what; for pages that ask for what they show (the desk)."""

from __future__ import annotations

from contest_app.contest.snapshot import Snapshot
from contest_app.topics import shapes as s


def inputs(snapshot: Snapshot, subject: str) -> tuple[object, ...]:
    return (snapshot.seq,)


def produce(snapshot: Snapshot, subject: str) -> s.ChangesValue:
    return {"seq": snapshot.seq}
