"""An evening on a real store: journal, scorekeeper and real threads, told as a jury would tell it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import Any

from contest_app.concurrency import Concurrency, threads
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor, Command
from contest_app.contest.snapshot import Snapshot
from contest_app.journal.journal import Journal
from contest_app.journal.replay import replay
from contest_app.scorekeeper import Answer, Receipt, Scorekeeper

ORGANIZER = Actor("organizer", "Lan")
RULEBOOK: dict[str, Any] = {
    "format": "rulebook/1",
    "title": 'Hội thi "Dân vận khéo" xã Đào Xá',
    "rounds": [
        {
            "id": "skit",
            "title": "Tiểu phẩm",
            "criteria": [{"id": "content", "title": "Nội dung", "max": 10, "step": "0.5"}],
        }
    ],
}


def a_judge(number: int) -> Actor:
    return Actor("judge", judge=f"j{number}")


def wait_for(claim: Callable[[], bool], what: str, limit_s: float = 20) -> None:
    """Waits until the claim holds."""
    deadline = time.monotonic() + limit_s
    while not claim():
        assert time.monotonic() < deadline, f"never came true: {what}"
        time.sleep(0.002)


def in_threads(*calls: Callable[[], Any]) -> list[threading.Thread]:
    started = [threading.Thread(target=call, daemon=True) for call in calls]
    for thread in started:
        thread.start()
    return started


class Evening:
    """One server's store at work, with a clock that ticks once a look."""

    def __init__(self, folder: Path, concurrency: Concurrency | None = None) -> None:
        self.folder = folder
        self.journal = Journal.open(folder)
        self.beside = Journal.open_to_read(folder)  # what a test reads; the scorekeeper alone uses the other
        self.changed: list[str] = []
        self._clock = count(1_700_000_000_000)
        self._run = os.urandom(4).hex()  # a server that starts again gets commands it has not seen
        self._ids = count(1)
        self.scorekeeper = Scorekeeper(self.journal, concurrency or threads(), self.now_ms, self.changed.append)
        self.scorekeeper.start()

    def close(self) -> None:
        self.scorekeeper.stop()
        self.beside.close()
        self.journal.close()

    def now_ms(self) -> int:
        return next(self._clock)

    def new_id(self) -> str:
        return f"{self._run}-{next(self._ids)}"

    def wait_until_all_is_announced(self) -> None:
        """Until the writer waits: what came before was carried out and told, several acts at once where it came so."""
        wait_for(lambda: self.scorekeeper._wake is not None, "the writer waits")

    def snapshot(self, contest: str = "xa") -> Snapshot:
        snapshot = self.scorekeeper.snapshot(contest)
        assert snapshot is not None
        return snapshot

    # --- what people do -----------------------------------------------------------------------------------------------

    def does(
        self, kind: type[Command], /, *values: Any, by: Actor = ORGANIZER, contest: str = "xa", **more: Any
    ) -> Answer:
        """Submits a command under a fresh id."""
        return self.scorekeeper.submit(contest, kind(self.new_id(), *values, **more), by)

    def did(self, kind: type[Command], /, *values: Any, by: Actor = ORGANIZER, contest: str = "xa") -> Receipt:
        """Submits a command that the rules cannot refuse."""
        answer = self.does(kind, *values, by=by, contest=contest)
        assert isinstance(answer, Receipt), answer
        return answer

    def sheet(self, number: int, mark: str, base: int = 0, command_id: str | None = None) -> c.SubmitSheet:
        return c.SubmitSheet(command_id or self.new_id(), "skit", f"team-{number}", base, {"content": mark})

    def with_a_contest(self, contest: str = "xa", *, teams: int = 2, judges: int = 3) -> Evening:
        self.did(c.CreateContest, contest, RULEBOOK, contest=contest)
        for number in range(1, teams + 1):
            self.did(c.RegisterEntry, f"team-{number}", number, f"Xã Hương Sơn {number}", contest=contest)
        for number in range(1, judges + 1):
            self.did(c.AppointJudge, f"j{number}", number, f"Giám khảo {number}", contest=contest)
        return self

    def with_team_1_on_stage(self, contest: str = "xa") -> Evening:
        self.did(c.StartContest, contest=contest)
        self.did(c.OpenRound, "skit", contest=contest)
        self.did(c.CallPerformance, "skit", "team-1", contest=contest)
        return self

    # --- what a test can make happen ----------------------------------------------------------------------------------

    @contextmanager
    def writer_held(self) -> Iterator[None]:
        """Keeps the writer busy, so that what is submitted meanwhile waits and becomes one batch."""
        is_busy, go_on = threading.Event(), threading.Event()

        def work(_connection: object) -> None:
            is_busy.set()
            go_on.wait()

        (thread,) = in_threads(lambda: self.scorekeeper.write(work))
        assert is_busy.wait(20)
        try:
            yield
        finally:
            go_on.set()
            thread.join()

    def submit_together(self, *orders: tuple[Command, Actor], contest: str = "xa") -> list[Answer]:
        """Submits commands in this order as one batch; their answers in this order."""
        answers: dict[int, Answer] = {}

        def submit(place: int) -> None:
            command, actor = orders[place]
            answers[place] = self.scorekeeper.submit(contest, command, actor)

        started: list[threading.Thread] = []
        with self.writer_held():
            for place in range(len(orders)):
                started += in_threads(lambda place=place: submit(place))  # type: ignore[misc]
                wait_for(lambda place=place: len(self.scorekeeper._waiting) == place + 1, "waiting")  # type: ignore[misc]
        for thread in started:
            thread.join(20)
        return [answers[place] for place in range(len(orders))]

    def commits(self) -> list[int]:
        """Counts from now on how many events each commit holds."""
        sizes: list[int] = []
        append = self.journal.append

        def counted(batch: Any) -> None:
            append(batch)
            sizes.append(len(batch.events))

        self.journal.append = counted  # type: ignore[method-assign]
        return sizes


def assert_replay_is_live(evening: Evening, contest: str = "xa") -> None:
    """What the journal's events add up to is, field by field, the state that the scorekeeper hands out."""
    live = evening.snapshot(contest)
    replayed = replay(evening.beside, contest)
    assert (replayed.journal, replayed.seq) == (live.journal, live.seq)
    assert replayed.state is not None
    for each in fields(live.state):
        assert getattr(replayed.state, each.name) == getattr(live.state, each.name), each.name
