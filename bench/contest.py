"""A contest to measure with: teams, ten judges, two judged rounds and one that is counted; and plans of its evening.

The counted round is scored and published, so that the public board has a figure in every row.
"""

from __future__ import annotations

import atexit
import json
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from contest_app.accounts.links import Seat, store_links
from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DIRECTOR, JUDGE, ORGANIZER
from contest_app.journal.journal import Journal
from contest_app.scorekeeper import Receipt, Scorekeeper

CONTEST = "bench"
JUDGES = 10
ROUNDS = ("greeting", "skit")
CRITERIA = ("content", "form", "story", "acting")
RULEBOOK: dict[str, Any] = {
    "format": "rulebook/1",
    "title": 'Hội thi "Dân vận khéo" đo tốc độ',
    "panel": {"judges": JUDGES, "quorum": JUDGES - 1},
    "rounds": [
        {
            "id": round_,
            "title": title,
            "criteria": [{"id": criterion, "title": criterion, "max": 10, "step": "0.5"} for criterion in CRITERIA],
        }
        for round_, title in zip(ROUNDS, ("Màn chào hỏi", "Tiểu phẩm"), strict=True)
    ]
    + [{"id": "quiz", "title": "Kiến thức", "kind": "counted", "max": 100}],
    "aggregate": {"method": "trimmed_mean", "drop_low": 1, "drop_high": 1},
    "rounding": {"places": 2},
    "ties": ["round:skit", "shared"],
    "publish": {"board": "after_round", "detail": "judge_totals", "judges": "numbers"},
}


@dataclass
class Evening:
    """A prepared folder: who may act with which token, and the teams by id."""

    folder: Path
    tokens: dict[str, str]  # by judge ("j1") or role ("director")
    entries: list[str]


_written: dict[int, Evening] = {}


def prepare(folder: Path, entries: int) -> Evening:
    """A folder with the contest, started, the judged rounds open for nobody yet; written once and then copied."""
    if entries not in _written:
        kept = Path(tempfile.mkdtemp(prefix="contest-bench-"))
        atexit.register(shutil.rmtree, kept, ignore_errors=True)
        _written[entries] = _write(kept / "data", entries)
    written = _written[entries]
    shutil.copytree(written.folder, folder)
    return replace(written, folder=folder)


