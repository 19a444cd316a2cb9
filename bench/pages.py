"""What the pages ask of a mid-range phone and of the wall's computer, by the browser's own throttling.

First paint: the judge's page and the wall on a phone four times as slow as this machine, over a slow line, beside the
sign-post (a page without any script) as floor. Frames: what the main thread has to do for each picture while a board of
60 rows is sorted anew again and again, for those that show a change and for those of the motion by itself. Run by
`make bench-pages`; writes bench/results/pages.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, BrowserContext, async_playwright

from bench.lines import Line
from bench.results_file import keep
from bench.season import Evening
from bench.server import served
from bench.storing import Act, send_to_store, tokens_of
from contest_app.logs import configure_logs
from scripts.browsers import MISSING, find_chromium

SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""A telephone at the edge of its net: 1.6 Mbit/s, 150 ms."""
PHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1080}
FRAME_MS = 1000 / 60
CHANGE_MS = 100.0
"""From a message to its picture: what people take for at once (RAIL: 100 ms to respond, a frame each in motion). One
change in twenty also turns the page, which makes all its rows anew."""
MOST_LAYOUTS = 4.0  # a change: two or three of names, and now and then one of a frame that came between
ENTRIES, SORTED_ANEW, EVERY_S = 60, 24, 0.5
CONTEST, PLAYED = "sixty", "hoi-thi-001"

# Notes when what the page is for stands there, without asking the page again and again from outside.
NOTE = """
  new MutationObserver((_, looking) => {
    if (!document.querySelector(%s)) return
    looking.disconnect()
    requestAnimationFrame(() => (window.shownAt = performance.now()))
  }).observe(document, { childList: true, subtree: true })
"""


@dataclass
class Paint:
    """One page, seen some times with an empty cache and once more with a full one."""

    what: str
    path: str
    shows: str
    first_ms: list[float] = field(default_factory=list)
    shown_ms: list[float] = field(default_factory=list)
    again_ms: list[float] = field(default_factory=list)
    kilobytes: float = 0.0

    def __str__(self) -> str:
        figures = (median(self.first_ms), median(self.shown_ms), median(self.again_ms), self.kilobytes)
        return f"{self.what:34} {figures[0]:10.0f} {figures[1]:10.0f} {figures[2]:10.0f} {figures[3]:8.0f}"


async def see(browser: Browser, base: str, paint: Paint) -> None:
    """Opens the page in a browser that never saw it, and once more in the same one."""
    context = await browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, bypass_csp=True
    )
    try:
        first, shown, size = await _open(context, base + paint.path, paint.shows)
        paint.first_ms.append(first)
        paint.shown_ms.append(shown)
        paint.kilobytes = size / 1000
        paint.again_ms.append((await _open(context, base + paint.path, paint.shows))[1])
    finally:
        await context.close()


async def _open(context: BrowserContext, url: str, shows: str) -> tuple[float, float, int]:
    """First contentful paint, when it showed what it is for, and how many bytes came, of one visit."""
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    await devtools.send("Network.enable")
    await devtools.send("Network.emulateNetworkConditions", LINE)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    await page.add_init_script(NOTE % json.dumps(shows))
    await page.goto(url, wait_until="commit")
    await page.wait_for_function("window.shownAt && performance.getEntriesByName('first-contentful-paint')[0]")
    first = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    shown = await page.evaluate("window.shownAt")
    await page.wait_for_load_state("load")
    await page.close()
    return first, shown, sum(sizes)


# --- frames -----------------------------------------------------------------------------------------------------------


