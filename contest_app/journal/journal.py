"""The journal: every event of every contest, appended and never changed, with the receipts of the commands behind them.

Responsible for: one durable transaction a batch, reading in order, the check of the chain.
Must not know: what events mean, nor who waits for a commit. Its calls run off the hub: nothing here logs, or takes a
lock that green threads take. One caller at a time writes, one at a time reads (the scorekeeper sees to it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Dialect, Engine, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from contest_app.contest.events import Event
from contest_app.journal import problems, schema
from contest_app.journal.chain import ChainCheck, StoredEvent
from contest_app.journal.codec import Unreadable, decode
from contest_app.journal.folder import FolderLock
from contest_app.journal.sqlite import FILE_NAME, sqlite_engine
from contest_app.journal.tables import contests, events, receipts

T = TypeVar("T")
CHUNK = 500


@dataclass(frozen=True, slots=True)
class ContestRow:
    """One contest in the list of contests; its words are copies from its journal."""

    contest: str
    journal: str
    title: str
    place: str
    held_on: str
    rehearsal_of: str
    created_ms: int
    epoch: str = ""

    @property
    def known_as(self) -> str:
        """The journal's id as everybody outside is told it: a restored one is another (docs/decisions/0008)."""
        return f"{self.journal}.{self.epoch}" if self.epoch else self.journal


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """That a command was carried out: up to which seq, with what outcome ("done" or "late"), whose and what it was."""

    contest: str
    command_id: str
    seq: int
    outcome: str
    actor: str
    kind: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that one commit makes durable, of any number of contests."""

    created: Sequence[ContestRow] = ()
    retitled: Sequence[ContestRow] = ()
    events: Sequence[StoredEvent] = ()
    receipts: Sequence[StoredReceipt] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.created or self.retitled or self.events or self.receipts)


_RETITLE = (
    update(contests)
    .where(contests.c.contest == bindparam("of"))
    .values(title=bindparam("to"), place=bindparam("at"), held_on=bindparam("on"))
)
_EVENT_COLUMNS = [events.c[name] for name in StoredEvent.__slots__]
_CONTEST_COLUMNS = [contests.c[name] for name in ContestRow.__slots__]
_RECEIPT_COLUMNS = [receipts.c[name] for name in StoredReceipt.__slots__]


class Journal:
    """An open store. `append` and `write` use one connection that nothing else has; all reading uses another."""

    def __init__(self, reader: Engine, writer: Engine | None, lock: FolderLock | None = None) -> None:
        self._engines = [engine for engine in (writer, reader) if engine is not None]
        self._writer = writer.connect() if writer is not None else None
        self._reader = reader.connect()
        self._lock = lock

    @classmethod
    def open(cls, folder: Path) -> Journal:
        """The store of a data folder, made or brought up to date where needed; StoreProblem when it cannot be had."""
        lock, path = FolderLock(folder), folder / FILE_NAME
        with ExitStack() as undone, _in_words():
            undone.callback(lock.release)
            writer, reader = sqlite_engine(path, is_writer=True), sqlite_engine(path, is_writer=False)
            undone.callback(writer.dispose)
            with writer.begin() as connection:
                _refuse_newer(connection, folder)
                schema.bring_up_to_date(connection)
            journal = cls(reader, writer, lock)
            undone.pop_all()
        return journal

    @classmethod
    def open_to_read(cls, folder: Path) -> Journal:
        """The store of a data folder, only to be read; a server may be running on it."""
        path = folder / FILE_NAME
        if not path.is_file():
            raise problems.nothing_stored(folder)
        with ExitStack() as undone, _in_words():
            reader = sqlite_engine(path, is_writer=False)
            undone.callback(reader.dispose)
            with reader.connect() as connection:
                _refuse_newer(connection, folder)
                if schema.version_of(connection) != schema.HEAD:
                    raise problems.older_version(folder)
            journal = cls(reader, None)
            undone.pop_all()
        return journal

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes both connections and lets the next server in."""
        for connection in (self._writer, self._reader):
            if connection is not None:
                connection.close()
        for engine in self._engines:
            engine.dispose()
        if self._lock is not None:
            self._lock.release()

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(self, batch: Batch) -> None:
        """Makes the whole batch durable or nothing of it (StoreProblem)."""
        self.write(lambda connection: store(connection, batch))

    def write(self, work: Callable[[Connection], T]) -> T:
        """Runs work on plain rows in a transaction of its own; what it raises, or StoreProblem, undoes it."""
        if self._writer is None:
            raise RuntimeError("this journal was opened to be read")
        with _in_words(), self._writer.begin():
            return work(self._writer)

    # --- reading ------------------------------------------------------------------------------------------------------

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs work that only reads, on one consistent view of the store."""
        with _in_words(), self._reader.begin():
            return work(self._reader)

    def contests(self) -> list[ContestRow]:
        """Every contest, the oldest first."""
        query = select(*_CONTEST_COLUMNS).order_by(contests.c.created_ms, contests.c.contest)
        return self.read(lambda connection: [ContestRow(*row) for row in connection.execute(query)])

    def contest(self, contest: str) -> ContestRow | None:
        """One contest's row."""
        query = select(*_CONTEST_COLUMNS).where(contests.c.contest == contest)
        row = self.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else ContestRow(*row)

    def last_ms(self) -> int:
        """When the latest event of any contest was written; 0 without one."""
        # One look at the end of each contest: grouping the events would read a whole season at every start.
        of_one = select(events.c.at_ms).where(events.c.contest == contests.c.contest).correlate(contests)
        last_ms = of_one.order_by(events.c.seq.desc()).limit(1).scalar_subquery()
        query = select(func.max(last_ms)).select_from(contests)
        return self.read(lambda connection: connection.execute(query).scalar_one()) or 0

    def events(self, contest: str, after: int = 0, limit: int = CHUNK) -> list[StoredEvent]:
        """Up to `limit` stored events that follow the seq `after`."""
        query = (
            select(*_EVENT_COLUMNS)
            .where(events.c.contest == contest, events.c.seq > after)
            .order_by(events.c.seq)
            .limit(limit)
        )
        return self.read(lambda connection: [StoredEvent(*row) for row in connection.execute(query)])

    def stream(self, contest: str, after: int = 0) -> Iterator[StoredEvent]:
        """Every stored event that follows the seq `after`, a chunk in memory at a time."""
        while chunk := self.events(contest, after):
            yield from chunk
            after = chunk[-1].seq

    def receipts(self, contest: str, since: int = 0) -> list[StoredReceipt]:
        """The receipts of a contest whose seq is at least `since`."""
        query = select(*_RECEIPT_COLUMNS).where(receipts.c.contest == contest, receipts.c.seq >= since)
        return self.read(lambda connection: [StoredReceipt(*row) for row in connection.execute(query)])

    def receipt(self, contest: str, command_id: str) -> StoredReceipt | None:
        """The receipt of one command."""
        query = select(*_RECEIPT_COLUMNS).where(receipts.c.contest == contest, receipts.c.command_id == command_id)
        row = self.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else StoredReceipt(*row)

    def verify(self, contest: str) -> int | None:
        """The first seq whose stored bytes break the hash chain, or None; KeyError without the contest."""
        row = self.contest(contest)
        if row is None:
            raise KeyError(contest)
        receipted = self._last_receipted(contest)  # before the events: a judge may hand in meanwhile
        check = ChainCheck(row.journal)
        bad_seq = check.walk(self.stream(contest))
        if bad_seq is None and receipted > check.last_seq:
            return check.last_seq + 1  # the chain's end was cut off, which the chain itself cannot tell
        return bad_seq

    def _last_receipted(self, contest: str) -> int:
        query = select(func.max(receipts.c.seq)).where(receipts.c.contest == contest)
        return self.read(lambda connection: connection.execute(query).scalar_one()) or 0


