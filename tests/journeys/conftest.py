"""A real Chromium for all journeys, and a hall with a server, tablets on an insecure origin, a wall and a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.browsers import MISSING, find_chromium
from tests.journeys import evening
from tests.journeys.line import Line
from tests.journeys.people import Desk, Judge, Wall
from tests.serving import Server, running_server

TABLET = {"width": 1024, "height": 768}
PHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1080}
DESK = {"width": 1366, "height": 768}
HOST = "tablet.test"  # not 127.0.0.1: a plain-HTTP address of a LAN is no secure context


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    assert path, MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
        )
        yield browser
        browser.close()


class Hall:
    """Everybody in one hall: a server on a prepared folder, and a browser context a person."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.links = server.links(evening.CONTEST)
        self.errors: list[str] = []
        self.elsewhere: list[str] = []  # what any page asked of anybody but our server
        self._contexts: list[BrowserContext] = []
        self._lines: list[Line] = []

    def line(self) -> Line:
        """A line of one's own to the server, which can be cut."""
        line = Line(self.server.port)
        self._lines.append(line)
        return line

    def address(self, link: str, port: int | None = None) -> str:
        """The same page on the insecure origin, by a port of one's own if given."""
        return f"http://{HOST}:{port or self.server.port}{urlsplit(link).path}"

    def page(self, size: dict[str, int], **options: object) -> Page:
        """A page in a browser of its own; whatever its scripts complain of is kept."""
        context = self.browser.new_context(
            viewport=size, reduced_motion="reduce", timezone_id="Asia/Ho_Chi_Minh", **options
        )  # type: ignore[arg-type]
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))
        return page

    def _asked(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and urlsplit(url).hostname != HOST:
            self.elsewhere.append(url)

    def judge(self, judge: str, size: dict[str, int] = TABLET, line: Line | None = None) -> Judge:
        page = self.page(size, has_touch=True)
        page.goto(self.address(self.links[judge], line.port if line else None))
        return Judge(page)

    def wall(self) -> Wall:
        page = self.page(WALL)
        page.goto(self.address(f"/display/{evening.CONTEST}"))
        return Wall(page)

    def desk(self, role: str) -> Desk:
        """The desk of a role, by the role's own link."""
        page = self.page(DESK)
        page.goto(self.address(self.links[role]))
        page.wait_for_url("**/organizer/contests/**")
        return Desk(page)

    def organizer(self) -> Desk:
        """The organizer's desk, by a one-time sign-in."""
        page = self.page(DESK)
        page.goto(self.address(self.server.sign_in_link()))
        page.get_by_test_id("sign-in-button").click()
        page.get_by_test_id("skip-password").click()
        page.goto(self.address(f"/organizer/contests/{evening.CONTEST}"))
        return Desk(page)

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
        for line in self._lines:
            line.close()


@pytest.fixture
def hall(chromium: Browser, tmp_path: Path) -> Iterator[Hall]:
    with a_hall(chromium, tmp_path / "data") as everybody:
        yield everybody


@contextmanager
def a_hall(browser: Browser, folder: Path) -> Iterator[Hall]:
    """A hall with the evening's contest, until everybody has left."""
    evening.prepare(folder)
    with running_server(folder, command="serve") as server:
        everybody = Hall(browser, server)
        yield everybody
        everybody.leave()
        assert everybody.elsewhere == [], "pages load nothing from elsewhere"
