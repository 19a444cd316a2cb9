"""The play as the server knows it: a process of players, people who step in, one season after another.

Responsible for: starting the players and ending them with the server, telling them when a person is at the desk,
putting a fresh season in the place of the one that is over, in the demo's own folder only. Must not know: what the
players do, pages.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import structlog
from sqlalchemy import Connection, func, select

from contest_app import addresses
from contest_app.concurrency import Concurrency
from contest_app.config import Config
from contest_app.contest.words import Words
from contest_app.demo.marker import CONTEST, is_demo
from contest_app.demo.season import evening_so_far
from contest_app.journal.journal import Batch, delete_contest, store
from contest_app.journal.problems import StoreProblem
from contest_app.journal.tables import events
from contest_app.scorekeeper import Scorekeeper

log = structlog.get_logger()

DEFAULT_PACE_S = 60.0
LOOK_EVERY_S = 0.5
AGAIN_S = 5.0
END_WITHIN_S = 5.0
PLAYERS = "contest_app.demo.players"
SEASON_OVER = 0
PERSON_IS_HERE = Words(
    vi="Có người đang điều hành: máy tạm dừng tự diễn, đợi tới khi bàn điều hành yên {seconds} giây.",
    en="Somebody works at the desk: the play waits until the desk has been quiet for {seconds} s.",
)
BEGINS = Words(
    vi="Máy tự diễn: giám khảo và bàn điều hành do máy đóng vai, mỗi lượt khoảng {seconds} giây.",
    en="The play is on: simulated judges and a simulated desk, about {seconds} s a performance.",
)
GOES_ON = Words(vi="Máy tự diễn tiếp.", en="The play goes on.")
NEXT_SEASON = Words(vi="Hội thi đã công bố xong: bắt đầu lại từ đầu.", en="The results are out: a fresh season begins.")


class PlayParts(Protocol):
    """What a play needs of the program."""

    config: Config
    scorekeeper: Scorekeeper
    accounts: Any
    concurrency: Concurrency
    now_ms: Callable[[], int]


class Play:
    """Keeps the sample contest going for as long as the server runs."""

    def __init__(self, parts: PlayParts, pace_s: float, tell: Callable[[Words], None]) -> None:
        if not is_demo(parts.config.data):
            raise ValueError("a play is for the demo's own folder")
        self._parts = parts
        self._pace_s = pace_s
        self._tell = tell
        self._players: subprocess.Popen[str] | None = None
        self._is_stopped = False
        self._seen_seq = 0
        self._person_at_ms: int | None = None
        self.is_waiting = False

    @property
    def quiet_s(self) -> float:
        """How long the desk must have been quiet before the play goes on: about a performance."""
        return self._pace_s

    def start(self) -> None:
        """Begins to play, beside everything else."""
        snapshot = self._parts.scorekeeper.snapshot(CONTEST)
        self._seen_seq = snapshot.seq if snapshot is not None else 0
        self._tell(BEGINS.format(seconds=f"{self._pace_s:g}"))
        self._parts.concurrency.spawn(self._run)

    def stop(self) -> None:
        """Sends the players home."""
        self._is_stopped = True
        players, self._players = self._players, None
        if players is None:
            return
        with suppress(OSError):
            if players.stdin is not None:
                players.stdin.close()  # they end by themselves
        try:
            players.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            players.kill()
            players.wait()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._is_stopped:
            try:
                self._look_round()
            except (OSError, StoreProblem) as error:
                log.error("the play stumbled", error=type(error).__name__)
                self._parts.concurrency.sleep(AGAIN_S)
            self._parts.concurrency.sleep(LOOK_EVERY_S)

    def _look_round(self) -> None:
        ended = self._players.poll() if self._players is not None else None
        if ended == SEASON_OVER:
            self._tell(NEXT_SEASON)
            self._start_over()
        elif ended is not None:
            log.error("the players ended", status=ended)
            self._parts.concurrency.sleep(AGAIN_S)
        if (self._players is None or ended is not None) and not self._is_stopped:
            self._players = self._engage()
            self.is_waiting = False
        self._look_for_people()

    def _engage(self) -> subprocess.Popen[str]:
        """The players, who are told on their stdin where to play: a command line could be read by anybody."""
        links = self._parts.accounts.links.ensure(CONTEST, self._judges())
        where = {
            "base": addresses.here(self._parts.config),
            "contest": CONTEST,
            "tokens": {link.seat.judge or link.seat.role: link.token for link in links},
            "pace_s": self._pace_s,
        }
        players = subprocess.Popen([sys.executable, "-m", PLAYERS], stdin=subprocess.PIPE, text=True)
        self._say(players, json.dumps(where))
        return players

    def _judges(self) -> tuple[str, ...]:
        snapshot = self._parts.scorekeeper.snapshot(CONTEST)
        return snapshot.state.seated if snapshot is not None else ()

    def _say(self, players: subprocess.Popen[str], line: str) -> None:
        with suppress(OSError, ValueError):  # they have gone: seen at the next look
            assert players.stdin is not None
            players.stdin.write(line + "\n")
            players.stdin.flush()

    # --- people -------------------------------------------------------------------------------------------------------

    def _look_for_people(self) -> None:
        """A person's act at the desk makes the play wait; what judges do does not."""
        snapshot = self._parts.scorekeeper.snapshot(CONTEST)
        if snapshot is not None and snapshot.seq != self._seen_seq:
            since, self._seen_seq = self._seen_seq, snapshot.seq
            last_ms = self._parts.scorekeeper.read(lambda connection: _persons_act(connection, since))
            self._person_at_ms = last_ms or self._person_at_ms
        quiet_ms = self._parts.now_ms() - (self._person_at_ms or 0)
        is_waiting = quiet_ms < self.quiet_s * 1000
        if is_waiting != self.is_waiting and self._players is not None:
            self.is_waiting = is_waiting
            self._say(self._players, "hands off" if is_waiting else "go on")
            self._tell(PERSON_IS_HERE.format(seconds=f"{self.quiet_s:g}") if is_waiting else GOES_ON)

    # --- seasons ------------------------------------------------------------------------------------------------------

    def _start_over(self) -> None:
        """A fresh evening so far in the place of the one that is over. Links stay, seats are free again."""
        if not is_demo(self._parts.config.data):
            raise ValueError("only the demo's own folder starts over")
        batch = self._parts.concurrency.run_native(
            evening_so_far, self._parts.now_ms(), os.urandom(8).hex(), self._pace_s
        )
        self._parts.scorekeeper.replace(CONTEST, lambda connection: put_in_place(connection, batch))
        self._seen_seq, self._person_at_ms = batch.events[-1].seq, None


def put_in_place(connection: Connection, season: Batch) -> None:
    """A season's journal instead of the one that is there."""
    delete_contest(connection, CONTEST)
    store(connection, season)


def _persons_act(connection: Connection, since: int) -> int | None:
    """When somebody who is no player and no judge last acted after a line; None if nobody did."""
    query = select(func.max(events.c.at_ms)).where(
        events.c.contest == CONTEST,
        events.c.seq > since,
        events.c.command_id.not_like("play-%"),
        events.c.actor.not_like("judge:%"),
    )
    found: int | None = connection.execute(query).scalar_one_or_none()
    return found
