"""Looking through a journal: its lines newest first, as far as the store itself can tell which ones are wanted.

Responsible for: reading few lines of a long journal. Must not know: what an event means; whoever asks looks at each
line again. Its calls run off the hub.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from contest_app.contest.events import Event, Stamp
from contest_app.journal.chain import StoredEvent
from contest_app.journal.journal import decoded
from contest_app.journal.replay import stamp_of
from contest_app.journal.tables import events

CHUNK = 500
_COLUMNS = [events.c[name] for name in StoredEvent.__slots__]


@dataclass(frozen=True)
class Wanted:
    """Which lines: of these kinds (all without any), by this actor, before this line (0: from the end).

    `naming`: ids that the line must name, unless its kind is among `regardless` (kinds that tell what they are about by
    a line's number alone). An actor's label names the judge's id as well.
    """

    kinds: Sequence[str] = ()
    actor: str = ""
    before: int = 0
    naming: Sequence[str] = ()
    regardless: Sequence[str] = ()


def lines(connection: Connection, contest: str, wanted: Wanted, limit: int = CHUNK) -> list[tuple[Event, Stamp]]:
    """The newest of these lines, the newest first, at most `limit`."""
    query = select(*_COLUMNS).where(events.c.contest == contest)
    if wanted.before:
        query = query.where(events.c.seq < wanted.before)
    if wanted.kinds:
        query = query.where(events.c.kind.in_(wanted.kinds))
    if wanted.actor:
        query = query.where(events.c.actor == wanted.actor)
    for each in wanted.naming:
        query = query.where(_names(each, wanted.regardless))
    stored = (StoredEvent(*row) for row in connection.execute(query.order_by(events.c.seq.desc()).limit(limit)))
    return [(decoded(one), stamp_of(one)) for one in stored]


def _names(wanted: str, regardless: Sequence[str]) -> ColumnElement[bool]:
    """Whether a line's data hold the id as a text of its own: in canonical JSON it stands between plain quotes."""
    is_named = events.c.data.contains(f'"{wanted}"', autoescape=True)
    return or_(is_named, events.c.actor == f"judge:{wanted}", events.c.kind.in_(regardless))


def actors(connection: Connection, contest: str) -> list[str]:
    """The labels of everybody who ever acted in a contest."""
    query = select(events.c.actor).where(events.c.contest == contest).distinct()
    return sorted(connection.execute(query).scalars())
