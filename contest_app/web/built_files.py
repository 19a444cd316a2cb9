"""The built files of the front ends: as they lie there, or compressed beforehand for whoever takes that.

Responsible for: which of the two is sent, and how long it may be kept. Must not know: what a page does with it.
"""

from __future__ import annotations

import mimetypes
import os
import re
from pathlib import Path

from flask import Flask, Response, request, send_from_directory, url_for
from werkzeug.security import safe_join

PACKED = ".gz"
UNCHANGING = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_HASHED = re.compile(r"/static/[a-z]+/assets/[^/]+-[\w-]{8,}\.\w+")


def send_built(folder: str, name: str) -> Response:
    """One built file; the build has laid a compressed one beside what is worth it (scripts/front_ends.py)."""
    packed = safe_join(folder, name + PACKED)
    if packed is None or not os.path.isfile(packed):  # it takes any name, a Path does not
        return send_from_directory(folder, name)
    if request.accept_encodings["gzip"] > 0:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = send_from_directory(folder, name + PACKED, mimetype=kind)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = send_from_directory(folder, name)
    response.vary.add("Accept-Encoding")
    return response


def address_of(app: Flask, name: str) -> str:
    """A built file's address with its version, so that a browser keeps it until it changes."""
    return url_for("static", filename=name, v=_version(app, name))


def keeping() -> str:
    """For how long what is asked for now may be kept: its address changes with it, or it is asked for again."""
    if _HASHED.fullmatch(request.path) or "v" in request.args:
        return UNCHANGING
    return ASK_AGAIN


def _version(app: Flask, name: str) -> int:
    path = Path(app.static_folder or "") / name
    return path.stat().st_mtime_ns // 1_000_000 if path.is_file() else 0
