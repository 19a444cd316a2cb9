"""Links: the secret last part of every join link, one a judge's seat, a role or a screen of a contest.

Responsible for: making, finding, revoking and renewing tokens; finding one costs no query. Must not know: URLs, QR
codes, which device holds a seat (that is an event).

The token itself is stored, not a hash: the sheet of QR cards must be printed again at any time, and whoever reads the
data file can read every mark in it anyway. One process keeps them in memory; it is the only one that writes them.
A rehearsal has no links of its own: who lets a seat in looks for a rehearsal of the seat's contest first.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

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
    """A seat and its token, as the cards need it; `renewed` counts how often the seat was given a fresh one."""

    seat: Seat
    token: str
    created_ms: int = 0
    renewed: int = 0
    is_revoked: bool = False

    @property
    def mark(self) -> str:
        """What tells this token from the next of its seat, without letting anybody in."""
        return hashlib.sha256(self.token.encode()).hexdigest()[:16]


class Links:
    """Every link there is; only those that are not revoked let anybody in."""

    def __init__(self, rows: Rows, now_ms: Callable[[], int]) -> None:
        self._rows = rows
        self._now_ms = now_ms
        self._by_token: dict[str, Link] = {}
        self._lock = threading.Lock()  # held for a few statements, never while a row is written

    def start(self) -> None:
        """Reads all links; later changes go through here."""
        self._by_token = {link.token: link for link in self._rows.read(_all_links)}

    def resolve(self, token: str) -> Seat | None:
        """Whom a token lets in; None for one that is unknown or revoked."""
        link = self._by_token.get(token)
        return link.seat if link is not None and not link.is_revoked else None

    def of(self, contest: str, with_revoked: bool = False) -> list[Link]:
        """The links of a contest: roles first, then judges by id."""
        found = [link for link in list(self._by_token.values()) if link.seat.contest == contest]
        return sorted((link for link in found if with_revoked or not link.is_revoked), key=_place)

    def ensure(self, contest: str, judges: Iterable[str], head_since_ms: int | None = None) -> list[Link]:
        """The links of a contest, after whatever role or judge had none was given one; revoked ones stay revoked.

        A link of the head judge's desk from before `head_since_ms` was the last head judge's: it is made anew.
        """
        wanted = [Seat(contest, role) for role in LINK_ROLES]
        wanted += [Seat(contest, permissions.JUDGE, judge) for judge in judges]
        lacking = set(wanted) - {link.seat for link in list(self._by_token.values())}
        if lacking:
            now_ms = self._now_ms()
            stored = self._rows.write(lambda connection: _store(connection, contest, wanted, now_ms))
            self._add(link for link in stored if link.seat in lacking)
        head = Seat(contest, permissions.HEAD_JUDGE)
        if head_since_ms is not None and any(
            link.seat == head and link.created_ms < head_since_ms for link in self.of(contest)
        ):
            self.renew(head, before_ms=head_since_ms)
        return self.of(contest)

    def renew(self, seat: Seat, mark: str | None = None, before_ms: int | None = None) -> Link | None:
        """A fresh token for a seat; the old one, if any, lets nobody in any more.

        Where it is no longer the link of that `mark`, or was made since `before_ms`, nothing happens: somebody has
        renewed it already, or the same form came twice. A revoked link is renewed by its mark only.
        """
        now_ms = self._now_ms()

        def replace(connection: Connection) -> Link | None:
            old = _link_of(connection, seat)
            if mark is not None and (old is None or old.mark != mark):
                return None
            if before_ms is not None and (old is None or old.is_revoked or old.created_ms >= before_ms):
                return None
            _delete(connection, seat)
            fresh = Link(seat, _fresh_token(), now_ms, 0 if old is None else old.renewed + 1)
            _insert(connection, fresh)
            return fresh

        fresh = self._rows.write(replace)
        if fresh is not None:
            self._keep_only(seat, fresh)
        return fresh

    def revoke(self, seat: Seat) -> None:
        """Takes the seat's token back until it is renewed; sockets that are in already are the caller's to close."""
        is_this = _is(seat)
        now_ms = self._now_ms()
        self._rows.write(lambda connection: connection.execute(update(links).where(is_this).values(revoked_ms=now_ms)))
        old = next((link for link in list(self._by_token.values()) if link.seat == seat), None)
        if old is not None:
            self._keep_only(seat, dataclasses.replace(old, is_revoked=True))

    def forget(self, seat: Seat) -> None:
        """Takes the seat's link away as if it had never had one."""
        self._rows.write(lambda connection: _delete(connection, seat))
        self._keep_only(seat, None)

    def _add(self, made: Iterable[Link]) -> None:
        """Takes in the links of seats that had none; of the others something newer may be known than what was read."""
        with self._lock:
            self._by_token = {**self._by_token, **{link.token: link for link in made}}

    def _keep_only(self, seat: Seat, link: Link | None) -> None:
        with self._lock:
            kept = {token: held for token, held in self._by_token.items() if held.seat != seat}
            self._by_token = kept if link is None else {**kept, link.token: link}


def stored_links(connection: Connection, contest: str | None = None) -> list[Link]:
    """The links of one contest, or of all, that let somebody in, as they stand in the store."""
    return [link for link in _all_links(connection, contest) if not link.is_revoked]


def store_links(connection: Connection, contest: str, wanted: Iterable[Seat], now_ms: int) -> list[Link]:
    """Stores a link for every wanted seat of a contest that has none; all links of the contest that are not revoked."""
    return [link for link in _store(connection, contest, wanted, now_ms) if not link.is_revoked]


def _store(connection: Connection, contest: str, wanted: Iterable[Seat], now_ms: int) -> list[Link]:
    there = {link.seat for link in _all_links(connection, contest)}
    for seat in wanted:
        if seat not in there:
            _insert(connection, Link(seat, _fresh_token(), now_ms))
    return _all_links(connection, contest)


def _all_links(connection: Connection, contest: str | None = None) -> list[Link]:
    query = select(links)
    if contest is not None:
        query = query.where(links.c.contest == contest)
    return sorted((_read(row) for row in connection.execute(query)), key=_place)


def _link_of(connection: Connection, seat: Seat) -> Link | None:
    row = connection.execute(select(links).where(_is(seat))).first()
    return None if row is None else _read(row)


def _read(row: Row[Any]) -> Link:
    seat = Seat(row.contest, row.role, row.judge)
    return Link(seat, row.token, row.created_ms, row.renewed, row.revoked_ms is not None)


def _place(link: Link) -> tuple[str, int, str]:
    role = link.seat.role
    return link.seat.contest, LINK_ROLES.index(role) if role in LINK_ROLES else len(LINK_ROLES), link.seat.judge


def _fresh_token() -> str:
    return secrets.token_urlsafe(16)


def _insert(connection: Connection, link: Link) -> None:
    seat = link.seat
    row = {"token": link.token, "contest": seat.contest, "role": seat.role, "judge": seat.judge}
    connection.execute(insert(links).values(**row, created_ms=link.created_ms, renewed=link.renewed))


def _delete(connection: Connection, seat: Seat) -> None:
    connection.execute(delete(links).where(_is(seat)))


def _is(seat: Seat) -> ColumnElement[bool]:
    return (links.c.contest == seat.contest) & (links.c.role == seat.role) & (links.c.judge == seat.judge)
