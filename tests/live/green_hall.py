"""A Socket.IO server with direct fan-out and its clients, all in green threads of this one process.

Whoever runs decides when it lets others run, so a test says exactly when a client reads and when a frame is sent.
"""

from __future__ import annotations

import json
import socket as real_socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import eventlet
import eventlet.wsgi
import socketio
from eventlet.greenio import GreenSocket
from flask_socketio import SocketIO

from contest_app.live import wire
from contest_app.live.direct import DirectFanOut
from contest_app.live.fanout import NAMESPACE

LITTLE = 32_768  # less, and the system itself begins to wait and see
OPEN, CONNECTED, EVENT, ACK = "0", "40", "42", "43"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
MASK = b"\x0f\xf0\x55\xaa"


@dataclass
class Client:
    """One client that reads only when it is told to; `frames` is all it was sent, in order, as (opcode, payload)."""

    socket: GreenSocket
    frames: list[tuple[int, bytes]] = field(default_factory=list)
    _bytes: bytes = b""

    def send(self, payload: str | bytes, opcode: int = TEXT) -> None:
        plain = payload.encode() if isinstance(payload, str) else payload
        assert len(plain) < 126
        masked = bytes(byte ^ MASK[i % 4] for i, byte in enumerate(plain))
        self.socket.sendall(struct.pack("!BB", 0x80 | opcode, 0x80 | len(plain)) + MASK + masked)

    def call(self, number: int, event: str, payload: Any) -> None:
        self.send(f"{EVENT}{NAMESPACE},{number}{json.dumps([event, payload])}")

    def read(self, at_most: int = 65536) -> bool:
        """Reads what is there, up to so many bytes; False at the end of the stream."""
        new = self.socket.recv(at_most)
        self._bytes += new
        while (frame := self._next_frame()) is not None:
            self.frames.append(frame)
        return bool(new)

    def read_until(self, holds: Callable[[], Any]) -> None:
        with eventlet.Timeout(20):
            while not holds():
                assert self.read(), "the server ended the connection"

    def _next_frame(self) -> tuple[int, bytes] | None:
        if len(self._bytes) < 2:
            return None
        first, length, head = self._bytes[0], self._bytes[1], 2
        assert first & 0xF0 == 0x80, f"a torn stream: {self._bytes[:20]!r}"
        if length == 126 and len(self._bytes) >= 4:
            length, head = struct.unpack("!H", self._bytes[2:4])[0], 4
        elif length == 127 and len(self._bytes) >= 10:
            length, head = struct.unpack("!Q", self._bytes[2:10])[0], 10
        elif length >= 126:
            return None
        if len(self._bytes) < head + length:
            return None
        payload, self._bytes = self._bytes[head : head + length], self._bytes[head + length :]
        return first & 0x0F, payload

    @property
    def texts(self) -> list[str]:
        return [payload.decode() for opcode, payload in self.frames if opcode == TEXT]

    def sent_to(self, room: str) -> list[int]:
        """The numbers of the room's messages, in the order in which they came."""
        messages = [json.loads(text.partition(",")[2])[1] for text in self.texts if text.startswith(EVENT)]
        return [message["n"] for message in messages if message["room"] == room]

    @property
    def answered(self) -> list[int]:
        """The calls that were answered, in that order."""
        heads = [text.partition("[")[0] for text in self.texts if text.startswith(ACK)]
        return [int(head.partition(",")[2]) for head in heads]

    @property
    def pongs(self) -> list[bytes]:
        return [payload for opcode, payload in self.frames if opcode == PONG]

    def reset(self) -> None:
        """Breaks the connection off without a word."""
        self.socket.setsockopt(real_socket.SOL_SOCKET, real_socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@dataclass
class Hall:
    """The server's side."""

    server: socketio.Server
    fanout: DirectFanOut
    address: tuple[str, int]
    clients: list[Client] = field(default_factory=list)
    at_every_pause: list[Callable[[], None]] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        """What the fan-out does between two batches of sockets."""
        for act in self.at_every_pause:
            act()
        eventlet.sleep(seconds)

    def send(self, room: str, number: int, padding: int = 0) -> None:
        self.fanout.send(room, "topic", wire.encoded({"room": room, "n": number, "padding": "ộ" * padding}))

    def enter(self, *rooms: str) -> Client:
        """A client that has little room for what it does not read, in these rooms."""
        line = GreenSocket(real_socket.socket())
        line.setsockopt(real_socket.SOL_SOCKET, real_socket.SO_RCVBUF, LITTLE)
        line.connect(self.address)
        line.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
        )
        client = Client(line)
        client._bytes = self._after_handshake(line)
        client.read_until(lambda: client.texts)
        client.send(f"{CONNECTED}{NAMESPACE},")
        client.read_until(lambda: client.texts[-1].startswith(CONNECTED))
        client.call(0, "enter", list(rooms))
        client.read_until(lambda: client.answered == [0])
        client.frames.clear()
        self.clients.append(client)
        return client

    def _after_handshake(self, line: GreenSocket) -> bytes:
        came = b""
        while b"\r\n\r\n" not in came:
            came += line.recv(4096)
        head, _, rest = came.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head
        assert b"permessage-deflate" not in head, "nobody can share a compressed frame"
        return rest

    @property
    def unread(self) -> list[int]:
        """How many packets the library's queue holds for each client."""
        return [transport.queue.qsize() for transport in self.server.eio.sockets.values()]


@contextmanager
def a_hall() -> Iterator[Hall]:
    """A hall that is open."""
    server = socketio.Server(
        async_mode="eventlet", json=wire, transports=["websocket"], logger=False, monitor_clients=False
    )
    listener = eventlet.listen(("127.0.0.1", 0), backlog=1000)
    listener.setsockopt(real_socket.SOL_SOCKET, real_socket.SO_SNDBUF, LITTLE)
    holder: list[Hall] = []
    fanout = DirectFanOut(cast(SocketIO, SimpleNamespace(server=server)), lambda seconds: holder[0].pause(seconds))
    holder.append(hall := Hall(server, fanout, listener.getsockname()))

    @server.on("connect", namespace=NAMESPACE)  # type: ignore[untyped-decorator]
    def connect(sid: str, environ: Any, auth: Any) -> None: ...

    @server.on("enter", namespace=NAMESPACE)  # type: ignore[untyped-decorator]
    def enter(sid: str, rooms: list[str]) -> None:
        for room in rooms:
            fanout.join(sid, room)

    @server.on("clock", namespace=NAMESPACE)  # type: ignore[untyped-decorator]
    def clock(sid: str, payload: Any) -> str:
        return "tick"

    serving = eventlet.spawn(eventlet.wsgi.server, listener, socketio.WSGIApp(server), log_output=False, debug=False)
    try:
        yield hall
    finally:
        fanout.drop_all()
        for client in hall.clients:
            client.socket.close()
        with eventlet.Timeout(10):
            while server.eio.sockets:
                eventlet.sleep(0)
        serving.kill()
        listener.close()
