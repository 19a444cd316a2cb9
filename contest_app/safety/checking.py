"""Checking a copy of the store where it lies: every byte, the database, each contest's hash chain, and its replay.

Responsible for: saying what a backup holds, or where it is damaged. Must not know: how it was made or is put back.
It may run in a native thread beside a live server: it uses sqlite3 alone, takes no lock and logs nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from contest_app.contest.words import Words
from contest_app.journal import schema
from contest_app.journal.chain import ChainCheck, StoredEvent
from contest_app.journal.replay import Replayed, go_on, nothing_yet
from contest_app.safety import problems
from contest_app.safety.seal import sealed_bytes

_COLUMNS = ", ".join(name for name in StoredEvent.__slots__)
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class ContestCopy:
    """One contest in a backup: how far its journal goes, and when its last event happened."""

    contest: str
    title: str
    journal: str
    seq: int
    hash: str
    last_ms: int


def check_backup(
    path: Path, known: Mapping[str, str] | None = None, went_on: Callable[[], None] = lambda: None
) -> tuple[ContestCopy, ...]:
    """What a sealed backup holds; SafetyProblem where anything is amiss. OSError when it cannot be read.

    `known`: the last hash of journals that were replayed before, which need not be played again.
    """
    if sealed_bytes(path) is None:
        raise problems.not_a_backup(path)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return _checked(connection, path, known or {}, went_on)
    except sqlite3.Error as error:
        raise problems.damaged(path, _both(getattr(error, "sqlite_errorname", str(error)))) from error


def _checked(
    connection: sqlite3.Connection, path: Path, known: Mapping[str, str], went_on: Callable[[], None]
) -> tuple[ContestCopy, ...]:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise problems.damaged(path, _both(str(found).splitlines()[-1]))
    (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if version > schema.HEAD:
        raise problems.newer_program(path)
    went_on()
    rows = connection.execute("SELECT contest, journal FROM contests ORDER BY created_ms, contest").fetchall()
    return tuple(_contest(connection, path, contest, journal, known, went_on) for contest, journal in rows)


def _contest(
    connection: sqlite3.Connection,
    path: Path,
    contest: str,
    journal: str,
    known: Mapping[str, str],
    went_on: Callable[[], None],
) -> ContestCopy:
    check, replayed, last = ChainCheck(journal), nothing_yet(contest, journal), None
    head = connection.execute(
        "SELECT hash FROM events WHERE contest = ? ORDER BY seq DESC LIMIT 1", (contest,)
    ).fetchone()
    is_known = head is not None and known.get(journal) == head[0]
    for chunk in _events(connection, contest):
        if check.walk(chunk) is not None:
            raise problems.damaged(path, _at(contest, check.bad_seq or 0))
        replayed, last = replayed if is_known else _played(path, replayed, chunk), chunk[-1]
        went_on()
    (receipted,) = connection.execute("SELECT max(seq) FROM receipts WHERE contest = ?", (contest,)).fetchone()
    if last is None or (receipted or 0) > check.last_seq:
        raise problems.damaged(path, _at(contest, check.last_seq + 1))
    (title,) = connection.execute("SELECT title FROM contests WHERE contest = ?", (contest,)).fetchone()
    return ContestCopy(contest, title, journal, last.seq, last.hash, last.at_ms)


def _events(connection: sqlite3.Connection, contest: str) -> Iterator[list[StoredEvent]]:
    cursor = connection.execute(f"SELECT {_COLUMNS} FROM events WHERE contest = ? ORDER BY seq", (contest,))
    while rows := cursor.fetchmany(_CHUNK):
        yield [StoredEvent(*row) for row in rows]


def _played(path: Path, replayed: Replayed, chunk: list[StoredEvent]) -> Replayed:
    for event in chunk:
        try:
            replayed = go_on(replayed, [event])
        except Exception as error:
            raise problems.damaged(path, _at(event.contest, event.seq)) from error
    return replayed


def _at(contest: str, seq: int) -> Words:
    return Words(vi=f"nhật ký “{contest}” sai ở dòng {seq}", en=f"the journal of “{contest}” is wrong at line {seq}")


def _both(text: str) -> Words:
    return Words(vi=text, en=text)
