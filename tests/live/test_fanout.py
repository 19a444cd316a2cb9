"""A client that does not read costs a bounded amount of memory and nobody's time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import socketio
from flask_socketio import SocketIO

from contest_app.live.fanout import NAMESPACE, UNREAD_LIMIT, FanOut, Rooms


@dataclass
class Transport:
    """A client's queue in the library, and whether it was ended."""

    unread: int
    closed: bool = False
    fails: bool = False

    @property
    def queue(self) -> Any:
        return SimpleNamespace(qsize=lambda: self.unread)

    def close(self, wait: bool, abort: bool) -> None:
        assert not wait, "the end of a dead connection is not waited for"
        self.closed = True
        if self.fails:
            raise OSError("broken")


def test_only_who_is_too_far_behind_is_dropped() -> None:
    transports = {
        "quick": Transport(0),
        "slowish": Transport(UNREAD_LIMIT),
        "broken": Transport(UNREAD_LIMIT + 1, fails=True),
        "stalled": Transport(UNREAD_LIMIT + 1),
    }
    server = SimpleNamespace(eio=SimpleNamespace(sockets=transports))

    dropped = FanOut(cast(SocketIO, SimpleNamespace(server=server))).drop_slow()

    assert dropped == 2
    assert {name for name, transport in transports.items() if transport.closed} == {"broken", "stalled"}


def a_socket(rooms: Rooms, transport: str) -> str:
    """A socket that is connected."""
    sid = rooms.pre_connect(transport, NAMESPACE)  # type: ignore[no-untyped-call]
    return str(rooms.connect(sid, NAMESPACE))  # type: ignore[no-untyped-call]


def a_server(rooms: Rooms) -> FanOut:
    server = socketio.Server(async_mode="threading", client_manager=rooms)
    return FanOut(cast(SocketIO, SimpleNamespace(server=server)))


def test_who_is_gone_joins_nothing_whether_others_are_there_or_not() -> None:
    rooms = Rooms()
    fanout = a_server(rooms)
    assert not fanout.join("gone", "stage")

    other = a_socket(rooms, "other")
    assert not fanout.join("gone", "stage")
    assert fanout.join(other, "stage")
    assert dict(rooms.get_participants(NAMESPACE, "stage")) == {other: "other"}  # type: ignore[no-untyped-call]


def test_who_comes_into_a_room_as_the_last_one_leaves_it_is_in() -> None:
    """With real threads the room may go in the very middle of somebody's coming."""
    rooms = Rooms()
    fanout = a_server(rooms)
    last, newcomer = a_socket(rooms, "last"), a_socket(rooms, "newcomer")
    fanout.join(last, "stage")
    leaving = threading.Thread(target=rooms.basic_disconnect, args=(last, NAMESPACE))

    class Watched(dict[Any, Any]):
        """Lets the other thread run once the room is found."""

        def __getitem__(self, room: Any) -> Any:
            found = super().__getitem__(room)
            if room == "stage" and threading.current_thread() is threading.main_thread() and leaving.ident is None:
                leaving.start()
                leaving.join(0.2)
            return found

    rooms.rooms[NAMESPACE] = Watched(rooms.rooms[NAMESPACE])
    assert fanout.join(newcomer, "stage")
    leaving.join()

    assert dict(rooms.get_participants(NAMESPACE, "stage")) == {newcomer: "newcomer"}  # type: ignore[no-untyped-call]
