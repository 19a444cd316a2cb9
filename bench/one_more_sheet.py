"""One more sheet when everybody has been marked: decide, chain, standings, and the topics that are watched meanwhile.

Beside the full recomputation: the standings from nothing, and every topic made and encoded anew.
"""

from __future__ import annotations

import gc
import random
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.contest import CONTEST, CRITERIA, JUDGES, ROUNDS, RULEBOOK
from bench.table import Aim, Row
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DIRECTOR, JUDGE, ORGANIZER
from contest_app.contest.refusals import Refused
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.standings import compute_standings
from contest_app.contest.state import State
from contest_app.journal.chain import first_hash
from contest_app.journal.pages import Page
from contest_app.live import wire
from contest_app.live.announcer import StateTopic
from contest_app.topics import TOPICS

SIZES = (10, 100, 1000)
TURNS = 300
WATCHED = (("stage", ""), ("board", ""), ("changes", ""), *(("sheet", f"j{number}") for number in range(1, JUDGES + 1)))


@dataclass
class Evening:
    """A contest in memory in which every team but the last was marked and closed; the last is on stage."""

    entries: int
    page: Page = field(default_factory=lambda: Page(CONTEST, "journal", None, None, 0, first_hash("journal")))

    def __post_init__(self) -> None:
        self.does(c.CreateContest, contest=CONTEST, rulebook=RULEBOOK)
        for number in range(1, self.entries + 1):
            self.does(c.RegisterEntry, entry=f"team-{number}", number=number, name=f"Đội thi số {number}")
        for number in range(1, JUDGES + 1):
            self.does(c.AppointJudge, judge=f"j{number}", number=number, name=f"Giám khảo {number}")
        self.does(c.StartContest)
        self.does(c.OpenRound, Actor(DIRECTOR), round=ROUNDS[0])
        for number in range(1, self.entries + 1):
            turn = {"round": ROUNDS[0], "entry": f"team-{number}"}
            self.does(c.CallPerformance, Actor(DIRECTOR), **turn)
            for judge in range(1, JUDGES + 1):
                self.marks(judge, number, 0)
            if number < self.entries:
                self.does(c.ClosePerformance, Actor(DIRECTOR), **turn)
        self.does(c.ChooseScene, Actor(DIRECTOR), scene="on_stage")

    def does(self, kind: type[c.Command], actor: Actor | None = None, /, **fields: Any) -> None:
        done = self.page.carry_out(kind(secrets.token_hex(8), **fields), actor or Actor(ORGANIZER), 0)
        assert not isinstance(done, Refused), done

    def marks(self, judge: int, team: int, base: int) -> None:
        chance = random.Random(judge * 1_000_003 + team * 1009 + base)
        marks = {criterion: str(chance.randint(0, 20) / 2) for criterion in CRITERIA}
        actor = Actor(JUDGE, judge=f"j{judge}")
        self.does(c.SubmitSheet, actor, round=ROUNDS[0], entry=f"team-{team}", base=base, marks=marks)

    @property
    def state(self) -> State:
        assert self.page.state is not None
        return self.page.state


def rows(*, is_quick: bool) -> Iterator[Row]:
    taken: dict[int, list[float]] = {}
    for entries in SIZES:
        evening = Evening(entries)
        taken[entries] = [one_more(evening, turn, TURNS // 3) for turn in range(1 if is_quick else 3)]
        anew = [timed_ms(lambda evening=evening: recompute(evening.state)) for _ in range(1 if is_quick else 3)]  # type: ignore[misc]
        figure = f"one more sheet: decide, standings, topics; {entries:,} entries all marked"
        yield Row(figure, "ms", taken[entries], "full recomputation", anew)
    least, most = SIZES[0], SIZES[-1]
    yield Row(f"… {most:,} entries", "ms", taken[most], f"{least} entries", taken[least], Aim(at_most=2))


def one_more(evening: Evening, turn: int, sheets: int) -> float:
    """The median of so many corrections, each seen by ten tablets, the walls and the desk."""
    holder = [Snapshot("journal", evening.page.seq, evening.state)]
    topics = [StateTopic(TOPICS[name], subject, lambda: holder[0]) for name, subject in WATCHED]
    for topic in topics:
        _ = topic.produce().frame
    _ = holder[0].standings.rows[:10]
    gc.collect()
    gc.freeze()  # as the server does once it has started: else one look for garbage in a hundred sheets is measured
    times = []
    for number in range(sheets):
        judge, base = number % JUDGES + 1, turn * (sheets // JUDGES) + number // JUDGES + 1
        began = time.perf_counter()
        evening.marks(judge, evening.entries, base)
        holder[0] = holder[0].next(evening.page.seq, evening.state)
        standings = holder[0].standings
        _ = standings.rows[:10], standings.row(f"team-{evening.entries}"), standings.unsettled
        for topic in topics:
            if not topic.is_current():
                _ = topic.produce().frame.utf8
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


def recompute(state: State) -> None:
    """The same with nothing kept."""
    snapshot = Snapshot("journal", 1, state)
    _ = compute_standings(state.rulebook, state.record).rows[:10]
    for name, subject in WATCHED:
        _ = wire.encoded(TOPICS[name].produce(snapshot, subject)).utf8


def timed_ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
