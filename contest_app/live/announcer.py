"""The announcer: when topics are sent. Woken by a change, it asks the topics whose inputs changed and sends each once.

Responsible for: one value per topic and change however many watch, encoded once; the leading one at once, then as many
as the number of those who watch allows, latest wins; and the same value for whoever connects. Must not know: what a
value says, who may watch it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import structlog

from contest_app.concurrency import Concurrency
from contest_app.contest.snapshot import Snapshot
from contest_app.live import wire
from contest_app.live.wire import Encoded
from contest_app.logs import where
from contest_app.topics import TOPICS, Footing, Topic
from contest_app.topics.kept import Kept

log = structlog.get_logger()

EVERY_S = 0.05
"""A topic is sent at most so often, …"""
EVERY_S_A_WATCHER = 40e-6
"""… and less often where so many watch that sending to all of them would take more than a third of the time."""


@dataclass(frozen=True)
class Message:
    """A topic's value with the journal and seq it was computed at."""

    name: str
    journal: str
    seq: int
    value: Mapping[str, Any]

    def says_the_same(self, other: Message) -> bool:
        return (self.journal, self.value) == (other.journal, other.value)

    @cached_property
    def _parts(self) -> dict[str, Encoded]:
        parts = {"journal": self.journal, "seq": self.seq, "value": self.value}
        return {name: wire.encoded(part) for name, part in parts.items()}

    @cached_property
    def topic(self) -> Encoded:
        """As it stands in the acknowledgement of `watch`."""
        return wire.an_object(self._parts)

    @cached_property
    def frame(self) -> Encoded:
        """As it is sent when it changes."""
        return wire.an_object({"name": wire.encoded(self.name), **self._parts})

    @cached_property
    def body(self) -> bytes:
        """As a page of its own (board.json)."""
        return self.frame.utf8

    @cached_property
    def etag(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:20]


class Producer(Protocol):
    """Makes one topic's value for one contest and subject, and knows whether the last one still holds."""

    def is_current(self) -> bool: ...
    def produce(self) -> Message: ...


class Sender(Protocol):
    """How messages leave: see `fanout.FanOut`."""

    def send(self, room: str, event: str, payload: Encoded) -> None: ...
    def join(self, sid: str, room: str) -> bool: ...


class StateTopic:
    """A topic that is a pure function of a contest's snapshot."""

    def __init__(self, topic: Topic, subject: str, snapshot: Callable[[], Snapshot]) -> None:
        self._topic = topic
        self._subject = subject
        self._snapshot = snapshot
        self._journal = ""
        self._footing: Footing | None = None
        self._kept = Kept()

    def is_current(self) -> bool:
        snapshot = self._snapshot()
        if self._footing is None or snapshot.journal != self._journal:
            return False
        now = self._topic.rests_on(snapshot, self._subject)
        if not now.holds(self._footing):
            return False
        self._footing = now
        return True

    def produce(self) -> Message:
        snapshot = self._snapshot()
        if self._topic.produce_from is None:
            value = self._topic.produce(snapshot, self._subject)
        else:
            value = self._topic.produce_from(snapshot, self._subject, self._kept)
        self._journal, self._footing = snapshot.journal, self._topic.rests_on(snapshot, self._subject)
        return Message(self._topic.name, snapshot.journal, snapshot.seq, value)


@dataclass
class _Channel:
    """One topic of one contest (and judge): its room, who watches, the latest value and the one that was sent last."""

    room: str
    producer: Producer
    watchers: set[str] = field(default_factory=set)
    latest: Message | None = None
    sent: Message | None = None
    sent_s: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)
    sending: threading.Lock = field(default_factory=threading.Lock)  # held by whoever sends it, or waits until it may

    def message(self) -> Message:
        """The current value, made only if the last one no longer holds.

        One that turns out to be the same keeps its number: a new one would tell that something happened unseen.
        """
        with self.lock:
            return self._now()

    def told(self) -> Message:
        """The current value for somebody who comes; where it is the first that anybody is told, nobody lacks it."""
        with self.lock:  # both in one: with real threads, somebody told a newer one between them would pass for all
            message = self._now()
            if self.sent is None:
                self.sent = message
            return message

    def _now(self) -> Message:
        if self.latest is None or not self.producer.is_current():
            made = self.producer.produce()
            if self.latest is None or not made.says_the_same(self.latest):
                self.latest = made
        return self.latest

    def is_behind(self) -> bool:
        """Whether there are watchers who have not been sent what holds now."""
        return bool(self.watchers) and (self.latest is not self.sent or not self.producer.is_current())

    def wait_s(self, now_s: float) -> float:
        """How long until it may be sent again."""
        return self.sent_s + max(EVERY_S, len(self.watchers) * EVERY_S_A_WATCHER) - now_s


