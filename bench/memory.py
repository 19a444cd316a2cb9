"""What a connection holds in memory, and what a hundred thousand commands leave behind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import contest, driving
from bench.contest import CONTEST, Plan
from bench.driving import Served
from bench.table import Aim, Row

SETTLED_S = 1.0


def rows(*, is_quick: bool) -> Iterator[Row]:
    for screens in (1000,) if is_quick else (1000, 5000):
        each = [_connections(screens) for _ in range(1 if is_quick else 3)]
        yield Row(f"memory a connection, {screens:,} screens", "KB", each, at_most=65)
    first, more = (1_000, 3_000) if is_quick else (10_000, 90_000)
    before, after = _commands(first, more)
    flat = Aim(at_most=1.1)
    figure = f"memory after {first + more:,} commands"
    yield Row(figure, "MB", [after / 1024], f"after {first:,}", [before / 1024], flat)


def _connections(screens: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        evening = contest.prepare(Path(name) / "data", 30)
        with driving.served(driving.ours(evening.folder)) as server:
            files = server.open_files
            driving.load(server, "--screens", "20", "--contest", CONTEST)  # what the first ones need stays
            before = server.memory_kb
            hold = ("--screens", str(screens), "--contest", CONTEST, "--topics", "stage,board", "--hold-s", "600")
            with driving.load_meanwhile(server, *hold):
                _until_they_are_in(server, files + screens)
                return (server.memory_kb - before) / screens


def _until_they_are_in(server: Served, files: int) -> None:
    deadline = time.monotonic() + 60
    while server.open_files < files:
        if time.monotonic() > deadline:
            raise driving.CannotMeasure(f"only {server.open_files} of {files} files are open")
        time.sleep(0.05)
    time.sleep(SETTLED_S)


def _commands(first: int, more: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as name:
        evening = contest.prepare(Path(name) / "data", 30)
        plans = [Plan(evening) for _ in range(3)]
        contest.on_stage(plans[0])
        contest.corrections(plans[1], first // contest.JUDGES)
        contest.corrections(plans[2], more // contest.JUDGES, since=first // contest.JUDGES)
        held = []
        with driving.served(driving.ours(evening.folder)) as server:
            for number, plan in enumerate(plans):
                free = ("--free",) if number else ()
                driving.load(server, "--plan", str(plan.write(Path(name) / "plan")), *free)
                held.append(server.memory_kb)
        return held[1], held[2]
