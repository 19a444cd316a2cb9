"""What each kind of screen may see: pure functions from state to a message (README.md says what is banned here).

The table of contents: a topic is a name, the producer of its current value (the same on connect and on change), and
what that value depends on. `presence` is not here: it lives in memory, in `live/presence.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import is_not
from typing import Any

from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Key, State
from contest_app.topics import announcer, board, changes, desk, sheet, stage
from contest_app.topics.kept import Kept, changed_performances

__all__ = ["TOPICS", "Footing", "Topic"]


@dataclass(frozen=True)
class Topic:
    """`produce(snapshot, subject)` gives the value, `inputs` and `part` what it rests on.

    Inputs are compared by identity. `part(state, key, subject)` is what it rests on in one performance; it is asked
    only of those that changed, so that a long evening costs what a short one does. `subject` is the judge's id for
    topics that are `per_judge`, otherwise "".
    """

    name: str
    produce: Callable[[Snapshot, str], Mapping[str, Any]]
    inputs: Callable[[Snapshot, str], tuple[object, ...]]
    part: Callable[[State, Key, str], object] = lambda state, key, subject: None
    per_judge: bool = False
    produce_from: Callable[[Snapshot, str, Kept], Mapping[str, Any]] | None = None  # the same from what is kept

    def rests_on(self, snapshot: Snapshot, subject: str) -> Footing:
        """What the value of this snapshot rests on, to be compared with that of a later one."""
        return Footing(self, subject, snapshot.state, self.inputs(snapshot, subject))


@dataclass(frozen=True)
class Footing:
    """What one value rests on."""

    topic: Topic
    subject: str
    state: State
    inputs: tuple[object, ...]

    def holds(self, then: Footing) -> bool:
        """Whether a value that rested on `then` is this one's too."""
        if len(self.inputs) != len(then.inputs) or any(map(is_not, self.inputs, then.inputs)):
            return False
        changed = changed_performances(self.state, then.state)
        return all(self._part(self.state, key) == self._part(then.state, key) for key in changed)

    def _part(self, state: State, key: Key) -> object:
        return self.topic.part(state, key, self.subject)


TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic("stage", stage.produce, stage.inputs, stage.part),
        Topic("board", board.produce, board.inputs),
        Topic("sheet", sheet.produce, sheet.inputs, sheet.part, per_judge=True, produce_from=sheet.produce_from),
        Topic("desk", desk.produce, desk.inputs),
        Topic("announcer", announcer.produce, announcer.inputs),
        Topic("changes", changes.produce, changes.inputs),
    )
}
