"""Hearing: the messages of the protocol, read straight from the transport and answered the same way.

The library would make a packet of each, search it for binary parts, and start a thread for every one; a third of the
time of a command went there. The library hears of coming and going only: to it a client's message called `disconnect`
would be as good as the end of the line, and whoever said it would go on listening where nobody counts them any more.
Responsible for: telling messages, coming and going, and everything else, of which nothing becomes. Must not know: what
a message means, who may say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from flask_socketio import SocketIO

from contest_app.concurrency import Concurrency
from contest_app.live import wire
from contest_app.live.fanout import NAMESPACE, FanOut

# Socket.IO: an event (2) of the namespace, the number it wants to be answered under, its name and payload.
_EVENT = re.compile(rf"2{NAMESPACE},([0-9]{{0,15}})(\[.*)", re.DOTALL)
_COMING_AND_GOING = ("0", "1")  # Socket.IO: connect, disconnect
WAITS = frozenset({"command"})
"""What is not answered at once: it gets a thread of its own, or its line would hear nothing meanwhile."""


class Hearing:
    """Stands before the library and takes the messages that are ours."""

    def __init__(
        self,
        socketio: SocketIO,
        fanout: FanOut,
        answer_to: Callable[..., Any],
        messages: frozenset[str],
        concurrency: Concurrency,
    ) -> None:
        self._server = cast(Any, socketio.server)
        self._fanout = fanout
        self._answer_to = answer_to
        self._messages = messages
        self._concurrency = concurrency
        self._library = self._server.eio.handlers["message"]
        self._server.eio.on("message", self._heard)

    def _heard(self, transport: str, text: Any) -> None:
        if not isinstance(text, str):
            return
        if text.startswith(_COMING_AND_GOING):
            if transport in self._server.environ:  # else it is over, and whoever still came would be kept for ever
                self._library(transport, text)
            return
        sid = self._server.manager.sid_from_eio_sid(transport, NAMESPACE)
        message = _read(text) if sid is not None else None
        if message is None or message[1] not in self._messages:
            return
        if message[1] in WAITS:
            self._concurrency.spawn(self._answer, transport, sid, *message)
        else:
            self._answer(transport, sid, *message)

    def _answer(self, transport: str, sid: str, number: str, event: str, payload: list[Any]) -> None:
        answer = self._answer_to(event, sid, *payload)
        if number:
            self._fanout.answer(transport, number, answer)


def _read(text: str) -> tuple[str, str, list[Any]] | None:
    """Number, name and payload of an event of the namespace; None for anything else."""
    found = _EVENT.fullmatch(text)
    if found is None:
        return None
    try:
        event, *payload = wire.loads(found[2])
    except (ValueError, RecursionError):
        return None
    return (found[1], event, payload) if isinstance(event, str) else None
