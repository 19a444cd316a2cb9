"""Kinds of acts, as somebody who looks for one thinks of them.

Responsible for: putting every kind of event into exactly one group. Must not know: the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from contest_app.contest import events as e
from contest_app.contest.words import Words


@dataclass(frozen=True)
class Group:
    """Events of one sort, with its name."""

    name: Words
    kinds: tuple[type[e.Event], ...]


GROUPS: Final[dict[str, Group]] = {
    "sheets": Group(
        Words(vi="Phiếu chấm điểm", en="Sheets"),
        (
            e.SheetSubmitted,
            e.SheetArrivedLate,
            e.LateSheetAccepted,
            e.LateSheetDeclined,
            e.PaperSheetTyped,
            e.PaperSheetEntered,
            e.PaperReadingDiscarded,
        ),
    ),
    "points": Group(
        Words(vi="Điểm thư ký, điểm cộng, điểm trừ", en="Points, bonuses, penalties"),
        (e.CountedPointsEntered, e.PenaltyGiven, e.PenaltyWithdrawn, e.BonusGiven, e.BonusWithdrawn),
    ),
    "reopened": Group(
        Words(vi="Mở lại, rút lại", en="Reopened and taken back"),
        (e.RoundReopened, e.PerformanceReopened, e.DecisionReopened, e.PublicationWithdrawn, e.AnnouncementWithdrawn),
    ),
    "stage": Group(
        Words(vi="Gọi đội, bấm giờ, đóng lượt", en="Calls, timer, closing"),
        (
            e.PerformanceCalled,
            e.CallWithdrawn,
            e.TimerStarted,
            e.TimerStopped,
            e.TimerCleared,
            e.PerformanceEnded,
            e.PerformanceClosed,
        ),
    ),
    "rounds": Group(
        Words(vi="Mở, đóng, ký phần thi", en="Rounds opened, closed, signed"),
        (e.RoundOpened, e.RoundClosed, e.RoundSigned),
    ),
    "entries": Group(
        Words(vi="Vắng mặt, rút, bị loại", en="Absent, withdrawn, disqualified"),
        (e.AbsenceRecorded, e.AbsenceWithdrawn, e.EntryStatusChanged),
    ),
    "judges": Group(
        Words(vi="Giám khảo và ghế", en="Judges and seats"),
        (
            e.JudgeAppointed,
            e.JudgeRemoved,
            e.JudgeJoined,
            e.JudgeLeft,
            e.JudgeCameBack,
            e.HeadJudgeChosen,
            e.SeatTaken,
            e.SeatReleased,
            e.JudgeRecused,
            e.RecusalWithdrawn,
        ),
    ),
    "results": Group(
        Words(vi="Kết quả và phân định đồng hạng", en="Results and ties"),
        (e.TieDecided, e.TieDecisionWithdrawn, e.ContestDecided, e.ResultsAnnounced),
    ),
    "public": Group(
        Words(vi="Công bố và màn hình lớn", en="Publication and the wall"),
        (e.PerformancePublished, e.RoundPublished, e.BoardFrozen, e.BoardThawed, e.SceneChosen),
    ),
    "lots": Group(
        Words(vi="Thứ tự thi và bốc thăm", en="Running orders and lots"),
        (e.RunningOrderSet, e.DrawBegun, e.LotsDrawn, e.LotsRevealed, e.DrawCancelled),
    ),
    "setup": Group(
        Words(vi="Chuẩn bị và thể lệ", en="Setting up and rules"),
        (
            e.ContestCreated,
            e.ContestDescribed,
            e.RuleBookSet,
            e.RuleBookAmended,
            e.EntryRegistered,
            e.EntryRemoved,
            e.ContestStarted,
        ),
    ),
}
