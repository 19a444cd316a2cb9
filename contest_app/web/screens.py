"""The pages that carry the built front ends, the sign-post, and the cacheable board; what protects all of them.

Responsible for: writing the contest and the seat into a page, cache and security headers. Must not know: what the front
ends do with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest.permissions import JUDGE
from contest_app.contest.words import Words
from contest_app.web.built_files import ASK_AGAIN, keeping
from contest_app.web.links.pages import base_url
from contest_app.web.parts import parts, server_lang
from contest_app.web.public_topics import PublicTopics

pages = Blueprint(
    "screens", __name__, template_folder="sign_post", static_folder="sign_post", static_url_path="/sign-post"
)

NO_STORE = "no-store"

NOT_BUILT = Words(
    vi="Giao diện chưa được dựng. Hãy chạy “make front-ends” rồi tải lại trang.",
    en="The front ends are not built. Run “make front-ends”, then reload.",
)
NO_SUCH_LINK = Words(
    vi="Đường dẫn này không còn dùng được. Hãy xin Ban Tổ chức đường dẫn mới.",
    en="This link is no longer valid. Ask the organizers for a new one.",
)
NO_SUCH_CONTEST = Words(vi="Không có hội thi này.", en="There is no such contest.")


@pages.get("/")
def sign_post() -> AnyResponse:
    """Where everything is, for somebody who typed the bare address."""
    return _page("sign_post.html", contests=parts().scorekeeper.contests())


@pages.get("/display")
def displays() -> AnyResponse:
    """The screen of the only contest there is, otherwise the choice."""
    every: list[Any] = list(parts().scorekeeper.contests())
    contests = [row for row in every if not row.rehearsal_of]  # a contest's own address leads into its rehearsal
    if len(contests) == 1:
        return redirect(f"/display/{contests[0].contest}")
    return _page("sign_post.html", contests=contests)


@pages.get("/display/<contest>")
def display(contest: str) -> AnyResponse:
    """A public screen of a contest."""
    if parts().scorekeeper.snapshot(contest) is None:
        return _sorry(NO_SUCH_CONTEST, 404)
    # A wall on this very machine must not tell the hall an address that works here only.
    card = {"contest": contest, "lang": _asked_language(), "is_demo": _is_demo(), "base": base_url()}
    response = _front_end("display", "screen", card)
    response.headers["Cache-Control"] = ASK_AGAIN  # nothing in it is anybody's secret
    response.add_etag()
    return response.make_conditional(request.environ)


@pages.get("/judge/<token>")
def judge(token: str) -> AnyResponse:
    """A judge's tablet; the token in the address is the seat."""
    seat = parts().accounts.links.resolve(token)
    if seat is None or seat.role != JUDGE:
        return _sorry(NO_SUCH_LINK, 404)
    whose = {"contest": seat.contest, "judge": seat.judge, "journal": _journal(seat.contest)}
    card = {**whose, "token": token, "lang": _asked_language(), "is_demo": _is_demo()}
    return _front_end("judge", "seat", card)


@pages.get("/contests/<contest>/board.json")
def board(contest: str) -> AnyResponse:
    """The public board as the topic `board` has it."""
    return _topic(contest, "board")


@pages.get("/contests/<contest>/stage.json")
def stage(contest: str) -> AnyResponse:
    """What the wall shows as the topic `stage` has it, for screens that no longer found a place in the hall."""
    return _topic(contest, "stage")


def _topic(contest: str, name: str) -> AnyResponse:
    """Says why `PublicTopics`, which stands before these pages, has no answer."""
    contest = parts().scorekeeper.played(contest)
    if parts().scorekeeper.snapshot(contest) is None:
        return _json_sorry(NO_SUCH_CONTEST, 404)
    return Response(parts().announcer.value(contest, name).body, mimetype="application/json")


def _journal(contest: str) -> str:
    """The id in the hashes: a tablet keeps what is a judge's under it, and a restore does not change it."""
    return next((row.journal for row in parts().scorekeeper.contests() if row.contest == contest), "")


def _asked_language() -> str:
    asked = request.args.get("lang", "")
    return asked if asked in ("vi", "en") else server_lang()


def _is_demo() -> bool:
    return bool(parts().config.is_demo)


def _front_end(folder: str, element: str, data: dict[str, Any]) -> Response:
    """The built page with what it must know written into its head, as data and not as a script."""
    built = Path(current_app.static_folder or "") / folder / "index.html"
    try:
        html = built.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _sorry(NOT_BUILT, 503)
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    block = f'<script type="application/json" id="{element}">{written}</script>'
    html = html.replace('<html lang="vi">', f'<html lang="{data["lang"]}">', 1)
    return _uncached(Response(html.replace("</head>", f"{block}</head>", 1), mimetype="text/html"))


def _page(template: str, status: int = 200, **values: Any) -> Response:
    html = render_template(template, first=_asked_language(), **values)
    return _uncached(Response(html, status=status, mimetype="text/html"))


def _sorry(words: Words, status: int) -> Response:
    return _page("sorry.html", status, words=words)


def _json_sorry(words: Words, status: int) -> AnyResponse:
    return Response(json.dumps({"words": words.as_dict()}, ensure_ascii=False), status, mimetype="application/json")


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = NO_STORE
    return response


# --- headers of every answer ------------------------------------------------------------------------------------------

# Sockets are named apart from 'self': older browsers do not count ws: to it.
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)


_FOR_EVERYBODY = ("/static/", "/contests/", "/display/", "/sign-post/", "/guide/")


def protection(*, may_be_framed: bool = False) -> dict[str, str]:
    """The headers of every answer."""
    return {
        "Content-Security-Policy": _POLICY.format(ancestors="'self'" if may_be_framed else "'none'"),
        "X-Frame-Options": "SAMEORIGIN" if may_be_framed else "DENY",
        "Referrer-Policy": "no-referrer",  # a seat's token stands in the address: it must not travel on
        "X-Content-Type-Options": "nosniff",
    }


def _protect(response: Response) -> Response:
    headers = response.headers
    # The desk may show the wall in a frame of its own page; nobody else may frame anything.
    for name, value in protection(may_be_framed=request.path.startswith("/display/")).items():
        headers.setdefault(name, value)
    if request.path.startswith("/static/") and response.status_code in (200, 206, 304):
        headers["Cache-Control"] = keeping()
    if request.path.startswith(_FOR_EVERYBODY) and not session.modified:
        session.accessed = False  # or every shared cache would be told that the answer depends on who asks
    return response


def register(app: Flask) -> None:
    """Adds the pages, and the headers to every page of the application."""
    app.register_blueprint(pages)
    app.after_request(_protect)
    app.wsgi_app = PublicTopics(app.wsgi_app, app.extensions["contest_app"], protection())  # type: ignore[method-assign]