def sixty() -> list[Act]:
    """A contest whose first round is published, and whose second is judged but not published yet."""
    criteria = [{"id": "c", "title": "Nội dung", "max": 99, "step": "0.5"}]
    rounds = [{"id": f"r{n}", "title": f"Phần thi {n}", "max": 99, "criteria": criteria} for n in (1, 2)]
    entries = [f"e{n}" for n in range(1, ENTRIES + 1)]
    rules = {
        "format": "rulebook/1",
        "title": "Sáu mươi đội",
        "rounds": rounds,
        "publish": {"board": "after_performance"},
    }
    acts = [Act("organizer", "create_contest", {"contest": CONTEST, "rulebook": rules})]
    for n, entry in enumerate(entries, 1):
        name = f"Xã Nguyễn Huệ Phường số {n}"
        acts.append(
            Act("organizer", "register_entry", {"entry": entry, "number": n, "name": name, "unit": "Khối Dân vận"})
        )
    acts.append(Act("organizer", "appoint_judge", {"judge": "j1", "number": 1, "name": "Giám khảo", "is_head": True}))
    acts.append(Act("organizer", "start_contest", {}))
    for round_ in ("r1", "r2"):
        acts.append(Act("director", "open_round", {"round": round_}))
        for n, entry in enumerate(entries):
            here = {"round": round_, "entry": entry}
            points = str((n * 37) % 90 + 1)
            acts += [
                Act("director", "call_performance", here), Act("director", "end_performance", here),
                Act("j1", "submit_sheet", {**here, "base": 0, "marks": {"c": points}}),
                Act("director", "close_performance", here),
            ]  # fmt: skip
            if round_ == "r1":
                acts.append(Act("director", "publish_performance", here))
        if round_ == "r1":
            acts.append(Act("director", "close_round", {"round": round_}))
    acts.append(Act("director", "choose_scene", {"scene": "board"}))
    return acts


def on_stage() -> list[Act]:
    """A contest of the season with its first team on stage, which the judge is to mark."""
    evening = Evening(0)
    acts = [*evening.setting_up(), *islice(evening.playing(), 4)]
    assert acts[-1].kind == "start_timer", acts[-1]
    return acts


@dataclass(frozen=True)
class Frames:
    """What the main thread did for each picture while places changed on the board: milliseconds; layouts a change."""

    changes_ms: list[float]  # a message came: reading it, changing the page, laying it out, painting
    motion_ms: list[float]  # nothing came: rows move
    layouts: float

    @property
    def all_ms(self) -> list[float]:
        return self.changes_ms + self.motion_ms

    @property
    def missed(self) -> list[str]:
        """The bounds that were not kept, in words. The first is what a wall should do; it is not kept yet."""
        bounds = {
            f"nineteen in twenty of all pictures within {FRAME_MS:.1f} ms": _at(0.95, self.all_ms) <= FRAME_MS,
            f"nineteen in twenty of the motion's within {FRAME_MS:.1f} ms": _at(0.95, self.motion_ms) <= FRAME_MS,
            f"nine in ten of the changes' within {CHANGE_MS:.0f} ms": _at(0.9, self.changes_ms) <= CHANGE_MS,
            f"a change within {MOST_LAYOUTS:.0f} layouts": self.layouts <= MOST_LAYOUTS,
        }
        return [bound for bound, is_kept in bounds.items() if not is_kept]


def _at(share: float, values: list[float]) -> float:
    return sorted(values)[ceil(len(values) * share) - 1]


async def frames(browser: Browser, base: str, port: int, token: str) -> Frames:
    """Sorts the board anew again and again and looks at what that takes."""
    page = await browser.new_page(viewport=WALL)
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.goto(f"{base}/display/{CONTEST}")
    await page.get_by_test_id("board-row-e1").or_(page.get_by_test_id("board-total").first).first.wait_for()
    await asyncio.sleep(2)
    desk = await Line.connect(port, {"contest": CONTEST, "token": token})
    await browser.start_tracing(
        page=page,
        categories=[
            "disabled-by-default-devtools.timeline",
            "devtools.timeline",
            "disabled-by-default-devtools.timeline.frame",
            "toplevel",
        ],
    )
    for n in range(1, SORTED_ANEW + 1):
        publish = {"command_id": f"p{n}", "kind": "publish_performance", "round": "r2", "entry": f"e{n * 2}"}
        answer = await desk.ask("command", publish)
        assert "receipt" in answer, answer
        await asyncio.sleep(EVERY_S)
    trace = json.loads(await browser.stop_tracing())
    await desk.leave()
    await page.close()
    thread = events_of_page(trace["traceEvents"])
    layouts = sum(event["name"] == "Layout" for event in thread)
    return Frames(*main_thread_ms(thread), layouts / SORTED_ANEW)


