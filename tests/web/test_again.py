"""Faults in the middle of a form: nothing that was typed is lost, nothing is stored twice, and the words help."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from contest_app.app import create_app
from contest_app.concurrency import threads
from contest_app.contest import commands as c
from tests.web.hall import CONTEST, Browser, Hall
from tests.web.test_setup_rules import form_of

SETUP = f"/organizer/contests/{CONTEST}/setup"
PAPERS = f"/organizer/contests/{CONTEST}/papers"
HERE = {"Origin": "http://localhost"}
PASSWORD = "dân vận khéo"
HOURS_MS = 3600 * 1000


def hidden_of(page: str, marker: str) -> dict[str, str]:
    """The hidden fields of the form in which the marker stands."""
    form = next(part for part in page.split("<form")[1:] if marker in part.split("</form>")[0])
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.split("</form>")[0])
    return {name: unescape(value) for name, value in fields}


def action_of(page: str, marker: str) -> str:
    form = next(part for part in page.split("<form")[1:] if marker in part.split("</form>")[0])
    found = re.search(r'action="([^"]+)"', form)
    assert found
    return found[1]


def sends_again(browser: Browser, page: str) -> TestResponse:
    """Presses the one button under what was kept."""
    return browser.client.post(action_of(page, "send-again"), data=hidden_of(page, "send-again"), headers=HERE)


def with_password(hall: Hall) -> Browser:
    browser = hall.organizer("Lan")
    browser.post("/organizer/welcome", {"name": "Lan", "password": PASSWORD, "again": PASSWORD, "body": "Đảng ủy"})
    return browser


def a_team(browser: Browser, **fields: str) -> dict[str, str]:
    """A typed form for a new team, with its token and id."""
    own = hidden_of(browser.page(f"{SETUP}/teams"), "save-team")
    return {**own, "number": "7", "name": "Xã Kha Sơn", "members": "Nguyễn Văn An\nLê Thị Thu", **fields}


# --- the session ends in the middle -----------------------------------------------------------------------------------


def test_what_was_typed_when_the_session_ended_is_stored_after_signing_in_again(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = with_password(hall)
    form = a_team(browser)
    hall.shift_ms += 13 * HOURS_MS
    ended = browser.client.post(f"{SETUP}/teams", data=form, headers=HERE)
    assert ended.status_code == 401
    assert "Lê Thị Thu" in ended.text
    wrong = {**hidden_of(ended.text, "sign-in-button"), "name": "Lan", "password": "không phải"}
    refused = browser.client.post("/organizer/sign-in", data=wrong)
    assert (refused.status_code, "vẫn còn" in refused.text) == (422, True)
    right = {**hidden_of(refused.text, "sign-in-button"), "name": "Lan", "password": PASSWORD}
    page = browser.client.post("/organizer/sign-in", data=right)
    assert (page.status_code, len(hall.state.entries)) == (200, 1)
    assert sends_again(browser, page.text).status_code == 303
    assert hall.state.entries["xa-kha-son"].members == ("Nguyễn Văn An", "Lê Thị Thu")
    assert sends_again(browser, page.text).status_code == 303
    assert len(hall.state.entries) == 2


def test_a_role_comes_in_again_by_its_link_and_goes_on(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = hall.role("secretary")
    form = a_team(browser)
    hall.shift_ms += 13 * HOURS_MS
    ended = browser.client.post(f"{SETUP}/teams", data=form, headers=HERE).text
    still_out = browser.client.post("/organizer/again", data=hidden_of(ended, "came-back"))
    assert still_out.status_code == 401
    token = next(link.token for link in hall.parts.accounts.links.of(CONTEST) if link.seat.role == "secretary")
    browser.get(f"/desk/{token}")
    page = browser.client.post("/organizer/again", data=hidden_of(still_out.text, "came-back"))
    assert page.status_code == 200
    assert sends_again(browser, page.text).status_code == 303
    assert "xa-kha-son" in hall.state.entries


def test_whoever_only_looked_comes_back_to_the_page_they_looked_at(hall: Hall) -> None:
    hall.with_contest()
    browser = with_password(hall)
    hall.shift_ms += 13 * HOURS_MS
    away = browser.get(f"{SETUP}/teams?edit=e1")
    assert away.status_code == 302
    form = hidden_of(browser.page(away.location), "sign-in-button")
    answer = browser.client.post("/organizer/sign-in", data={**form, "name": "Lan", "password": PASSWORD})
    assert answer.location == f"{SETUP}/teams?edit=e1"


@pytest.mark.parametrize("back", ["//evil.example/organizer/", "https://evil.example/", "/organizer/sign-in/x", "/x"])
def test_the_way_back_leads_nowhere_else(hall: Hall, back: str) -> None:
    with_password(hall)
    answer = hall.browser().post("/organizer/sign-in", {"name": "Lan", "password": PASSWORD, "back": back})
    assert answer.location == "/organizer"


# --- what is never kept -----------------------------------------------------------------------------------------------


def test_another_sites_words_are_put_into_no_form_of_ours(hall: Hall) -> None:
    hall.with_contest()
    for headers in ({"Origin": "http://evil.example"}, {}):
        page = hall.organizer().client.post(f"{SETUP}/teams", data={"name": "x"}, headers=headers)
        assert (page.status_code, "send-again" in page.text) == (400, False)


def test_passwords_and_forged_forms_are_not_kept(hall: Hall) -> None:
    browser = hall.organizer()
    form = {"old": "một", "password": "hai ba bốn năm", "again": "hai ba bốn năm"}
    page = browser.client.post("/organizer/password", data=form, headers=HERE).text
    assert "hai ba bốn năm" not in page
    forged = browser.client.post("/organizer/again", data={"kept": "WyIvIiwgW11d.nonsense"})
    assert (forged.status_code, "send-again" in forged.text) == (400, False)


def test_a_file_that_cannot_be_kept_is_not_pretended_to_be(hall: Hall) -> None:
    hall.with_contest()
    data: dict[str, Any] = {"file": (io.BytesIO(b"STT;x"), "ds.csv")}
    page = hall.organizer().client.post(
        f"{SETUP}/teams/preview", data=data, headers=HERE, content_type="multipart/form-data"
    )
    assert (page.status_code, "send-again" in page.text) == (400, False)
    assert "choose-again" in page.text
    without = hall.organizer().client.post(f"{SETUP}/teams/preview", data={"pasted": "STT;x"}, headers=HERE)
    assert ("send-again" in without.text, "choose-again" in without.text) == (True, False)


# --- an old page, a restarted server ----------------------------------------------------------------------------------


def test_a_page_that_grew_old_is_sent_again_by_one_press(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = hall.organizer()
    page = browser.client.post(f"{SETUP}/teams", data={**a_team(browser), "csrf_token": "cũ"}, headers=HERE)
    assert page.status_code == 400
    assert sends_again(browser, page.text).status_code == 303
    assert "xa-kha-son" in hall.state.entries


def test_a_server_that_was_restarted_in_the_middle_takes_the_form(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = hall.organizer()
    form = a_team(browser)
    cookie = browser.client.get_cookie("contest_app")
    assert cookie
    hall.stop()
    again = create_app(hall.parts.config, threads())
    client = again.flask.test_client()
    client.set_cookie("contest_app", cookie.value)
    for _ in range(2):  # the browser does not know whether the first one arrived
        assert client.post(f"{SETUP}/teams", data=form, headers=HERE).status_code == 303
    snapshot = again.parts.scorekeeper.snapshot(CONTEST)
    assert snapshot
    assert {entry.name for entry in snapshot.state.entries.values()} == {"Xã Hương Sơn", "Xã Kha Sơn"}
    assert len(snapshot.state.entries) == 2
    again.stop()


# --- a full disk ------------------------------------------------------------------------------------------------------


def with_room(hall: Hall, pages: int) -> None:
    """Lets the database grow by so many pages; a real SQLITE_FULL then."""

    def limit(connection: Any) -> None:
        used = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {used + pages}"))

    hall.parts.scorekeeper.write(limit)


def test_on_a_full_disk_what_was_typed_stays_on_the_page_and_goes_in_once_there_is_room(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = hall.organizer()
    form = a_team(browser, members="\n".join(f"Thí sinh {n} {'x' * 100}" for n in range(300)))
    with_room(hall, 0)
    full = browser.client.post(f"{SETUP}/teams", data=form, headers=HERE)
    assert (full.status_code, len(hall.state.entries)) == (422, 1)
    assert 'data-testid="problem"' in full.text
    assert "Thí sinh 299" in full.text
    with_room(hall, 10_000)
    assert browser.client.post(f"{SETUP}/teams", data=form, headers=HERE).status_code == 303
    assert len(hall.state.entries["xa-kha-son"].members) == 300


def test_words_of_papers_on_a_full_disk_are_sent_again_from_the_page_that_says_so(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    form = hidden_of(browser.page(f"{PAPERS}/words"), "keep-words")
    form |= dict.fromkeys(("opinions", "conclusion", "attendees", "absentees", "recipients"), "Nhất trí. " * 290)
    with_room(hall, 0)
    full = browser.client.post(f"{PAPERS}/words", data=form, headers=HERE)
    assert full.status_code == 503
    assert "Nhất trí." in full.text
    with_room(hall, 10_000)
    assert sends_again(browser, full.text).status_code == 303
    assert "Nhất trí." in browser.page(f"{PAPERS}/words")


# --- twice ------------------------------------------------------------------------------------------------------------


def test_a_double_click_on_a_change_is_one_change_and_no_quarrel_with_oneself(hall: Hall) -> None:
    hall.with_contest(entries=2)
    browser = hall.organizer()
    team = hidden_of(browser.page(f"{SETUP}/teams?edit=e1"), "save-team") | {"number": "1", "name": "Tên mới"}
    judge = hidden_of(browser.page(f"{SETUP}/judges?edit=j2"), "save-judge") | {"number": "2", "name": "Tên mới"}
    words = hidden_of(browser.page(f"{PAPERS}/words"), "keep-words") | {"chair": "Nguyễn Thị Hoa Mai"}
    for path, form in ((f"{SETUP}/teams", team), (f"{SETUP}/judges", judge), (f"{PAPERS}/words", words)):
        answers = [browser.client.post(path, data=form, headers=HERE).status_code for _ in range(2)]
        assert answers == [303, 303], path
    assert (hall.state.entries["e1"].name, hall.state.judges["j2"].name) == ("Tên mới", "Tên mới")
    rules = f"{SETUP}/rules"
    fields = form_of(browser.page(rules)) | {"title": "Hội thi mới", "do": "save"}
    before = hall.seq
    assert [browser.post(rules, fields).status_code for _ in range(2)] == [303, 303]
    assert hall.seq == before + 1


def test_an_old_page_of_another_tab_is_no_double_click(hall: Hall) -> None:
    hall.with_contest(entries=2)
    browser = hall.organizer()
    first, second = (hidden_of(browser.page(f"{SETUP}/teams?edit=e1"), "save-team") for _ in range(2))
    assert browser.client.post(f"{SETUP}/teams", data={**first, "number": "1", "name": "Một"}).status_code == 303
    refused = browser.client.post(f"{SETUP}/teams", data={**second, "number": "1", "name": "Hai"})
    assert (refused.status_code, hall.state.entries["e1"].name) == (422, "Một")
    assert 'value="Hai"' in refused.text


def test_going_back_after_saving_shows_what_was_saved_and_not_the_old_form(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = hall.organizer()
    form = hidden_of(browser.page(f"{SETUP}/teams?edit=e1"), "save-team") | {"number": "1", "name": "Tên mới"}
    browser.client.post(f"{SETUP}/teams", data=form)
    back = browser.get(f"{SETUP}/teams?edit=e1")
    assert back.headers["Cache-Control"] == "no-store"  # so that the browser asks again
    assert 'value="Tên mới"' in back.text
    hall.does("organizer", c.StartContest)
    assert browser.client.post(f"{SETUP}/teams", data=form).status_code == 303  # sent from the old page: known already
