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
    kind: Literal["line", "lines", "date", "form", "number"] = "line"


GROUPS: tuple[tuple[Words, tuple[Field, ...]], ...] = (
    (
        Words(vi="Thể thức văn bản", en="Form of the document"),
        (
            Field("form", Words(vi="Mẫu", en="Form"), kind="form"),
            Field(
                "parent_body",
                Words(vi="Cơ quan cấp trên", en="Parent body"),
                Words(
                    vi="Ví dụ: UBND XÃ HƯƠNG SƠN, ĐẢNG BỘ HUYỆN PHÚ BÌNH", en="As printed at the top left, first line"
                ),
            ),
            Field(
                "issuing_body",
                Words(vi="Cơ quan ban hành", en="Issuing body"),
                Words(vi="Ví dụ: BAN TỔ CHỨC HỘI THI", en="As printed at the top left, in bold"),
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
            Field(
                "locality",
                Words(vi="Địa danh", en="Place name"),
                Words(vi="Đứng trước ngày tháng, ví dụ: Hương Sơn", en="Printed before the date"),
            ),
            Field("date", Words(vi="Ngày ký", en="Date"), kind="date"),
            Field("subject", Words(vi="Trích yếu", en="Subject")),
            Field(
                "grounds",
                Words(vi="Căn cứ", en="Legal grounds"),
                Words(vi="Mỗi dòng một căn cứ", en="One a line"),
                "lines",
            ),
        ),
    ),
    (
        Words(vi="Cuộc họp", en="The meeting"),
        (
            Field("venue", Words(vi="Địa điểm", en="Venue")),
            Field("began", Words(vi="Bắt đầu lúc", en="Began at"), Words(vi="Ví dụ: 21 giờ 30", en="As it is printed")),
            Field("ended", Words(vi="Kết thúc lúc", en="Ended at")),
            Field("chair", Words(vi="Chủ trì", en="Chair")),
            Field("secretary", Words(vi="Thư ký", en="Secretary")),
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
