"""What is wrong with a rule-book file or a marks file, as a person reads it.

Responsible for: one problem with its place, and the words of every problem that a marks file can have.
Must not know: how files are read.
"""

from __future__ import annotations

from dataclasses import dataclass

from contest_app.contest.words import Words


@dataclass(frozen=True)
class Problem:
    """One thing wrong: what it is and how to cure it, at a line and a column of the file."""

    words: Words
    line: int | None = None
    column: int | None = None
    field: str | None = None  # the column's name in the heading

    def say(self, file: str, lang: str) -> str:
        """The whole sentence: file, line, column, reason."""
        place = [file]
        if self.line is not None:
            place.append((LINE.vi if lang == "vi" else LINE.en).format(n=self.line))
        if self.column is not None:
            place.append((COLUMN.vi if lang == "vi" else COLUMN.en).format(n=self.column))
        named = f" ({self.field})" if self.field is not None else ""
        return f"{', '.join(place)}{named}: {self.words.vi if lang == 'vi' else self.words.en}"


LINE = Words(vi="dòng {n}", en="line {n}")
COLUMN = Words(vi="cột {n}", en="column {n}")

# --- the file as a whole ----------------------------------------------------------------------------------------------

NO_FILE = Words(vi="Không có tệp này.", en="There is no such file.")
IS_FOLDER = Words(vi="Đây là thư mục, không phải tệp.", en="This is a folder, not a file.")
NOT_READABLE = Words(vi="Không đọc được tệp: {why}.", en="The file cannot be read: {why}.")
EMPTY = Words(
    vi="Tệp trống. Dòng đầu phải là: kind,round,entry,judge,criterion,value",
    en="The file is empty. Its first line must be: kind,round,entry,judge,criterion,value",
)
NO_LINES = Words(
    vi="Tệp chỉ có dòng tiêu đề, chưa có điểm nào.", en="The file holds a heading and nothing else: there are no marks."
)
UTF16 = Words(
    vi="Tệp được lưu dạng UTF-16. Hãy lưu lại dạng “CSV UTF-8 (Comma delimited)”.",
    en="The file is saved as UTF-16. Save it again as “CSV UTF-8 (Comma delimited)”.",
)
WORKBOOK = Words(
    vi="Đây là tệp Excel, không phải CSV. Hãy mở và lưu lại dạng “CSV UTF-8 (Comma delimited)”.",
    en="This is an Excel workbook, not CSV. Open it and save it as “CSV UTF-8 (Comma delimited)”.",
)
NOT_UTF8 = Words(
    vi="Chữ ở đây không phải UTF-8 (byte {byte}); có thể là bảng mã cũ (TCVN3, VNI, Windows-1258). "
    "Hãy lưu lại tệp dạng “CSV UTF-8”.",
    en="The text here is not UTF-8 (byte {byte}); it may be an old code page (TCVN3, VNI, Windows-1258). "
    "Save the file again as “CSV UTF-8”.",
)
BROKEN = Words(vi="Dòng viết sai dạng CSV: {why}.", en="The line is not proper CSV: {why}.")
WHY_BROKEN = {
    "unexpected end of data": Words(vi="thiếu dấu ngoặc kép đóng", en="a closing quotation mark is missing"),
    "field larger than field limit": Words(
        vi="một ô quá dài, có lẽ thiếu dấu ngoặc kép đóng",
        en="a field is too long, probably a closing quotation mark is missing",
    ),
    "expected after": Words(
        vi="sau dấu ngoặc kép đóng phải là dấu ngăn cột; trong ngoặc, dấu ngoặc kép được viết hai lần",
        en="a delimiter must follow a closing quotation mark; inside quotation marks write it twice",
    ),
    "line contains NUL": Words(vi="có ký tự rỗng", en="it holds a NUL character"),
}

# --- the heading ------------------------------------------------------------------------------------------------------

NO_COLUMN = Words(vi="Dòng tiêu đề thiếu cột “{name}”.", en="The heading lacks the column “{name}”.")
UNKNOWN_COLUMN = Words(
    vi="Không có cột nào tên “{name}”. Các cột: {known}.", en="There is no column “{name}”. The columns are: {known}."
)
UNKNOWN_COLUMN_NEAR = Words(
    vi="Không có cột nào tên “{name}”. Có phải ý bạn là “{near}”?",
    en="There is no column “{name}”. Did you mean “{near}”?",
)
COLUMN_TWICE = Words(vi="Cột “{name}” có hai lần.", en="The column “{name}” stands there twice.")
TABS = Words(
    vi="Các cột ngăn bằng dấu tab. Hãy lưu lại dạng CSV, ngăn bằng dấu phẩy hoặc chấm phẩy.",
    en="The columns are separated by tabs. Save the file as CSV, separated by commas or semicolons.",
)

