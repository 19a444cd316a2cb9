"""The form of a paper's words: which fields stand together, and what each is for.

Responsible for: labels and hints in both languages. Must not know: which text is refused (`paper_words` does).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contest_app.contest.words import Words


@dataclass(frozen=True)
class Field:
    """One field of the form."""

    name: str
    label: Words
    hint: Words | None = None
    kind: Literal["line", "lines", "date", "number"] = "line"


GROUPS: tuple[tuple[Words, tuple[Field, ...]], ...] = (
    (
        Words(vi="Biên bản", en="The minutes"),
        (
            Field(
                "parent_body",
                Words(vi="Cơ quan cấp trên (dòng đầu, góc trái)", en="Parent body (top left, first line)"),
                Words(vi="Để như vậy thì theo Thông tin chung", en="Left as it is, it follows General information"),
            ),
            Field(
                "issuing_body",
                Words(vi="Cơ quan ban hành biên bản (in đậm)", en="Issuing body of the minutes (in bold)"),
                Words(vi="Ví dụ: BAN TỔ CHỨC HỘI THI, BAN GIÁM KHẢO", en="Such as BAN TỔ CHỨC HỘI THI"),
            ),
            Field(
                "number",
                Words(vi="Số", en="Number"),
                Words(vi="Chỉ chữ số; để trống thì in dấu chấm", en="Digits only; left empty, dots are printed"),
                "number",
            ),
            Field(
                "symbol",
                Words(vi="Ký hiệu", en="Symbol"),
                Words(vi="Nhà nước: BB-BTC; Đảng: BB/ĐU", en="State: BB-BTC; party: BB/ĐU"),
            ),
            Field("date", Words(vi="Ngày ký", en="Date"), Words(vi="ngày/tháng/năm", en="day/month/year"), kind="date"),
            Field("subject", Words(vi="Trích yếu", en="Subject")),
        ),
    ),
    (
        Words(vi="Cuộc họp", en="The meeting"),
        (
            Field("venue", Words(vi="Địa điểm", en="Venue")),
            Field("began", Words(vi="Bắt đầu lúc", en="Began at"), Words(vi="Ví dụ: 21 giờ 30", en="As it is printed")),
            Field("ended", Words(vi="Kết thúc lúc", en="Ended at")),
            Field("chair", Words(vi="Chủ trì", en="Chair")),
            Field(
                "attendees",
                Words(vi="Thành phần dự", en="Present"),
                Words(
                    vi="Mỗi dòng một người; để trống thì in danh sách Ban Giám khảo",
                    en="One person a line; left empty, the panel is printed",
                ),
                "lines",
            ),
            Field("absentees", Words(vi="Vắng mặt", en="Absent"), kind="lines"),
        ),
    ),
    (
        Words(vi="Ý kiến và kết luận", en="Opinions and conclusion"),
        (
            Field("opinions", Words(vi="Ý kiến tại cuộc họp", en="Opinions"), kind="lines"),
            Field(
                "vote",
                Words(vi="Biểu quyết", en="Vote"),
                Words(vi="Ví dụ: 5/5 giám khảo nhất trí (100%)", en="As it is printed"),
            ),
            Field("conclusion", Words(vi="Kết luận", en="Conclusion"), kind="lines"),
            Field("copies", Words(vi="Số bản", en="Copies")),
            Field("recipients", Words(vi="Nơi nhận", en="Recipients"), kind="lines"),
        ),
    ),
)
