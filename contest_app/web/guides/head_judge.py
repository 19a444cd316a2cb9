"""The head judge's sheet of paper."""

from __future__ import annotations

from contest_app.contest.words import Words
from contest_app.web.guides.guide import Figure, Guide, press, step, trouble

GUIDE = Guide(
    "head-judge",
    Words(vi="Trưởng Ban Giám khảo", en="Head judge"),
    Words(
        vi="Chấm bằng thẻ giám khảo như mọi người; rà soát, quyết định và ký bằng thẻ Trưởng BGK ở một máy khác.",
        en="You mark with a judge's card like everybody, and review, decide and sign with the head judge's card.",
    ),
    (
        step(
            Figure("card", Words(vi="Trưởng BGK", en="Head judge")),
            ("Mở bàn điều hành bằng thẻ của mình", "Open the desk with your card"),
            (
                "Tốt nhất trên máy tính xách tay. Trang cho thấy cả điểm chưa công bố: không để người khác nhìn.",
                "Best on a laptop. The page shows unpublished figures: let nobody look over your shoulder.",
            ),
        ),
        step(
            Figure("press", Words(vi="Xem các phiếu", en="See the sheets"), "plain"),
            ("Rà soát trước khi đóng", "Review before it is closed"),
            (
                "Mở các phiếu của đội, so điểm từng tiêu chí. Lệch nhiều thì hội ý; giám khảo tự sửa phiếu của mình.",
                "Open the entry's sheets, compare. Where they differ much, consult; judges correct their own sheets.",
            ),
        ),
        step(
            press("accept_late_sheet"),
            ("Phiếu đến muộn", "A late sheet"),
            (
                "Nhận hoặc “Không nhận”, luôn ghi lý do. Chưa quyết định thì phiếu chưa được tính.",
                "Accept or decline it, always with a reason. Until then it counts nothing.",
            ),
        ),
        step(
            press("reopen_performance", "grave"),
            ("Mở lại khi thật cần", "Reopen only when needed"),
            (
                "Để giám khảo sửa phiếu sau khi đã đóng. Lý do được ghi vào nhật ký, ai cũng đọc được.",
                "So that judges can correct after the close. The reason stands in the journal.",
            ),
        ),
        step(
            press("sign_round"),
            ("Ký từng phần thi", "Sign each round"),
            (
                "Khi phần thi đã đóng và bảng tổng hợp đúng.",
                "Once it is closed and its tabulation is right.",
            ),
        ),
        step(
            press("decide_tie", "plain"),
            ("Các đội bằng điểm", "Tied entries"),
            (
                "Thể lệ không phân định được thì Ban Giám khảo hội ý; chọn thứ tự, ghi lý do.",
                "Where the rule book does not settle it, consult; choose the order, give the reason.",
            ),
        ),
        step(
            press("decide_contest"),
            ("Chốt kết quả", "Decide the contest"),
            (
                "Mọi phần thi đã đóng, không còn đồng hạng chờ. Sau đó in biên bản, cả ban ký.",
                "All rounds are closed and no tie waits. Then print the minutes, and all sign.",
            ),
        ),
    ),
    (
        trouble(
            ("Giám khảo chấm nhầm, đội đã đóng", "A wrong mark, already closed"),
            (
                "Mở lại phần thi của đội, giám khảo sửa và nộp, đóng lại. Đã công bố thì công bố lại.",
                "Reopen it, let the judge correct and hand in, close it again. If it was published, publish again.",
            ),
        ),
        trouble(
            ("Giám khảo vắng hoặc xin tránh", "A judge is away or recused"),
            (
                "Ban Tổ chức mở “Ai đang nối” để thay người hoặc cho thôi; trang nói trước điểm sẽ tính thế nào.",
                "The organizers replace them or let them go under “People”; it says beforehand what will count.",
            ),
        ),
        trouble(
            ("Chốt rồi mới thấy sai", "An error after the decision"),
            ("“Bỏ chốt kết quả”, ghi lý do, sửa, rồi chốt lại.", "“Reopen the decision”, correct, decide again."),
        ),
        trouble(
            ("Hỏi vì sao ra điểm này", "How did this figure come about?"),
            (
                "Bấm vào con số: bỏ điểm nào, chia cho mấy, làm tròn ra sao.",
                "Press it: which marks were dropped, the mean, the rounding.",
            ),
        ),
        trouble(
            ("Tờ đã ký có còn đúng không?", "Does a signed paper still hold?"),
            (
                "Quét mã ở chân trang: máy trả lời khớp hay đã đổi, đổi ở đâu.",
                "Scan the code at its foot: it says whether it still agrees, and what changed.",
            ),
        ),
    ),
)