def _write(folder: Path, entries: int) -> Evening:
    journal = Journal.open(folder)
    keeper = Scorekeeper(journal, threads(), lambda: time.time_ns() // 1_000_000, lambda contest: None)
    keeper.start()
    names = [f"team-{number}" for number in range(1, entries + 1)]
    judges = [f"j{number}" for number in range(1, JUDGES + 1)]

    def do(kind: type[c.Command], **fields: Any) -> None:
        answer = keeper.submit(CONTEST, kind(secrets.token_hex(8), **fields), Actor(ORGANIZER, "bench"))
        assert isinstance(answer, Receipt), answer

    try:
        do(c.CreateContest, contest=CONTEST, rulebook=RULEBOOK, place="Nhà văn hóa xã", held_on="2026-11-24")
        for number, entry in enumerate(names, 1):
            do(c.RegisterEntry, entry=entry, number=number, name=f"Đội thi xã Tân Khánh số {number}")
        for number, judge in enumerate(judges, 1):
            do(c.AppointJudge, judge=judge, number=number, name=f"Giám khảo {number}", is_head=number == 1)
        do(c.StartContest)
        do(c.OpenRound, round="quiz")
        for number, entry in enumerate(names):
            do(c.EnterCountedPoints, round="quiz", entry=entry, points=f"{40 + number % 61}")
        do(c.CloseRound, round="quiz")
        do(c.PublishRound, round="quiz")
        do(c.ChooseScene, scene="on_stage")
        seats = [Seat(CONTEST, DIRECTOR), *(Seat(CONTEST, JUDGE, judge) for judge in judges)]
        links = keeper.write(lambda connection: store_links(connection, CONTEST, seats, 0))
    finally:
        keeper.stop()
        journal.close()
    return Evening(folder, {link.seat.judge or link.seat.role: link.token for link in links}, names)


# --- plans: what client.c carries out (its head says how they are written) --------------------------------------------


@dataclass
class Plan:
    """Lines for the load client. Senders: the director first, then the judges."""

    evening: Evening
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        senders = ["director", *(f"j{number}" for number in range(1, JUDGES + 1))]
        for number, who in enumerate(senders):
            auth = {"contest": CONTEST, "token": self.evening.tokens[who]}
            self.lines.append(f"A {number} {json.dumps(auth)}")

    def step(self, gap_ms: int, *, timed: bool) -> None:
        self.lines.append(f"S {gap_ms} {int(timed)}")

    def message(self, sender: int, kind: str, **fields: Any) -> None:
        command = {"command_id": secrets.token_hex(10), "kind": kind, **fields}
        self.lines.append(f"M {sender} {json.dumps(command)}")

    def directs(self, kind: str, gap_ms: int = 20, **fields: Any) -> None:
        """A step of the director's own, not timed."""
        self.step(gap_ms, timed=False)
        self.message(0, kind, **fields)

    def sheet(self, judge: int, round_: str, entry: str, base: int = 0) -> None:
        marks = {criterion: f"{(judge + base + len(criterion)) % 10}.5" for criterion in CRITERIA}
        self.message(judge, "submit_sheet", round=round_, entry=entry, base=base, marks=marks)

    def write(self, file: Path) -> Path:
        file.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return file


def performances(plan: Plan, round_: str, how_many: int) -> Iterator[str]:
    """Opens a round and calls, for each turn of the loop, the next team; closes its performance after that."""
    plan.directs("open_round", round=round_)
    for entry in plan.evening.entries[:how_many]:
        plan.directs("call_performance", round=round_, entry=entry)
        yield entry
        plan.directs("close_performance", round=round_, entry=entry, reason="Đo tốc độ")


def one_by_one(plan: Plan, round_: str, teams: int, gap_ms: int) -> None:
    """Each judge's sheet by itself."""
    for entry in performances(plan, round_, teams):
        for judge in range(1, JUDGES + 1):
            plan.step(gap_ms, timed=True)
            plan.sheet(judge, round_, entry)


def ten_at_once(plan: Plan, round_: str, teams: int, gap_ms: int) -> None:
    """All sheets of a performance in the same millisecond."""
    for entry in performances(plan, round_, teams):
        plan.step(gap_ms, timed=True)
        for judge in range(1, JUDGES + 1):
            plan.sheet(judge, round_, entry)


def scenes(plan: Plan, changes: int, gap_ms: int) -> None:
    """The wall's scene, to and fro: a frame to every screen, with next to nothing to compute."""
    for number in range(changes):
        plan.step(gap_ms, timed=True)
        plan.message(0, "choose_scene", scene=("waiting", "on_stage")[number % 2])


def on_stage(plan: Plan) -> None:
    """The first team is called, in a round that stays open."""
    plan.directs("open_round", round=ROUNDS[0])
    plan.directs("call_performance", round=ROUNDS[0], entry=plan.evening.entries[0])


def corrections(plan: Plan, each: int, since: int = 0) -> None:
    """For --free: every judge hands in a sheet and corrects it again and again."""
    for base in range(since, since + each):
        for judge in range(1, JUDGES + 1):
            plan.sheet(judge, ROUNDS[0], plan.evening.entries[0], base)


def round_robin(plan: Plan, each: int, gap_ms: int) -> None:
    """Nine judges in turn, one sheet after the other."""
    on_stage(plan)
    for base in range(each):
        for judge in range(1, JUDGES):
            plan.step(gap_ms, timed=True)
            plan.sheet(judge, ROUNDS[0], plan.evening.entries[0], base)
