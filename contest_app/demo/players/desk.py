"""The simulated desk: director, secretary and head judge, each on a line of their own, doing what is next.

Responsible for: letting each situation stand for as long as people would, then acting; never against a person.
Must not know: the order of an evening (`next_act`).
"""

from __future__ import annotations

import hashlib
import json
import random
import threading
import time
from typing import Any

from contest_app.contest.numbers import parse_decimal, to_decimal_text
from contest_app.contest.rulebook import RuleBook
from contest_app.demo.players.hall import Hall
from contest_app.demo.players.line import Line, LineLost
from contest_app.demo.players.next_act import next_act
from contest_app.demo.players.script import Script, script_of
from contest_app.demo.players.view import DIRECTOR, HEAD_JUDGE, SECRETARY, Next, View
from contest_app.demo.season import skill_of

ROLES = (DIRECTOR, SECRETARY, HEAD_JUDGE)
LOOK_EVERY_S, AGAIN_S = 0.25, 1.0


class SimulatedDesk:
    """Whoever works at the desk."""

    def __init__(self, hall: Hall, rulebook: RuleBook, judges: tuple[str, ...]) -> None:
        self._hall = hall
        self._rulebook = rulebook
        self._judges = judges
        self._news = threading.Event()
        self._lines: dict[str, Line] = {}
        self._done: set[tuple[str, ...]] = set()

    def play(self) -> None:
        """Works until the season is over; a lost line is found again. PlayIsOver."""
        while not self._hall.is_over:
            try:
                self._lines = {role: self._line(role) for role in ROLES}
                self._lines[DIRECTOR].watch("desk", "announcer")
                self._work()
            except LineLost:
                self._hall.rest(AGAIN_S)
            finally:
                for line in self._lines.values():
                    line.close()

    def _line(self, role: str) -> Line:
        return Line(self._hall.base, self._hall.auth(role), self._news.set)

    def _work(self) -> None:
        situation: tuple[str, ...] = ()
        since_s = time.monotonic()
        while True:
            self._news.clear()
            desk = self._lines[DIRECTOR].values["desk"]
            self._hall.taken_seats = frozenset(desk["value"]["held_seats"])
            wanted = next_act(self._view())
            if wanted.situation != situation or self._hall.is_hands_off:
                situation, since_s = wanted.situation, time.monotonic()
            left_s = since_s + wanted.after * self._hall.pace_s - time.monotonic()
            if left_s <= 0 and not self._hall.is_hands_off:
                if wanted.is_over:
                    self._hall.end()
                    return
                self._act(wanted, desk["journal"], desk["seq"])
                since_s = time.monotonic()  # what was turned away is not asked again at once
                left_s = LOOK_EVERY_S
            self._news.wait(max(0.0, min(left_s, LOOK_EVERY_S)))
            self._hall.rest(0)

    def _act(self, wanted: Next, journal: str, seq: int) -> None:
        if not wanted.kind:
            return
        # The same act on the same state is the same command. A penalty is one whatever happened since.
        at = 0 if wanted.kind == "give_penalty" else seq
        content = json.dumps([journal, at, wanted.situation, wanted.kind, dict(wanted.fields)], sort_keys=True)
        command_id = f"play-{hashlib.sha256(content.encode()).hexdigest()[:24]}"
        answer = self._lines[wanted.role].command({"command_id": command_id, "kind": wanted.kind, **wanted.fields})
        if "receipt" in answer or "refused" in answer:
            self._done.add(wanted.situation)

    # --- what it looks at ---------------------------------------------------------------------------------------------

    def _view(self) -> View:
        values = self._lines[DIRECTOR].values
        journal = values["desk"]["journal"]

        def script(round_id: str, entry: str, turn: int) -> Script:
            return script_of(journal, round_id, entry, turn, self._judges)

        def points(round_id: str, entry: str) -> str:
            return _quiz_points(journal, entry, self._rulebook, round_id)

        def secret(round_id: str) -> str:
            return hashlib.sha256(f"{journal} {round_id}".encode()).hexdigest()

        return View(
            values["desk"]["value"],
            values["announcer"]["value"],
            self._rulebook,
            script,
            points,
            secret,
            frozenset(self._done),
        )


def _quiz_points(journal: str, entry: str, rulebook: RuleBook, round_id: str) -> str:
    """Ten questions of equal worth, as many right as a team of that skill would know."""
    skill = skill_of(random.Random(f"{journal} {entry}"))
    chance = random.Random(f"{journal} {round_id} {entry}")
    limit: Any = rulebook.round(round_id).max or parse_decimal("20")
    right = sum(chance.random() < skill for _ in range(10))
    return to_decimal_text(limit * right / 10)
