"""The safety net's page, and the alarm that every desk shows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from contest_app.safety.copying import backups_in
from tests.serving import wait_until
from tests.web.hall import CONTEST, Hall

PAGE = "/organizer/safety"


def choose(hall: Hall, stick: Path) -> None:
    answer = hall.organizer().post(f"{PAGE}/folder", {"folder": str(stick)})
    assert answer.status_code == 303, answer.text
    wait_until(lambda: hall.parts.backups.status.last and not hall.parts.backups.status.is_running, "the first backup")


def test_a_folder_is_chosen_and_the_page_says_what_was_made(hall: Hall, stick: Path) -> None:
    choose(hall, stick)
    page = hall.organizer().page(PAGE)

    assert str(backups_in(stick)[0]) in page
    assert "đã mở ra kiểm tra, đúng" in page
    assert 'data-testid="same-disk"' in page  # the test's stick lies beside the data


@pytest.mark.parametrize("typed", ["", "usb", "../usb", "/no/such/folder", "/a\0b", "x" * 3000])
def test_a_folder_that_cannot_be_is_refused_at_the_field(hall: Hall, typed: str) -> None:
    answer = hall.organizer().post(f"{PAGE}/folder", {"folder": typed})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert hall.parts.backups.status.folder == ""


def test_back_up_now_makes_one_more(hall: Hall, stick: Path) -> None:
    choose(hall, stick)
    assert hall.organizer().post(f"{PAGE}/now").status_code == 303

    wait_until(lambda: len(backups_in(stick)) == 2, "the second backup")


def test_giving_backups_up_keeps_those_that_were_made(hall: Hall, stick: Path) -> None:
    choose(hall, stick)
    hall.organizer().post(f"{PAGE}/folder", {"folder": str(stick), "give_up": "1"})

    assert hall.parts.backups.status.folder == ""
    assert len(backups_in(stick)) == 1


@pytest.mark.parametrize("role", ["director", "secretary", "announcer"])
@pytest.mark.parametrize("path", ["", "/status", "/doctor"])
def test_only_organizers_see_the_page(hall: Hall, role: str, path: str) -> None:
    assert hall.role(role).get(PAGE + path).status_code == 403
    assert hall.browser().get(PAGE + path).status_code == 302


def test_nobody_else_chooses_a_folder(hall: Hall, stick: Path) -> None:
    for path in ("folder", "now"):
        assert hall.role("director").post(f"{PAGE}/{path}", {"folder": str(stick)}).status_code == 403
    assert list(stick.iterdir()) == []


# --- the alarm --------------------------------------------------------------------------------------------------------


def test_every_desk_says_that_there_is_no_backup(hall: Hall, stick: Path) -> None:
    choose(hall, stick)
    assert "backup-alarm" in hall.role("director").page()
    assert "Sao lưu hỏng" not in hall.role("director").page()

    shutil.rmtree(stick)
    hall.parts.backups.begin()
    wait_until(lambda: hall.parts.backups.status.alarm, "the alarm")

    for role in ("organizer", "director", "secretary"):
        page = hall.role(role).page()
        assert "Sao lưu hỏng" in page
        assert str(stick) in page
    assert "Sao lưu hỏng" not in hall.role("announcer").page(f"/organizer/contests/{CONTEST}/announcer")


def test_a_desk_that_says_it_already_is_told_nothing_new(hall: Hall, stick: Path) -> None:
    choose(hall, stick)
    director = hall.role("director")
    said = re.search(r'said=([^"&]+)"', director.page())
    assert said
    assert director.get(f"{PAGE}/alarm?said={said[1]}").status_code == 204

    shutil.rmtree(stick)
    hall.parts.backups.begin()
    wait_until(lambda: hall.parts.backups.status.alarm, "the alarm")
    answer = director.get(f"{PAGE}/alarm?said={said[1]}")

    assert answer.status_code == 200
    assert "Sao lưu hỏng" in answer.text


def test_the_public_hears_of_no_alarm(hall: Hall) -> None:
    assert hall.browser().get(f"{PAGE}/alarm").status_code == 204
    assert hall.role("announcer").get(f"{PAGE}/alarm").status_code == 204


# --- the doctor -------------------------------------------------------------------------------------------------------


def test_the_doctor_has_a_page_in_both_languages(hall: Hall) -> None:
    organizer = hall.organizer()
    page = organizer.page(f"{PAGE}/doctor")

    assert page.count('data-testid="finding"') >= 9
    assert "SQLite" in page
    assert "Data folder" in organizer.page(f"{PAGE}/doctor?lang=en")
