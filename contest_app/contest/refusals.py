"""Refusals: what the rules say no to. Each has a stable code and words in both languages; none leaves a receipt.

A refusal is a value that `decisions.decide` returns. Fields are what the words name; they go out as `details`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

from contest_app.contest.words import Words


@dataclass(frozen=True, slots=True)
class Refused:
    """The base of every refusal."""

    code: ClassVar[str]
    template: ClassVar[Words]

    @property
    def details(self) -> dict[str, Any]:
        """The fields by name, as they go out."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @property
    def words(self) -> Words:
        """The sentence for a person, in both languages."""
        shown = {f.name: _shown(getattr(self, f.name)) for f in fields(self)}
        return self.template.format(**shown)


class Points(str):
    """Points as decimal text: with a point in details and in English, with a comma in Vietnamese."""

    __slots__ = ()


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return value.as_dict()
    return list(value) if isinstance(value, tuple) else value


def _shown(value: Any) -> Any:
    if isinstance(value, Points):
        return Words(vi=value.replace(".", ","), en=str(value))
    return ", ".join(str(part) for part in value) or "–" if isinstance(value, tuple) else value


R = TypeVar("R", bound=Refused)


@dataclass_transform(frozen_default=True)
def _named(code: str, vi: str, en: str) -> Callable[[type[R]], type[R]]:
    """Gives a refusal class its code and words."""

    def name(kind: type[R]) -> type[R]:
        kind.code = code
        kind.template = Words(vi=vi, en=en)
        return dataclass(frozen=True)(kind)

    return name


# --- the message itself -----------------------------------------------------------------------------------------------


@_named(
    "malformed",
    "Yêu cầu không đúng dạng ở mục {field}: {problem}. Hãy tải lại trang rồi thử lại.",
    "The request is malformed at {field}: {problem}. Reload the page and try again.",
)
class Malformed(Refused):
    field: str
    problem: str | Words


@_named(
    "not_allowed",
    "Vai trò này không được làm việc đó. Hãy nhờ người có trách nhiệm.",
    "This role may not do that. Ask the person in charge.",
)
class NotAllowed(Refused):
    role: str
    act: str


@_named(
    "command_id_reused",
    "Mã yêu cầu đã được dùng cho việc khác. Hãy tải lại trang rồi thử lại.",
    "This command id was used for something else. Reload the page and try again.",
)
class CommandIdReused(Refused):
    command: str


@_named("unknown_contest", "Không có hội thi “{contest}”.", "There is no contest “{contest}”.")
class UnknownContest(Refused):
    contest: str


@_named(
    "contest_exists",
    "Đã có hội thi mang mã “{contest}”. Hãy chọn mã khác.",
    "A contest “{contest}” exists already. Choose another id.",
)
class ContestExists(Refused):
    contest: str


@_named("unknown_round", "Hội thi không có phần thi “{round}”.", "The contest has no round “{round}”.")
class UnknownRound(Refused):
    round: str


@_named("unknown_entry", "Hội thi không có đội “{entry}”.", "The contest has no entry “{entry}”.")
class UnknownEntry(Refused):
    entry: str


@_named("unknown_judge", "Hội thi không có giám khảo “{judge}”.", "The contest has no judge “{judge}”.")
class UnknownJudge(Refused):
    judge: str


@_named(
    "changed_meanwhile",
    "Chưa ghi gì. Từ lúc trang này hiện ra, đã có việc khác ở đây: “{what}” ({who}, {at}). "
    "Hãy xem lại; nếu vẫn muốn thì bấm lần nữa.",
    "Nothing was stored. Since this page was drawn something else happened here: “{what}” ({who}, {at}). "
    "Look again; if you still want to, press once more.",
)
class ChangedMeanwhile(Refused):
    what: Words
    who: Words
    at: str


@_named("reason_missing", "Việc này cần ghi rõ lý do.", "This act needs a reason.")
class ReasonMissing(Refused):
    pass


# --- setting up -------------------------------------------------------------------------------------------------------


@_named(
    "rulebook_invalid",
    "Thể lệ có lỗi: {problems_vi}",
    "The rule book has errors: {problems_en}",
)
class RulebookInvalid(Refused):
    problems_vi: tuple[str, ...]
    problems_en: tuple[str, ...]


@_named(
    "rulebook_pinned",
    "Hội thi đã bắt đầu nên thể lệ đã được chốt. Chỉ có thể sửa bằng văn bản bổ sung có lý do.",
    "The contest has started and the rule book is pinned. It changes only by an amendment with a reason.",
)
class RulebookPinned(Refused):
    pass


