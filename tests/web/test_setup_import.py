"""Importing a list by pages: looked at first, then whole or not at all, once however often it is sent."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from contest_app.contest import commands as c
from tests.importing.lists import HEADING, as_csv, by_hand, by_openpyxl, by_xlsxwriter
from tests.web.hall import Browser, Hall, toast

TEAMS = "/organizer/contests/demo/setup/teams"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made.with_contest(entries=0)
    made.stop()


def uploaded(browser: Browser, data: bytes, name: str = "ds.xlsx", at: str = TEAMS) -> TestResponse:
    token = browser.csrf_token()
    form = {"csrf_token": token, "command_id": "c1", "file": FileStorage(io.BytesIO(data), name)}
    boundary, body = encode_multipart(form)
    return browser.client.post(f"{at}/preview", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def pasted(browser: Browser, text: str, at: str = TEAMS) -> TestResponse:
    return browser.post(f"{at}/preview", {"command_id": "c1", "pasted": text}, content_type="multipart/form-data")


def confirm(browser: Browser, preview: TestResponse, at: str = TEAMS, **changes: Any) -> TestResponse:
    """Presses the button of a preview."""
    fields = {
        name: unescape(value)
        for name, value in re.findall(r'name="(command_id|seen|list)" value="([^"]*)"', preview.text)
    }
    return browser.post(f"{at}/import", {**fields, **changes})


def test_a_workbook_is_looked_at_first_and_then_imported(hall: Hall) -> None:
    browser = hall.organizer()
    preview = uploaded(browser, by_xlsxwriter())
    assert (preview.status_code, len(hall.state.entries)) == (200, 0)
    assert 'data-testid="line-2" data-does="new"' in preview.text
    answer = browser.get(confirm(browser, preview).location)
    assert toast(answer) == ("done", "✓ Đã làm: Đã nhập danh sách: thêm 2 đội.")
    assert [hall.state.entries[e].name for e in hall.state.entry_order] == ["Xã Đào Xá", "Xã Úc Kỳ"]
    assert hall.state.entries["xa-dao-xa"].members == ("Dương Văn Hùng", "Ngô Thị Thúy")


def test_the_secretary_imports_a_pasted_table(hall: Hall) -> None:
    browser = hall.role("secretary")
    assert confirm(browser, pasted(browser, as_csv(delimiter="\t"))).status_code == 303
    assert len(hall.state.entries) == 2


def test_the_same_preview_sent_twice_or_from_two_tabs_is_done_once(hall: Hall) -> None:
    browser = hall.organizer()
    first, second = pasted(browser, as_csv()), pasted(browser, as_csv())
    assert confirm(browser, first).status_code == 303
    seq = hall.seq
    for again in (first, second):
        assert confirm(browser, again).status_code == 303
    assert hall.seq == seq


def test_one_bad_row_and_nothing_is_imported(hall: Hall) -> None:
    browser = hall.organizer()
    rows = [HEADING, (1, "Xã Đào Xá"), ("hai", ""), (3, "XÃ ĐÀO XÁ")]
    preview = uploaded(browser, by_openpyxl(rows))
    assert 'data-problems="3"' in preview.text
    assert "import-button" not in preview.text
    assert 'data-testid="row-problem-3"' in preview.text
    assert len(hall.state.entries) == 0


def test_a_preview_that_was_overtaken_is_shown_anew_instead_of_carried_out(hall: Hall) -> None:
    browser = hall.organizer()
    preview = pasted(browser, as_csv())
    hall.does("secretary", c.RegisterEntry, entry="xa-uc-ky", number=7, name="Xã Úc Kỳ", unit="Khác")
    answer = confirm(browser, preview)
    assert answer.status_code == 409
    assert 'data-does="changed"' in answer.text
    assert hall.state.entries["xa-uc-ky"].unit == "Khác"
    assert confirm(browser, answer).status_code == 303
    assert hall.state.entries["xa-uc-ky"].number == 2


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"\xd0\xcf\x11\xe0" + b"\0" * 900, ".xls"), (b"PK nothing", ".xlsx"), (b"", "Hãy chọn tệp")],
)
def test_a_file_that_is_no_list_is_answered_in_words(hall: Hall, data: bytes, word: str) -> None:
    answer = uploaded(hall.organizer(), data)
    assert answer.status_code == 422
    assert word in re.search(r'data-testid="problem">(.*?)</p>', answer.text, re.DOTALL)[1]  # type: ignore[index]


def test_what_was_pasted_stays_when_it_cannot_be_read(hall: Hall) -> None:
    answer = pasted(hall.organizer(), "STT;Điểm\n1;2")
    assert 'data-problems="1"' in answer.text
    again = pasted(hall.organizer(), "\x00\x01")
    assert again.status_code in (200, 422)


def test_five_megabytes_of_pictures_are_taken_and_thirty_are_refused_in_words(hall: Hall) -> None:
    browser = hall.organizer()
    noise = b"".join(bytes([n % 251, (n * 7) % 253]) for n in range(2_600_000))
    assert uploaded(browser, by_hand(extra={"xl/media/image1.png": noise})).status_code == 200
    answer = uploaded(browser, b"\0" * 26_000_000)
    assert answer.status_code == 413
    assert "25 MB" in answer.text


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "[[1]]", '[[1,"",null,"","",[]]]', '[[1,"A","1","","",[]]]', "[1,2]"]
)
def test_a_preview_that_somebody_wrote_themselves_is_refused(hall: Hall, content: str) -> None:
    browser = hall.organizer()
    answer = browser.post(f"{TEAMS}/import", {"command_id": "c1", "list": content}, follow_redirects=True)
    assert toast(answer)[0] == "refused"
    assert len(hall.state.entries) == 0


def test_samples_are_given_as_files_that_import_without_a_problem(hall: Hall) -> None:
    browser = hall.organizer()
    for kind in ("xlsx", "csv"):
        sample = browser.get(f"{TEAMS}/sample.{kind}")
        assert f"danh-sach-doi-mau.{kind}" in sample.headers["Content-Disposition"]
        assert 'data-problems="0"' in uploaded(browser, sample.data, f"mau.{kind}").text


def test_files_are_read_off_the_hub(tmp_path: Path) -> None:
    """The law: the hub never waits. Reading and making workbooks is handed to `run_native`."""
    from dataclasses import replace

    from contest_app.concurrency import threads

    handed: list[str] = []

    def run_native(function: Any, /, *args: Any, **options: Any) -> Any:
        handed.append(getattr(function, "__name__", ""))
        return function(*args, **options)

    made = Hall(tmp_path, replace(threads(), run_native=run_native))
    browser = made.with_contest(entries=0).organizer()
    uploaded(browser, by_hand())
    pasted(browser, as_csv())
    browser.get(f"{TEAMS}/sample.xlsx")
    assert {"read_file", "read_pasted", "make_plan", "sample_workbook"} <= set(handed)
    made.stop()


def test_a_thousand_teams_go_in_at_once_and_sheets_go_on_meanwhile(hall: Hall) -> None:
    browser = hall.organizer()
    rows = [HEADING, *((n, f"Đội {n}", "Xã Đào Xá", "", "Nguyễn Văn An") for n in range(1, 1001))]
    preview = uploaded(browser, by_hand(rows))
    done = threading.Event()

    def other_work() -> None:
        hall.does("organizer", c.AppointJudge, judge="j1", number=1, name="Nguyễn Thị Hoa")
        done.set()

    thread = threading.Thread(target=other_work)
    thread.start()
    assert confirm(browser, preview).status_code == 303
    thread.join(timeout=30)
    assert done.is_set()
    assert len(hall.state.entries) == 1000
