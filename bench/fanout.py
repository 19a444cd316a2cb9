"""What one frame to one client costs the server, beside a loop in C, a loop of asyncio and the library's emit.

The wall's scene goes to and fro: each frame to every screen comes from a durable command of the desk, and the product's
signs of life are in its figure as well. The frames alone are what is left without what the same commands cost with next
to nobody watching. All write frames of the length that the product's had.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import contest, driving
from bench.contest import CONTEST, Plan
from bench.driving import Load
from bench.table import Aim, Row

OURS, FLOOR, RAW, STOCK = "ours", "loop in C", "loop of asyncio", "stock emit"
FEW = 10
NEAR = Aim(at_most=1.4)


def rows(*, is_quick: bool) -> Iterator[Row]:
    changes = 12 if is_quick else 40
    for screens in (100, 1000) if is_quick else (100, 1000, 5000):
        seen: dict[str, list[Load]] = {OURS: [], FLOOR: [], RAW: [], STOCK: []}
        few: dict[str, list[Load]] = {OURS: [], FLOOR: []}
        for _ in range(1 if is_quick else 3):
            for who, runs in seen.items():
                frame_bytes = seen[OURS][0].frame_bytes_each if seen[OURS] else 0
                runs.append(_run(who, screens, frame_bytes, changes))
                if who in few and screens >= 1000:
                    few[who].append(_run(who, FEW, frame_bytes, changes))
        ours = [run.cpu_us_a_frame for run in seen[OURS]]
        figure = f"server CPU a client-message, {screens:,} screens, {seen[OURS][0].frame_bytes_each} bytes"
        for who in (FLOOR, RAW, STOCK):
            aim = NEAR if who == FLOOR and screens >= 1000 else None
            yield Row(figure, "us", ours, who, [run.cpu_us_a_frame for run in seen[who]], aim)
        if screens >= 1000:
            alone = {who: [frames_alone_us(*runs) for runs in zip(seen[who], few[who], strict=True)] for who in few}
            yield Row(f"… the frames alone, {screens:,} screens", "us", alone[OURS], FLOOR, alone[FLOOR], NEAR)
        floor = [run.cpu_us_a_frame for run in seen[FLOOR]]
        client = [run.client_cpu_us_a_frame for run in seen[FLOOR]]
        yield Row(f"… of the load client, {screens:,} screens, with the loop in C", "us", client, FLOOR, floor)


def frames_alone_us(many: Load, few: Load) -> float:
    """What a frame costs beside the command that it came from."""
    return float((many.server_cpu_s - few.server_cpu_s) / (many.frames - few.frames) * 1e6)


def _run(who: str, screens: int, frame_bytes: int, changes: int) -> Load:
    with tempfile.TemporaryDirectory() as name:
        evening = contest.prepare(Path(name) / "data", 30)
        plan = Plan(evening)
        contest.scenes(plan, changes, gap_ms=35 if screens <= 1000 else 250)
        command = {
            OURS: lambda: driving.ours(evening.folder),
            FLOOR: lambda: driving.floor(frame_bytes),
            RAW: lambda: driving.rival("raw_asyncio", "--bytes", str(frame_bytes)),
            STOCK: lambda: driving.rival("stock", "--bytes", str(frame_bytes)),
        }[who]()
        with driving.served(command) as server:
            file = plan.write(Path(name) / "plan")
            return driving.load(server, "--screens", str(screens), "--contest", CONTEST, "--plan", str(file))
