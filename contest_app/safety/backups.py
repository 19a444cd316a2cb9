"""Backups of the running store: after each closed round, on demand, and again as soon as a lost stick is back.

Responsible for: when a backup is made, what became of the last one, the alarm while that failed. The work itself runs
in a native thread (`copying`); the judging goes on meanwhile. Must not know: pages, sockets.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from contest_app.accounts.rows import Rows
from contest_app.accounts.settings import Settings
from contest_app.concurrency import Concurrency
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.journal.problems import StoreProblem
from contest_app.safety import problems
from contest_app.safety.copying import Backup, make_backup
from contest_app.safety.problems import SafetyProblem

log = structlog.get_logger()

FOLDER_SETTING = "backup.folder"
LAST_SETTING = "backup.last"
MARKER = "contest-app-backups.txt"
"""Lies in the chosen folder: a mount point whose stick was pulled out is an empty folder on the wrong disk."""
KEEP = 20
LOOK_EVERY_S = 10.0
STALLED_AFTER_S = 90.0
_MARKER_TEXT = (
    "Thư mục này chứa các bản sao lưu của contest-app. Đừng xóa tệp này.\n"
    "This folder holds backups of contest-app. Do not delete this file.\n"
)
_FAULT = Words(
    vi="Chương trình gặp lỗi khi sao lưu. Hãy bấm “Sao lưu ngay”; nếu vẫn lỗi, báo người phụ trách máy.",
    en="The program failed while making a backup. Press “Back up now”; if it fails again, tell whoever looks after it.",
)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup that was made and verified."""

    path: str
    at_ms: int
    size: int
    contests: int


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How the safety net stands; `step` is "" while no backup is being made, `share` how far the step is (0 to 1)."""

    folder: str = ""
    is_same_disk: bool = False
    step: str = ""
    share: float = 0.0
    last: LastBackup | None = None
    alarm: Words | None = None

    @property
    def is_running(self) -> bool:
        return self.step != ""


class Backups:
    """Backs one data folder up into the folder that a person chose."""

    def __init__(
        self,
        data: Path,
        rows: Rows,
        snapshot: Callable[[str], Snapshot | None],
        concurrency: Concurrency,
        now_ms: Callable[[], int],
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._data = data
        self._settings = Settings(rows)
        self._snapshot = snapshot
        self._concurrency = concurrency
        self._now_ms = now_ms
        self._look_every_s = look_every_s
        self._status = BackupStatus()
        self._step = ("", 0.0)  # apart, because the native thread sets it
        self._known: dict[str, str] = {}  # journal -> its last hash when it was replayed from a backup
        self._finished: dict[str, frozenset[str]] = {}  # contest -> what of it is closed
        self._is_running = self._is_wanted = self._is_stopped = False
        self._moved_s = 0.0
        self._lock = threading.Lock()  # held for a few statements, never across a wait

    # --- for pages ----------------------------------------------------------------------------------------------------

    @property
    def status(self) -> BackupStatus:
        """How things stand now; asks memory only."""
        return replace(self._status, step=self._step[0], share=self._step[1])

    def choose(self, folder: Path) -> SafetyProblem | None:
        """Backs up into `folder` from now on, beginning at once; why not, where that cannot be."""
        try:
            self._concurrency.run_native(_mark, folder)
        except SafetyProblem as problem:
            return problem
        self._settings.put({FOLDER_SETTING: str(folder)})
        is_same_disk = self._concurrency.run_native(_is_same_disk, self._data, folder)
        self._status = replace(self._status, folder=str(folder), is_same_disk=is_same_disk, alarm=None)
        self.begin()
        return None

    def give_up(self) -> None:
        """No backups from now on, until a folder is chosen; those that were made stay."""
        self._settings.put({FOLDER_SETTING: ""})
        self._status = replace(self._status, folder="", is_same_disk=False, alarm=None)

    def begin(self) -> None:
        """Makes a backup, or another one after the one that is being made; returns at once."""
        with self._lock:
            self._is_wanted = True
            if self._is_running or self._is_stopped or not self._status.folder:
                return
            self._is_running = True
        self._moved_s = time.monotonic()
        self._step = ("copy", 0.0)
        self._concurrency.spawn(self._run)

    # --- for the application ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Reads what was set, makes the first backup, looks after the folder from now on."""
        stored = self._settings.all()
        folder = stored.get(FOLDER_SETTING, "")
        is_same_disk = bool(folder) and self._concurrency.run_native(_is_same_disk, self._data, Path(folder))
        self._status = BackupStatus(folder, is_same_disk, last=_last(stored.get(LAST_SETTING, "")))
        self.begin()
        self._concurrency.spawn(self._look_round)

    def stop(self) -> None:
        """Begins no more backups; one that is being made leaves at most a part that nobody takes for a backup."""
        self._is_stopped = True

    def changed(self, contest: str) -> None:
        """Called by the writer after each change, so it only looks: a round that closed starts a backup."""
        snapshot = self._snapshot(contest)
        if snapshot is None:
            return
        finished = _finished(snapshot.state)
        before = self._finished.get(contest)
        self._finished[contest] = finished
        if before is not None and finished - before:
            self.begin()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._is_wanted or self._is_stopped or not self._status.folder:
                    self._is_running, self._step = False, ("", 0.0)
                    return
                self._is_wanted = False
            self._back_up(Path(self._status.folder))

    def _back_up(self, folder: Path) -> None:
        try:
            made = self._concurrency.run_native(self._make, folder)
        except (SafetyProblem, StoreProblem) as problem:
            log.warning("backup failed", code=problem.code)
            self._settle(folder, alarm=problem.words)
        except Exception as error:
            log.error("backup failed", error=type(error).__name__)
            self._settle(folder, alarm=_FAULT)
        else:
            self._keep(folder, made)

    def _make(self, folder: Path) -> Backup:
        """In a native thread: only values go in and out."""
        _look_for_marker(folder)
        return make_backup(self._data, folder, progress=self._went_on, known=dict(self._known), keep=KEEP)

    def _went_on(self, step: str, share: float) -> None:
        self._moved_s = time.monotonic()
        self._step = (step, share)

    def _keep(self, folder: Path, made: Backup) -> None:
        self._known = {each.journal: each.hash for each in made.contests}
        last = LastBackup(str(made.path), self._now_ms(), made.size, len(made.contests))
        self._settle(folder, alarm=None, last=last)
        log.info("backup made", bytes=made.size, contests=len(made.contests))
        try:
            self._settings.put({LAST_SETTING: json.dumps({n: getattr(last, n) for n in LastBackup.__slots__})})
        except StoreProblem as problem:  # the backup is there all the same
            log.warning("last backup not noted", code=problem.code)

    def _settle(self, folder: Path, alarm: Words | None, **changes: Any) -> None:
        """What became of a backup; one into a folder that is no longer the chosen one raises no alarm."""
        if str(folder) == self._status.folder:
            self._status = replace(self._status, alarm=alarm, **changes)

    def _look_round(self) -> None:
        """For ever: notices that the folder went, that it came back, that a backup hangs."""
        while not self._is_stopped:
            self._concurrency.sleep(self._look_every_s)
            try:
                if not self._is_stopped:
                    self._look()
            except Exception as error:
                log.error("looking after backups failed", error=type(error).__name__)

    def _look(self) -> None:
        status = self._status
        if not status.folder:
            return
        folder = Path(status.folder)
        if self._is_running:
            if time.monotonic() - self._moved_s > STALLED_AFTER_S:
                self._settle(folder, alarm=problems.stalled(folder).words)
            return
        gone = self._concurrency.run_native(_problem_of, folder)
        if gone is not None:
            self._settle(folder, alarm=gone.words)
        elif status.alarm is not None:
            self.begin()


