"""The scorekeeper: the only writer. Receipt known? -> decide -> append -> evolve -> answer -> announce.

Responsible for: one order of all writes, durable before answered, answered before announced, the same receipt for the
same command. Must not know: sockets, web pages, who may watch what.

One loop takes every command that waits (of all contests), decides them one after the other against the state that this
very batch builds up (`journal/pages.py`), and commits once, off the hub. A failed commit drops what was built, answers
`Later` and reads on from the store (`journal/ledgers.py`).
"""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection

from contest_app.concurrency import Concurrency, OneShot
from contest_app.contest.commands import Actor, Command, CreateContest, wire_name
from contest_app.contest.refusals import CommandIdReused, Malformed, Refused, UnknownContest
from contest_app.contest.snapshot import Snapshot
from contest_app.journal.answers import BUSY, INTERNAL, STOPPING, UNREAD, Answer, Later, Receipt, later_for
from contest_app.journal.journal import ContestRow, Journal, StoredReceipt, delete_contest
from contest_app.journal.ledgers import Ledgers, Result
from contest_app.journal.pages import Pages
from contest_app.journal.problems import StoreProblem

__all__ = ["Answer", "ContestRow", "Later", "Receipt", "Scorekeeper", "StoreProblem"]

log = structlog.get_logger()
T = TypeVar("T")

WAITING_LIMIT = 2000
BATCH_LIMIT = 100  # decided in one go on the hub: a few milliseconds
TELL_WITHIN_MS = 20  # how long screens may wait while there is always another command


@dataclass
class _Order:
    """Something that waits for the writer; whoever ordered it waits for `answer`."""

    answer: OneShot
    is_answered: bool = field(default=False, init=False)

    def settle(self, result: Answer | Result) -> None:
        if not self.is_answered:
            self.is_answered = True
            self.answer.send(result)


@dataclass
class _CommandOrder(_Order):
    contest: str
    command: Command
    actor: Actor

    @property
    def kind(self) -> str:
        return wire_name(type(self.command))


@dataclass
class _RowsOrder(_Order):
    """Work on rows; `anew` names a contest to be read from its first line afterwards, `gone` one that is no more."""

    work: Callable[[Connection], Any]
    anew: str = ""
    gone: str = ""


@dataclass
class _LetGoOrder(_Order):
    """Idle contests are let go between two batches: in the middle of one, their pages would find nothing."""

    idle_s: float
    needed: Collection[str]


@dataclass(frozen=True)
class _Decided:
    """A command's answer; `is_durable` when it holds even if the commit of its batch fails."""

    order: _CommandOrder
    answer: Answer
    is_durable: bool = False


class _News:
    """The contests that changed and whose screens have not been told."""

    def __init__(self) -> None:
        self._contests: dict[str, None] = {}
        self._since_ms = 0

    def add(self, contests: Iterable[str], now_ms: int) -> None:
        if not self._contests:
            self._since_ms = now_ms
        self._contests |= dict.fromkeys(contests)

    def are_due(self, now_ms: int) -> bool:
        return now_ms - self._since_ms >= TELL_WITHIN_MS

    def taken(self) -> list[str]:
        contests, self._contests = list(self._contests), {}
        return contests


