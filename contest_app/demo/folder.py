"""The demo's folder: made and marked by the demo, so that no other folder is ever taken for one.

Responsible for: refusing whatever is not the demo's, filling its folder once, emptying it on demand.
Must not know: the server, what happens in the sample contest.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from contest_app.contest.words import Words
from contest_app.demo.marker import CONTEST, MARKER, is_demo, mark
from contest_app.demo.season import evening_so_far
from contest_app.journal.folder import LOCK_NAME, FolderLock
from contest_app.journal.journal import Journal


class NotADemo(Exception):
    """The folder holds something else; `words` say so."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def prepare(folder: Path, *, is_fresh: bool, pace_s: float | None = None) -> None:
    """Makes the sample contest in its folder unless it is there; `is_fresh` starts over. NotADemo, StoreProblem."""
    if folder.exists() and any(path.name != LOCK_NAME for path in folder.iterdir()) and not is_demo(folder):
        raise NotADemo(
            Words(
                vi=f"Thư mục {folder} chứa dữ liệu khác, không phải bản dùng thử. Hãy chọn thư mục khác bằng --data.",
                en=f"The folder {folder} holds other data, not a demo. Choose another folder with --data.",
            )
        )
    if is_fresh and folder.exists():
        _empty(folder)
    journal = Journal.open(folder)
    try:
        mark(folder)
        if journal.contest(CONTEST) is None:
            journal.append(evening_so_far(time.time_ns() // 1_000_000, os.urandom(8).hex(), pace_s))
    finally:
        journal.close()


def _empty(folder: Path) -> None:
    """Removes the demo's files, with its lock held: never under a running server. The marker goes last."""
    lock = FolderLock(folder)
    try:
        for path in sorted(folder.iterdir(), key=lambda path: path.name == MARKER):
            if path.is_file() and path.name != LOCK_NAME:
                path.unlink()
    finally:
        lock.release()
