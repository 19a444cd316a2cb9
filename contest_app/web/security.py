"""What protects the organizers' pages: the secret key, the session cookie, CSRF, the rate limit.

Responsible for: the settings behind every form. Must not know: who may do what. The headers that hold for every page of
the program stand in `screens`.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

SESSION_H = 12
MAX_FORM_BYTES = 64 * 1024

OUR_PATHS = ("/organizer", "/desk")

csrf = CSRFProtect()
# In memory: one process serves the embedded store, and a restart may forgive.
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def secret_key(folder: Path) -> str:
    """The key that signs sessions: from the environment, else kept beside the data, readable by its owner only."""
    from_environment = os.environ.get("CONTEST_APP_SECRET_KEY")
    if from_environment:
        return from_environment
    path = folder / "secret.key"
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(made, "w", encoding="ascii") as file:
        key = secrets.token_hex(32)
        file.write(key)
    return key


def _headers(response: Response) -> Response:
    if request.path.startswith(OUR_PATHS):
        response.headers["Cache-Control"] = "no-store"
        # A link's token must not travel on in a Referer; the CSRF check wants one from our own pages under https.
        response.headers["Referrer-Policy"] = "same-origin"
    return response


def protect(app: Flask, folder: Path) -> None:
    """Puts the settings, the CSRF check, the limiter and the headers on an application."""
    app.secret_key = app.secret_key or secret_key(folder)
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="contest_app",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=SESSION_H),
        # A fetch of another tab may be on its way while somebody signs out: its answer must not bring the cookie back.
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # a form may wait as long as the session lives
    )
    if app.config.get("MAX_CONTENT_LENGTH") is None:
        app.config["MAX_CONTENT_LENGTH"] = MAX_FORM_BYTES
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_headers)
