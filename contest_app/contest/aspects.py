"""Aspects: what an event changes, in pieces small enough that two people rarely meet in one (decision 0018).

Responsible for: the pieces' names, and which of them each kind of event touches. Must not know: who decides what by it.
A piece is a tuple of texts, e.g. ("life", "greeting", "e1").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from contest_app.contest import events as e
from contest_app.contest.state import Aspect

CONTEST: Final[Aspect] = ("contest",)  # its phase
RULES: Final[Aspect] = ("rules",)
ABOUT: Final[Aspect] = ("about",)  # thông tin chung
ENTRIES: Final[Aspect] = ("entries",)  # the list of them
PANEL: Final[Aspect] = ("panel",)  # who sits, and who is head
DRAW: Final[Aspect] = ("draw",)
STAGE: Final[Aspect] = ("stage",)  # who was called last
WALL: Final[Aspect] = ("wall",)  # its scene
BOARD: Final[Aspect] = ("board",)  # frozen or not
TIES: Final[Aspect] = ("ties",)
CLOSINGS: Final[Aspect] = ("closings",)  # that any round was closed
FIGURES: Final[Aspect] = ("figures",)  # of anybody anywhere


def entry(entry_id: str) -> Aspect:
    """Its words and whether it competes."""
    return "entry", entry_id


def judge(judge_id: str) -> Aspect:
    return "judge", judge_id


def seat(judge_id: str) -> Aspect:
    return "seat", judge_id


def recusal(judge_id: str, entry_id: str) -> Aspect:
    return "recusal", judge_id, entry_id


def recusals(entry_id: str) -> Aspect:
    """Who stands aside for an entry."""
    return "recusals", entry_id


def order(round_id: str) -> Aspect:
    return "order", round_id


def round_life(round_id: str) -> Aspect:
    """Pending, open, closed, signed."""
    return "round", round_id


def life(round_id: str, entry_id: str) -> Aspect:
    """Of a performance: waiting, on stage, marking, closed, absent."""
    return "life", round_id, entry_id


def clock(round_id: str, entry_id: str) -> Aspect:
    return "clock", round_id, entry_id


def sheet(round_id: str, entry_id: str, judge_id: str) -> Aspect:
    return "sheet", round_id, entry_id, judge_id


def reading(round_id: str, entry_id: str, judge_id: str) -> Aspect:
    """A paper sheet that was typed once."""
    return "reading", round_id, entry_id, judge_id


def late(number: int) -> Aspect:
    return "late", str(number)


def lines(round_id: str, entry_id: str) -> Aspect:
    """Bonus and penalty of a round, or of the total where no round is named."""
    return "lines", round_id, entry_id


def line(number: int) -> Aspect:
    """One bonus or penalty, by the number of the line that gave it."""
    return "line", str(number)


def counted(round_id: str, entry_id: str) -> Aspect:
    return "counted", round_id, entry_id


def figures(round_id: str, entry_id: str) -> Aspect:
    """All that makes a figure: sheets, points, lines; of the total where no round is named."""
    return "figures", round_id, entry_id


def figures_of(round_id: str) -> Aspect:
    return "figures of", round_id


def public(round_id: str, entry_id: str) -> Aspect:
    """The publication of one performance, or of a round as a whole."""
    return "public", round_id, entry_id


def public_of(round_id: str) -> Aspect:
    """Every publication in a round."""
    return "public of", round_id


def _figure(round_id: str, entry_id: str) -> tuple[Aspect, ...]:
    return figures(round_id, entry_id), figures_of(round_id), FIGURES


def _no(event: Any) -> tuple[Aspect, ...]:
    return ()


def _life(event: Any) -> tuple[Aspect, ...]:
    return (life(event.round, event.entry),)


def _called(event: Any) -> tuple[Aspect, ...]:
    return *_life(event), STAGE, WALL


def _absence(event: Any) -> tuple[Aspect, ...]:
    return *_life(event), *_figure(event.round, event.entry)


def _clock(event: Any) -> tuple[Aspect, ...]:
    return (clock(event.round, event.entry),)


def _round(event: Any) -> tuple[Aspect, ...]:
    return (round_life(event.round),)


def _sheet(event: Any) -> tuple[Aspect, ...]:
    return sheet(event.round, event.entry, event.judge), *_figure(event.round, event.entry)


def _reading(event: Any) -> tuple[Aspect, ...]:
    return (reading(event.round, event.entry, event.judge),)


def _recusal(event: Any) -> tuple[Aspect, ...]:
    return recusal(event.judge, event.entry), recusals(event.entry)


def _lines(event: Any) -> tuple[Aspect, ...]:
    return lines(event.round, event.entry), *_figure(event.round, event.entry)


def _judge(event: Any) -> tuple[Aspect, ...]:
    return judge(event.judge), PANEL


def _published(event: Any) -> tuple[Aspect, ...]:
    return public(event.round, getattr(event, "entry", "")), public_of(event.round)


def _fixed(*aspects: Aspect) -> Callable[[Any], tuple[Aspect, ...]]:
    return lambda event: aspects


TOUCHES: Final[Mapping[type[e.Event], Callable[[Any], tuple[Aspect, ...]]]] = {
    e.ContestCreated: _no,
    e.RuleBookSet: _fixed(RULES),
    e.RuleBookAmended: _fixed(RULES),
    e.ContestDescribed: _fixed(ABOUT),
    e.EntryRegistered: lambda event: (entry(event.entry), ENTRIES),
    e.EntryRemoved: lambda event: (entry(event.entry), ENTRIES),
    e.JudgeAppointed: _judge,
    e.JudgeRemoved: _judge,
    e.JudgeJoined: _judge,
    e.JudgeLeft: _judge,
    e.JudgeCameBack: _judge,
    e.HeadJudgeChosen: _fixed(PANEL),
    e.RunningOrderSet: lambda event: (order(event.round),),
    e.DrawBegun: _fixed(DRAW),
    e.LotsDrawn: _fixed(DRAW),
    e.LotsRevealed: _fixed(DRAW),
    e.DrawCancelled: _fixed(DRAW),
    e.ContestStarted: _fixed(CONTEST),
    e.RoundOpened: _round,
    e.RoundClosed: lambda event: (round_life(event.round), CLOSINGS),
    e.RoundReopened: _round,
    e.RoundSigned: _round,
    e.PerformanceCalled: _called,
    e.CallWithdrawn: _called,
    e.TimerStarted: _clock,
    e.TimerStopped: _clock,
    e.TimerCleared: _clock,
    e.PerformanceEnded: _life,
    e.PerformanceClosed: _life,
    e.PerformanceReopened: _life,
    e.SeatTaken: lambda event: (seat(event.judge),),
    e.SeatReleased: lambda event: (seat(event.judge),),
    e.SheetSubmitted: _sheet,
    e.SheetArrivedLate: _no,
    e.LateSheetAccepted: lambda event: (late(event.late), *_sheet(event)),
    e.LateSheetDeclined: lambda event: (late(event.late),),
    e.PaperSheetTyped: _reading,
    e.PaperSheetEntered: lambda event: (*_reading(event), *_sheet(event)),
    e.PaperReadingDiscarded: _reading,
    e.JudgeRecused: _recusal,
    e.RecusalWithdrawn: _recusal,
    e.CountedPointsEntered: lambda event: (counted(event.round, event.entry), *_figure(event.round, event.entry)),
    e.PenaltyGiven: _lines,
    e.PenaltyWithdrawn: lambda event: (line(event.penalty), *_lines(event)),
    e.BonusGiven: _lines,
    e.BonusWithdrawn: lambda event: (line(event.bonus), *_lines(event)),
    e.AbsenceRecorded: _absence,
    e.AbsenceWithdrawn: _absence,
    e.EntryStatusChanged: lambda event: (entry(event.entry), *_figure("", event.entry)),
    e.TieDecided: _fixed(TIES),
    e.TieDecisionWithdrawn: _fixed(TIES),
    e.PerformancePublished: _published,
    e.RoundPublished: _published,
    e.PublicationWithdrawn: _published,
    e.BoardFrozen: _fixed(BOARD),
    e.BoardThawed: _fixed(BOARD),
    e.ContestDecided: _fixed(CONTEST),
    e.DecisionReopened: _fixed(CONTEST),
    e.ResultsAnnounced: _fixed(CONTEST),
    e.AnnouncementWithdrawn: _fixed(CONTEST),
    e.SceneChosen: _fixed(WALL),
}


def touched_by(event: e.Event) -> tuple[Aspect, ...]:
    """The pieces of the contest that an event changes."""
    return TOUCHES[type(event)](event)
