"""What every act of the desk is called, what it will do and what it did, in both languages.

Responsible for: the words on and after a button. Must not know: whether the act is allowed now (the rules say that).
`{entry}`, `{round}`, `{judge}` and `{scene}` are filled in by whoever shows an act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from contest_app.contest.words import Words


@dataclass(frozen=True)
class Saying:
    """The name on the button, what pressing it will do, and what it did."""

    label: Words
    will: Words
    did: Words


def _say(label: tuple[str, str], will: tuple[str, str], did: tuple[str, str]) -> Saying:
    return Saying(Words(*label), Words(*will), Words(*did))


SAYINGS: Final[dict[str, Saying]] = {
    "start_contest": _say(
        ("Bắt đầu hội thi", "Start the contest"),
        (
            "Thể lệ được chốt; sau đó chỉ sửa được bằng văn bản bổ sung.",
            "The rule book is pinned; later it changes only by amendment.",
        ),
        ("Hội thi đã bắt đầu.", "The contest has started."),
    ),
    "open_round": _say(
        ("Mở phần thi “{round}”", "Open round “{round}”"),
        ("Từ lúc này có thể gọi đội hoặc nhập điểm.", "From now on entries can be called or points entered."),
        ("Đã mở phần thi “{round}”.", "Round “{round}” is open."),
    ),
    "close_round": _say(
        ("Đóng phần thi “{round}”", "Close round “{round}”"),
        (
            "Điểm của phần thi không sửa được nữa, và có thể công bố.",
            "Its points can no longer change, and it can be published.",
        ),
        ("Đã đóng phần thi “{round}”.", "Round “{round}” is closed."),
    ),
    "reopen_round": _say(
        ("Mở lại phần thi “{round}”", "Reopen round “{round}”"),
        (
            "Điểm sửa được trở lại; lý do được ghi vào nhật ký.",
            "Its points can change again; the reason goes into the journal.",
        ),
        ("Đã mở lại phần thi “{round}”.", "Round “{round}” is open again."),
    ),
    "sign_round": _say(
        ("Ký phần thi “{round}”", "Sign round “{round}”"),
        (
            "Trưởng Ban Giám khảo xác nhận; từ đó muốn sửa điểm phải mở lại phần thi, có lý do.",
            "The head judge confirms; from then on a figure changes only after reopening, with a reason.",
        ),
        ("Đã ký phần thi “{round}”.", "Round “{round}” is signed."),
    ),
    "call_performance": _say(
        ("Gọi đội {entry} lên sân khấu", "Call {entry} on stage"),
        ("Màn hình lớn và máy của giám khảo hiện đội này.", "The wall and the judges' tablets show this entry."),
        ("Đã gọi đội {entry} lên sân khấu.", "{entry} is on stage."),
    ),
    "withdraw_call": _say(
        ("Rút lời gọi", "Take the call back"),
        ("Đội trở lại hàng chờ, như chưa được gọi.", "The entry waits again, as if it had not been called."),
        ("Đã rút lời gọi đội {entry}.", "The call of {entry} is taken back."),
    ),
    "start_timer": _say(
        ("Bấm giờ", "Start the timer"),
        ("Đồng hồ chạy ngay, màn hình lớn cùng hiện.", "The clock runs at once, on the wall too."),
        ("Đồng hồ của đội {entry} đang chạy.", "The timer of {entry} is running."),
    ),
    "stop_timer": _say(
        ("Dừng giờ", "Stop the timer"),
        (
            "Ghi lại thời gian của đội; nếu quá giờ, bàn điều hành đề nghị điểm trừ.",
            "Records the time; if it ran over, a penalty is proposed.",
        ),
        ("Đã dừng đồng hồ của đội {entry}.", "The timer of {entry} is stopped."),
    ),
    "clear_timer": _say(
        ("Xóa giờ, bấm lại", "Clear the timer"),
        ("Bỏ thời gian đã ghi để bấm lại từ đầu.", "Drops the recorded time so that it can be taken again."),
        ("Đã xóa thời gian của đội {entry}.", "The time of {entry} is cleared."),
    ),
    "end_performance": _say(
        ("Đội rời sân khấu", "The entry leaves the stage"),
        ("Giám khảo chấm tiếp; có thể gọi đội sau.", "The judges go on marking; the next can be called."),
        ("Đội {entry} đã rời sân khấu.", "{entry} has left the stage."),
    ),
    "close_performance": _say(
        ("Đóng phần thi của đội {entry}", "Close the performance of {entry}"),
        (
            "Giám khảo không nộp hay sửa phiếu của đội này được nữa.",
            "The judges can no longer hand in or correct this sheet.",
        ),
        ("Đã đóng phần thi của đội {entry}.", "The performance of {entry} is closed."),
    ),
    "reopen_performance": _say(
        ("Mở lại phần thi của đội {entry}", "Reopen the performance of {entry}"),
        (
            "Giám khảo nộp và sửa phiếu được trở lại; phần thi đã đóng cũng được mở lại.",
            "The judges can hand in and correct again; a closed round opens with it.",
        ),
        ("Đã mở lại phần thi của đội {entry}.", "The performance of {entry} is open again."),
    ),
    "release_seat": _say(
        ("Giải phóng ghế của {judge}", "Free the seat of {judge}"),
        ("Máy đang giữ ghế thôi giữ; máy khác nhận được.", "The device lets go of it; another can take it."),
        ("Đã giải phóng ghế của {judge}.", "The seat of {judge} is free."),
    ),
    "replace_judge": _say(
        ("Thay {judge}", "Replace {judge}"),
        (
            "Người thôi giữ nguyên mọi phiếu đã nộp và vẫn có trong biên bản; người thay chấm từ các đội chưa đóng, "
            "bằng thẻ mới. Thẻ cũ không chấm được nữa.",
            "Whoever leaves keeps every sheet and stays in the minutes; the successor marks what is not closed, with a "
            "card of their own. The old card judges no more.",
        ),
        (
            "{judge} đã thôi chấm và có người thay. Hãy in thẻ của người thay.",
            "{judge} has left and somebody took the place over. Print the successor's card.",
        ),
    ),
    "let_judge_go": _say(
        ("Cho {judge} thôi chấm", "Let {judge} go"),
        (
            "Mọi phiếu đã nộp vẫn được giữ; các đội chưa đóng không chờ phiếu của người này nữa.",
            "Every sheet stands; nothing that is open waits for this judge any more.",
        ),
        ("{judge} đã thôi chấm.", "{judge} has left the panel."),
    ),
    "call_judge_back": _say(
        ("Mời {judge} chấm trở lại", "Call {judge} back"),
        (
            "Người này chấm lại từ các đội chưa đóng; ai đang ngồi thay thì thôi. Mọi phiếu đã nộp vẫn được giữ.",
            "This judge marks what is not closed again; whoever sits in the place leaves it. Every sheet stands.",
        ),
        ("{judge} chấm trở lại.", "{judge} is back on the panel."),
    ),
    "recuse_judge": _say(
        ("Ghi {judge} tránh chấm đội {entry}", "Recuse {judge} from {entry}"),
        (
            "Giám khảo không chấm đội này ở mọi phần thi; lý do được ghi vào nhật ký và biên bản.",
            "The judge marks this entry in no round; the reason goes into the journal and the minutes.",
        ),
        ("{judge} không chấm đội {entry}.", "{judge} does not mark {entry}."),
    ),
    "withdraw_recusal": _say(
        ("Cho {judge} chấm lại đội {entry}", "Let {judge} mark {entry} again"),
        ("Giám khảo lại chấm đội này như mọi đội.", "The judge marks this entry like all others again."),
        ("{judge} chấm lại đội {entry}.", "{judge} marks {entry} again."),
    ),
    "accept_late_sheet": _say(
        ("Nhận phiếu đến muộn", "Accept the late sheet"),
        ("Phiếu được tính như phiếu của giám khảo đó.", "It counts as that judge's sheet."),
        ("Đã nhận phiếu đến muộn của {judge}.", "The late sheet of {judge} counts now."),
    ),
    "decline_late_sheet": _say(
        ("Không nhận", "Decline it"),
        ("Phiếu không được tính nhưng vẫn còn trong nhật ký.", "It does not count but stays in the journal."),
        ("Không nhận phiếu đến muộn của {judge}.", "The late sheet of {judge} is declined."),
    ),
    "discard_paper_reading": _say(
        ("Hủy lần nhập thứ nhất", "Discard the first reading"),
        (
            "Lần nhập này thôi chờ; phiếu giấy được nhập lại hai lần.",
            "It no longer waits; the paper sheet is typed twice anew.",
        ),
        ("Đã hủy lần nhập thứ nhất phiếu của {judge}.", "The first reading of the sheet of {judge} is discarded."),
    ),
    "enter_counted_points": _say(
        ("Ghi điểm", "Enter the points"),
        (
            "Điểm được ghi cho đội; dùng dấu phẩy hoặc dấu chấm đều được.",
            "Enters the points; a comma or a point will do.",
        ),
        ("Đã ghi điểm của đội {entry}.", "The points of {entry} are entered."),
    ),
    "give_penalty": _say(
        ("Trừ điểm", "Give the penalty"),
        ("Số điểm này bị trừ vào điểm của đội.", "These points come off the entry's figure."),
        ("Đã trừ điểm đội {entry}.", "The penalty of {entry} is recorded."),
    ),
    "withdraw_penalty": _say(
        ("Rút điểm trừ", "Withdraw the penalty"),
        ("Khoản trừ này không còn tính.", "This penalty no longer counts."),
        ("Đã rút điểm trừ của đội {entry}.", "The penalty of {entry} is withdrawn."),
    ),
    "give_bonus": _say(
        ("Cộng điểm", "Give the bonus"),
        ("Số điểm này được cộng vào điểm của đội.", "These points are added to the entry's figure."),
        ("Đã cộng điểm đội {entry}.", "The bonus of {entry} is recorded."),
    ),
    "withdraw_bonus": _say(
        ("Rút điểm cộng", "Withdraw the bonus"),
        ("Khoản cộng này không còn tính.", "This bonus no longer counts."),
        ("Đã rút điểm cộng của đội {entry}.", "The bonus of {entry} is withdrawn."),
    ),
    "record_absence": _say(
        ("Ghi đội {entry} vắng mặt", "Record {entry} absent"),
        (
            "Đội không có điểm ở phần thi này (không phải 0 điểm).",
            "The entry has no points in this round (which is not 0).",
        ),
        ("Đã ghi đội {entry} vắng mặt.", "{entry} is recorded absent."),
    ),
    "withdraw_absence": _say(
        ("Rút ghi vắng mặt", "Withdraw the absence"),
        ("Đội trở lại hàng chờ của phần thi.", "The entry waits for its turn again."),
        ("Đã rút ghi vắng mặt của đội {entry}.", "The absence of {entry} is withdrawn."),
    ),
    "decide_tie": _say(
        ("Ghi quyết định", "Record the decision"),
        ("Xếp các đội bằng điểm theo thứ tự đã chọn.", "Ranks the tied entries in the chosen order."),
        ("Đã ghi quyết định xếp hạng các đội bằng điểm.", "The decision on the tie is recorded."),
    ),
    "withdraw_tie_decision": _say(
        ("Rút quyết định", "Withdraw the decision"),
        ("Các đội lại bằng hạng, chờ quyết định.", "The entries are tied again and wait for a decision."),
        ("Đã rút quyết định về các đội bằng điểm.", "The decision on the tie is withdrawn."),
    ),
    "publish_performance": _say(
        ("Công bố điểm đội {entry}", "Publish the result of {entry}"),
        ("Mọi người xem được điểm này trên bảng điểm.", "Everybody can see it on the board."),
        ("Đã công bố điểm đội {entry}.", "The result of {entry} is published."),
    ),
    "publish_round": _say(
        ("Công bố phần thi “{round}”", "Publish round “{round}”"),
        (
            "Mọi người xem được điểm của phần thi này trên bảng điểm.",
            "Everybody can see the points of this round on the board.",
        ),
        ("Đã công bố phần thi “{round}”.", "Round “{round}” is published."),
    ),
    "withdraw_publication": _say(
        ("Rút công bố", "Withdraw the publication"),
        (
            "Điểm biến mất khỏi bảng điểm; lý do được ghi vào nhật ký.",
            "The points leave the board; the reason goes into the journal.",
        ),
        ("Đã rút công bố.", "The publication is withdrawn."),
    ),
    "freeze_board": _say(
        ("Tạm dừng bảng điểm", "Freeze the board"),
        ("Bảng điểm giữ nguyên như hiện nay cho đến khi trao giải.", "The board stays as it is until the ceremony."),
        ("Bảng điểm đã tạm dừng.", "The board is frozen."),
    ),
    "thaw_board": _say(
        ("Cho bảng điểm chạy lại", "Thaw the board"),
        ("Bảng điểm lại theo những gì được công bố.", "The board follows what is published again."),
        ("Bảng điểm đã chạy lại.", "The board is running again."),
    ),
    "decide_contest": _say(
        ("Chốt kết quả", "Decide the contest"),
        (
            "Trưởng Ban Giám khảo ký toàn bộ kết quả, cả phần thi chưa ký; điểm và thứ hạng giữ nguyên, chờ công bố.",
            "The head judge signs the whole result, with the rounds not signed yet; figures and places stand.",
        ),
        ("Đã chốt kết quả hội thi.", "The results are decided."),
    ),
    "reopen_decision": _say(
        ("Bỏ chốt kết quả", "Reopen the decision"),
        (
            "Có thể sửa điểm trở lại; lý do được ghi vào nhật ký.",
            "Figures can change again; the reason goes into the journal.",
        ),
        ("Kết quả không còn chốt.", "The results are open again."),
    ),
    "announce_results": _say(
        ("Công bố kết quả chung cuộc", "Announce the final results"),
        (
            "Mọi điểm, thứ hạng và giải được công khai; màn hình lớn hiện bảng điểm cuối cùng.",
            "All points, places and prizes become public; the wall shows the final board.",
        ),
        ("Đã công bố kết quả chung cuộc.", "The final results are announced."),
    ),
    "withdraw_announcement": _say(
        ("Rút công bố chung cuộc", "Withdraw the announcement"),
        (
            "Mọi điểm đã công bố biến mất khỏi màn hình; lý do được ghi vào nhật ký.",
            "All published points leave the screens; the reason goes into the journal.",
        ),
        ("Đã rút công bố chung cuộc.", "The announcement is withdrawn."),
    ),
    "change_entry_status": _say(
        ("Rút hoặc loại đội {entry}", "Withdraw or disqualify {entry}"),
        (
            "Áp dụng cho cả hội thi; lý do được ghi vào nhật ký.",
            "Holds for the whole contest; the reason goes into the journal.",
        ),
        ("Đội {entry}: {status}.", "{entry}: {status}."),
    ),
    "choose_scene": _say(
        ("Hiện “{scene}”", "Show “{scene}”"),
        ("Màn hình lớn đổi ngay.", "The wall changes at once."),
        ("Màn hình lớn đang hiện “{scene}”.", "The wall shows “{scene}”."),
    ),
}
LATER: Final = Words(
    vi="Chưa ghi được gì: {why} Hãy bấm lại sau giây lát.",
    en="Nothing was stored: {why} Press again in a moment.",
)
