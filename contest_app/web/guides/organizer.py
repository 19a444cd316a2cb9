"""The sheet of paper of whoever looks after the machine, and signs in as organizer."""

from __future__ import annotations

from contest_app.contest.words import Words, same
from contest_app.web.guides.guide import Figure, Guide, press, step, trouble

GUIDE = Guide(
    "organizer",
    Words(vi="Người phụ trách máy", en="In charge of the machine"),
    Words(
        vi="Một máy tính xách tay và một bộ phát Wi-Fi là đủ, không cần internet. Làm xong trước giờ khai mạc.",
        en="One laptop and one Wi-Fi router; no internet. Have all of this done before the opening.",
    ),
    (
        step(
            Figure("laptop", same("contest-app")),
            ("Bật máy chủ", "Start the server"),
            (
                "Cắm sạc, tắt chế độ ngủ, không gập máy. Chạy start.bat hoặc start.sh, mở đường dẫn "
                "đăng nhập in trên cửa sổ, đặt mật khẩu.",
                "Plug the charger in, turn sleep off, leave the lid open. Run start.bat or start.sh, open the "
                "sign-in that the window prints, set a password.",
            ),
        ),
        step(
            Figure("press", Words(vi="Kiểm tra máy này", en="Look at this machine"), "plain"),
            ("Kiểm tra máy và Wi-Fi", "Check the machine and the Wi-Fi"),
            (
                "Trong “An toàn dữ liệu”. Sửa mọi dòng “phải sửa”, rồi lấy một điện thoại mở thử địa chỉ máy nêu.",
                "Under “Safety net”. Cure whatever is bad, then open the address it names on a phone.",
            ),
        ),
        step(
            Figure("press", Words(vi="+ Tạo hội thi mới", en="+ New contest")),
            ("Chuẩn bị hội thi", "Set the contest up"),
            (
                "Chọn mẫu thể lệ, nhập danh sách đội và giám khảo (Excel), bốc thăm. Trang nói còn thiếu gì.",
                "Choose a template, import teams and judges (Excel), draw the order. It lists what is left.",
            ),
        ),
        step(
            Figure("press", Words(vi="Đường vào và mã QR", en="Links and QR codes"), "plain"),
            ("In thẻ QR, phát tận tay", "Print the QR cards, hand them over"),
            (
                "Mỗi giám khảo, mỗi vai trò một thẻ. Ai có thẻ là vào được vai trò ấy.",
                "One for each judge and role. Whoever has a card has that role.",
            ),
        ),
        step(
            Figure("stick"),
            ("Cắm USB để sao lưu", "Plug a stick in for backups"),
            (
                "“An toàn dữ liệu”, chọn thư mục trên USB. Sau mỗi phần thi máy tự sao lưu. Giữ USB như phiếu chấm.",
                "“Safety net”, choose a folder on it. A backup follows each round. Guard it like the score sheets.",
            ),
        ),
        step(
            Figure("wall"),
            ("Mở màn hình lớn", "Open the wall"),
            (
                "Trên máy nối máy chiếu, mở địa chỉ “Màn hình lớn”, bấm F11.",
                "On the projector's machine open the wall's address, press F11.",
            ),
        ),
        step(
            press("start_contest"),
            ("Bắt đầu, và kết thúc", "Start, and end"),
            (
                "Bắt đầu thì thể lệ được chốt. Cuối buổi: in và ký giấy tờ, sao lưu lần cuối, rồi mới dừng (Ctrl+C).",
                "Starting pins the rule book. At the end: print and sign, one last backup, then stop it (Ctrl+C).",
            ),
        ),
    ),
    (
        trouble(
            ("Điện thoại không mở được địa chỉ", "A phone cannot open the address"),
            (
                "Cùng Wi-Fi chưa? Cho phép cổng trên tường lửa; tắt “AP isolation/Mạng khách” trên bộ phát.",
                "Same Wi-Fi? Allow the port in the firewall; turn client isolation off on the router.",
            ),
        ),
        trouble(
            ("Máy chủ tắt đột ngột, mất điện", "The server died"),
            (
                "Bật lại, chạy đúng lệnh cũ. Những gì đã báo “Đã lưu” đều còn; máy bảng tự nối lại.",
                "Start it again the same way. Whatever was saved is there; tablets reconnect by themselves.",
            ),
        ),
        trouble(
            ("Máy tính hỏng hẳn", "The laptop is broken"),
            (
                "Máy khác: cài từ USB, chạy “contest-app restore USB --data …”, đặt đúng địa chỉ IP cũ.",
                "Another one: install from the stick, “contest-app restore USB --data …”, the old IP address.",
            ),
        ),
        trouble(
            ("Dòng đỏ “Sao lưu hỏng”", "The red line “No backup”"),
            ("Chấm điểm vẫn tiếp tục. Cắm lại USB hoặc chọn USB khác.", "Judging goes on. Plug the stick in again."),
        ),
        trouble(
            ("Quên mật khẩu", "The password is forgotten"),
            ("Trên chính máy chủ: “contest-app sign-in”.", "At the machine itself: “contest-app sign-in”."),
        ),
    ),
)
