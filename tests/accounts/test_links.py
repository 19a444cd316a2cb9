"""Every seat, role and screen has a link of its own; finding one costs no query, a revoked one lets nobody in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from contest_app.accounts.links import LINK_ROLES, Links, Seat, stored_links
from contest_app.journal.journal import Journal
from tests.journal.story import Evening

T = TypeVar("T")
J1 = Seat("xa", "judge", "j1")


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(tmp_path)
    yield evening
    evening.close()


@pytest.fixture
def links(evening: Evening) -> Links:
    links = Links(evening.scorekeeper, evening.now_ms)
    links.start()
    return links


def test_every_role_and_every_judge_has_a_link(links: Links) -> None:
    found = links.ensure("xa", ["j1", "j2"])

    seats = [link.seat for link in found]
    assert seats == [Seat("xa", role) for role in LINK_ROLES] + [Seat("xa", "judge", "j1"), Seat("xa", "judge", "j2")]
    assert len({link.token for link in found}) == len(found)


def test_asking_again_keeps_the_links_and_adds_what_is_new(links: Links) -> None:
    before = links.ensure("xa", ["j1"])

    after = links.ensure("xa", ["j1", "j2"])

    assert set(before) < set(after)
    assert links.ensure("xa", ["j1", "j2"]) == after


def test_a_token_names_its_seat_and_nothing_else_does(links: Links) -> None:
    for link in links.ensure("xa", ["j1"]):
        assert links.resolve(link.token) == link.seat
    for token in ("", "judge", "xa", "j1"):
        assert links.resolve(token) is None


def test_finding_a_link_asks_no_database(links: Links, evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    (link, *_) = links.ensure("xa", [])
    monkeypatch.setattr(evening.journal, "read", None)

    assert links.resolve(link.token) == link.seat
    assert links.resolve("unknown") is None


def test_links_outlive_the_server(links: Links, evening: Evening) -> None:
    before = links.ensure("xa", ["j1"])
    again = Links(evening.scorekeeper, evening.now_ms)
    again.start()

    assert again.of("xa") == before


def test_a_revoked_link_lets_nobody_in_until_it_is_given_anew(links: Links) -> None:
    seat = Seat("xa", "judge", "j1")
    old = next(link.token for link in links.ensure("xa", ["j1"]) if link.seat == seat)

    links.revoke(seat)
    assert links.resolve(old) is None

    fresh = links.renew(seat)
    assert fresh is not None
    assert fresh.token != old
    assert links.resolve(fresh.token) == seat
    assert links.resolve(old) is None


def test_a_revoked_link_stays_revoked_when_links_are_asked_for_again(links: Links, evening: Evening) -> None:
    seat = Seat("xa", "judge", "j1")
    old = next(link for link in links.ensure("xa", ["j1"]) if link.seat == seat)
    links.revoke(seat)
    again = Links(evening.scorekeeper, evening.now_ms)
    again.start()
    for each in (links, again):
        assert seat not in {link.seat for link in each.ensure("xa", ["j1", "j2"])}
        assert each.resolve(old.token) is None
        assert [link.is_revoked for link in each.of("xa", with_revoked=True) if link.seat == seat] == [True]


@pytest.mark.parametrize("taken_back", ["renew", "revoke"])
def test_a_link_taken_back_while_others_are_made_stays_so(
    links: Links, evening: Evening, monkeypatch: pytest.MonkeyPatch, taken_back: str
) -> None:
    """Whoever made them may be told so after whoever wrote later: it must not bring back what it had seen."""
    links.ensure("xa", ["j1"])
    old = next(link.token for link in links.of("xa") if link.seat == J1)
    write = evening.scorekeeper.write

    def is_told_late(work: Callable[[Connection], T]) -> T:
        monkeypatch.undo()
        told = write(work)
        getattr(links, taken_back)(J1)
        return told

    monkeypatch.setattr(evening.scorekeeper, "write", is_told_late)
    links.ensure("xa", ["j1", "j2"])

    assert links.resolve(old) is None
    assert any(link.seat.judge == "j2" for link in links.of("xa"))


def test_the_same_wish_to_renew_twice_renews_once(links: Links) -> None:
    seat = Seat("xa", "judge", "j1")
    old = next(link for link in links.ensure("xa", ["j1"]) if link.seat == seat)
    first = links.renew(seat, old.mark)
    assert first is not None
    assert first.renewed == 1
    assert links.renew(seat, old.mark) is None
    assert links.resolve(first.token) == seat


def test_a_link_is_renewed_if_it_is_older_than_a_moment_and_not_revoked(links: Links, evening: Evening) -> None:
    seat = Seat("xa", "head_judge")
    links.ensure("xa", [])
    now_ms = evening.now_ms()
    assert links.renew(seat, before_ms=now_ms - 10_000_000) is None
    fresh = links.renew(seat, before_ms=now_ms + 10_000_000)
    assert fresh is not None
    links.revoke(seat)
    assert links.renew(seat, before_ms=now_ms + 20_000_000) is None


def test_a_forgotten_link_is_given_anew(links: Links) -> None:
    seat = Seat("xa", "judge", "j1")
    links.ensure("xa", ["j1"])
    links.forget(seat)
    assert seat not in {link.seat for link in links.of("xa", with_revoked=True)}
    assert seat in {link.seat for link in links.ensure("xa", ["j1"])}


def test_renewing_one_seat_leaves_the_others(links: Links) -> None:
    before = {link.seat: link.token for link in links.ensure("xa", ["j1", "j2"])}
    seat = Seat("xa", "judge", "j1")

    links.renew(seat)

    after = {link.seat: link.token for link in links.of("xa")}
    assert {held for held in before if before[held] != after[held]} == {seat}


def test_contests_have_links_of_their_own(links: Links) -> None:
    here, there = links.ensure("xa", ["j1"]), links.ensure("huyen", ["j1"])

    assert {link.token for link in here}.isdisjoint(link.token for link in there)
    assert links.of("xa") == here


def test_links_can_be_printed_beside_a_running_server(links: Links, evening: Evening) -> None:
    here = links.ensure("xa", ["j1"])
    links.ensure("huyen", ["j1"])
    beside = Journal.open_to_read(evening.folder)

    assert beside.read(lambda connection: stored_links(connection, "xa")) == here
    beside.close()
