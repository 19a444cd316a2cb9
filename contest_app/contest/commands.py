"""Commands: what somebody wants, in the imperative. `decisions.decide` answers each with events or a Refused.

The wire name of a command is its class name in snake case (`SubmitSheet` is `submit_sheet`); its fields are those of
the message. Who wants it is never a field: the actor comes from the token or the session. Points and marks are decimal
text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contest_app.contest.about import NOTHING_SAID, About


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a role of `permissions`, the judge's id for judges, a name for the journal, the device if known."""

    role: str
    name: str = ""
    judge: str = ""
    device: str = ""

    @property
    def label(self) -> str:
        """What the journal records, e.g. "judge:j3" or "secretary:Lan"."""
        return f"{self.role}:{self.judge or self.name}"


@dataclass(frozen=True, slots=True)
class Command:
    """A wish with the id under which it may be sent again without harm.

    `drawn_at` is the journal's seq that the wisher's page was drawn from (the `base` of a desk's form): the wish is
    refused when what it rests on changed since. None: whatever happened meanwhile.
    """

    command_id: str
    drawn_at: int | None = field(default=None, kw_only=True)


# --- setting up (organizer, secretary) --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CreateContest(Command):
    contest: str
    rulebook: Mapping[str, Any]
    place: str = ""
    held_on: str = ""
    rehearsal_of: str = ""
    about: About = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class DescribeContest(Command):
    """Thông tin chung, whole. `title` and `level` are the rule book's: empty leaves them as they are."""

    place: str = ""
    held_on: str = ""
    title: str = ""
    level: str = ""
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
class SetRulebook(Command):
    rulebook: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AmendRulebook(Command):
    rulebook: Mapping[str, Any]
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterEntry(Command):
    """`entry` is the id; registering an id again changes its words."""

    entry: str
    number: int
    name: str
    unit: str = ""
    captain: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterEntries(Command):
    """A whole list at once, all or nothing: entry id -> `{number, name, unit, captain, members}`."""

    lines: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RemoveEntry(Command):
    entry: str


@dataclass(frozen=True, slots=True)
class AppointJudge(Command):
    """`judge` is the id; appointing an id again changes its words. While the contest runs: one judge more."""

    judge: str
    number: int
    name: str
    is_head: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AppointPanel(Command):
    """A whole list before the start, all or nothing: judge id -> `{number, name, unit, is_head}`, one head at most.

    `secretariat` and `mcs` are these committees as they shall be, a person a line; empty leaves them as they are.
    """

    lines: Mapping[str, Any]
    secretariat: tuple[str, ...] = ()
    mcs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveJudge(Command):
    judge: str


@dataclass(frozen=True, slots=True)
class ReplaceJudge(Command):
    """A new judge takes over the place of one who leaves; `head` is the new head judge, where the head leaves."""

    judge: str
    successor: str
    number: int
    name: str
    reason: str
    unit: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class LetJudgeGo(Command):
    """A judge leaves and nobody takes the place; `head` is the new head judge, where the head leaves."""

    judge: str
    reason: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class CallJudgeBack(Command):
    """One who left sits again; whoever took the place over leaves it."""

    judge: str
    reason: str
    head: str = ""


@dataclass(frozen=True, slots=True)
class SetRunningOrder(Command):
    """`how`: listed, or paper (lots drawn by hand, by or before `drawn_by`); replacing a drawn order wants a reason."""

    round: str
    order: tuple[str, ...]
    how: str = "listed"
    drawn_by: str = ""
    reason: str = ""


# --- drawing lots (organizer, director, secretary) --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BeginDraw(Command):
    """Seals a secret whose SHA-256 is `seal`; whoever seals keeps the secret. `reason`: why lots are drawn again."""

    rounds: tuple[str, ...]
    seal: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DrawLots(Command):
    """Opens the seal with the word from the hall: from here on the order stands, and nobody has seen it."""

    draw: int
    word: str
    secret: str


@dataclass(frozen=True, slots=True)
class RevealLots(Command):
    """Opens the turns up to and with `upto`; with the last one the order becomes the running order."""

    draw: int
    upto: int


@dataclass(frozen=True, slots=True)
class CancelDraw(Command):
    draw: int
    reason: str


@dataclass(frozen=True, slots=True)
class StartContest(Command):
    pass


# --- running (director) -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenRound(Command):
    round: str


@dataclass(frozen=True, slots=True)
class CloseRound(Command):
    round: str


@dataclass(frozen=True, slots=True)
class ReopenRound(Command):
    round: str
    reason: str


@dataclass(frozen=True, slots=True)
class SignRound(Command):
    round: str