def _finished(state: State) -> frozenset[str]:
    """What of a contest is closed: its rounds, and the contest itself."""
    rounds = {each.id for each in state.rulebook.rounds if state.round_status(each.id) in ("closed", "signed")}
    return frozenset(rounds | ({f"({state.phase})"} if state.phase in ("decided", "announced") else set()))


def _mark(folder: Path) -> None:
    """Makes the folder the chosen one, which also shows that it can be written to."""
    if not folder.is_absolute() or not folder.is_dir():
        raise problems.folder_gone(folder)
    try:
        with open(folder / MARKER, "w", encoding="utf-8") as file:
            file.write(_MARKER_TEXT)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise problems.of_os_error(error, folder) from error


def _look_for_marker(folder: Path) -> None:
    if not folder.is_dir():
        raise problems.folder_gone(folder)
    if not (folder / MARKER).is_file():
        raise problems.not_the_folder(folder)


def _problem_of(folder: Path) -> SafetyProblem | None:
    try:
        _look_for_marker(folder)
    except SafetyProblem as problem:
        return problem
    return None


def _is_same_disk(data: Path, folder: Path) -> bool:
    """Whether the backups would go down with the disk that they back up."""
    with suppress(OSError):
        return data.stat().st_dev == folder.stat().st_dev
    return False


def _last(text: str) -> LastBackup | None:
    try:
        return LastBackup(**json.loads(text))
    except (ValueError, TypeError):
        return None
