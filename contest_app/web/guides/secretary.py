"""The secretary's sheet of paper."""

from __future__ import annotations

from contest_app.contest.words import Words
from contest_app.web.guides.guide import Figure, Guide, press, step, trouble

GUIDE = Guide(
    "secretary",
    Words(vi="Thư ký", en="Secretary"),
    Words(
        vi="Theo dõi đủ phiếu, ghi điểm do thư ký nhập, điểm trừ, vắng mặt, và in giấy tờ. Máy tự cộng và xếp hạng.",
        en="Sees that all sheets are in, enters counted points, penalties and absences, prints. The machine adds up.",
    ),
    (
        step(
            Figure("link", Words(vi="Bốc thăm", en="Lots")),
            ("Bốc thăm thứ tự thi", "Draw the running order"),
            (
                "Trên màn hình lớn, hoặc bốc bằng giấy: “Chuẩn bị”, “Thứ tự thi”, ghi lượt từng đội bốc được.",
                "On the wall; or on paper: “Setting up”, “Running order”, write down the turn that each team drew.",
            ),
        ),
        step(
            Figure("tile", Words(vi="Đang chấm", en="Marking")),
            ("Nhìn ô của từng giám khảo", "Watch the judges' tiles"),
            (
                "✓ Đã nộp · ✎ Đang chấm · ○ Chưa kết nối · Chờ gửi: phiếu còn nằm trên máy giám khảo.",
                "✓ Handed in · ✎ Marking · ○ Not connected · Waiting to send: the sheet is still on the tablet.",
            ),
        ),
        step(
            press("give_penalty", "grave"),
            ("Trừ điểm quá giờ", "Take points off for time"),
            (
                "Quá giờ thì máy đề nghị số điểm theo thể lệ: xem lại rồi bấm. Lỗi khác: mở “Việc khác với đội này”, "
                "gõ số điểm và lý do.",
                "The points by the rule book are proposed: look, then press. For anything else open “Other acts for "
                "this entry”, give points and a reason.",
            ),
        ),
        step(
            press("enter_counted_points"),
            ("Ghi điểm trắc nghiệm", "Enter the points of a quiz"),
            (
                "Mở “Bảng nhập điểm” ở cột trái, gõ điểm từng đội (dấu phẩy hay chấm đều được). Ô trống không phải 0.",
                "Open “Enter points” on the left, one entry after the other (comma or point). Blank is not 0.",
            ),
        ),
        step(
            press("record_absence", "plain"),
            ("Đội không có mặt", "An entry that stays away"),
            (
                "Trong “Việc khác với đội này”. Vắng mặt là không có điểm, khác với 0 điểm.",
                "Under “Other acts for this entry”. Absent means no figure, which is not 0.",
            ),
        ),
        step(
            Figure("press", Words(vi="Nhập phiếu giấy", en="Type a paper sheet"), "plain"),
            ("Khi máy tính bảng hỏng: phiếu giấy", "When a tablet fails: a paper sheet"),
            (
                "In sẵn phiếu trắng trong “Giấy tờ”. Phiếu đã ký: hai người lần lượt nhập, khớp nhau mới được tính.",
                "Print blank ones beforehand (“Papers”). A signed one is typed by one person, then by another; "
                "it counts once both agree.",
            ),
        ),
        step(
            Figure("link", Words(vi="Giấy tờ", en="Papers")),
            ("In bảng tổng hợp và biên bản", "Print tabulations and minutes"),
            (
                "Sau mỗi phần thi và cuối buổi. Kiểm tra tên, chức danh ở “Sửa nội dung” trước khi in; trình ký. "
                "Mỗi tờ có mã kiểm tra riêng.",
                "After each round and at the end. Look at names and titles under “Edit the words” first; have them "
                "signed. Each paper has a mark by which it can be checked.",
            ),
        ),
    ),
    (
        trouble(
            ("Có phiếu đến muộn", "A late sheet"),
            (
                "Nó hiện ở đầu cột phải và chưa được tính. Báo Trưởng Ban Giám khảo: nhận hoặc không nhận, có lý do.",
                "It stands on top of the right column and counts nothing yet. The head judge accepts or declines it.",
            ),
        ),
        trouble(
            ("Ghi nhầm điểm trừ", "A wrong penalty"),
            ("Bấm “Rút điểm trừ”, ghi lý do, rồi ghi lại.", "“Withdraw the penalty” with a reason, then give it anew."),
        ),
        trouble(
            ("Máy báo số liệu vừa thay đổi", "Something changed meanwhile"),
            (
                "Người khác vừa sửa trước. Đọc số mới trên trang rồi bấm lại nếu vẫn đúng.",
                "Somebody else was faster. Read what stands there now, and press again if you still mean it.",
            ),
        ),
        trouble(
            ("Máy giám khảo hỏng", "A judge's tablet is dead"),
            (
                "Đưa máy khác, quét lại đúng thẻ của giám khảo ấy. Không có máy: phiếu giấy.",
                "Give them another and let them scan their own card again. Without one: a paper sheet.",
            ),
        ),
        trouble(
            ("Có người nghi một con số", "A figure is doubted"),
            (
                "Bấm vào số ấy: máy kể từng bước tính. Ai làm gì, lúc nào: mở “Nhật ký”.",
                "Press the figure: every step is told. Who did what and when: open “Journal”.",
            ),
        ),
    ),
)
