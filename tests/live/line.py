"""A line to a server as a test speaks it: one websocket, packets in the order in which they came, no threads."""

from __future__ import annotations

import itertools
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import websocket

from tests.serving import DEMO_CONTEST, Server

NAMESPACE = "/live"


class TurnedAway(Exception):
    """The server refused the connection; `data` is what it said."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.data = data


@dataclass
class Line:
    """One connected client. `packets` is everything that came, as ("ack 3", …) and ("topic", …), in order."""

    socket: websocket.WebSocket
    packets: list[tuple[str, Any]] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _command_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _name: str = field(default_factory=lambda: secrets.token_hex(4))  # no other line has it, gone ones neither

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [packet for kind, packet in self.packets if kind == "topic"]

    def frames_of(self, name: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["name"] == name]

    def send(self, event: str, *payload: Any) -> int:
        """Sends a message and does not wait; the number of its acknowledgement."""
        number = next(self._ids)
        self.socket.send(f"42{NAMESPACE},{number}{json.dumps([event, *payload])}")
        return number

    def call(self, event: str, *payload: Any, within_s: float = 10) -> Any:
        """Sends a message and gives its acknowledgement."""
        return self.answer(self.send(event, *payload), within_s)

    def answer(self, number: int, within_s: float = 10) -> Any:
        """Reads until the acknowledgement of that number is there."""
        name = f"ack {number}"
        return self.read_until(lambda: next((a for kind, a in self.packets if kind == name), None), within_s)

    def watch(self, *names: str) -> Any:
        return self.call("watch", {"topics": list(names)})

    def value(self, name: str) -> Any:
        """The current value of a topic."""
        return self.watch(name)["topics"][name]["value"]

    def command(self, kind: str, **fields: Any) -> Any:
        """Sends a command (`from_` for the field "from"), with a fresh id unless one is given."""
        fields = {name.rstrip("_"): value for name, value in fields.items()}
        fields.setdefault("command_id", f"test-{self._name}-{next(self._command_ids)}")
        return self.call("command", {"kind": kind, **fields})

    def wait_for(self, name: str, holds: Callable[[Any], bool] = lambda value: True, within_s: float = 10) -> Any:
        """Reads until a frame of that topic came whose value holds; the frame."""

        def found() -> Any:
            return next((frame for frame in self.frames_of(name) if holds(frame["value"])), None)

        return self.read_until(found, within_s)

    def read_until(self, found: Callable[[], Any], within_s: float = 10) -> Any:
        deadline = time.monotonic() + within_s
        while True:
            result = found()
            if result is not None:
                return result
            assert time.monotonic() < deadline, f"not within {within_s} s; came: {[kind for kind, _ in self.packets]}"
            self._read(deadline - time.monotonic())

    def settle(self, for_s: float = 0.3) -> None:
        """Reads whatever comes for a while (to see that something does not)."""
        deadline = time.monotonic() + for_s
        while (left_s := deadline - time.monotonic()) > 0:
            self._read(left_s)

    def is_closed(self, within_s: float = 10) -> bool:
        """Whether the server ends the connection in time; reads, and says nothing."""
        deadline = time.monotonic() + within_s
        try:
            while (left_s := deadline - time.monotonic()) > 0:
                self._read(left_s)
        except (websocket.WebSocketConnectionClosedException, websocket.WebSocketProtocolException, ConnectionError):
            return True  # a server that gives a websocket up may still say so in HTTP
        return False

    def _read(self, within_s: float) -> None:
        self.socket.settimeout(max(0.01, within_s))
        try:
            packet = self.socket.recv()
        except websocket.WebSocketTimeoutException:
            return
        assert isinstance(packet, str)
        if packet == "2":
            self.socket.send("3")
        elif packet.startswith("42"):
            event, payload = json.loads(packet[packet.index("[") :])
            self.packets.append((event, payload))
        elif packet.startswith("43"):
            number, _, answer = packet.removeprefix(f"43{NAMESPACE},").partition("[")
            self.packets.append((f"ack {number}", next(iter(json.loads("[" + answer)), {})))
        elif packet.startswith("41") or packet in ("", "1"):
            raise websocket.WebSocketConnectionClosedException("the server ended the connection")

    def close(self) -> None:
        self.socket.close()
        # `close` leaves a socket open that the server closed first.
        self.socket.shutdown()  # type: ignore[no-untyped-call]


@contextmanager
def connected(
    server: Server, auth: Any = None, *, cookie: str = "", token: str = "", device: str = "", browser: str = ""
) -> Iterator[Line]:
    """A line with that auth (`contest` is the demo's unless said otherwise); TurnedAway if it is refused."""
    if auth is None:
        named = {name: value for name, value in (("token", token), ("device", device)) if value}
        auth = {"contest": DEMO_CONTEST, **named}
    address = f"{server.base.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
    socket = websocket.create_connection(address, timeout=10, cookie=cookie or None, header=[f"User-Agent: {browser}"])
    line = Line(socket)
    try:
        assert str(socket.recv()).startswith("0")
        socket.send(f"40{NAMESPACE},{json.dumps(auth)}")
        said = str(socket.recv())
        if said.startswith("44"):
            raise TurnedAway(json.loads(said.removeprefix(f"44{NAMESPACE},"))["data"])
        assert said.startswith("40"), said
        yield line
    finally:
        line.close()
