"""Presence: who is connected with what, who is drafting what, whose outbox holds something. In memory, never journaled.

Responsible for: the value of the topic `presence`. Must not know: marks, what the journal holds, how topics are sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from contest_app.contest.permissions import AUDIENCE, JUDGE, SCREEN
from contest_app.contest.snapshot import Snapshot
from contest_app.live.announcer import Message
from contest_app.live.lines import Line
from contest_app.live.messages import PresenceMessage
from contest_app.topics import shapes as s

MOST_AWAY = 5
"""Devices of one judge that left with something unsent and are remembered: one that forgets its id comes as another."""


@dataclass
class _Device:
    """What one device of a judge said last."""

    brief: s.DeviceBrief
    since_ms: int
    sockets: int = 0
    drafting: s.Drafting | None = None
    unsent: int = 0
    seen_ms: int = 0


@dataclass
class _Hall:
    """Everybody who is connected to one contest; `version` counts up with every change worth showing."""

    version: int
    devices: dict[str, dict[str, _Device]] = field(default_factory=dict)  # judge -> device
    gone: dict[str, _Device] = field(default_factory=dict)  # judge -> the device that left last
    roles: dict[str, s.RolePresence] = field(default_factory=dict)  # socket -> who works there
    walls: int = 0
    phones: int = 0

    def count(self, line: Line, change: int) -> None:
        """One more or one less of those who only look: a wall, or a phone in somebody's hand."""
        if line.device["kind"] in ("phone", "tablet"):
            self.phones = max(0, self.phones + change)
        else:
            self.walls = max(0, self.walls + change)


class Presence:
    """Who is there, contest by contest."""

    def __init__(self, now_ms: Callable[[], int], on_change: Callable[[str], None]) -> None:
        self._now_ms = now_ms
        self._on_change = on_change
        self._halls: dict[str, _Hall] = {}
        self._lock = threading.Lock()

    # --- what happens -------------------------------------------------------------------------------------------------

    def joined(self, line: Line) -> None:
        """A socket came."""
        now_ms = self._now_ms()
        with self._lock:
            hall = self._hall(line.contest)
            actor = line.actor
            if actor.role == JUDGE:
                device = self._device(hall, line)
                device.since_ms = device.since_ms if device.sockets else now_ms
                device.sockets += 1
                device.seen_ms = now_ms
            elif actor.role in (SCREEN, AUDIENCE):
                hall.count(line, 1)
            else:
                hall.roles[line.sid] = {
                    "role": actor.role, "name": actor.name, "device": line.device,
                    "since_ms": now_ms, "seen_ms": now_ms,
                }  # fmt: skip
            hall.version += 1
        self._on_change(line.contest)

    def left(self, line: Line) -> None:
        """A socket went. What a device had not sent yet is still known; a nameless socket leaves nothing behind."""
        with self._lock:
            hall = self._hall(line.contest)
            if line.actor.role == JUDGE:
                self._device_left(hall, line)
            elif line.actor.role in (SCREEN, AUDIENCE):
                hall.count(line, -1)
            else:
                hall.roles.pop(line.sid, None)
            hall.version += 1
        self._on_change(line.contest)

    def _device_left(self, hall: _Hall, line: Line) -> None:
        device = self._device(hall, line)
        device.sockets = max(0, device.sockets - 1)
        if device.sockets == 0:
            device.drafting = None
            hall.gone[line.actor.judge] = device
            devices = hall.devices[line.actor.judge]
            if line.at == line.sid or device.unsent == 0:
                device.unsent = 0
                del devices[line.at]
            away = [at for at, one in devices.items() if one.sockets == 0]
            for at in sorted(away, key=lambda at: devices[at].seen_ms)[:-MOST_AWAY]:
                del devices[at]

    def told(self, line: Line, message: PresenceMessage) -> None:
        """A judge's socket said what it is at."""
        if line.actor.role != JUDGE:
            return
        drafting: s.Drafting | None = None
        if message.round and message.entry:
            drafting = {"round": message.round, "entry": message.entry, "marked": message.marked, "of": message.of}
        with self._lock:
            hall = self._hall(line.contest)
            device = self._device(hall, line)
            device.seen_ms = self._now_ms()
            if (device.drafting, device.unsent) == (drafting, message.unsent):
                return
            device.drafting, device.unsent = drafting, message.unsent
            hall.version += 1
        self._on_change(line.contest)

    def heard(self, line: Line) -> None:
        """Any sign of life; worth remembering, not worth telling."""
        with self._lock:
            hall = self._hall(line.contest)
            if line.actor.role == JUDGE:
                self._device(hall, line).seen_ms = self._now_ms()
            elif line.sid in hall.roles:
                hall.roles[line.sid]["seen_ms"] = self._now_ms()

    def _hall(self, contest: str) -> _Hall:
        # Numbers go on from the clock, so that a restarted server's are higher.
        return self._halls.setdefault(contest, _Hall(version=self._now_ms()))

    def _device(self, hall: _Hall, line: Line) -> _Device:
        devices = hall.devices.setdefault(line.actor.judge, {})
        return devices.setdefault(line.at, _Device(line.device, self._now_ms()))

    # --- what is shown ------------------------------------------------------------------------------------------------

    def version(self, contest: str) -> int:
        """Counts up with every change worth showing."""
        with self._lock:
            return self._hall(contest).version

    def value(
        self, contest: str, judges: Sequence[str] | None = None, seats: Mapping[str, str] | None = None
    ) -> s.PresenceValue:
        """Who is there: for the judges named, otherwise for those who were seen; `seats` says who holds which."""
        seats = seats or {}
        with self._lock:
            hall = self._hall(contest)
            named = list(hall.devices) if judges is None else judges
            return {
                "judges": [_judge(hall, judge, seats.get(judge)) for judge in named],
                "roles": [dict(role) for role in hall.roles.values()],  # type: ignore[misc]
                "walls": hall.walls,
                "phones": hall.phones,
                "screens": hall.walls + hall.phones,
            }