@_named(
    "amendment_breaks",
    "Không thể sửa thể lệ như vậy: “{round}” đã mở hoặc đã có điểm. Hãy giữ nguyên phần thi và tiêu chí đã chấm.",
    "The rule book cannot change that way: “{round}” has begun. Keep rounds and criteria that were used.",
)
class AmendmentBreaks(Refused):
    round: str


@_named(
    "wrong_phase",
    "Không làm được ở giai đoạn này của hội thi ({phase}).{way_back}",
    "This cannot be done in this phase of the contest ({phase}).{way_back}",
)
class WrongPhase(Refused):
    phase: Words
    way_back: Words


@_named(
    "number_taken",
    "Số {number} đã thuộc về {holder}. Hãy chọn số khác.",
    "Number {number} belongs to {holder}. Choose another.",
)
class NumberTaken(Refused):
    number: int
    holder: str


@_named(
    "order_incomplete",
    "Thứ tự thi phải có đủ mỗi đội đúng một lần. Thiếu: {missing}. Thừa: {extra}.",
    "The running order must name every entry exactly once. Missing: {missing}. Surplus: {extra}.",
)
class OrderIncomplete(Refused):
    missing: tuple[str, ...]
    extra: tuple[str, ...]


@_named(
    "round_begun",
    "Phần thi “{round}” đã có đội lên sân khấu nên không đổi thứ tự được nữa.",
    "Round “{round}” has begun, its running order cannot change any more.",
)
class RoundBegun(Refused):
    round: str


@_named(
    "draw_under_way",
    "Đang bốc thăm cho: {rounds}. Hãy mở hết các lượt hoặc hủy lần bốc thăm này trước.",
    "Lots are being drawn for: {rounds}. Open all turns or cancel that draw first.",
)
class DrawUnderWay(Refused):
    rounds: tuple[str, ...]


@_named(
    "draw_not_waiting",
    "Lần bốc thăm này đã qua bước đó (người khác vừa bấm, hoặc đã hủy). Hãy xem lại trang.",
    "This draw is past that step (somebody else pressed, or it was cancelled). Look at the page again.",
)
class DrawNotWaiting(Refused):
    pass


@_named(
    "draw_list_changed",
    "Danh sách đội đã thay đổi từ lúc niêm phong. Hãy hủy lần này với lý do ấy, rồi niêm phong lại.",
    "The list of entries changed since it was sealed. Cancel this draw for that reason and seal again.",
)
class DrawListChanged(Refused):
    pass


@_named(
    "seal_differs",
    "Mã bí mật không khớp mã niêm phong đã công khai.",
    "The secret is not the one that was sealed.",
)
class SealDiffers(Refused):
    pass


@_named(
    "word_missing",
    "Hãy ghi từ hoặc số mà đại diện các đội vừa đọc.",
    "Write the word or number that was called in the hall.",
)
class WordMissing(Refused):
    pass


@_named("turn_opened", "Lượt {turn} đã mở rồi.", "Turn {turn} is open already.")
class TurnOpened(Refused):
    turn: int


@_named("too_few_to_draw", "Cần ít nhất hai đội để bốc thăm.", "Lots are drawn among two entries or more.")
class TooFewToDraw(Refused):
    pass


@_named("no_draw", "Chưa có lần bốc thăm nào để hiện.", "There is no draw to be shown.")
class NoDraw(Refused):
    pass


@_named(
    "not_ready",
    "Chưa bắt đầu được: {problems_vi}.",
    "The contest cannot start yet: {problems_en}.",
)
class NotReady(Refused):
    problems_vi: tuple[str, ...]
    problems_en: tuple[str, ...]


# --- the panel --------------------------------------------------------------------------------------------------------


@_named(
    "panel_fixed",
    "Phần thi {rounds} đang chấm dở, mà thể lệ không tính điểm khi thiếu phiếu. Hãy đổi giám khảo khi phần thi đã "
    "đóng, hoặc sửa thể lệ bằng văn bản bổ sung.",
    "{rounds} is under way, and the rule book gives no figure while a sheet is missing. Change the panel once the "
    "round is closed, or amend the rule book.",
)
class PanelFixed(Refused):
    rounds: tuple[str, ...]


@_named(
    "judge_has_left",
    "{judge} đã thôi chấm nên không làm được việc này.",
    "{judge} has left the panel, so this cannot be done.",
)
class JudgeHasLeft(Refused):
    judge: str


@_named("judge_still_sits", "{judge} vẫn đang trong Ban Giám khảo.", "{judge} is on the panel.")
class JudgeStillSits(Refused):
    judge: str


