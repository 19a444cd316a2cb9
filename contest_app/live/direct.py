"""Direct fan-out: a frame encoded once and written straight to each socket, for green threads.

Responsible for: writing without waiting, and what happens where a client does not read: the library's queue keeps one
place a room for it, and whatever is newest when its turn comes is what it gets. Must not know: what a message says, who
may hear it.

Beside server.py the only module that knows the concurrency library. It leans on how that library and Engine.IO write to
a socket; `tests/live/test_direct_contract.py` says on what, and fails when they change. Any other way of threading uses
`fanout.FanOut` as it is.

How the stream stays whole. Only two write to a socket: the library's writer, which takes packets from the socket's
queue, and this module. It writes only when the queue is empty and nobody holds or awaits the socket's lock, so it
overtakes nothing. Where the system takes a part of a frame, the rest is kept with the socket and goes out before
anything else, whoever writes next.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import partial
from typing import Any

from engineio.async_drivers.eventlet import WebSocketWSGI
from eventlet.websocket import FailedConnectionError, RFC6455WebSocket
from flask_socketio import SocketIO

from contest_app.live import wire
from contest_app.live.fanout import ACK, EVENT, NAMESPACE, FanOut
from contest_app.live.wire import Encoded

AT_A_TIME = 128
"""Sockets written to before everybody else has a turn: one to two milliseconds."""
MESSAGE = "4"  # Engine.IO's packet type


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


TOO_BIG = 1009  # RFC 6455, 7.4.1


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
        self._is_broken = False

    @property
    def has_unsent(self) -> bool:
        """Whether a part of a frame waits for the writer."""
        return bool(self._unsent)

    def wrote(self, frame: Frame) -> bool:
        """Writes a frame as far as the system takes it; False when it is not the frame's turn or nothing was taken."""
        if self._unsent or self._sendlock.balance <= 0:
            return False
        if self._is_broken or self.websocket_closed:
            return True
        try:
            sent = self.socket.fd.send(frame)
        except BlockingIOError:
            return False
        except OSError:  # gone; whoever reads from it notices as well and cleans up
            self._is_broken = True
            return True
        if sent < len(frame):
            self._unsent = memoryview(frame)[sent:]
        return True

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
            if self._is_broken:
                raise BrokenPipeError("a frame was cut off")
            unsent, self._unsent = self._unsent, memoryview(b"")
            try:
                for part in (unsent, frame):
                    if part:
                        self.socket.sendall(part)
            except BaseException:
                self._is_broken = True
                raise


class _Upgrade(WebSocketWSGI):
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


class _Outlet:
    """Where one client's frames go."""

    def __init__(self, socket: DirectSocket, queue: Any) -> None:
        self._socket = socket
        self._queue = queue
        self._waiting: dict[str, Frame] = {}  # by room: what the client will get when its turn comes

    def write(self, room: str, frame: Frame) -> None:
        """Writes a frame at once, or leaves it as the room's newest for the library's writer."""
        if room in self._waiting:
            self._waiting[room] = frame
        elif not self._wrote(frame):
            self._waiting[room] = frame
            self._queue.put(_Waiting(self, room))

    def write_all(self, frame: Frame) -> None:
        """Writes a frame at once, or leaves it for the library's writer, which leaves none of these out."""
        if not self._wrote(frame):
            self._queue.put(_Ready(frame))

    def _wrote(self, frame: Frame) -> bool:
        if not (self._queue.empty() and self._socket.wrote(frame)):
            return False
        if self._socket.has_unsent:
            self._queue.put(_Ready(NOTHING))  # the writer then writes the rest
        return True

    def newest(self, room: str) -> Frame:
        """What waits for a room; it waits no longer."""
        return self._waiting.pop(room)


class _Waiting:
    """A packet in the library's queue that becomes a frame only when it is written."""

    def __init__(self, outlet: _Outlet, room: str) -> None:
        self._outlet = outlet
        self._room = room

    def encode(self) -> Frame:
        return self._outlet.newest(self._room)


class _Ready:
    """A packet that is a frame already."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def encode(self) -> Frame:
        return self._frame


class DirectFanOut(FanOut):
    """Sends to rooms, straight to the sockets."""

    def __init__(self, socketio: SocketIO, sleep: Callable[[float], object]) -> None:
        super().__init__(socketio)
        self._sleep = sleep
        self._outlets: dict[str, _Outlet] = {}  # by Engine.IO's id
        transports = self._server.eio
        transports._async = {**transports._async, "websocket": partial(_Upgrade, self._serve)}

    def _serve(self, handler: Any, socket: DirectSocket) -> None:
        """Runs the library's handler of a connection; while it runs, there is an outlet."""
        transport = handler.__self__
        self._outlets[transport.sid] = _Outlet(socket, transport.queue)
        try:
            handler(socket)
        except (ValueError, IndexError):  # a frame that is no packet of Engine.IO, of which the library makes a page
            transport.close(wait=False, abort=True)
        finally:
            del self._outlets[transport.sid]

    def send(self, room: str, event: str, payload: Encoded) -> None:
        """Sends to whoever is in the room, a part of them at a time; waits for no client."""
        frame = Frame.of(f'{MESSAGE}{EVENT}{NAMESPACE},["{event}",'.encode(), payload.utf8, b"]")
        members = [transport for _, transport in self._server.manager.get_participants(NAMESPACE, room)]
        for turn, transport in enumerate(members, 1):
            outlet = self._outlets.get(transport)
            if outlet is not None:
                outlet.write(room, frame)
            if turn % AT_A_TIME == 0:
                self._sleep(0)

    def answer(self, transport: str, number: str, answer: Any) -> None:
        """Acknowledges a message of a connection, straight to its socket."""
        outlet = self._outlets.get(transport)
        if outlet is not None:
            text = answer if isinstance(answer, Encoded) else wire.encoded(answer)
            outlet.write_all(Frame.of(f"{MESSAGE}{ACK}{NAMESPACE},{number}[".encode(), text.utf8, b"]"))
