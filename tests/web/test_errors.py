"""When it goes wrong: every error says what happened and what to do, and nothing typed is lost without a word."""

from __future__ import annotations

import re

import pytest

from tests.web.hall import CONTEST, Hall, toast

DESK = f"/organizer/contests/{CONTEST}"
AT = {"round": "greeting", "entry": "e1"}
FORMS = (
    "/organizer/sign-in",
    "/organizer/sign-in/link",
    "/organizer/welcome",
    "/organizer/password",
    "/organizer/sign-out",
    f"{DESK}/acts/call_performance",
)


@pytest.mark.parametrize("path", FORMS)
def test_no_form_is_taken_without_its_token(hall: Hall, path: str) -> None:
    hall.running()
    browser = hall.organizer()
    seq = hall.seq

    for form in ({**AT}, {**AT, "csrf_token": "made up"}):
        response = browser.client.post(path, data=form)
        assert response.status_code == 400
        assert "Trang đã cũ" in response.text
    assert hall.seq == seq


def test_a_stale_token_is_renewed_so_that_pressing_again_works(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    path, htmx = f"{DESK}/acts/call_performance", {"HX-Request": "true"}

    refused = browser.client.post(path, data={**AT, "csrf_token": "old"}, headers=htmx)

    assert refused.status_code == 400
    assert "bấm lại một lần nữa" in toast(refused)[1]
    form = {**AT, "command_id": "c", "csrf_token": refused.headers["X-Fresh-Token"]}
    assert toast(browser.client.post(path, data=form, headers=htmx))[0] == "done"


def test_a_session_that_ended_in_the_middle_of_a_form_says_so_and_keeps_the_words(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    token = browser.csrf_token_of(DESK)
    form = {**AT, "csrf_token": token, "command_id": "c", "reason": "Mất điện lúc 19 giờ"}
    hall.shift_ms += 5 * 3600 * 1000
    path = f"{DESK}/acts/record_absence"

    by_script = browser.client.post(path, data=form, headers={"HX-Request": "true"})
    assert by_script.status_code == 401
    assert "Phiên làm việc đã hết" in toast(by_script)[1]
    assert "/organizer/sign-in" in by_script.text
    assert "panel-stage" not in by_script.text  # what was typed stays where it is

    by_itself = browser.client.post(path, data=form)
    assert by_itself.status_code == 401
    assert "Mất điện lúc 19 giờ" in by_itself.text
    assert "c</dd>" not in by_itself.text


def test_a_browser_that_dropped_the_cookie_is_told_at_once_that_the_session_is_over(hall: Hall) -> None:
    hall.running()
    form = {**AT, "csrf_token": hall.organizer().csrf_token_of(DESK), "command_id": "c", "reason": "Mất điện"}
    answer = hall.browser().client.post(f"{DESK}/acts/record_absence", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in toast(answer)[1]


@pytest.mark.parametrize(("lang", "words"), [("vi", "Không có trang này"), ("en", "No such page")])
def test_a_page_that_is_not_there_says_so_in_the_page_s_language(hall: Hall, lang: str, words: str) -> None:
    response = hall.organizer().get(f"/organizer/nowhere?lang={lang}")

    assert response.status_code == 404
    assert words in response.text


def test_a_form_that_is_too_large_is_refused(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()

    response = browser.post(f"{DESK}/acts/give_penalty", {**AT, "reason": "x" * 100_000})

    assert response.status_code == 413
    assert "quá lớn" in response.text


def test_an_empty_list_says_what_to_do(hall: Hall) -> None:
    page = hall.organizer().page("/organizer")

    assert "Chưa có hội thi nào" in page
    assert "contest-app demo" in page


def test_pages_are_not_kept_by_browsers_and_carry_no_inline_script_or_style(hall: Hall) -> None:
    hall.running().called()
    browser = hall.organizer()

    for path in ("/organizer", DESK, f"{DESK}/links", f"{DESK}/announcer"):
        response = browser.get(path)
        assert response.headers["Cache-Control"] == "no-store"
        assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", response.text), path
