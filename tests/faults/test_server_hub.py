"""The hub ticks while something heavy is done: whoever asks for the time is answered meanwhile.

Each test only counts answers that came while the work was going on. Were the work done on the hub, there would be none:
the answer to a question that was put after its beginning would come after its end.
"""

from __future__ import annotations

import re
import secrets
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from contest_app.contest.events import SheetSubmitted
from contest_app.journal.chain import StoredEvent, sealed
from contest_app.journal.codec import encode
from contest_app.journal.journal import Batch, Journal, StoredReceipt
from contest_app.safety.checking import check_backup
from tests.faults.tokens import tokens_of
from tests.importing.lists import HEADING, by_hand
from tests.journeys import evening
from tests.live.line import Line, connected
from tests.serving import Server, command_line, environment, running_server, wait_until

CORRECTIONS = 20_000
TICKS = 8
NEWEST = "moi-nhat"


def with_a_long_journal(folder: Path) -> None:
    """A prepared contest whose judges corrected their sheets again and again: a journal of 20,000 events.

    A newer one stands behind it: the newest is read at the start, to say who judges it and where.
    """
    evening.prepare(folder)
    evening.prepare(folder, contest=NEWEST)
    journal = Journal.open(folder)
    try:
        last = list(journal.stream(evening.CONTEST))[-1]
        row = journal.contest(evening.CONTEST)
        assert row is not None
        events: list[StoredEvent] = []
        for number in range(CORRECTIONS):
            sheet = SheetSubmitted(
                "greeting", "ban-dat", f"j{number % 5 + 1}", number // 5 + 1, {"content": "7", "form": "5"}
            )
            kind, version, data = encode(sheet)
            stored = StoredEvent(
                evening.CONTEST, last.seq + 1, kind, version, data, "judge:j1", last.at_ms, secrets.token_hex(8)
            )
            last = sealed(stored, row.journal, last.hash)
            events.append(last)
        receipts = [
            StoredReceipt(each.contest, each.command_id, each.seq, "done", each.actor, "submit_sheet")
            for each in events
        ]
        journal.append(Batch(events=events, receipts=receipts))
    finally:
        journal.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("long") / "data"
    with_a_long_journal(folder)
    return folder


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """Newly started each time, so that the contest still sleeps."""
    with running_server(folder, command="serve") as server:
        yield server


def ticks_during(server: Server, work: Callable[[], object]) -> int:
    """How often the time was both asked and told while the work was going on."""
    failed: list[BaseException] = []

    def worked() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    ticks, working = 0, threading.Thread(target=worked)
    working.start()
    while working.is_alive():
        with urllib.request.urlopen(f"{server.base}/healthz", timeout=60) as answer:
            assert answer.status == 200
        ticks += working.is_alive()
        time.sleep(0.002)
    working.join()
    assert failed == []
    return ticks


def test_the_hub_ticks_while_a_long_journal_is_read_for_the_first_watch(server: Server) -> None:
    seqs: list[int] = []

    def watch() -> None:
        with connected(server, {"contest": evening.CONTEST}) as wall:
            seqs.append(wall.call("watch", {"topics": ["stage"]}, within_s=60)["topics"]["stage"]["seq"])

    assert ticks_during(server, watch) >= TICKS
    assert seqs == [CORRECTIONS + 13]


def test_the_hub_ticks_while_a_password_is_checked(server: Server) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{server.base}/organizer/sign-in", timeout=60).read().decode()
    said = {"csrf_token": token_in(page), "name": "btc", "password": "wrong, and long enough"}
    statuses: list[int] = []

    def check() -> None:
        try:
            browser.open(f"{server.base}/organizer/sign-in", urllib.parse.urlencode(said).encode(), timeout=60)
        except urllib.error.HTTPError as answer:
            statuses.append(answer.code)
            answer.close()

    assert ticks_during(server, check) >= TICKS
    assert statuses == [422], "the check was not made"


