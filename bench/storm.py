"""A thousand screens back at once, while three hundred phones poll the board and nine judges go on handing in.

Beside a bare Socket.IO server that the same screens connect to and the same judges hand in to: its answers are a few
bytes, and it keeps nothing. Snapshots, not only handshakes: a screen has drawn when it has the values it asked for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import contest, driving
from bench.contest import CONTEST, Plan
from bench.driving import Load
from bench.table import Aim, Row, quantile

SCREENS, PHONES = 1000, 300
BARE = "bare Socket.IO connect"


def rows(*, is_quick: bool) -> Iterator[Row]:
    turns = 1 if is_quick else 5
    for entries in (30, 1000):
        ours, bare = [], []
        for _ in range(turns):
            ours.append(_storm(entries, is_ours=True))
            bare.append(_storm(entries, is_ours=False))
        times = [max(run.ms("snapshots")) / 1000 for run in ours], [max(run.ms("snapshots")) / 1000 for run in bare]
        figure = f"{SCREENS:,} screens at once, all drawn with a board of {entries:,} rows"
        yield Row(figure, "s", times[0], BARE, times[1], Aim(at_most=1.3))
    runs = [_storm(30, is_ours=True, phones=PHONES) for _ in range(turns)]
    for share in (0.5, 0.99):
        storm = [quantile(run.ms("receipts"), share) for run in runs]
        calm = [quantile(run.ms("calm_receipts"), share) for run in runs]
        yield Row(
            f"receipt of 9 judges in the storm, {PHONES} phones, p{share * 100:.0f}", "ms", storm, "before it", calm
        )
    polls = [quantile(run.ms("polls"), 0.99) for run in runs]
    calm = [quantile(run.ms("calm_polls"), 0.99) for run in runs]
    yield Row("… board.json to a phone, p99", "ms", polls, "before it", calm)


def _storm(entries: int, *, is_ours: bool, phones: int = 0) -> Load:
    with tempfile.TemporaryDirectory() as name:
        evening = contest.prepare(Path(name) / "data", entries)
        plan = Plan(evening)
        contest.round_robin(plan, each=100, gap_ms=10)
        options = ["--screens", str(SCREENS), "--contest", CONTEST, "--topics", "stage,board", "--storm"]
        options += ["--plan", str(plan.write(Path(name) / "plan"))]
        if phones:
            options += ["--phones", str(phones), "--path", f"/contests/{CONTEST}/board.json", "--every-ms", "1000"]
        with driving.served(driving.ours(evening.folder) if is_ours else driving.rival("stock", "--echo")) as server:
            return driving.load(server, *options)
