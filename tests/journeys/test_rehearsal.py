"""A rehearsal: the same cards and the same wall lead into it and out again, and nobody has to touch anything."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.journeys import evening
from tests.journeys.conftest import Hall
from tests.journeys.people import SOON_MS, Desk
from tests.serving import running_server

REHEARSAL = f"{evening.CONTEST}-tong-duyet"
FIRST, NAME = next(iter(evening.TEAMS.items()))


def test_tablets_and_walls_go_into_the_rehearsal_and_back_by_themselves(chromium: Browser, tmp_path: Path) -> None:
    evening.prepare(tmp_path / "data", is_started=False)
    with running_server(tmp_path / "data", command="serve") as server:
        hall = Hall(chromium, server)
        judge, wall, desk = hall.judge("j1"), hall.wall(), hall.organizer()
        beside = desk.page.context.new_page()  # the wall on the second screen of the organizer's own laptop
        beside.goto(wall.page.url)
        walls_and_tablets = (judge.page, wall.page, beside)
        expect(wall.page.get_by_test_id("rehearsal")).to_have_count(0)

        desk.page.goto(hall.address(f"/organizer/contests/{evening.CONTEST}/setup"))
        desk.page.get_by_test_id("begin-rehearsal").click()
        desk.page.wait_for_url(f"**/{REHEARSAL}")
        expect(desk.page.get_by_test_id("rehearsal-strip")).to_be_visible()
        for page in walls_and_tablets:
            expect(page.get_by_test_id("rehearsal")).to_be_visible(timeout=SOON_MS)

        at_desk = Desk(desk.page)
        at_desk.does("open_round", round="greeting")
        at_desk.does("call_performance", entry=FIRST)
        wall.names(NAME)
        judge.judges(NAME, content="7,5", form="5")
        at_desk.judge_is("j1", "handed_in")

        desk.page.goto(hall.address(f"/organizer/contests/{REHEARSAL}/setup"))
        desk.page.get_by_test_id("ask-end-rehearsal").click()
        desk.page.get_by_test_id("end-rehearsal").click()
        desk.page.wait_for_url(f"**/{evening.CONTEST}/setup")
        for page in walls_and_tablets:
            expect(page.get_by_test_id("rehearsal")).to_have_count(0, timeout=SOON_MS)
        wall.shows("waiting")
        assert hall.errors == []
        hall.leave()
    state = evening.read(tmp_path / "data")
    assert (state.phase, len(state.record.performances)) == ("setup", 0)
