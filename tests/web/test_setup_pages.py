"""Setting up by pages: a new contest, a copy, teams, judges, orders, the start; twice is once, stale is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from contest_app.contest import commands as c
from contest_app.contest.state import State
from tests.web.hall import Browser, Hall, toast

SETUP = "/organizer/contests/demo/setup"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.stop()


def hidden(page: str, name: str) -> str:
    """A hidden field of a page's form."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def send(browser: Browser, path: str, **fields: Any) -> TestResponse:
    return browser.post(path, {"command_id": "c1", **fields})


def a_new_contest(browser: Browser, **fields: Any) -> TestResponse:
    form = {"start": "template:district", "title": "Hội thi “Dân vận khéo” Đào Xá", "held_on": "12/10/2026"} | fields
    return send(browser, "/organizer/new", **form)


def state_of(hall: Hall, contest: str) -> State:
    snapshot = hall.parts.scorekeeper.snapshot(contest)
    assert snapshot is not None
    return snapshot.state


# --- a new contest ----------------------------------------------------------------------------------------------------


def test_a_contest_is_made_from_a_template_with_an_address_of_its_title(hall: Hall) -> None:
    answer = a_new_contest(hall.organizer(), place="Nhà văn hóa xã")
    assert answer.status_code == 303
    assert answer.location == "/organizer/contests/hoi-thi-dan-van-kheo-dao-xa/setup"
    state = state_of(hall, "hoi-thi-dan-van-kheo-dao-xa")
    assert (state.title, state.place, state.held_on) == (
        "Hội thi “Dân vận khéo” Đào Xá",
        "Nhà văn hóa xã",
        "2026-10-12",
    )
    assert len(state.rulebook.rounds) == 4


def test_the_same_form_twice_makes_one_contest_and_the_same_title_another(hall: Hall) -> None:
    browser = hall.organizer()
    assert a_new_contest(browser).location == a_new_contest(browser).location
    assert len(hall.parts.scorekeeper.contests()) == 1
    assert a_new_contest(browser, command_id="c2").location.endswith("-dao-xa-2/setup")


def test_a_form_with_nonsense_keeps_what_was_typed_and_says_everything_at_once(hall: Hall) -> None:
    answer = a_new_contest(hall.organizer(), title=" ", held_on="31/02/2026", contest="Đào Xá", place="Sân vận động")
    assert answer.status_code == 422
    for name in ("title", "held_on", "contest"):
        assert f'data-testid="error-{name}"' in answer.text
    assert 'value="Sân vận động"' in answer.text
    assert hall.parts.scorekeeper.contests() == []


def test_an_address_that_is_taken_is_said(hall: Hall) -> None:
    hall.with_contest()
    assert 'data-testid="error-contest"' in a_new_contest(hall.organizer(), contest="demo").text


def test_a_copy_takes_the_rule_book_and_the_judges_and_nothing_else(hall: Hall) -> None:
    hall.running().judged("7", "11")
    browser = hall.organizer()
    assert a_new_contest(browser, start="contest:demo", contest="copy", with_judges="1").status_code == 303
    copy = state_of(hall, "copy")
    assert copy.judges == hall.state.judges
    assert copy.record.head_judge == hall.state.record.head_judge
    assert (len(copy.entries), copy.phase) == (0, "setup")
    assert [r.id for r in copy.rulebook.rounds] == [r.id for r in hall.state.rulebook.rounds]
    assert a_new_contest(browser, start="contest:demo", contest="bare").status_code == 303
    assert len(state_of(hall, "bare").judges) == 0


def test_templates_are_called_suggestions(hall: Hall) -> None:
    page = hall.organizer().page("/organizer/new")
    assert page.count("gợi ý") >= 3
    assert "Tiểu phẩm" in page


# --- who may ----------------------------------------------------------------------------------------------------------

PAGES = ["", "/teams", "/judges", "/order", "/teams/import", "/rules", "/rules/yaml", "/rules/print"]
ORGANIZERS_ONLY = {"/rules", "/rules/yaml"}


@pytest.mark.parametrize("page", PAGES)
def test_setup_pages_open_for_organizer_and_secretary_only(hall: Hall, page: str) -> None:
    hall.with_contest()
    assert hall.organizer().get(SETUP + page).status_code == 200
    assert hall.role("secretary").get(SETUP + page).status_code == (403 if page in ORGANIZERS_ONLY else 200)
    assert hall.role("announcer").get(SETUP + page).status_code == 403
    assert hall.browser().get(SETUP + page).status_code == 302


def test_the_secretary_enters_teams_but_appoints_no_judge_and_starts_nothing(hall: Hall) -> None:
    hall.with_contest()
    secretary = hall.role("secretary")
    assert send(secretary, f"{SETUP}/teams", number="9", name="Xã Kha Sơn").status_code == 303
    for path in ("/judges", "/judges/remove", "/start", "/rules", "/rules/yaml"):
        assert send(secretary, SETUP + path, number="9", name="Lan").status_code == 403
    assert send(secretary, "/organizer/new", title="x").status_code == 403


