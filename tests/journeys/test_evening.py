"""An evening: desk, wall and five tablets go through two rounds with six teams; a line is cut, a tablet reloaded."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import evening
from tests.journeys.conftest import PHONE, TABLET, Hall
from tests.journeys.people import SOON_MS, Desk, Judge, Wall

TEAMS = list(evening.TEAMS.items())


@pytest.mark.timeout(360)  # sixty sheets by hand, in seven browsers on two cores
def test_two_rounds_are_judged_with_a_line_cut_and_a_tablet_reloaded(hall: Hall) -> None:
    cut = hall.line()
    tablets = [hall.judge(f"j{n}", PHONE if n == 5 else TABLET, cut if n == 3 else None) for n in range(1, 6)]
    wall, desk = hall.wall(), hall.organizer()
    wall.shows("waiting")

    desk.does("open_round", round="greeting")
    for turn, (entry, name) in enumerate(TEAMS):
        on_stage(desk, wall, "greeting", entry, name)
        for n, tablet in enumerate(tablets, 1):
            content, form = f"{8 + turn // 2},5", f"{3 + (n + turn) % 4}"
            if n == 3 and turn == 2:
                judges_while_cut_off(tablet, cut.cut, name, content, form)
            elif n == 2 and turn == 3:
                reloads_with_a_draft(tablet, name, content, form)
            else:
                tablet.judges(name, content=content, form=form)
        if turn == 2:
            wall.counts_sheets("4/5")
            cut.mend()
            tablets[2].state_is("saved")
        wall.counts_sheets("Cả 5 giám khảo")
        close(desk, "greeting", entry)
        desk.does("publish_performance", round="greeting", entry=entry)
    desk.does("close_round", round="greeting")

    desk.does("open_round", round="skit")
    for turn, (entry, name) in enumerate(TEAMS):
        on_stage(desk, wall, "skit", entry, name)
        for n, tablet in enumerate(tablets, 1):
            tablet.judges(name, story=f"{9 - turn}", acting=f"{6 + n % 3}")
        close(desk, "skit", entry)
    desk.does("close_round", round="skit")
    desk.does("decide_contest")
    desk.does("announce_results")
    wall.shows("board")
    expect(wall.page.get_by_test_id("board-status")).to_have_attribute("data-status", "final", timeout=SOON_MS)

    hall.leave()
    assert hall.server.stop() == 0
    state = evening.read(hall.server.folder)
    sheets = [sheet for figures in state.record.performances.values() for sheet in figures.sheets.values()]
    assert len(sheets) == 2 * 6 * 5
    assert state.phase == "announced"
    held = state.record.performances["greeting", "tan-khanh"].sheets["j3"].marks
    assert {criterion: str(mark) for criterion, mark in held.items()} == {"content": "19/2", "form": "4"}
    assert hall.errors == []


def on_stage(desk: Desk, wall: Wall, round_id: str, entry: str, name: str) -> None:
    desk.does("call_performance", round=round_id, entry=entry)
    wall.shows("on_stage")
    wall.names(name)


def close(desk: Desk, round_id: str, entry: str) -> None:
    for n in range(1, 6):
        desk.judge_is(f"j{n}", "handed_in")
    desk.does("close_performance", round=round_id, entry=entry)
    desk.performance_is(round_id, entry, "closed")


def judges_while_cut_off(tablet: Judge, cut_line: object, name: str, content: str, form: str) -> None:
    """The line breaks before the first mark; the judge goes on and hands in, and the tablet says that it waits."""
    tablet.is_shown(name)
    cut_line()  # type: ignore[operator]
    tablet.line_is("offline")
    tablet.marks(content=content, form=form)
    tablet.hands_in()
    tablet.state_is("waiting")


def reloads_with_a_draft(tablet: Judge, name: str, content: str, form: str) -> None:
    """Half a sheet, then a reload: the draft is still there."""
    tablet.is_shown(name)
    tablet.marks(content=content)
    tablet.page.reload()
    tablet.is_shown(name)
    expect(tablet.sees("mark-content")).to_have_text(content, timeout=SOON_MS)
    tablet.marks(form=form)
    tablet.hands_in()
    tablet.state_is("saved")
