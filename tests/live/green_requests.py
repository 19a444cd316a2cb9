"""A process of its own: what is left of requests that were answered, where nobody looks for garbage.

Run by `test_green_server.py`, because importing the server turns the threads of a process green. Prints how many are
left.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import eventlet

from contest_app import server

TWO_REQUESTS = b"GET / HTTP/1.1\r\nHost: hall\r\n\r\nGET / HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n"
asked: list[weakref.ref[object]] = []


def page(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    asked.append(weakref.ref(environ["eventlet.input"]))
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


listener = eventlet.listen(("127.0.0.1", 0))
server._serve_green(cast(Any, SimpleNamespace(flask=page)), listener)
gc.collect()
gc.disable()
for _ in range(3):
    client = eventlet.connect(listener.getsockname())
    client.sendall(TWO_REQUESTS)
    while client.recv(1000):
        pass
    client.close()
for _ in range(5):
    eventlet.sleep(0)
assert len(asked) == 6
print(sum(request() is not None for request in asked))
