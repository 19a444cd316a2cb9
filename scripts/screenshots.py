"""Takes the README's pictures from the sample contest in one fixed state (`make screenshots`).

Responsible for: the state, what each picture shows, and pictures small enough for a repository. A picture that cannot
be taken keeps its old file, is named at the end, and does not keep the others from being taken.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from contest_app.contest import commands as c
from contest_app.demo.marker import CONTEST, mark
from contest_app.demo.players.line import Line
from contest_app.demo.season import evening_until, mark_sheet
from contest_app.journal.journal import Journal
from scripts.browsers import MISSING, find_chromium

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WALL, DESK = {"width": 1920, "height": 1080}, {"width": 1366, "height": 768}
TABLET, PHONE = {"width": 1024, "height": 768}, {"width": 390, "height": 844}
PERFORMING_MS = 221_000
SETTLED_MS, ANSWERS_WITHIN_S, WAIT_MS = 900, 30.0, 15_000
QUALITY = 0.8
# Draws a picture smaller and as WebP with what the browser has: no other program is needed.
SMALLER = """async ({png, width, quality}) => {
  const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytesOf(png)], {type: 'image/png'}))
  const scale = Math.min(1, width / picture.width)
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const bytes = new Uint8Array(await (await canvas.convertToBlob({type: 'image/webp', quality})).arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}"""


@dataclass
class Studio:
    """The running sample contest and a browser before it."""

    browser: Browser
    base: str
    folder: Path
    links: dict[str, str]
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, name: str, address: str, size: dict[str, int], scale: float = 1) -> Page:
        """A page of its own, on a screen of that size; the same one when it is asked for again."""
        if name not in self.pages:
            context = self.browser.new_context(
                viewport={"width": size["width"], "height": size["height"]}, device_scale_factor=scale,
                has_touch=size in (TABLET, PHONE), reduced_motion="reduce",
                locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
            )  # fmt: skip
            context.set_default_timeout(WAIT_MS)
            self.pages[name] = context.new_page()
            self.pages[name].goto(address)
        return self.pages[name]

    def take(self, name: str, png: bytes, width: int) -> None:
        """Keeps a picture, drawn `width` wide."""
        blank = self.page("darkroom", "about:blank", DESK)
        wanted = {"png": base64.b64encode(png).decode(), "width": width, "quality": QUALITY}
        (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(blank.evaluate(SMALLER, wanted)))


# --- the pictures -----------------------------------------------------------------------------------------------------


def _tablet(studio: Studio) -> None:
    """A judge with two of four criteria marked."""
    page = studio.page("tablet", studio.links["j1"], TABLET)
    for criterion, picked in (("lawful", "7"), ("skill", "5")):
        _pad(page, criterion, picked)
    page.get_by_test_id("mark-lawful").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    studio.take("tablet", page.screenshot(), 820)


def _phone(studio: Studio) -> None:
    """The same on a phone, the number pad open."""
    page = studio.page("phone", studio.links["j3"], PHONE, scale=2)
    _pad(page, "lawful", "8")
    page.get_by_test_id("mark-skill").click()
    page.get_by_test_id("pad-5").click()
    page.wait_for_timeout(SETTLED_MS)
    studio.take("phone", page.screenshot(), 390)


def _pad(page: Page, criterion: str, digit: str) -> None:
    page.get_by_test_id(f"mark-{criterion}").click()
    page.get_by_test_id(f"pad-{digit}").click()
    page.get_by_test_id("pad-ok").click()


def _wall(studio: Studio) -> None:
    """The team on stage, its clock running."""
    page = studio.page("wall", f"{studio.base}/display/{CONTEST}", WALL)
    page.locator('[data-testid="scene"][data-scene="on_stage"]').wait_for()
    page.wait_for_timeout(SETTLED_MS)
    studio.take("wall", page.screenshot(), 960)


def _desk(studio: Studio) -> None:
    """The desk while judges mark."""
    page = _signed_in(studio)
    page.goto(f"{studio.base}/organizer/contests/{CONTEST}")
    page.locator("section.panel").first.wait_for()
    page.wait_for_timeout(2 * SETTLED_MS)
    studio.take("desk", page.screenshot(), 1100)


def _paper(studio: Studio) -> None:
    """The tabulation of the first round, as it prints."""
    page = _signed_in(studio)
    page.goto(f"{studio.base}/organizer/contests/{CONTEST}/papers/round/greeting")
    paper = page.get_by_test_id("paper").first
    paper.wait_for()
    studio.take("paper", paper.screenshot(), 900)


def _cards(studio: Studio) -> None:
    """How a new contest is set up: what is there, what is missing."""
    page = _signed_in(studio)
    page.goto(f"{studio.base}/organizer/new")
    page.wait_for_timeout(SETTLED_MS)
    studio.take("new-contest", page.screenshot(), 900)


def _announcer(studio: Studio) -> None:
    """The announcer's page on a phone."""
    page = studio.page("announcer", studio.links["announcer"], PHONE, scale=2)
    page.locator("#desk table").wait_for()
    page.wait_for_timeout(SETTLED_MS)
    studio.take("announcer", page.screenshot(), 390)


