"""The cards: one for everybody who comes in, printable one by one, renewed once however often the form is sent."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest_app.accounts.links import LINK_ROLES, Link, Seat
from contest_app.contest import commands as c
from tests.serving import wait_until
from tests.web.hall import CONTEST, Browser, Hall, toast

LINKS = f"/organizer/contests/{CONTEST}/links"
J3 = Seat(CONTEST, "judge", "j3")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path / "data")
    hall.running()
    yield hall
    hall.stop()


def link_of(hall: Hall, seat: Seat = J3) -> Link:
    return next(link for link in hall.parts.accounts.links.of(CONTEST, with_revoked=True) if link.seat == seat)


def keys(text: str) -> list[str]:
    return re.findall(r'<section class="card-with-acts" data-testid="link-([\w-]+)"', text)


def form_of(browser: Browser, act: str, key: str) -> dict[str, str]:
    """The hidden fields of a card's form, as the page holds them now."""
    page = browser.page(LINKS)
    form = re.search(rf'action="{LINKS}/{act}">((?:(?!</form>).)*data-testid="{act}-{key}")', page, re.DOTALL)
    assert form, (act, key)
    return dict(re.findall(r'name="(card|mark)" value="([^"]*)"', form[1]))


def test_every_role_and_every_judge_has_a_card_with_number_name_and_address(hall: Hall) -> None:
    page = hall.organizer().page(LINKS)
    assert keys(page) == [*LINK_ROLES, "judge-j1", "judge-j2", "judge-j3"]
    for number, name in ((1, "Nguyễn Thị Hoa"), (2, "Trần Văn Bình"), (3, "Lê Thị Thu")):
        assert f"<h3>Giám khảo {number}</h3>" in page
        assert f'<p class="name">{name}</p>' in page
    assert f"/judge/{link_of(hall).token}</a>" in page
    assert page.count(f'<p class="contest">{html.escape(hall.state.title).replace("&quot;", "&#34;")}</p>') == len(
        keys(page)
    )
    assert page.count("cùng mạng Wi-Fi") == len(keys(page))


def test_one_card_is_printed_alone(hall: Hall) -> None:
    browser = hall.organizer()
    assert keys(browser.page(f"{LINKS}?card=judge-j3")) == ["judge-j3"]
    assert browser.get(f"{LINKS}?card=judge-j9").status_code == 404


def test_a_renewed_card_is_shown_alone_and_the_old_one_opens_nothing(hall: Hall) -> None:
    browser, old = hall.organizer(), link_of(hall)
    answer = browser.post(f"{LINKS}/renew", form_of(browser, "renew", "judge-j3"), follow_redirects=True)
    assert toast(answer)[0] == "done"
    assert "thẻ mới cho Giám khảo 3 – Lê Thị Thu" in toast(answer)[1]
    assert keys(answer.text) == ["judge-j3"]
    assert 'data-testid="renewed-judge-j3"' in answer.text
    assert 'data-testid="renewed-judge-j2"' not in browser.page(LINKS)
    assert hall.parts.accounts.links.resolve(old.token) is None
    assert browser.get(f"/judge/{old.token}").status_code == 404
    assert browser.get(f"/judge/{link_of(hall).token}").status_code == 200


def test_the_same_form_twice_renews_once(hall: Hall) -> None:
    browser = hall.organizer()
    form = form_of(browser, "renew", "judge-j3")
    browser.post(f"{LINKS}/renew", form)
    after = link_of(hall)
    answer = browser.post(f"{LINKS}/renew", form, follow_redirects=True)
    assert link_of(hall) == after
    assert after.renewed == 1
    assert "đã được đổi rồi" in toast(answer)[1]