class Scorekeeper:
    """Takes commands from any thread, writes with one; hands out the durable state."""

    def __init__(
        self,
        journal: Journal,
        concurrency: Concurrency,
        now_ms: Callable[[], int],
        on_change: Callable[[str], None],
    ) -> None:
        self._journal = journal
        self._concurrency = concurrency
        self._now_ms = now_ms
        self._on_change = on_change
        self._ledgers = Ledgers(journal, concurrency)
        self._waiting: list[_Order] = []
        self._wake: OneShot | None = None
        self._news = _News()
        self._is_stopping = False
        self._ended: OneShot | None = None
        self._lock = threading.Lock()  # held for a few statements, never across a wait

    # --- for everybody ------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Reads the list of contests and starts the writer; StoreProblem if the store cannot be read."""
        self._ledgers.start()
        self._ended = self._concurrency.event()
        self._concurrency.spawn(self._run)

    def stop(self) -> None:
        """Carries out what waits, then ends the writer; later commands are told to come back."""
        with self._lock:
            self._is_stopping = True
            wake, self._wake = self._wake, None
        if wake is not None:
            wake.send(True)
        if self._ended is not None:
            self._ended.wait()

    def submit(self, contest: str, command: Command, actor: Actor) -> Answer:
        """What became of a command; only the calling thread waits. A Receipt is durable before it is returned."""
        try:
            self._ledgers.recall(contest, command.command_id)  # reads what is asleep, where nobody else waits for it
        except StoreProblem as problem:
            return later_for(problem)
        except Exception as error:
            _tell("error", "contest cannot be read", contest=contest, **_where(error))
            return INTERNAL
        order = _CommandOrder(self._concurrency.event(), contest, command, actor)
        turned_away = self._enqueue(order, WAITING_LIMIT)
        answer: Answer = turned_away or order.answer.wait()
        return answer

    def knows(self, contest: str, command_id: str) -> bool:
        """Whether this command was carried out already."""
        ledger = self._ledgers.recall(contest, command_id)
        return ledger is not None and ledger.receipts.get(command_id) is not None

    def snapshot(self, contest: str) -> Snapshot | None:
        """The durable state of a contest, replayed when first asked for; None if there is no such contest."""
        ledger = self._ledgers.of(contest)
        return None if ledger is None else ledger.snapshot

    def contests(self) -> list[ContestRow]:
        """Every contest, the oldest first."""
        return self._ledgers.contests()

    def let_go(self, idle_s: float, needed: Collection[str]) -> list[str]:
        """Forgets the states of contests that nobody needs or asked for in that time; which they were."""
        order = _LetGoOrder(self._concurrency.event(), idle_s, needed)
        if self._enqueue(order) is not None:
            return []
        gone: list[str] = order.answer.wait().unwrapped()
        return gone

    def write(self, work: Callable[[Connection], T]) -> T:
        """Runs work on plain rows in a transaction of the one writer; raises what it raised, or StoreProblem.

        The work runs off the hub: it must not log nor take a lock that green threads take.
        """
        result: T = self._ordered(_RowsOrder(self._concurrency.event(), work))
        return result

    def replace(self, contest: str, work: Callable[[Connection], None]) -> None:
        """Like `write`, for work that puts another journal in a contest's place (docs/decisions/0015).

        Whoever asks meanwhile is answered by the old one; screens then hear of the new one.
        """
        self._ordered(_RowsOrder(self._concurrency.event(), work, anew=contest))

    def throw_away(self, rehearsal: str, also: Callable[[Connection], None]) -> bool:
        """Deletes a rehearsal whole, and `also` with it; whether there was one. No other contest is ever deleted."""
        if self.home_of(rehearsal) == rehearsal:
            return False

        def delete(connection: Connection) -> None:
            delete_contest(connection, rehearsal)
            also(connection)

        self._ordered(_RowsOrder(self._concurrency.event(), delete, gone=rehearsal))
        return True

    # --- rehearsals (tổng duyệt) --------------------------------------------------------------------------------------

    def has(self, contest: str) -> bool:
        """Whether there is such a contest; it may sleep."""
        return self._ledgers.knows(contest)

    def home_of(self, contest: str) -> str:
        """The contest that a rehearsal rehearses; any other contest is its own home."""
        return self._ledgers.home_of(contest)

    def rehearsal_of(self, contest: str) -> str | None:
        """The rehearsal that there is of a contest."""
        return self._ledgers.rehearsal_of(contest)

    def played(self, contest: str, judge: str = "") -> str:
        """Where a contest's own cards and walls lead now: to its rehearsal until that is over or the contest starts.

        A judge who is not in the rehearsal stays where they belong.
        """
        rehearsal = self._ledgers.rehearsal_of(contest)
        if rehearsal is None:
            return contest
        real, tried = self.snapshot(contest), self.snapshot(rehearsal)
        leads = real is not None and tried is not None and real.state.phase == "setup"
        return rehearsal if leads and tried is not None and judge in ("", *tried.state.judges) else contest

    def _ordered(self, order: _RowsOrder) -> Any:
        turned_away = self._enqueue(order)
        if turned_away is not None:
            raise StoreProblem(turned_away.code, turned_away.words)
        return order.answer.wait().unwrapped()

    def read(self, work: Callable[[Connection], T]) -> T:
        """Runs work that only reads rows, off the hub, on one consistent view of the store."""
        return self._ledgers.read(partial(self._journal.read, work))

    # --- the writer's loop --------------------------------------------------------------------------------------------

    def _enqueue(self, order: _Order, limit: int | None = None) -> Later | None:
        with self._lock:
            if self._is_stopping:
                return STOPPING
            if limit is not None and len(self._waiting) >= limit:
                return BUSY
            self._waiting.append(order)
            wake, self._wake = self._wake, None
        if wake is not None:
            wake.send(True)
        return None

    def _take(self) -> list[_Order]:
        """Everything that waits, up to a batch; waits for something; empty once the last is done after `stop`."""
        while True:
            with self._lock:
                taken, self._waiting = self._waiting[:BATCH_LIMIT], self._waiting[BATCH_LIMIT:]
                if taken or self._is_stopping:
                    return taken
                wake = self._wake = self._concurrency.event()
            wake.wait()

    def _run(self) -> None:
        while orders := self._take():
            commands = [order for order in orders if isinstance(order, _CommandOrder)]
            try:
                self._carry_out(commands)
                for order in orders:
                    if isinstance(order, _RowsOrder):
                        order.settle(self._written(order))
                    elif isinstance(order, _LetGoOrder):
                        order.settle(Result(self._ledgers.let_go(order.idle_s, order.needed)))
            except Exception as error:  # a bug of the loop itself: the writer lives on and takes nothing for granted
                _tell("error", "writer failed", **_where(error))
                for command in commands:
                    self._ledgers.distrust(command.contest)
                for order in orders:
                    order.settle(INTERNAL if isinstance(order, _CommandOrder) else Result(error=error))
            # Ten sheets of the same moment are one frame; screens wait for those that come in meanwhile, not for long.
            if not self._waiting or self._news.are_due(self._now_ms()):
                self._announce(self._news.taken())
        if self._ended is not None:
            self._ended.send(True)

    def _written(self, order: _RowsOrder) -> Result:
        try:
            result = Result(self._concurrency.run_native(self._journal.write, order.work))
            if order.gone:
                self._ledgers.forget(order.gone)
            if order.anew:
                self._ledgers.read_anew(order.anew)
                self._announce([order.anew])
        except BaseException as error:  # whatever it is, it is for whoever ordered the work; the writer lives on
            return Result(error=error)
        return result

    def _carry_out(self, orders: Sequence[_CommandOrder]) -> None:
        """One batch: decide all, commit once, answer all, then announce."""
        contests = {order.contest for order in orders}
        self._read_on(contest for contest in contests if self._is_suspect(contest))
        pages = Pages(self._ledgers.loaded)
        decided = [self._decide(pages, order) for order in orders]
        problem = self._commit(pages)
        for each in decided:
            each.order.settle(each.answer if problem is None or each.is_durable else problem)
        # Everybody who waits gets the processor before the first frame is made.
        self._concurrency.sleep(0)
        if problem is None:
            _log(decided)
            self._news.add(pages.changed(), self._now_ms())
        else:
            _tell("error", "commit failed", code=problem.code, commands=len(decided))
            self._read_on(pages.contests())

    def _decide(self, pages: Pages, order: _CommandOrder) -> _Decided:
        """The answer to one command; what it changes stands on its contest's page."""
        ledger = self._ledgers.loaded.get(order.contest)
        if ledger is None and self._ledgers.knows(order.contest):
            return _Decided(order, UNREAD, is_durable=True)
        if ledger is not None and ledger.is_suspect:
            return _Decided(order, UNREAD, is_durable=True)
        receipt = None if ledger is None else ledger.receipts.get(order.command.command_id)
        if ledger is not None and receipt is not None:
            return _Decided(order, _again(receipt, ledger.known_as, order), is_durable=True)
        try:
            return _Decided(order, self._decide_anew(pages, order))
        except UnicodeEncodeError:  # half of a surrogate pair, which no store and no hash can take
            return _Decided(order, Malformed("text", "Unicode"))
        except Exception as error:
            _tell("error", "decision failed", **_said(order), **_where(error))
            return _Decided(order, INTERNAL)

    def _decide_anew(self, pages: Pages, order: _CommandOrder) -> Answer:
        command = order.command
        if isinstance(command, CreateContest) and command.contest != order.contest:
            return Malformed("contest", order.contest)
        page = pages.open(order.contest, new_journal=os.urandom(8).hex)
        if command.command_id in page.receipts:
            return _again(page.receipts[command.command_id], page.known_as, order)
        outcome = page.carry_out(command, order.actor, self._now_ms())
        if isinstance(outcome, UnknownContest):
            return UnknownContest(order.contest)
        return outcome if isinstance(outcome, Refused) else _receipt(outcome, page.known_as)

    def _commit(self, pages: Pages) -> Later | None:
        """Makes the batch durable and its states the states, or says what stood in the way."""
        try:
            batch = pages.batch()
            if not batch.is_empty:
                self._concurrency.run_native(self._journal.append, batch)
        except Exception as error:
            for contest in pages.contests():
                self._ledgers.distrust(contest)
            if isinstance(error, StoreProblem):
                return later_for(error)
            _tell("error", "commit raised", **_where(error))
            return INTERNAL
        for ledger in pages.settled():
            self._ledgers.settle(ledger)
        return None

    def _announce(self, contests: Iterable[str]) -> None:
        for contest in contests:
            try:
                self._on_change(contest)
            except Exception as error:
                _tell("error", "announcement failed", contest=contest, **_where(error))

    def _is_suspect(self, contest: str) -> bool:
        ledger = self._ledgers.loaded.get(contest)
        return ledger is not None and ledger.is_suspect

    def _read_on(self, contests: Iterable[str]) -> None:
        """After a failed commit: takes in what the store really holds, and announces it if it moved."""
        for contest in contests:
            try:
                if self._ledgers.read_on(contest):
                    self._announce([contest])
            except Exception as error:
                # It stays suspect: its commands are told to come back, its screens keep the last durable state.
                _tell("error", "journal cannot be read", contest=contest, **_where(error))


