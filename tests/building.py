"""A contest told as a story: `a_contest().with_judges(3).with_entries("Hương Sơn", "Đào Xá").started()`.

Every sentence sends a real command through `decide` and folds its events; one that the rules refuse fails the test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.commands import Actor, Command
from contest_app.contest.decisions import decide
from contest_app.contest.evolve import evolve
from contest_app.contest.lots import seal_of
from contest_app.contest.refusals import Refused
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Performance, State

JOURNAL = "journal-1"
START_MS = 1_700_000_000_000
SECRET = "5f" * 16
JUDGE_NAMES = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Thu", "Phạm Văn Dũng", "Hoàng Thị Lan")


def a_rulebook(**changes: Any) -> dict[str, Any]:
    """Three rounds: greeting (marked from the call), knowledge (counted), skit (marked once the timer stopped)."""
    rulebook: dict[str, Any] = {
        "format": "rulebook/1",
        "title": 'Hội thi "Dân vận khéo" xã Hương Sơn',
        "panel": {"judges": 3, "quorum": 2},
        "rounds": [
            {
                "id": "greeting",
                "title": "Màn chào hỏi",
                "criteria": [
                    {"id": "content", "title": "Nội dung", "max": 8, "step": "0.5"},
                    {"id": "form", "title": "Hình thức", "max": 12, "step": "0.5"},
                ],
                "max": 20,
            },
            {"id": "knowledge", "title": "Kiến thức", "kind": "counted", "max": 30},
            {
                "id": "skit",
                "title": "Tiểu phẩm",
                "marking": "when_timer_stops",
                "criteria": [{"id": "acting", "title": "Diễn xuất", "max": 50, "step": "0.5"}],
                "time": {"limit_s": 600, "penalty": {"mode": "full_unit", "unit_s": 60, "points": 1}},
            },
        ],
        "rounding": {"places": 2, "stage": "total"},
        "ties": ["decision"],
        "prizes": [{"title": "Nhất", "count": 1}, {"title": "Nhì", "count": 1}, {"title": "Ba", "count": "rest"}],
        "publish": {"board": "after_performance", "detail": "marks", "judges": "numbers"},
    }
    return rulebook | changes


def one_round(**changes: Any) -> list[dict[str, Any]]:
    """The rounds of a rule book with the greeting alone."""
    return [a_rulebook()["rounds"][0] | changes]


def actor(who: str) -> Actor:
    """`"director"` is that role; `"j2"` the judge of that id on the device "tablet-j2"; `"j2@phone"` on another."""
    judge, _, device = who.partition("@")
    if judge[:1] == "j" and judge[1:].isdigit():
        return Actor("judge", judge=judge, device=device or f"tablet-{judge}")
    return Actor(who, name="Lan")


def a_contest(rulebook: Mapping[str, Any] | None = None, **changes: Any) -> Story:
    """A contest that has just been created, with `a_rulebook` changed as said."""
    return Story().does("organizer", c.CreateContest, contest="demo", rulebook=rulebook or a_rulebook(**changes))


class Story:
    """A contest under way: its events so far, and sentences that make more."""

    def __init__(self) -> None:
        self.events: list[tuple[e.Event, e.Stamp]] = []
        self.snapshots: list[Snapshot] = []
        self.now_ms = START_MS
        self.acts = 0

    # --- asking and doing ---------------------------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        return self.snapshots[-1]

    @property
    def state(self) -> State:
        return self.snapshot.state

    @property
    def seq(self) -> int:
        return len(self.events)

    def asks(self, who: str, kind: type[Command], **fields: Any) -> tuple[e.Event, ...] | Refused:
        """What the rules answer, without doing it."""
        command = kind(f"command-{self.seq}", **fields)
        return decide(self.state if self.snapshots else None, command, actor(who), self.now_ms)

    def does(self, who: str, kind: type[Command], **fields: Any) -> Story:
        """Does it; fails when it is refused."""
        decision = self.asks(who, kind, **fields)
        assert not isinstance(decision, Refused), f"{kind.__name__}: {decision.words.en}"
        for event in decision:
            self.happened(event, actor(who).label, f"command-{self.acts}")
        self.acts += 1
        self.now_ms += 1000
        return self

    def refused(self, who: str, kind: type[Command], **fields: Any) -> Refused:
        """The refusal; fails when the rules agree."""
        decision = self.asks(who, kind, **fields)
        assert isinstance(decision, Refused), f"{kind.__name__} was not refused: {decision}"
        return decision

    def happened(self, event: e.Event, label: str = "organizer:Lan", command: str = "") -> Story:
        """Folds one event into the contest."""
        stamp = e.Stamp(self.seq + 1, self.now_ms, label, command)
        state = evolve(self.state if self.snapshots else None, event, stamp)
        self.events.append((event, stamp))
        after = self.snapshot.next(stamp.seq, state) if self.snapshots else Snapshot(JOURNAL, stamp.seq, state)
        self.snapshots.append(after)
        return self

    def performance(self, entry: str = "e1", round: str = "greeting") -> Performance:
        return self.state.performance((round, entry))

    # --- setting up ---------------------------------------------------------------------------------------------------

    def with_judges(self, count: int, head: int | None = None) -> Story:
        """Judges j1, j2 …; `head` is the number of the head judge."""
        for number in range(1, count + 1):
            name = JUDGE_NAMES[(number - 1) % len(JUDGE_NAMES)]
            self.does("organizer", c.AppointJudge, judge=f"j{number}", number=number, name=name, is_head=number == head)
        return self

    def with_entries(self, *names: str) -> Story:
        """Entries e1, e2 … with these names."""
        for number, name in enumerate(names, len(self.state.entries) + 1):
            self.does("secretary", c.RegisterEntry, entry=f"e{number}", number=number, name=name, unit=f"Xã {name}")
        return self

    def sealed(self, *rounds: str, secret: str = SECRET, reason: str = "") -> Story:
        """A secret is sealed for drawing the order of these rounds."""
        return self.does("secretary", c.BeginDraw, rounds=rounds, seal=seal_of(secret), reason=reason)

    def drawn(self, word: str, secret: str = SECRET) -> Story:
        """The hall called a word."""
        return self.does("secretary", c.DrawLots, draw=self.last_draw, word=word, secret=secret)

    def opened(self, upto: int | None = None) -> Story:
        """The turns up to `upto` are open, or all of them."""
        lots = len(self.state.draws[self.last_draw].order)
        return self.does("director", c.RevealLots, draw=self.last_draw, upto=upto or lots)

    @property
    def last_draw(self) -> int:
        """The number of the draw under way, or of the last one."""
        return max(self.state.draws, default=0)

    def replaced(self, judge: str, successor: str, head: str = "", reason: str = "ốm") -> Story:
        """The judge leaves, and `successor` ("j6": number 6) takes the place."""
        new = {"successor": successor, "number": int(successor[1:]), "name": f"Giám khảo {successor[1:]}"}
        return self.does("organizer", c.ReplaceJudge, judge=judge, **new, head=head, reason=reason)

    def let_go(self, judge: str, head: str = "") -> Story:
        """The judge leaves and nobody takes the place."""
        return self.does("organizer", c.LetJudgeGo, judge=judge, head=head, reason="ốm")

    def started(self) -> Story:
        return self.does("organizer", c.StartContest)

    # --- running ------------------------------------------------------------------------------------------------------

    def round_open(self, round: str = "greeting") -> Story:
        return self.does("director", c.OpenRound, round=round)

    def round_closed(self, round: str = "greeting") -> Story:
        return self.does("director", c.CloseRound, round=round)

    def round_reopened(self, round: str = "greeting") -> Story:
        return self.does("head_judge", c.ReopenRound, round=round, reason="chấm sót")

    def called(self, entry: str = "e1", round: str = "greeting") -> Story:
        return self.does("director", c.CallPerformance, round=round, entry=entry)

    def timed(self, seconds: int, entry: str = "e1", round: str = "greeting") -> Story:
        """The timer is started, and stopped after so many seconds."""
        self.does("director", c.StartTimer, round=round, entry=entry)
        self.now_ms += seconds * 1000 - 1000
        return self.does("director", c.StopTimer, round=round, entry=entry)

    def marked(
        self, judge: str, *marks: str, entry: str = "e1", round: str = "greeting", base: int | None = None
    ) -> Story:
        """The judge hands in marks in the order of the criteria, editing what is there (or `base`)."""
        return self.does(judge, c.SubmitSheet, **self.sheet(judge, *marks, entry=entry, round=round, base=base))

    def sheet(
        self, judge: str, *marks: str, entry: str = "e1", round: str = "greeting", base: int | None = None
    ) -> dict[str, Any]:
        """The fields of a sheet, for sentences that may be refused."""
        handed = self.performance(entry, round).handed.get(judge.partition("@")[0])
        criteria = [criterion.id for criterion in self.state.rulebook.round(round).criteria]
        return {
            "round": round,
            "entry": entry,
            "base": base if base is not None else handed.revision if handed else 0,
            "marks": dict(zip(criteria, marks, strict=False)),
        }

    def all_marked(self, *marks: str, entry: str = "e1", round: str = "greeting") -> Story:
        """Every judge of the panel hands in the same marks."""
        for judge in self.state.panel_of((round, entry)):
            self.marked(judge, *marks, entry=entry, round=round)
        return self

    def closed(self, entry: str = "e1", round: str = "greeting", reason: str = "") -> Story:
        return self.does("director", c.ClosePerformance, round=round, entry=entry, reason=reason)

    def judged(self, *marks: str, entry: str = "e1", round: str = "greeting") -> Story:
        """Called, marked alike by everybody, closed."""
        return self.called(entry, round).all_marked(*marks, entry=entry, round=round).closed(entry, round)

    def published(self, entry: str = "e1", round: str = "greeting") -> Story:
        return self.does("director", c.PublishPerformance, round=round, entry=entry)

    def decided(self) -> Story:
        return self.does("head_judge", c.DecideContest)

    def announced(self) -> Story:
        return self.does("director", c.AnnounceResults)


def a_running_contest(judges: int = 3, entries: int = 2, **changes: Any) -> Story:
    """Started, the greeting open, nobody called yet."""
    names = ("Hương Sơn", "Đào Xá", "Úc Kỳ", "Nga My", "Kha Sơn")[:entries]
    return a_contest(**changes).with_judges(judges).with_entries(*names).started().round_open()


def a_judged_contest(
    first: tuple[str, str] = ("7", "11"), second: tuple[str, str] = ("6", "10"), **changes: Any
) -> Story:
    """One round only, both entries judged, the round closed."""
    story = a_running_contest(**({"rounds": one_round()} | changes))
    return story.judged(*first, entry="e1").judged(*second, entry="e2").round_closed()
