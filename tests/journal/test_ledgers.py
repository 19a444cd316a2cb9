"""A contest that is read from the store just while another takes its place, or while it is deleted."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from contest_app.contest import commands as c
from contest_app.demo.play import put_in_place
from contest_app.demo.season import evening_so_far
from contest_app.journal.ledgers import Ledgers
from tests.journal.story import RULEBOOK, Evening

DEMO = "phu-binh-2024"


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(tmp_path).with_a_contest()
    yield evening
    evening.close()


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Lets something happen once, after the next reading and before it is taken in."""

    def arrange(act: Callable[[], Any]) -> None:
        waiting, read_from = [act], Ledgers._read_from

        def reading(*given: Any) -> Any:
            ledger = read_from(*given)
            if waiting:
                waiting.pop()()
            return ledger

        monkeypatch.setattr(Ledgers, "_read_from", reading)

    return arrange


def season(journal: str) -> Callable[[Connection], None]:
    batch = evening_so_far(1_700_000_000_000, journal)
    return lambda connection: put_in_place(connection, batch)


def test_a_season_that_is_replaced_while_it_is_read_is_the_new_one(
    evening: Evening, meanwhile: Callable[[Callable[[], Any]], None]
) -> None:
    keeper, first, second = evening.scorekeeper, secrets.token_hex(8), secrets.token_hex(8)
    evening.did(c.CreateContest, DEMO, RULEBOOK, contest=DEMO)
    keeper.replace(DEMO, season(first))
    assert DEMO in keeper.let_go(0, ())
    meanwhile(lambda: keeper.replace(DEMO, season(second)))

    assert evening.snapshot(DEMO).journal == second
    evening.did(c.FreezeBoard, contest=DEMO)
    assert evening.snapshot(DEMO).journal == second


def test_a_rehearsal_that_is_thrown_away_while_it_is_read_is_no_more(
    evening: Evening, meanwhile: Callable[[Callable[[], Any]], None]
) -> None:
    keeper = evening.scorekeeper
    evening.did(c.CreateContest, "tong-duyet", RULEBOOK, "", "", "xa", contest="tong-duyet")
    assert "tong-duyet" in keeper.let_go(0, ())
    meanwhile(lambda: keeper.throw_away("tong-duyet", lambda connection: None))

    assert keeper.snapshot("tong-duyet") is None
    assert evening.does(c.StartContest, contest="tong-duyet").code == "unknown_contest"
