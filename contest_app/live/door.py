"""The door: who a new connection is, by its token, its session, or nothing at all.

Responsible for: letting in as judge, role, desk or audience, or saying why not. Must not know: what they do inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from contest_app.accounts.accounts import Accounts
from contest_app.accounts.browser import desk_actor, was_ended
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import AUDIENCE
from contest_app.contest.refusals import Malformed, UnknownContest
from contest_app.contest.words import Words
from contest_app.live.messages import parse_auth
from contest_app.scorekeeper import Scorekeeper, StoreProblem


@dataclass(frozen=True, slots=True)
class Closed:
    """Why somebody does not come in."""

    code: str
    words: Words

    def message(self) -> dict[str, Any]:
        return {"code": self.code, "words": self.words.as_dict()}


@dataclass(frozen=True, slots=True)
class Guest:
    """Who came in: the actor of every message of this connection.

    `home` is the contest of the card or the wall's address, where `contest` may be its rehearsal. `has_place`: whoever
    has a card or is signed in comes in however full the hall is.
    """

    contest: str
    actor: Actor
    token: str = field(default="", repr=False)
    session: Mapping[str, Any] | None = field(default=None, repr=False, compare=False)
    home: str = ""
    has_place: bool = True


UNKNOWN_TOKEN = Closed(
    "unknown_token",
    Words(
        vi="Đường dẫn này không còn dùng được. Hãy xin Ban Tổ chức đường dẫn mới.",
        en="This link is no longer valid. Ask the organizers for a new one.",
    ),
)
FULL = Closed(
    "hall_full",
    Words(
        vi="Đã có quá nhiều màn hình đang xem trực tiếp. Hãy mở lại sau.",
        en="Too many screens are watching live. Come back later.",
    ),
)


def let_in(
    payload: Any, session: Mapping[str, Any], accounts: Accounts, keeper: Scorekeeper, now_ms: int
) -> Guest | Closed:
    """Who a connection is; a token goes before a session, and without either it is audience.

    A screen is audience in whatever browser it stands, and led like all of them: the wall is often the second screen
    of the organizer's own laptop. The session keeps it a place.
    """
    auth = parse_auth({} if payload is None else payload)
    if isinstance(auth, Malformed):
        return Closed(auth.code, auth.words)
    seat = accounts.links.resolve(auth.token) if auth.token else None
    if auth.token and (seat is None or auth.contest not in ("", seat.contest)):
        return UNKNOWN_TOKEN
    home = auth.contest or (seat.contest if seat else "")
    try:
        signed_in = None if seat else desk_actor(session, keeper.home_of(home), accounts, now_ms)
        actor = None if auth.screen else signed_in
        # the desk goes where it wants; cards and walls are led
        contest = home if actor else keeper.played(home, seat.judge if seat else "")
        if keeper.snapshot(contest) is None:
            refused = UnknownContest(contest)
            return Closed(refused.code, refused.words)
    except StoreProblem as problem:
        return Closed(problem.code, problem.words)
    if seat is not None:
        return Guest(contest, Actor(seat.role, judge=seat.judge, device=auth.device), auth.token, home=home)
    if actor is None:
        return Guest(contest, Actor(AUDIENCE, device=auth.device), home=home, has_place=signed_in is not None)
    return Guest(contest, replace(actor, device=auth.device), session=dict(session), home=keeper.home_of(home))


def link_holds(guest: Guest, accounts: Accounts) -> bool:
    """Whether the link that let somebody in is still that seat's, and nobody signed out; asks memory only."""
    if guest.session is not None:
        return not was_ended(guest.session, accounts)
    if not guest.token:
        return True
    seat = accounts.links.resolve(guest.token)
    actor = guest.actor
    return seat is not None and (seat.contest, seat.role, seat.judge) == (
        guest.home or guest.contest,
        actor.role,
        actor.judge,
    )


def led_elsewhere(guests: Iterable[tuple[str, Guest]], keeper: Scorekeeper) -> set[str]:
    """Those for whom a rehearsal began or is over since they came in: they come back, and are led anew."""
    played = cache(keeper.played)  # a thousand walls ask the same

    def is_led(guest: Guest) -> bool:
        if not keeper.has(guest.contest):
            return True
        return guest.session is None and played(guest.home or guest.contest, guest.actor.judge) != guest.contest

    return {name for name, guest in guests if is_led(guest)}


def still_holds(guest: Guest, accounts: Accounts, now_ms: int) -> bool:
    """Whether the link or the session that let somebody in still does; a session is looked up in the store."""
    if guest.session is None:
        return link_holds(guest, accounts)
    actor = desk_actor(guest.session, guest.home or guest.contest, accounts, now_ms)
    return actor is not None and actor.role == guest.actor.role
