"""The data folder and the lock file that keeps a second server off it.

Responsible for: making the folder, holding its lock while the process lives. Must not know: what lies in it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from contest_app.journal.problems import folder_in_use, folder_unusable

LOCK_NAME = "server.lock"


class FolderLock:
    """Holds a data folder for one server; the system lets go of it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = open(folder / LOCK_NAME, "a+b")  # noqa: SIM115 - open as long as the lock is held
        except OSError as error:
            raise folder_unusable(folder, error) from error
        try:
            _lock(self._file)
        except OSError:
            self._file.close()
            raise folder_in_use(folder) from None
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n".encode())
        self._file.flush()

    def release(self) -> None:
        """Lets the next server in."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        # A byte far behind the content, which others may then still read.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
