"""A season of the sample contest: the evening so far, as the jury's people would have brought it about.

Responsible for: one round judged and published, the second under way, as a batch of events for a journal.
Must not know: the store, the server, what becomes of the evening afterwards.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor, Command
from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.refusals import Refused
from contest_app.contest.rulebook import Criterion, Round, RuleBook
from contest_app.contest.scoring.time_penalty import propose_time_penalty
from contest_app.demo.marker import CONTEST
from contest_app.demo.sample import ALLOWED, COMMUNES, HELD_ON, JUDGES, PLACE, demo_rulebook, order_of, people
from contest_app.journal.journal import Batch
from contest_app.journal.pages import Page, Pages

# How long each performance took, by turn: two ran over the five minutes and the quarter of grace.
_GREETINGS_S = (284, 297, 276, 341, 290, 268, 305, 382, 279, 293)
_SITUATIONS_S = (288, 301)
_ALLOWED_S = 300
_CALL_MS, _SHEET_MS, _PAUSE_MS, _BREAK_MS = 20_000, 9_000, 30_000, 600_000
DRAWN_BY = "Đại diện mười đội, tại cuộc họp đội trưởng"
_EVENING_MS = 92 * 60_000  # what was played so far takes a little less


def evening_so_far(now_ms: int, journal: str, pace_s: float | None = None) -> Batch:
    """Everything up to now, for a new journal of that id; `pace_s` shrinks its clock to that of a play."""
    return evening_until(now_ms, journal, pace_s).batch()


def evening_until(now_ms: int, journal: str, pace_s: float | None = None) -> Evening:
    """The evening up to now, to be gone on with."""
    speed = 1.0 if pace_s is None else pace_s * ALLOWED / _ALLOWED_S
    pages = Pages({})
    evening = Evening(
        pages, pages.open(CONTEST, lambda: journal), now_ms - round(_EVENING_MS * speed), demo_rulebook(pace_s), speed
    )
    _play(evening)
    return evening


def mark_of(chance: random.Random, criterion: Criterion, skill: float) -> str:
    """A believable mark: the team's skill, a judge's eye, on the criterion's step and below its maximum."""
    limit, step = criterion.max or Fraction(10), criterion.step or Fraction(1, 2)
    share = min(1.0, max(0.4, skill + chance.gauss(0, 0.05)))
    steps = round(share * int(limit / step))
    return to_decimal_text(step * steps)


def skill_of(chance: random.Random) -> float:
    """How good a team is, as the share of the points that it earns."""
    return 0.72 + 0.24 * chance.random()


@dataclass
class Evening:
    """Writes what people's commands bring about, with a clock that it moves itself."""

    pages: Pages
    page: Page
    now_ms: int
    rulebook: RuleBook
    speed: float
    sent: int = 0
    random: random.Random = field(default_factory=lambda: random.Random(2024))

    def does(self, role: str, *wishes: Command, judge: str = "") -> None:
        for wish in wishes:
            answer = self.page.carry_out(wish, Actor(role, "demo", judge), self.now_ms)
            if isinstance(answer, Refused):
                raise RuntimeError(f"the demo's {type(wish).__name__} was not taken: {answer.words.en}")

    def id(self) -> str:
        self.sent += 1
        return f"demo-{self.sent:04}"

    def passes(self, ms: int) -> None:
        self.now_ms += round(ms * self.speed)

    def batch(self) -> Batch:
        """All of it, for the store."""
        return self.pages.batch()


def _play(evening: Evening) -> None:
    rulebook = evening.rulebook
    _set_up(evening, rulebook)
    greeting, situation = rulebook.rounds[0], rulebook.rounds[1]
    skills = {entry: skill_of(evening.random) for entry, _ in COMMUNES}
    evening.does("organizer", c.StartContest(evening.id()))
    evening.does("organizer", c.OpenRound(evening.id(), greeting.id))
    for entry, took_s in zip(order_of(greeting.id), _GREETINGS_S, strict=True):
        _perform(evening, greeting, entry, took_s, skills[entry])
    evening.does("organizer", c.CloseRound(evening.id(), greeting.id), c.PublishRound(evening.id(), greeting.id))
    evening.does("organizer", c.ChooseScene(evening.id(), "board"))
    evening.passes(_BREAK_MS)
    evening.does("organizer", c.OpenRound(evening.id(), situation.id))
    turns = iter(order_of(situation.id))
    for took_s in _SITUATIONS_S:
        entry = next(turns)
        _perform(evening, situation, entry, took_s, skills[entry])
    _on_stage_now(evening, situation, next(turns), skills)


def _set_up(evening: Evening, rulebook: RuleBook) -> None:
    evening.does("organizer", c.CreateContest(evening.id(), CONTEST, rulebook.data, PLACE, HELD_ON))
    names = people(evening.random)
    for number, (entry, name) in enumerate(COMMUNES, 1):
        members = tuple(next(names) for _ in range(5))
        unit = f"Khối Dân vận {name[0].lower()}{name[1:]}"
        evening.does("organizer", c.RegisterEntry(evening.id(), entry, number, name, unit, members[0], members))
    for number, (judge, name) in enumerate(JUDGES, 1):
        evening.does("organizer", c.AppointJudge(evening.id(), judge, number, name, is_head=number == 1))
    for round_ in rulebook.rounds:
        evening.does("organizer", c.SetRunningOrder(evening.id(), round_.id, order_of(round_.id), "paper", DRAWN_BY))


def _perform(evening: Evening, round_: Round, entry: str, took_s: int, skill: float) -> None:
    """One whole turn: called, timed, marked by all, a penalty where the clock asks for one, closed."""
    evening.does("organizer", c.CallPerformance(evening.id(), round_.id, entry))
    evening.passes(_CALL_MS)
    evening.does("organizer", c.StartTimer(evening.id(), round_.id, entry))
    started_ms = evening.now_ms
    evening.passes(took_s * 1000)
    elapsed_s = Fraction(evening.now_ms - started_ms, 1000)
    evening.does("organizer", c.StopTimer(evening.id(), round_.id, entry))
    for judge, _ in JUDGES:
        evening.passes(_SHEET_MS)
        mark_sheet(evening, round_, entry, judge, skill)
    proposal = propose_time_penalty(round_.time, elapsed_s) if round_.time else None
    if proposal is not None and proposal.points:
        points, why = to_decimal_text(proposal.points), proposal.words.vi
        evening.does("organizer", c.GivePenalty(evening.id(), entry, points, why, round_.id, "time"))
    evening.does("organizer", c.ClosePerformance(evening.id(), round_.id, entry))
    evening.passes(_PAUSE_MS)


def _on_stage_now(evening: Evening, round_: Round, entry: str, skills: dict[str, float]) -> None:
    """The team that newcomers find on stage: two judges have handed in, the other tablets wait for a person."""
    evening.does("organizer", c.CallPerformance(evening.id(), round_.id, entry))
    evening.does("organizer", c.ChooseScene(evening.id(), "on_stage"))
    for judge in ("j2", "j4"):
        evening.passes(15_000)
        mark_sheet(evening, round_, entry, judge, skills[entry])


def mark_sheet(evening: Evening, round_: Round, entry: str, judge: str, skill: float) -> None:
    """One judge's sheet, handed in."""
    marks = {criterion.id: mark_of(evening.random, criterion, skill) for criterion in round_.criteria}
    evening.does("judge", c.SubmitSheet(evening.id(), round_.id, entry, 0, marks), judge=judge)
