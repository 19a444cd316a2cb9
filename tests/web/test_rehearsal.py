"""A rehearsal is a contest of its own that the very same cards and walls lead into, and it is thrown away whole."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import text

from contest_app.contest import commands as c
from contest_app.live.door import Closed, Guest, led_elsewhere, let_in
from contest_app.scorekeeper import Receipt
from tests.building import actor
from tests.web.hall import CONTEST, Browser, Hall, toast

SETUP = f"/organizer/contests/{CONTEST}/setup"
REHEARSAL = f"{CONTEST}-tong-duyet"


@pytest.fixture
def rehearsing(hall: Hall) -> Hall:
    """A contest that is set up, and its rehearsal begun from the page."""
    hall.with_contest(judges=3, entries=3)
    hall.does("secretary", c.DescribeContest, place="Nhà văn hóa", secretariat=("Vũ Thị Lan",))
    hall.does("secretary", c.SetRunningOrder, round="greeting", order=("e3", "e1", "e2"))
    hall.does("organizer", c.RecuseJudge, judge="j2", entry="e1", reason="Cùng xã")
    answer = hall.organizer().post(f"{SETUP}/rehearsal/begin", {"command_id": "r1"})
    assert answer.location == f"/organizer/contests/{REHEARSAL}"
    return hall


def token(hall: Hall, role: str, judge: str = "") -> str:
    links = hall.parts.accounts.links.of(CONTEST)
    return next(link.token for link in links if (link.seat.role, link.seat.judge) == (role, judge))


def comes_in(hall: Hall, auth: Mapping[str, object], session: Mapping[str, object] | None = None) -> Guest:
    guest = let_in(auth, session or {}, hall.parts.accounts, hall.parts.scorekeeper, hall.parts.now_ms())
    assert isinstance(guest, Guest), guest
    return guest


def session_of(browser: Browser) -> dict[str, object]:
    with browser.client.session_transaction() as session:
        return dict(session)


def is_led(guest: Guest, hall: Hall) -> bool:
    """Whether the next look round sends somebody on."""
    return led_elsewhere([("they", guest)], hall.parts.scorekeeper) == {"they"}


def ends(browser: Browser, contest: str = CONTEST) -> None:
    path = f"/organizer/contests/{contest}/setup/rehearsal/end"
    assert toast(browser.post(path, {"command_id": "r2"}, follow_redirects=True))[0] == "done"


def test_it_is_a_started_copy_with_everything_that_was_set_up(rehearsing: Hall) -> None:
    snapshot = rehearsing.parts.scorekeeper.snapshot(REHEARSAL)
    assert snapshot is not None
    tried, real = snapshot.state, rehearsing.state
    assert (tried.rehearsal_of, tried.phase, real.phase) == (CONTEST, "running", "setup")
    assert (tried.entries, tried.about, tried.place) == (real.entries, real.about, real.place)
    assert [tried.judges[j].name for j in tried.judge_order] == [real.judges[j].name for j in real.judge_order]
    assert (tried.order_of("greeting"), tried.recused) == (("e3", "e1", "e2"), {("j2", "e1")})
    assert snapshot.journal != rehearsing.parts.scorekeeper.snapshot(CONTEST).journal  # type: ignore[union-attr]


def test_pressed_twice_there_is_one_rehearsal(rehearsing: Hall) -> None:
    answer = rehearsing.organizer().post(f"{SETUP}/rehearsal/begin", {"command_id": "r9"})
    assert answer.location == f"/organizer/contests/{REHEARSAL}"
    assert len(rehearsing.parts.scorekeeper.contests()) == 2


def test_the_same_cards_and_the_same_wall_lead_into_it_and_back(rehearsing: Hall) -> None:
    card, wall = {"contest": CONTEST, "token": token(rehearsing, "judge", "j1")}, {"contest": CONTEST}
    judge, screen = comes_in(rehearsing, card), comes_in(rehearsing, wall)
    assert (judge.contest, screen.contest) == (REHEARSAL, REHEARSAL)
    assert rehearsing.browser().get(f"/contests/{CONTEST}/stage.json").json["value"]["contest"]["rehearsal"] is True  # type: ignore[index]
    ends(rehearsing.organizer())
    assert is_led(judge, rehearsing)  # the line is dropped within a second, and comes back
    assert is_led(screen, rehearsing)
    assert (comes_in(rehearsing, card).contest, comes_in(rehearsing, wall).contest) == (CONTEST, CONTEST)
    assert rehearsing.browser().get(f"/contests/{CONTEST}/stage.json").json["value"]["contest"]["rehearsal"] is False  # type: ignore[index]


def test_a_wall_at_the_rehearsals_own_address_shows_nothing_of_it_any_more(rehearsing: Hall) -> None:
    wall = comes_in(rehearsing, {"contest": REHEARSAL})
    assert not is_led(wall, rehearsing)
    ends(rehearsing.organizer())
    assert is_led(wall, rehearsing)


def test_the_bare_address_of_screens_leads_to_the_only_contest_while_it_is_rehearsed(rehearsing: Hall) -> None:
    assert rehearsing.browser().get("/display").location == f"/display/{CONTEST}"


def test_a_role_that_comes_in_by_its_card_works_in_the_rehearsal(rehearsing: Hall) -> None:
    secretary = rehearsing.browser()
    assert secretary.get(f"/desk/{token(rehearsing, 'secretary')}").location == f"/organizer/contests/{REHEARSAL}"
    assert secretary.get(f"/organizer/contests/{REHEARSAL}").status_code == 200
    assert secretary.get(SETUP).status_code == 200  # and goes on setting the real one up


def test_the_desk_goes_where_it_wants(rehearsing: Hall) -> None:
    said = session_of(rehearsing.organizer())
    for contest in (CONTEST, REHEARSAL):
        assert comes_in(rehearsing, {"contest": contest}, said).contest == contest


def test_the_wall_on_the_organizers_own_laptop_is_led_like_every_wall(rehearsing: Hall) -> None:
    """It is opened in the same browser as the desk, and so comes with the desk's session."""
    wall = comes_in(rehearsing, {"contest": CONTEST, "screen": True}, session_of(rehearsing.organizer()))
    assert (wall.contest, wall.actor.role) == (REHEARSAL, "audience")
    ends(rehearsing.organizer())
    assert is_led(wall, rehearsing)


