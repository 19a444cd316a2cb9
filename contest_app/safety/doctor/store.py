"""The doctor's look at the data folder: writable, in use by whom, room, how fast it reaches the disk, backups.

Responsible for: looking without changing anything a server relies on. Must not know: the network.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from contest_app.accounts.settings import stored_settings
from contest_app.contest.words import Words
from contest_app.journal.folder import LOCK_NAME, FolderLock
from contest_app.journal.journal import Journal
from contest_app.journal.problems import StoreProblem
from contest_app.journal.sqlite import FILE_NAME
from contest_app.journal.tables import events
from contest_app.safety.backups import FOLDER_SETTING, MARKER
from contest_app.safety.doctor.findings import Finding, bad, ok, warn

FOLDER = Words(vi="Thư mục dữ liệu", en="Data folder")
DISK = Words(vi="Ổ đĩa", en="Disk")
BACKUPS = Words(vi="Sao lưu", en="Backups")
_LITTLE_BYTES, _TOO_LITTLE_BYTES = 500 << 20, 100 << 20
_SLOW_MS, _TOO_SLOW_MS = 50, 500
_WRITES = 20
_CHOOSE = Words(
    vi="Cắm USB rồi chọn thư mục ở trang “An toàn dữ liệu” (/organizer/safety).",
    en="Plug a stick in and choose the folder on the page “Safety net” (/organizer/safety).",
)


def look_at_folder(folder: Path) -> Iterator[Finding]:
    """Whether the folder is there, can be written to, and who is using it."""
    if not folder.exists():
        yield ok(FOLDER, f"{folder.resolve()}: sẽ được tạo khi chạy.", f"{folder.resolve()}: made at the first start.")
        return
    if not os.access(folder, os.W_OK):
        yield bad(
            FOLDER,
            Words(vi=f"Không ghi được vào {folder.resolve()}.", en=f"{folder.resolve()} cannot be written to."),
            Words(
                vi="Cấp quyền ghi hoặc dùng --data với thư mục khác.", en="Allow writing, or name another by --data."
            ),
        )
        return
    words = (f"{folder.resolve()}, chưa máy chủ nào dùng.", f"{folder.resolve()}, no server is using it.")
    if is_in_use(folder):
        pid = (folder / LOCK_NAME).read_text(encoding="ascii", errors="replace").strip() or "?"
        words = (
            f"{folder.resolve()}, máy chủ đang dùng (tiến trình {pid}).",
            f"{folder.resolve()}, in use by a server (process {pid}).",
        )
    yield ok(FOLDER, *words)


def is_in_use(folder: Path) -> bool:
    """Whether a server holds the folder; looks for a moment at the lock and lets go again."""
    if not (folder / LOCK_NAME).exists():
        return False
    try:
        FolderLock(folder).release()
    except StoreProblem:
        return True
    return False


def look_at_disk(folder: Path) -> Iterator[Finding]:
    """Room, and how long a commit takes to reach the disk."""
    there = next(each for each in (folder, *folder.resolve().parents) if each.is_dir())
    free = shutil.disk_usage(there).free
    room = f"{free / (1 << 30):.1f} GB".replace(".", ",")
    words = Words(vi=f"Còn trống {room}.", en=f"{free / (1 << 30):.1f} GB are free.")
    if free < _LITTLE_BYTES:
        cure = Words(vi="Dọn bớt ổ đĩa trước khi bắt đầu.", en="Make room on the disk before the start.")
        yield (bad if free < _TOO_LITTLE_BYTES else warn)(DISK, words, cure)
    else:
        yield ok(DISK, words.vi, words.en)
    took_ms = write_ms(there)
    words = Words(
        vi=f"Một lần ghi chắc xuống đĩa mất {took_ms:.1f} ms.".replace(".", ",", 1),
        en=f"A write reaches the disk in {took_ms:.1f} ms.",
    )
    if took_ms > _SLOW_MS:
        cure = Words(
            vi="Để dữ liệu trên ổ trong của máy (không phải USB, thẻ nhớ, ổ mạng): --data",
            en="Keep the data on the machine's own disk (no stick, card or network folder): --data",
        )
        yield (bad if took_ms > _TOO_SLOW_MS else warn)(DISK, words, cure)
    else:
        yield ok(DISK, words.vi, words.en)


def write_ms(folder: Path) -> float:
    """The median time of a small write that reaches the disk, in milliseconds."""
    path, took = folder / f".contest-app-write-{os.getpid()}", []
    try:
        with open(path, "wb") as file:
            for _ in range(_WRITES):
                began = time.perf_counter()
                file.write(b"0" * 4096)
                file.flush()
                os.fsync(file.fileno())
                took.append((time.perf_counter() - began) * 1000)
    finally:
        path.unlink(missing_ok=True)
    return statistics.median(took)


def look_at_backups(folder: Path) -> Iterator[Finding]:
    """Whether the running store is backed up somewhere."""
    chosen = _setting(folder)
    if not chosen:
        words = Words(vi="Chưa chọn nơi sao lưu tự động.", en="No folder for automatic backups is chosen.")
        yield warn(BACKUPS, words, _CHOOSE)
    elif not (Path(chosen) / MARKER).is_file():
        words = Words(vi=f"Không thấy nơi sao lưu {chosen}.", en=f"The backup folder {chosen} is not there.")
        yield bad(BACKUPS, words, _CHOOSE)
    else:
        yield ok(BACKUPS, f"Tự động sao lưu vào {chosen}", f"Backups are made to {chosen}")


def last_event_ms(folder: Path) -> int | None:
    """When the last event of all was recorded."""
    if not (folder / FILE_NAME).is_file():
        return None
    journal = Journal.open_to_read(folder)
    try:
        last: int | None = journal.read(
            lambda connection: connection.execute(select(func.max(events.c.at_ms))).scalar()
        )
    finally:
        journal.close()
    return last


def _setting(folder: Path) -> str:
    if not (folder / FILE_NAME).is_file():
        return ""
    journal = Journal.open_to_read(folder)
    try:
        return journal.read(stored_settings).get(FOLDER_SETTING, "")
    finally:
        journal.close()
