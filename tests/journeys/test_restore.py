"""A laptop dies and a backup takes its place: tablets and wall go on by themselves, and no mark is typed twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from contest_app.contest.record import Record
from tests.journeys import evening
from tests.journeys.conftest import Hall
from tests.journeys.people import SOON_MS
from tests.serving import run_cli

(FIRST, FIRST_NAME), *_ = evening.TEAMS.items()


@pytest.mark.timeout(240)
def test_a_restored_evening_goes_on_and_lost_sheets_need_no_keying(hall: Hall, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first, second, wall, desk = hall.judge("j1"), hall.judge("j2"), hall.wall(), hall.organizer()
    desk.does("open_round", round="greeting")
    desk.does("call_performance", round="greeting", entry=FIRST)
    first.judges(FIRST_NAME, content="9", form="4")
    second.is_shown(FIRST_NAME)

    desk.sees("account").click()
    desk.sees("safety-net").click()
    desk.page.get_by_label("Thư mục sao lưu trên máy chủ").fill(str(stick))
    desk.sees("save-folder").click()
    expect(desk.sees("last-backup")).to_contain_text("đã mở ra kiểm tra, đúng", timeout=SOON_MS)

    second.judges(FIRST_NAME, content="8,5", form="3")  # after the backup
    wall.counts_sheets("2/5")
    hall.server.kill()
    restored = run_cli("restore", str(stick), "--data", str(hall.server.folder), "--replace")
    assert restored.returncode == 0, restored.stderr
    hall.server.start()

    wall.counts_sheets("1/5")  # by itself, though the restored journal counts from an older line
    first.state_is("saved")
    notice = second.page.locator('[data-testid="notice"][data-kind="restored"]')
    expect(notice).to_contain_text(FIRST_NAME, timeout=SOON_MS)
    expect(second.sees("mark-content")).to_have_text("8,5")
    second.state_is("draft")
    second.hands_in()
    second.state_is("saved")
    expect(notice).to_have_count(0)
    wall.counts_sheets("2/5")

    hall.leave()
    assert hall.errors == []
    assert hall.server.stop() == 0
    assert _marks(evening.read(hall.server.folder).record) == {
        "j1": {"content": "9", "form": "4"},
        "j2": {"content": "8.5", "form": "3"},
    }


def _marks(record: Record) -> dict[str, dict[str, str]]:
    sheets = record.performances["greeting", FIRST].sheets
    return {judge: {name: f"{float(mark):g}" for name, mark in sheet.marks.items()} for judge, sheet in sheets.items()}