def test_the_hub_ticks_while_a_workbook_full_of_pictures_is_read(server: Server) -> None:
    rows = [HEADING, *((n, f"Đội thi số {n}", "Xã Đào Xá", "", "Nguyễn Văn An; Lê Thị Thu") for n in range(1, 1001))]
    workbook = by_hand(rows, extra={"xl/media/image1.png": secrets.token_bytes(5_000_000)})
    browser, page = signed_in(server)
    body, kind = multipart({"csrf_token": token_in(page)}, workbook)
    request = urllib.request.Request(
        f"{server.base}/organizer/contests/{evening.CONTEST}/setup/teams/preview", body, {"Content-Type": kind}
    )
    previews: list[str] = []
    ticks = ticks_during(server, lambda: previews.append(browser.open(request, timeout=60).read().decode()))
    assert ticks >= TICKS
    assert "1000 đội trong danh sách" in previews[0]


def signed_in(server: Server) -> tuple[urllib.request.OpenerDirector, str]:
    """The organizer's browser, and a page of ours with the token of its forms."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(server.sign_in_link(), timeout=60).read().decode()
    used = urllib.parse.urlencode({"csrf_token": token_in(page)}).encode()
    return browser, browser.open(f"{server.base}/organizer/sign-in/link", used, timeout=60).read().decode()


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    """A form with a file, as a browser sends it, and its content type."""
    line = f"----{secrets.token_hex(12)}"
    parts = [f'--{line}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    parts.append(f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="ds.xlsx"\r\n\r\n')
    return "".join(parts).encode() + file + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def test_the_hub_ticks_and_judges_hand_in_while_the_journal_is_verified(server: Server) -> None:
    said: list[subprocess.CompletedProcess[str]] = []

    def verify() -> None:
        arguments = command_line("verify", evening.CONTEST, "--data", str(server.folder))
        said.append(
            subprocess.run(arguments, env=environment(), capture_output=True, text=True, check=False, timeout=90)
        )

    token = tokens_of(server.folder, evening.CONTEST)["director"]
    with connected(server, {"contest": evening.CONTEST, "token": token}) as desk:
        stored: list[int] = []
        ticks = ticks_during(server, lambda: stored.append(stored_during(verify, desk)))
    assert ticks >= TICKS
    assert stored[0] >= TICKS
    assert [done.returncode for done in said] == [0], said
    assert "đúng" in said[0].stdout


def test_the_hub_ticks_and_judges_hand_in_while_a_backup_is_made_and_opened(server: Server, tmp_path: Path) -> None:
    browser, page = signed_in(server)
    (stick := tmp_path / "stick").mkdir()
    chosen = urllib.parse.urlencode({"csrf_token": token_in(page), "folder": str(stick)}).encode()
    token = tokens_of(server.folder, evening.CONTEST)["director"]

    def back_up() -> None:
        """It goes on after the page that began it; its name stands there once it is whole."""
        browser.open(f"{server.base}/organizer/safety/folder", chosen, timeout=60).close()
        wait_until(lambda: list(stick.glob("*.backup")), "the backup is made", within_s=60)

    with connected(server, {"contest": evening.CONTEST, "token": token}) as desk:
        stored: list[int] = []
        ticks = ticks_during(server, lambda: stored.append(stored_during(back_up, desk)))
    assert ticks >= TICKS
    assert stored[0] >= TICKS
    (backup,) = stick.glob("*.backup")
    assert check_backup(backup)


def stored_during(work: Callable[[], object], desk: Line) -> int:
    """How many commands were stored and answered while the work was going on."""
    stored, working = 0, threading.Thread(target=work)
    working.start()
    while working.is_alive():
        answer = desk.command("choose_scene", scene=("board", "waiting")[stored % 2])
        assert "receipt" in answer, answer
        stored += working.is_alive()
        time.sleep(0.01)
    working.join()
    return stored