def _receipt(stored: StoredReceipt, journal: str) -> Receipt:
    return Receipt(stored.command_id, journal, stored.seq, stored.outcome)


def _again(stored: StoredReceipt, journal: str, order: _CommandOrder) -> Answer:
    """The receipt there is, if it is this actor's and for this kind of command; nobody is given another's."""
    if (stored.actor, stored.kind) != (order.actor.label, order.kind):
        return CommandIdReused(order.command.command_id)
    return _receipt(stored, journal)


# --- log lines: never a mark, a token or a person ---------------------------------------------------------------------


def _tell(level: str, event: str, **said: object) -> None:
    """A log that cannot be written (a closed pipe, a full disk) stops nobody's evening."""
    with suppress(Exception):
        getattr(log, level)(event, **said)


def _log(decided: Sequence[_Decided]) -> None:
    for each in decided:
        if isinstance(each.answer, Receipt):
            _tell("info", "recorded", seq=each.answer.seq, outcome=each.answer.outcome, **_said(each.order))
        else:
            _tell("info", "turned away", code=each.answer.code, **_said(each.order))


def _said(order: _CommandOrder) -> dict[str, str]:
    return {"contest": order.contest, "command_id": order.command.command_id, "kind": order.kind}


def _where(error: BaseException) -> dict[str, str]:
    """An error's class and place. Its text and its locals could hold marks."""
    frames = traceback.extract_tb(error.__traceback__)
    said = error.code if isinstance(error, StoreProblem) else type(error).__name__
    return {"error": said, "at": " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))}
