"""The director's sheet of paper."""

from __future__ import annotations

from contest_app.contest.words import Words
from contest_app.web.guides.guide import Figure, Guide, press, step, trouble

GUIDE = Guide(
    "director",
    Words(vi="Người điều hành", en="Director"),
    Words(
        vi="Một người ngồi ở bàn điều hành, bấm theo diễn biến trên sân khấu. Việc tiếp theo luôn là nút xanh đậm.",
        en="One person at the desk presses what happens on stage. What comes next is always the dark blue button.",
    ),
    (
        step(
            press("open_round", "plain"),
            ("Bốc thăm, rồi mở phần thi", "Draw lots, then open the round"),
            (
                "“Bốc thăm” ở thanh đầu trang: niêm phong, ghi từ được đọc, mở từng lượt. Rồi mở phần thi ở cột trái.",
                "“Lots” in the bar on top: seal, write down the word, open the turns. Then open the round on the left.",
            ),
        ),
        step(
            press("call_performance"),
            ("Gọi đội lên sân khấu", "Call the entry on stage"),
            (
                "Màn hình lớn và máy của giám khảo cùng chuyển sang đội này.",
                "The wall and the judges' tablets turn to this entry.",
            ),
        ),
        step(
            press("start_timer"),
            ("Bấm giờ, rồi “Dừng giờ”", "Start the timer, then stop it"),
            (
                "Bấm khi đội bắt đầu, dừng khi đội kết thúc. Quá giờ thì máy đề nghị điểm trừ cho thư ký.",
                "When the entry begins and when it ends. Over time, a penalty is proposed to the secretary.",
            ),
        ),
        step(
            press("close_performance", "grave"),
            ("Đủ phiếu thì đóng", "Close it once all sheets are in"),
            (
                "Ô của giám khảo xanh hết là đủ. Còn thiếu, máy nêu tên: phải đủ số phiếu tối thiểu hoặc ghi lý do.",
                "All judges' tiles are green. If some are missing they are named: the quorum or a reason is needed.",
            ),
        ),
        step(
            press("close_round", "plain"),
            ("Hết đội: đóng phần thi, công bố", "After the last one: close the round, publish it"),
            (
                "Cột trái đóng phần thi; cột phải bấm “Công bố phần thi”. Chưa bấm thì khán giả chưa thấy điểm nào.",
                "Close it on the left, publish it on the right. Before that the hall sees no figure.",
            ),
        ),
        step(
            Figure("scenes"),
            ("Chọn hình cho màn hình lớn", "Choose what the wall shows"),
            (
                "Màn chờ, sân khấu, bảng điểm, hoặc điểm của một đội đã công bố.",
                "The waiting scene, the stage, the board, or one entry's published result.",
            ),
        ),
        step(
            press("announce_results"),
            ("Trao giải", "The ceremony"),
            (
                "Sau khi Trưởng Ban Giám khảo chốt kết quả. Bấm đúng lúc MC đọc giải: cả hội trường thấy ngay.",
                "Once the head judge has decided the contest. Press it as the MC reads the prizes: all see it at once.",
            ),
        ),
    ),
    (
        trouble(
            ("Bấm nhầm: gọi nhầm đội, đổi nhầm hình…", "A wrong press: the wrong entry, the wrong scene"),
            (
                "Mở “Việc vừa làm” ở cột phải: việc nào rút lại được thì có nút ở đó; không thì máy nói vì sao.",
                "Open “Just done” on the right: what can be taken back has its button there, or says why not.",
            ),
        ),
        trouble(
            ("Bấm giờ nhầm", "The timer was pressed wrongly"),
            ("Dừng giờ, rồi “Xóa giờ, bấm lại” và ghi lý do.", "Stop it, then “Clear the timer” with a reason."),
        ),
        trouble(
            ("Đóng nhầm, còn phiếu chưa nộp", "Closed too early"),
            (
                "Trưởng Ban Giám khảo mở lại, có lý do. Phiếu đến muộn vẫn còn, chờ quyết định.",
                "The head judge reopens it with a reason. Late sheets are kept and wait for a decision.",
            ),
        ),
        trouble(
            ("Công bố nhầm", "Published by mistake"),
            ("“Rút công bố”, ghi lý do: điểm biến khỏi màn hình.", "“Withdraw”, with a reason: it leaves the screens."),
        ),
        trouble(
            ("Trang báo mất kết nối", "The page has lost its line"),
            (
                "Chờ trang tự nối. Chưa chắc đã bấm được thì cứ bấm lại: một việc không bị ghi hai lần.",
                "It reconnects by itself. If unsure, press again: nothing is stored twice.",
            ),
        ),
    ),
)
