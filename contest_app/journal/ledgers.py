"""Ledgers: what is durable of every contest, read from the store when first needed and kept while somebody needs it.

Responsible for: one reading of a sleeping contest however many ask, reading on where the store may hold more than we
know, and letting go of what nobody asks for any more. All reading happens off the hub, one at a time.
Must not know: commands that wait, screens.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from contest_app.concurrency import Concurrency, OneShot
from contest_app.journal.journal import CHUNK, ContestRow, Journal
from contest_app.journal.pages import Ledger
from contest_app.journal.replay import Replayed, go_on, nothing_yet

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """How work went that may return or raise anything: its value, or what it raised."""

    value: Any = None
    error: BaseException | None = None

    def unwrapped(self) -> Any:
        """The value; raises what the work raised."""
        if self.error is not None:
            raise self.error
        return self.value


class Ledgers:
    """The durable side of the scorekeeper; what stands below "for the writer" only its writer calls."""

    def __init__(self, journal: Journal, concurrency: Concurrency, now_s: Callable[[], float] = time.monotonic) -> None:
        self._journal = journal
        self._concurrency = concurrency
        self._now_s = now_s
        self._rows: dict[str, ContestRow] = {}
        self.loaded: dict[str, Ledger] = {}
        self._asked_s: dict[str, float] = {}  # when somebody asked for a loaded one last
        self._loading: dict[str, OneShot] = {}
        self._lock = threading.Lock()  # held for a few statements, never across a wait
        self._reading = threading.Lock()  # one reader at a time has the connection; who waits for it, waits green

    def start(self) -> None:
        """Reads the list of contests."""
        self._rows = {row.contest: row for row in self.read(self._journal.contests)}

    def contests(self) -> list[ContestRow]:
        """Every contest, the oldest first."""
        rows = list(self._rows.values())  # a copy: the writer may add one meanwhile
        return sorted(rows, key=lambda row: (row.created_ms, row.contest))

    def knows(self, contest: str) -> bool:
        return contest in self._rows

    def home_of(self, contest: str) -> str:
        """The contest that a rehearsal rehearses; any other contest is its own home."""
        row = self._rows.get(contest)
        return row.rehearsal_of or contest if row is not None else contest

    def rehearsal_of(self, contest: str) -> str | None:
        """The rehearsal that there is of a contest."""
        return next((row.contest for row in list(self._rows.values()) if row.rehearsal_of == contest), None)

    def of(self, contest: str) -> Ledger | None:
        """The ledger of a contest, read first where it sleeps; None if there is no such contest. StoreProblem."""
        ledger = self.loaded.get(contest)
        row = self._rows.get(contest)
        if row is not None:
            self._asked_s[contest] = self._now_s()
        return self._load_once(row) if ledger is None and row is not None else ledger

    def recall(self, contest: str, command_id: str) -> Ledger | None:
        """The ledger of a contest, with the receipt of this command even if it is an old one. StoreProblem."""
        ledger = self.of(contest)
        if ledger is not None and ledger.receipts.may_be_older(command_id):
            receipt = self.read(partial(self._journal.receipt, contest, command_id))
            if receipt is not None:
                ledger.receipts.add([receipt])
        return ledger

    def read(self, work: Callable[[], T]) -> T:
        """Runs something that uses the reading connection, off the hub."""
        with self._reading:
            return self._concurrency.run_native(work)

    # --- for the writer -----------------------------------------------------------------------------------------------

    def settle(self, ledger: Ledger) -> None:
        """From now on this is what is durable."""
        self.loaded[ledger.row.contest] = ledger
        self._rows[ledger.row.contest] = ledger.row

    def distrust(self, contest: str) -> None:
        """A commit failed: the store may hold more than the ledger."""
        if contest in self.loaded:
            self.loaded[contest].is_suspect = True

    def let_go(self, idle_s: float, needed: Collection[str]) -> list[str]:
        """Forgets what nobody needs or asked for in that time; it is read again when somebody does."""
        before_s = self._now_s() - idle_s
        idle = [
            contest
            for contest, ledger in list(self.loaded.items())
            if contest not in needed and not ledger.is_suspect and self._asked_s.get(contest, 0) < before_s
        ]
        for contest in idle:
            del self.loaded[contest]
            self._asked_s.pop(contest, None)
        return idle

    def read_on(self, contest: str) -> bool:
        """Takes in what the store really holds; whether that was more than we knew."""
        ledger = self.loaded.get(contest)
        if ledger is None:
            return self._look_for(contest)
        now = self._read_from(ledger.replayed(), ledger.row, ledger)
        self.settle(now)
        return now.snapshot.seq != ledger.snapshot.seq

    def read_anew(self, contest: str) -> None:
        """Another journal stands in a contest's place: reads it from its first line. What was known is forgotten."""
        row = self.read(partial(self._journal.contest, contest))
        if row is None:
            raise KeyError(contest)
        try:
            self.settle(self._read_from(nothing_yet(contest, row.journal), row, None))
        except BaseException:
            self._rows[contest] = row
            self.loaded.pop(contest, None)  # read when it is next asked for
            raise

    def forget(self, contest: str) -> None:
        """It was deleted."""
        self._rows.pop(contest, None)
        self.loaded.pop(contest, None)
        self._asked_s.pop(contest, None)

    def _look_for(self, contest: str) -> bool:
        """A contest that could not be created may be there already."""
        row = self.read(partial(self._journal.contest, contest))
        if row is not None:
            self._rows[contest] = row
        return row is not None

    # --- reading a sleeping contest -----------------------------------------------------------------------------------

    def _load_once(self, row: ContestRow) -> Ledger | None:
        with self._lock:
            if row.contest in self.loaded:
                return self.loaded[row.contest]
            loading = self._loading.get(row.contest)
            is_mine = loading is None
            if loading is None:
                loading = self._loading[row.contest] = self._concurrency.event()
        if is_mine:
            self._load(row, loading)
        ledger: Ledger | None = loading.wait().unwrapped()
        return ledger

    def _load(self, row: ContestRow, loading: OneShot) -> None:
        """Reads the ledger and tells everybody who waits, even if whoever reads is stopped in the middle."""
        result = Result(error=InterruptedError("the reading was broken off"))
        try:
            result = Result(self._read(row))
        except Exception as error:
            result = Result(error=error)
        finally:
            with self._lock:
                del self._loading[row.contest]
            loading.send(result)

    def _read(self, row: ContestRow) -> Ledger | None:
        """The ledger as the store has it; None, or another's, where the contest was deleted or replaced meanwhile."""
        now: ContestRow | None = row
        while now is not None:
            asked = now
            ledger = self._read_from(nothing_yet(asked.contest, asked.journal), asked, None)
            with self._lock:
                now = self._rows.get(asked.contest)
                if now is not None and now.journal == asked.journal:
                    return self.loaded.setdefault(asked.contest, ledger)
        return None

    def _read_from(self, replayed: Replayed, row: ContestRow, known: Ledger | None) -> Ledger:
        since, is_more = replayed.seq, True
        while is_more:
            replayed, is_more = self.read(partial(_read_chunk, self._journal, replayed))
        receipts = self.read(partial(self._journal.receipts, row.contest, since))
        return Ledger.read(row, replayed, receipts, known)


def _read_chunk(journal: Journal, replayed: Replayed) -> tuple[Replayed, bool]:
    """The next stretch of a replay, and whether there may be more."""
    stored = journal.events(replayed.contest, after=replayed.seq)
    return go_on(replayed, stored), len(stored) == CHUNK