@dataclass(frozen=True, slots=True)
class CallPerformance(Command):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class WithdrawCall(Command):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class StartTimer(Command):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class StopTimer(Command):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class ClearTimer(Command):
    round: str
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class EndPerformance(Command):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class ClosePerformance(Command):
    """With sheets missing it wants a reason, or the quorum."""

    round: str
    entry: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReopenPerformance(Command):
    round: str
    entry: str
    reason: str


# --- judges -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeSeat(Command):
    """`from_device` (wire: "from") is the device that the judge was told holds the seat, "" for none."""

    device: str
    from_device: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseSeat(Command):
    judge: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SubmitSheet(Command):
    round: str
    entry: str
    base: int
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecuseJudge(Command):
    """A judge recuses (own id, or empty), or the desk records it; counts for every round of that entry."""

    entry: str
    judge: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawRecusal(Command):
    judge: str
    entry: str
    reason: str


# --- points, absences, decisions (secretary, head judge) --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AcceptLateSheet(Command):
    late: int
    reason: str


@dataclass(frozen=True, slots=True)
class DeclineLateSheet(Command):
    late: int
    reason: str


@dataclass(frozen=True, slots=True)
class TypePaperSheet(Command):
    """A judge's paper sheet as somebody reads it; the second reading that is the same makes it count.

    `base` is the revision of the judge's sheet that it replaces (0 for none), `total` the sum as it stands on the paper
    ("" where it is not compared), `alone` why the same person types it twice.
    """

    round: str
    entry: str
    judge: str
    base: int
    typist: str
    reason: str
    marks: Mapping[str, str] = field(default_factory=dict)
    total: str = ""
    alone: str = ""


@dataclass(frozen=True, slots=True)
class DiscardPaperReading(Command):
    round: str
    entry: str
    judge: str
    reason: str


@dataclass(frozen=True, slots=True)
class EnterCountedPoints(Command):
    """`base` is the revision of these points that was edited (0 for none)."""

    round: str
    entry: str
    points: str
    base: int = 0
    part: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GivePenalty(Command):
    """`round` empty: on the total. `source`: "time" where the clock proposed it, "hand" otherwise."""

    entry: str
    points: str
    reason: str
    round: str = ""
    source: str = "hand"


@dataclass(frozen=True, slots=True)
class WithdrawPenalty(Command):
    penalty: int
    reason: str


@dataclass(frozen=True, slots=True)
class GiveBonus(Command):
    entry: str
    points: str
    reason: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawBonus(Command):
    bonus: int
    reason: str


@dataclass(frozen=True, slots=True)
class RecordAbsence(Command):
    round: str
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawAbsence(Command):
    round: str
    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeEntryStatus(Command):
    """`status`: competing, withdrawn or disqualified."""

    entry: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideTie(Command):
    """The order among tied entries, best first; `how`: decision or lot."""

    entries: tuple[str, ...]
    reason: str
    how: str = "decision"


@dataclass(frozen=True, slots=True)
class WithdrawTieDecision(Command):
    entries: tuple[str, ...]
    reason: str


# --- publication (director) -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublishPerformance(Command):
    round: str
    entry: str


@dataclass(frozen=True, slots=True)
class PublishRound(Command):
    round: str


@dataclass(frozen=True, slots=True)
class WithdrawPublication(Command):
    """Of one performance, or of a whole round (`entry` empty)."""

    round: str
    reason: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class FreezeBoard(Command):
    pass


@dataclass(frozen=True, slots=True)
class ThawBoard(Command):
    reason: str


@dataclass(frozen=True, slots=True)
class DecideContest(Command):
    pass


@dataclass(frozen=True, slots=True)
class ReopenDecision(Command):
    reason: str


@dataclass(frozen=True, slots=True)
class AnnounceResults(Command):
    pass


@dataclass(frozen=True, slots=True)
class WithdrawAnnouncement(Command):
    reason: str


@dataclass(frozen=True, slots=True)
class ChooseScene(Command):
    """`scene`: waiting, on_stage, result, board or draw; result names a published performance."""

    scene: str
    round: str = ""
    entry: str = ""


_wire_names: dict[type[Command], str] = {}


def wire_name(kind: type[Command]) -> str:
    """The class's name in snake case: SubmitSheet -> submit_sheet."""
    if kind not in _wire_names:
        _wire_names[kind] = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
    return _wire_names[kind]


def command_kinds() -> dict[str, type[Command]]:
    """Every command class by its wire name."""
    found = (value for value in globals().values() if isinstance(value, type) and issubclass(value, Command))
    return {wire_name(kind): kind for kind in found if kind is not Command}
