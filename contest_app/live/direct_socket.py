"""The websocket of green threads: read in one piece, and written to by somebody who will not wait.

Responsible for: frames as RFC 6455 has them, what the system took only a part of, and that no one client has the
machine alone. Must not know: what a message says, who gets it, when it is anybody's turn (`direct.py`).
"""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from functools import partial
from socket import MSG_PEEK
from typing import Any

import eventlet
from engineio.async_drivers.eventlet import WebSocketWSGI
from eventlet.websocket import ConnectionClosedError, FailedConnectionError, RFC6455WebSocket

HEARD_AT_ONCE = 16
"""Frames read from one client before everybody else has a turn: reading waits only where there is nothing to read."""
MOST_HEARD = 2_000
"""Frames of one client in a second: three times what the busiest may say; whoever sends more is let go."""
TOO_BIG = 1009  # RFC 6455, 7.4.1
MESSAGE, PING, PONG = "4", "2", "3"  # Engine.IO's packet types


class Frame(bytes):
    """A message as the websocket carries it."""

    __slots__ = ()

    @classmethod
    def of(cls, *parts: bytes) -> Frame:
        """The one frame that holds a text, given in parts (RFC 6455, 5.2: final, opcode text, not masked)."""
        length = sum(map(len, parts))
        if length < 126:
            head = struct.pack("!BB", 0x81, length)
        elif length < 65536:
            head = struct.pack("!BBH", 0x81, 126, length)
        else:
            head = struct.pack("!BBQ", 0x81, 127, length)
        return cls(b"".join((head, *parts)))


NOTHING = Frame()
A_PING = Frame.of(PING.encode())


def _only_text(head: bytes) -> tuple[str | None, int]:
    """The text of the frame that begins here and how long the frame is; None if it is anything but a whole text."""
    if len(head) < 6 or head[0] != 0x81 or head[1] < 0x80:
        return None, 0
    length, start = head[1] & 0x7F, 6
    if length == 126:
        length, start = int.from_bytes(head[2:4], "big"), 8
    if length == 127 or len(head) < start + length:
        return None, 0
    data = DirectSocket._apply_mask(head[start : start + length], tuple(head[start - 4 : start]))
    try:
        return data.decode(), start + length
    except UnicodeDecodeError:
        return None, 0


def nothing() -> None:
    """Nobody asks."""


class DirectSocket(RFC6455WebSocket):
    """The library's websocket, which can also be written to by somebody who will not wait."""

    class Message(RFC6455WebSocket.Message):
        """A message that comes in parts: the library limits each of them, and not how much they come to."""

        _length = 0

        def push(self, data: bytes, final: bool = False) -> None:
            self._length += max(1, len(data))
            if self._length > self.max_frame_length:
                raise FailedConnectionError(TOO_BIG, "Incoming message is above the length limit.")
            super().push(data, final)  # type: ignore[no-untyped-call]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)  # type: ignore[no-untyped-call]
        self._unsent = memoryview(b"")  # of a frame that the system took a part of
        self._heard = 0  # frames of any kind, up to MOST_HEARD
        self._since_s = 0.0
        self.on_pong: Callable[[], object] = nothing
        self.on_flood: Callable[[], object] = nothing
        self.take: Callable[[bytes], int] = self.socket.fd.send
        """How much of a frame the system takes now; BlockingIOError for none. For whom the lock is free."""

    def keep_unsent(self, rest: memoryview) -> None:
        """The system took a part of a frame: the rest goes out before anything else."""
        self._unsent = rest

    def give_up(self) -> None:
        """Nobody is at the other end, or a frame was cut off: whatever is written goes nowhere."""
        self.take = len

    @property
    def is_given_up(self) -> bool:
        return self.take is len

    def wait(self) -> Any:
        """The next message. What nearly all are, one whole masked text frame, is taken at once; the library takes it
        in five pieces, and whatever else comes is left to it untouched."""
        while not self.websocket_closed:  # the system may still have something from before we hung up, and go on so
            head = self.socket.recv(self.max_frame_length + 8, MSG_PEEK)
            text, length = _only_text(head)
            if text is None:
                return super().wait()  # type: ignore[no-untyped-call]
            self.socket.fd.recv(length)
            self._take_turns()
            if text != PONG:
                return text
            self.on_pong()
        return None

    def _recv_frame(self, message: Any = None) -> Any:
        self._take_turns()
        if self.websocket_closed:
            raise ConnectionClosedError
        return super()._recv_frame(message)  # type: ignore[no-untyped-call]

    def _take_turns(self) -> None:
        """Somebody who never stops sending must not have the machine alone."""
        self._heard += 1
        if self._heard % HEARD_AT_ONCE == 0:
            eventlet.sleep(0)
        if self._heard == MOST_HEARD:
            now_s = time.monotonic()
            if now_s - self._since_s < 1:
                self.on_flood()
            self._heard, self._since_s = 0, now_s

    @staticmethod
    def _apply_mask(data: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0) -> bytes:
        """Takes the client's mask off (RFC 6455, 5.3), all bytes at once: the library does it one by one."""
        turn = offset % 4
        key = bytes(mask[turn:] + mask[:turn])
        size = len(data)
        whole = int.from_bytes(key * (size // 4 + 1), "little") & ((1 << 8 * size) - 1)
        return (int.from_bytes(data, "little") ^ whole).to_bytes(size, "little")

    def send(self, message: Any, **options: Any) -> None:
        """What the library's writer calls."""
        if isinstance(message, Frame):
            self._send(message)
        else:
            super().send(message, **options)  # type: ignore[no-untyped-call]

    def _send(self, frame: bytes) -> None:
        """Writes and waits; the rest of a frame that was begun goes first."""
        with self._sendlock:
            if self.is_given_up:
                raise BrokenPipeError("a frame was cut off")
            unsent, self._unsent = self._unsent, memoryview(b"")
            try:
                for part in (unsent, frame):
                    if part:
                        self.socket.sendall(part)
            except BaseException:
                self.give_up()
                raise


class Upgrade(WebSocketWSGI):
    """The library's handshake, with our socket at its end."""

    def __init__(self, serve: Callable[[Any, DirectSocket], None], handler: Any, server: Any) -> None:
        super().__init__(partial(serve, handler), server)  # type: ignore[no-untyped-call]
        self.support_legacy_versions = False

    def _negotiate_permessage_deflate(self, extensions: Any) -> None:
        """Compressing each client's frames by itself would cost 90 KB a client and every shared frame."""

    def _handle_hybi_request(self, environ: Any) -> DirectSocket:
        made = super()._handle_hybi_request(environ)  # type: ignore[no-untyped-call]
        return DirectSocket(
            made.socket, environ, made.version,
            protocol=made.protocol, extensions=made.extensions, max_frame_length=made.max_frame_length,
        )  # fmt: skip
