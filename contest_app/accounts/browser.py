"""Who a signed-in browser is: its session, as the pages wrote it, read back into an actor for one contest.

Responsible for: the one shape of a session and when it has ended; pages and sockets ask here. Must not know: cookies.
A browser is an organizer by account, or one role of one contest by that role's link, never both.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, MutableMapping
from typing import Any

from contest_app.accounts.accounts import SESSION_LASTS_MS, Account, Accounts
from contest_app.accounts.links import Seat
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import ANNOUNCER, DIRECTOR, HEAD_JUDGE, ORGANIZER, SECRETARY

IDLE_MS = 4 * 3600 * 1000
DESK_LINKS = frozenset({DIRECTOR, SECRETARY, HEAD_JUDGE, ANNOUNCER})
"""The roles that come to the desk by a link."""


def begin_organizer(
    session: MutableMapping[str, Any], account: Account, accounts: Accounts, now_ms: int, by_link: bool
) -> None:
    """Signs the browser in as an organizer; `by_link`: with a one-time token, so the old password need not be known."""
    end(session, accounts, now_ms)
    session.update(account=account.name, version=account.session_version, by_link=by_link, **_begun(now_ms))


def begin_role(session: MutableMapping[str, Any], token: str, accounts: Accounts, now_ms: int) -> None:
    """Signs the browser in with a role's link, for that contest and role only."""
    end(session, accounts, now_ms)
    session.update(link=token, **_begun(now_ms))


def end(session: MutableMapping[str, Any], accounts: Accounts, now_ms: int) -> None:
    """Signs the browser out, for good: an answer to another tab that brings the cookie back brings nobody in."""
    if "id" in session:
        accounts.ended.add(session["id"], now_ms)
    session.clear()


def _begun(now_ms: int) -> dict[str, Any]:
    return {"id": secrets.token_hex(8), "since_ms": now_ms, "seen_ms": now_ms}


def is_over(session: Mapping[str, Any], now_ms: int) -> bool:
    """Whether a session has lasted or idled too long."""
    since_ms, seen_ms = int(session.get("since_ms", 0)), int(session.get("seen_ms", 0))
    return now_ms - since_ms > SESSION_LASTS_MS or now_ms - seen_ms > IDLE_MS


def was_ended(session: Mapping[str, Any], accounts: Accounts) -> bool:
    """Whether somebody signed out of it, or its link lets nobody in any more; asks memory only."""
    token = str(session.get("link", ""))
    return session.get("id") in accounts.ended or (token != "" and accounts.links.resolve(token) is None)


def organizer_of(session: Mapping[str, Any], accounts: Accounts, now_ms: int) -> Account | None:
    """The organizer's account, unless the session is over or was ended (a changed password ends all of them)."""
    name = session.get("account")
    if not name or is_over(session, now_ms) or was_ended(session, accounts):
        return None
    account = accounts.account(name)
    return account if account is not None and account.session_version == session.get("version") else None


def seat_of(session: Mapping[str, Any], accounts: Accounts, now_ms: int) -> Seat | None:
    """The contest and role of the link that signed the browser in, while the link holds."""
    token = session.get("link")
    if not token or is_over(session, now_ms) or was_ended(session, accounts):
        return None
    seat = accounts.links.resolve(token)
    return seat if seat is not None and seat.role in DESK_LINKS else None


def desk_actor(session: Mapping[str, Any], contest: str, accounts: Accounts, now_ms: int) -> Actor | None:
    """Who this browser is in a contest; None for somebody who is not signed in for it."""
    account = organizer_of(session, accounts, now_ms)
    if account is not None:
        return Actor(ORGANIZER, account.name)
    seat = seat_of(session, accounts, now_ms)
    return Actor(seat.role) if seat is not None and seat.contest == contest else None
