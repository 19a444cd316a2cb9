"""Undo: the named inverse of an act, or in words why it has none (decision 0019).

Responsible for: the one table from events to the command that leads back, and for what "back" rests on: the inverse is
drawn at the act's last line, so that it is refused as soon as a later act depends on it. Must not know: who may undo.
Nobody undoes a judge's sheet, and nothing is published by an undo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.state import Told
from contest_app.contest.words import Words

Act = tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an inverse is made for: the act and its event, that one's line, the id and the reason of the undo."""

    act: Act
    event: Any
    seq: int
    command_id: str
    reason: str


Inverse = Callable[[Asked], c.Command | Words]


def undo(act: Act, command_id: str, reason: str) -> c.Command | Words:
    """The command that takes an act back, or why there is none."""
    told = chief(act)
    asked = Asked(act, told.event, told.stamp.seq, command_id, f"Hoàn tác dòng {told.stamp.seq}: {reason.strip()}")
    inverse = INVERSES[type(told.event)](asked)
    return inverse if isinstance(inverse, Words) else replace(inverse, drawn_at=act[-1].stamp.seq)


def chief(act: Act) -> Told:
    """The event that an act is named for: others came along with it."""
    return next((told for told in act if isinstance(told.event, _COME_LAST)), act[0])


# What these brought along stands before them: the entry that left the stage, the performances that the round closed …
_COME_LAST: Final = (e.PerformanceCalled, e.RoundClosed, e.JudgeCameBack, e.ContestDecided)


def _none(vi: str, en: str) -> Inverse:
    words = Words(vi, en)
    return lambda asked: words


def _withdraw_call(asked: Asked) -> c.Command:
    return c.WithdrawCall(asked.command_id, asked.event.round, asked.event.entry)


def _reopen_round(asked: Asked) -> c.Command:
    return c.ReopenRound(asked.command_id, asked.event.round, asked.reason)


def _close_round(asked: Asked) -> c.Command | Words:
    if asked.event.was != "closed":
        return Words(
            "Phần thi trước đó đã ký. Hãy đóng rồi ký lại.", "The round had been signed. Close it and sign it again."
        )
    return c.CloseRound(asked.command_id, asked.event.round)


def _reopen_performance(asked: Asked) -> c.Command:
    return c.ReopenPerformance(asked.command_id, asked.event.round, asked.event.entry, asked.reason)


def _close_performance(asked: Asked) -> c.Command:
    return c.ClosePerformance(asked.command_id, asked.event.round, asked.event.entry, asked.reason)


def _discard_reading(asked: Asked) -> c.Command:
    event = asked.event
    return c.DiscardPaperReading(asked.command_id, event.round, event.entry, event.judge, asked.reason)


def _withdraw_recusal(asked: Asked) -> c.Command:
    return c.WithdrawRecusal(asked.command_id, asked.event.judge, asked.event.entry, asked.reason)


def _recuse(asked: Asked) -> c.Command:
    return c.RecuseJudge(asked.command_id, asked.event.entry, asked.event.judge, asked.reason)


def _points_before(asked: Asked) -> c.Command | Words:
    event = asked.event
    if not event.before:
        return Words(
            "Trước đó chưa có điểm nào như vậy, mà điểm đã ghi thì không để trống lại được. Hãy sửa điểm.",
            "There were no such points before, and points cannot be blank again. Correct them.",
        )
    return c.EnterCountedPoints(
        asked.command_id, event.round, event.entry, event.before, event.revision, event.part, asked.reason
    )


def _withdraw_penalty(asked: Asked) -> c.Command:
    return c.WithdrawPenalty(asked.command_id, asked.seq, asked.reason)


def _withdraw_bonus(asked: Asked) -> c.Command:
    return c.WithdrawBonus(asked.command_id, asked.seq, asked.reason)


def _line_again(kind: type[c.GivePenalty] | type[c.GiveBonus]) -> Inverse:
    def inverse(asked: Asked) -> c.Command | Words:
        event = asked.event
        if not event.points:
            return Words("Nhật ký cũ không ghi đó là bao nhiêu điểm.", "The old journal does not say how many points.")
        return kind(asked.command_id, event.entry, event.points, event.given_for or asked.reason, round=event.round)

    return inverse


