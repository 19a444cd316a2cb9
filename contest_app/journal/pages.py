"""Ledgers and pages: what is durable of a contest, and what a batch is about to add to it.

Responsible for: deciding commands one after the other, each against the state that the batch built up so far, and for
what one commit has to hold. Must not know: who waits, when a commit happens, the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from contest_app.contest.commands import Actor, Command, wire_name
from contest_app.contest.decisions import decide
from contest_app.contest.events import Event, SheetArrivedLate, Stamp
from contest_app.contest.evolve import evolve
from contest_app.contest.refusals import Refused
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import State
from contest_app.journal.chain import StoredEvent, first_hash, sealed
from contest_app.journal.codec import encode
from contest_app.journal.journal import Batch, ContestRow, StoredReceipt
from contest_app.journal.receipts import Receipts
from contest_app.journal.replay import Replayed


@dataclass
class Ledger:
    """What is durable of one contest: its state, the end of its chain, its receipts by command id.

    `is_suspect`: a commit failed, so the store may hold more than this.
    """

    row: ContestRow
    snapshot: Snapshot
    last_hash: str
    receipts: Receipts
    is_suspect: bool = False

    @property
    def journal(self) -> str:
        return self.row.journal

    @property
    def known_as(self) -> str:
        return self.row.known_as

    @classmethod
    def read(
        cls, row: ContestRow, replayed: Replayed, receipts: Iterable[StoredReceipt], known: Ledger | None
    ) -> Ledger:
        """The ledger as the store has it; `known` is what was read of it before."""
        if replayed.state is None:
            raise ValueError(f"the journal of {row.contest} is empty")
        in_order = sorted(receipts, key=lambda receipt: receipt.seq)
        if known is None:
            snapshot = Snapshot(row.known_as, replayed.seq, replayed.state)
            return cls(row, snapshot, replayed.hash, Receipts(in_order))
        snapshot = known.snapshot.next(replayed.seq, replayed.state)
        row = replace(row, title=replayed.state.title)
        known.receipts.add(in_order)
        return cls(row, snapshot, replayed.hash, known.receipts)

    def replayed(self) -> Replayed:
        """From where a reading of the journal goes on."""
        return Replayed(self.row.contest, self.row.journal, self.snapshot.seq, self.last_hash, self.snapshot.state)


@dataclass
class Page:
    """What a batch adds to one contest."""

    contest: str
    journal: str
    ledger: Ledger | None
    state: State | None
    seq: int
    last_hash: str
    created_ms: int = 0
    events: list[StoredEvent] = field(default_factory=list)
    receipts: dict[str, StoredReceipt] = field(default_factory=dict)

    @property
    def known_as(self) -> str:
        """The journal's id as the answers name it."""
        return self.journal if self.ledger is None else self.ledger.known_as

    def carry_out(self, command: Command, actor: Actor, now_ms: int) -> StoredReceipt | Refused:
        """Decides a command and writes its events on the page; a refusal or an exception leaves the page as it was."""
        decided = decide(self.state, command, actor, now_ms)
        if isinstance(decided, Refused):
            return decided
        state, seq, last_hash, written = self.state, self.seq, self.last_hash, []
        for event in decided:
            seq += 1
            stamp = Stamp(seq, now_ms, actor.label, command.command_id)
            stored = self._stored(event, stamp, last_hash)
            state, last_hash = evolve(state, event, stamp), stored.hash
            written.append(stored)
        outcome = "late" if any(isinstance(event, SheetArrivedLate) for event in decided) else "done"
        kind = wire_name(type(command))
        receipt = StoredReceipt(self.contest, command.command_id, seq, outcome, actor.label, kind)
        if self.state is None:
            self.created_ms = now_ms
        self.state, self.seq, self.last_hash = state, seq, last_hash
        self.events += written
        self.receipts[command.command_id] = receipt
        return receipt

    def _stored(self, event: Event, stamp: Stamp, previous: str) -> StoredEvent:
        kind, version, data = encode(event)
        stored = StoredEvent(self.contest, stamp.seq, kind, version, data, stamp.actor, stamp.at_ms, stamp.command)
        return sealed(stored, self.journal, previous)

    def row(self) -> ContestRow:
        """The contest's line in the list of contests, as it reads after this page."""
        state = self.state
        if state is None:
            raise ValueError("nothing was written on this page")
        if self.ledger is not None:
            return replace(self.ledger.row, title=state.title, place=state.place, held_on=state.held_on)
        return ContestRow(
            self.contest, self.journal, state.title, state.place, state.held_on, state.rehearsal_of, self.created_ms
        )

    def settled(self) -> Ledger:
        """The ledger once this page is durable."""
        if self.state is None:
            raise ValueError("nothing was written on this page")
        if self.ledger is None:
            snapshot = Snapshot(self.journal, self.seq, self.state)
            return Ledger(self.row(), snapshot, self.last_hash, Receipts(self.receipts.values()))
        self.ledger.receipts.add(self.receipts.values())
        snapshot = self.ledger.snapshot.next(self.seq, self.state)
        return Ledger(self.row(), snapshot, self.last_hash, self.ledger.receipts)


class Pages:
    """The pages of one batch, one a contest."""

    def __init__(self, ledgers: Mapping[str, Ledger]) -> None:
        self._ledgers = ledgers
        self._pages: dict[str, Page] = {}

    def open(self, contest: str, new_journal: Callable[[], str]) -> Page:
        """The page of a contest; one that does not exist yet would get a journal id of its own."""
        if contest not in self._pages:
            ledger = self._ledgers.get(contest)
            if ledger is None:
                journal = new_journal()
                self._pages[contest] = Page(contest, journal, None, None, 0, first_hash(journal))
            else:
                snapshot = ledger.snapshot
                page = Page(contest, ledger.journal, ledger, snapshot.state, snapshot.seq, ledger.last_hash)
                self._pages[contest] = page
        return self._pages[contest]

    def batch(self) -> Batch:
        """All that has to be stored."""
        written = list(self._written())
        rows = [(page, page.row()) for page in written]
        return Batch(
            created=[row for page, row in rows if page.ledger is None],
            retitled=[row for page, row in rows if page.ledger is not None and row != page.ledger.row],
            events=[event for page in written for event in page.events],
            receipts=[receipt for page in written for receipt in page.receipts.values()],
        )

    def settled(self) -> list[Ledger]:
        """The ledgers once the batch is durable."""
        return [page.settled() for page in self._written()]

    def contests(self) -> set[str]:
        """Every contest that the batch would write to."""
        return {page.contest for page in self._written()}

    def changed(self) -> list[str]:
        """The contests whose state the batch changes."""
        return [page.contest for page in self._pages.values() if page.events]

    def _written(self) -> Iterator[Page]:
        return (page for page in self._pages.values() if page.receipts)