@_named(
    "last_judge",
    "{judge} là giám khảo cuối cùng. Hãy cử người thay.",
    "{judge} is the last judge. Appoint somebody in their place.",
)
class LastJudge(Refused):
    judge: str


@_named(
    "head_needed",
    "{judge} là Trưởng Ban Giám khảo. Hãy chọn Trưởng Ban mới trong số những người ở lại.",
    "{judge} is the head judge. Choose a new one among those who stay.",
)
class HeadNeeded(Refused):
    judge: str


@_named(
    "not_on_panel",
    "{judge} không chấm lượt thi này của đội {entry}: ghế đã có phiếu của người khác, hoặc vào Ban Giám khảo sau khi "
    "lượt thi đã đóng.",
    "{judge} does not mark this performance of {entry}: the place has somebody else's sheet, or it was closed before "
    "the judge joined.",
)
class NotOnPanel(Refused):
    judge: str
    entry: str


# --- rounds and performances ------------------------------------------------------------------------------------------


@_named(
    "round_not_open",
    "Phần thi “{round}” chưa mở hoặc đã đóng. Nếu đã đóng, Trưởng Ban Giám khảo mở lại được, có lý do.",
    "Round “{round}” is not open. If it was closed, the head judge can reopen it with a reason.",
)
class RoundNotOpen(Refused):
    round: str


@_named(
    "round_is_signed",
    "Việc này làm thay đổi điểm đã được Trưởng Ban Giám khảo ký: {rounds}. "
    "Trưởng Ban Giám khảo phải mở lại phần thi ấy (có lý do) trước.",
    "This would change figures that the head judge has signed: {rounds}. "
    "The head judge has to reopen that round first, with a reason.",
)
class RoundIsSigned(Refused):
    rounds: tuple[str, ...]


@_named(
    "round_status",
    "Phần thi “{round}” đang ở trạng thái {status} nên không làm được việc này.",
    "Round “{round}” is {status}, so this cannot be done.",
)
class RoundStatusWrong(Refused):
    round: str
    status: Words


@_named(
    "performances_open",
    "Chưa đóng phần thi được: còn {entries}.",
    "The round cannot be closed: {entries} still open.",
)
class PerformancesOpen(Refused):
    entries: tuple[str, ...]


@_named(
    "entry_not_competing",
    "Đội {entry} không còn dự thi ({status}).",
    "{entry} is not competing ({status}).",
)
class EntryNotCompeting(Refused):
    entry: str
    status: Words


@_named("already_called", "Đội {entry} đã được gọi ở phần thi này.", "{entry} was already called in this round.")
class AlreadyCalled(Refused):
    entry: str


@_named("not_on_stage", "Đội {entry} không ở trên sân khấu.", "{entry} is not on stage.")
class NotOnStage(Refused):
    entry: str


@_named(
    "timer_running",
    "Đồng hồ của đội {entry} đang chạy. Hãy dừng đồng hồ trước.",
    "The timer of {entry} is running. Stop it first.",
)
class TimerRunning(Refused):
    entry: str


@_named("timer_not_running", "Đồng hồ của đội {entry} không chạy.", "The timer of {entry} is not running.")
class TimerNotRunning(Refused):
    entry: str


@_named(
    "later_act_depends",
    "Không rút lại được vì đã có việc sau dựa vào đó: {what_vi}.",
    "This cannot be taken back, a later act depends on it: {what_en}.",
)
class LaterActDepends(Refused):
    what_vi: str
    what_en: str


@_named("not_called", "Đội {entry} chưa được gọi ở phần thi này.", "{entry} has not been called in this round.")
class NotCalled(Refused):
    entry: str


@_named("already_closed", "Phần thi của đội {entry} đã đóng.", "The performance of {entry} is closed already.")
class AlreadyClosed(Refused):
    entry: str


@_named("not_closed", "Phần thi của đội {entry} chưa đóng.", "The performance of {entry} is not closed yet.")
class NotClosed(Refused):
    entry: str


@_named(
    "sheets_missing",
    "Còn thiếu phiếu của: {judges}. Chờ đủ phiếu, hoặc ghi lý do để đóng.",
    "Sheets are missing from: {judges}. Wait for them, or give a reason to close.",
)
class SheetsMissing(Refused):
    judges: tuple[str, ...]


@_named(
    "points_missing",
    "Chưa nhập điểm cho: {entries}. Nhập điểm hoặc ghi vắng mặt.",
    "No points entered for: {entries}. Enter points or record the absence.",
)
class PointsMissing(Refused):
    entries: tuple[str, ...]


# --- seats and sheets -------------------------------------------------------------------------------------------------


