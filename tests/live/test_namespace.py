"""What a line is told when several threads ask at once."""

from __future__ import annotations

from typing import Any, cast

from contest_app.live.announcer import Message
from contest_app.live.namespace import Live, LiveParts


def told(topic: str, says: str) -> dict[str, Message]:
    return {topic: Message(topic, "journal", 7, {"says": says})}


class WhileCompared(dict[str, Message]):
    """Topics that are found; while they are compared with the last ones told, the desk asks for its own."""

    def __init__(self, live: Live, found: dict[str, Message]) -> None:
        super().__init__(found)
        self._live = live

    def __eq__(self, other: object) -> bool:
        is_same = dict.__eq__(self, other)
        self._live._told(told("desk", "every mark"), [])
        return is_same

    __hash__ = None  # type: ignore[assignment]


def test_nobody_is_given_the_answer_that_another_thread_just_kept() -> None:
    live = Live(cast(LiveParts, cast(Any, None)))
    stage = live._told(told("stage", "on stage"), [])
    assert live._told(WhileCompared(live, told("stage", "on stage")), []) == stage
