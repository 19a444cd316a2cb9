"""Lines: the sockets that are connected, who is at the other end, and how much each may say.

Responsible for: remembering them, and telling which have gone silent. Must not know: topics, commands, the transport.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DESK_ROLES, JUDGE
from contest_app.live.door import Guest
from contest_app.topics.devices import UNKNOWN
from contest_app.topics.shapes import DeviceBrief

SILENCE_S = 5.0
"""A judge's or the desk's line that says nothing for so long is lost (its client sends a sign every 2 s)."""

WORKING_MESSAGES_S = 600.0
LOOKING_MESSAGES_S = 30.0
UNHEEDED_LIMIT = 1000
WAITING_COMMANDS = 64


class Allowance:
    """How many messages a line may send: so many a second, that many at once."""

    def __init__(self, per_s: float, now_s: float) -> None:
        self._per_s = per_s
        self._left = per_s
        self._since_s = now_s
        self.unheeded = 0  # messages too many, since it was last quiet

    def take(self, now_s: float) -> bool:
        """Whether one more message may be heard now."""
        self._left = min(self._per_s, self._left + (now_s - self._since_s) * self._per_s)
        self._since_s = now_s
        if self._left > self._per_s / 2:
            self.unheeded = 0  # it has been quiet for a while
        if self._left < 1:
            self.unheeded += 1
            return False
        self._left -= 1
        return True


@dataclass
class Line:
    """One connected socket. The actor comes from its token or session, never from a message."""

    sid: str
    guest: Guest
    allowance: Allowance
    heard_s: float
    at: str = ""  # what stands for the device in presence: its id when it came, else the socket's; it never changes
    device: DeviceBrief = field(default_factory=lambda: UNKNOWN)
    waiting: int = field(default=0)  # commands that wait for the scorekeeper

    @property
    def contest(self) -> str:
        return self.guest.contest

    @property
    def actor(self) -> Actor:
        return self.guest.actor

    @property
    def is_working(self) -> bool:
        """A judge's or the desk's line: it gives signs of life, and is dropped without them."""
        return is_working(self.actor)

    def adopt_device(self, device: str) -> None:
        """A connection that named no device has taken the seat with this one."""
        self.guest = replace(self.guest, actor=replace(self.actor, device=device))


def is_working(actor: Actor) -> bool:
    """Whether an actor is at work (a judge, the desk) and does not only look."""
    return actor.role == JUDGE or actor.role in DESK_ROLES


class Lines:
    """Every connected socket by its id."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._lines: dict[str, Line] = {}
        self._working: dict[str, Line] = {}
        self._lock = threading.Lock()

    def open(self, sid: str, guest: Guest, device: DeviceBrief = UNKNOWN) -> Line:
        """Remembers a new socket, and the sort of device it comes from."""
        now_s = self._now_s()
        allowance = Allowance(WORKING_MESSAGES_S if is_working(guest.actor) else LOOKING_MESSAGES_S, now_s)
        line = Line(sid, guest, allowance, heard_s=now_s, at=guest.actor.device or sid, device=device)
        with self._lock:
            self._lines[sid] = line
            if line.is_working:
                self._working[sid] = line
        return line

    def close(self, sid: str) -> Line | None:
        """Forgets a socket; the line it was, if it was one."""
        with self._lock:
            self._working.pop(sid, None)
            return self._lines.pop(sid, None)

    def of(self, sid: str) -> Line | None:
        return self._lines.get(sid)

    def count(self) -> int:
        return len(self._lines)

    def all(self) -> list[Line]:
        with self._lock:
            return list(self._lines.values())

    def working(self) -> list[Line]:
        """Those of judges and of the desk: few, however many look on."""
        with self._lock:
            return list(self._working.values())

    def silent(self) -> list[Line]:
        """The working lines without a sign of life for too long."""
        before_s = self._now_s() - SILENCE_S
        return [line for line in self.working() if line.heard_s < before_s]