def _withdraw_absence(asked: Asked) -> c.Command | Words:
    if asked.event.was != "waiting":
        return Words(
            "Đội đã được gọi trước khi ghi vắng mặt. “Rút ghi vắng mặt” đưa đội về hàng chờ để gọi lại.",
            "The entry had been called before. “Withdraw the absence” lets it wait for its turn again.",
        )
    return c.WithdrawAbsence(asked.command_id, asked.event.round, asked.event.entry, asked.reason)


def _record_absence(asked: Asked) -> c.Command:
    return c.RecordAbsence(asked.command_id, asked.event.round, asked.event.entry, asked.reason)


def _status_before(asked: Asked) -> c.Command | Words:
    if not asked.event.before:
        return Words("Nhật ký cũ không ghi tư cách trước đó.", "The old journal does not say what it was before.")
    return c.ChangeEntryStatus(asked.command_id, asked.event.entry, asked.event.before, asked.reason)


def _withdraw_tie(asked: Asked) -> c.Command:
    return c.WithdrawTieDecision(asked.command_id, tuple(asked.event.entries), asked.reason)


def _withdraw_publication(asked: Asked) -> c.Command | Words:
    if asked.event.again:
        return Words(
            "Đã có lần công bố trước đó; rút công bố sẽ xóa cả lần trước.",
            "It had been published before; withdrawing would take that away as well.",
        )
    entry = getattr(asked.event, "entry", "")
    return c.WithdrawPublication(asked.command_id, asked.event.round, asked.reason, entry)


def _scene_before(asked: Asked) -> c.Command | Words:
    event = asked.event
    if not event.before:
        return Words("Nhật ký cũ không ghi màn hình trước đó hiện gì.", "The old journal does not say what was shown.")
    return c.ChooseScene(asked.command_id, event.before, event.before_round, event.before_entry)


def _reopen_decision(asked: Asked) -> c.Command | Words:
    if len(asked.act) > 1:
        return Words(
            "Chốt kết quả đã ký cả các phần thi, mà chữ ký không rút lại được. Hãy dùng “Bỏ chốt kết quả”, có lý do.",
            "Deciding signed rounds too, and a signature is not taken back. Use “Reopen the decision”, with a reason.",
        )
    return c.ReopenDecision(asked.command_id, asked.reason)


SHEET: Final = _none(
    "Không ai hoàn tác phiếu của giám khảo: giám khảo tự sửa, hoặc thay bằng phiếu giấy có lý do.",
    "Nobody undoes a judge's sheet: the judge corrects it, or a paper sheet replaces it with a reason.",
)
LATE: Final = _none(
    "Phiếu đến muộn đã được quyết định. Giám khảo sửa phiếu, hoặc thay bằng phiếu giấy có lý do.",
    "The late sheet was decided on. The judge corrects the sheet, or a paper sheet replaces it with a reason.",
)
PANEL: Final = _none(
    "Thay đổi Ban Giám khảo ảnh hưởng đến cách tính điểm; hãy làm ở trang Giám khảo, ở đó có gọi giám khảo trở lại.",
    "Changes of the panel move figures; make them on the judges' page, where a judge can be called back.",
)
SEAT: Final = _none("Giám khảo tự nhận lại ghế trên máy.", "The judge takes the seat again on the tablet.")
SETTING_UP: Final = _none("Sửa ở các trang chuẩn bị hội thi.", "Change it on the setup pages.")
LOTS: Final = _none(
    "Bốc thăm không lùi lại được; hãy hủy lần bốc thăm ở trang Thứ tự thi, có lý do.",
    "A draw does not go back; break it off on the page of running orders, with a reason.",
)
CLOCK: Final = _none(
    "Đồng hồ có nút riêng: dừng giờ; cho chạy tiếp hoặc xóa giờ thì mở “Việc khác với đội này”.",
    "The clock has buttons of its own: stop; to let it run on or clear it, open “Other acts for this entry”.",
)
PUBLISHING: Final = _none(
    "Hoàn tác không bao giờ công bố điều gì. Nếu muốn, hãy công bố lại bằng nút Công bố.",
    "An undo never publishes anything. Publish again with its own button.",
)

