"""Flask-SocketIO on eventlet as its manual has it: `emit` to a room, an acknowledgement, nothing else.

Its listener is ours where its own could not take a thousand connections: a long backlog, no limit, TCP_NODELAY.
"""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet

eventlet.monkey_patch()

import itertools
import socket
from typing import Any

import eventlet.wsgi
from flask import Flask
from flask_socketio import SocketIO, join_room

from bench.servers import speaks

NAMESPACE = "/live"


def main() -> None:
    asked = speaks.options()
    app = Flask(__name__)
    io = SocketIO(app, async_mode="eventlet", transports=["websocket"])
    seqs = itertools.count(2)
    last = [1]

    @io.on("connect", namespace=NAMESPACE)
    def connect(auth: Any = None) -> None: ...

    @io.on("watch", namespace=NAMESPACE)
    def watch(payload: Any) -> Any:
        if "stage" in payload["topics"]:
            join_room("stage")
        return speaks.topics(last[0])

    @io.on("command", namespace=NAMESPACE)
    def command(payload: Any) -> Any:
        seq = last[0] = next(seqs)
        if not asked.echo:
            io.start_background_task(io.emit, "topic", speaks.frame(seq, asked.bytes), to="stage", namespace=NAMESPACE)
        return speaks.receipt(seq)

    @io.on("clock", namespace=NAMESPACE)
    def clock(payload: Any) -> Any:
        return {"now_ms": 0}

    listener = eventlet.listen(("127.0.0.1", asked.port), backlog=4096)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    eventlet.wsgi.server(listener, app, max_size=30_000, log_output=False, debug=False)


if __name__ == "__main__":
    main()
