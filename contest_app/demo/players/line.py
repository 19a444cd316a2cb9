"""A line to the server as a tablet or a desk has it: Socket.IO over one websocket (docs/protocol.md).

Responsible for: connecting, asking and waiting for the answer, keeping the latest value of what is watched, signs of
life. Must not know: what is said on it.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from simple_websocket.errors import ConnectionClosed, ConnectionError
from simple_websocket.ws import Client
from wsproto.utilities import ProtocolError

NAMESPACE = "/live"
PATH = "/socket.io/?EIO=4&transport=websocket"
ANSWER_WITHIN_S = 10.0
SIGN_EVERY_S = 2.0
LISTEN_S = 0.5
BROKEN = (OSError, ConnectionClosed, ConnectionError, ProtocolError)


class LineLost(Exception):
    """The connection cannot be had, or ended; or the server turned it away."""


class Line:
    """One connection. `values` holds the latest of every topic that was watched; `on_change` is told of each."""

    def __init__(self, base: str, auth: Mapping[str, str], on_change: Callable[[], None] = lambda: None) -> None:
        self.values: dict[str, dict[str, Any]] = {}
        self._on_change = on_change
        self._ids = itertools.count(1)
        self._asked: dict[int, _Answer] = {}
        self._is_open = True
        self._writing = threading.Lock()
        try:
            self._socket = Client(base.replace("http", "ws", 1) + PATH)
            self._welcome(auth)
        except (*BROKEN, ValueError) as error:
            raise LineLost(str(error)) from error
        threading.Thread(target=self._listen, daemon=True).start()

    def watch(self, *names: str) -> None:
        """From now on `values` holds these topics."""
        for name, topic in self.call("watch", {"topics": list(names)})["topics"].items():
            self._take_in(name, topic)

    def command(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """What became of a command: `receipt`, `refused` or `later`."""
        answer: dict[str, Any] = self.call("command", command)
        return answer

    def call(self, event: str, payload: Mapping[str, Any]) -> Any:
        """Says something and gives the answer; LineLost without one."""
        number, answer = next(self._ids), _Answer()
        self._asked[number] = answer
        self._send(f"42{NAMESPACE},{number}{json.dumps([event, payload])}")
        if not answer.is_there.wait(ANSWER_WITHIN_S) or answer.is_lost:
            raise LineLost("no answer")
        return answer.value

    def close(self) -> None:
        """Ends the connection."""
        self._lose()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _welcome(self, auth: Mapping[str, str]) -> None:
        # Not after the transport's own greeting: what came with the handshake is read with the next packet only.
        self._send(f"40{NAMESPACE},{json.dumps(auth)}")
        answer = self._socket.receive(timeout=ANSWER_WITHIN_S)
        while isinstance(answer, str) and answer.startswith("0"):
            answer = self._socket.receive(timeout=ANSWER_WITHIN_S)
        if not isinstance(answer, str) or not answer.startswith("40"):
            self._lose()
            raise ValueError(f"turned away: {answer!r}")

    def _send(self, packet: str) -> None:
        try:
            with self._writing:
                self._socket.send(packet)
        except BROKEN as error:
            self._lose()
            raise LineLost(str(error)) from error

    def _listen(self) -> None:
        last_sign_s = time.monotonic()
        try:
            while self._is_open:
                packet = self._socket.receive(timeout=LISTEN_S)
                if isinstance(packet, str):
                    self._hear(packet)
                if time.monotonic() - last_sign_s > SIGN_EVERY_S:
                    last_sign_s = time.monotonic()
                    self._send(f"42{NAMESPACE},{next(self._ids)}{json.dumps(['clock', {}])}")
        except (*BROKEN, LineLost):
            self._lose()

    def _hear(self, packet: str) -> None:
        if packet == "2":
            self._send("3")
        elif packet.startswith("42"):
            event, payload = json.loads(packet[packet.index("[") :])
            if event == "topic":
                self._take_in(payload.pop("name"), payload)
        elif packet.startswith("43"):
            number, _, answer = packet.removeprefix(f"43{NAMESPACE},").partition("[")
            asked = self._asked.pop(int(number), None)
            if asked is not None:
                asked.give(next(iter(json.loads("[" + answer)), {}))
        elif packet.startswith(("41", "1")):
            self._lose()

    def _take_in(self, name: str, topic: dict[str, Any]) -> None:
        """Keeps a value unless it is older than the one that is there."""
        known = self.values.get(name)
        if known is None or known["journal"] != topic["journal"] or known["seq"] <= topic["seq"]:
            self.values[name] = topic
            self._on_change()

    def _lose(self) -> None:
        self._is_open = False
        with suppress(*BROKEN):  # closed already is what was wanted
            self._socket.close()
        for answer in list(self._asked.values()):
            answer.lose()


class _Answer:
    """What an acknowledgement brings, or that none will come."""

    def __init__(self) -> None:
        self.is_there = threading.Event()
        self.is_lost = False
        self.value: Any = None

    def give(self, value: Any) -> None:
        self.value = value
        self.is_there.set()

    def lose(self) -> None:
        self.is_lost = True
        self.is_there.set()