def events_of_page(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of the thread that draws the page: the one in which most frames begin."""
    counted: dict[tuple[int, int], int] = {}
    for event in events:
        if event["name"] == "BeginMainThreadFrame":
            counted[event["pid"], event["tid"]] = counted.get((event["pid"], event["tid"]), 0) + 1
    if not counted:
        raise RuntimeError("the trace holds no frame")
    thread = max(counted, key=lambda key: counted[key])
    return [event for event in events if (event["pid"], event.get("tid")) == thread]


def main_thread_ms(events: list[dict[str, Any]]) -> tuple[list[float], list[float]]:
    """What the thread worked for each picture since the one before: those for which a message came, and the others.

    A frame begins within a task, which is its own; tasks after the last frame are of a picture that is not there yet.
    """
    frames = sorted(event["ts"] for event in events if event["name"] == "BeginMainThreadFrame")
    spent = [0.0] * (len(frames) + 1)
    for task in events:
        if task["name"] == "RunTask" and "dur" in task:
            spent[bisect_left(frames, task["ts"])] += task.get("tdur", task["dur"]) / 1000
    changed = {bisect_left(frames, event["ts"]) for event in events if event["name"] == "WebSocketReceive"}
    whole = range(1, len(frames))  # the tracing began somewhere in the first
    return [spent[n] for n in whole if n in changed], [spent[n] for n in whole if n not in changed]


# --- the run ----------------------------------------------------------------------------------------------------------


async def measure(folder: Path, turns: int) -> tuple[list[Paint], Frames]:
    """All pages that many times in turns, then the frames."""
    path = find_chromium()
    if path is None:
        raise SystemExit(MISSING)
    send_to_store(folder, {CONTEST: sixty(), PLAYED: on_stage()})
    tokens = tokens_of(folder)
    paints = [
        Paint("sign-post (no script)", "/", "main, ul, h1"),
        Paint("judge's page", f"/judge/{tokens[PLAYED]['j1']}", "[data-testid=submit], [data-testid=take-seat]"),
        Paint("wall", f"/display/{PLAYED}", "[data-scene=on_stage]"),
    ]
    async with served(folder) as (port, _pid), async_playwright() as playwright:
        base = f"http://127.0.0.1:{port}"
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for _ in range(turns):
            for paint in paints:
                await see(browser, base, paint)
        seen = await frames(browser, base, port, tokens[CONTEST]["director"])
        await browser.close()
    return paints, seen


def main(arguments: list[str] | None = None) -> int:
    """Prints both tables and keeps them; 1 when motion takes the main thread too long or a change too many layouts."""
    parser = argparse.ArgumentParser(description="First paint on a phone, and frames of the wall.")
    parser.add_argument("--turns", type=int, default=5)
    asked = parser.parse_args(arguments)
    configure_logs("human", is_quiet=True)
    with tempfile.TemporaryDirectory() as name:
        paints, seen = asyncio.run(measure(Path(name) / "data", asked.turns))
    print(f"{f'{SLOWER} times slower, 1.6 Mbit/s':34} {'paint ms':>10} {'shown ms':>10} {'again ms':>10} {'KB':>8}")
    print("\n".join(str(paint) for paint in paints))
    anew = f"{ENTRIES} rows sorted anew {SORTED_ANEW} times, {SLOWER} times slower"
    print(f"\nmain thread, {anew}; {seen.layouts:.1f} layouts a change")
    kept = {}
    for what, values, most in (
        ("all", seen.all_ms, FRAME_MS), ("changes", seen.changes_ms, CHANGE_MS), ("motion", seen.motion_ms, FRAME_MS),
    ):  # fmt: skip
        at = {
            "p50_ms": _at(0.5, values),
            "p90_ms": _at(0.9, values),
            "p95_ms": _at(0.95, values),
            "most_ms": max(values),
        }
        kept[what] = {"frames": len(values), **at, "long": sum(each > most for each in values)}
        said = ", ".join(f"{name.removesuffix('_ms')} {ms:.1f}" for name, ms in at.items())
        long = kept[what]["long"]
        print(f"{what:8} {len(values):4} frames, in ms: {said}; {long} longer than {most:.1f}")
    print("\n".join(f"MISSED: {bound}" for bound in seen.missed) or "every bound kept")
    kept_frames = {**kept, "layouts_a_change": seen.layouts, "missed": seen.missed}
    keep("pages", {"slower": SLOWER, "line": LINE, "paints": [vars(each) for each in paints], "frames": kept_frames})
    return 1 if seen.missed else 0


if __name__ == "__main__":
    sys.exit(main())
