"""A link or a session that ended lets nobody go on, even on a line that is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from contest_app.accounts.accounts import Account, Accounts
from contest_app.accounts.ended import Ended
from contest_app.accounts.links import Seat
from contest_app.contest.commands import Actor
from contest_app.live.door import Guest, link_holds, still_holds

NOW_MS = 1_000_000


@dataclass
class People:
    """The accounts and links as the door asks for them."""

    seats: dict[str, Seat] = field(default_factory=dict)
    version: int = 1
    ended: Ended = field(default_factory=lambda: Ended(1000))

    @property
    def accounts(self) -> Accounts:
        links = SimpleNamespace(resolve=self.seats.get)
        account = SimpleNamespace(links=links, ended=self.ended, account=lambda name: Account(name, True, self.version))
        return cast(Accounts, account)


def test_a_renewed_link_ends_the_lines_that_came_by_the_old_one() -> None:
    people = People({"old": Seat("c", "judge", "j1")})
    guest = Guest("c", Actor("judge", judge="j1"), token="old")
    assert link_holds(guest, people.accounts)

    people.seats = {"new": Seat("c", "judge", "j1")}

    assert not link_holds(guest, people.accounts)


def test_a_token_given_to_another_seat_is_no_longer_this_ones() -> None:
    people = People({"t": Seat("c", "judge", "j2")})

    assert not link_holds(Guest("c", Actor("judge", judge="j1"), token="t"), people.accounts)


def test_a_session_that_was_ended_elsewhere_is_over_here() -> None:
    people = People()
    session: dict[str, Any] = {"account": "btc", "version": 1, "since_ms": NOW_MS, "seen_ms": NOW_MS}
    guest = Guest("c", Actor("organizer", "btc"), session=session)
    assert still_holds(guest, people.accounts, NOW_MS)

    people.version = 2

    assert not still_holds(guest, people.accounts, NOW_MS)


def test_the_line_of_a_browser_that_signed_out_holds_no_longer() -> None:
    people = People()
    session: dict[str, Any] = {"id": "a", "account": "btc", "version": 1, "since_ms": NOW_MS, "seen_ms": NOW_MS}
    guest, other = (Guest("c", Actor("organizer", "btc"), session={**session, "id": one}) for one in "ab")
    assert link_holds(guest, people.accounts)

    people.ended.add("a", NOW_MS)

    assert not link_holds(guest, people.accounts)
    assert not still_holds(guest, people.accounts, NOW_MS)
    assert still_holds(other, people.accounts, NOW_MS)


def test_a_revoked_link_ends_the_lines_of_the_sessions_that_came_by_it() -> None:
    people = People({"t": Seat("c", "announcer")})
    guest = Guest("c", Actor("announcer"), session={"link": "t", "since_ms": NOW_MS, "seen_ms": NOW_MS})
    assert link_holds(guest, people.accounts)

    people.seats = {}

    assert not link_holds(guest, people.accounts)


def test_an_ended_session_is_remembered_as_long_as_its_cookie_would_hold() -> None:
    ended = Ended(1000)
    ended.add("a", 0)
    ended.add("b", 1000)
    assert "a" in ended

    ended.add("c", 1001)

    assert ("a" in ended, "b" in ended) == (False, True)


def test_a_guest_does_not_show_what_let_it_in() -> None:
    guest = Guest("c", Actor("judge"), token="very-secret", session={"account": "hidden"})

    assert "secret" not in repr(guest)
    assert "hidden" not in repr(guest)
