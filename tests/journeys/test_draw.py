"""Lots are drawn by keyboard from a page to the wall, and a visitor's own browser computes them again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import evening
from tests.journeys.conftest import PHONE, Hall
from tests.journeys.people import SOON_MS


def test_lots_go_from_the_page_to_the_wall_and_a_visitor_computes_them_again(hall: Hall) -> None:
    wall, desk = hall.wall(), hall.desk("secretary")
    page = desk.page
    desk.sees("to-draw").click()
    other = hall.desk("director").page  # keeps up by itself
    other.goto(page.url)
    expect(other.get_by_test_id("begin-draw")).to_be_visible(timeout=SOON_MS)
    page.get_by_test_id("begin-draw").press("Enter")
    expect(other.locator("#word")).to_be_visible(timeout=SOON_MS)
    wall.shows("draw")
    seal = wall.page.get_by_test_id("seal")
    expect(seal).to_be_visible(timeout=SOON_MS)
    sealed = (seal.text_content() or "").replace(" ", "")

    expect(page.locator("#word")).to_be_focused(timeout=SOON_MS)
    page.keyboard.type("hoa sen")
    page.keyboard.press("Enter")
    for turn in range(1, 3):
        button = page.get_by_test_id("open-next")
        expect(button).to_have_text(f"Mở lượt {turn}", timeout=SOON_MS)
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        expect(wall.page.get_by_test_id("draw")).to_have_attribute("data-shown", str(turn), timeout=SOON_MS)
        expect(other.get_by_test_id("open-next")).to_have_text(f"Mở lượt {turn + 1}", timeout=SOON_MS)
    expect(wall.page.get_by_test_id("turn-3")).to_have_attribute("data-entry", "")
    page.get_by_test_id("ask-open-all").press("Enter")
    page.get_by_test_id("open-all").press("Enter")
    expect(wall.page.get_by_test_id("proof")).to_be_visible(timeout=SOON_MS)
    expect(other.get_by_test_id("draw-complete")).to_be_visible(timeout=SOON_MS)
    drawn = [wall.page.get_by_test_id(f"turn-{turn}").get_attribute("data-entry") for turn in range(1, 7)]

    visitor = hall.page(PHONE)
    visitor.goto(hall.address(f"/contests/{evening.CONTEST}/draws"))
    expect(visitor.get_by_test_id("own-verdict")).to_be_visible(timeout=SOON_MS)
    assert sealed in (visitor.locator(".proof-of-draw").text_content() or "").replace(" ", "")
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out on a phone"

    hall.leave()
    assert hall.server.stop() == 0
    state = evening.read(hall.server.folder)
    assert list(state.order_of("greeting")) == list(state.order_of("skit")) == drawn
    assert hall.errors == []