INVERSES: Final[Mapping[type[e.Event], Inverse]] = {
    e.ContestCreated: SETTING_UP,
    e.RuleBookSet: SETTING_UP,
    e.RuleBookAmended: _none(
        "Thể lệ chỉ sửa tiếp bằng một sửa đổi khác, có lý do.", "Amend the rule book once more, with a reason."
    ),
    e.ContestDescribed: SETTING_UP,
    e.EntryRegistered: SETTING_UP,
    e.EntryRemoved: SETTING_UP,
    e.JudgeAppointed: SETTING_UP,
    e.JudgeRemoved: SETTING_UP,
    e.JudgeJoined: PANEL,
    e.JudgeLeft: PANEL,
    e.JudgeCameBack: PANEL,
    e.HeadJudgeChosen: PANEL,
    e.RunningOrderSet: SETTING_UP,
    e.DrawBegun: LOTS,
    e.LotsDrawn: LOTS,
    e.LotsRevealed: LOTS,
    e.DrawCancelled: LOTS,
    e.ContestStarted: _none(
        "Hội thi đã bắt đầu, thể lệ đã chốt; không trở về lúc chuẩn bị được.",
        "The contest has started and its rule book is pinned; it does not go back.",
    ),
    e.RoundOpened: _none(
        "Phần thi đã mở thì chỉ đóng lại, không trở về “chưa mở”.", "An open round can be closed, not unopened."
    ),
    e.RoundClosed: _reopen_round,
    e.RoundReopened: _close_round,
    e.RoundSigned: _none(
        "Chữ ký không rút lại được; muốn sửa thì mở lại phần thi, có lý do.",
        "A signature is not taken back; to correct something, reopen the round with a reason.",
    ),
    e.PerformanceCalled: _withdraw_call,
    e.CallWithdrawn: _none("Hãy gọi lại đội.", "Call the entry again."),
    e.TimerStarted: CLOCK,
    e.TimerStopped: CLOCK,
    e.TimerCleared: CLOCK,
    e.PerformanceEnded: _none(
        "Đội đã rời sân khấu thì chỉ còn việc chấm.", "Once the entry left the stage only the marking goes on."
    ),
    e.PerformanceClosed: _reopen_performance,
    e.PerformanceReopened: _close_performance,
    e.SeatTaken: SEAT,
    e.SeatReleased: SEAT,
    e.SheetSubmitted: SHEET,
    e.SheetArrivedLate: SHEET,
    e.LateSheetAccepted: LATE,
    e.LateSheetDeclined: LATE,
    e.PaperSheetTyped: _discard_reading,
    e.PaperSheetEntered: SHEET,
    e.PaperReadingDiscarded: _none("Hãy nhập lại phiếu giấy.", "Type the paper sheet again."),
    e.JudgeRecused: _withdraw_recusal,
    e.RecusalWithdrawn: _recuse,
    e.CountedPointsEntered: _points_before,
    e.PenaltyGiven: _withdraw_penalty,
    e.PenaltyWithdrawn: _line_again(c.GivePenalty),
    e.BonusGiven: _withdraw_bonus,
    e.BonusWithdrawn: _line_again(c.GiveBonus),
    e.AbsenceRecorded: _withdraw_absence,
    e.AbsenceWithdrawn: _record_absence,
    e.EntryStatusChanged: _status_before,
    e.TieDecided: _withdraw_tie,
    e.TieDecisionWithdrawn: _none("Hãy ghi lại quyết định.", "Record the decision again."),
    e.PerformancePublished: _withdraw_publication,
    e.RoundPublished: _withdraw_publication,
    e.PublicationWithdrawn: PUBLISHING,
    e.BoardFrozen: lambda asked: c.ThawBoard(asked.command_id, asked.reason),
    e.BoardThawed: lambda asked: c.FreezeBoard(asked.command_id),
    e.ContestDecided: _reopen_decision,
    e.DecisionReopened: lambda asked: c.DecideContest(asked.command_id),
    e.ResultsAnnounced: lambda asked: c.WithdrawAnnouncement(asked.command_id, asked.reason),
    e.AnnouncementWithdrawn: PUBLISHING,
    e.SceneChosen: _scene_before,
}
