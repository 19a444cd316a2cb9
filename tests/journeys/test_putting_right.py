"""A tablet is dead, and a button was the wrong one: put right at the desk, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys import evening
from tests.journeys.conftest import Hall
from tests.journeys.people import SOON_MS, Desk

AT = {"round": "greeting", "entry": "huong-son"}


def _types(desk: Desk, who: str, *marks: str, total: str) -> None:
    """Types the sheet of judge 2 by keyboard alone, as it stands on the paper: Enter leads on."""
    desk.sees("type-j2").click()
    expect(desk.page.locator("#mark-content")).to_be_focused()
    for mark in marks:
        desk.page.keyboard.type(mark)
        desk.page.keyboard.press("Enter")
    desk.page.keyboard.type(total)
    expect(desk.sees("sum")).to_contain_text("✓")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type(who)
    desk.page.keyboard.press("Enter")


def test_a_paper_sheet_is_typed_twice_and_a_wrong_call_taken_back(hall: Hall) -> None:
    first, second = hall.desk("secretary"), hall.desk("secretary")
    director, tablet = hall.desk("director"), hall.judge("j2")
    director.does("open_round", round="greeting")
    director.page.goto(f"{director.page.url}?round=greeting&entry=dao-xa")
    director.does("call_performance", round="greeting", entry="dao-xa")
    tablet.is_shown(evening.TEAMS["dao-xa"])
    director.sees("recent").click()
    director.does("undo", reason="gọi nhầm đội")
    director.is_told("done")
    director.does("call_performance", **AT)
    tablet.is_shown(evening.TEAMS["huong-son"])

    for desk in (first, second):  # the desks follow a moment after the tablet
        expect(desk.sees("type-paper")).to_have_attribute("href", re.compile("/huong-son$"), timeout=SOON_MS)
    first.sees("type-paper").click()
    _types(first, "Lan", "8,5", "4", total="12,5")
    expect(first.sees("paper-j2")).to_have_attribute("data-state", "waits")
    expect(director.sees("on-paper")).to_be_visible(timeout=SOON_MS)
    tablet.state_is("open")
    second.sees("type-paper").click()
    _types(second, "Bình", "8,5", "3,5", total="12")
    expect(second.sees("problem")).to_contain_text("Hai lần nhập khác nhau ở: Hình thức")
    second.page.locator("#mark-form").fill("4")
    second.page.locator("#total").fill("12,5")
    second.sees("save-reading").click()
    expect(second.sees("paper-j2")).to_have_attribute("data-state", "paper")
    tablet.state_is("saved")
    expect(tablet.sees("sheet-state")).to_contain_text("nhập từ phiếu giấy")
