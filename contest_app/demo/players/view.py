"""What the simulated desk looks at, and the form of what it does next.

Responsible for: these two shapes and the time that people let pass. Must not know: what is next, sockets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contest_app.contest.rulebook import RuleBook
from contest_app.demo.players.script import Script

DIRECTOR, SECRETARY, HEAD_JUDGE = "director", "secretary", "head_judge"
# How long after the situation arose, in shares of a performance.
AT_ONCE, SOON, A_WHILE, A_LOOK, A_BREAK = 0.02, 0.06, 0.15, 0.4, 0.6

Topic = Mapping[str, Any]


@dataclass(frozen=True)
class Next:
    """`situation` names what the desk looks at; the act (role, kind, fields) follows `after` that; no kind: none."""

    situation: tuple[str, ...]
    after: float = AT_ONCE
    role: str = ""
    kind: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    is_over: bool = False


@dataclass(frozen=True)
class View:
    """Everything the next act depends on: the topics desk and announcer, and what the players make up themselves.

    `secret` is that of a round's draw. `done`: situations that were seen to and leave no trace in the topics.
    """

    desk: Topic
    announcer: Topic
    rulebook: RuleBook
    script: Callable[[str, str, int], Script]
    points: Callable[[str, str], str]
    secret: Callable[[str], str]
    done: frozenset[tuple[str, ...]] = frozenset()

    @property
    def rounds(self) -> list[Topic]:
        """Every round, with its status."""
        rounds: list[Topic] = self.announcer["rounds"]
        return rounds
