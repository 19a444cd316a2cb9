"""A season in one process: does it stay as small and as quick as it was?

94 contests are played through real sockets, four halls at a time, while screens come, look and go (politely, abruptly,
or without ever reading), phones poll the board, and one line asks the time again and again. Every tenth of the way:
memory, the receipts' latency, how late the hub is. Fails when the last tenths are worse than the first by more than the
bounds below. `make soak` (MINUTES=10, HUB=selects); writes bench/results/soak-<hub>.json.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench import season
from bench.lines import Line, Refused, get
from bench.results_file import keep
from bench.server import memory_mb, processor_s, served
from bench.storing import Act
from contest_app.logs import configure_logs

WHOLE_MINUTES = 10.0
HALLS = 4
SCREENS_A_HALL = 60
SCREENS_UNDER_SELECTS = 130  # a hall; more than the 400 that this hub serves
STAYS_S = 8.0
PHONES_A_SECOND = 10
TICK_EVERY_S = 0.05
TENTHS = 10

MOST_MEMORY_MB = 12.0
"""How much more memory the server may hold in the last tenth than in the third (the first ones fill what is lazy)."""
AWAKE_MB, SETTLED_MINUTES = 0.9, 6.0
"""What a contest holds until it falls asleep after two minutes, for which a shorter run leaves no time."""
MOST_TIMES, MOST_MS = 1.6, 3.0
"""How much slower the last three tenths may be than the second to fourth: their medians, so many times and more."""
MOST_TIMES_P99, MOST_MS_P99 = 2.0, 40.0
MOST_TIMES_PROCESSOR = 1.3
"""How much more processor time the same work may take."""


@dataclass
class Tenth:
    """What was seen in one tenth of the way."""

    memory_mb: float = 0.0
    processor: float = 0.0  # share of one core
    receipts_ms: list[float] = field(default_factory=list)
    ticks_ms: list[float] = field(default_factory=list)
    boards_ms: list[float] = field(default_factory=list)
    screens: int = 0
    came: int = 0
    turned_away: int = 0
    lost: int = 0  # lines of the jury that had to be made again
    frames: int = 0

    def row(self) -> dict[str, float]:
        return {
            "memory_mb": self.memory_mb, "processor": self.processor, "receipts": len(self.receipts_ms),
            "receipt_p50_ms": _p50(self.receipts_ms), "receipt_p99_ms": _p99(self.receipts_ms),
            "tick_p50_ms": _p50(self.ticks_ms), "tick_p99_ms": _p99(self.ticks_ms),
            "board_p99_ms": _p99(self.boards_ms), "screens": self.screens, "came": self.came,
            "turned_away": self.turned_away, "lost": self.lost, "frames": self.frames,
        }  # fmt: skip


def _p50(values: list[float]) -> float:
    return median(values) if values else 0.0


def _p99(values: list[float]) -> float:
    return quantiles(values, n=100)[98] if len(values) > 1 else _p50(values)


class Soak:
    """One run: what everybody does, and what is seen meanwhile."""

    def __init__(self, port: int, pid: int, tokens: dict[str, dict[str, str]], length_s: float, screens: int) -> None:
        self._port = port
        self._pid = pid
        self._tokens = tokens
        self.contests = len(tokens)
        self._length_s = length_s
        self._screens = screens
        self._waiting = [season.Evening(number) for number in range(len(tokens))]
        self._on_now: list[str] = []  # the contests that are played now: where screens go
        self._chance = random.Random(1)
        self._open_screens = 0
        self.tenths = [Tenth()]
        self.failures: list[str] = []

    @property
    def now(self) -> Tenth:
        return self.tenths[-1]

    async def run(self) -> None:
        """Plays everything; at the end each tenth is filled."""
        around = [asyncio.create_task(each) for each in (self._ticks(), self._phones(), self._notes())]
        around += [asyncio.create_task(self._seat()) for _ in range(self._screens * HALLS)]
        try:
            await asyncio.gather(*(self._hall() for _ in range(HALLS)))
        finally:
            for task in around:
                task.cancel()
            await asyncio.gather(*around, return_exceptions=True)

    # --- the jury -----------------------------------------------------------------------------------------------------

    async def _hall(self) -> None:
        """Plays one contest after the other, each in its share of the time."""
        share_s = self._length_s * HALLS / len(self._tokens)
        while self._waiting:
            evening = self._waiting.pop(0)
            self._on_now.append(evening.contest)
            try:
                await self._evening(evening, share_s)
            finally:
                self._on_now.remove(evening.contest)

    async def _evening(self, evening: season.Evening, share_s: float) -> None:
        people = {
            who: _Person(self._port, evening.contest, token) for who, token in self._tokens[evening.contest].items()
        }
        beats = asyncio.create_task(_signs_of_life(list(people.values())))
        acts, began = list(evening.playing()), time.perf_counter()
        try:
            for number, act in enumerate(acts):
                await asyncio.sleep(began + share_s * number / len(acts) - time.perf_counter())
                await self._act(people[act.who], act, f"soak-{number}")
        finally:
            beats.cancel()
            (ended,) = await asyncio.gather(beats, return_exceptions=True)
            if isinstance(ended, Exception):  # else they would be dropped for their silence, and come again
                self.failures.append(f"the signs of life ended: {ended!r}")
            for person in people.values():
                self.now.lost += person.lost
                await person.leave()

    async def _act(self, person: _Person, act: Act, command_id: str) -> None:
        message = {"command_id": command_id, "kind": act.kind, **act.fields}
        began = time.perf_counter()
        answer = await person.does(message)
        self.now.receipts_ms.append((time.perf_counter() - began) * 1000)
        if "receipt" not in answer:
            self.failures.append(f"{act.kind}: {answer}")

    # --- everybody else -----------------------------------------------------------------------------------------------

    async def _seat(self) -> None:
        """One place in a hall: somebody comes, looks for a while, goes, and somebody else comes."""
        await asyncio.sleep(self._chance.random() * STAYS_S)
        while True:
            if not self._on_now:
                await asyncio.sleep(0.1)
                continue
            try:
                await self._visit(self._chance.choice(self._on_now))
            except Refused as refused:
                self.now.turned_away += 1
                if refused.code != "hall_full":
                    self.failures.append(f"a screen was refused: {refused.code}")
                await asyncio.sleep(STAYS_S)
            except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                self.failures.append(f"a screen was lost: {error!r}")

    async def _visit(self, contest: str) -> None:
        line = await Line.connect(self._port, {"contest": contest})
        self._open_screens += 1
        self.now.came += 1
        try:
            await line.ask("watch", {"topics": ["stage", "board"]})
            await asyncio.sleep(self._chance.expovariate(1 / STAYS_S))
            if not line.is_open:
                self.failures.append("a screen was thrown out")
        finally:
            self._open_screens -= 1
            self.now.frames += line.frames
            await line.leave(politely=self._chance.random() < 0.7)

    async def _phones(self) -> None:
        etags: dict[str, str] = {}
        while True:
            await asyncio.sleep(1 / PHONES_A_SECOND)
            if not self._on_now:
                continue
            path = f"/contests/{self._chance.choice(self._on_now)}/board.json"
            status, etag, took_s = await get(self._port, path, etags.get(path, ""))
            etags[path] = etag
            self.now.boards_ms.append(took_s * 1000)
            if status not in (200, 304):
                self.failures.append(f"board.json: {status}")

    async def _ticks(self) -> None:
        """How late the hub is: the time is asked for again and again over a judge's line, which is never held back."""
        first = next(iter(self._tokens))
        judge = _Person(self._port, first, self._tokens[first]["j1"])
        while True:
            began = time.perf_counter()
            await judge.lives()
            self.now.ticks_ms.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(TICK_EVERY_S)

    async def _notes(self) -> None:
        """Ends each tenth and notes how the server stands."""
        used_s = processor_s(self._pid)
        for _ in range(TENTHS):
            await asyncio.sleep(self._length_s / TENTHS)
            now_s = processor_s(self._pid)
            self.now.memory_mb, self.now.screens = memory_mb(self._pid), self._open_screens
            self.now.processor, used_s = (now_s - used_s) / (self._length_s / TENTHS), now_s
            print(_line(len(self.tenths), self.now.row()), flush=True)
            self.tenths.append(Tenth())