# --- one line ---------------------------------------------------------------------------------------------------------

TOO_MANY = Words(
    vi="Dòng có {given} ô, tiêu đề chỉ có {columns}.", en="The line has {given} fields, the heading only {columns}."
)
TOO_MANY_COMMA = Words(
    vi='Dòng có {given} ô, tiêu đề chỉ có {columns}. Số có dấu phẩy thập phân phải đặt trong ngoặc kép ("8,5"), '
    "hoặc ngăn cột bằng dấu chấm phẩy.",
    en="The line has {given} fields, the heading only {columns}. Put a number with a decimal comma in quotation "
    'marks ("8,5"), or separate the columns with semicolons.',
)
NO_KIND = Words(vi="Thiếu loại dòng. Các loại: {known}.", en="The kind of line is missing. Kinds: {known}.")
UNKNOWN_KIND = Words(
    vi="Không có loại dòng “{value}”. Các loại: {known}.", en="There is no kind “{value}”. Kinds: {known}."
)
UNKNOWN_KIND_NEAR = Words(
    vi="Không có loại dòng “{value}”. Có phải ý bạn là “{near}”?",
    en="There is no kind “{value}”. Did you mean “{near}”?",
)
NEEDED = Words(vi="Dòng {kind} cần ghi mục này.", en="A {kind} line needs this.")
NEEDED_VALUE = Words(
    vi="Thiếu giá trị. Điểm không cho thì bỏ hẳn dòng này: để trống không phải là 0.",
    en="The value is missing. Leave the whole line out where no mark was given: blank is not 0.",
)
NOT_USED = Words(
    vi="Dòng {kind} không dùng mục này; hãy để trống (đang ghi “{value}”).",
    en="A {kind} line does not use this; leave it empty (it says “{value}”).",
)
UNKNOWN_ROUND = Words(
    vi="Thể lệ không có phần thi mã “{value}”. Có: {known}.",
    en="The rule book has no round “{value}”. It has: {known}.",
)
UNKNOWN_ROUND_NEAR = Words(
    vi="Thể lệ không có phần thi mã “{value}”. Có phải ý bạn là “{near}”?",
    en="The rule book has no round “{value}”. Did you mean “{near}”?",
)
UNKNOWN_CRITERION = Words(
    vi="Phần thi “{round}” không có tiêu chí mã “{value}”. Có: {known}.",
    en="The round “{round}” has no criterion “{value}”. It has: {known}.",
)
UNKNOWN_CRITERION_NEAR = Words(
    vi="Phần thi “{round}” không có tiêu chí mã “{value}”. Có phải ý bạn là “{near}”?",
    en="The round “{round}” has no criterion “{value}”. Did you mean “{near}”?",
)
NO_CRITERIA = Words(
    vi="Phần thi “{round}” không có tiêu chí; hãy để trống.", en="The round “{round}” has no criteria; leave it empty."
)
WHICH_CRITERION = Words(
    vi="Phần thi “{round}” có nhiều tiêu chí; hãy ghi một trong: {known}.",
    en="The round “{round}” has several criteria; name one of: {known}.",
)
NOT_A_NUMBER = Words(
    vi="“{value}” không phải là số. Hãy viết như 8, 8.5 hoặc 8,5.",
    en="“{value}” is not a number. Write it like 8, 8.5 or 8,5.",
)
NOT_WHOLE = Words(
    vi="“{value}” không phải là số thứ tự 1, 2, 3, …", en="“{value}” is not a position such as 1, 2, 3, …"
)
OUT_OF_RANGE = Words(
    vi="{value} nằm ngoài thang điểm từ 0 đến {max}.", en="{value} is outside the range from 0 to {max}."
)
BELOW_ZERO = Words(vi="{value} nhỏ hơn 0.", en="{value} is below 0.")
WITHOUT_SIGN = Words(
    vi="{value} nhỏ hơn 0. Điểm {kind} ghi không có dấu trừ.",
    en="{value} is below 0. Write the points of a {kind} without a minus sign.",
)
NOT_ABOVE_ZERO = Words(vi="{value} phải lớn hơn 0.", en="{value} must be greater than 0.")
OFF_STEP = Words(vi="{value} không đúng bước điểm {step}.", en="{value} is not on the step of {step}.")
NOT_JUDGED = Words(
    vi="Phần thi “{round}” không do giám khảo chấm; điểm của thư ký ghi bằng dòng count.",
    en="The round “{round}” is not judged; the secretary's points stand on count lines.",
)
NOT_PLACED = Words(
    vi="Phần thi “{round}” tính theo điểm ({method}), không theo thứ hạng; hãy ghi điểm bằng dòng mark.",
    en="The round “{round}” is scored by points ({method}), not by placements; write marks on mark lines.",
)
PLACED_ONLY = Words(
    vi="Phần thi “{round}” không có tiêu chí để cho điểm; hãy ghi thứ hạng bằng dòng placement.",
    en="The round “{round}” has no criteria to mark; write the judges' ordinals on placement lines.",
)
TWICE = Words(
    vi="Đã có ở dòng {line}. Nếu điểm được sửa, chỉ giữ dòng đúng.",
    en="This is already on line {line}. If it was corrected, keep the right line only.",
)
TWICE_DIFFERS = Words(
    vi="Dòng {line} đã ghi {other}, dòng này ghi {value}. Chỉ giữ dòng đúng.",
    en="Line {line} says {other}, this line says {value}. Keep the right one only.",
)
POSITION_TAKEN = Words(
    vi="Số thứ tự {value} đã thuộc về “{entry}” ở dòng {line}.",
    en="Position {value} already belongs to “{entry}” on line {line}.",
)
RANK_TAKEN = Words(
    vi="“{entry}” (dòng {line}) cùng tổng điểm và cũng được quyết định hạng {value}; mỗi đội một số riêng.",
    en="“{entry}” (line {line}) has the same total and is decided {value} as well; give each its own number.",
)
TWO_FATES = Words(
    vi="Dòng {line} đã ghi đội này là {other}.", en="Line {line} already says that this entry is {other}."
)
NOT_EMPTY = Words(
    vi="Dòng {kind} không có giá trị; hãy để trống (đang ghi “{value}”).",
    en="A {kind} line has no value; leave it empty (it says “{value}”).",
)
REFUSED_INCOMPLETE = Words(
    vi="Thể lệ không cho tính khi thiếu điểm: giám khảo {judge} chưa chấm “{entry}” ở phần thi “{round}”: {criteria}.",
    en="The rule book refuses a result while marks are missing: judge {judge} did not mark “{entry}” in the round "
    "“{round}” on: {criteria}.",
)
REFUSED_ABSENT = Words(
    vi="Thể lệ không cho tính khi thiếu phiếu: giám khảo {judge} không chấm “{entry}” ở phần thi “{round}”.",
    en="The rule book refuses a result while sheets are missing: judge {judge} gave none for “{entry}” in the round "
    "“{round}”.",
)

