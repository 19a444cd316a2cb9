"""Tables in .xlsx workbooks, whatever program wrote them.

Responsible for: guarding against files that are none or that unpack without end, and reading the sheet with the list.
Must not know: what the columns mean. Pictures are never unpacked.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from contest_app.contest.words import Words
from contest_app.importing.delimited import CONVERTED, cell_text
from contest_app.importing.headings import Wording, find_heading
from contest_app.importing.legacy import Reading, reading_of, reading_of_font
from contest_app.importing.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    NOTHING,
    TOO_MANY_ROWS,
    NotATable,
    Problem,
    Row,
    Table,
    column_name,
)

MOST_XML_BYTES = 80_000_000
MOST_PARTS = 5_000
MOST_SHEETS = 20
EMPTY_ROWS_AT_END = 300

OLD_FORMAT = Words(
    vi="Đây là tệp Excel kiểu cũ (.xls) hoặc tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu, chọn “Lưu thành” dạng .xlsx.",
    en="This is an old Excel file (.xls) or one with a password. Open it, remove the password, save it as .xlsx.",
)
NOT_XLSX = Words(
    vi="Không mở được tệp này như một bảng tính .xlsx. Hãy mở bằng Excel, “Lưu thành” .xlsx rồi tải lên lại.",
    en="This file does not open as an .xlsx workbook. Open it in a spreadsheet, save it as .xlsx, upload it again.",
)
TOO_LARGE_INSIDE = Words(
    vi="Bảng tính này khi giải nén lớn quá mức của một danh sách. Hãy chép danh sách sang một tệp mới.",
    en="Unpacked, this workbook is far larger than a list. Copy the list into a new file.",
)
NO_RESULT = Words(vi="công thức chưa có kết quả ghi trong tệp", en="the formula has no result stored in the file")
NO_RESULT_CURE = Words(
    vi="mở tệp bằng Excel rồi lưu lại, hoặc thay công thức bằng giá trị",
    en="open the file in a spreadsheet and save it again, or put the value in its place",
)
ERROR_CELL = Words(vi="ô báo lỗi {value}", en="the cell shows the error {value}")
ERROR_CURE = Words(vi="sửa công thức hoặc gõ giá trị vào ô", en="mend the formula or type the value")

# What the library raises on files that are damaged, or of its format and yet no workbook.
_BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    EOFError, OSError, NotImplementedError, RuntimeError, zlib.error,
)  # fmt: skip
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes what XML cannot hold, a line end as _x000D_
OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK"


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are an Excel file of some kind."""
    return data.startswith((ZIP, OLE))


def read_workbook(data: bytes, wording: Wording) -> Table:
    """The table on the sheet whose heading is understood best, the first of equals."""
    _guard(data)

    try:
        # What the library cannot show again (a drawing, a rule for input) it warns of; a list needs none of it.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _best_sheet(data, wording)
    except NotATable:
        raise
    except _BROKEN as broken:
        raise NotATable(NOT_XLSX) from broken


def _guard(data: bytes) -> None:
    if data.startswith(OLE):
        raise NotATable(OLD_FORMAT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            for name in ("[Content_Types].xml",):
                package.getinfo(name)
    except (zipfile.BadZipFile, KeyError):
        raise NotATable(NOT_XLSX) from None
    # The reader never gets more out of a part than its header says, so that the headers are enough to judge by.
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml")))
    if len(parts) > MOST_PARTS or xml > MOST_XML_BYTES:
        raise NotATable(TOO_LARGE_INSIDE)


def _best_sheet(data: bytes, wording: Wording) -> Table:
    import openpyxl

    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        tables: list[Table] = []
        for sheet, same in islice(zip(values.worksheets, formulas.worksheets, strict=True), MOST_SHEETS):
            if sheet.sheet_state == "visible":
                tables.append(_table(sheet, same))
    finally:
        values.close()
        formulas.close()
    filled = [table for table in tables if table.rows]
    if not filled:
        raise NotATable(NOTHING)
    return max(filled, key=lambda table: _understood(table, wording))


def _understood(table: Table, wording: Wording) -> int:
    heading = find_heading(table.rows, wording)
    return len(heading.columns) if heading else 0


def _table(sheet: Any, formulas: Any) -> Table:
    """The rows of a sheet up to its last one with anything in it."""
    read = [_cells(number, pair) for number, pair in enumerate(_pairs(sheet, formulas), 1)]
    while read and not any(text for text, _ in read[-1][0]):
        read.pop()
    reading = reading_of(" ".join(text for cells, _ in read for text, by_font in cells if not by_font))
    notes = {id(r): r[0] for cells, _ in read for _, r in cells if r is not None}
    said = {words.en: words for words in (*notes.values(), *([reading[0]] if reading else []))}
    rows = tuple(
        Row(number, tuple(cell_text(text, by_font or reading) for text, by_font in cells))
        for number, (cells, _) in enumerate(read, 1)
    )
    problems = tuple(problem for _, found in read for problem in found)
    return Table(rows, problems, tuple(CONVERTED.format(writing=words) for words in said.values()))


def _pairs(sheet: Any, formulas: Any) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Row by row, the values beside the formulas; a sheet that goes on empty is left."""
    for one in (sheet, formulas):
        one.reset_dimensions()  # some programs write a wrong size
    empty = 0
    rows = zip(sheet.iter_rows(max_col=MOST_COLUMNS), formulas.iter_rows(max_col=MOST_COLUMNS), strict=False)
    for count, pair in enumerate(rows):
        empty = 0 if any(cell.value is not None for cell in pair[1]) else empty + 1
        if empty > EMPTY_ROWS_AT_END:
            return
        if count > MOST_ROWS + EMPTY_ROWS_AT_END:
            raise NotATable(TOO_MANY_ROWS)
        yield pair


def _cells(
    number: int, pair: tuple[tuple[Any, ...], tuple[Any, ...]]
) -> tuple[list[tuple[str, Reading | None]], list[Problem]]:
    cells: list[tuple[str, Reading | None]] = []
    problems: list[Problem] = []
    for column, (cell, formula) in enumerate(zip(*pair, strict=False)):
        text = _text(cell.value)
        where = column_name(column)
        if cell.value is None and formula.data_type == "f":
            problems.append(Problem(number, where, NO_RESULT, NO_RESULT_CURE))
        elif cell.data_type == "e":
            problems.append(Problem(number, where, ERROR_CELL.format(value=text), ERROR_CURE))
            text = ""
        cells.append((text, None if text.isascii() else reading_of_font(cell.font.name or "")))
    return cells, problems


def _text(value: Any) -> str:
    """A cell's value as its program shows it, as far as a list is concerned."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
