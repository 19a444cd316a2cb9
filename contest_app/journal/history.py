"""History: what a journal held at an earlier line, read on whatever connection is at hand.

Responsible for: one line's hash, the state right after it, the events of some kinds up to it. Must not know: who asks,
or what papers are. Its calls run off the hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from contest_app.contest.events import Event, Stamp
from contest_app.journal.chain import ChainCheck, StoredEvent
from contest_app.journal.journal import decoded
from contest_app.journal.replay import Replayed, go_on, nothing_yet, stamp_of
from contest_app.journal.tables import events

_COLUMNS = [events.c[name] for name in StoredEvent.__slots__]


def hash_at(connection: Connection, contest: str, seq: int) -> str | None:
    """The hash of one line; None when there is no such line."""
    query = select(events.c.hash).where(events.c.contest == contest, events.c.seq == seq)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def happened(
    connection: Connection, contest: str, until: int, kinds: Iterable[type[Event]]
) -> tuple[tuple[Event, Stamp], ...]:
    """The events of these kinds up to a line, in order."""
    names = [kind.__name__ for kind in kinds]
    query = select(*_COLUMNS).where(events.c.contest == contest, events.c.seq <= until, events.c.kind.in_(names))
    stored = (StoredEvent(*row) for row in connection.execute(query.order_by(events.c.seq)))
    return tuple((decoded(one), stamp_of(one)) for one in stored)


def replayed_until(connection: Connection, contest: str, journal: str, until: int) -> tuple[Replayed, int | None]:
    """The contest right after a line, and the first line up to there that breaks the chain."""
    check, replayed = ChainCheck(journal), nothing_yet(contest, journal)
    for stored in _lines(connection, contest, until):
        if check.walk([stored]) is not None:
            break
        replayed = go_on(replayed, [stored])
    return replayed, check.bad_seq


def _lines(connection: Connection, contest: str, until: int) -> Iterator[StoredEvent]:
    query = select(*_COLUMNS).where(events.c.contest == contest, events.c.seq <= until).order_by(events.c.seq)
    for row in connection.execute(query):
        yield StoredEvent(*row)
