"""The announcer's (MC's) sheet of paper."""

from __future__ import annotations

from contest_app.contest.words import Words
from contest_app.web.guides.guide import Figure, Guide, step, trouble

GUIDE = Guide(
    "announcer",
    Words(vi="Dẫn chương trình (MC)", en="Announcer (MC)"),
    Words(
        vi="Bản MC cho xem thứ hạng trước hội trường, để chuẩn bị lời. Chỉ đọc ra khi có hiệu lệnh của Ban Tổ chức.",
        en="This page knows the standings before the hall does. Read them out only on the organizers' signal.",
    ),
    (
        step(
            Figure("card", Words(vi="Dẫn chương trình", en="Announcer")),
            ("Quét thẻ của mình", "Scan your card"),
            (
                "Trên điện thoại hoặc máy tính bảng, cùng Wi-Fi. Không đưa máy cho người khác xem.",
                "On a phone or tablet, on the same Wi-Fi. Show it to nobody.",
            ),
        ),
        step(
            Figure("early", Words(vi="CHƯA CÔNG BỐ", en="NOT PUBLISHED")),
            ("Còn dòng này thì chưa được đọc", "While this line stands, do not read it out"),
            (
                "Điểm và thứ hạng còn có thể đổi. Dòng này mất khi kết quả chung cuộc đã công bố.",
                "Figures and places may still change. The line goes when the final results are announced.",
            ),
        ),
        step(
            Figure("wall"),
            ("Giới thiệu đội theo màn hình lớn", "Introduce teams by the wall"),
            (
                "Màn hình lớn hiện số báo danh, tên đội, phần thi. Đợi đội hiện lên rồi hãy giới thiệu.",
                "It shows number, name and round. Wait until the team is on it.",
            ),
        ),
        step(
            Figure("early", Words(vi="= Đồng hạng", en="= Unsettled tie")),
            ("Có dòng “đồng hạng chưa phân định”", "An unsettled tie"),
            (
                "Ban Giám khảo chưa quyết định xong. Chưa đọc giải nào của các đội ấy.",
                "The jury has not decided yet. Do not read out any prize of these entries.",
            ),
        ),
        step(
            Figure("press", Words(vi="Khuyến khích → Ba → Nhì → Nhất", en="From the last prize to the first"), "plain"),
            ("Đọc giải từ dưới lên", "Read the prizes from the last to the first"),
            (
                "Theo thứ tự của thể lệ. Đọc chậm: giải gì, số báo danh, tên đội, điểm. Giải phụ theo biên bản đã ký.",
                "In the rule book's order. Slowly: prize, number, name, points. Special prizes by the signed minutes.",
            ),
        ),
        step(
            Figure("wall"),
            ("Ra hiệu cho người điều hành", "Give the director a sign"),
            (
                "Để công bố lên màn hình lớn đúng lúc đọc.",
                "So that the wall shows it at that very moment.",
            ),
        ),
    ),
    (
        trouble(
            ("Trang báo “Mất kết nối”", "“The line to the server is lost”"),
            (
                "Số liệu có thể đã cũ: không đọc. Hỏi thư ký bản in bảng tổng hợp.",
                "The figures may be old: do not read them. Ask the secretary for the printed tabulation.",
            ),
        ),
        trouble(
            ("Số trên máy khác số trên giấy", "Page and paper differ"),
            ("Dừng lại, báo Trưởng Ban Giám khảo.", "Stop, and tell the head judge."),
        ),
        trouble(
            ("Hết phiên làm việc", "The session has ended"),
            ("Quét lại thẻ của mình.", "Scan your card again."),
        ),
        trouble(
            ("Màn hình lớn đứng hình", "The wall stands still"),
            (
                "Nói tiếp, báo người phụ trách máy; màn hình tự nối lại.",
                "Go on speaking, tell whoever looks after the machine; it reconnects by itself.",
            ),
        ),
        trouble(
            ("Đọc nhầm", "Something was read wrongly"),
            (
                "Xin lỗi và đọc lại theo biên bản đã ký.",
                "Say so, and read it again by the signed minutes.",
            ),
        ),
    ),
)
