"""Slips of the finger on a judge's tablet: what nobody meant must not happen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import evening
from tests.journeys.conftest import PHONE, TABLET, Hall


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_the_second_tap_of_a_double_tap_answers_no_question(hall: Hall, size: dict[str, int]) -> None:
    entry, name = next(iter(evening.TEAMS.items()))
    desk, tablet = hall.organizer(), hall.judge("j1", size)
    desk.does("open_round", round="greeting")
    desk.does("call_performance", round="greeting", entry=entry)
    tablet.is_shown(name)
    tablet.marks(content="8,5", form="4")

    submit = tablet.sees("submit").bounding_box()
    assert submit is not None
    middle = submit["x"] + submit["width"] / 2, submit["y"] + submit["height"] / 2
    tablet.page.touchscreen.tap(*middle)
    tablet.page.touchscreen.tap(*middle)

    expect(tablet.sees("confirm-submit")).to_be_enabled()  # the question still stands, and may be answered by now
    tablet.state_is("draft")
    tablet.sees("confirm-submit").click()
    tablet.state_is("saved")
