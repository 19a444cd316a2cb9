"""Events: what happened, in the past tense. The journal stores exactly these.

The law of evolution: a stored event is never edited. A field may be added with a default; one that is renamed, removed
or re-typed needs a higher `version` and an upcaster in `journal/codec.py`. Points and marks are decimal text ("7.5"),
times are milliseconds since 1970 by the server's clock, ids are text. Who did it and when stands in the Stamp.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where an event stands: its number in the journal, when (ms since 1970), and who caused it ("role:name").

    `command` is the id of the command behind it: events of one act share it.
    """

    seq: int
    at_ms: int
    actor: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; every subclass is stored under its own class name."""


# --- setting up -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContestCreated(Event):
    contest: str
    rulebook: Mapping[str, Any]
    title: str
    place: str = ""
    held_on: str = ""
    rehearsal_of: str = ""


@dataclass(frozen=True, slots=True)
class ContestDescribed(Event):
    """Thông tin chung, whole: what is not named is empty from here on. `held_on` is a day as 2026-10-12."""

    place: str
    held_on: str
    form: str = "state"
    parent_body: str = ""
    body: str = ""
    locality: str = ""
    grounds: tuple[str, ...] = ()
    steering_committee: tuple[str, ...] = ()
    organizing_committee: tuple[str, ...] = ()
    secretariat: tuple[str, ...] = ()
    mcs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleBookSet(Event):
    rulebook: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleBookAmended(Event):
    rulebook: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class EntryRegistered(Event):
    entry: str
    number: int
    name: str
    unit: str = ""
    captain: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRemoved(Event):
    """Registered by mistake, and taken off the list before the contest started."""

    entry: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class JudgeAppointed(Event):
    judge: str
    number: int
    name: str
    is_head: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class JudgeRemoved(Event):
    """Appointed by mistake, and taken off the list before the contest started."""

    judge: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RunningOrderSet(Event):
    """`how`: listed, paper (lots drawn by hand, by or before `drawn_by`) or drawn (by `draw`, `seed`: secret|word)."""

    round: str
    order: tuple[str, ...]
    how: str = "listed"
    seed: str = ""
    draw: int = 0
    drawn_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DrawBegun(Event):
    """A secret is sealed for these rounds: `seal` is its SHA-256, `entries` who takes part, each with its number."""

    rounds: tuple[str, ...]
    seal: str
    entries: Mapping[str, int]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LotsDrawn(Event):
    """The hall called `word`; with the secret it settles `order` (`contest.lots`). Nothing of it is public yet."""

    draw: int
    word: str
    secret: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LotsRevealed(Event):
    """The turns up to and with `upto` are open for everybody."""

    draw: int
    upto: int


@dataclass(frozen=True, slots=True)
class DrawCancelled(Event):
    draw: int
    reason: str


@dataclass(frozen=True, slots=True)
class ContestStarted(Event):
    """The rule book is pinned from here on."""


# --- changes of the panel while the contest runs ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JudgeJoined(Event):
    """A judge more from here on, for every performance that is not closed; `instead_of` names whose place it is."""

    judge: str
    number: int
    name: str
    unit: str = ""
    instead_of: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JudgeLeft(Event):
    """The judge marks nothing more; what was handed in stands. `handed_to` names who takes the place, if anybody."""

    judge: str
    reason: str
    handed_to: str = ""


@dataclass(frozen=True, slots=True)
class JudgeCameBack(Event):
    judge: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeadJudgeChosen(Event):
    """From here on this judge is head judge (nobody: empty); what was marked or closed keeps the head it had."""

    judge: str
    reason: str = ""


# --- the life of a round and a performance ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoundOpened(Event):
    round: str


@dataclass(frozen=True, slots=True)
class RoundClosed(Event):
    """`entries`: whose performances were closed with the round (a counted round closes what is left)."""

    round: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundReopened(Event):
    """`was`: closed or signed."""

    round: str
    reason: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class RoundSigned(Event):
    round: str


@dataclass(frozen=True, slots=True)
class PerformanceCalled(Event):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class CallWithdrawn(Event):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class TimerStarted(Event):
    round: str
    entry: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class TimerStopped(Event):
    round: str
    entry: str
    at_ms: int
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class TimerCleared(Event):
    round: str
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class PerformanceEnded(Event):
    """The entry left the stage and only the marking goes on (where no timer says so)."""

    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class PerformanceClosed(Event):
    """`was`: the performance's status before."""

    round: str
    entry: str
    missing: tuple[str, ...] = ()
    reason: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class PerformanceReopened(Event):
    round: str
    entry: str
    reason: str
    status: str = "marking"


# --- sheets, seats, points --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeatTaken(Event):
    """A device took a judge's seat; `taken_from` names the device that held it before."""

    judge: str
    device: str
    taken_from: str = ""