def test_a_form_without_its_token_stores_nothing(hall: Hall) -> None:
    hall.with_contest(entries=1)
    answer = hall.organizer().client.post(f"{SETUP}/teams", data={"number": "9", "name": "Kha Sơn"})
    assert (answer.status_code, len(hall.state.entries)) == (400, 1)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_reads_in_both_languages_without_script_of_its_own(hall: Hall, lang: str) -> None:
    hall.with_contest()
    for page in [f"{SETUP}{page}" for page in PAGES] + ["/organizer/new"]:
        text = hall.organizer().page(f"{page}?lang={lang}")
        assert f'<html lang="{lang}">' in text
        assert not re.search(r"<script(?![^>]*src)|\son\w+=|style=", text), page


# --- teams ------------------------------------------------------------------------------------------------------------


def test_a_team_is_added_with_its_members_one_a_line(hall: Hall) -> None:
    hall.with_contest(entries=1)
    fields = {
        "name": "Xã  Úc Kỳ",
        "unit": "Khối Dân vận",
        "captain": "Lê Thị Thu",
        "members": "Lê Thị Thu\r\n\r\nHồ Văn Đức",
    }
    browser = hall.organizer()
    assert send(browser, f"{SETUP}/teams", number="5", **fields).status_code == 303
    assert send(browser, f"{SETUP}/teams", number="5", **fields).status_code == 303
    entry = hall.state.entries["xa-uc-ky"]
    assert (entry.number, entry.name, entry.members) == (5, "Xã Úc Kỳ", ("Lê Thị Thu", "Hồ Văn Đức"))
    assert len(hall.state.entries) == 2


def test_nonsense_in_a_team_stays_on_the_page_beside_its_cure(hall: Hall) -> None:
    hall.with_contest(entries=1)
    answer = send(hall.organizer(), f"{SETUP}/teams", number="năm", name="", unit="Khối Dân vận", members="Lê Thị Thu")
    assert answer.status_code == 422
    for kept in ('value="năm"', 'value="Khối Dân vận"', ">Lê Thị Thu</textarea>", "error-number", "error-name"):
        assert kept in answer.text
    taken = send(hall.organizer(), f"{SETUP}/teams", number="1", name="Xã Kha Sơn")
    assert (taken.status_code, 'value="Xã Kha Sơn"' in taken.text) == (422, True)


def test_a_stale_form_never_overwrites_what_another_desk_wrote(hall: Hall) -> None:
    hall.with_contest(entries=1)
    browser = hall.organizer()
    seen = hidden(browser.page(f"{SETUP}/teams?edit=e1"), "seen")
    hall.does("secretary", c.RegisterEntry, entry="e1", number=1, name="Tên mới")
    answer = send(browser, f"{SETUP}/teams", entry="e1", seen=seen, number="1", name="Tên của tôi")
    assert answer.status_code == 422
    assert "Tên mới" in answer.text
    assert hall.state.entries["e1"].name == "Tên mới"
    again = hidden(answer.text, "seen")
    assert send(browser, f"{SETUP}/teams", entry="e1", seen=again, number="1", name="Tên của tôi").status_code == 303
    assert hall.state.entries["e1"].name == "Tên của tôi"


def test_a_team_is_removed_before_the_start_and_not_after(hall: Hall) -> None:
    hall.with_contest(entries=2)
    browser = hall.organizer()
    send(browser, f"{SETUP}/teams/remove", entry="e2")
    assert tuple(hall.state.entries) == ("e1",)
    hall.does("organizer", c.StartContest)
    assert "remove-e1" not in browser.page(f"{SETUP}/teams")
    answer = browser.post(f"{SETUP}/teams/remove", {"command_id": "c2", "entry": "e1"}, follow_redirects=True)
    assert toast(answer)[0] == "refused"


# --- judges -----------------------------------------------------------------------------------------------------------


def test_judges_are_appointed_and_the_first_is_offered_as_head(hall: Hall) -> None:
    hall.with_contest(judges=0)
    browser = hall.organizer()
    assert re.search(r'name="is_head" value="1" checked', browser.page(f"{SETUP}/judges"))
    for number, head in ((1, "1"), (2, "")):
        answer = send(browser, f"{SETUP}/judges", number=str(number), name=f"Giám khảo {number}", is_head=head)
        assert answer.status_code == 303
    assert [(j.id, j.is_head) for j in map(hall.state.judges.__getitem__, hall.state.judge_order)] == [
        ("j1", True),
        ("j2", False),
    ]


