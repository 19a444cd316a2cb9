"""Conflicts of interest on a page: who marks whom, what may be changed, and what is worth a second look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from tests.web.hall import CONTEST, Browser, Hall, toast

CONFLICTS = f"/organizer/contests/{CONTEST}/conflicts"
PAIR = {"judge": "j3", "entry": "e1"}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "data")
    yield hall
    hall.stop()


def states(page: str) -> dict[tuple[str, str], str]:
    found = re.findall(r'data-testid="cell-(j\d)-(e\d)" data-state="(\w+)"', page)
    return {(judge, entry): state for judge, entry, state in found}


def send(browser: Browser, kind: str, **fields: str) -> tuple[str, str]:
    answer = browser.post(
        f"{CONFLICTS}/acts/{kind}", {"command_id": f"x-{kind}", **PAIR, **fields}, follow_redirects=True
    )
    return toast(answer)


def test_a_conflict_is_recorded_with_its_reason_before_the_start_and_taken_back(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    assert set(states(browser.page(CONFLICTS)).values()) == {"marks"}
    page = browser.page(f"{CONFLICTS}?judge=j3&entry=e1")
    assert "Ghi GK 3 – Lê Thị Thu tránh chấm đội 1 – Xã Hương Sơn" in page
    assert send(browser, "recuse_judge", reason="cùng xã") == (
        "done",
        "✓ Đã làm: GK 3 – Lê Thị Thu không chấm đội 1 – Xã Hương Sơn.",
    )
    page = browser.page(CONFLICTS)
    assert states(page)["j3", "e1"] == "recused"
    assert ": cùng xã</li>" in page
    assert send(browser, "withdraw_recusal", reason="nhầm")[0] == "done"
    assert states(browser.page(CONFLICTS))["j3", "e1"] == "marks"


def test_a_conflict_is_recorded_while_the_contest_runs_unless_a_sheet_is_in(hall: Hall) -> None:
    hall.running().called("e1").marked("j3", "7", "11")
    browser = hall.organizer()
    assert states(browser.page(CONFLICTS))["j3", "e1"] == "handed_in"
    assert "không ghi tránh chấm được nữa" in browser.page(f"{CONFLICTS}?judge=j3&entry=e1")
    assert send(browser, "recuse_judge", reason="cùng xã")[0] == "refused"
    assert send(browser, "recuse_judge", reason="cùng xã", entry="e2")[0] == "done"
    assert hall.state.panel_of(("greeting", "e2")) == ("j1", "j2")


def test_a_reason_is_asked_of_the_desk(hall: Hall) -> None:
    hall.with_contest()
    assert send(hall.organizer(), "recuse_judge", reason=" ") == (
        "refused",
        "! Không làm được: Việc này cần ghi rõ lý do.",
    )


def test_a_judge_of_the_entrys_own_unit_is_suggested(hall: Hall) -> None:
    hall.with_contest()
    hall.does("organizer", c.AppointJudge, judge="j2", number=2, name="Trần Văn Bình", unit="UBND huyện")
    hall.does("organizer", c.AppointJudge, judge="j3", number=3, name="Lê Thị Thu", unit="xã Hương Sơn")
    browser = hall.organizer()
    page = browser.page(CONFLICTS)
    (suggested,) = re.findall(r'data-testid="suggested">(.*?)</section>', page, re.DOTALL)
    assert suggested.count("<li>") == 1
    assert "judge=j3&amp;entry=e1" in suggested
    send(browser, "recuse_judge", reason="cùng xã")
    assert 'data-testid="suggested"' not in browser.page(CONFLICTS)


def test_what_taking_it_back_would_do_is_said(hall: Hall) -> None:
    hall.running(missing={"policy": "drop_judge_for_round"})
    hall.does("organizer", c.RecuseJudge, **PAIR, reason="cùng xã").called("e1").marked("j1", "7", "11").marked(
        "j2", "7", "11"
    )
    hall.does("director", c.ClosePerformance, round="greeting", entry="e1")
    page = hall.organizer().page(f"{CONFLICTS}?judge=j3&entry=e1")
    assert "điểm của giám khảo ở phần thi đó sẽ không tính cho đội nào" in page


def test_organizer_and_head_judge_change_it_and_the_others_look(hall: Hall) -> None:
    hall.running()
    for role in ("director", "secretary"):
        browser = hall.role(role)
        page = browser.page(f"{CONFLICTS}?judge=j3&entry=e1")
        assert states(page)["j3", "e1"] == "marks"
        assert "act-recuse_judge" not in page
        assert send(browser, "recuse_judge", reason="cùng xã")[0] == "refused"
    assert send(hall.role("head_judge"), "recuse_judge", reason="cùng xã")[0] == "done"
    assert hall.organizer().post(f"{CONFLICTS}/acts/announce_results", {}).status_code == 404


def test_the_tile_and_the_tablet_read_that_the_judge_stands_aside(hall: Hall) -> None:
    hall.running().does("organizer", c.RecuseJudge, **PAIR, reason="cùng xã").called("e1")
    page = hall.organizer().page()
    tile = re.search(r'data-testid="judge-tile-j3" data-state="recused".*?</li>', page, re.DOTALL)
    assert tile
    assert "Tránh chấm" in tile[0]
    assert "0/2 phiếu đã nộp" in page