@_named(
    "seat_changed",
    "Ghế này vừa được một máy khác nhận. Hãy xem lại rồi quyết định.",
    "Another device has just taken this seat. Look again, then decide.",
)
class SeatChanged(Refused):
    holder: str


@_named(
    "judge_recused",
    "Giám khảo không chấm đội {entry}, để tránh xung đột lợi ích.",
    "The judge does not mark {entry}: conflict of interest.",
)
class JudgeIsRecused(Refused):
    entry: str


@_named(
    "marking_not_open",
    "Chưa tới lúc chấm đội {entry} ở phần thi {round}. Bản nháp vẫn còn trên máy.",
    "Marking of {entry} in {round} is not open yet. Your draft stays on the device.",
)
class MarkingNotOpen(Refused):
    entry: str
    round: str


@_named(
    "not_judged",
    "Phần thi “{round}” do thư ký nhập điểm, giám khảo không chấm.",
    "Round “{round}” is counted by the secretary, judges do not mark it.",
)
class NotJudged(Refused):
    round: str


@_named(
    "not_counted",
    "Phần thi “{round}” do giám khảo chấm, không nhập điểm trực tiếp.",
    "Round “{round}” is marked by the judges, points cannot be entered directly.",
)
class NotCounted(Refused):
    round: str


@_named(
    "stale_base",
    "Đã có bản mới hơn (lần {revision}) so với bản đang sửa (lần {base}). Hãy xem bản mới rồi sửa lại.",
    "There is a newer revision ({revision}) than the one you edited ({base}). Look at it and edit again.",
)
class StaleBase(Refused):
    base: int
    revision: int


@_named("mark_missing", "Chưa chấm tiêu chí: {criteria}.", "Not marked yet: {criteria}.")
class MarkMissing(Refused):
    criteria: tuple[str, ...]


@_named("unknown_criterion", "Phần thi không có tiêu chí “{criterion}”.", "The round has no criterion “{criterion}”.")
class UnknownCriterion(Refused):
    criterion: str


@_named(
    "not_a_number",
    "“{value}” ở mục {criterion} không phải là số. Ví dụ đúng: 7,5.",
    "“{value}” for {criterion} is not a number. A good example: 7.5.",
)
class NotANumber(Refused):
    criterion: str
    value: str


@_named(
    "out_of_range",
    "Điểm {value} ở mục {criterion} phải từ 0 đến {max}.",
    "{value} for {criterion} must lie between 0 and {max}.",
)
class OutOfRange(Refused):
    criterion: str
    value: Points
    max: Points


@_named(
    "off_step",
    "Điểm {value} ở mục {criterion} phải theo bước {step}.",
    "{value} for {criterion} must be a multiple of {step}.",
)
class OffStep(Refused):
    criterion: str
    value: Points
    step: Points


@_named("typist_missing", "Hãy ghi tên người nhập phiếu.", "Give the name of whoever types the sheet.")
class TypistMissing(Refused):
    pass


@_named(
    "same_typist",
    "{typist} đã nhập lần thứ nhất. Lần thứ hai do người khác nhập; nếu chỉ có một người, hãy ghi rõ lý do.",
    "{typist} typed the first reading. Somebody else types the second; if there is only one person, say why.",
)
class SameTypist(Refused):
    typist: str


@_named(
    "readings_differ",
    "Hai lần nhập khác nhau ở: {criteria}. Hãy xem lại phiếu giấy. Nếu lần này đúng thì hủy lần nhập thứ nhất, "
    "rồi nhập lại từ đầu.",
    "The two readings differ at: {criteria}. Look at the paper again. If this reading is right, discard the first one "
    "and type the sheet twice anew.",
)
class ReadingsDiffer(Refused):
    criteria: tuple[str, ...]


@_named(
    "paper_too_early",
    "Chưa tới lúc chấm đội {entry} ở phần thi {round}. Phiếu giấy nhập được từ khi mở chấm.",
    "Marking of {entry} in {round} is not open yet. A paper sheet can be typed once it is.",
)
class PaperTooEarly(Refused):
    entry: str
    round: str


@_named(
    "paper_replaces_closed",
    "Phiếu này đã được tính khi đóng phần thi của đội {entry}. Trưởng Ban Giám khảo mở lại phần thi, có lý do, "
    "rồi mới thay được bằng phiếu giấy.",
    "This sheet counted when the performance of {entry} was closed. The head judge reopens it, with a reason; then a "
    "paper sheet can replace it.",
)
class PaperReplacesClosed(Refused):
    entry: str


