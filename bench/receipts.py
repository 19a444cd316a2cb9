"""Durable receipts a second: ten judges, each handing in as soon as the last sheet was answered.

Beside the same server storing nothing, and a bare Socket.IO server that only answers. To tell what any store would cost
on this machine: the server that stores nothing but waits as long as the disk takes, and the driver alone with the rows.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench import contest, driving
from bench.contest import Plan
from bench.driving import Load
from bench.table import Aim, Row, quantile
from contest_app.journal.sqlite import FILE_NAME

OURS, NOTHING, ECHO = "ours", "the same, storing nothing", "bare Socket.IO echo"
WAITING = "storing nothing, waiting as long as the disk takes"
ALONE = "sqlite3 alone, the same rows"
IN_A_BATCH = 5
"""Ten judges who each wait for an answer: half of them are decided while the other half is committed."""


@dataclass(frozen=True)
class Alone:
    """What writing the rows of one receipt, or of a batch, takes with nothing but the driver."""

    cpu_us_a_receipt: float
    disk_ms_a_batch: float  # what is no processor time


def rows(*, is_quick: bool) -> Iterator[Row]:
    seen: dict[str, list[Load]] = {OURS: [], NOTHING: [], WAITING: [], ECHO: []}
    alone: list[Alone] = []
    for _ in range(1 if is_quick else 5):
        for who, runs in seen.items():
            runs.append(_run(who, 150 if is_quick else 1000, alone))
    ours = [_a_second(run) for run in seen[OURS]]
    for who in (NOTHING, WAITING, ECHO):
        aim = Aim(at_least=0.9) if who == NOTHING else None
        yield Row("receipts a second, 10 judges", "/s", ours, who, [_a_second(run) for run in seen[who]], aim)
    adds = [_cpu_us(run) - _cpu_us(nothing) for run, nothing in zip(seen[OURS], seen[NOTHING], strict=True)]
    floor = [each.cpu_us_a_receipt for each in alone]
    yield Row("… processor time that storing adds, a receipt", "us", adds, ALONE, floor)
    for share in (0.5, 0.99):
        each = {who: [quantile(run.ms("receipts"), share) for run in runs] for who, runs in seen.items()}
        yield Row(f"… each answered after, p{share * 100:.0f}", "ms", each[OURS], NOTHING, each[NOTHING])
    share = [run.client_share for runs in seen.values() for run in runs]
    yield Row("… the load client's share of its core", "%", share, at_most=80)


def _a_second(run: Load) -> float:
    return float(len(run.receipts_us) / run.wall_s)


def _cpu_us(run: Load) -> float:
    return float(run.server_cpu_s * 1e6 / len(run.receipts_us))


def stored_alone(journal: Path) -> Alone:
    """Writes a journal's sheets again, batch by batch, with nothing but the driver."""
    again = journal.with_name("again.db")
    with closing(sqlite3.connect(again, isolation_level=None)) as store:
        store.execute("ATTACH ? AS written", (str(journal),))
        rows: dict[str, list[tuple[object, ...]]] = {}
        for table in ("contests", "events", "receipts"):
            store.execute(store.execute("SELECT sql FROM written.sqlite_master WHERE name = ?", (table,)).fetchone()[0])
            rows[table] = store.execute(f"SELECT * FROM written.{table} ORDER BY 1, 2").fetchall()
        store.execute("DETACH written")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            store.execute(f"PRAGMA {pragma}")
        _insert(store, "contests", rows["contests"])
        by_command = {row[1]: row for row in rows["receipts"] if row[5] == "submit_sheet"}  # an event a command
        events = [row for row in rows["events"] if row[7] in by_command]
        began, cpu = time.perf_counter_ns(), time.thread_time_ns()
        for first in range(0, len(events), IN_A_BATCH):
            batch = events[first : first + IN_A_BATCH]
            store.execute("BEGIN IMMEDIATE")
            _insert(store, "events", batch)
            _insert(store, "receipts", [by_command[row[7]] for row in batch])
            store.execute("COMMIT")
        cpu = time.thread_time_ns() - cpu
        waited = time.perf_counter_ns() - began - cpu
    return Alone(cpu / 1e3 / len(events), waited / 1e6 / len(events) * IN_A_BATCH)


def _insert(store: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    store.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _run(who: str, each: int, alone: list[Alone]) -> Load:
    with tempfile.TemporaryDirectory(dir=driving.on_disk()) as name:
        evening = contest.prepare(Path(name) / "data", 30)
        stage, judges = Plan(evening), Plan(evening)
        contest.on_stage(stage)
        contest.corrections(judges, each)
        command = {
            OURS: lambda: driving.ours(evening.folder),
            NOTHING: lambda: driving.ours(evening.folder, "--store-nothing"),
            WAITING: lambda: driving.ours(evening.folder, "--store-nothing", f"--wait-ms={alone[-1].disk_ms_a_batch}"),
            ECHO: lambda: driving.rival("stock", "--echo"),
        }[who]()
        with driving.served(command) as server:
            driving.load(server, "--plan", str(stage.write(Path(name) / "stage")))
            seen = driving.load(server, "--plan", str(judges.write(Path(name) / "judges")), "--free")
        if who == OURS:
            alone.append(stored_alone(evening.folder / FILE_NAME))
        return seen
