"""Who the browser of this request is, and the doors that let only certain roles through.

Responsible for: asking the session, turning away, keeping a session awake. Must not know: what the pages show.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, g, request, session

from contest_app.accounts import browser
from contest_app.accounts.accounts import Account
from contest_app.accounts.links import Seat
from contest_app.contest.commands import Actor
from contest_app.contest.naming import ROLE_NAMES
from contest_app.web.language import say
from contest_app.web.parts import parts
from contest_app.web.security import OUR_PATHS

Page = TypeVar("Page", bound=Callable[..., Any])
TOUCH_MS = 60_000
# What the page fetches by itself is no sign of a person.
AUTOMATIC = frozenset(
    {"desk.panels", "announcer.panels", "people.panels", "draw.panels"}
    | {"safety.status", "safety.alarm", "demo_notice.strip"}
)


def is_htmx() -> bool:
    """Whether the page's script asks, and not the browser by itself."""
    return request.headers.get("HX-Request") == "true"


def organizer() -> Account | None:
    """The signed-in organizer."""
    if "organizer" not in g:
        g.organizer = browser.organizer_of(session, parts().accounts, parts().now_ms())
    account: Account | None = g.organizer
    return account


def seat() -> Seat | None:
    """The contest and role that this browser was let in for by a link."""
    return browser.seat_of(session, parts().accounts, parts().now_ms())


def actor_for(contest: str) -> Actor | None:
    """Who this browser is in a contest."""
    account = organizer()
    if account is not None:
        return Actor("organizer", account.name)
    held = seat()
    home = parts().scorekeeper.home_of(contest)
    return Actor(held.role) if held is not None and held.contest in (contest, home) else None


def forget_who() -> None:
    """After the session changed within a request."""
    g.pop("organizer", None)


def role_required(*roles: str) -> Callable[[Page], Page]:
    """Lets only these roles of the contest in the address through; the page gets `actor`."""

    def door(page: Page) -> Page:
        @wraps(page)
        def guarded(contest: str, **rest: Any) -> Any:
            actor = actor_for(contest)
            if actor is None:
                # Somebody who is signed in for something else is told no, not asked to sign in again.
                abort(403 if seat() is not None else 401)
            if actor.role not in roles:
                abort(403)
            return page(contest=contest, actor=actor, **rest)

        return guarded  # type: ignore[return-value]

    return door


def organizer_required(page: Page) -> Page:
    """Lets only organizers through."""

    @wraps(page)
    def guarded(**rest: Any) -> Any:
        if organizer() is None:
            abort(403 if seat() is not None else 401)
        return page(**rest)

    return guarded  # type: ignore[return-value]


def who() -> str:
    """The name in the bar: the organizer's, or the role's."""
    account = organizer()
    if account is not None:
        return (
            f"{say(ROLE_NAMES['organizer'])} · {account.name}" if account.has_password else say(ROLE_NAMES["organizer"])
        )
    held = seat()
    return say(ROLE_NAMES[held.role]) if held is not None else ""


def session_ended() -> bool:
    """Whether this browser was signed in and no longer is."""
    return bool(session.get("account") or session.get("link")) and organizer() is None and seat() is None


def _stay_awake() -> None:
    now_ms = parts().now_ms()
    is_signed_in = session.get("account") or session.get("link")
    if not request.path.startswith(OUR_PATHS):
        return  # what anybody may fetch, and any cache keep, brings no cookie of somebody who is signed in
    if not is_signed_in or request.endpoint in AUTOMATIC or browser.is_over(session, now_ms):
        return
    if now_ms - session.get("seen_ms", 0) > TOUCH_MS:
        session["seen_ms"] = now_ms


def know_people(app: Flask) -> None:
    """Keeps sessions awake while a person works, and tells the templates who it is."""
    app.before_request(_stay_awake)
    app.jinja_env.globals.update(who=who, is_organizer=lambda: organizer() is not None)
