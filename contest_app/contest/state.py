"""The state of a contest: what the events so far add up to. Immutable; `evolve` makes the next one.

`record` holds every figure there is and is for the jury only. `public` is a record of its own with nothing in it but
what was published, copied at the publication: a screen that reads `public` cannot show what was not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from immutables import Map

from contest_app.contest.about import NOTHING_SAID, About
from contest_app.contest.events import Event, Stamp
from contest_app.contest.record import PerformanceRecord, Record
from contest_app.contest.rulebook import Round, RuleBook
from contest_app.contest.shown import NOTHING_SHOWN, Shown
from contest_app.contest.tracked import TrackedMap

Key = tuple[str, str]
"""A performance: (round id, entry id)."""

Aspect = tuple[str, ...]
"""A piece of the contest that events touch (`aspects`)."""

Phase = Literal["setup", "running", "decided", "announced"]
RoundStatus = Literal["pending", "open", "closed", "signed"]
PerformanceStatus = Literal["waiting", "on_stage", "marking", "closed"]
SceneKind = Literal["waiting", "on_stage", "result", "board", "draw"]
DrawStatus = Literal["sealed", "drawn", "complete", "cancelled"]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it happened: what, when and by whom."""

    event: Event
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Entry:
    """What is judged: a team, a person, a model (đội thi, cá nhân, mô hình)."""

    id: str
    number: int
    name: str
    unit: str = ""
    captain: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge. Of those who follow each other in one place on the panel, a performance is marked by one at most."""

    id: str
    number: int
    name: str
    is_head: bool = False
    unit: str = ""
    stands_for: str = ""  # the judge first appointed to this place, where that was somebody else
    joined_ms: int | None = None  # None: on the panel from the start
    left_ms: int | None = None  # None: still on the panel
    handed_to: str = ""  # who took the place over

    @property
    def place(self) -> str:
        """The place on the panel, by the judge first appointed to it."""
        return self.stands_for or self.id

    @property
    def has_left(self) -> bool:
        return self.left_ms is not None


@dataclass(frozen=True, slots=True)
class Timer:
    """`started_ms` is None while the clock stands, `elapsed_ms` what ran before that. `stopped`: at least once."""

    started_ms: int | None = None
    elapsed_ms: int = 0
    stopped: bool = False

    @property
    def is_running(self) -> bool:
        return self.started_ms is not None


@dataclass(frozen=True, slots=True)
class Handed:
    """A judge's sheet as handed in: its revision and when (ms since 1970); `on_paper`: typed in from a paper sheet."""

    revision: int
    at_ms: int
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Performance:
    """One entry's turn in one round: its life, apart from its figures (those stand in the record)."""

    status: PerformanceStatus = "waiting"
    timer: Timer = Timer()
    handed: Map[str, Handed] = field(default_factory=Map)  # by judge
    counted_revisions: Map[str, int] = field(default_factory=Map)  # by part
    missing: tuple[str, ...] = ()  # judges without a sheet when it was closed
    closing_reason: str = ""
    closed_from: str = ""  # the status before it was closed; "" where the journal does not say
    panel: tuple[str, ...] | None = None  # whose performance it was when first closed; None: whoever sits now


@dataclass(frozen=True, slots=True)
class LateSheet:
    late: int  # the seq of its SheetArrivedLate
    round: str
    entry: str
    judge: str
    marks: Mapping[str, str]
    why: str
    at_ms: int
    status: Literal["waiting", "accepted", "declined"] = "waiting"


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A paper sheet that was typed once. Its marks are for the comparison with the second reading and nobody's eyes."""

    reading: int  # the seq of its PaperSheetTyped
    marks: Mapping[str, str]
    typist: str
    reason: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawing of lots. `order` and `secret` are known to nobody until it is complete, but for the opened turns."""

    draw: int  # the seq of its DrawBegun
    rounds: tuple[str, ...]
    seal: str
    entries: Mapping[str, int]  # who takes part, with the number that makes the lot
    begun_ms: int
    reason: str = ""  # why lots were drawn again
    status: DrawStatus = "sealed"
    word: str = ""
    secret: str = ""
    order: tuple[str, ...] = ()
    opened: int = 0
    ended_ms: int = 0
    cancelled_because: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.status in ("sealed", "drawn")


@dataclass(frozen=True, slots=True)
class OrderSource:
    """Where a round's running order comes from: listed, paper or drawn (then by which draw)."""

    how: str
    at_ms: int
    draw: int = 0
    drawn_by: str = ""
    reason: str = ""  # why it replaced a drawn one


