"""Durable receipts a second: ten judges, each handing in as soon as the last sheet was answered.

Beside the same server storing nothing, and a bare Socket.IO server that only answers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import contest, driving
from bench.contest import Plan
from bench.driving import Load
from bench.table import Aim, Row, quantile

OURS, NOTHING, ECHO = "ours", "the same, storing nothing", "bare Socket.IO echo"


def rows(*, is_quick: bool) -> Iterator[Row]:
    seen: dict[str, list[Load]] = {OURS: [], NOTHING: [], ECHO: []}
    for _ in range(1 if is_quick else 5):
        for who, runs in seen.items():
            runs.append(_run(who, each=150 if is_quick else 1000))
    ours = [_a_second(run) for run in seen[OURS]]
    for who in (NOTHING, ECHO):
        aim = Aim(at_least=0.9) if who == NOTHING else None
        yield Row("receipts a second, 10 judges", "/s", ours, who, [_a_second(run) for run in seen[who]], aim)
    for share in (0.5, 0.99):
        each = {who: [quantile(run.ms("receipts"), share) for run in runs] for who, runs in seen.items()}
        yield Row(f"… each answered after, p{share * 100:.0f}", "ms", each[OURS], NOTHING, each[NOTHING])
    share = [run.client_share for runs in seen.values() for run in runs]
    yield Row("… the load client's share of its core", "%", share, at_most=80)


def _a_second(run: Load) -> float:
    return float(len(run.receipts_us) / run.wall_s)


def _run(who: str, each: int) -> Load:
    with tempfile.TemporaryDirectory(dir=driving.on_disk()) as name:
        evening = contest.prepare(Path(name) / "data", 30)
        stage, judges = Plan(evening), Plan(evening)
        contest.on_stage(stage)
        contest.corrections(judges, each)
        command = {
            OURS: lambda: driving.ours(evening.folder),
            NOTHING: lambda: driving.ours(evening.folder, "--store-nothing"),
            ECHO: lambda: driving.rival("stock", "--echo"),
        }[who]()
        with driving.served(command) as server:
            driving.load(server, "--plan", str(stage.write(Path(name) / "stage")))
            return driving.load(server, "--plan", str(judges.write(Path(name) / "judges")), "--free")
