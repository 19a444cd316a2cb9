"""The safety net on a real server: judging goes on during backups, and a person at the machine always gets in."""

from __future__ import annotations

import http.cookiejar
import re
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

from contest_app.journal.sqlite import FILE_NAME
from contest_app.safety.copying import backups_in
from tests.live.line import connected
from tests.serving import Server, running_server, wait_until

LONGEST_S = 0.4  # a shared machine; a backup that held the hub up would hold it for all its time


class Organizer:
    """A browser that signed in by a fresh link from the machine, as somebody locked out does."""

    def __init__(self, server: Server) -> None:
        self._base = server.base
        jar = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        link = server.sign_in_link()
        self._token = self._csrf(self.open(link.removeprefix(server.base)))
        self.landed = self.post("/organizer/sign-in/link")

    def open(self, path: str) -> str:
        with self._browser.open(self._base + path, timeout=20) as answer:
            text: str = answer.read().decode()
        return text

    def post(self, path: str, **fields: str) -> str:
        body = urllib.parse.urlencode({"csrf_token": self._token, **fields}).encode()
        with self._browser.open(self._base + path, body, timeout=20) as answer:
            text: str = answer.read().decode()
        self._token = self._csrf(text) or self._token
        return text

    @staticmethod
    def _csrf(text: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        return found[1] if found else ""


def wrong_password(server: Server) -> int:
    """The status of a try with a wrong password."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with browser.open(f"{server.base}/organizer/sign-in", timeout=20) as page:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    assert token
    body = urllib.parse.urlencode({"csrf_token": token[1], "name": "btc", "password": "sai-roi"}).encode()
    try:
        with browser.open(f"{server.base}/organizer/sign-in", body, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_somebody_locked_out_signs_in_while_the_server_runs(tmp_path: Path) -> None:
    with running_server(tmp_path / "real", command="serve") as server:
        for _ in range(12):  # wrong passwords, until the door is shut
            refused = wrong_password(server)
        assert refused == 429
        assert "sign-out-button" in Organizer(server).landed
        # …and once more, while the first is signed in.
        assert "sign-out-button" in Organizer(server).landed


def test_the_hub_ticks_while_backups_are_made(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with running_server(tmp_path / "demo") as server:
        assert server.stop() == 0
        _grow(server.folder / FILE_NAME)
        server.start()
        organizer = Organizer(server)
        with connected(server) as wall:
            organizer.post("/organizer/safety/folder", folder=str(stick))
            began, waits = time.perf_counter(), []
            while not backups_in(stick):
                asked = time.perf_counter()
                wall.call("clock", {})
                waits.append(time.perf_counter() - asked)
                wall.settle(0.03)  # whoever asks without a pause is dropped
                assert asked - began < 60
        took_s = time.perf_counter() - began

        assert max(waits) < took_s / 3, (took_s, sorted(waits)[-5:])
        assert max(waits) < LONGEST_S, (took_s, sorted(waits)[-5:])
        assert len(waits) > 10
        assert "đã mở ra kiểm tra" in organizer.open("/organizer/safety")


def _grow(store: Path) -> None:
    """Makes a store so large that a backup takes its time."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("CREATE TABLE padding (bytes BLOB)")
        connection.executemany("INSERT INTO padding VALUES (zeroblob(?))", [(1 << 20,)] * 150)
        connection.commit()


def test_a_stick_that_goes_in_the_middle_of_judging_is_said_and_nothing_stops(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    marks = {"lawful": "7.5", "skill": "5.5", "feasible": "3.5", "delivery": "1.5"}
    with running_server(tmp_path / "demo") as server:
        organizer = Organizer(server)
        organizer.post("/organizer/safety/folder", folder=str(stick))
        wait_until(lambda: backups_in(stick), "the first backup")
        stick.rename(tmp_path / "in-a-pocket")
        organizer.post("/organizer/safety/now")
        wait_until(lambda: "backup-alarm" in organizer.open("/organizer/safety/alarm"), "the desk hears of it")
        with connected(server, token=server.token("j1")) as judge:
            answer = judge.command("submit_sheet", round="situation", entry="tan-khanh", base=0, marks=marks)

        assert answer["receipt"]["outcome"] == "done"
        assert not stick.exists()