@dataclass(frozen=True, slots=True)
class SeatReleased(Event):
    judge: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SheetSubmitted(Event):
    round: str
    entry: str
    judge: str
    revision: int
    marks: Mapping[str, str]
    device: str = ""


@dataclass(frozen=True, slots=True)
class SheetArrivedLate(Event):
    """A sheet that counts nothing until the desk accepts it.

    `why`: judge_left, seat_taken, performance_closed or round_closed.
    """

    round: str
    entry: str
    judge: str
    base: int
    marks: Mapping[str, str]
    why: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class LateSheetAccepted(Event):
    late: int
    round: str
    entry: str
    judge: str
    revision: int
    reason: str


@dataclass(frozen=True, slots=True)
class LateSheetDeclined(Event):
    late: int
    reason: str


@dataclass(frozen=True, slots=True)
class PaperSheetTyped(Event):
    """A judge's paper sheet, typed once: it counts nothing, and nobody is shown it, until somebody types the same."""

    round: str
    entry: str
    judge: str
    marks: Mapping[str, str]
    typist: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperSheetEntered(Event):
    """Two readings of a paper sheet agreed (`reading` was the first): from here on it is the judge's sheet.

    `alone` says why one person typed both.
    """

    reading: int
    round: str
    entry: str
    judge: str
    revision: int
    marks: Mapping[str, str]
    typists: tuple[str, ...]
    reason: str
    alone: str = ""


@dataclass(frozen=True, slots=True)
class PaperReadingDiscarded(Event):
    reading: int
    round: str
    entry: str
    judge: str
    reason: str


@dataclass(frozen=True, slots=True)
class JudgeRecused(Event):
    judge: str
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecusalWithdrawn(Event):
    judge: str
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountedPointsEntered(Event):
    """`before`: the points that these replace; "" for none, or where they replace points by part (or are by part)."""

    round: str
    entry: str
    points: str
    revision: int
    part: str = ""
    reason: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class PenaltyGiven(Event):
    """`round` is empty for a penalty on the total; `source` is "time" or "hand"."""

    round: str
    entry: str
    points: str
    reason: str
    source: str = "hand"


@dataclass(frozen=True, slots=True)
class PenaltyWithdrawn(Event):
    """`points` and `given_for` are those of the penalty that is withdrawn."""

    penalty: int
    round: str
    entry: str
    reason: str
    points: str = ""
    given_for: str = ""


@dataclass(frozen=True, slots=True)
class BonusGiven(Event):
    round: str
    entry: str
    points: str
    reason: str


@dataclass(frozen=True, slots=True)
class BonusWithdrawn(Event):
    """`points` and `given_for` are those of the bonus that is withdrawn."""

    bonus: int
    round: str
    entry: str
    reason: str
    points: str = ""
    given_for: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceRecorded(Event):
    """The entry did not perform in this round; `was`: the performance's status before."""

    round: str
    entry: str
    reason: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceWithdrawn(Event):
    round: str
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EntryStatusChanged(Event):
    """`status`: competing, withdrawn or disqualified; `before`: the one it replaces."""

    entry: str
    status: str
    reason: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class TieDecided(Event):
    """The order among tied entries, best first; `how`: decision or lot."""

    entries: tuple[str, ...]
    reason: str
    how: str = "decision"


@dataclass(frozen=True, slots=True)
class TieDecisionWithdrawn(Event):
    entries: tuple[str, ...]
    reason: str


# --- what the public sees ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PerformancePublished(Event):
    """`again`: it was public already, and goes out as it is now."""

    round: str
    entry: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class RoundPublished(Event):
    """`again`: some of it was public already, and goes out as it is now."""

    round: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class PublicationWithdrawn(Event):
    """Of one performance, or of a whole round (`entry` empty)."""

    round: str
    reason: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class BoardFrozen(Event):
    """From here the public board stays as it is until it is thawed or the results are announced."""


@dataclass(frozen=True, slots=True)
class BoardThawed(Event):
    reason: str


@dataclass(frozen=True, slots=True)
class ContestDecided(Event):
    """Every round is closed and every tie settled: the figures stand."""


@dataclass(frozen=True, slots=True)
class DecisionReopened(Event):
    reason: str


@dataclass(frozen=True, slots=True)
class ResultsAnnounced(Event):
    """Everything is public and final."""


@dataclass(frozen=True, slots=True)
class AnnouncementWithdrawn(Event):
    reason: str


@dataclass(frozen=True, slots=True)
class SceneChosen(Event):
    """`scene`: waiting, on_stage, result, board or draw; `before` (with its round and entry): the one it replaces."""

    scene: str
    round: str = ""
    entry: str = ""
    before: str = ""
    before_round: str = ""
    before_entry: str = ""


def event_kinds() -> dict[str, type[Event]]:
    """Every event class by the name it is stored under."""
    found = (value for value in globals().values() if isinstance(value, type) and issubclass(value, Event))
    return {kind.__name__: kind for kind in found if kind is not Event}