@_named(
    "paper_total_differs",
    "Tổng ghi trên phiếu là {total}, nhưng cộng các điểm vừa nhập được {sum}. Hãy xem lại từng điểm. "
    "Nếu giám khảo cộng sai, để trống ô tổng và ghi vào lý do.",
    "The total on the paper is {total}, but the marks as typed add up to {sum}. Check every mark. If the judge added "
    "wrongly, leave the total empty and say so in the reason.",
)
class PaperTotalDiffers(Refused):
    total: Points
    sum: Points


@_named(
    "no_reading_waits",
    "Không có lần nhập thứ nhất nào của phiếu này đang chờ.",
    "No first reading of this sheet is waiting.",
)
class NoReadingWaits(Refused):
    pass


@_named("late_not_waiting", "Phiếu đến muộn này không còn chờ xử lý.", "This late sheet is not waiting any more.")
class LateNotWaiting(Refused):
    late: int


@_named("not_recused", "Giám khảo {judge} không tránh chấm đội này.", "{judge} is not recused from this entry.")
class NotRecused(Refused):
    judge: str


# --- points and decisions ---------------------------------------------------------------------------------------------


@_named("points_not_positive", "Số điểm “{points}” phải là số lớn hơn 0.", "“{points}” must be a number above 0.")
class PointsNotPositive(Refused):
    points: str


@_named(
    "unknown_line",
    "Không có khoản điểm số {line} (hoặc đã rút).",
    "There is no such line {line} (or it was withdrawn).",
)
class UnknownLine(Refused):
    line: int


@_named("absence_recorded", "Đội {entry} đã được ghi vắng mặt.", "{entry} is recorded absent already.")
class AlreadyAbsent(Refused):
    entry: str


@_named("not_absent", "Đội {entry} không bị ghi vắng mặt.", "{entry} is not recorded absent.")
class NotAbsent(Refused):
    entry: str


@_named("status_unchanged", "Đội {entry} vốn đã ở trạng thái {status}.", "{entry} is {status} already.")
class StatusUnchanged(Refused):
    entry: str
    status: Words


@_named("unknown_choice", "Không có lựa chọn “{choice}”.", "There is no choice “{choice}”.")
class UnknownChoice(Refused):
    choice: str


@_named("not_tied", "Các đội {entries} không bằng điểm nhau.", "{entries} are not tied.")
class NotTied(Refused):
    entries: tuple[str, ...]


@_named(
    "tie_not_decided",
    "Chưa có quyết định nào về thứ tự của các đội {entries}.",
    "There is no decision on the order of {entries}.",
)
class TieNotDecided(Refused):
    entries: tuple[str, ...]


@_named(
    "ties_unsettled",
    "Còn đồng hạng chưa phân định: {groups}. Hãy ghi quyết định của Trưởng Ban Giám khảo.",
    "Ties are not settled: {groups}. Record the head judge's decision.",
)
class TiesUnsettled(Refused):
    groups: tuple[str, ...]


@_named("rounds_open", "Còn phần thi chưa đóng: {rounds}.", "Rounds are still open: {rounds}.")
class RoundsOpen(Refused):
    rounds: tuple[str, ...]


# --- publication ------------------------------------------------------------------------------------------------------


@_named(
    "publish_by_round",
    "Theo thể lệ, điểm được công bố sau cả phần thi, không công bố từng đội.",
    "By the rule book scores are published after the round, not one by one.",
)
class PublishByRound(Refused):
    pass


@_named(
    "publish_held",
    "Theo thể lệ, điểm được giữ kín đến khi công bố kết quả chung cuộc.",
    "By the rule book scores are held until the results are announced.",
)
class PublishHeld(Refused):
    pass


@_named(
    "board_is_frozen",
    "Bảng điểm đang tạm dừng cập nhật. Kết quả sẽ công bố khi trao giải.",
    "The board is frozen. Results are published at the ceremony.",
)
class BoardIsFrozen(Refused):
    pass


@_named("board_not_frozen", "Bảng điểm không ở trạng thái tạm dừng.", "The board is not frozen.")
class BoardNotFrozen(Refused):
    pass


@_named(
    "already_published",
    "Kết quả này đã công bố và không có gì mới.",
    "This is published already and nothing has changed.",
)
class AlreadyPublished(Refused):
    pass


@_named("not_published", "Kết quả này chưa công bố.", "This is not published.")
class NotPublished(Refused):
    pass


def refusal_kinds() -> dict[str, type[Refused]]:
    """Every refusal class by its code."""
    found = (value for value in globals().values() if isinstance(value, type) and issubclass(value, Refused))
    return {kind.code: kind for kind in found if kind is not Refused}
