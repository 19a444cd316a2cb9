"""What direct fan-out leans on inside the libraries. When one of these fails, a library has changed under it.

Then read `contest_app/live/direct.py` and `direct_socket.py` beside the library's new text, run
`tests/live/test_direct.py`, and only then write the new fingerprint down here. Until that is done, `fan_out=FanOut` in
`server.py` serves the hall, slower.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

import engineio.async_drivers.eventlet
import engineio.packet
import engineio.server
import engineio.socket
import eventlet.greenio
import eventlet.queue
import eventlet.semaphore
import eventlet.websocket
import pytest
import socketio
import socketio.base_manager
import socketio.packet

from contest_app.live import wire
from contest_app.live.direct import DirectFanOut
from contest_app.live.direct_socket import DirectSocket, Frame
from contest_app.live.fanout import NAMESPACE
from tests.live.green_hall import a_hall

READ_AND_UNDERSTOOD = {
    # how a packet goes from the queue to the socket, who else writes, how a connection ends
    engineio.socket.Socket: "275926e457711513",
    engineio.async_drivers.eventlet.WebSocketWSGI: "834894b1a78eae14",
    # who pings whom, and what becomes of those who do not answer
    engineio.server.Server._handle_connect: "049f7c2b2c239080",
    engineio.server.Server._service_task: "9492b7b0d652907d",
    eventlet.websocket.WebSocketWSGI.__call__: "9e0ec3809e822a0e",
    eventlet.websocket.WebSocketWSGI._handle_hybi_request: "c21772ffb631f0f0",
    eventlet.websocket.RFC6455WebSocket: "deeef0960d71b0e9",
    # when the queue is empty and the lock is free, nothing is on its way
    eventlet.queue.LightQueue: "550e05496cac297f",
    eventlet.semaphore.Semaphore: "e6fa29cb329d65b3",
    # `fd` is the real socket, and does not wait
    eventlet.greenio.GreenSocket: "b4c6859ddc77aec9",
    # who is in a room
    socketio.base_manager.BaseManager.get_participants: "7d78ad681c95de5b",
}


@pytest.mark.parametrize("thing", READ_AND_UNDERSTOOD, ids=lambda thing: f"{thing.__module__}.{thing.__qualname__}")
def test_the_library_is_as_it_was_read(thing: Callable[..., Any]) -> None:
    fingerprint = hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:16]
    assert fingerprint == READ_AND_UNDERSTOOD[thing], "the library has changed: see the head of this file"


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 100_000])
def test_a_frame_is_byte_for_byte_what_the_library_would_send(length: int) -> None:
    text = "ễ" * (length // 3) + "e" * (length % 3)
    assert Frame.of(text[:7].encode(), text[7:].encode()) == DirectSocket(_NoSocket(), {})._pack_message(text)


@pytest.mark.parametrize("offset", range(5))
@pytest.mark.parametrize("size", [0, 1, 3, 4, 5, 1000])
def test_a_mask_is_taken_off_as_the_library_does(size: int, offset: int) -> None:
    data, mask = bytes(number % 256 for number in range(size)), (1, 20, 200, 0)
    expected = eventlet.websocket.RFC6455WebSocket._apply_mask(data, mask, length=size, offset=offset)
    assert DirectSocket._apply_mask(data, mask, length=size, offset=offset) == expected


def test_a_message_is_the_text_that_the_library_would_send(monkeypatch: pytest.MonkeyPatch) -> None:
    payload = {"name": "stage", "value": {"words": "Đội “Hương Sơn”", "total": None}}
    framed: list[str] = []
    monkeypatch.setattr(Frame, "of", classmethod(lambda cls, *parts: framed.append(b"".join(parts).decode()) or cls()))
    with a_hall() as hall:
        hall.enter("stage")
        framed.clear()
        (transport,) = hall.server.eio.sockets
        hall.fanout.send("stage", "topic", wire.encoded(payload))
        hall.fanout.answer(transport, "17", payload)

    event = socketio.packet.Packet(socketio.packet.EVENT, ["topic", payload], namespace=NAMESPACE)
    answer = socketio.packet.Packet(socketio.packet.ACK, [payload], namespace=NAMESPACE, id=17)
    packets = [engineio.packet.Packet(engineio.packet.MESSAGE, one.encode()) for one in (event, answer)]
    assert framed == [packet.encode() for packet in packets]


def test_every_connection_gets_our_socket() -> None:
    with a_hall() as hall:
        hall.enter("stage")
        (transport,) = hall.server.eio.sockets
        assert list(hall.fanout._outlets) == [transport]
        assert isinstance(hall.fanout, DirectFanOut)
        assert isinstance(hall.fanout._outlets[transport]._socket, DirectSocket)
        assert hall.fanout._outlets[transport]._queue is hall.server.eio.sockets[transport].queue
        assert hall.server.eio.sockets[transport].poll == hall.fanout._outlets[transport]._packets
        assert hall.fanout._outlets[transport]._queued is hall.server.eio.sockets[transport].queue.queue
    assert hall.fanout._outlets == {}


class _NoSocket:
    """Stands where the library wants a socket, and is never used."""

    class fd:
        send = len
