"""A form that could not be taken (the session had ended, the page was old, the disk was full): it goes on in the page
that says so, and is sent again by one press once that is cured.

Responsible for: keeping what was typed in that page, signed by this server, and bringing it back. Must not know: what
any form means. Nothing is kept on the server, so that a restart in between loses nothing either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, current_app, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer

from contest_app.web.security import OUR_PATHS
from contest_app.web.signed_in import organizer, seat

pages = Blueprint("again", __name__)

SECRETS = frozenset({"password", "again", "old"})  # a password travels in no page
LEFT_OUT = ("csrf_token",)


@dataclass(frozen=True)
class Kept:
    """A form as it was sent: where to, its fields, and both signed in one text."""

    path: str
    fields: tuple[tuple[str, str], ...]
    text: str


def has_file() -> bool:
    """Whether a file came along, which no page can keep."""
    return any(file.filename for file in request.files.values())


def kept_form() -> Kept | None:
    """The form of this request; None where there is none to keep: a password, a file, another site's page."""
    form = request.form
    if request.method != "POST" or not form or SECRETS & set(form) or has_file() or not _is_from_here():
        return None
    fields = tuple((name, value) for name, value in form.items(multi=True) if name not in LEFT_OUT)
    return Kept(request.path, fields, _signer().dumps([request.path, fields]))


def opened(text: str) -> Kept | None:
    """A form that was kept by this server; None for anything else."""
    try:
        path, fields = _signer().loads(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return Kept(path, tuple((name, value) for name, value in fields), text)


def go_on(kept: Kept) -> str:
    """The page from which it is sent again."""
    return render_template("again.html", kept=kept, typed=shown(dict(kept.fields)))


def shown(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a person typed, without what the page put there itself."""
    own = {*SECRETS, *LEFT_OUT, "command_id", "seen", "version", "drawn_at", "list", "do"}
    return [(name, value) for name, value in fields.items() if name not in own and value]


@pages.post("/organizer/again")
def bring_back() -> str | tuple[str, int]:
    """For whoever came in again by a role's link in another tab. It sends nothing by itself, so it needs no token."""
    kept = opened(request.form.get("kept", ""))
    if kept is None:
        return render_template("again.html", kept=None, typed=[]), 400
    return go_on(kept) if organizer() or seat() else (render_template("again.html", kept=kept, typed=[]), 401)


def _is_from_here() -> bool:
    """Whether the form stood on a page of this server: no other site may put words into ours."""
    came = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return request.path.startswith(OUR_PATHS) and urlsplit(came).netloc == request.host


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="again")


def is_signed_in() -> bool:
    """Whether this browser may send it now."""
    return bool(organizer() or seat())


def way_back(asked: str) -> str:
    """The page of ours somebody wanted before signing in; the list of contests for anything else."""
    parts = urlsplit(asked)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/organizer/") and "\\" not in asked
    return asked if is_ours and not parts.path.startswith("/organizer/sign-in") else url_for("contests.index")
