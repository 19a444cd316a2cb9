"""What a line is told when several threads ask at once, and when it no longer holds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from contest_app.contest.commands import Actor
from contest_app.live.announcer import Message
from contest_app.live.door import Guest
from contest_app.live.lines import Lines
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


def test_a_sheet_that_comes_by_a_card_renewed_a_moment_ago_waits_for_the_new_card() -> None:
    """It is no decision of the rules: a tablet gives up what is refused, and the new card sends what waits."""
    accounts = SimpleNamespace(links=SimpleNamespace(resolve={}.get))
    parts = SimpleNamespace(accounts=accounts, now_s=lambda: 0.0, now_ms=lambda: 0)
    line = Lines(lambda: 0.0).open("sid", Guest("pb", Actor("judge", judge="j1"), token="old"))
    sheet = {"kind": "submit_sheet", "command_id": "a", "round": "r", "entry": "e", "base": 0, "marks": {"c": "7"}}

    answer = Live(cast(LiveParts, parts)).command(line, sheet)

    assert answer["later"]["code"] == "unknown_token"
