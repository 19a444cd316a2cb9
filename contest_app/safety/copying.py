"""Making one backup: the store as it is at one moment, on its disk, opened and verified before it gets its name.

Responsible for: the file's name and that nothing half-made ever has it. Must not know: when one is due, who is told.
It may run in a native thread beside a live server, on a connection of its own: it takes no lock and logs nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from contest_app.journal.problems import nothing_stored
from contest_app.journal.sqlite import FILE_NAME
from contest_app.safety import problems
from contest_app.safety.checking import ContestCopy, check_backup
from contest_app.safety.seal import put_seal

NAME = re.compile(r"contest-app-(?P<at>\d{8}-\d{6})(?:-\d+)?-(?P<origin>[0-9a-f]{6})\.backup")
PART = ".part"
_PAGES_A_STEP = 256
_SPARE_BYTES = 1 << 20
_PART_LASTS_S = 3600

Progress = Callable[[str, float], None]
"""Told the step ("copy", "check") and how far it is, from 0 to 1 (0 where that is not known)."""


def no_progress(step: str, share: float) -> None:
    """For whoever does not look."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified after it was written."""

    path: Path
    size: int
    contests: tuple[ContestCopy, ...]


def make_backup(
    data: Path,
    folder: Path,
    *,
    progress: Progress = no_progress,
    known: Mapping[str, str] | None = None,
    keep: int | None = None,
) -> Backup:
    """Backs the store of a data folder up into `folder`; SafetyProblem, or StoreProblem where there is no store."""
    if not (data / FILE_NAME).is_file():
        raise nothing_stored(data)
    if not folder.is_dir():
        raise problems.folder_gone(folder)
    origin = origin_of(data)
    path = _free_name(folder, origin)
    part = path.with_name(path.name + PART)
    try:
        _copy(data / FILE_NAME, part, progress)
        put_seal(part)
        progress("check", 0)
        contests = check_backup(part, known, lambda: progress("check", 0))
        size = part.stat().st_size
        os.rename(part, path)
        _settle_folder(folder)
    except OSError as error:
        _drop(part)
        raise problems.of_os_error(error, folder) from error
    except BaseException:
        _drop(part)
        raise
    if keep is not None:
        _thin_out(folder, origin, keep)
    return Backup(path, size, contests)


def backups_in(folder: Path, origin: str | None = None) -> list[Path]:
    """The backups that lie in a folder, the newest first; of one store only where `origin` is named. OSError."""
    found = [(match["at"], path) for path in folder.iterdir() if (match := NAME.fullmatch(path.name))]
    ours = [(at, path) for at, path in found if origin is None or path.name.endswith(f"-{origin}.backup")]
    return [path for _, path in sorted(ours, key=lambda each: (each[0], each[1].stat().st_mtime_ns), reverse=True)]


def origin_of(data: Path) -> str:
    """What tells the backups of one machine's folder from those of another on the same stick."""
    return hashlib.sha256(f"{platform.node()}\n{data.resolve()}".encode()).hexdigest()[:6]


def _free_name(folder: Path, origin: str) -> Path:
    at = time.strftime("%Y%m%d-%H%M%S")
    names = [f"contest-app-{at}-{origin}.backup", *(f"contest-app-{at}-{n}-{origin}.backup" for n in range(2, 100))]
    return next(path for path in (folder / name for name in names) if not path.exists())


def _copy(source: Path, part: Path, progress: Progress) -> None:
    """The database as it stands now; who writes meanwhile is neither held up nor seen."""
    folder = part.parent
    try:
        with closing(sqlite3.connect(source, timeout=5)) as store:
            store.execute("PRAGMA query_only = ON")
            store.execute("BEGIN")  # pins what is copied: without it, each sheet handed in would start the copy over
            (pages,) = store.execute("PRAGMA page_count").fetchone()
            (page_bytes,) = store.execute("PRAGMA page_size").fetchone()
            store.execute("SELECT count(*) FROM contests").fetchone()
            if shutil.disk_usage(folder).free < pages * page_bytes + _SPARE_BYTES:
                raise problems.full(folder)
            with closing(sqlite3.connect(part)) as copy:
                copy.execute("PRAGMA journal_mode = OFF")  # a copy that breaks off is thrown away
                copy.execute("PRAGMA synchronous = OFF")  # the seal sees to the disk
                store.backup(copy, pages=_PAGES_A_STEP, progress=lambda _, left, of: progress("copy", 1 - left / of))
    except sqlite3.Error as error:
        raise problems.of_sqlite_error(error, folder) from error
    _stand_alone(part)


def _stand_alone(part: Path) -> None:
    """Marks the copy as one file, no log beside it (bytes 18 and 19 of SQLite's file format: 1, not 2 for WAL)."""
    with open(part, "r+b") as file:
        file.seek(18)
        file.write(b"\x01\x01")


def _settle_folder(folder: Path) -> None:
    """Sees to it that the new name is on the disk too, where the system has a way to say so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some file systems of sticks do not know it
            raise
    finally:
        os.close(handle)


def _drop(part: Path) -> None:
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _thin_out(folder: Path, origin: str, keep: int) -> None:
    """Leaves the last `keep` backups of this store, and no part that was left behind; never a failure of the backup."""
    with suppress(OSError):
        for path in backups_in(folder, origin)[keep:]:
            path.unlink(missing_ok=True)
        for part in folder.glob(f"contest-app-*-{origin}.backup{PART}"):
            if time.time() - part.stat().st_mtime > _PART_LASTS_S:
                part.unlink(missing_ok=True)
