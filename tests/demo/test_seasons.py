"""One season after another in the same place: the old one answers until the new one is durable, or for good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.demo.marker import CONTEST
from contest_app.demo.play import put_in_place
from contest_app.demo.season import evening_so_far
from contest_app.journal.journal import Journal
from contest_app.scorekeeper import Receipt, Scorekeeper

NOW_MS = 1_800_000_000_000
DIRECTOR = Actor("director", "Lan")


class Stage:
    """A scorekeeper on the sample contest, and which journal stood each time that something was announced."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal.open(folder)
        self.journal.append(evening_so_far(NOW_MS, "f1757"))
        self.announced: list[str] = []
        self.keeper = Scorekeeper(self.journal, threads(), lambda: NOW_MS, self._hear)
        self.keeper.start()

    def _hear(self, contest: str) -> None:
        self.announced.append(self.known_as())

    def known_as(self) -> str:
        snapshot = self.keeper.snapshot(CONTEST)
        assert snapshot is not None
        return snapshot.journal

    def close(self) -> None:
        self.keeper.stop()
        self.journal.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.close()


def test_a_fresh_season_takes_the_place_of_the_last_one_and_screens_hear_of_it(stage: Stage) -> None:
    board = c.ChooseScene("one-id", "board")
    assert isinstance(stage.keeper.submit(CONTEST, board, DIRECTOR), Receipt)
    season = evening_so_far(NOW_MS, "5ec09d")
    stage.keeper.replace(CONTEST, lambda connection: put_in_place(connection, season))

    assert stage.announced == ["f1757", "5ec09d"]
    snapshot = stage.keeper.snapshot(CONTEST)
    assert snapshot is not None
    assert (snapshot.seq, snapshot.state.scene.kind) == (season.events[-1].seq, "on_stage")
    assert stage.journal.verify(CONTEST) is None
    again = stage.keeper.submit(CONTEST, board, DIRECTOR)  # its receipt went with the old journal
    assert isinstance(again, Receipt)
    assert (again.journal, again.seq) == ("5ec09d", snapshot.seq + 1)


def test_a_season_that_cannot_be_stored_leaves_the_last_one_as_it_was(stage: Stage) -> None:
    def fails(connection: Connection) -> None:
        put_in_place(connection, evening_so_far(NOW_MS, "5ec09d"))
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        stage.keeper.replace(CONTEST, fails)
    assert stage.known_as() == "f1757"
    assert stage.announced == []
    assert isinstance(stage.keeper.submit(CONTEST, c.ChooseScene("one-id", "board"), DIRECTOR), Receipt)
    assert stage.journal.verify(CONTEST) is None