@pytest.mark.parametrize("number", ["0", "-1", "10000", "một"])
def test_a_judges_number_is_refused_at_its_field(hall: Hall, number: str) -> None:
    hall.with_contest(judges=1)
    answer = send(hall.organizer(), f"{SETUP}/judges", number=number, name="Lê Thị Thu", unit="MTTQ")
    assert answer.status_code == 422
    assert "error-number" in answer.text
    assert 'value="MTTQ"' in answer.text


def test_a_removed_judges_card_lets_nobody_in_and_its_id_is_not_given_again(hall: Hall) -> None:
    hall.with_contest(judges=2)
    browser = hall.organizer()
    tokens = {link.seat.judge: link.token for link in hall.parts.accounts.links.of("demo")}
    send(browser, f"{SETUP}/judges/remove", judge="j2")
    assert tuple(hall.state.judges) == ("j1",)
    assert hall.parts.accounts.links.resolve(tokens["j2"]) is None
    assert hall.browser().get(f"/judge/{tokens['j2']}").status_code == 404


# --- the running order ------------------------------------------------------------------------------------------------


def order_form(browser: Browser, round_id: str = "greeting") -> dict[str, str]:
    page = browser.page(f"{SETUP}/order")
    section = page.split(f'data-testid="order-{round_id}"')[1]
    return {"round": round_id, "seen": hidden(section, "seen")}


def test_an_order_is_typed_from_the_paper_draw_or_taken_by_number(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    assert send(browser, f"{SETUP}/order", order="3, 1 02", do="typed", **order_form(browser)).status_code == 303
    assert hall.state.order_of("greeting") == ("e3", "e1", "e2")
    send(browser, f"{SETUP}/order", do="by_number", **order_form(browser))
    assert hall.state.order_of("greeting") == ("e1", "e2", "e3")


def test_adding_whom_somebody_else_added_meanwhile_overwrites_nothing(hall: Hall) -> None:
    hall.with_contest(entries=1)
    hall.does(
        "organizer", c.RegisterEntry, entry="xa-a", number=2, name="Xã A", captain="Lê Thị Nụ", members=("Lê Thị Nụ",)
    )
    judge = hall.state.judges["j1"]
    browser = hall.organizer()
    team = {"number": "2", "name": "Xã A", "captain": "", "members": ""}
    answer = send(browser, f"{SETUP}/teams", command_id="c1", **team)
    assert answer.status_code == 422
    assert "Số 2 đã thuộc về Xã A" in answer.text
    assert hall.state.entries["xa-a"].members == ("Lê Thị Nụ",)
    answer = send(browser, f"{SETUP}/judges", command_id="c2", number=str(judge.number), name=judge.name)
    assert answer.status_code == 422
    assert hall.state.judges["j1"] == judge

    again = {"number": "3", "name": "Xã B"}
    for _ in range(2):  # a double click, though, is done once
        assert send(browser, f"{SETUP}/teams", command_id="c3", **again).status_code == 303
    assert [entry.name for entry in hall.state.entries.values()].count("Xã B") == 1


def test_an_order_that_names_somebody_twice_or_not_at_all_is_refused_by_name(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    answer = send(browser, f"{SETUP}/order", order="3 3 9", do="typed", **order_form(browser))
    assert answer.status_code == 422
    assert "9?, 3 × 2, – 1, – 2" in answer.text
    assert 'value="3 3 9"' in answer.text


def test_an_order_set_meanwhile_is_not_overwritten(hall: Hall) -> None:
    hall.with_contest(entries=3)
    browser = hall.organizer()
    form = order_form(browser)
    hall.does("secretary", c.SetRunningOrder, round="greeting", order=("e2", "e1", "e3"))
    assert send(browser, f"{SETUP}/order", order="3 2 1", do="typed", **form).status_code == 422
    assert hall.state.order_of("greeting") == ("e2", "e1", "e3")
    assert send(browser, f"{SETUP}/order", round="nope", order="1").status_code == 404


# --- the start --------------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_starts_when_nothing_is(hall: Hall) -> None:
    hall.with_contest(judges=0, entries=0)
    browser = hall.organizer()
    page = browser.page(SETUP)
    assert 'data-testid="check-teams" data-state="missing"' in page
    assert 'data-testid="check-judges" data-state="missing"' in page
    assert re.search(r'data-testid="start-button" disabled', page)
    refused = browser.post(f"{SETUP}/start", {"command_id": "c1"}, follow_redirects=True)
    assert toast(refused)[0] == "refused"
    hall.does("organizer", c.RegisterEntry, entry="e1", number=1, name="Xã Đào Xá")
    for number in (1, 2, 3):
        hall.does("organizer", c.AppointJudge, judge=f"j{number}", number=number, name="Lan")
    assert not re.search(r'data-testid="start-button" disabled', browser.page(SETUP))
    assert send(browser, f"{SETUP}/start").location.endswith("/organizer/contests/demo")
    assert hall.state.phase == "running"
    assert 'data-testid="pinned"' in browser.page(SETUP)
