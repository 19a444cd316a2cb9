"""From a judge's tap to the receipt, and to the last of the screens; ten judges, everything durable.

One by one, and ten in the same millisecond. Beside them the same program with the library's emit, a commit and a frame
for each command; and the floor, which stores nothing and writes the same bytes from a loop in C.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bench import contest, driving
from bench.contest import CONTEST, Plan
from bench.driving import Load
from bench.table import Aim, Row, quantile

TEAMS = 30
OURS, STOCK, FLOOR = "ours", "stock emit, a commit each", "loop in C, nothing stored"


def rows(*, is_quick: bool) -> Iterator[Row]:
    """The figures, for this many screens."""
    screens = 1000
    teams = 2 if is_quick else 12
    yield from _way("one by one", screens, lambda plan: contest.one_by_one(plan, "greeting", teams, 60), is_quick)
    teams = 5 if is_quick else TEAMS
    yield from _way("ten at once", screens, lambda plan: contest.ten_at_once(plan, "greeting", teams, 150), is_quick)


def _way(way: str, screens: int, write: Callable[[Plan], None], is_quick: bool) -> Iterator[Row]:
    seen: dict[str, list[Load]] = {OURS: [], STOCK: [], FLOOR: []}
    frame_bytes = 1000
    for _ in range(1 if is_quick else 3):
        for who in seen:
            with tempfile.TemporaryDirectory(dir=driving.on_disk()) as name:
                evening = contest.prepare(Path(name) / "data", TEAMS)
                plan = Plan(evening)
                write(plan)
                command = {
                    OURS: lambda: driving.ours(evening.folder),  # noqa: B023
                    STOCK: lambda: driving.ours(evening.folder, "--stock"),  # noqa: B023
                    FLOOR: lambda: driving.floor(frame_bytes),  # noqa: B023
                }[who]()
                options = (
                    "--screens",
                    str(screens),
                    "--contest",
                    CONTEST,
                    "--plan",
                    str(plan.write(Path(name) / "plan")),
                )
                with driving.served(command) as server:
                    seen[who].append(driving.load(server, *options))
                if who == OURS:
                    frame_bytes = seen[who][-1].frame_bytes_each
    receipt, last = f"tap -> receipt, {way}", f"tap -> last of {screens:,} screens, {way}"
    for figure, name, share in ((receipt, "receipts", 0.5), (receipt, "receipts", 0.99), (last, "lasts", 0.5)):
        ours = _each(seen[OURS], name, share)
        yield Row(f"{figure}, {_share(share)}", "ms", ours, STOCK, _each(seen[STOCK], name, share))
    ours = _each(seen[OURS], "lasts", 0.99)
    yield Row(f"{last}, p99", "ms", ours, STOCK, _each(seen[STOCK], "lasts", 0.99), Aim(at_most=0.35))
    yield Row(f"{last}, p99", "ms", ours, FLOOR, _each(seen[FLOOR], "lasts", 0.99), Aim(at_most=2.5))


def _each(runs: Iterable[Load], name: str, share: float) -> list[float]:
    return [quantile(run.ms(name), share) for run in runs]


def _share(share: float) -> str:
    return f"p{share * 100:.0f}"
