"""Coming in and going out: one-time links, passwords, sessions that end, links of roles."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import url_for

from contest_app import web
from contest_app.accounts import browser as sessions
from contest_app.accounts.links import Seat
from contest_app.concurrency import threads
from tests.web.hall import CONTEST, Browser, Hall

pytestmark = pytest.mark.usefixtures("quick_hashes")

PASSWORD = "xóm Ngọc Lý 2024"
HOUR_MS = 3600 * 1000


def _with_password(hall: Hall, name: str = "Lan") -> Browser:
    browser = hall.organizer("organizer")
    assert (
        browser.post("/organizer/welcome", {"name": name, "password": PASSWORD, "again": PASSWORD}).status_code == 303
    )
    return browser


def _sign_in(hall: Hall, password: str, name: str = "Lan") -> Any:
    return hall.browser().post("/organizer/sign-in", {"name": name, "password": password})


# --- one-time links ---------------------------------------------------------------------------------------------------


def test_a_one_time_link_signs_in_once_and_a_preview_does_not_use_it_up(hall: Hall) -> None:
    token = hall.parts.accounts.create_sign_in("organizer")
    for _ in range(3):
        hall.browser().get(f"/organizer/sign-in/{token}", follow_redirects=True)
    first, second = hall.browser(), hall.browser()
    for each in (first, second):
        each.get(f"/organizer/sign-in/{token}")

    assert first.post("/organizer/sign-in/link").location == "/organizer/welcome"
    assert first.get("/organizer").status_code == 200
    refused = second.post("/organizer/sign-in/link")
    assert refused.status_code == 410
    assert "đã dùng rồi" in refused.text
    assert second.get("/organizer").status_code == 302


def test_the_token_leaves_the_address_bar_at_once(hall: Hall) -> None:
    hall.with_contest()
    token = hall.parts.accounts.create_sign_in("organizer")
    role_token = hall.parts.accounts.links.of(CONTEST)[0].token

    for path in (f"/organizer/sign-in/{token}", f"/desk/{role_token}"):
        response = hall.browser().get(path)
        assert response.status_code == 302
        assert path.rsplit("/", 1)[1] not in response.location
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_the_first_time_asks_for_a_name_and_a_password_that_work_afterwards(hall: Hall) -> None:
    _with_password(hall)

    assert _sign_in(hall, PASSWORD).location == "/organizer"
    wrong = _sign_in(hall, "không phải")
    assert wrong.status_code == 422
    assert "Tên hoặc mật khẩu không đúng" in wrong.text
    assert _sign_in(hall, PASSWORD, name="ai đó").status_code == 422


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "", "password": PASSWORD, "again": PASSWORD}, "Hãy ghi tên"),
        ({"name": "Hoa", "password": "ngắn", "again": "ngắn"}, "ít nhất 8"),
        ({"name": "Hoa", "password": PASSWORD, "again": PASSWORD + "!"}, "không giống nhau"),
        ({"name": "Lan", "password": PASSWORD, "again": PASSWORD}, "đã có người dùng"),
        ({"name": "Hoa", "password": "x" * 300, "again": "x" * 300}, "quá dài"),
    ],
)
def test_a_bad_name_or_password_is_refused_in_words(hall: Hall, form: dict[str, str], words: str) -> None:
    _with_password(hall, "Lan")

    response = hall.organizer("another").post("/organizer/welcome", form)

    assert response.status_code == 422
    assert words in response.text


# --- passwords --------------------------------------------------------------------------------------------------------


def test_a_changed_password_ends_every_other_session(hall: Hall) -> None:
    _with_password(hall)
    here, there = hall.browser(), hall.browser()
    for each in (here, there):
        each.post("/organizer/sign-in", {"name": "Lan", "password": PASSWORD})
    new = {"password": PASSWORD + "!", "again": PASSWORD + "!"}

    assert here.post("/organizer/password", {"old": "sai rồi", **new}).status_code == 422
    assert here.post("/organizer/password", {"old": PASSWORD, **new}).status_code == 303

    assert here.get("/organizer").status_code == 200
    assert there.get("/organizer").location == "/organizer/sign-in?ended=1"
    assert _sign_in(hall, PASSWORD).status_code == 422
    assert _sign_in(hall, PASSWORD + "!").status_code == 303


def test_passwords_are_hashed_and_checked_off_the_hub(tmp_path: Path) -> None:
    off_hub: list[str] = []
    real = threads()

    def run_native(work: Callable[..., Any], /, *args: Any, **options: Any) -> Any:
        off_hub.append(getattr(work, "__name__", ""))
        return real.run_native(work, *args, **options)

    hall = Hall(tmp_path, replace(real, run_native=run_native))
    try:
        _with_password(hall)
        assert "hash_password" in off_hub
        off_hub.clear()
        assert _sign_in(hall, PASSWORD).status_code == 303
        assert "is_right" in off_hub
    finally:
        hall.stop()


def test_too_many_tries_are_told_to_wait(hall: Hall) -> None:
    _with_password(hall)
    browser = hall.browser()
    statuses = [browser.post("/organizer/sign-in", {"name": "Lan", "password": "sai"}).status_code for _ in range(11)]

    assert statuses[:9] == [422] * 9
    last = browser.post("/organizer/sign-in", {"name": "Lan", "password": PASSWORD})
    assert last.status_code == 429
    assert "Đợi một phút" in last.text


def test_a_hall_behind_one_address_keeps_no_organizer_out(hall: Hall) -> None:
    _with_password(hall)
    stranger = hall.browser()
    for number in range(15):
        stranger.post("/organizer/sign-in", {"name": "Hoa", "password": "sai"})
        stranger.get(f"/organizer/sign-in/guess-{number}")
        stranger.post("/organizer/sign-in/link")
    for _ in range(70):
        stranger.get("/desk/guess")

    assert stranger.post("/organizer/sign-in", {"name": "Hoa", "password": "sai"}).status_code == 429
    for _ in range(12):
        assert hall.browser().post("/organizer/sign-in", {"name": "Lan", "password": PASSWORD}).status_code == 303
    with_link = hall.browser()
    with_link.get(f"/organizer/sign-in/{hall.parts.accounts.create_sign_in('Lan')}")
    assert with_link.post("/organizer/sign-in/link").status_code == 303
    assert hall.browser().get("/desk/guess").status_code == 404


# --- sessions ---------------------------------------------------------------------------------------------------------


def test_a_session_ends_after_twelve_hours_of_work(hall: Hall) -> None:
    browser = hall.organizer()
    for _ in range(4):
        hall.shift_ms += 3 * HOUR_MS - 1000
        assert browser.get("/organizer").status_code == 200

    hall.shift_ms += 60_000

    assert browser.get("/organizer").location == "/organizer/sign-in?ended=1"


def _fetched_by_pages(hall: Hall) -> list[str]:
    """The address of every piece that the templates fetch again by themselves."""
    templates = "".join(path.read_text(encoding="utf-8") for path in Path(web.__file__).parent.glob("templates/*.html"))
    asked = r"""data-panels="\{\{ url_for\('([\w.]+)'|hx-get="\{\{ url_for\('([\w.]+)'[^>]*hx-trigger="every"""
    endpoints = {one or other for one, other in re.findall(asked, templates)}
    assert {"desk.panels", "draw.panels", "safety.status"} <= endpoints
    with hall.application.flask.test_request_context():
        return [url_for(endpoint, **({"contest": CONTEST} if ".panels" in endpoint else {})) for endpoint in endpoints]


def test_a_session_ends_after_four_idle_hours_whatever_the_page_fetched_by_itself(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    hall.shift_ms += 3 * HOUR_MS
    for address in _fetched_by_pages(hall):
        assert browser.get(address).status_code in (200, 204), address
    hall.shift_ms += HOUR_MS + 1000

    assert browser.get(f"/organizer/contests/{CONTEST}/panels").status_code == 302
    assert browser.get("/organizer").status_code == 302


def test_signing_out_forgets_the_browser(hall: Hall) -> None:
    browser = hall.organizer()

    assert browser.post("/organizer/sign-out").status_code == 303

    assert browser.get("/organizer").location == "/organizer/sign-in"


def test_no_late_answer_to_what_a_page_fetched_by_itself_signs_the_browser_in_again(hall: Hall) -> None:
    """Another tab's fetch may be on its way while somebody signs out: its answer, coming last, brings no cookie."""
    hall.running()
    browser = hall.organizer()
    browser.get(f"/organizer/contests/{CONTEST}")

    for address in _fetched_by_pages(hall):
        answer = browser.get(address)
        assert answer.status_code in (200, 204), address
        assert answer.headers.getlist("Set-Cookie") == [], address


def _cookie(browser: Browser) -> str:
    cookie = browser.client.get_cookie("contest_app")
    assert cookie is not None
    return cookie.value


@pytest.mark.parametrize("who", ["organizer", "director"])
def test_signing_out_is_for_good_though_a_late_answer_brings_the_cookie_back(hall: Hall, who: str) -> None:
    """What another tab had sent before is answered after it, with a cookie of its own: a toast, a sign of life."""
    hall.running()
    browser = hall.role(who)
    browser.page()
    late = _cookie(browser)

    browser.post("/organizer/sign-out")
    browser.client.set_cookie("contest_app", late)

    assert browser.get(f"/organizer/contests/{CONTEST}").status_code == 302
    assert browser.act("choose_scene", scene="board").status_code == 401
    assert hall.role(who).page()


def test_a_late_answer_brings_nobody_back_who_was_signed_in_before_somebody_else(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    late = _cookie(browser)
    token = next(link.token for link in hall.parts.accounts.links.of(CONTEST) if link.seat.role == "secretary")

    browser.get(f"/desk/{token}")
    browser.client.set_cookie("contest_app", late)

    assert browser.get(f"/organizer/contests/{CONTEST}/links").status_code == 302


@pytest.mark.parametrize("address", ["/static/desk/desk.css?v=1", f"/display/{CONTEST}", "/guide/", "/", "/healthz"])
def test_what_anybody_may_fetch_and_keep_brings_no_cookie_of_somebody_signed_in(hall: Hall, address: str) -> None:
    """A cache between would hand it to everybody."""
    hall.running()
    browser = hall.organizer()
    browser.page()
    hall.shift_ms += 10 * 60 * 1000

    with browser.get(address) as answer:
        assert answer.headers.getlist("Set-Cookie") == []


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(hall: Hall) -> None:
    cookie = hall.browser().get("/organizer/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_secret_key_stays_with_the_data_and_with_its_owner(tmp_path: Path) -> None:
    def key() -> Any:
        hall = Hall(tmp_path)
        hall.stop()
        return hall.application.flask.secret_key

    first = key()

    assert key() == first
    assert stat.S_IMODE(os.stat(tmp_path / "secret.key").st_mode) == 0o600


# --- links of roles ---------------------------------------------------------------------------------------------------


def test_a_role_link_opens_that_contest_in_that_role_only(hall: Hall) -> None:
    hall.running()
    browser = hall.role("director")

    assert "Điều hành" in browser.page()
    assert browser.get("/organizer").location == f"/organizer/contests/{CONTEST}"
    assert browser.get("/organizer/contests/other").status_code == 403


def test_a_role_link_replaces_whoever_was_signed_in_before(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    token = next(link.token for link in hall.parts.accounts.links.of(CONTEST) if link.seat.role == "secretary")

    browser.get(f"/desk/{token}")

    assert browser.get(f"/organizer/contests/{CONTEST}/links").status_code == 403


def test_a_revoked_role_link_signs_its_browsers_out(hall: Hall) -> None:
    hall.running()
    browser = hall.role("director")

    hall.parts.accounts.links.revoke(Seat(CONTEST, "director"))

    assert browser.get(f"/organizer/contests/{CONTEST}").status_code == 302


@pytest.mark.parametrize("role", ["judge", "screen"])
def test_links_of_judges_and_screens_do_not_open_the_desk(hall: Hall, role: str) -> None:
    hall.running()
    token = next(link.token for link in hall.parts.accounts.links.of(CONTEST) if link.seat.role == role)

    response = hall.browser().get(f"/desk/{token}")

    assert response.status_code == 404
    assert "Đường dẫn không dùng được" in response.text


def test_a_session_never_holds_both_an_account_and_a_link(hall: Hall) -> None:
    session: dict[str, Any] = {"account": "Lan", "version": 1, "csrf_token": "x"}

    sessions.begin_role(session, "token", hall.parts.accounts, 5)

    assert session == {"id": session["id"], "link": "token", "since_ms": 5, "seen_ms": 5}
