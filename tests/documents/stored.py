"""A story written into a real store, line by line, as if it had happened there."""

from __future__ import annotations

from pathlib import Path

from contest_app.contest.events import Stamp
from contest_app.journal.chain import StoredEvent, first_hash, sealed
from contest_app.journal.codec import encode
from contest_app.journal.journal import Batch, ContestRow, Journal
from tests.building import JOURNAL, Story

CONTEST = "demo"


def store_story(story: Story, folder: Path) -> None:
    """The story's contest in a new store."""
    state = story.state
    row = ContestRow(CONTEST, JOURNAL, state.title, state.place, state.held_on, state.rehearsal_of, 0)
    events: list[StoredEvent] = []
    for seq, (event, stamp) in enumerate(story.events, 1):
        kind, version, data = encode(event)
        at = Stamp(seq, stamp.at_ms, stamp.actor)
        line = StoredEvent(CONTEST, at.seq, kind, version, data, at.actor, at.at_ms, f"story-{seq}")
        events.append(sealed(line, JOURNAL, events[-1].hash if events else first_hash(JOURNAL)))
    journal = Journal.open(folder)
    try:
        journal.append(Batch(created=[row], events=events))
    finally:
        journal.close()