@dataclass(frozen=True, slots=True)
class Scene:
    kind: SceneKind = "waiting"
    round: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What the public knew at one moment, kept so that taking the announcement back leads there again."""

    record: Record
    rulebook: RuleBook
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class State:
    contest: str
    title: str
    rulebook: RuleBook
    record: Record
    public: Record
    public_rulebook: RuleBook  # the rule book as it was at the last publication: an amendment moves no published figure
    place: str = ""
    held_on: str = ""
    rehearsal_of: str = ""
    about: About = NOTHING_SAID
    phase: Phase = "setup"
    entries: Map[str, Entry] = field(default_factory=Map)
    entry_order: tuple[str, ...] = ()  # by number
    judges: Map[str, Judge] = field(default_factory=Map)
    judge_order: tuple[str, ...] = ()  # by number
    rounds: Map[str, RoundStatus] = field(default_factory=Map)
    closed_with: Map[str, tuple[str, ...]] = field(default_factory=Map)  # round -> entries that its closing closed
    signers: Map[str, str] = field(default_factory=Map)  # signed round -> who was head judge then
    performances: TrackedMap[Key, Performance] = field(default_factory=TrackedMap)
    head_since_ms: int | None = None  # when the head judge was last changed, None: never while the contest ran
    recused: frozenset[tuple[str, str]] = frozenset()  # (judge, entry)
    recusal_reasons: Map[tuple[str, str], str] = field(default_factory=Map)
    seats: Map[str, str] = field(default_factory=Map)  # judge -> device
    late: Map[int, LateSheet] = field(default_factory=Map)
    paper: Map[tuple[str, str, str], PaperReading] = field(default_factory=Map)  # by (round, entry, judge)
    draws: Map[int, Draw] = field(default_factory=Map)  # by the seq that began each
    orders: Map[str, OrderSource] = field(default_factory=Map)  # by round, where an order was set
    on_stage: Key | None = None
    scene: Scene = Scene()
    is_frozen: bool = False
    before_announcement: Published | None = None
    shown: Shown = NOTHING_SHOWN
    touched: Map[Aspect, Told] = field(default_factory=Map)  # the last event that touched each piece of the contest
    acts: tuple[tuple[Told, ...], ...] = ()  # the desk's last acts, each with all its events

    def performance(self, key: Key) -> Performance:
        """The performance, waiting if nothing happened to it yet."""
        return self.performances.get(key, _WAITING)

    def figures(self, key: Key) -> PerformanceRecord:
        """What counts in a performance, empty if nothing does yet (unpublished!)."""
        return self.record.performances.get(key, _NOTHING)

    def round_status(self, round_id: str) -> RoundStatus:
        return self.rounds.get(round_id, "pending")

    def order_of(self, round_id: str) -> tuple[str, ...]:
        """The running order of a round: as set, then by number whoever was registered after that."""
        order = self.record.running_order.get(round_id, ())
        if len(order) == len(self.entry_order):
            return order
        return tuple(dict.fromkeys((*order, *self.entry_order)))

    @property
    def last_draw(self) -> Draw | None:
        """The drawing of lots that is under way, or was the last one."""
        return self.draws[max(self.draws)] if self.draws else None

    def entry_status(self, entry: str) -> str:
        """competing, withdrawn or disqualified, as the jury knows it."""
        return next((e.status for e in self.record.entries if e.id == entry), "competing")

    @property
    def seated(self) -> tuple[str, ...]:
        """The judges who are on the panel now, by number."""
        return tuple(judge for judge in self.judge_order if not self.judges[judge].has_left)

    def sits_for(self, judge: str, key: Key) -> bool:
        """Whether a performance is this judge's, who may still stand aside for a conflict of interest.

        It is for those who sit now, or sat when it was first closed; a place that has a sheet is that sheet's judge's.
        """
        sheets, settled, known = self.figures(key).sheets, self.performance(key).panel, self.judges[judge]
        if judge in sheets:
            return True
        is_member = not known.has_left if settled is None else judge in settled
        return is_member and all(self.judges[other].place != known.place for other in sheets)

    def members_of(self, key: Key) -> tuple[str, ...]:
        """The judges of a performance, by number, with those who stand aside."""
        return tuple(judge for judge in self.judge_order if self.sits_for(judge, key))

    def panel_of(self, key: Key) -> tuple[str, ...]:
        """The judges who mark a performance, by number: all but the recused."""
        return tuple(judge for judge in self.members_of(key) if (judge, key[1]) not in self.recused)

    def missing_judges(self, key: Key) -> tuple[str, ...]:
        """The judges whose sheet for a performance is not in."""
        sheets = self.figures(key).sheets
        return tuple(judge for judge in self.panel_of(key) if judge not in sheets)

    def takes_marks(self, round_: Round, performance: Performance) -> bool:
        """Whether marking is open: from the call, or once the timer was stopped, as the rule book says."""
        if performance.status == "on_stage":
            return round_.marking == "at_call"
        return performance.status == "marking"


_WAITING = Performance()
_NOTHING = PerformanceRecord()
