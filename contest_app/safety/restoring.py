"""Restoring a backup into a data folder: verified first, the old data moved aside, every contest given a new epoch.

Responsible for: that a folder holds either what it held or the whole restored store. Must not know: who asks.
Why a restored contest is known by another id: docs/decisions/0008.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, update

from contest_app.accounts.tables import settings, sign_ins
from contest_app.journal.folder import FolderLock
from contest_app.journal.journal import Journal
from contest_app.journal.sqlite import FILE_NAME
from contest_app.journal.tables import contests
from contest_app.safety import problems
from contest_app.safety.backups import LAST_SETTING
from contest_app.safety.checking import ContestCopy, check_backup
from contest_app.safety.copying import backups_in
from contest_app.safety.seal import sealed_bytes

ASIDE = "before-restore-"
_MOVED = (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm", "secret.key")  # the database first


@dataclass(frozen=True, slots=True)
class Restored:
    """What now lies in the folder, from which file, and where the old data went (None if there were none)."""

    backup: Path
    contests: tuple[ContestCopy, ...]
    aside: Path | None


def the_backup(path: Path) -> Path:
    """The file that is meant: `path` itself, or the newest backup in the folder `path`."""
    try:
        found = path if path.is_file() else next(iter(backups_in(path)), None)
    except OSError:
        found = None
    if found is None:
        raise problems.no_backup(path)
    return found


def restore(backup: Path, data: Path, *, replace: bool = False) -> Restored:
    """Puts a backup into a data folder that no server uses; SafetyProblem or StoreProblem, and then nothing changed."""
    backup = the_backup(backup)
    try:
        contests_in_it = check_backup(backup)
    except OSError as error:
        raise problems.of_os_error(error, backup.parent) from error
    lock = FolderLock(data)
    try:
        if (data / FILE_NAME).exists() and not replace:
            raise problems.folder_holds_data(data)
        with _beside(data) as made:
            _make(backup, made)
            aside = _move_aside(data)
            os.replace(made / FILE_NAME, data / FILE_NAME)
    except OSError as error:
        raise problems.of_os_error(error, data) from error
    finally:
        lock.release()
    return Restored(backup, contests_in_it, aside)


@contextmanager
def _beside(data: Path) -> Iterator[Path]:
    """A folder on the same disk to make the store in; gone afterwards."""
    made = data / f".restoring-{secrets.token_hex(4)}"
    made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _make(backup: Path, made: Path) -> None:
    """The store as the backup has it, for this program, with new epochs."""
    path = made / FILE_NAME
    with open(backup, "rb") as source, open(path, "wb") as target:
        shutil.copyfileobj(source, target)
        target.truncate(sealed_bytes(backup) or 0)
        target.flush()
        os.fsync(target.fileno())
    journal = Journal.open(made)  # also brings the tables of an older program up to date
    try:
        journal.write(_begin_anew)
    finally:
        journal.close()


def _begin_anew(connection: Connection) -> None:
    for (contest,) in connection.execute(contests.select().with_only_columns(contests.c.contest)).all():
        connection.execute(update(contests).where(contests.c.contest == contest).values(epoch=fresh_epoch()))
    connection.execute(delete(sign_ins))
    connection.execute(delete(settings).where(settings.c.name == LAST_SETTING))


def fresh_epoch() -> str:
    """What no other restore of the same backup has."""
    return secrets.token_hex(4)


def _move_aside(data: Path) -> Path | None:
    """Puts the old store into a folder of its own within the data folder; deletes nothing."""
    old_store = f"{(data / FILE_NAME).resolve().as_uri()}?mode=rw"
    with suppress(sqlite3.Error), closing(sqlite3.connect(old_store, uri=True)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # then the file alone is the whole store
    there = [data / name for name in _MOVED if (data / name).exists()]
    if not there:
        return None
    aside = data / f"{ASIDE}{time.strftime('%Y%m%d-%H%M%S')}"
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-{secrets.token_hex(2)}")
    aside.mkdir()
    for path in there:
        os.rename(path, aside / path.name)
    return aside
