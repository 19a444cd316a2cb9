"""Contests that nobody is at fall asleep and leave nothing behind; the others stay awake."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest_app.concurrency import threads
from contest_app.contest.commands import Actor
from contest_app.live.announcer import Announcer
from contest_app.live.asleep import let_idle_go
from contest_app.live.door import Guest
from contest_app.live.lines import Lines
from tests.journal.story import Evening


class Rooms:
    """Rooms that everybody may join and nobody hears."""

    def send(self, room: str, event: str, payload: object) -> None:
        """Nobody hears it."""

    def join(self, sid: str, room: str) -> bool:
        return True


class Hall:
    def __init__(self, folder: Path) -> None:
        self.evening = Evening(folder).with_a_contest("xa").with_a_contest("huyen")
        self.lines = Lines(time.monotonic)
        self.announcer = Announcer(self.evening.scorekeeper.snapshot, Rooms(), threads(), time.monotonic, {})

    def let_idle_go(self, idle_s: float = 0) -> list[str]:
        return let_idle_go(self.evening.scorekeeper, self.announcer, self.lines, idle_s)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = Hall(tmp_path)
    yield hall
    hall.evening.close()


def test_only_a_contest_that_nobody_is_connected_to_falls_asleep(hall: Hall) -> None:
    hall.lines.open("judge", Guest("huyen", Actor("judge", judge="j1")))

    assert hall.let_idle_go(idle_s=60) == [], "both were just asked for"
    assert hall.let_idle_go() == ["xa"]
    hall.lines.close("judge")
    assert hall.let_idle_go() == ["huyen"]


def test_a_sleeping_contest_leaves_nothing_in_memory_not_even_its_board(hall: Hall) -> None:
    board = hall.announcer.value("xa", "board")
    state = weakref.ref(hall.evening.snapshot("xa").state.entries)

    assert hall.let_idle_go() == ["xa", "huyen"]
    gc.collect()

    assert state() is None
    again = hall.announcer.value("xa", "board")
    assert (again.seq, again.value, again.etag) == (board.seq, board.value, board.etag)


def test_what_somebody_watches_is_never_forgotten(hall: Hall) -> None:
    hall.announcer.watch("wall", "xa", "stage", "")
    hall.announcer.value("xa", "board")

    hall.announcer.forget("xa")

    assert set(hall.announcer._channels["xa"]) == {"xa|stage"}
