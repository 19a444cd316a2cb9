"""/healthz: whether the server answers. It must not say anything about a contest."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, jsonify

from contest_app.web.parts import parts

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """200 once the store is open; the server's clock, for whoever compares."""
    return jsonify(status="ok", now_ms=parts().now_ms())


def register(app: Flask) -> None:
    """Adds the page."""
    app.register_blueprint(pages)
