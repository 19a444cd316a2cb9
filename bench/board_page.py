"""The board as a page that phones ask for again and again, beside a bare Flask route of as many bytes.

Both on a listener of green threads; a phone keeps its connection and asks again as soon as it is answered.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from bench import contest, driving
from bench.contest import CONTEST
from bench.driving import Load
from bench.table import Aim, Row

PHONES = 20  # connections that are always asking
WAYS = {"304": (), "200": ("--fresh",)}


def rows(*, is_quick: bool) -> Iterator[Row]:
    ours: dict[str, list[Load]] = {way: [] for way in WAYS}
    bare: dict[str, list[Load]] = {way: [] for way in WAYS}
    seconds = 1 if is_quick else 4
    with tempfile.TemporaryDirectory() as name:
        evening = contest.prepare(Path(name) / "data", 30)
        for _ in range(1 if is_quick else 3):
            with driving.served(driving.ours(evening.folder)) as server:
                path = f"/contests/{CONTEST}/board.json"
                with urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
                    length = len(answer.read())
                for way, more in WAYS.items():
                    ours[way].append(driving.load(server, *_asking(path, seconds), *more))
            with driving.served(driving.rival("bare_flask", "--bytes", str(length))) as server:
                for way, more in WAYS.items():
                    bare[way].append(driving.load(server, *_asking("/board.json", seconds), *more))
    for way in WAYS:
        rates = [_a_second(run) for run in ours[way]], [_a_second(run) for run in bare[way]]
        yield Row(f"board.json, {way}", "/s", rates[0], "bare Flask route", rates[1], Aim(at_least=1 / 1.3))
    share = [run.client_share for each in (ours, bare) for runs in each.values() for run in runs]
    yield Row("… the load client's share of its core", "%", share, at_most=80)


def _asking(path: str, seconds: int) -> tuple[str, ...]:
    return ("--phones", str(PHONES), "--path", path, "--hold-s", str(seconds))


def _a_second(run: Load) -> float:
    return float((run.ok200 + run.ok304) / run.wall_s)
