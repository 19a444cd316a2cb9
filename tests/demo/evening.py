"""A desk as its topics tell of it, for `next_act`: a whole contest is played on it without a server.

`Evening().does(...)` sends commands to the rule book itself; `view()` is what the simulated desk would look at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from contest_app.contest.commands import Actor, command_kinds
from contest_app.contest.decisions import decide
from contest_app.contest.events import Stamp
from contest_app.contest.evolve import evolve
from contest_app.contest.refusals import Refused
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import State
from contest_app.demo.players.next_act import next_act
from contest_app.demo.players.script import Script
from contest_app.demo.players.view import Next, View
from contest_app.demo.sample import demo_rulebook
from contest_app.demo.season import evening_so_far
from contest_app.journal.replay import go_on, nothing_yet
from contest_app.topics import announcer, desk

PLAIN = Script(takes=0.45, drops="", is_late=False, corrects="", slip=None)
PACE_S = 60.0
SECRET = "5ec7e7" * 8
JUDGES = ("j1", "j2", "j3", "j4", "j5")
MARKS = {
    "situation": {"lawful": "7", "skill": "5", "feasible": "3", "delivery": "1.5"},
    "skit": {"content": "12", "script": "6", "acting": "8", "staging": "3", "message": "2"},
}


@dataclass
class Evening:
    """The demo's evening from where `demo` leaves it, with a clock that the test moves."""

    script: Script = PLAIN
    now_ms: int = 1_800_000_000_000
    seq: int = 1000
    done: set[tuple[str, ...]] = field(default_factory=set)
    sent: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        batch = evening_so_far(self.now_ms, "5eed", PACE_S)
        state = go_on(nothing_yet("phu-binh-2024", "5eed"), batch.events).state
        assert state is not None
        self.state: State = state

    def does(self, role: str, kind: str, judge: str = "", **fields: Any) -> None:
        """One command, which must be taken."""
        self.seq += 1
        fields = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
        command = command_kinds()[kind](f"t{self.seq}", **fields)
        events = decide(self.state, command, Actor(role, "test", judge), self.now_ms)
        assert not isinstance(events, Refused), f"{role} {kind} {fields}: {events.words.en}"
        for event in events:
            self.seq += 1
            self.state = evolve(self.state, event, Stamp(self.seq, self.now_ms, f"{role}:test"))
        self.sent.append((role, kind))

    def judges_hand_in(self, *judges: str, of: tuple[str, str] = ("situation", "tan-khanh")) -> None:
        """Everybody named (or all) who has not yet hands a sheet in."""
        for judge in judges or JUDGES:
            if judge in self.state.missing_judges(of):
                marks = MARKS[of[0]]
                self.does("judge", "submit_sheet", judge, round=of[0], entry=of[1], base=0, marks=marks)

    def view(self) -> View:
        snapshot = Snapshot("5eed", self.seq, self.state)
        return View(
            dict(desk.produce(snapshot, "")),
            dict(announcer.produce(snapshot, "")),
            demo_rulebook(PACE_S),
            lambda round_id, entry, turn: self.script,
            lambda round_id, entry: "16",
            lambda round_id: SECRET,
            frozenset(self.done),
        )

    def next(self) -> Next:
        return next_act(self.view())

    def plays(self, wanted: Next) -> None:
        """Does what the simulated desk wants, after the time that it lets pass."""
        self.now_ms += round(wanted.after * PACE_S * 1000)
        self.does(wanted.role, wanted.kind, **wanted.fields)
        self.done.add(wanted.situation)

    def goes_on_until(self, kind: str) -> Next:
        """Plays until that act is next, judges handing in whenever the desk would wait for them."""
        for _ in range(500):
            wanted = self.next()
            if wanted.kind == kind or (wanted.is_over and kind == "over"):
                return wanted
            if wanted.situation[0] == "sheets" and wanted.situation[3:]:
                self.judges_hand_in(of=(wanted.situation[1], wanted.situation[2]))
                continue
            self.plays(wanted)
        raise AssertionError(f"never came to {kind}; last: {self.sent[-5:]}")
