"""Whose server it is: asked once on the first page, taken over by new contests, changed on a page of its own."""

from __future__ import annotations

from contest_app.accounts.house import Household
from contest_app.app import create_app
from contest_app.concurrency import threads
from contest_app.contest.about import About
from tests.web.hall import Hall

PASSWORD = "dân vận khéo"
HOUSE = {
    "body": "Đảng ủy xã  Hương Sơn",
    "parent_body": "Đảng bộ huyện Phú Bình",
    "locality": "Hương Sơn",
    "form": "party",
    "lang": "vi",
}
KEPT = Household("Đảng ủy xã Hương Sơn", "Đảng bộ huyện Phú Bình", "Hương Sơn", "party", "vi")
NAMED = {"name": "Hoa", "password": PASSWORD, "again": PASSWORD}


def test_the_first_page_asks_for_the_body_the_language_and_the_password_at_once(hall: Hall) -> None:
    browser = hall.organizer("btc")
    assert 'name="body"' in browser.page("/organizer/welcome")
    assert browser.post("/organizer/welcome", NAMED | HOUSE).status_code == 303
    assert hall.parts.accounts.house.now == KEPT


def test_the_second_organizer_is_not_asked_again(hall: Hall) -> None:
    hall.organizer("btc").post("/organizer/welcome", NAMED | HOUSE)
    second = hall.organizer("thu-hai")
    assert 'name="body"' not in second.page("/organizer/welcome")
    second.post("/organizer/welcome", NAMED | {"name": "Thu"})
    assert hall.parts.accounts.house.now == KEPT


def test_a_refused_first_page_keeps_what_was_typed_but_the_passwords(hall: Hall) -> None:
    answer = hall.organizer("btc").post("/organizer/welcome", HOUSE | {"name": "Hoa", "password": "ngắn"})
    assert '<p class="alarm" role="alert"' in answer.text
    assert answer.status_code == 422
    for kept in ('value="Hoa"', 'value="Hương Sơn"', 'value="party" checked'):
        assert kept in answer.text
    assert "ngắn" not in answer.text.replace("ngắn gọn", "")
    assert hall.parts.accounts.house.now == Household()


def test_a_new_contest_starts_with_the_house_and_an_older_one_stays_as_it_is(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    assert browser.post("/organizer/house", HOUSE).status_code == 303
    form = {"command_id": "c1", "start": "template:commune", "title": "Hội thi", "contest": "moi"}
    assert browser.post("/organizer/new", form).status_code == 303
    snapshot = hall.parts.scorekeeper.snapshot("moi")
    assert snapshot is not None
    assert snapshot.state.about == About("party", KEPT.parent_body, KEPT.body, KEPT.locality)
    assert hall.state.about == About()


def test_the_language_chosen_for_the_server_greets_whoever_chose_none(hall: Hall) -> None:
    hall.organizer().post("/organizer/house", HOUSE | {"lang": "en"})
    assert "Sign in to the desk" in hall.browser().page("/organizer/sign-in")
    assert "Đăng nhập bàn điều hành" in hall.browser().page("/organizer/sign-in?lang=vi")


def test_nonsense_is_refused_beside_its_field(hall: Hall) -> None:
    answer = hall.organizer().post("/organizer/house", HOUSE | {"body": "x" * 300, "form": "royal", "lang": "de"})
    assert answer.status_code == 422
    for name in ("body", "form", "lang"):
        assert f'data-testid="error-{name}"' in answer.text


def test_the_house_outlives_a_restart(hall: Hall) -> None:
    hall.organizer().post("/organizer/house", HOUSE)
    config = hall.parts.config
    hall.stop()
    again = create_app(config, threads())
    assert again.parts.accounts.house.now == KEPT
    again.stop()


def test_only_organizers_open_it(hall: Hall) -> None:
    hall.with_contest()
    assert hall.role("secretary").get("/organizer/house").status_code == 403
    assert hall.browser().get("/organizer/house").status_code == 302
