"""What goes wrong at a desk in a real browser: a double click, two tabs, "back", a session that ends in mid-form, a
press while the page is drawn anew."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.faults.tokens import tokens_of
from tests.journeys import evening
from tests.journeys.conftest import Hall
from tests.journeys.people import SOON_MS
from tests.live.line import connected

SETUP = f"/organizer/contests/{evening.CONTEST}/setup"


def opens_penalty(page: Page, points: str, reason: str) -> None:
    """Types a penalty and does not press yet."""
    button = page.get_by_test_id("act-give_penalty").first
    for closed in page.locator("details:not([open])").filter(has=button).all():
        closed.locator("> summary").click()
    form = page.locator('form[action$="/give_penalty"]').first
    form.locator('[name="points"]').fill(points)
    form.locator('[name="reason"]').fill(reason)


def confirms(page: Page, clicks: int = 1) -> None:
    page.locator('form[action$="/give_penalty"]').first.get_by_test_id("act-give_penalty").click(click_count=clicks)


def typed(page: Page) -> list[str]:
    form = page.locator('form[action$="/give_penalty"]').first
    return [form.locator(f'[name="{name}"]').input_value() for name in ("points", "reason")]


def test_nothing_is_lost_and_nothing_doubled_by_clicks_tabs_back_and_an_ended_session(hall: Hall) -> None:
    entry = next(iter(evening.TEAMS))
    director, desk = hall.organizer(), hall.desk("secretary")
    director.does("open_round", round="greeting")
    director.does("call_performance", round="greeting", entry=entry)
    page, penalties = desk.page, desk.page.get_by_test_id("act-withdraw_penalty")
    expect(page.get_by_test_id("ask-give_penalty")).to_be_attached()
    tab = page.context.new_page()
    tab.goto(page.url)

    opens_penalty(page, "1", "quá giờ")
    opens_penalty(tab, "1,5", "quá giờ, lần đầu")
    confirms(page, clicks=2)
    desk.is_told("done")
    expect(penalties).to_have_count(1)  # a double click is one penalty

    confirms(tab)
    expect(tab.get_by_test_id("toast").last).to_contain_text("Chưa ghi gì")
    assert typed(tab) == ["1,5", "quá giờ, lần đầu"]
    expect(penalties).to_have_count(1)

    page.evaluate(
        "panels => { for (let n = 0; n < 9; n++) fetch(panels) }", tab.locator("#desk").get_attribute("data-panels")
    )
    tab.context.clear_cookies()  # and what the other tab fetches at this moment does not bring them back
    confirms(tab)
    expect(tab.get_by_test_id("toast").last).to_contain_text("Phiên làm việc đã hết")
    assert typed(tab) == ["1,5", "quá giờ, lần đầu"]
    page.goto(hall.address(hall.links["secretary"]))  # in again by the card, in the other tab
    page.wait_for_url("**/organizer/contests/**")
    confirms(tab)
    expect(tab.get_by_test_id("toast").last).to_contain_text("Trang đã cũ")
    assert typed(tab) == ["1,5", "quá giờ, lần đầu"]
    confirms(tab)  # a second press after having read what happened meanwhile is a decision
    expect(tab.get_by_test_id("toast").last).to_have_attribute("data-kind", "done")
    expect(penalties).to_have_count(2)

    page.goto(hall.address(f"{SETUP}/teams"))
    page.get_by_label("Tên đội").fill("Xã Mới")
    page.get_by_test_id("save-team").click(click_count=2)
    expect(page.get_by_test_id("team-xa-moi")).to_be_visible()
    page.go_back()
    expect(page.get_by_test_id("team-xa-moi")).to_have_count(1)  # "back" shows what is stored, not the old page
    assert page.get_by_label("Tên đội").input_value() == ""
    assert page.locator('[data-testid^="team-xa-moi"]').count() == 1
    assert hall.errors == []


def test_a_desk_says_when_it_is_shown_nothing_more_and_lives_again_with_who_comes_back(hall: Hall) -> None:
    first, second = list(evening.TEAMS)[:2]
    director, desk = hall.organizer(), hall.desk("secretary")
    director.does("open_round", round="greeting")
    page, out, away = desk.page, desk.page.locator(".when-signed-out"), desk.page.locator(".when-turned-away")
    tab = page.context.new_page()
    tab.goto(page.url)

    tab.get_by_test_id("sign-out-button").click()
    expect(out).to_be_visible(timeout=SOON_MS)
    tab.goto(hall.address(hall.links["secretary"]))
    tab.wait_for_url("**/organizer/contests/**")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(out).to_be_hidden(timeout=SOON_MS)
    director.does("call_performance", round="greeting", entry=first)
    desk.performance_is("greeting", first, "on_stage")

    tab.goto(hall.address(hall.links["announcer"]))
    tab.wait_for_url("**/announcer")
    expect(away).to_be_visible(timeout=SOON_MS)
    tab.goto(hall.address(hall.links["secretary"]))
    tab.wait_for_url("**/organizer/contests/**")
    expect(away).to_be_hidden(timeout=SOON_MS)
    director.does("close_performance", round="greeting", entry=first, reason="diễn thử")
    director.does("call_performance", round="greeting", entry=second)
    desk.performance_is("greeting", second, "on_stage")
    assert hall.errors == []


def test_a_press_is_not_lost_because_a_sheet_came_in_under_it(hall: Hall) -> None:
    entry = next(iter(evening.TEAMS))
    desk = hall.organizer()
    desk.does("open_round", round="greeting")
    desk.does("call_performance", round="greeting", entry=entry)
    mouse, box = desk.page.mouse, desk.sees("act-start_timer", entry=entry).bounding_box()
    assert box
    mouse.move(box["x"] + 5, box["y"] + 5)
    mouse.down()
    token = tokens_of(hall.server.folder, evening.CONTEST)["j1"]
    with connected(hall.server, {"contest": evening.CONTEST, "token": token}) as line:
        marks = {"content": "7", "form": "5"}
        assert "receipt" in line.command("submit_sheet", round="greeting", entry=entry, base=0, marks=marks)
        desk.page.wait_for_timeout(1_000)  # longer than a page takes to show what changed
        mouse.up()
        desk.judge_is("j1", "handed_in")
    desk.is_told("done")
    expect(desk.sees("act-stop_timer", entry=entry)).to_be_visible()
    assert hall.errors == []


def test_a_desk_whose_fetch_was_lost_asks_again(hall: Hall) -> None:
    """The socket said that something changed, and may say nothing more for minutes."""
    first = next(iter(evening.TEAMS))
    director, desk = hall.organizer(), hall.desk("secretary")
    director.does("open_round", round="greeting")
    desk.page.wait_for_timeout(1000)  # the news of that is there
    lost: list[str] = []

    def loses(route: Route) -> None:
        lost.append(route.request.url)
        route.abort("connectionreset")

    desk.page.route("**/panels*", loses, times=1)
    director.does("call_performance", round="greeting", entry=first)
    desk.performance_is("greeting", first, "on_stage")
    assert lost
    assert hall.errors == []


def test_late_answers_do_not_lead_away_from_what_the_person_looks_at(hall: Hall) -> None:
    """On a bad line a press could land on another team than the one that was chosen last."""
    third, first, second = list(evening.TEAMS)[:3]
    director, desk = hall.organizer(), hall.desk("secretary")
    director.does("open_round", round="greeting")
    director.does("call_performance", round="greeting", entry=third)
    desk.performance_is("greeting", third, "on_stage")
    page, chosen = desk.page, desk.page.locator('#panel-order a[aria-current="true"]')
    held: list[Route] = []

    def holds(route: Route) -> None:
        held.append(route)

    page.route(f"**/panels?round=greeting&entry={first}", holds, times=1)
    desk.sees(f"performance-greeting-{first}").locator("a").first.click()
    page.wait_for_timeout(300)
    desk.sees(f"performance-greeting-{second}").locator("a").first.click()
    expect(chosen).to_contain_text(evening.TEAMS[second], timeout=SOON_MS)
    held.pop().continue_()
    page.wait_for_timeout(1000)
    expect(chosen).to_contain_text(evening.TEAMS[second])
    assert page.url.endswith(f"entry={second}")

    desk.sees(f"performance-greeting-{third}").locator("a").first.click()
    expect(chosen).to_contain_text(evening.TEAMS[third], timeout=SOON_MS)
    page.route("**/acts/give_penalty", holds, times=1)
    opens_penalty(page, "1", "quá giờ")
    confirms(page)
    page.wait_for_timeout(300)
    desk.sees(f"performance-greeting-{second}").locator("a").first.click()
    expect(chosen).to_contain_text(evening.TEAMS[second], timeout=SOON_MS)
    page.evaluate(
        """() => {
          window.drawn = []
          const chosen = () => document.querySelector('#panel-order a[aria-current="true"]')?.innerText
          new MutationObserver(() => drawn.push(chosen()))
            .observe(document.getElementById('desk'), { childList: true, subtree: true })
        }"""
    )
    held.pop().continue_()
    desk.is_told("done")
    page.wait_for_timeout(1000)
    drawn = page.evaluate("drawn")
    assert all(evening.TEAMS[second] in text for text in drawn), drawn
    assert hall.errors == []