def decoded(stored: StoredEvent) -> Event:
    """The event of a stored line; StoreProblem where this program cannot read it."""
    try:
        return decode(stored.kind, stored.version, stored.data)
    except (Unreadable, ValueError) as error:
        raise problems.unreadable_event(stored.contest, stored.seq, str(error)) from error


def delete_contest(connection: Connection, contest: str) -> None:
    """Takes a contest out of the store, every line of it."""
    for table in (events, receipts, contests):
        connection.execute(delete(table).where(table.c.contest == contest))


def store(connection: Connection, batch: Batch) -> None:
    """Puts a batch's rows into the transaction at hand."""
    if batch.created:
        connection.execute(insert(contests), [_row(row) for row in batch.created])
    if batch.retitled:
        connection.execute(_RETITLE, [_renamed(row) for row in batch.retitled])
    if batch.events:
        connection.exec_driver_sql(_insert_text(events, connection.dialect), [_row(event) for event in batch.events])
    if batch.receipts:
        rows = [_row(receipt) for receipt in batch.receipts]
        connection.exec_driver_sql(_insert_text(receipts, connection.dialect), rows)


@cache
def _insert_text(table: Table, dialect: Dialect) -> str:
    """How a row of all columns is put in. Core would look each row through, for half of the time of a commit."""
    return str(insert(table).compile(dialect=dialect))


def _renamed(row: ContestRow) -> dict[str, str]:
    return {"of": row.contest, "to": row.title, "at": row.place, "on": row.held_on}


def _row(value: ContestRow | StoredEvent | StoredReceipt) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}


def _refuse_newer(connection: Connection, folder: Path) -> None:
    version = schema.version_of(connection)
    if version is not None and version > schema.HEAD:
        raise problems.other_version(folder)


@contextmanager
def _in_words() -> Iterator[None]:
    """A failure of the database leaves as a StoreProblem."""
    try:
        yield
    except DBAPIError as error:
        raise problems.problem_of(error) from error
