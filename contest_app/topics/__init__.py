"""What each kind of screen may see: pure functions from state to a message (README.md says what is banned here).

The table of contents: a topic is a name, the producer of its current value (the same on connect and on change), and
what that value depends on. `presence` is not here: it lives in memory, in `live/presence.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contest_app.contest.snapshot import Snapshot
from contest_app.topics import announcer, board, desk, sheet, stage

__all__ = ["TOPICS", "Topic"]


@dataclass(frozen=True)
class Topic:
    """`produce(snapshot, subject)` gives the value; `inputs` what it rests on, compared by identity to tell a change.

    `subject` is the judge's id for topics that are `per_judge`, otherwise "".
    """

    name: str
    produce: Callable[[Snapshot, str], Mapping[str, Any]]
    inputs: Callable[[Snapshot, str], tuple[object, ...]]
    per_judge: bool = False


TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic("stage", stage.produce, stage.inputs),
        Topic("board", board.produce, board.inputs),
        Topic("sheet", sheet.produce, sheet.inputs, per_judge=True),
        Topic("desk", desk.produce, desk.inputs),
        Topic("announcer", announcer.produce, announcer.inputs),
    )
}