def test_a_revoked_card_lets_nobody_in_is_not_printed_and_can_be_given_anew(hall: Hall) -> None:
    browser, old = hall.organizer(), link_of(hall)
    answer = browser.post(f"{LINKS}/revoke", form_of(browser, "revoke", "judge-j3"), follow_redirects=True)
    assert "Đã thu hồi thẻ của Giám khảo 3" in toast(answer)[1]
    assert browser.get(f"/judge/{old.token}").status_code == 404
    assert old.token not in answer.text
    hall.does("organizer", c.AppointJudge, judge="j4", number=4, name="Phạm Văn Dũng")
    assert "Thẻ đã thu hồi" in browser.page(LINKS)  # nothing gives it back by itself
    browser.post(f"{LINKS}/renew", form_of(browser, "renew", "judge-j3"))
    assert hall.parts.accounts.links.resolve(link_of(hall).token) == J3


def test_a_form_that_is_old_revokes_no_card_it_did_not_show(hall: Hall) -> None:
    browser = hall.organizer()
    form = form_of(browser, "revoke", "judge-j3")
    browser.post(f"{LINKS}/renew", form_of(browser, "renew", "judge-j3"))
    answer = browser.post(f"{LINKS}/revoke", form, follow_redirects=True)
    assert toast(answer)[0] == "refused"
    assert not link_of(hall).is_revoked


def test_the_wifi_stands_on_the_cards_once_somebody_typed_it(hall: Hall) -> None:
    browser = hall.organizer()
    assert "1. Vào mạng" not in browser.page(LINKS)
    browser.post(f"{LINKS}/wifi", {"wifi_name": "HoiThi", "wifi_password": 'a;b"c'})
    page = browser.page(LINKS)
    assert page.count("1. Vào mạng") == len(keys(page))
    assert "Wi-Fi: <strong>HoiThi</strong>" in page
    browser.post(f"{LINKS}/wifi", {"wifi_name": "", "wifi_password": "x"})
    assert "1. Vào mạng" not in browser.page(LINKS)
    assert toast(browser.post(f"{LINKS}/wifi", {"wifi_name": "x" * 64}, follow_redirects=True))[0] == "refused"


def test_who_left_has_no_card_to_print_and_the_successor_has(hall: Hall) -> None:
    browser = hall.organizer()
    hall.does("organizer", c.ReplaceJudge, judge="j3", successor="j4", number=4, name="Ngô Thị Sáu", reason="ốm")
    page = browser.page(LINKS)
    assert keys(page) == [*LINK_ROLES, "judge-j1", "judge-j2", "judge-j4"]
    assert "Thẻ của người đã thôi chấm" in page
    assert browser.get(f"/judge/{link_of(hall).token}").status_code == 200  # it still says who took over
    form = form_of(browser, "renew", "judge-j4") | {"card": "judge-j3", "mark": link_of(hall).mark}
    old = link_of(hall)
    browser.post(f"{LINKS}/renew", form)
    assert link_of(hall) == old  # no new card for somebody who has left
    browser.post(f"{LINKS}/revoke", form_of(browser, "revoke", "judge-j3"))
    assert "Thẻ của người đã thôi chấm" not in browser.page(LINKS)


def test_with_the_head_judge_the_link_of_the_head_judges_desk_changes(hall: Hall) -> None:
    seat = Seat(CONTEST, "head_judge")
    old = link_of(hall, seat)
    hall.shift_ms = 1000
    fields = {"judge": "j1", "successor": "j4", "number": 4, "name": "Ngô Thị Sáu", "reason": "ốm", "head": "j2"}
    hall.does("organizer", c.ReplaceJudge, **fields)
    wait_until(lambda: link_of(hall, seat).token != old.token, "the link of the head judge's desk is made anew")
    assert hall.parts.accounts.links.resolve(old.token) is None
    fresh = link_of(hall, seat)
    hall.does("organizer", c.LetJudgeGo, judge="j3", reason="về sớm")
    hall.organizer().page(LINKS)
    assert link_of(hall, seat) == fresh


def test_only_organizers_see_and_change_links(hall: Hall) -> None:
    for role in ("director", "secretary", "head_judge"):
        browser = hall.role(role)
        assert browser.get(LINKS).status_code == 403
        assert browser.post(f"{LINKS}/renew", {"card": "judge-j3", "mark": link_of(hall).mark}).status_code == 403
        assert browser.post(f"{LINKS}/revoke", {"card": "judge-j3", "mark": link_of(hall).mark}).status_code == 403
