"""The hall as all players know it: where the server is, how fast the play goes, whose seat a person has.

Responsible for: waiting at the play's pace, ending every wait when the play ends. Must not know: who waits for what.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field


class PlayIsOver(Exception):
    """The season ended, or the server wants no more of it."""


@dataclass
class Hall:
    """`tokens` by judge or role. `pace_s` is how long one performance takes; all waits are shares of it."""

    base: str
    contest: str
    tokens: Mapping[str, str] = field(repr=False)
    pace_s: float
    taken_seats: frozenset[str] = frozenset()  # the players never take a seat: whoever holds one is a person
    is_hands_off: bool = False  # a person works at the desk
    _over: threading.Event = field(default_factory=threading.Event)

    def wait(self, share: float) -> None:
        """Lets a share of a performance pass; PlayIsOver as soon as that is so."""
        self.rest(share * self.pace_s)

    def rest(self, seconds: float) -> None:
        """Lets seconds pass; PlayIsOver as soon as that is so."""
        if self._over.wait(seconds):
            raise PlayIsOver

    def end(self) -> None:
        """Ends the play."""
        self._over.set()

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    def auth(self, who: str, device: str = "") -> dict[str, str]:
        """How a player introduces itself."""
        return {"contest": self.contest, "token": self.tokens[who], "device": device}