class _Person:
    """A judge or somebody at the desk: sends a command again until it is answered, over a new line if need be."""

    def __init__(self, port: int, contest: str, token: str) -> None:
        self._port = port
        self._auth = {"contest": contest, "token": token}
        self._line: Line | None = None
        self._connecting = asyncio.Lock()
        self.lost = 0

    async def does(self, message: dict[str, Any]) -> Any:
        while True:
            try:
                answer = await (await self._on_line()).ask("command", message)
            except (OSError, TimeoutError):
                continue
            if "later" not in answer:
                return answer
            await asyncio.sleep(answer["later"]["retry_ms"] / 1000)

    async def lives(self) -> None:
        with suppress(OSError, TimeoutError):
            await (await self._on_line()).ask("clock", {})

    async def leave(self) -> None:
        if self._line is not None:
            await self._line.leave()

    async def _on_line(self) -> Line:
        async with self._connecting:
            if self._line is None or not self._line.is_open:
                self.lost += self._line is not None
                self._line = await Line.connect(self._port, self._auth)
                await self._line.ask("watch", {"topics": ["stage", "desk", "sheet", "presence"]})
            return self._line


async def _signs_of_life(people: list[_Person]) -> None:
    while True:
        await asyncio.gather(*(person.lives() for person in people))
        await asyncio.sleep(2)


