"""Somebody who sends without end, on a server as people run it: everybody else is answered meanwhile, and it ends.

Reading waits only where there is nothing to read, and whoever runs in green threads and does not wait has the machine.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.live.line import NAMESPACE, connected
from tests.serving import DEMO_CONTEST, Server

MASKED = 0x80
LOOKS = 30


def frame(text: str, opcode: int = 0x81) -> bytes:
    """A text as a client sends it, with the mask that changes nothing."""
    return struct.pack("!BB", opcode, MASKED | len(text)) + bytes(4) + text.encode()


FLOODS = {
    "signs of life": frame("3"),
    "messages": frame(f'42{NAMESPACE},1["clock",{{}}]'),
    "unknown messages": frame(f'42{NAMESPACE},["nonsense",{{}}]'),
    "pings of the websocket": frame("", 0x89),
    "unknown packets": frame("7"),
}


@contextmanager
def sending(server: socket.socket, what: bytes) -> Iterator[threading.Event]:
    """Sends it again and again, and reads whatever comes; the event is set once the other end has hung up."""
    ended, enough = threading.Event(), threading.Event()

    def send() -> None:
        with suppress(OSError):
            while not enough.is_set():
                server.sendall(what * 1000)
        ended.set()

    def read() -> None:
        with suppress(OSError):
            while server.recv(1 << 16):
                pass

    threads = [threading.Thread(target=work, daemon=True) for work in (send, read)]
    for thread in threads:
        thread.start()
    try:
        yield ended
    finally:
        enough.set()
        server.close()


@pytest.mark.parametrize("what", FLOODS)
def test_a_client_that_never_stops_holds_up_nobody_and_is_let_go(green_server: Server, what: str) -> None:
    with (
        connected(green_server, token=green_server.token("j1")) as judge,
        connected(green_server) as flooding,
        sending(flooding.socket.sock, FLOODS[what]) as ended,
    ):
        for _ in range(LOOKS):
            assert judge.call("clock", {}, within_s=4)["now_ms"] > 0
        assert ended.wait(20)


def test_requests_that_wait_for_no_answer_hold_up_nobody(green_server: Server) -> None:
    request = f"GET /contests/{DEMO_CONTEST}/board.json HTTP/1.1\r\nHost: hall\r\n\r\n".encode()
    visitor = socket.create_connection(("127.0.0.1", green_server.port))
    with connected(green_server, token=green_server.token("j1")) as judge, sending(visitor, request):
        for _ in range(LOOKS):
            assert judge.call("clock", {}, within_s=4)["now_ms"] > 0
