"""General information by its page: written once, before or after the start, never over what another desk wrote."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from contest_app.contest import commands as c
from contest_app.contest.about import About
from tests.web.hall import CONTEST, Browser, Hall

SETUP = f"/organizer/contests/{CONTEST}/setup"
GENERAL = f"{SETUP}/general"
TYPED = {
    "title": "Hội thi “Dân vận khéo” xã Hương Sơn",
    "level": "commune",
    "place": "Nhà văn hóa xã",
    "held_on": "12/10/2026",
    "form": "party",
    "body": "Đảng ủy xã Hương Sơn",
    "parent_body": "Đảng bộ huyện Phú Bình",
    "locality": "Hương Sơn",
    "grounds": "Kế hoạch số 79-KH/HU\r\n\r\nThể lệ hội thi",
    "secretariat": "Vũ Thị Lan – chuyên viên",
}


def seen(browser: Browser) -> str:
    found = re.search(r'name="seen" value="(\w+)"', browser.page(GENERAL))
    assert found
    return found[1]


def send(browser: Browser, **fields: str) -> TestResponse:
    form = {"command_id": "g1", "seen": seen(browser)} | TYPED | fields
    return browser.post(GENERAL, form)


def test_everything_is_stored_at_once_and_shown_again(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    assert send(browser).status_code == 303
    assert (hall.state.title, hall.state.rulebook.level) == (TYPED["title"], "commune")
    assert (hall.state.place, hall.state.held_on) == ("Nhà văn hóa xã", "2026-10-12")
    assert hall.state.about == About(
        form="party",
        parent_body="Đảng bộ huyện Phú Bình",
        body="Đảng ủy xã Hương Sơn",
        locality="Hương Sơn",
        grounds=("Kế hoạch số 79-KH/HU", "Thể lệ hội thi"),
        secretariat=("Vũ Thị Lan – chuyên viên",),
    )
    page = browser.page(GENERAL)
    for shown in ('value="12/10/2026"', 'value="party" checked', "Kế hoạch số 79-KH/HU\nThể lệ hội thi"):
        assert shown in page


def test_saving_what_is_there_already_writes_nothing(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    send(browser)
    before = hall.seq
    assert send(browser, command_id="g2").status_code == 303
    assert hall.seq == before


def test_nonsense_stays_beside_its_field_and_stores_nothing(hall: Hall) -> None:
    hall.with_contest()
    answer = send(hall.organizer(), title=" ", held_on="31/02/2026", body="x" * 301, mcs="một\nhai")
    assert answer.status_code == 422
    for name in ("title", "held_on", "body"):
        assert f'data-testid="error-{name}"' in answer.text
    assert ">một\nhai</textarea>" in answer.text
    assert hall.state.about == About()


def test_after_the_start_the_rest_changes_and_the_title_does_not(hall: Hall) -> None:
    hall.running()
    title = hall.state.title
    browser = hall.organizer()
    assert 'name="title"' not in browser.page(GENERAL)
    assert send(browser, place="Hội trường B").status_code == 303
    assert (hall.state.title, hall.state.place) == (title, "Hội trường B")


def test_the_secretary_describes_and_renames_nothing(hall: Hall) -> None:
    hall.with_contest()
    title = hall.state.title
    assert send(hall.role("secretary")).status_code == 303
    assert (hall.state.title, hall.state.about.body) == (title, "Đảng ủy xã Hương Sơn")
    assert hall.role("head_judge").get(GENERAL).status_code == 403


def test_two_desks_see_each_others_words_before_either_is_overwritten(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    old = seen(browser)
    hall.does("secretary", c.DescribeContest, place="Sân vận động")
    answer = send(browser, seen=old)
    assert answer.status_code == 422
    assert "Người kia ghi: “Sân vận động”" in answer.text
    assert 'value="Nhà văn hóa xã"' in answer.text
    assert hall.state.place == "Sân vận động"
    now = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert now
    assert send(browser, seen=now[1]).status_code == 303
    assert hall.state.place == "Nhà văn hóa xã"


def test_the_list_of_contests_follows_a_new_day_and_place(hall: Hall) -> None:
    hall.with_contest()
    send(hall.organizer())
    row = hall.parts.scorekeeper.contests()[0]
    assert (row.place, row.held_on) == ("Nhà văn hóa xã", "2026-10-12")


def test_the_overview_names_what_is_not_written_yet(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    assert 'data-testid="check-general" data-state="optional"' in browser.page(SETUP)
    send(browser, organizing_committee="Nguyễn Thị Hoa – Trưởng ban")
    assert 'data-testid="check-general" data-state="done"' in browser.page(SETUP)


def test_the_words_of_the_papers_ask_for_nothing_that_was_written_here(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    general = set(re.findall(r'name="(\w+)"', browser.page(GENERAL)))
    papers = set(re.findall(r'name="(\w+)"', browser.page(f"/organizer/contests/{CONTEST}/papers/words")))
    assert general & papers <= {"csrf_token", "viewport", "parent_body"}
    send(browser)
    words = browser.page(f"/organizer/contests/{CONTEST}/papers/words")
    assert 'value="ĐẢNG ỦY XÃ HƯƠNG SƠN"' in words  # what the contest knows stands above the minutes by itself


def test_a_store_that_takes_nothing_keeps_what_was_typed_on_the_page(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    form = {"command_id": "g1", "seen": seen(browser)} | TYPED
    hall.parts.scorekeeper.stop()
    answer = browser.post(GENERAL, form)
    assert answer.status_code == 422
    assert 'value="Đảng ủy xã Hương Sơn"' in answer.text
    assert 'data-testid="problem"' in answer.text
