"""Clients that come back by themselves: a judge who resends until answered, a screen that keeps the newest value.

Responsible for: behaving as the product's own front ends promise to (outbox, journal and seq), over the stock client of
the transport, so that a test can kill, cut and delay. They know the protocol and nothing else of the program.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import socketio

NAMESPACE = "/live"
ANSWER_WITHIN_S = 5.0


@dataclass
class Acknowledged:
    """A command that somebody was told is stored, with the receipt and whose it was."""

    message: Mapping[str, Any]
    receipt: Mapping[str, Any]


@dataclass
class Client:
    """A connection that is made again whenever it is lost, and then watches its topics again."""

    base: str
    contest: str
    token: str = ""
    topics: tuple[str, ...] = ()
    name: str = "screen"
    values: dict[str, dict[str, Any]] = field(default_factory=dict)  # topic -> the newest {journal, seq, value}
    came: int = 0  # how often it got in and was told its topics' values
    acknowledged: list[Acknowledged] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)  # answers that should not have been
    on_receipt: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._line = 0  # which connection this is; 0 while there is none
        self._lines = itertools.count(1)
        self._is_done = threading.Event()
        self._is_gone = False
        self._io = socketio.Client(reconnection_delay=0.05, reconnection_delay_max=0.2, handle_sigint=False)
        self._io.on("connect", self._came_in, NAMESPACE)
        self._io.on("disconnect", self._lost, NAMESPACE)
        self._io.on("topic", self._told, NAMESPACE)

    def connect(self) -> None:
        auth = {"contest": self.contest, "token": self.token}
        self._io.connect(self.base, auth=auth, transports=["websocket"], namespaces=[NAMESPACE], retry=True)

    def finish(self) -> None:
        """Asks whoever acts in a loop to stop after the act in hand."""
        self._is_done.set()

    def leave(self) -> None:
        self.finish()
        self._is_gone = True
        with self._changed:
            self._changed.notify_all()
        self._io.shutdown()
        self._close_socket()

    @property
    def is_done(self) -> bool:
        return self._is_done.is_set()

    def thinks(self, for_s: float) -> None:
        """What a person does between two acts."""
        self._is_done.wait(for_s)

    def _close_socket(self) -> None:
        """The library leaves the socket of a lost connection to the garbage.

        Whoever still reads from it is woken first: a close alone would leave them, and the server, to their timeouts.
        """
        lost = self._io.eio.ws
        if lost is None:
            return
        if (wire := lost.sock) is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
        lost.shutdown()

    # --- screens ------------------------------------------------------------------------------------------------------

    def _came_in(self) -> None:
        with self._changed:
            self._line = next(self._lines)
            self._changed.notify_all()
        if self.topics:
            self._io.emit("watch", {"topics": list(self.topics)}, NAMESPACE, callback=self._told_all)
        else:
            self.came += 1

    def _told_all(self, answer: Mapping[str, Any]) -> None:
        if set(answer["topics"]) != set(self.topics):
            self.wrong.append(answer)
        for name, topic in answer["topics"].items():
            self._told({"name": name, **topic})
        with self._changed:
            self.came += 1
            self._changed.notify_all()

    def _told(self, frame: Mapping[str, Any]) -> None:
        with self._changed:
            have = self.values.get(frame["name"])
            if have is None or have["journal"] != frame["journal"] or frame["seq"] >= have["seq"]:
                self.values[frame["name"]] = dict(frame)
            self._changed.notify_all()

    def _lost(self, *_reason: Any) -> None:
        self._close_socket()
        with self._changed:
            self._line = 0
            self._changed.notify_all()

    def wait_until(self, holds: Callable[[], Any], what: str, within_s: float = 20) -> None:
        """Waits for something that this client is told; fails when it is not told in time."""
        with self._changed:
            assert self._changed.wait_for(holds, within_s), f"{self.name}: not within {within_s} s: {what}"

    # --- judges and the desk ------------------------------------------------------------------------------------------

    def does(self, kind: str, command_id: str, **fields: Any) -> Mapping[str, Any] | None:
        """Sends a command again and again until it is answered for good; None when the client left first."""
        message = {"command_id": command_id, "kind": kind, **fields}
        while not self._is_gone:
            answer = self._ask(message)
            if answer is None:
                continue
            if "receipt" in answer:
                self.acknowledged.append(Acknowledged(message, answer["receipt"]))
                return answer
            if "later" in answer:
                time.sleep(min(answer["later"]["retry_ms"], 200) / 1000)
                continue
            self.wrong.append({"message": message, "answer": answer})
            return answer
        return None

    def _ask(self, message: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """One attempt: the answer, or None when the line was lost first."""
        with self._changed:
            self._changed.wait_for(lambda: self._line or self._is_gone, ANSWER_WITHIN_S)
            line = self._line
        if not line:
            return None
        answers: list[Mapping[str, Any]] = []

        def answered(answer: Mapping[str, Any]) -> None:
            if "receipt" in answer:
                self.on_receipt()
            with self._changed:
                answers.append(answer)
                self._changed.notify_all()

        try:
            self._io.emit("command", message, NAMESPACE, callback=answered)
        except socketio.exceptions.SocketIOError:
            time.sleep(0.01)  # it is just being noticed that the line is gone
            return None
        with self._changed:
            self._changed.wait_for(lambda: answers or self._line != line or self._is_gone, ANSWER_WITHIN_S)
        return answers[0] if answers else None
