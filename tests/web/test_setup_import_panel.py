"""Importing the panel by pages: looked at first, then judges, secretariat and MCs at once, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from tests.importing.lists import as_csv, by_hand, by_openpyxl, by_xlsxwriter
from tests.importing.test_panel import LIST
from tests.web.hall import Hall, toast
from tests.web.test_setup_import import confirm, pasted, uploaded

JUDGES = "/organizer/contests/demo/setup/judges"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made.with_contest(judges=0, entries=1)
    made.stop()


def panel(hall: Hall) -> list[tuple[str, int, str, bool]]:
    judges = [hall.state.judges[judge] for judge in hall.state.judge_order]
    return [(judge.id, judge.number, judge.name, judge.is_head) for judge in judges]


IMPORTED = [("j1", 1, "Lê Thị Thu", True), ("j2", 2, "Dương Văn Hùng", False), ("j3", 3, "Ngô Thị Thúy", False)]


def test_a_workbook_is_looked_at_first_and_then_appointed(hall: Hall) -> None:
    browser = hall.organizer()
    assert 'data-testid="import-link"' in browser.page(JUDGES)
    preview = uploaded(browser, by_xlsxwriter(LIST), at=JUDGES)
    assert (preview.status_code, panel(hall)) == (200, [])
    assert 'data-testid="line-5" data-does="new" data-office="secretary"' in preview.text
    answer = browser.get(confirm(browser, preview, JUDGES).location)
    assert toast(answer) == ("done", "✓ Đã làm: Đã nhập danh sách: thêm 5 người.")
    assert panel(hall) == IMPORTED
    about = hall.state.about
    assert (about.secretary, about.mcs) == ("Hồ Văn Đức", ("Đỗ Thị Mai",))


def test_each_judge_of_the_list_has_a_card_of_their_own(hall: Hall) -> None:
    browser = hall.organizer()
    confirm(browser, uploaded(browser, by_openpyxl(LIST), at=JUDGES), JUDGES)
    page = browser.page("/organizer/contests/demo/links")
    assert {link.seat.judge for link in hall.parts.accounts.links.of("demo")} >= {"j1", "j2", "j3"}
    assert "Ngô Thị Thúy" in page


def test_the_same_preview_sent_twice_or_from_two_tabs_is_done_once(hall: Hall) -> None:
    browser = hall.organizer()
    first, second = (pasted(browser, as_csv(LIST, "\t"), JUDGES) for _ in range(2))
    assert confirm(browser, first, JUDGES).status_code == 303
    seq = hall.seq
    for again in (first, second):
        assert confirm(browser, again, JUDGES).status_code == 303
    assert (hall.seq, panel(hall)) == (seq, IMPORTED)


def test_one_bad_row_and_nobody_is_appointed(hall: Hall) -> None:
    browser = hall.organizer()
    rows = [*LIST[:3], (2, "DƯƠNG VĂN HÙNG", "", "", "Giám khảo"), (9, "Vũ Anh", "", "", "Bảo vệ"), (0, "", "", "", "")]
    preview = uploaded(browser, by_openpyxl(rows), at=JUDGES)
    assert 'data-problems="4"' in preview.text
    for row in (4, 5, 6):
        assert f'data-testid="row-problem-{row}"' in preview.text
    assert "import-button" not in preview.text
    assert confirm(browser, preview, JUDGES, list="[]").status_code == 303
    assert panel(hall) == []


def test_problems_are_said_in_english_too(hall: Hall) -> None:
    browser = hall.organizer()
    browser.client.set_cookie("lang", "en")
    preview = pasted(browser, "Full name\tRole\nLan\tguard", JUDGES)
    assert "column B: “guard” is no role that is known here. <em>Cure: write one of" in preview.text


def test_a_preview_that_was_overtaken_is_shown_anew_instead_of_carried_out(hall: Hall) -> None:
    browser = hall.organizer()
    preview = pasted(browser, as_csv(LIST, "\t"), JUDGES)
    hall.does("organizer", c.AppointJudge, judge="j7", number=9, name="Lê Thị Thu", is_head=True)
    answer = confirm(browser, preview, JUDGES)
    assert (answer.status_code, len(panel(hall))) == (409, 1)
    assert 'data-does="changed" data-office="head"' in answer.text
    assert confirm(browser, answer, JUDGES).status_code == 303
    assert ("j7", 1, "Lê Thị Thu", True) in panel(hall)


def test_only_the_organizers_import_judges_and_only_before_the_start(hall: Hall) -> None:
    secretary = hall.role("secretary")
    assert secretary.get(f"{JUDGES}/import").status_code == 403
    assert pasted(secretary, as_csv(LIST, "\t"), JUDGES).status_code == 403
    browser = hall.organizer()
    preview = pasted(browser, as_csv(LIST, "\t"), JUDGES)
    for judge, number, name in (("j1", 1, "Lê Thị Thu"), ("j2", 7, "Phạm Hà")):
        hall.does("organizer", c.AppointJudge, judge=judge, number=number, name=name)
    hall.does("organizer", c.StartContest)
    assert "import-link" not in browser.page(JUDGES)
    assert 'data-testid="preview-button"' not in browser.page(f"{JUDGES}/import")
    late = confirm(browser, confirm(browser, preview, JUDGES), JUDGES)
    assert (late.status_code, len(panel(hall))) == (422, 2)


@pytest.mark.parametrize(
    "content", ["", "{", "[[1]]", '[[1,"",["judge"],null,""]]', '[[1,"A",[],1,""]]', '[[1,"A",["judge"],"1",""]]']
)
def test_a_preview_that_somebody_wrote_themselves_is_refused(hall: Hall, content: str) -> None:
    browser = hall.organizer()
    answer = browser.post(f"{JUDGES}/import", {"command_id": "c1", "list": content}, follow_redirects=True)
    assert toast(answer)[0] == "refused"
    assert panel(hall) == []


def test_five_megabytes_of_pictures_are_taken_and_what_is_no_list_is_answered_in_words(hall: Hall) -> None:
    browser = hall.organizer()
    noise = bytes(range(256)) * 20_000
    assert uploaded(browser, by_hand(LIST, extra={"xl/media/image1.png": noise}), at=JUDGES).status_code == 200
    assert uploaded(browser, b"\0" * 26_000_000, at=JUDGES).status_code == 413
    answer = uploaded(browser, b"\xd0\xcf\x11\xe0" + b"\0" * 900, at=JUDGES)
    assert answer.status_code == 422
    assert ".xls" in re.search(r'data-testid="problem">(.*?)</p>', answer.text, re.DOTALL)[1]  # type: ignore[index]


def test_samples_are_given_as_files_that_import_without_a_problem(hall: Hall) -> None:
    browser = hall.organizer()
    for kind in ("xlsx", "csv"):
        sample = browser.get(f"{JUDGES}/sample.{kind}")
        assert f"ban-giam-khao-mau.{kind}" in sample.headers["Content-Disposition"]
        assert 'data-problems="0"' in uploaded(browser, sample.data, f"mau.{kind}", JUDGES).text
    assert browser.get(f"{JUDGES}/sample.doc").status_code == 404
