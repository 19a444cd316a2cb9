"""Direct fan-out: a frame encoded once and written straight to each socket, for green threads.

Responsible for: writing without waiting, and what happens where a client does not read: the library's queue keeps one
place a room for it, and whatever is newest when its turn comes is what it gets. Must not know: what a message says, who
may hear it.

With `direct_socket.py` and server.py the only modules that know the concurrency library. They lean on how that library
and Engine.IO write to a socket; `tests/live/test_direct_contract.py` says on what, and fails when they change. Any
other way of threading uses `fanout.FanOut` as it is.

How the stream stays whole. Only two write to a socket: the library's writer, which takes packets from the socket's
queue, and this module. It writes only when the queue is empty and nobody holds or awaits the socket's lock, so it
overtakes nothing. Where the system takes a part of a frame, the rest is kept with the socket and goes out before
anything else, whoever writes next.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import engineio.socket
import structlog
from flask_socketio import SocketIO

from contest_app.live import wire
from contest_app.live.direct_socket import A_PING, MESSAGE, NOTHING, DirectSocket, Frame, Upgrade, nothing
from contest_app.live.fanout import ACK, EVENT, NAMESPACE, FanOut
from contest_app.live.wire import Encoded

log = structlog.get_logger()

AT_A_TIME = 200
"""Sockets written to before everybody else has a turn: two milliseconds."""
EARLY_S = 8
"""Over so many seconds the signs of life of a hall that came in at once are spread."""
MOST_UNREAD = 4_000_000
"""Bytes of answers that may wait for one client: all topics of the largest contest a few times over."""


class _Outlet:
    """Where one client's frames go. A broadcast spends its time in here: it looks at the libraries' own fields."""

    __slots__ = (
        "__weakref__", "_asked_s", "_lock", "_queue", "_queued", "_socket", "_transport", "_unread", "_waiters",
        "_waiting", "due_s",
    )  # fmt: skip

    def __init__(self, socket: DirectSocket, transport: Any, early_s: float) -> None:
        self._socket = socket
        self._transport = transport
        self._lock = socket._sendlock
        self._waiters = socket._sendlock._waiters
        self._queue = transport.queue
        self._queued = transport.queue.queue
        self._asked_s = time.time() - early_s
        self.due_s = self._asked_s + transport.server.ping_interval  # when to see after its sign of life again
        socket.on_pong = transport.schedule_ping = self._is_alive
        transport.poll = self._packets
        self._waiting: dict[str, Frame] = {}  # by room: what the client will get when its turn comes
        self._unread = 0  # bytes of answers that wait

    def leave_newest(self, room: str, frame: Frame) -> None:
        """Leaves a frame as the room's newest for the library's writer."""
        if room not in self._waiting:
            self._queue.put(_Waiting(self, room))
        self._waiting[room] = frame

    def write_all(self, frame: Frame) -> bool:
        """Writes a frame at once, or leaves it for the library's writer, which leaves none of these out.

        False where too much waits already: whoever asks and never reads would fill the memory.
        """
        if self.wrote(frame):
            return True
        if self._unread > MOST_UNREAD:
            return False
        self._leave(frame)
        return True

    def wrote(self, frame: Frame) -> bool:
        """Writes a frame at once, unless something else is on its way or the system takes nothing: then False."""
        if self._queued or self._lock.counter < 1 or self._waiters:
            return False  # something else is on its way, or wants to be
        try:
            taken = self._socket.take(frame)
        except BlockingIOError:
            return False
        except OSError:  # gone; whoever reads from it notices as well and cleans up
            return True
        if taken < len(frame):
            self._socket.keep_unsent(memoryview(frame)[taken:])
            self._leave(NOTHING)  # the writer then writes the rest
        return True

    def _leave(self, frame: Frame) -> None:
        self._unread += len(frame)
        self._queue.put(_Ready(self, frame))

    def taken(self, frame: Frame) -> None:
        """The writer has taken an answer that waited."""
        self._unread -= len(frame)

    def see_after_its_sign_of_life(self, now_s: float) -> None:
        """Pings a client that was not pinged for a while; has the library let go whoever did not answer."""
        transport = self._transport
        if transport.last_ping is None:
            self._asked_s = transport.last_ping = now_s
            self.due_s = now_s + transport.server.ping_timeout
            self.write_all(A_PING)
        elif not transport.closed:
            transport.check_ping_timeout()

    def let_go(self) -> None:
        """The connection is over: what named each other no longer does, or all of it waits for a look for garbage."""
        self._socket.on_pong = self._socket.on_flood = nothing
        vars(self._transport).pop("schedule_ping", None)
        vars(self._transport).pop("poll", None)

    def _is_alive(self) -> None:
        self._transport.last_ping = None
        self.due_s = self._asked_s + self._transport.server.ping_interval

    def _packets(self) -> list[Any]:
        """What the library's writer writes next; [] for it to end.

        The library's own would end a line that had no packet for so long, and here they go straight. A dead line is
        noticed by whoever reads from it.
        """
        taken = [self._queue.get()]
        while taken[-1] is not None and self._queued:
            taken.append(self._queue.get(block=False))
        for _ in taken:
            self._queue.task_done()
        if taken[-1] is None and len(taken) > 1:
            self._queue.put(None)  # the end is for the next time
        return [packet for packet in taken if packet is not None]

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

    def __init__(self, outlet: _Outlet, frame: Frame) -> None:
        self._outlet = outlet
        self._frame = frame

    def encode(self) -> Frame:
        self._outlet.taken(self._frame)
        return self._frame


class DirectFanOut(FanOut):
    """Sends to rooms, straight to the sockets."""

    def __init__(self, socketio: SocketIO, sleep: Callable[[float], object]) -> None:
        super().__init__(socketio)
        self._sleep = sleep
        self._outlets: dict[str, _Outlet] = {}  # by Engine.IO's id
        transports = self._server.eio
        transports.start_service_task = False  # it would look at each of them, all the time
        self._start = transports.start_background_task
        transports.start_background_task = self._start_all_but_pings
        transports._async = {**transports._async, "websocket": partial(Upgrade, self._serve)}

    def _start_all_but_pings(self, target: Any, *args: Any, **options: Any) -> Any:
        """The library's thread that pings one connection holds 16 KB; see `ask_for_signs_of_life`."""
        if getattr(target, "__func__", None) is not engineio.socket.Socket._send_ping:
            return self._start(target, *args, **options)
        return None

    def _serve(self, handler: Any, socket: DirectSocket) -> None:
        """Runs the library's handler of a connection; while it runs, there is an outlet."""
        transport = handler.__self__
        early_s = len(self._outlets) % EARLY_S  # a hall that came in at once does not answer at once for ever
        self._outlets[transport.sid] = _Outlet(socket, transport, early_s)
        socket.on_flood = partial(self._let_go, transport.sid)
        try:
            handler(socket)
        except (ValueError, IndexError, RecursionError):
            pass  # a frame that is no packet of Engine.IO, of which the library makes a page
        finally:
            transport.close(wait=False, abort=True)  # and which it would count for ever among those who are in
            self._outlets.pop(transport.sid).let_go()

    def send(self, room: str, event: str, payload: Encoded) -> None:
        """Sends to whoever is in the room, a part of them at a time; waits for no client."""
        frame = Frame.of(f'{MESSAGE}{EVENT}{NAMESPACE},["{event}",'.encode(), *payload.parts, b"]")
        members = self._server.manager.get_participants(NAMESPACE, room)
        outlets = [outlet for _, transport in members if (outlet := self._outlets.get(transport)) is not None]
        for first in range(0, len(outlets), AT_A_TIME):
            if first:
                self._sleep(0)
            for outlet in outlets[first : first + AT_A_TIME]:
                if not outlet.wrote(frame):
                    outlet.leave_newest(room, frame)

    def ask_for_signs_of_life(self) -> None:
        """Once a second, in the library's place: that has a thread for each connection and one that looks at all."""
        now_s = time.time()  # the library's clock
        for turn, outlet in enumerate(list(self._outlets.values()), 1):
            if outlet.due_s <= now_s:
                outlet.see_after_its_sign_of_life(now_s)
            if turn % AT_A_TIME == 0:
                self._sleep(0)

    def _let_go(self, transport: str) -> None:
        log.warning("connection closed: too many frames")
        self._close(transport)

    def answer(self, transport: str, number: str, answer: Any) -> None:
        """Acknowledges a message of a connection, straight to its socket."""
        outlet = self._outlets.get(transport)
        if outlet is not None:
            text = answer if isinstance(answer, Encoded) else wire.encoded(answer)
            if not outlet.write_all(Frame.of(f"{MESSAGE}{ACK}{NAMESPACE},{number}[".encode(), *text.parts, b"]")):
                self._close(transport)