class Announcer:
    """Keeps one channel for each topic that somebody watches."""

    def __init__(
        self,
        snapshot: Callable[[str], Snapshot | None],
        sender: Sender,
        concurrency: Concurrency,
        now_s: Callable[[], float],
        other_topics: Mapping[str, Callable[[str, Callable[[], Snapshot]], Producer]],
    ) -> None:
        self._snapshot = snapshot
        self._sender = sender
        self._concurrency = concurrency
        self._now_s = now_s
        self._other_topics = other_topics  # by name: makes the producer for a contest
        self._channels: dict[str, dict[str, _Channel]] = {}  # contest -> room -> channel
        self._woken: set[str] = set()
        self._lock = threading.Lock()  # held for a few statements, never while a value is made

    # --- for those who watch ------------------------------------------------------------------------------------------

    def watch(self, sid: str, contest: str, name: str, subject: str) -> Message | None:
        """Joins a socket to a topic and gives it the current value; None if the value cannot be made just now.

        The room comes first: whatever changes after the value was taken reaches the socket as a frame.
        """
        channel = self._channel(contest, name, subject, watcher=sid)
        if not self._sender.join(sid, channel.room):
            self.leave(sid, contest)
            return None
        try:
            return channel.told()
        except Exception as error:
            _say_failed(channel.room, error)
            return None

    def value(self, contest: str, name: str) -> Message:
        """The current value of a public topic, for pages that ask again and again."""
        return self._channel(contest, name, "").message()

    def leave(self, sid: str, contest: str) -> None:
        """A socket is gone; what nobody watches any more is forgotten, but for the cacheable board."""
        with self._lock:
            channels = self._channels.get(contest, {})
            for room, channel in list(channels.items()):
                channel.watchers.discard(sid)
                if not channel.watchers and room != _room(contest, "board", ""):
                    del channels[room]

    def forget(self, contest: str) -> None:
        """Forgets everything of a contest that nobody watches: values keep parts of its state alive."""
        with self._lock:
            channels = self._channels.get(contest, {})
            for room in [room for room, channel in channels.items() if not channel.watchers]:
                del channels[room]
            if not channels:
                self._channels.pop(contest, None)

    def _channel(self, contest: str, name: str, subject: str, watcher: str = "") -> _Channel:
        room = _room(contest, name, subject)
        with self._lock:
            channels = self._channels.setdefault(contest, {})
            if room not in channels:
                channels[room] = _Channel(room, self._producer(contest, name, subject))
            if watcher:
                channels[room].watchers.add(watcher)
            return channels[room]

    def _producer(self, contest: str, name: str, subject: str) -> Producer:
        def snapshot() -> Snapshot:
            now = self._snapshot(contest)
            if now is None:
                raise LookupError(contest)
            return now

        if name in self._other_topics:
            return self._other_topics[name](contest, snapshot)
        return StateTopic(TOPICS[name], subject, snapshot)

    # --- for those who change -----------------------------------------------------------------------------------------

    def changed(self, contest: str) -> None:
        """Something changed in a contest; returns at once."""
        if contest not in self._woken:
            self._woken.add(contest)
            self._concurrency.spawn(self._look, contest)

    def _look(self, contest: str) -> None:
        self._woken.discard(contest)
        with self._lock:
            channels = list(self._channels.get(contest, {}).values())
        for channel in sorted(channels, key=lambda channel: len(channel.watchers)):  # a judge before a thousand walls
            if self._offer(channel):
                self._concurrency.sleep(0)  # answers that wait go before the next topic's frames

    def _offer(self, channel: _Channel) -> bool:
        """Sees to it that the watchers get what holds, as soon as the topic may be sent again; whether that was now."""
        try:
            if channel.sending.locked() or not channel.is_behind():
                return False
        except Exception as error:  # one topic's failure is no other topic's
            _say_failed(channel.room, error)
            return False
        if channel.wait_s(self._now_s()) > 0:
            self._concurrency.spawn(self._keep_sending, channel)
            return False
        self._keep_sending(channel)
        return True

    def _keep_sending(self, channel: _Channel) -> None:
        """Sends until nobody lacks what holds; whatever changes meanwhile goes with the next frame."""
        try:
            while channel.is_behind() and channel.sending.acquire(blocking=False):
                try:
                    wait_s = channel.wait_s(self._now_s())
                    if wait_s > 0:
                        self._concurrency.sleep(wait_s)
                    self._send(channel)
                finally:
                    channel.sending.release()
        except Exception as error:
            _say_failed(channel.room, error)

    def _send(self, channel: _Channel) -> None:
        message, before = channel.message(), channel.sent
        channel.sent = message
        if message is before:
            return  # what it rests on changed and it did not
        channel.sent_s = self._now_s()
        self._sender.send(channel.room, "topic", message.frame)


def _room(contest: str, name: str, subject: str) -> str:
    return f"{contest}|{name}|{subject}" if subject else f"{contest}|{name}"


def _say_failed(room: str, error: Exception) -> None:
    contest, _, topic = room.partition("|")
    log.error("topic failed", contest=contest, topic=topic, error=type(error).__name__, at=where(error))