# --- worth knowing, but nothing wrong ---------------------------------------------------------------------------------

IGNORED_MARKS = Words(
    vi="Giám khảo {judge} được ghi là vắng với “{entry}” ở phần thi “{round}”: điểm của người này không được tính.",
    en="Judge {judge} is recorded as absent for “{entry}” in the round “{round}”: the marks given do not count.",
)
IGNORED_SCORE = Words(
    vi="“{entry}” được ghi là không dự phần thi “{round}”: điểm đã ghi không được tính.",
    en="“{entry}” is recorded as absent from the round “{round}”: the points given do not count.",
)
MARKS_UNUSED = Words(
    vi="Phần thi “{round}” đã có thứ hạng (dòng placement): các dòng mark của phần thi này không được tính.",
    en="The round “{round}” has ordinals (placement lines): its mark lines do not count.",
)
NOT_COUNTED = Words(
    vi="Giám khảo {judge} không được tính ở phần thi “{round}” cho {entries}: {why}.",
    en="Judge {judge} does not count in the round “{round}” for {entries}: {why}.",
)
AND_MORE = Words(vi="{some} và {n} đội khác", en="{some} and {n} others")
CLOCK_AND_LINE = Words(
    vi="“{entry}”, phần thi “{round}”: thời gian đã bị trừ {points} điểm theo thể lệ, và còn có dòng penalty; "
    "hai khoản được cộng lại.",
    en="“{entry}”, round “{round}”: the time costs {points} points by the rule book, and there are penalty lines "
    "beside it; both are taken.",
)
NO_FIGURE = Words(
    vi="“{entry}” chưa có điểm ở phần thi “{round}”: {why}", en="“{entry}” has no figure in the round “{round}”: {why}"
)
BELOW_QUORUM = Words(vi="“{entry}”, phần thi “{round}”: {words}", en="“{entry}”, round “{round}”: {words}")
DECISION_UNUSED = Words(
    vi="Có dòng decision nhưng cách phân định đồng điểm (ties) của thể lệ không có decision hay lot.",
    en="There are decision lines, but the rule book's ties have neither decision nor lot.",
)
NO_HEAD_JUDGE = Words(
    vi="Thể lệ phân định theo điểm Trưởng Ban Giám khảo; hãy ghi --head-judge và mã giám khảo đó.",
    en="The rule book settles ties by the head judge's marks; say who that is with --head-judge.",
)
FOUND = Words(vi="{n} lỗi; chưa tính gì cả.", en="{n} errors; nothing was scored.")
FOUND_ONE = Words(vi="1 lỗi; chưa tính gì cả.", en="1 error; nothing was scored.")
