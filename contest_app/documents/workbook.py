"""The workbook (.xlsx) of a contest: tabulations, sheets and minutes as numbers that a spreadsheet can go on with.

Responsible for: cells, formats, print set-up. Must not know: how any figure is computed; all come from the tabulations.
A number is written as it is (with the 16 digits a spreadsheet keeps where no short decimal holds it); a text never
becomes a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.scoring.trace import is_short_decimal
from contest_app.contest.standings import Standings
from contest_app.contest.state import State
from contest_app.documents.history import Happened
from contest_app.documents.minutes import Minutes, make_minutes
from contest_app.documents.official import day_of, moment
from contest_app.documents.paper_words import PaperWords
from contest_app.documents.score_sheets import filled_sheets, judged_rounds
from contest_app.documents.source import Source, worth
from contest_app.documents.tabulation import RoundTabulation, Tabulation, tabulate_round

FONT = "Times New Roman"
A4 = 9
HOW = "Cách tính"  # stands beside the table for whoever scrolls; on paper it is a section of its own
DATE, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
WIDEST, WIDEST_PRINTED = 60, 26  # letters; a longer text goes on below in its cell
LINE_POINTS = 16
_LINE = Side(style="thin", color="808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

Value = str | int | Fraction | date | datetime | None


@dataclass(frozen=True)
class _Struck:
    """A value that was dropped: written, and struck through."""

    value: Value


def workbook(state: State, standings: Standings, happened: Happened, words: PaperWords, source: Source) -> bytes:
    """The whole workbook as the bytes of an .xlsx file."""
    minutes = make_minutes(state, standings, happened, words)
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.title = _clean(state.title)
    book.properties.creator = "contest-app"
    _overall(_sheet(book, "Tổng hợp"), state, minutes.table, source)
    for number, round_ in enumerate(state.rulebook.rounds, 1):
        table = tabulate_round(state, standings, round_)
        _round(_sheet(book, f"{number}. {round_.title}"), state, table, source)
    _marks(_sheet(book, "Phiếu chấm điểm"), state)
    _minutes(_sheet(book, "Biên bản"), state, minutes)
    _source(_sheet(book, "Nguồn số liệu"), state, source)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _overall(sheet: Worksheet, state: State, table: Tabulation, source: Source) -> None:
    heads = ["Hạng", "Đến hạng", "Số", "Đội thi", "Đơn vị", *(round_.title for round_ in table.rounds)]
    heads += ["Cộng/trừ vào tổng", "Lý do", "Tổng điểm", "Giải", "Phân định bằng điểm", "Tư cách", HOW]
    rows: list[list[Value | _Struck]] = []
    for line in table.lines:
        row = line.row
        extra = sum((one.points for one in row.bonus), Fraction(0)) - sum(
            (one.points for one in row.penalty), Fraction(0)
        )
        rows.append(
            [
                row.place, row.place_to, line.entry.number, line.entry.name, line.entry.unit, *line.figures,
                extra if line.lines else None, "; ".join(line.lines), row.total, row.prize or "", line.decided,
                line.status, "\n".join(line.how),
            ]
        )  # fmt: skip
    _table(sheet, _title(state, "BẢNG TỔNG HỢP ĐIỂM VÀ XẾP HẠNG", None, source), heads, rows)


def _round(sheet: Worksheet, state: State, table: RoundTabulation, source: Source) -> None:
    heads = ["Lượt", "Số", "Đội thi", *(f"GK {judge.number} – {judge.name}" for judge in table.judges)]
    heads += ["Điểm Ban Giám khảo", "Độ khó", "Điểm thư ký", "Hệ số", "Điểm cộng", "Điểm trừ", "Lý do"]
    heads += ["Điểm phần thi", "Ghi chú", HOW]
    rows: list[list[Value | _Struck]] = []
    for line in table.lines:
        figure = line.figure
        cells = [_Struck(cell.value) if cell.is_dropped else cell.value for cell in line.cells]
        if figure is None:
            rest: list[Value] = [None] * 8
        else:
            rest = [
                figure.panel, figure.multiplier, figure.counted if figure.counted or table.has_counted else None,
                figure.factor, sum((one.points for one in figure.bonus), Fraction(0)), figure.penalty_points,
                "; ".join((*line.bonus, *line.penalty)), figure.value,
            ]  # fmt: skip
        note = "; ".join(part for part in (line.status, line.problem) if part)
        rows.append([line.turn, line.entry.number, line.entry.name, *cells, *rest, note, "\n".join(line.how)])
    title = f"BẢNG TỔNG HỢP ĐIỂM PHẦN THI: {table.round.title}"
    _table(sheet, _title(state, title, table.round.id, source), heads, rows)


def _marks(sheet: Worksheet, state: State) -> None:
    """One line a mark: what a spreadsheet's own tables want."""
    heads = [
        "Phần thi",
        "Số",
        "Đội thi",
        "GK",
        "Giám khảo",
        "Tiêu chí",
        "Điểm",
        "Tối đa",
        "Hệ số",
        "Lần nộp",
        "Giờ nộp",
        "Hình thức",
    ]
    rows: list[list[Value | _Struck]] = []
    for round_ in judged_rounds(state):
        for one in filled_sheets(state, round_):
            for line in one.lines:
                if line.revision is None:
                    continue
                when = None if line.handed_at_ms is None else moment(line.handed_at_ms).replace(tzinfo=None)
                for criterion, mark in zip(round_.criteria, line.marks, strict=True):
                    rows.append(
                        [
                            round_.title, line.entry.number, line.entry.name, one.judge.number, one.judge.name,
                            criterion.title, mark, criterion.max, criterion.factor, line.revision, when,
                            "phiếu giấy" if line.is_on_paper else "máy tính bảng",
                        ]
                    )  # fmt: skip
    _table(sheet, ("PHIẾU CHẤM ĐIỂM", state.title), heads, rows)


