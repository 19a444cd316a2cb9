"""The server is killed while real pages are open: tablets, wall and desk come back without a touch, nothing is lost."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect

from tests.faults.seed import printed_seed
from tests.journeys import evening
from tests.journeys.conftest import PHONE, Hall
from tests.journeys.people import SOON_MS, Desk, Judge, Wall

ROUND = "greeting"
TEAMS = list(evening.TEAMS.items())


@pytest.mark.timeout(240)
def test_every_page_recovers_by_itself_and_nothing_is_lost(hall: Hall) -> None:
    dice = random.Random(printed_seed())
    first, second = hall.judge("j1"), hall.judge("j2", PHONE)
    wall, desk = hall.wall(), hall.organizer()
    for page in (first.page, second.page, wall.page, desk.page):
        page.evaluate("document.documentElement.dataset.loaded = 'once'")
    desk.does("open_round", round=ROUND)
    for turn, (entry, name) in enumerate(TEAMS[:2]):
        on_stage(desk, wall, entry, name)
        killed_after_a_tick(hall, first, name, dice)
        hands_in_while_the_server_is_dead(second, wall, name, dice)
        hall.server.start()
        comes_back(first, second, wall)
        killed_with_a_draft(hall, first, dice, turn)
        comes_back(first, second, wall)
    on_stage(desk, wall, *TEAMS[2])  # the desk acts on, in the page that it had open all along
    for page in (first.page, second.page, wall.page):
        assert page.evaluate("document.documentElement.dataset.loaded") == "once", "somebody had to reload"

    hall.leave()
    assert hall.server.stop() == 0
    state = evening.read(hall.server.folder)
    for entry, _ in TEAMS[:2]:
        assert set(state.record.performances[ROUND, entry].sheets) == {"j1", "j2"}
        assert state.performances[ROUND, entry].handed["j1"].revision == 2
    assert hall.errors == []


def on_stage(desk: Desk, wall: Wall, entry: str, name: str) -> None:
    desk.does("call_performance", round=ROUND, entry=entry)
    wall.names(name)


def marks(dice: random.Random) -> dict[str, str]:
    return {"content": f"{dice.randrange(1, 12)},5", "form": f"{dice.randrange(1, 8)}"}


def killed_after_a_tick(hall: Hall, judge: Judge, name: str, dice: random.Random) -> None:
    """The tablet shows that the sheet is saved; that moment the server dies."""
    judge.judges(name, **marks(dice))
    hall.server.kill()
    judge.line_is("offline")


def hands_in_while_the_server_is_dead(judge: Judge, wall: Wall, name: str, dice: random.Random) -> None:
    """The tablet goes on and says that it waits; the wall keeps its picture and says that it is old."""
    judge.is_shown(name)
    judge.marks(**marks(dice))
    judge.hands_in()
    judge.state_is("waiting")
    expect(wall.page.get_by_test_id("stale-badge")).to_be_visible(timeout=SOON_MS)
    wall.names(name)


def killed_with_a_draft(hall: Hall, judge: Judge, dice: random.Random, turn: int) -> None:
    """A correction is half typed when the server dies and comes back; it is there, and is handed in."""
    judge.sees("edit-sheet").click()
    judge.marks(content=f"{turn},5")
    hall.server.kill()
    judge.line_is("offline")
    hall.server.start()
    judge.line_is("online")
    expect(judge.sees("mark-content")).to_have_text(f"{turn},5")
    judge.marks(form=f"{dice.randrange(1, 8)}")
    judge.hands_in()
    judge.state_is("saved")


def comes_back(first: Judge, second: Judge, wall: Wall) -> None:
    """Nobody touches anything: both sheets are saved and the wall counts them."""
    for judge in (first, second):
        judge.line_is("online")
        judge.state_is("saved")
    wall.counts_sheets("2/5")
    expect(wall.page.get_by_test_id("stale-badge")).to_be_hidden(timeout=SOON_MS)
