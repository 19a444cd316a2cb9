"""Every kind of event in a sentence, in both languages: for the journal's page, for refusals, and for papers.

Responsible for: the one table of sentences and how its gaps are filled. Must not know: who reads them.
No sentence tells a mark: it says that a sheet was handed in, never what stands on it.

Gaps: {entry}, {round}, {judge} and {entries} are names; {where} is the round, the entry, or both, as far as the event
names them; {points} are written as each language does; {why} is " Lý do: …" or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from contest_app.contest import events as e
from contest_app.contest import naming
from contest_app.contest.numbers import parse_decimal, points_words
from contest_app.contest.state import State
from contest_app.contest.words import Words, same

SENTENCES: Final[dict[type[e.Event], Words]] = {
    # setting up
    e.ContestCreated: Words("Tạo hội thi “{title}”.", "Created the contest “{title}”."),
    e.RuleBookSet: Words("Ghi thể lệ.", "Set the rule book."),
    e.RuleBookAmended: Words("Sửa thể lệ.{why}", "Amended the rule book.{why}"),
    e.ContestDescribed: Words("Ghi thông tin chung của hội thi.", "Described the contest."),
    e.EntryRegistered: Words("Ghi đội số {number} – {name} vào danh sách.", "Registered entry {number} – {name}."),
    e.EntryRemoved: Words("Bỏ {name} khỏi danh sách.", "Took {name} off the list."),
    e.JudgeAppointed: Words("Cử giám khảo số {number}: {name}{head}.", "Appointed judge {number}: {name}{head}."),
    e.JudgeRemoved: Words("Bỏ {name} khỏi Ban Giám khảo.", "Took {name} off the panel."),
    e.JudgeJoined: Words(
        "{name} vào Ban Giám khảo, là giám khảo số {number}{instead}.{why}",
        "{name} joined the panel as judge {number}{instead}.{why}",
    ),
    e.JudgeLeft: Words("{judge} thôi chấm{handed_to}.{why}", "{judge} left the panel{handed_to}.{why}"),
    e.JudgeCameBack: Words("{judge} chấm trở lại.{why}", "{judge} came back to the panel.{why}"),
    e.HeadJudgeChosen: Words(
        "Trưởng Ban Giám khảo từ nay: {new_head}.{why}", "Head judge from now on: {new_head}.{why}"
    ),
    e.RunningOrderSet: Words(
        "Ghi thứ tự thi của phần thi “{round}”{order_from}.{why}",
        "Set the running order of round “{round}”{order_from}.{why}",
    ),
    e.DrawBegun: Words("Niêm phong để bốc thăm: {rounds}.{why}", "Sealed a draw of lots: {rounds}.{why}"),
    e.LotsDrawn: Words("Bốc thăm với từ đã đọc: “{word}”.", "Drew the lots with the word that was called: “{word}”."),
    e.LotsRevealed: Words("Mở thăm tới lượt {upto}.", "Opened the lots up to turn {upto}."),
    e.DrawCancelled: Words("Hủy lần bốc thăm.{why}", "Broke the draw of lots off.{why}"),
    e.ContestStarted: Words("Bắt đầu hội thi, chốt thể lệ.", "Started the contest and pinned the rule book."),
    # rounds and performances
    e.RoundOpened: Words("Mở phần thi “{round}”.", "Opened round “{round}”."),
    e.RoundClosed: Words("Đóng phần thi “{round}”.", "Closed round “{round}”."),
    e.RoundReopened: Words("Mở lại phần thi “{round}”.{why}", "Reopened round “{round}”.{why}"),
    e.RoundSigned: Words("Ký xác nhận phần thi “{round}”.", "Signed round “{round}”."),
    e.PerformanceCalled: Words(
        "Gọi {entry} lên sân khấu, phần thi “{round}”.", "Called {entry} on stage, round “{round}”."
    ),
    e.CallWithdrawn: Words(
        "Rút lời gọi {entry}, phần thi “{round}”.", "Took back the call of {entry}, round “{round}”."
    ),
    e.TimerStarted: Words("Bấm giờ cho {entry}, phần thi “{round}”.", "Started the timer of {entry}, round “{round}”."),
    e.TimerStopped: Words(
        "Dừng giờ của {entry}, phần thi “{round}”: {elapsed}.",
        "Stopped the timer of {entry}, round “{round}”: {elapsed}.",
    ),
    e.TimerCleared: Words(
        "Xóa giờ của {entry}, phần thi “{round}”.{why}", "Cleared the timer of {entry}, round “{round}”.{why}"
    ),
    e.PerformanceEnded: Words("{entry} rời sân khấu, phần thi “{round}”.", "{entry} left the stage, round “{round}”."),
    e.PerformanceClosed: Words(
        "Đóng phần thi “{round}” của {entry}{missing}.{why}", "Closed round “{round}” of {entry}{missing}.{why}"
    ),
    e.PerformanceReopened: Words(
        "Mở lại phần thi “{round}” của {entry}.{why}", "Reopened round “{round}” of {entry}.{why}"
    ),
    # seats, sheets, points
    e.SeatTaken: Words("{judge} nhận ghế{from_another}.", "{judge} took the seat{from_another}."),
    e.SeatReleased: Words("Giải phóng ghế của {judge}.{why}", "Freed the seat of {judge}.{why}"),
    e.SheetSubmitted: Words(
        "{judge} nộp phiếu lần {revision} cho {entry}, phần thi “{round}”.",
        "{judge} handed in revision {revision} of the sheet for {entry}, round “{round}”.",
    ),
    e.SheetArrivedLate: Words(
        "Phiếu của {judge} cho {entry}, phần thi “{round}” đến muộn, chưa được tính. {late_why}",
        "The sheet of {judge} for {entry}, round “{round}”, came late and does not count yet. {late_why}",
    ),
    e.LateSheetAccepted: Words(
        "Nhận phiếu nộp muộn của {judge} cho {entry}, phần thi “{round}”.{why}",
        "Accepted the late sheet of {judge} for {entry}, round “{round}”.{why}",
    ),
    e.LateSheetDeclined: Words(
        "Không nhận phiếu nộp muộn của {judge} cho {entry}, phần thi “{round}”.{why}",
        "Declined the late sheet of {judge} for {entry}, round “{round}”.{why}",
    ),
    e.PaperSheetTyped: Words(
        "{typist} nhập lần thứ nhất phiếu giấy của {judge} cho {entry}, phần thi “{round}”; chờ nhập lần hai.{why}",
        "{typist} typed the paper sheet of {judge} for {entry}, round “{round}”, once; a second time is due.{why}",
    ),
    e.PaperSheetEntered: Words(
        "Nhập phiếu giấy của {judge} cho {entry}, phần thi “{round}”, lần {revision} (người nhập: {typists}).{why}",
        "Entered the paper sheet of {judge} for {entry}, round “{round}”, revision {revision} (by {typists}).{why}",
    ),
    e.PaperReadingDiscarded: Words(
        "Hủy lần nhập thứ nhất phiếu giấy của {judge} cho {entry}, phần thi “{round}”.{why}",
        "Discarded the first reading of the paper sheet of {judge} for {entry}, round “{round}”.{why}",
    ),
    e.JudgeRecused: Words("{judge} không chấm {entry}.{why}", "{judge} does not judge {entry}.{why}"),
    e.RecusalWithdrawn: Words("{judge} chấm lại {entry}.{why}", "{judge} judges {entry} again.{why}"),
    e.CountedPointsEntered: Words(
        "Ghi {points} điểm cho {entry}, phần thi “{round}”{part}{instead_of}.{why}",
        "Entered {points} points for {entry}, round “{round}”{part}{instead_of}.{why}",
    ),
    e.PenaltyGiven: Words("Trừ {points} điểm của {where}.{why}", "Gave {where} a penalty of {points}.{why}"),
    e.PenaltyWithdrawn: Words(
        "Bỏ một khoản điểm trừ{line} của {where}.{why}", "Withdrew a penalty{line} of {where}.{why}"
    ),
    e.BonusGiven: Words("Cộng {points} điểm cho {where}.{why}", "Gave {where} a bonus of {points}.{why}"),
    e.BonusWithdrawn: Words(
        "Bỏ một khoản điểm cộng{line} của {where}.{why}", "Withdrew a bonus{line} of {where}.{why}"
    ),
    e.AbsenceRecorded: Words(
        "Ghi {entry} vắng mặt ở phần thi “{round}”.{why}", "Recorded {entry} absent in round “{round}”.{why}"
    ),
    e.AbsenceWithdrawn: Words(
        "Bỏ ghi vắng mặt của {entry} ở phần thi “{round}”.{why}",
        "Withdrew the absence of {entry} in round “{round}”.{why}",
    ),
    e.EntryStatusChanged: Words(
        "Đổi tư cách dự thi của {entry}: {status}.{why}", "Changed the status of {entry}: {status}.{why}"
    ),
    e.TieDecided: Words("Phân định đồng hạng ({how}): {entries}.{why}", "Settled a tie ({how}): {entries}.{why}"),
    e.TieDecisionWithdrawn: Words(
        "Bỏ quyết định phân định đồng hạng: {entries}.{why}", "Withdrew the decision on a tie: {entries}.{why}"
    ),
    # what the public sees
    e.PerformancePublished: Words("Công bố{again} điểm của {where}.", "Published the result of {where}{again}."),
    e.RoundPublished: Words("Công bố{again} điểm phần thi “{round}”.", "Published round “{round}”{again}."),
    e.PublicationWithdrawn: Words("Rút công bố điểm của {where}.{why}", "Withdrew the publication of {where}.{why}"),
    e.BoardFrozen: Words("Tạm dừng bảng điểm.", "Froze the board."),
    e.BoardThawed: Words("Cho bảng điểm chạy lại.{why}", "Thawed the board.{why}"),
    e.ContestDecided: Words("Chốt kết quả hội thi.", "Decided the contest."),
    e.DecisionReopened: Words("Mở lại kết quả đã chốt.{why}", "Reopened the decided results.{why}"),
    e.ResultsAnnounced: Words("Công bố kết quả chung cuộc.", "Announced the final results."),
    e.AnnouncementWithdrawn: Words("Rút công bố kết quả.{why}", "Withdrew the announcement of the results.{why}"),
    e.SceneChosen: Words("Màn hình lớn hiện “{scene}”{shown}.", "The wall shows “{scene}”{shown}."),
}


def subject(state: State, event: e.Event) -> tuple[str, str, str]:
    """Which round, entry and judge an event is about, each "" where it is about none (or about several)."""
    late = state.late.get(event.late) if isinstance(event, e.LateSheetDeclined) else None
    source: Any = late or event
    round_id, entry, judge = (getattr(source, name, "") for name in ("round", "entry", "judge"))
    return round_id, entry, judge


Gap = Callable[[State, Any], Words | str]
_GAPS_OF: Final = {kind: tuple(set(re.findall(r"{(\w+)}", words.vi))) for kind, words in SENTENCES.items()}


def gaps_of(kind: type[e.Event]) -> tuple[str, ...]:
    """The names of the gaps in a sentence, the same in both languages."""
    return _GAPS_OF[kind]


def sentence(state: State, event: e.Event) -> Words:
    """What happened, in a sentence with the names people know."""
    template = SENTENCES[type(event)]
    values = {name: GAPS[name](state, event) for name in _GAPS_OF[type(event)]}
    said = template.format(**values)
    return Words(vi=_capital(said.vi), en=_capital(said.en))


def _capital(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]


def _where(state: State, round_id: str, entry: str) -> Words:
    """'đội số 3 – Xã Đào Xá, phần thi “Màn chào hỏi”', or as much of it as there is."""
    of_round = Words(
        vi=f"phần thi “{naming.round_title(state, round_id)}”", en=f"round “{naming.round_title(state, round_id)}”"
    )
    if not entry:
        return of_round
    of_entry = naming.entry_words(state, entry)
    return of_entry.plus(same(", ")).plus(of_round) if round_id else of_entry


def _part_title(state: State, round_id: str, part: str) -> str:
    rounds = (one for one in state.rulebook.rounds if one.id == round_id)
    return next((criterion.title for one in rounds for criterion in one.criteria if criterion.id == part), part)


def _number(text: str) -> Words:
    value = parse_decimal(text)
    return same(text) if value is None else points_words(value)


def _line(state: State, event: Any) -> Words | str:
    """Which penalty or bonus it was, where the journal says."""
    if not event.points:
        return ""
    why = f" ({event.given_for})" if event.given_for else ""
    return Words(" {points} điểm", " of {points}").format(points=_number(event.points)).plus(same(why))


def _instead_of(state: State, event: Any) -> Words | str:
    return (
        Words(", thay cho {points}", " instead of {points}").format(points=_number(event.before))
        if event.before
        else ""
    )


def _joined(words: list[Words] | tuple[Words, ...], between: str) -> Words:
    return Words(vi=between.join(one.vi for one in words), en=between.join(one.en for one in words))


def _judge_gap(name: str, words: Words) -> Gap:
    """A gap that names another judge where the event does."""

    def fill(state: State, event: Any) -> Words | str:
        other = getattr(event, name)
        return words.format(judge=naming.judge_words(state, other)) if other else ""

    return fill


def _new_head(state: State, event: Any) -> Words:
    return naming.judge_words(state, event.judge) if event.judge else Words("chưa chọn", "nobody yet")


def _typists(state: State, event: Any) -> Words:
    names = same(", ".join(event.typists))
    alone = Words("; chỉ một người: ", "; one person only: ").plus(same(event.alone)) if event.alone else same("")
    return names.plus(alone)


def _missing(state: State, event: Any) -> Words | str:
    judges = [naming.judge_words(state, judge) for judge in event.missing]
    return Words(", thiếu phiếu của ", ", without the sheets of ").plus(_joined(judges, ", ")) if judges else ""


def _shown(state: State, event: Any) -> Words | str:
    return same(": ").plus(naming.entry_words(state, event.entry)) if event.entry else ""


def _of(name: str, words: Mapping[str, Words]) -> Gap:
    """A gap that puts a code of the event into words."""
    return lambda state, event: words.get(getattr(event, name), same(getattr(event, name)))


def _if(name: str, words: Words) -> Gap:
    """A gap that is filled only where the event says so."""
    return lambda state, event: words if getattr(event, name) else ""


GAPS: Final[dict[str, Gap]] = {
    "title": lambda state, event: event.title,
    "name": lambda state, event: event.name or "".join(subject(state, event)),
    "number": lambda state, event: str(event.number),
    "revision": lambda state, event: str(event.revision),
    "round": lambda state, event: naming.round_title(state, subject(state, event)[0]),
    "entry": lambda state, event: naming.entry_words(state, subject(state, event)[1]),
    "judge": lambda state, event: naming.judge_words(state, subject(state, event)[2]),
    "where": lambda state, event: _where(state, *subject(state, event)[:2]),
    "entries": lambda state, event: _joined([naming.entry_words(state, one) for one in event.entries], " > "),
    "order_from": _of("how", {"listed": same(""), **naming.ORDER_FROM}),
    "rounds": lambda state, event: ", ".join(naming.round_title(state, one) for one in event.rounds),
    "word": lambda state, event: event.word,
    "upto": lambda state, event: str(event.upto),
    "typist": lambda state, event: event.typist,
    "typists": _typists,
    "points": lambda state, event: _number(event.points),
    "line": _line,
    "instead_of": _instead_of,
    "again": _if("again", Words(" lại, có đính chính,", " again, corrected")),
    "why": lambda state, event: Words(" Lý do: ", " Reason: ").plus(same(event.reason)) if event.reason else "",
    "status": _of("status", naming.ENTRY_STATUSES),
    "how": _of("how", naming.TIE_SETTLED_BY),
    "late_why": _of("why", naming.LATE_WHY),
    "scene": _of("scene", naming.SCENES),
    "shown": _shown,
    "missing": _missing,
    "elapsed": lambda state, event: naming.duration(event.elapsed_ms),
    "head": _if("is_head", Words(", Trưởng Ban Giám khảo", ", head judge")),
    "new_head": _new_head,
    "instead": _judge_gap("instead_of", Words(", thay {judge}", " in the place of {judge}")),
    "handed_to": _judge_gap("handed_to", Words(", ghế chuyển cho {judge}", "; {judge} takes the place over")),
    "from_another": _if("taken_from", Words(", thay cho máy khác", ", from another device")),
    "part": lambda state, event: f" ({_part_title(state, event.round, event.part)})" if event.part else "",
}
