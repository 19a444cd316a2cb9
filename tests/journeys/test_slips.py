"""Slips of the finger on a judge's tablet: what nobody meant must not happen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import evening
from tests.journeys.conftest import PHONE, TABLET, Hall
from tests.journeys.people import Judge


def marking(hall: Hall, size: dict[str, int]) -> Judge:
    """A judge whose sheet is marked and not handed in."""
    entry, name = next(iter(evening.TEAMS.items()))
    desk, tablet = hall.organizer(), hall.judge("j1", size)
    desk.does("open_round", round="greeting")
    desk.does("call_performance", round="greeting", entry=entry)
    tablet.is_shown(name)
    tablet.marks(content="8,5", form="4")
    return tablet


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_the_second_tap_of_a_double_tap_answers_no_question(hall: Hall, size: dict[str, int]) -> None:
    tablet = marking(hall, size)

    submit = tablet.sees("submit").bounding_box()
    assert submit is not None
    middle = submit["x"] + submit["width"] / 2, submit["y"] + submit["height"] / 2
    tablet.page.touchscreen.tap(*middle)
    tablet.page.touchscreen.tap(*middle)

    expect(tablet.sees("confirm-submit")).to_be_enabled()  # the question still stands, and may be answered by now
    tablet.state_is("draft")
    tablet.sees("confirm-submit").click()
    tablet.state_is("saved")


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_a_double_tap_marks_nothing_but_what_was_tapped(hall: Hall, size: dict[str, int]) -> None:
    tablet = marking(hall, size)

    # Both lie on what is shown next: a mark under the pad that it opens, a pick over the steps that it uncovers.
    for mark in ("content", "form"):
        twice(tablet, tablet.sees(f"mark-{mark}"))
        expect(tablet.sees("pad-value")).to_have_value({"content": "8,5", "form": "4"}[mark])
        tablet.sees("pad-back-out").click()
    for pick in ("pick-8", "pick-7.5", "pick-7", "pick-6.5", "pick-6", "pick-5.5"):
        tablet.sees("mark-form").click()
        twice(tablet, tablet.sees(pick))
        expect(tablet.sees("pad-value")).to_be_hidden()
        expect(tablet.sees("mark-content")).to_have_text("8,5")
        expect(tablet.sees("mark-form")).to_have_text(pick.removeprefix("pick-").replace(".", ","))

    tablet.page.wait_for_timeout(500)  # the same control twice, by and by, is two steps
    twice(tablet, tablet.sees("minus-form"))
    expect(tablet.sees("mark-form")).to_have_text("4,5")


def test_on_a_small_phone_the_question_begins_with_its_team_and_every_pick_can_be_hit(hall: Hall) -> None:
    entry, name = next(iter(evening.TEAMS.items()))
    desk, phone = hall.organizer(), hall.judge("j1", {"width": 320, "height": 568})
    desk.does("open_round", round="greeting")
    desk.does("call_performance", round="greeting", entry=entry)
    phone.is_shown(name)
    phone.sees("mark-content").click()
    expect(phone.sees("pad-ok")).to_be_in_viewport(ratio=1)
    for pick in phone.page.locator(".pick").all():
        assert (pick.bounding_box() or {"width": 0})["width"] >= 40
    phone.sees("pad-back-out").click()
    phone.marks(content="1", form="1")
    phone.page.set_viewport_size({"width": 320, "height": 300})
    phone.sees("submit").click()
    expect(phone.sees("confirm-submit")).to_be_enabled()
    expect(phone.sees("confirm-back")).to_be_focused()
    expect(phone.page.get_by_role("dialog").get_by_role("heading")).to_be_in_viewport(ratio=1)


def twice(tablet: Judge, target: Locator) -> None:
    """Taps as an unsteady hand does: twice at the same place."""
    box = target.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tablet.page.touchscreen.tap(*middle)
    tablet.page.touchscreen.tap(*middle)
