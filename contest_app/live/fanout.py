"""Fan-out: how a message reaches the sockets of a room, and how a socket is let go.

Responsible for: everything that touches the Socket.IO library's own objects, in any way of threading; `direct.py` is
the quick way of green threads. Must not know: what a message says, who may hear it.
"""

from __future__ import annotations

import threading
from typing import Any

import structlog
from flask_socketio import SocketIO
from socketio import Manager

from contest_app.live import wire
from contest_app.live.wire import Encoded

log = structlog.get_logger()

NAMESPACE = "/live"
EVENT, ACK = "2", "3"  # Socket.IO's packet types
UNREAD_LIMIT = 500
"""Messages that may wait for one client; whoever is that far behind is dropped and comes back to the latest values."""
STRANGER_LOOKS = 5
"""How often a connection may be seen that was turned away or never said who it is."""


class Rooms(Manager):
    """The library's rooms, but for one of its own for every socket: nobody is ever sent to by that.

    Whoever leaves is looked for in every room there is: a thousand who left at once would be sought a million times.
    A room goes with the last who leaves it: with real threads somebody could just be on the way into it, and be deaf.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._lock = threading.Lock()

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        if room != sid:
            with self._lock:
                super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)  # type: ignore[no-untyped-call]

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        with self._lock:
            super().basic_leave_room(sid, namespace, room)  # type: ignore[no-untyped-call]


class FanOut:
    """Sends to rooms over one Socket.IO server."""

    def __init__(self, socketio: SocketIO) -> None:
        self._socketio = socketio
        self._strangers: dict[str, int] = {}  # connections that are in no namespace, and for how many looks

    @property
    def _server(self) -> Any:
        return self._socketio.server

    def send(self, room: str, event: str, payload: Encoded) -> None:
        """Sends to whoever is in the room: encoded once, queued for each, waiting for nobody."""
        self._socketio.emit(event, payload, to=room, namespace=NAMESPACE)

    def answer(self, transport: str, number: str, answer: Any) -> None:
        """Acknowledges a message of a connection, by the number it came with."""
        self._server.eio.send(transport, f"{ACK}{NAMESPACE},{number}{wire.dumps([answer])}")

    def ask_for_signs_of_life(self) -> None:
        """The library asks by itself."""

    def join(self, sid: str, room: str) -> bool:
        """Puts a socket into a room; False if it is gone already."""
        try:
            self._server.enter_room(sid, room, namespace=NAMESPACE)
        except (ValueError, KeyError):  # the one where nobody is left at all, the other where somebody is
            return False
        return True

    def drop(self, sid: str) -> None:
        """Ends a connection without waiting for its other end, which may be dead."""
        transport = self._server.manager.eio_sid_from_sid(sid, NAMESPACE)
        self._server.disconnect(sid, namespace=NAMESPACE)
        if transport is not None:
            self._close(transport)

    def drop_slow(self) -> int:
        """Ends the connections that have too much unread; how many they were."""
        slow = [name for name, socket in self._sockets() if socket.queue.qsize() > UNREAD_LIMIT]
        for transport in slow:
            self._close(transport)
        return len(slow)

    def drop_strangers(self) -> int:
        """Ends the connections that joined nothing for so many looks; how many they were."""
        sockets = self._server.eio.sockets
        if len(sockets) <= len(self._server.manager.rooms.get(NAMESPACE, {}).get(None, ())):
            self._strangers = {}  # everybody is in
            return 0
        waiting = {name for name in list(sockets) if self._is_stranger(name)}
        self._strangers = {name: self._strangers.get(name, 0) + 1 for name in waiting}
        late = [name for name, looks in self._strangers.items() if looks > STRANGER_LOOKS]
        for transport in late:
            self._close(transport)
        return len(late)

    def _is_stranger(self, transport: str) -> bool:
        return self._server.manager.sid_from_eio_sid(transport, NAMESPACE) is None

    def drop_all(self) -> None:
        """Ends every connection: the server stops."""
        for transport, _ in self._sockets():
            self._close(transport, abort=False)

    def _sockets(self) -> list[tuple[str, Any]]:
        return list(self._server.eio.sockets.items())

    def _close(self, transport: str, abort: bool = True) -> None:
        socket = self._server.eio.sockets.get(transport)
        if socket is None:
            return
        try:
            socket.close(wait=False, abort=abort)
        except Exception as error:  # a transport that is broken is gone as well
            log.warning("connection did not close cleanly", error=type(error).__name__)
