"""What the public may ask again and again: topics as pages, for phones and for screens that found no place in the hall.

Responsible for: answering without a Flask request around it, so that three hundred phones cost a few percent of the
machine. Must not know: what a topic says. Whatever it does not answer goes on to Flask, which says why in words.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug.http import parse_etags

from contest_app.web.parts import Parts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

_PATH = re.compile(r"/contests/([^/]+)/(board|stage)\.json")
KEPT_FOR = "public, max-age=2"
WORTH_PACKING = 1_000  # bytes


@lru_cache(maxsize=64)
def _packed(body: bytes) -> bytes:
    """A value as it travels to phones, made once for all of them: a board of 30 rows is 14 KB, and 2 so."""
    return gzip.compress(body, 6, mtime=0)


class PublicTopics:
    """Stands before the application and answers `/contests/<contest>/board.json` and `stage.json`."""

    def __init__(self, application: WSGIApplication, parts: Parts, headers: Mapping[str, str]) -> None:
        self._application = application
        self._parts = parts
        self._headers = [*headers.items(), ("Cache-Control", KEPT_FOR)]

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        asked = _PATH.fullmatch(environ.get("PATH_INFO", ""))
        message = self._found(*asked.groups()) if asked and environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        if message is None:
            return self._application(environ, start_response)
        headers = [*self._headers, ("ETag", f'"{message.etag}"'), ("Vary", "Accept-Encoding")]
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(message.etag):
            start_response("304 Not Modified", headers)
            return []
        body = message.body
        if len(body) >= WORTH_PACKING and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = _packed(body)
            headers.append(("Content-Encoding", "gzip"))
        start_response("200 OK", [*headers, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    def _found(self, contest: str, name: str) -> Any:
        """The topic's current value; None where there is none to be had, which Flask's own route then explains."""
        try:
            contest = self._parts.scorekeeper.played(contest)
            known = self._parts.scorekeeper.snapshot(contest)
            return None if known is None else self._parts.announcer.value(contest, name)
        except Exception:
            return None
