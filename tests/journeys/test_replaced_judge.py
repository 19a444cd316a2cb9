"""A judge leaves in the middle of a round: the organizer replaces them on the page, and the round goes on."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import evening
from tests.journeys.conftest import TABLET, Hall
from tests.journeys.people import SOON_MS, Desk, Judge


def test_a_judge_is_replaced_in_the_middle_of_a_round(hall: Hall) -> None:
    (first, first_name), (second, second_name) = list(evening.TEAMS.items())[:2]
    desk, leaver = hall.organizer(), hall.judge("j3")
    desk.does("open_round", round="greeting")
    desk.does("call_performance", round="greeting", entry=first)
    leaver.judges(first_name, content="8", form="5")
    desk.does("close_performance", reason="thử máy", round="greeting", entry=first)
    desk.does("call_performance", round="greeting", entry=second)
    leaver.is_shown(second_name)

    people = Desk(desk.page.context.new_page())
    people.page.goto(hall.address(f"/organizer/contests/{evening.CONTEST}/people"))
    expect(people.sees("person-j3")).to_contain_text("giữ ghế", timeout=SOON_MS)
    expect(people.sees("acts-j3")).to_contain_text("vẫn tính cho 1 đội đã chấm")
    people.sees("acts-j3").get_by_test_id("ask-replace_judge").click()
    people.sees("acts-j3").locator('[name="name"]').fill("Ngô Thị Sáu")
    people.does("replace_judge", reason="đau bụng", judge="j3")
    people.is_told("done")

    expect(leaver.sees("seat-handed-over")).to_contain_text("Ngô Thị Sáu", timeout=SOON_MS)
    expect(leaver.sees(f"sheet-row-greeting-{first}")).to_have_attribute("data-state", "saved")
    expect(leaver.sees(f"sheet-row-greeting-{second}")).to_have_count(0)

    people.sees("acts-j6").get_by_role("link").first.click()
    card = people.sees("link-judge-j6").locator(".address a")
    expect(card).to_be_visible()
    successor = Judge(hall.page(TABLET, has_touch=True))
    successor.page.goto(hall.address(str(card.get_attribute("href"))))
    successor.judges(second_name, content="9", form="6")

    desk.judge_is("j6", "handed_in")
    expect(desk.sees("judge-tile-j3")).to_have_count(0)
