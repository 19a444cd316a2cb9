"""Who a signed-in browser is: its session, as the pages wrote it, read back into an actor for one contest.

Responsible for: the one shape of a session and when it has ended; pages and sockets ask here. Must not know: cookies.
A browser is an organizer by account, or one role of one contest by that role's link, never both.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from contest_app.accounts.accounts import Account, Accounts
from contest_app.accounts.links import Seat
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import ANNOUNCER, DIRECTOR, HEAD_JUDGE, ORGANIZER, SECRETARY

LASTS_MS = 12 * 3600 * 1000
IDLE_MS = 4 * 3600 * 1000
DESK_LINKS = frozenset({DIRECTOR, SECRETARY, HEAD_JUDGE, ANNOUNCER})
"""The roles that come to the desk by a link."""


def begin_organizer(session: MutableMapping[str, Any], account: Account, now_ms: int, by_link: bool) -> None:
    """Signs the browser in as an organizer; `by_link`: with a one-time token, so the old password need not be known."""
    session.clear()
    session.update(
        account=account.name, version=account.session_version, since_ms=now_ms, seen_ms=now_ms, by_link=by_link
    )


def begin_role(session: MutableMapping[str, Any], token: str, now_ms: int) -> None:
    """Signs the browser in with a role's link, for that contest and role only."""
    session.clear()
    session.update(link=token, since_ms=now_ms, seen_ms=now_ms)


def is_over(session: Mapping[str, Any], now_ms: int) -> bool:
    """Whether a session has lasted or idled too long."""
    since_ms, seen_ms = int(session.get("since_ms", 0)), int(session.get("seen_ms", 0))
    return now_ms - since_ms > LASTS_MS or now_ms - seen_ms > IDLE_MS


def organizer_of(session: Mapping[str, Any], accounts: Accounts, now_ms: int) -> Account | None:
    """The organizer's account, unless the session is over or was ended (a changed password ends all of them)."""
    name = session.get("account")
    if not name or is_over(session, now_ms):
        return None
    account = accounts.account(name)
    return account if account is not None and account.session_version == session.get("version") else None


def seat_of(session: Mapping[str, Any], accounts: Accounts, now_ms: int) -> Seat | None:
    """The contest and role of the link that signed the browser in, while the link holds."""
    token = session.get("link")
    if not token or is_over(session, now_ms):
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
