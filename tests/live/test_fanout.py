"""A client that does not read costs a bounded amount of memory and nobody's time."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from flask_socketio import SocketIO

from contest_app.live.fanout import UNREAD_LIMIT, FanOut


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