def _judge(hall: _Hall, judge: str, holder: str | None) -> s.JudgePresence:
    devices = hall.devices.get(judge, {})
    drafting = [device for device in devices.values() if device.drafting is not None]
    latest = max(drafting, key=lambda device: device.seen_ms).drafting if drafting else None
    shown = [_shown(device, at == holder) for at, device in devices.items()]
    if not shown and judge in hall.gone:
        shown = [_shown(hall.gone[judge], False)]
    return {
        "judge": judge,
        "connected": sum(device.sockets for device in devices.values()),
        "drafting": latest,
        "unsent": sum(device.unsent for device in devices.values()),
        "seen_ms": max((device["seen_ms"] for device in shown), default=0),
        "devices": shown,
    }


def _shown(device: _Device, holds: bool) -> s.DevicePresence:
    return {
        "device": device.brief, "connected": device.sockets, "holds": holds, "unsent": device.unsent,
        "since_ms": device.since_ms, "seen_ms": device.seen_ms,
    }  # fmt: skip


class PresenceTopic:
    """The topic `presence` of one contest, for the announcer."""

    def __init__(self, presence: Presence, contest: str, snapshot: Callable[[], Snapshot]) -> None:
        self._presence = presence
        self._contest = contest
        self._snapshot = snapshot
        self._inputs: tuple[object, ...] = ()

    def _now(self) -> tuple[object, ...]:
        snapshot = self._snapshot()
        version = self._presence.version(self._contest)
        return (version, snapshot.journal, snapshot.state.judge_order, snapshot.state.seats)

    def is_current(self) -> bool:
        return self._now() == self._inputs

    def produce(self) -> Message:
        self._inputs = self._now()
        snapshot = self._snapshot()
        version = self._presence.version(self._contest)
        value = self._presence.value(self._contest, snapshot.state.judge_order, snapshot.state.seats)
        return Message("presence", snapshot.journal, version, value)
