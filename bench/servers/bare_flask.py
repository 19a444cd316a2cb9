"""A bare Flask route on the same listener: a page that was made before, with its ETag, and nothing around it."""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet

eventlet.monkey_patch()

import hashlib
import socket
from typing import Any

import eventlet.wsgi
from flask import Flask, Response, request

from bench.servers import speaks


def main() -> None:
    asked = speaks.options()
    app = Flask(__name__)
    body = b"x" * asked.bytes
    etag = hashlib.sha256(body).hexdigest()[:20]

    @app.get("/board.json")
    def board() -> Any:
        response = Response(body, mimetype="application/json")
        response.set_etag(etag)
        return response.make_conditional(request.environ)

    listener = eventlet.listen(("127.0.0.1", asked.port), backlog=4096)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    eventlet.wsgi.server(listener, app, max_size=30_000, log_output=False, debug=False)


if __name__ == "__main__":
    main()