def test_a_wall_has_a_place_in_a_full_hall_where_its_browser_is_signed_in(rehearsing: Hall) -> None:
    """By a card of this contest or as an organizer; what anybody says of themselves gives them none."""
    secretary = rehearsing.browser()
    secretary.get(f"/desk/{token(rehearsing, 'secretary')}")
    wall = {"contest": CONTEST, "screen": True}
    assert comes_in(rehearsing, wall, session_of(rehearsing.organizer())).has_place
    assert comes_in(rehearsing, wall, session_of(secretary)).has_place
    assert not comes_in(rehearsing, wall).has_place
    assert not comes_in(rehearsing, wall, {"account": "organizer", "version": 1}).has_place


def test_once_the_contest_starts_its_cards_are_its_own_again(rehearsing: Hall) -> None:
    judge = comes_in(rehearsing, {"token": token(rehearsing, "judge", "j1")})
    rehearsing.does("organizer", c.StartContest)
    assert is_led(judge, rehearsing)
    assert comes_in(rehearsing, {"token": token(rehearsing, "judge", "j1")}).contest == CONTEST


def test_a_judge_who_was_appointed_since_stays_where_they_belong(rehearsing: Hall) -> None:
    rehearsing.does("organizer", c.AppointJudge, judge="j4", number=4, name="Phạm Văn Dũng")
    rehearsing.parts.accounts.links.ensure(CONTEST, ("j4",))
    guest = comes_in(rehearsing, {"token": token(rehearsing, "judge", "j4")})
    assert guest.contest == CONTEST
    assert not is_led(guest, rehearsing)


def test_every_page_of_it_says_what_it_is(rehearsing: Hall) -> None:
    browser = rehearsing.organizer()
    desk = f"/organizer/contests/{REHEARSAL}"
    for path in ("", "/setup", "/setup/teams", "/papers", "/people", "/papers/blank/greeting"):
        assert 'data-testid="rehearsal-strip"' in browser.page(desk + path), path
        assert 'data-testid="rehearsal-strip"' not in browser.page(f"/organizer/contests/{CONTEST}{path}"), path
    assert "TỔNG DUYỆT" in browser.page("/organizer")
    assert browser.get(f"{desk}/links").location == f"/organizer/contests/{CONTEST}/links"


def test_it_is_thrown_away_whole_and_nothing_else_ever_is(rehearsing: Hall) -> None:
    browser, keeper = rehearsing.organizer(), rehearsing.parts.scorekeeper
    answer = keeper.submit(REHEARSAL, c.OpenRound("x1", "greeting"), actor("director"))
    assert isinstance(answer, Receipt)
    before = rehearsing.seq
    ends(browser, REHEARSAL)
    ends(browser)  # a second press finds nothing to do
    assert [row.contest for row in keeper.contests()] == [CONTEST]
    assert browser.get(f"/organizer/contests/{REHEARSAL}").status_code == 404
    for table in ("contests", "events", "receipts"):
        query = text(f"SELECT count(*) FROM {table} WHERE contest = '{REHEARSAL}'")
        assert keeper.read(lambda connection, query=query: connection.execute(query).scalar()) == 0
    assert rehearsing.seq == before
    assert not keeper.throw_away(CONTEST, lambda connection: None)
    gone = let_in({"contest": REHEARSAL}, {}, rehearsing.parts.accounts, keeper, rehearsing.parts.now_ms())
    assert isinstance(gone, Closed)
    again = browser.post(f"{SETUP}/rehearsal/begin", {"command_id": "r3"})
    assert again.location == f"/organizer/contests/{REHEARSAL}"


def test_a_contest_that_runs_is_not_rehearsed(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    assert "begin-rehearsal" not in browser.page(SETUP)
    refused = browser.post(f"{SETUP}/rehearsal/begin", {"command_id": "r1"}, follow_redirects=True)
    assert toast(refused)[0] == "refused"
    assert len(hall.parts.scorekeeper.contests()) == 1


def test_only_the_organizers_begin_and_end_it(rehearsing: Hall) -> None:
    for role in ("secretary", "director", "head_judge"):
        for act in ("begin", "end"):
            assert rehearsing.role(role).post(f"{SETUP}/rehearsal/{act}").status_code == 403
    assert len(rehearsing.parts.scorekeeper.contests()) == 2
