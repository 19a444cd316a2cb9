"""The path of a command, stage by stage, in one process: where the time of one sheet goes.

Every stage is the product's own function on a contest in the middle of its evening; the median of many calls. What the
library does between them (a green thread a message, the loop over sockets) is in the figures over real sockets.
"""

from __future__ import annotations

import json
import secrets
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import contest as bench_contest
from bench.contest import CONTEST, ROUNDS
from bench.driving import on_disk
from bench.table import Row
from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest import permissions
from contest_app.contest.commands import Actor
from contest_app.journal.journal import Batch, Journal
from contest_app.journal.pages import Pages
from contest_app.live import messages, wire
from contest_app.live.announcer import StateTopic
from contest_app.live.hearing import _read as read
from contest_app.scorekeeper import Receipt, Scorekeeper
from contest_app.topics import TOPICS

ENTRIES = 30
CALLS = 400


def timed_us(act: Callable[[], object], calls: int) -> float:
    """The median of many calls."""
    taken = []
    for _ in range(calls):
        began = time.perf_counter_ns()
        act()
        taken.append((time.perf_counter_ns() - began) / 1000)
    return median(taken)


def _sent(frame: bytes, calls: int) -> float:
    """The median of giving a frame to the system, for a client that reads it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
    with client, server:
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        taken = []
        for _ in range(calls):
            began = time.perf_counter_ns()
            server.sendall(frame)
            taken.append((time.perf_counter_ns() - began) / 1000)
            client.recv(len(frame), socket.MSG_WAITALL)
    return median(taken)


def rows(*, is_quick: bool) -> Iterator[Row]:
    """The stages of one judge's sheet, in order."""
    with tempfile.TemporaryDirectory(dir=on_disk()) as name:
        for stage, us in _stages(Path(name) / "data", ENTRIES, CALLS // (4 if is_quick else 1)):
            yield Row(f"path of a sheet, {ENTRIES} teams: {stage}", "us", [us])


def _stages(folder: Path, entries: int, calls: int) -> Iterator[tuple[str, float]]:
    bench_contest.prepare(folder, entries)
    journal = Journal.open(folder)
    keeper = Scorekeeper(journal, threads(), lambda: time.time_ns() // 1_000_000, lambda contest: None)
    keeper.start()
    director = Actor("director", "bench")

    def do(kind: type[c.Command], **fields: Any) -> None:
        answer = keeper.submit(CONTEST, kind(secrets.token_hex(8), **fields), director)
        assert isinstance(answer, Receipt), answer

    do(c.OpenRound, round=ROUNDS[0])
    do(c.CallPerformance, round=ROUNDS[0], entry="team-1")
    ledgers = keeper._ledgers.loaded
    marks = dict.fromkeys(bench_contest.CRITERIA, "7.5")
    payload = {
        "command_id": "0123456789abcdef", "kind": "submit_sheet",
        "round": ROUNDS[0], "entry": "team-1", "base": 0, "marks": marks,
    }  # fmt: skip
    message = f"2/live,17{json.dumps(['command', payload])}"
    command = messages.parse_command(payload)
    assert isinstance(command, c.Command)
    judge = Actor("judge", judge="j1")

    def page() -> Any:
        return Pages(ledgers).open(CONTEST, lambda: "")

    def carried_out(sheets: int, base: int, first: int) -> Pages:
        pages = Pages(ledgers)
        for number in range(sheets):
            sheet = c.SubmitSheet(secrets.token_hex(8), ROUNDS[0], "team-1", base, marks)
            pages.open(CONTEST, lambda: "").carry_out(sheet, Actor("judge", judge=f"j{first + number}"), 0)
        return pages

    def commit(sheets: int, first: int) -> float:
        taken = []
        for base in range(calls // 4):
            pages = carried_out(sheets, base, first)
            batch: Batch = pages.batch()
            began = time.perf_counter_ns()
            journal.append(batch)
            taken.append((time.perf_counter_ns() - began) / 1000)
            for ledger in pages.settled():
                keeper._ledgers.settle(ledger)
        return median(taken)

    receipt = Receipt("0123456789abcdef", "0123456789abcdef", 1234, "done")
    yield "message to payload", timed_us(lambda: read(message), calls)
    yield "payload to command", timed_us(lambda: messages.parse_command(payload), calls)
    yield "rights", timed_us(lambda: permissions.may("judge", command), calls)
    yield "decide, evolve, encode, chain", timed_us(lambda: page().carry_out(command, judge, 0), calls)
    yield "commit of one sheet", commit(1, 1)
    yield "commit of nine sheets", commit(9, 2)
    yield "answer", timed_us(lambda: wire.encoded(messages.answer_message(receipt)), calls)
    snapshot = keeper.snapshot(CONTEST)
    assert snapshot is not None
    for name, subject in (("stage", ""), ("sheet", "j1"), ("board", "")):
        topic = StateTopic(TOPICS[name], subject, lambda: snapshot)
        made = topic.produce()
        yield f"topic {name}: does it hold?", timed_us(topic.is_current, calls)
        yield f"topic {name}: value", timed_us(topic.produce, calls // 4)
        yield f"topic {name}: encode", timed_us(lambda made=made: wire.encoded(made.value), calls // 4)  # type: ignore[misc]
        yield f"topic {name}: send to one socket", _sent(made.frame.utf8, calls)
    keeper.stop()
    journal.close()