def _minutes(sheet: Worksheet, state: State, minutes: Minutes) -> None:
    """The minutes' data: what stands where, line by line."""
    words = minutes.words
    rows: list[list[Value | _Struck]] = [
        ["Cơ quan cấp trên", words.parent_body],
        ["Cơ quan ban hành", words.issuing_body],
        ["Số, ký hiệu", minutes.number],
        ["Ngày", day_of(words.date) or ""],
        ["Địa điểm", words.venue or state.place],
        ["Bắt đầu", words.began],
        ["Kết thúc", words.ended],
        ["Trích yếu", words.subject],
        ["Chủ trì", words.chair],
        ["Thư ký", minutes.secretary],
        ["Đội dự thi", minutes.entries],
    ]
    for label, lines in (
        ("Căn cứ", minutes.grounds),
        ("Thành phần", minutes.attendees),
        ("Cách tính", minutes.reckoning),
        ("Phân định bằng điểm", minutes.ties),
        ("Điểm cộng, điểm trừ", minutes.penalties),
        ("Tình huống phát sinh", minutes.incidents),
        ("Ký xác nhận", minutes.signatures),
        ("Đính chính", minutes.corrections),
        ("Ý kiến", words.lines("opinions")),
        ("Kết luận", words.lines("conclusion")),
    ):
        rows += [[label, line] for line in lines]
    rows += [[f"Giải {title}", winners] for title, winners in minutes.prizes]
    rows += [[title, winners] for title, winners in minutes.table.specials]
    for count in minutes.sheets:
        rows += [
            [f"Số phiếu phải có – {count.title}", count.due],
            [f"Số phiếu thu về – {count.title}", count.handed_in],
        ]
    _table(sheet, ("BIÊN BẢN TỔNG HỢP KẾT QUẢ", state.title), ["Mục", "Nội dung"], rows)


def _source(sheet: Worksheet, state: State, source: Source) -> None:
    rows: list[list[Value | _Struck]] = [
        ["Hội thi", state.title],
        ["Ngày tổ chức", day_of(state.held_on) or state.held_on],
        ["Địa điểm", state.place],
        ["Giá trị", worth(state, None).vi],
        ["Dòng nhật ký", source.seq],
        ["Mã của dòng (SHA-256)", source.hash],
        ["Mã kiểm tra", source.code],
    ]
    _table(sheet, ("NGUỒN SỐ LIỆU", state.title), ["Mục", "Nội dung"], rows)


