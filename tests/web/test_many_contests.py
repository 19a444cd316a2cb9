"""A whole season on one server: the list and the new-contest page read only the latest contests."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.web.parts import LATEST
from tests.building import a_rulebook
from tests.web.hall import Hall

MANY = LATEST + 3


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """A folder with more contests than a page reads."""
    hall = Hall(tmp_path / "data")
    for number in range(1, MANY + 1):
        rules = {**a_rulebook(), "title": f"Hội thi thứ {number}"}
        command = c.CreateContest(secrets.token_hex(8), f"thu-{number}", rules)
        hall.parts.scorekeeper.submit(f"thu-{number}", command, Actor("organizer"))
    hall.stop()
    return tmp_path / "data"


def awake(hall: Hall) -> set[str]:
    return set(hall.parts.scorekeeper._ledgers.loaded)


def test_the_list_of_a_season_reads_the_latest_contests_and_names_the_others(season: Path) -> None:
    hall = Hall(season)
    page = hall.organizer().page("/organizer")

    assert f'data-testid="contest-thu-{MANY}"' in page
    assert 'data-testid="contest-thu-3"' not in page
    assert 'data-testid="older-thu-3"' in page
    assert "Hội thi thứ 3" in page
    assert awake(hall) == {f"thu-{number}" for number in range(4, MANY + 1)}
    hall.stop()


def test_an_old_contest_can_still_be_copied(season: Path) -> None:
    hall = Hall(season)
    organizer = hall.organizer()

    assert 'value="contest:thu-2"' not in organizer.page("/organizer/new")
    assert 'value="contest:thu-2"' in organizer.page("/organizer/new?from=thu-2")
    assert "thu-1" not in awake(hall)
    answer = organizer.post("/organizer/new", {"title": "Hội thi mới", "start": "contest:thu-2"})
    assert answer.status_code == 303
    hall.stop()