def _guide(studio: Studio) -> None:
    """The judge's sheet of paper."""
    page = studio.page("guide", f"{studio.base}/guide/judge?lang=vi", {"width": 900, "height": 1200})
    studio.take("guide", page.get_by_test_id("guide").screenshot(), 560)


def _board(studio: Studio) -> None:
    """The board; last, because it changes what the wall shows."""
    line = Line(studio.base, {"contest": CONTEST, "token": _token(studio.links["director"])})
    line.command({"command_id": "picture-board", "kind": "choose_scene", "scene": "board"})
    line.close()
    page = studio.page("wall", f"{studio.base}/display/{CONTEST}", WALL)
    page.locator('[data-testid="scene"][data-scene="board"]').wait_for()
    page.wait_for_timeout(2 * SETTLED_MS)
    studio.take("board", page.screenshot(), 960)


def _signed_in(studio: Studio) -> Page:
    if "desk" not in studio.pages:
        page = studio.page("desk", _sign_in_link(studio), DESK)
        page.get_by_test_id("sign-in-button").click()
        page.get_by_test_id("skip-password").click()
    return studio.pages["desk"]


# The tablets first: the desk then shows who is marking what.
IN_ORDER: tuple[Callable[[Studio], None], ...] = (
    _tablet, _phone, _wall, _desk, _announcer, _paper, _cards, _guide, _board,
)  # fmt: skip


# --- the state --------------------------------------------------------------------------------------------------------


def _prepare(folder: Path) -> None:
    """The demo's evening, its team four minutes on stage, a third sheet handed in."""
    evening = evening_until(time.time_ns() // 1_000_000 - PERFORMING_MS, "p1c7u4e5p1c7u4e5")
    situation, entry = evening.rulebook.rounds[1], "tan-khanh"
    evening.now_ms = time.time_ns() // 1_000_000 - PERFORMING_MS
    evening.does("organizer", c.StartTimer(evening.id(), situation.id, entry))
    evening.passes(PERFORMING_MS - 20_000)
    mark_sheet(evening, situation, entry, "j5", 0.9)
    journal = Journal.open(folder)
    try:
        mark(folder)
        journal.append(evening.batch())
    finally:
        journal.close()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    where = ["--data", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    quiet = {**os.environ, "CONTEST_APP_LANG": "vi"}
    server = subprocess.Popen(_command("demo", *where), env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(base, server)
        yield base
    finally:
        server.terminate()
        server.wait()


def _wait_for(base: str, server: subprocess.Popen[bytes]) -> None:
    deadline_s = time.monotonic() + ANSWERS_WITHIN_S
    while True:
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=1).close()
            return
        except (OSError, urllib.error.URLError):
            if server.poll() is not None or time.monotonic() > deadline_s:
                raise
            time.sleep(0.1)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "contest_app.cli", *arguments]


def _said(*arguments: str) -> str:
    return subprocess.run(_command(*arguments), capture_output=True, text=True, check=True).stdout


def _links(folder: Path, base: str) -> dict[str, str]:
    listed = json.loads(_said("links", CONTEST, "--json", "--data", str(folder), "--base", base))["links"]
    return {link["judge"] or link["role"]: link["url"] for link in listed}


def _sign_in_link(studio: Studio) -> str:
    said = _said("sign-in", "--data", str(studio.folder))
    path = next(line for line in said.splitlines() if "/organizer/" in line).strip().split("/", 3)[3]
    return f"{studio.base}/{path}"


def _token(link: str) -> str:
    return link.rsplit("/", 1)[1]


def main() -> int:
    """Takes them all; the exit status."""
    chromium = find_chromium()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    failed = []
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place) / "demo"
        _prepare(folder)
        with _served(folder) as base:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            studio = Studio(browser, base, folder, _links(folder, base))
            for picture in IN_ORDER:
                try:
                    picture(studio)
                except (Error, OSError, subprocess.SubprocessError) as error:
                    failed.append(f"{picture.__name__.strip('_')}: {str(error).splitlines()[0]}")
            browser.close()
    sizes = {path.name: path.stat().st_size for path in sorted(PICTURES.glob("*.webp"))}
    print("\n".join(f"{size / 1000:7.1f} kB  {name}" for name, size in sizes.items()))
    print(f"{sum(sizes.values()) / 1000:7.1f} kB")
    for each in failed:
        print(f"Chưa chụp được / not taken: {each}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