# --- cells ------------------------------------------------------------------------------------------------------------


def _title(state: State, title: str, round_id: str | None, source: Source) -> tuple[str, ...]:
    return (title, state.title, f"{worth(state, round_id).vi} · mã kiểm tra {source.grouped}")


def _sheet(book: Workbook, title: str) -> Worksheet:
    clean = _clean(title).translate(_NOT_IN_TITLES)[:31].strip("' ")  # neither end of a name may be an apostrophe
    sheet: Worksheet = book.create_sheet(clean)
    return sheet


def _table(
    sheet: Worksheet, title: Sequence[str], heads: Sequence[str], rows: Iterable[Sequence[Value | _Struck]]
) -> None:
    """A title, a head that stays when scrolling and on every printed page, and the rows below it."""
    for number, line in enumerate(title, 1):
        cell = sheet.cell(number, 1)
        _write(cell, line)
        cell.font = Font(name=FONT, size=14 if number == 1 else 12, bold=number == 1)
    top = len(title) + 2
    widths = [0] * len(heads)
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(top, column)
        _write(cell, head)
        cell.font, cell.border = Font(name=FONT, size=12, bold=True), _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        widths[column - 1] = max(len(word) for word in head.split())
    for down, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(down, column)
            struck = isinstance(value, _Struck)
            _write(cell, value.value if isinstance(value, _Struck) else value)
            cell.font, cell.border = Font(name=FONT, size=12, strike=struck), _BOX
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            widths[column - 1] = max(widths[column - 1], _width(cell))
    printed = len(heads) - (heads[-1] == HOW)
    for column, width in enumerate(widths, 1):
        widest = WIDEST_PRINTED if column <= printed and len(heads) > 2 else WIDEST
        sheet.column_dimensions[get_column_letter(column)].width = widths[column - 1] = min(widest, width + 3)
    for down in range(top, sheet.max_row + 1):
        lines = max(_lines(sheet.cell(down, column).value, widths[column - 1]) for column in range(1, printed + 1))
        sheet.row_dimensions[down].height = LINE_POINTS * lines
    _for_paper(sheet, top, printed)


def _lines(value: Any, width: int) -> int:
    """How many lines a text takes in a column; not every program works that out when it opens a file."""
    return sum(max(1, -(-len(line) // (width - 1))) for line in str(value).splitlines()) if value else 1


def _for_paper(sheet: Worksheet, top: int, columns: int) -> None:
    """A4 across, all columns but the last long one on one page's width, the head on every page."""
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{sheet.max_row}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.right.text = "Trang &P/&N"  # type: ignore[union-attr]
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7


def _write(cell: Cell | Any, value: Value) -> None:
    """Puts a value into a cell as what it is: a number with its format, a day, a moment, a text."""
    if isinstance(value, Fraction):
        cell.value, cell.number_format = _number(value)
    elif isinstance(value, datetime):
        cell.value, cell.number_format = value, MOMENT
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DATE
    elif isinstance(value, str):
        cell.value = _clean(value) or None
        if cell.value is not None:
            cell.data_type = "s"  # '=…' in a name is a name
            cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value


def _number(value: Fraction) -> tuple[Decimal | float, str]:
    """The number, and a format that shows every digit of a short decimal."""
    if not is_short_decimal(value):
        return value.numerator / value.denominator, "0.00####"
    text = to_decimal_text(value)
    held = len(text.partition(".")[2])
    return Decimal(text), "0" if held == 0 and value.denominator == 1 else "0." + "0" * max(2, held)


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _width(cell: Cell | Any) -> int:
    """How many letters wide the longest line of a cell is."""
    if cell.value is None:
        return 0
    if isinstance(cell.value, datetime):
        return len(MOMENT)
    if isinstance(cell.value, float):
        return 8
    return max((len(line) for line in str(cell.value).splitlines()), default=0)
