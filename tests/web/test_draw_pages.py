"""Drawing lots by pages: sealed, a word, turn by turn; nothing leaks early, twice is once, and anybody can check it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from contest_app.accounts.settings import stored_settings
from contest_app.contest import commands as c
from contest_app.contest.lots import drawn_order, is_secret
from contest_app.contest.state import Draw
from contest_app.web.draw.check import shown_draw
from tests.web.hall import Browser, Hall

DRAW = "/organizer/contests/demo/draw"
ORDER = "/organizer/contests/demo/setup/order"
CHECK = "/contests/demo/draws"
# Everything anybody can fetch without a link, and what people at the desk and the announcer read.
PUBLIC = [CHECK, "/contests/demo/board.json", "/display/demo", "/", "/healthz"]
INSIDE = [
    "",
    "/draw",
    "/draw/panels",
    "/setup/order",
    "/setup",
    "/announcer",
    "/announcer/panels",
    "/panels",
    "/journal",
    "/papers",
]


def draw_of(hall: Hall) -> Draw:
    draw = hall.state.last_draw
    assert draw is not None
    return draw


def send(browser: Browser, path: str, **fields: Any) -> TestResponse:
    return browser.post(DRAW + path, {"command_id": "c1", **fields})


def begin(hall: Hall, *rounds: str, **fields: Any) -> str:
    """Seals a draw by the page; the secret, as the store keeps it."""
    answer = send(hall.organizer(), "/begin", rounds=[*(rounds or ("greeting", "skit"))], **fields)
    assert answer.status_code == 303, answer.text
    secret: str | None = hall.parts.accounts.sealed.secret_of("demo", draw_of(hall).seal)
    assert secret is not None
    return secret


def call(hall: Hall, word: str) -> None:
    assert send(hall.organizer(), "/word", draw=draw_of(hall).draw, word=word).status_code == 303


def open_turns(hall: Hall, upto: int) -> TestResponse:
    return send(hall.organizer(), "/open", draw=draw_of(hall).draw, upto=upto)


def kept_secrets(hall: Hall) -> list[str]:
    stored = hall.parts.scorekeeper.read(stored_settings)
    return [value for name, value in stored.items() if name.startswith("draw/")]


def everything(hall: Hall) -> Iterator[tuple[str, str]]:
    """What every door tells now, with the door."""
    nobody, organizer = hall.browser(), hall.organizer()
    yield from ((path, nobody.get(path).text) for path in PUBLIC)
    yield from ((path, organizer.get(f"/organizer/contests/demo{path}").text) for path in INSIDE)
    yield "/announcer by link", hall.role("announcer").get("/organizer/contests/demo/announcer").text
    for topic in ("stage", "board"):
        yield topic, hall.parts.announcer.value("demo", topic).body.decode()


# --- the course of it -------------------------------------------------------------------------------------------------


def test_a_draw_goes_from_the_seal_to_the_running_order(hall: Hall) -> None:
    hall.with_contest(entries=4)
    secret = begin(hall)
    assert is_secret(secret)
    call(hall, "  hoa   sen ")
    order = drawn_order(secret, "hoa sen", {f"e{n}": n for n in range(1, 5)})
    for upto in (1, 2):
        assert open_turns(hall, upto).status_code == 303
    assert hall.state.order_of("greeting") == ("e1", "e2", "e3", "e4")
    open_turns(hall, 4)
    assert hall.state.order_of("greeting") == hall.state.order_of("skit") == order
    page = hall.organizer().page(DRAW)
    assert 'data-testid="draw-complete"' in page
    assert secret[:8] in page
    assert CHECK in page


def test_the_page_leads_through_the_steps(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()

    def steps() -> tuple[int, int]:
        page = browser.page(DRAW)
        return page.count('<li class="past">'), page.count('<li aria-current="step">')

    assert 'data-testid="begin-draw"' in browser.page(DRAW)
    assert steps() == (0, 1)
    begin(hall, *(round_.id for round_ in hall.state.rulebook.rounds))
    assert steps() == (1, 1)
    page = browser.page(DRAW)
    assert 'name="word"' in page
    assert draw_of(hall).seal[:8] in page
    call(hall, "8")
    page = browser.page(DRAW)
    assert 'name="upto" value="1"' in page
    assert 'name="upto" value="3"' in page
    assert page.count("chưa mở") == 3
    open_turns(hall, 2)
    page = browser.page(DRAW)
    assert 'name="upto" value="3"' in page
    assert 'data-testid="ask-open-all"' not in page
    assert steps() == (2, 1)
    open_turns(hall, 3)
    assert steps() == (3, 0)  # nothing is left to draw


def test_a_refresh_changes_nothing_until_something_happened_not_even_after_a_refusal(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()

    def digest(page: str) -> str:
        found = re.search(r'id="panel-draw" data-digest="(\w+)"', page)
        assert found, page
        return found[1]

    idle = digest(browser.page(DRAW))
    assert digest(browser.page(f"{DRAW}/panels")) == idle
    refused = send(browser, "/begin", reason="thử")
    assert refused.status_code == 422
    assert digest(refused.text) == idle
    begin(hall)
    assert digest(browser.page(f"{DRAW}/panels")) == digest(browser.page(DRAW)) != idle


def test_organizer_secretary_and_director_lead_a_draw_and_nobody_else(hall: Hall) -> None:
    hall.with_contest()
    assert [hall.role(role).get(DRAW).status_code for role in ("secretary", "director")] == [200, 200]
    for role in ("head_judge", "announcer"):
        assert hall.role(role).get(DRAW).status_code == 403
        assert send(hall.role(role), "/begin", rounds="greeting").status_code == 403
    assert hall.browser().get(DRAW).status_code == 302
    assert send(hall.role("director"), "/begin", rounds="greeting").status_code == 303
    assert "way-teams" not in hall.role("director").page(DRAW)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_step_reads_in_both_languages_without_script_of_its_own(hall: Hall, lang: str) -> None:
    hall.with_contest(entries=2)
    steps = [lambda: None, lambda: begin(hall), lambda: call(hall, "8"), lambda: open_turns(hall, 2)]
    for step in steps:
        step()
        for browser, path in ((hall.organizer(), DRAW), (hall.organizer(), ORDER), (hall.browser(), CHECK)):
            text = browser.page(f"{path}?lang={lang}")
            assert f'<html lang="{lang}">' in text
            assert not re.search(r"<script(?![^>]*src)|\son\w+=|style=", text), path


# --- secrecy ----------------------------------------------------------------------------------------------------------


def test_no_door_tells_the_secret_before_the_last_turn_nor_a_turn_that_is_closed(hall: Hall) -> None:
    hall.with_contest(entries=4)
    secret = begin(hall)
    for door, told in everything(hall):
        assert secret not in told.replace(" ", ""), door
    call(hall, "hoa sen")
    order = draw_of(hall).order
    closed = [hall.state.entries[entry].name for entry in order]
    for opened in (0, 2):
        if opened:
            open_turns(hall, opened)
        for door, told in everything(hall):
            assert secret not in told.replace(" ", ""), door
        for told in (hall.browser().page(CHECK), hall.organizer().page(DRAW)):
            drawn = told.split('data-testid="lot-' if "public-draws" in told else 'data-testid="drawn"', 1)[1]
            assert [name in drawn for name in closed] == [turn < opened for turn in range(4)]
    open_turns(hall, 4)
    told = dict(everything(hall))
    assert secret in told["stage"]
    assert secret in told[CHECK].replace(" ", "")


def test_the_secret_leaves_the_store_once_it_is_opened_or_of_no_use(hall: Hall) -> None:
    hall.with_contest(entries=2)
    begin(hall)
    assert len(kept_secrets(hall)) == 1
    call(hall, "8")
    assert kept_secrets(hall) == []
    open_turns(hall, 2)
    begin(hall, command_id="c2", reason="một đội đến muộn")
    send(hall.organizer(), "/cancel", draw=draw_of(hall).draw, reason="cúp điện")
    assert kept_secrets(hall) == []


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_the_same_form_twice_is_one_draw_one_word_and_one_turn(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    for _ in range(2):
        assert send(browser, "/begin", rounds=["greeting"]).status_code == 303
    assert len(hall.state.draws) == len(kept_secrets(hall)) == 1
    for _ in range(2):
        assert send(browser, "/word", draw=draw_of(hall).draw, word="8").status_code == 303
    for _ in range(2):
        assert send(browser, "/open", draw=draw_of(hall).draw, upto=1).status_code == 303
    assert draw_of(hall).opened == 1
    again = send(browser, "/open", command_id="c2", draw=draw_of(hall).draw, upto=1)
    assert again.status_code == 422
    assert "Lượt 1 đã mở rồi" in again.text


def test_two_desks_draw_with_one_word(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall)
    call(hall, "8")
    late = send(hall.role("secretary"), "/word", command_id="other", draw=draw_of(hall).draw, word="hoa sen")
    assert late.status_code == 422
    assert "đã qua bước đó" in late.text
    assert draw_of(hall).word == "8"


def test_nothing_chosen_and_nothing_called_is_said_and_nothing_is_stored(hall: Hall) -> None:
    hall.with_contest(entries=3)
    nothing = send(hall.organizer(), "/begin")
    assert nothing.status_code == 422
    assert "ít nhất một phần thi" in nothing.text
    assert kept_secrets(hall) == []
    begin(hall)
    empty = send(hall.organizer(), "/word", draw=draw_of(hall).draw, word="  ")
    assert empty.status_code == 422
    assert 'data-testid="problem"' in empty.text
    assert draw_of(hall).status == "sealed"
    assert send(hall.organizer(), "/open", draw="x", upto="y").status_code == 422


def test_a_round_that_was_drawn_is_drawn_again_for_a_reason_that_everybody_reads(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall)
    call(hall, "8")
    open_turns(hall, 3)
    refused = send(hall.organizer(), "/begin", command_id="c2", rounds=["greeting"])
    assert refused.status_code == 422
    assert kept_secrets(hall) == []
    begin(hall, "greeting", command_id="c3", reason="một đội chưa có mặt")
    assert "một đội chưa có mặt" in hall.browser().page(CHECK)


def test_a_list_that_changed_under_the_seal_stops_the_draw(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall)
    hall.does("secretary", c.RegisterEntry, entry="e9", number=9, name="Xã Kha Sơn")
    refused = send(hall.organizer(), "/word", draw=draw_of(hall).draw, word="8")
    assert "Danh sách đội đã thay đổi" in refused.text


def test_a_secret_that_stayed_on_another_machine_is_said_and_the_draw_can_be_cancelled(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall)
    hall.parts.accounts.sealed.forget("demo", draw_of(hall).seal)
    refused = send(hall.organizer(), "/word", draw=draw_of(hall).draw, word="8")
    assert "không giữ mã bí mật" in refused.text
    cancelled = send(hall.organizer(), "/cancel", draw=draw_of(hall).draw, reason="chuyển máy")
    assert cancelled.status_code == 303
    assert draw_of(hall).status == "cancelled"


def test_a_cancelled_draw_is_shown_to_everybody_with_its_reason_and_all_it_had_drawn(hall: Hall) -> None:
    hall.with_contest(entries=3)
    secret = begin(hall)
    call(hall, "8")
    assert send(hall.organizer(), "/cancel", draw=draw_of(hall).draw, reason=" ").status_code == 422
    send(hall.organizer(), "/cancel", command_id="c2", draw=draw_of(hall).draw, reason="đọc nhầm từ")
    assert (draw_of(hall).status, hall.state.scene.kind) == ("cancelled", "waiting")
    page = hall.browser().page(CHECK)
    assert "đọc nhầm từ" in page
    assert secret in page.replace(" ", "")
    assert 'data-agrees="yes"' in page


def test_the_wall_is_brought_back_to_the_draw(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall)
    assert "show-draw" not in hall.organizer().page(DRAW)
    hall.does("director", c.ChooseScene, scene="board")
    assert "show-draw" in hall.role("director").page(DRAW)
    assert "show-draw" not in hall.role("secretary").page(DRAW)
    assert send(hall.role("secretary"), "/show").status_code == 403
    send(hall.role("director"), "/show")
    assert hall.state.scene.kind == "draw"


def test_an_empty_contest_and_one_under_way_say_why_nothing_is_drawn(hall: Hall) -> None:
    hall.with_contest(entries=1)
    assert 'data-testid="too-few"' in hall.organizer().page(DRAW)
    assert 'data-testid="no-draws"' in hall.browser().page(CHECK)
    assert hall.browser().get("/contests/none/draws").status_code == 404


# --- checking ---------------------------------------------------------------------------------------------------------


def test_the_public_page_says_that_a_true_draw_agrees_and_a_changed_one_does_not(hall: Hall) -> None:
    hall.with_contest(entries=4)
    begin(hall)
    call(hall, "8")
    open_turns(hall, 4)
    page = hall.browser().page(CHECK)
    draw = draw_of(hall)
    assert 'data-testid="server-verdict" data-agrees="yes"' in page
    assert f'data-numbers="{" ".join(str(draw.entries[entry]) for entry in draw.order)}"' in page
    assert f"secret, word, numbers = {draw.secret!r}, &#39;8&#39;, [1, 2, 3, 4]".replace("'", "&#39;") in page
    assert shown_draw(hall.state, draw).wrong is None
    changed = replace(draw, order=(draw.order[1], draw.order[0], *draw.order[2:]))
    assert shown_draw(hall.state, changed).wrong is not None
    assert shown_draw(hall.state, replace(draw, seal="0" * 64)).wrong is not None


def test_the_sign_post_leads_to_the_check(hall: Hall) -> None:
    hall.with_contest(entries=2)
    assert CHECK in hall.browser().page("/")


def test_the_announcer_reads_each_turn_as_it_opens_and_the_orders_afterwards(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall)
    announcer = hall.role("announcer")
    page = "/organizer/contests/demo/announcer"
    assert "đọc to một từ" in announcer.page(page)
    call(hall, "8")
    open_turns(hall, 1)
    first = hall.state.entries[draw_of(hall).order[0]]
    assert f"Lượt 1: <strong>{first.name} <small>(số {first.number})</small></strong>" in announcer.page(page)
    open_turns(hall, 3)
    told = announcer.page(page)
    assert "announcer-draw" not in told
    listed = re.findall(
        r"<li>[^<]+<small>\(số (\d)\)", told.split('data-testid="announcer-order-greeting"')[1].split("</ol>")[0]
    )
    assert listed == [str(hall.state.entries[entry].number) for entry in draw_of(hall).order]


# --- lots on paper ----------------------------------------------------------------------------------------------------


def order_form(browser: Browser, round_id: str = "greeting") -> dict[str, str]:
    section = browser.page(ORDER).split(f'data-testid="order-{round_id}"')[1]
    found = re.search(r'name="seen" value="([^"]*)"', section)
    assert found
    return {"command_id": "c1", "round": round_id, "seen": found[1]}


def test_the_turn_that_each_team_drew_makes_the_order(hall: Hall) -> None:
    hall.with_contest(entries=3)
    hall.does("secretary", c.ChangeEntryStatus, entry="e2", status="withdrawn", reason="xin rút")
    browser = hall.role("secretary")
    turns = {"turn-e1": "2", "turn-e2": "", "turn-e3": "1"}
    form = order_form(browser) | {"do": "turns", "drawn_by": "Đại diện các đội"}
    assert browser.post(ORDER, form | turns).status_code == 303
    assert hall.state.order_of("greeting") == ("e3", "e1", "e2")
    source = hall.state.orders["greeting"]
    assert (source.how, source.drawn_by) == ("paper", "Đại diện các đội")
    assert "bốc thăm bằng phiếu · Đại diện các đội" in browser.page(ORDER)


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ({"turn-e1": "1", "turn-e2": "1", "turn-e3": "2"}, "2 – Xã Đào Xá (1)"),
        ({"turn-e1": "1", "turn-e2": "", "turn-e3": "2"}, "2 – Xã Đào Xá (…)"),
        ({"turn-e1": "một", "turn-e2": "1", "turn-e3": "2"}, "1 – Xã Hương Sơn (một)"),
        ({"turn-e1": "0", "turn-e2": "1", "turn-e3": "2"}, "1 – Xã Hương Sơn (0)"),
    ],
)
def test_turns_that_cannot_be_are_named_and_stay_on_the_page(hall: Hall, turns: dict[str, str], said: str) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    answer = browser.post(ORDER, order_form(browser) | {"do": "turns"} | turns)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'name="turn-e3" inputmode="numeric" size="3" maxlength="4" autocomplete="off" value="2"' in answer.text
    assert "greeting" not in hall.state.orders


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({"order": "1, 2, 3", "turn-e1": "3", "turn-e2": "2", "turn-e3": "1"}, ("e3", "e2", "e1")),
        ({"order": "2, 3, 1", "turn-e1": ""}, ("e2", "e3", "e1")),
        ({"order": "1, 2, 3", "drawn_by": "Đại diện các đội"}, None),
        ({"order": "2, 3, 1", "turn-e1": "3", "turn-e2": "2", "turn-e3": "1"}, None),
    ],
)
def test_enter_writes_down_what_was_typed_and_no_order_that_nobody_wrote(
    hall: Hall, typed: dict[str, str], order: tuple[str, ...] | None
) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    form = browser.page(ORDER).split('data-testid="order-greeting"')[1].split("</form>")[0]
    pressed = re.search(r'type="submit" name="do" value="(\w+)"', form)  # a browser's Enter presses the first
    assert pressed
    answer = browser.post(ORDER, order_form(browser) | {"do": pressed[1]} | typed)
    if order is not None:
        assert answer.status_code == 303
        assert hall.state.order_of("greeting") == order
        return
    assert answer.status_code == 422
    assert "Chưa ghi gì" in answer.text
    assert all(f'value="{text}"' in answer.text for text in typed.values())
    assert "greeting" not in hall.state.orders


def test_a_drawn_order_is_replaced_on_paper_for_a_reason_only(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall, "greeting")
    call(hall, "8")
    open_turns(hall, 3)
    browser = hall.organizer()
    form = order_form(browser) | {"do": "typed", "order": "3 2 1"}
    assert browser.post(ORDER, form).status_code == 422
    assert browser.post(ORDER, form | {"reason": "x" * 121}).status_code == 422
    assert browser.post(ORDER, form | {"reason": "bốc lại bằng phiếu"}).status_code == 303
    assert hall.state.order_of("greeting") == ("e3", "e2", "e1")


def test_while_lots_are_drawn_nobody_types_that_rounds_order(hall: Hall) -> None:
    hall.with_contest(entries=3)
    begin(hall, "greeting")
    browser = hall.organizer()
    assert "Tiếp tục bốc thăm" in browser.page(ORDER)
    refused = browser.post(ORDER, order_form(browser) | {"do": "typed", "order": "3 2 1"})
    assert "Đang bốc thăm cho: Màn chào hỏi" in refused.text
    assert browser.post(ORDER, order_form(browser, "skit") | {"do": "typed", "order": "3 2 1"}).status_code == 303