# --- the table --------------------------------------------------------------------------------------------------------

HEAD = (
    f"{'tenth':>5} {'memory MB':>9} {'core':>5} {'receipts':>8} {'p50 ms':>7} {'p99 ms':>7} {'tick p50':>8} {'p99':>7}"
    f" {'board p99':>9} {'screens':>7} {'came':>6} {'turned':>6} {'lost':>5} {'frames':>8}"
)


def _line(number: int, row: dict[str, float]) -> str:
    return (
        f"{number:5} {row['memory_mb']:9.1f} {row['processor']:5.2f} {row['receipts']:8.0f}"
        f" {row['receipt_p50_ms']:7.1f} {row['receipt_p99_ms']:7.1f}"
        f" {row['tick_p50_ms']:8.1f} {row['tick_p99_ms']:7.1f} {row['board_p99_ms']:9.1f}"
        f" {row['screens']:7.0f} {row['came']:6.0f} {row['turned_away']:6.0f} {row['lost']:5.0f} {row['frames']:8.0f}"
    )


def growth(rows: list[dict[str, float]], awake: int = 0) -> list[str]:
    """What grew beyond its bound, in words; `awake` contests had no time to fall asleep."""
    found = []
    more_mb, most_mb = rows[-1]["memory_mb"] - rows[2]["memory_mb"], MOST_MEMORY_MB + awake * AWAKE_MB
    if more_mb > most_mb:
        found.append(f"memory grew by {more_mb:.1f} MB, {most_mb:.1f} may be")
    for name, times, ms in (
        ("processor", MOST_TIMES_PROCESSOR, 0.0),
        ("receipt_p50_ms", MOST_TIMES, MOST_MS), ("tick_p50_ms", MOST_TIMES, MOST_MS),
        ("receipt_p99_ms", MOST_TIMES_P99, MOST_MS_P99), ("tick_p99_ms", MOST_TIMES_P99, MOST_MS_P99),
    ):  # fmt: skip
        first, last = (median(row[name] for row in part) for part in (rows[1:4], rows[-3:]))
        if last > first * times + ms:
            found.append(f"{name} went from {first:.2f} to {last:.2f}")
    return found


# --- the run ----------------------------------------------------------------------------------------------------------


async def soak(folder: Path, minutes: float, hub: str) -> Soak:
    """Plays the season, or its share for fewer minutes."""
    contests = max(HALLS, round(season.CONTESTS * min(1.0, minutes / WHOLE_MINUTES)))
    tokens = season.set_up(folder, contests)
    screens = SCREENS_UNDER_SELECTS if hub == "selects" else SCREENS_A_HALL
    async with served(folder, hub) as (port, pid):
        run = Soak(port, pid, tokens, minutes * 60, screens)
        await run.run()
    return run


def main(arguments: list[str] | None = None) -> int:
    """Prints a line a tenth and keeps the table; 1 when something grew or went wrong."""
    parser = argparse.ArgumentParser(description="A season in one process.")
    parser.add_argument("--minutes", type=float, default=WHOLE_MINUTES)
    parser.add_argument("--hub", default="", help="EVENTLET_HUB of the server, e.g. selects")
    asked = parser.parse_args(arguments)
    configure_logs("human", is_quiet=True)
    print(HEAD)
    with tempfile.TemporaryDirectory() as name:
        run = asyncio.run(soak(Path(name) / "data", asked.minutes, asked.hub))
    rows = [tenth.row() for tenth in run.tenths[:TENTHS]]
    awake = 0 if asked.minutes >= SETTLED_MINUTES else run.contests
    lost = sum(tenth.lost for tenth in run.tenths)
    wrong = (
        growth(rows, awake) + sorted(set(run.failures))[:10] + ([f"{lost} lines of the jury were lost"] if lost else [])
    )
    keep(f"soak-{asked.hub or 'epolls'}", {"minutes": asked.minutes, "tenths": rows, "wrong": wrong})
    print("\n".join(f"WRONG: {each}" for each in wrong) or "flat")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
