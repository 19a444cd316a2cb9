"""The judge's sheet of paper."""

from __future__ import annotations

from contest_app.contest.words import Words, same
from contest_app.web.guides.guide import Figure, Guide, step, trouble

GUIDE = Guide(
    "judge",
    Words(vi="Giám khảo", en="Judge"),
    Words(
        vi="Chấm trên máy tính bảng hoặc điện thoại. Phiếu đã nằm chắc ở máy chủ khi máy hiện dấu ✓ “Đã lưu”.",
        en="You judge on a tablet or phone. A sheet is safe on the server once the device shows the ✓ “Saved”.",
    ),
    (
        step(
            Figure("card", Words(vi="Giám khảo 3", en="Judge 3")),
            ("Quét mã QR trên thẻ của mình", "Scan the QR code on your card"),
            (
                "Vào Wi-Fi của hội thi (mã 1 trên thẻ, nếu có) rồi quét mã mở trang. Tên của mình hiện ra là đúng; "
                "không cần tài khoản. Thẻ là ghế của mình, không đưa cho người khác.",
                "Join the contest's Wi-Fi (code 1 on the card, if there is one), then scan the code of the page. "
                "Your own name appears; no account is needed. The card is your seat: do not hand it on.",
            ),
        ),
        step(
            Figure("team"),
            ("Nhìn số báo danh và tên đội", "Look at the team's number and name"),
            (
                "Phiếu tự mở khi đội được gọi lên sân khấu. Đúng đội rồi mới chấm.",
                "The sheet opens by itself when the team is called. Mark only the right team.",
            ),
        ),
        step(
            Figure("marks", same("7,5")),
            ("Chấm từng tiêu chí", "Mark each criterion"),
            (
                "Bấm − hoặc +, hoặc chạm vào ô điểm để gõ số. Ô trống là chưa chấm, không phải 0 điểm. "
                "Điểm đang chấm dở được giữ trên máy.",
                "Press − or +, or tap the mark to type it. A blank is not marked yet, which is not 0. "
                "What you have marked so far stays on the device.",
            ),
        ),
        step(
            Figure("tablet", Words(vi="Nộp phiếu", en="Submit")),
            ("Nộp phiếu", "Hand the sheet in"),
            (
                "Máy hỏi lại: xem tên đội và tổng điểm, đúng thì bấm thêm một lần để nộp.",
                "It asks once more: look at the team and the total, then press “Submit” again.",
            ),
        ),
        step(
            Figure("saved", Words(vi="Đã lưu", en="Saved")),
            ("Chờ dấu ✓ “Đã lưu”", "Wait for the ✓ “Saved”"),
            (
                "“Đang chờ gửi” nghĩa là đang mất mạng: phiếu nằm trên máy và tự gửi khi có mạng lại.",
                "“Waiting to be sent” means that the network is away: the sheet is kept here and goes by itself.",
            ),
        ),
        step(
            Figure("tablet", Words(vi="Sửa phiếu", en="Correct"), "plain"),
            ("Muốn sửa phiếu đã nộp", "To correct a sheet"),
            (
                "Bấm “Sửa phiếu”, sửa điểm rồi nộp bản sửa. Khi phần thi của đội đã đóng thì báo ban thư ký.",
                "Press “Correct”, change the mark, submit the changes. Once the performance is closed, "
                "tell the secretary.",
            ),
        ),
    ),
    (
        trouble(
            ("Máy báo “Mất kết nối”", "“No connection”"),
            (
                "Cứ chấm và nộp bình thường. Không xóa trình duyệt, không tắt Wi-Fi.",
                "Go on marking and handing in. Do not clear the browser, leave the Wi-Fi on.",
            ),
        ),
        trouble(
            ("“Máy khác đang giữ ghế này”", "“Another device holds this seat”"),
            (
                "Chính mình đổi máy thì bấm “Chuyển ghế về máy này”. Không phải mình: báo ban thư ký ngay.",
                "If you changed devices, press “Move the seat to this device”. If not, tell the secretary at once.",
            ),
        ),
        trouble(
            ("Máy hỏng, hết pin", "The device is dead"),
            (
                "Mượn máy khác, quét lại thẻ của mình. Không có máy: chấm phiếu giấy, đưa ban thư ký.",
                "Borrow another and scan your card again. Without one, mark a paper sheet for the secretary.",
            ),
        ),
        trouble(
            ("Phiếu “Bị từ chối” hoặc “Đến muộn”", "“Refused” or “Came late”"),
            (
                "Điểm vẫn còn trên máy. Làm theo câu máy báo, hoặc gọi ban thư ký.",
                "The marks are still there. Do what the device says, or call the secretary.",
            ),
        ),
        trouble(
            ("Người thân hay đơn vị mình dự thi", "Your own relatives or unit take part"),
            (
                "Báo Ban Tổ chức trước khi đội lên sân khấu để ghi “Tránh, không chấm”.",
                "Tell the organizers before the team is called, and be recused.",
            ),
        ),
    ),
)
