"""A whole server on a real store, with a contest under way, and browsers that are signed in as somebody.

Responsible for: sentences that page tests read like a story. The clock is the test's own.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contest_app.app import Application, create_app, steady_clock
from contest_app.concurrency import Concurrency, threads
from contest_app.config import Config
from contest_app.contest import commands as c
from contest_app.contest.state import State
from contest_app.scorekeeper import Receipt
from tests.building import a_rulebook, actor

CONTEST = "demo"
NAMES = ("Xã Hương Sơn", "Xã Đào Xá", "Xã Úc Kỳ", "Xã Nga My")


class Hall:
    """A server without its listener, and the contest `demo` on it."""

    def __init__(self, folder: Path, concurrency: Concurrency | None = None, **settings: Any) -> None:
        self.shift_ms = 0
        clock = steady_clock()
        with patch("contest_app.app.steady_clock", lambda last_ms: lambda: clock() + self.shift_ms):
            config = Config(data=folder, async_mode="threading", **settings)
            self.application: Application = create_app(config, concurrency or threads())
        self.parts = self.application.parts

    def stop(self) -> None:
        self.application.stop()

    # --- the contest --------------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        snapshot = self.parts.scorekeeper.snapshot(CONTEST)
        assert snapshot is not None
        return snapshot.state

    @property
    def seq(self) -> int:
        snapshot = self.parts.scorekeeper.snapshot(CONTEST)
        assert snapshot is not None
        return snapshot.seq

    def does(self, who: str, kind: type[c.Command], **fields: Any) -> Hall:
        """Somebody does something, by whatever way; it must be possible."""
        answer = self.parts.scorekeeper.submit(CONTEST, kind(secrets.token_hex(8), **fields), actor(who))
        assert isinstance(answer, Receipt), answer
        return self

    def with_contest(self, judges: int = 3, entries: int = 3, **changes: Any) -> Hall:
        """A contest that is being set up."""
        self.does("organizer", c.CreateContest, contest=CONTEST, rulebook=a_rulebook(**changes))
        for number in range(1, judges + 1):
            name = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Thu", "Phạm Văn Dũng", "Hoàng Thị Lan")[number - 1]
            self.does("organizer", c.AppointJudge, judge=f"j{number}", number=number, name=name, is_head=number == 1)
        for number in range(1, entries + 1):
            name = NAMES[number - 1]
            self.does("organizer", c.RegisterEntry, entry=f"e{number}", number=number, name=name)
        self.parts.accounts.links.ensure(CONTEST, self.state.judge_order)
        return self

    def running(self, **changes: Any) -> Hall:
        """Started, the greeting open, nobody called."""
        self.with_contest(**changes)
        return self.does("organizer", c.StartContest).does("director", c.OpenRound, round="greeting")

    def called(self, entry: str = "e1", round: str = "greeting") -> Hall:
        return self.does("director", c.CallPerformance, round=round, entry=entry)

    def marked(self, judge: str, *marks: str, entry: str = "e1", round: str = "greeting") -> Hall:
        criteria = [criterion.id for criterion in self.state.rulebook.round(round).criteria]
        handed = self.state.performance((round, entry)).handed.get(judge)
        fields = {"round": round, "entry": entry, "marks": dict(zip(criteria, marks, strict=True))}
        return self.does(judge, c.SubmitSheet, base=handed.revision if handed else 0, **fields)

    def judged(self, *marks: str, entry: str = "e1", round: str = "greeting") -> Hall:
        """Called, marked alike by all, closed."""
        self.called(entry, round)
        for judge in self.state.judge_order:
            self.marked(judge, *marks, entry=entry, round=round)
        return self.does("director", c.ClosePerformance, round=round, entry=entry)

    # --- browsers -----------------------------------------------------------------------------------------------------

    def browser(self) -> Browser:
        """A browser that nobody signed in."""
        return Browser(self.application.flask.test_client(), self)

    def organizer(self, name: str = "Lan") -> Browser:
        """The organizer's browser, signed in by a one-time link."""
        browser = self.browser()
        token = self.parts.accounts.create_sign_in(name)
        browser.get(f"/organizer/sign-in/{token}")
        browser.post("/organizer/sign-in/link")
        return browser

    def role(self, role: str) -> Browser:
        """A browser that came by the role's link."""
        if role == "organizer":
            return self.organizer()
        browser = self.browser()
        token = next(link.token for link in self.parts.accounts.links.of(CONTEST) if link.seat.role == role)
        assert browser.get(f"/desk/{token}").status_code == 302
        return browser


class Browser:
    """A browser without script: it fetches pages and sends their forms with whatever hidden fields they hold."""

    def __init__(self, client: FlaskClient, hall: Hall) -> None:
        self.client = client
        self.hall = hall

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def page(self, path: str = f"/organizer/contests/{CONTEST}") -> str:
        """The text of a page that must be given."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status)
        return response.text

    def csrf_token(self) -> str:
        return self.csrf_token_of("/organizer/sign-in")

    def csrf_token_of(self, path: str) -> str:
        """The token in a page's forms."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path, follow_redirects=True).text)
        assert found, path
        return found[1]

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, htmx: bool = False, **options: Any
    ) -> TestResponse:
        """Sends a form with a valid CSRF token."""
        headers = {"HX-Request": "true"} if htmx else {}
        form = {"csrf_token": self.csrf_token(), **(data or {})}
        return self.client.post(path, data=form, headers=headers, **options)

    def act(self, kind: str, htmx: bool = True, **fields: Any) -> TestResponse:
        """Sends one act of the desk."""
        form = {"command_id": secrets.token_hex(8), **fields}
        return self.post(f"/organizer/contests/{CONTEST}/acts/{kind}", form, htmx=htmx)


def toast(response: TestResponse) -> tuple[str, str]:
    """The kind and the words of the toast in a page."""
    found = re.search(r'data-testid="toast" data-kind="(\w+)">(.*?)</div>', response.text, re.DOTALL)
    assert found, response.text[:2000]
    return found[1], " ".join(re.sub(r"<[^>]+>", " ", found[2]).split())
