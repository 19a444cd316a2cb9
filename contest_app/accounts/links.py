"""Links: the secret last part of every join link, one a judge's seat, a role or a screen of a contest.

Responsible for: making, finding, revoking and renewing tokens; finding one costs no query. Must not know: URLs, QR
codes, which device holds a seat (that is an event).

The token itself is stored, not a hash: the sheet of QR cards must be printed again at any time, and whoever reads the
data file can read every mark in it anyway. One process keeps them in memory; it is the only one that writes them.
A rehearsal has no links of its own: who lets a seat in may look for a running rehearsal of the seat's contest first.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from contest_app.accounts.rows import Rows
from contest_app.accounts.tables import links
from contest_app.contest import permissions

LINK_ROLES = (
    permissions.DIRECTOR,
    permissions.SECRETARY,
    permissions.HEAD_JUDGE,
    permissions.ANNOUNCER,
    permissions.SCREEN,
)
"""The roles that come in by a link of their own; each judge has one too, organizers sign in."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whom a token lets in: a role of a contest; `judge` is the judge's id, empty for the other roles."""

    contest: str
    role: str
    judge: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A seat and its token, as the cards need it."""

    seat: Seat
    token: str


class Links:
    """Every link that is valid now."""

    def __init__(self, rows: Rows, now_ms: Callable[[], int]) -> None:
        self._rows = rows
        self._now_ms = now_ms
        self._by_token: dict[str, Seat] = {}

    def start(self) -> None:
        """Reads all links; later changes go through here."""
        self._by_token = {link.token: link.seat for link in self._rows.read(stored_links)}

    def resolve(self, token: str) -> Seat | None:
        """Whom a token lets in; None for one that is unknown or revoked."""
        return self._by_token.get(token)

    def of(self, contest: str) -> list[Link]:
        """The links of a contest: roles first, then judges by id."""
        found = [Link(seat, token) for token, seat in list(self._by_token.items()) if seat.contest == contest]
        return sorted(found, key=_place)

    def ensure(self, contest: str, judges: Iterable[str]) -> list[Link]:
        """The links of a contest, after whatever role or judge had none was given one."""
        wanted = [Seat(contest, role) for role in LINK_ROLES]
        wanted += [Seat(contest, permissions.JUDGE, judge) for judge in judges]
        if set(wanted) - set(self._by_token.values()):
            now_ms = self._now_ms()
            stored = self._rows.write(lambda connection: store_links(connection, contest, wanted, now_ms))
            self._by_token.update((link.token, link.seat) for link in stored)
        return self.of(contest)

    def renew(self, seat: Seat) -> Link:
        """A fresh token for a seat; the old one, if any, lets nobody in any more."""
        fresh, now_ms = Link(seat, _fresh_token()), self._now_ms()

        def replace(connection: Connection) -> None:
            _delete(connection, seat)
            _insert(connection, fresh, now_ms)

        self._rows.write(replace)
        self._forget(seat)
        self._by_token[fresh.token] = seat
        return fresh

    def revoke(self, seat: Seat) -> None:
        """Takes the seat's token back; sockets that are in already are the caller's to close."""
        self._rows.write(lambda connection: _delete(connection, seat))
        self._forget(seat)

    def _forget(self, seat: Seat) -> None:
        self._by_token = {token: held for token, held in list(self._by_token.items()) if held != seat}


def stored_links(connection: Connection, contest: str | None = None) -> list[Link]:
    """The links of one contest, or of all, as they stand in the store."""
    query = select(links.c.token, links.c.contest, links.c.role, links.c.judge)
    if contest is not None:
        query = query.where(links.c.contest == contest)
    found = [Link(Seat(row.contest, row.role, row.judge), row.token) for row in connection.execute(query)]
    return sorted(found, key=_place)


def store_links(connection: Connection, contest: str, wanted: Iterable[Seat], now_ms: int) -> list[Link]:
    """Stores a link for every wanted seat of a contest that has none; all links of the contest."""
    there = {link.seat for link in stored_links(connection, contest)}
    for seat in wanted:
        if seat not in there:
            _insert(connection, Link(seat, _fresh_token()), now_ms)
    return stored_links(connection, contest)


def _place(link: Link) -> tuple[str, int, str]:
    role = link.seat.role
    return link.seat.contest, LINK_ROLES.index(role) if role in LINK_ROLES else len(LINK_ROLES), link.seat.judge


def _fresh_token() -> str:
    return secrets.token_urlsafe(16)


def _insert(connection: Connection, link: Link, now_ms: int) -> None:
    seat = link.seat
    row = {"token": link.token, "contest": seat.contest, "role": seat.role, "judge": seat.judge, "created_ms": now_ms}
    connection.execute(insert(links).values(row))


def _delete(connection: Connection, seat: Seat) -> None:
    is_this = (links.c.contest == seat.contest) & (links.c.role == seat.role) & (links.c.judge == seat.judge)
    connection.execute(delete(links).where(is_this))
