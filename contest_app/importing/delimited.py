"""Tables in plain text: CSV with semicolons, commas or tabs, in whatever writing, and what is pasted.

Responsible for: bytes to text, text to rows. Must not know: what the columns mean.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata

from contest_app.contest.vietnamese import tidy
from contest_app.contest.words import Words
from contest_app.importing.headings import Wording, find_heading
from contest_app.importing.legacy import Reading, reading_of, syllables
from contest_app.importing.tables import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    NOTHING,
    TOO_MANY_ROWS,
    NotATable,
    Problem,
    Row,
    Table,
    column_name,
)

DELIMITERS = "\t;,|"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

NOT_TEXT = Words(
    vi="Tệp này không phải là tệp chữ (CSV). Hãy lưu danh sách dưới dạng Excel (.xlsx) hoặc CSV UTF-8 rồi tải lên lại.",
    en="This is no text file (CSV). Save the list as Excel (.xlsx) or CSV UTF-8 and upload it again.",
)
BROKEN = Words(
    vi="Tệp CSV viết sai ở dòng {line}. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.",
    en="The CSV is broken at line {line}. Open it in a spreadsheet, save it as .xlsx and upload that.",
)
LONG_CELL = Words(
    vi="ô này quá dài, có thể do thiếu dấu ngoặc kép", en="this cell is too long; a quotation mark may lack"
)
LONG_CURE = Words(vi='sửa dấu ngoặc kép (") ở dòng này', en='mend the quotation marks (") of this row')
CONVERTED = Words(vi="Đã chuyển {writing} sang Unicode.", en="Converted {writing} to Unicode.")
WINDOWS = Words(vi="chữ windows-1258", en="windows-1258 letters")


def read_bytes(data: bytes, wording: Wording) -> Table:
    """The table in a text file."""
    text, notes = _decoded(data)
    return read_text(text, wording, notes)


def read_text(text: str, wording: Wording, notes: tuple[Words, ...] = ()) -> Table:
    """The table in a text; the delimiter is the one whose heading is understood best."""
    reading = reading_of(text)
    if reading is not None:
        notes = (*notes, CONVERTED.format(writing=reading[0]))
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        text, skipped = rest, 1
    tables = [_split(text, delimiter, skipped, reading) for delimiter in DELIMITERS]
    rows, problems = max(tables, key=lambda table: _understood(table[0], wording))
    if not any(not row.is_empty for row in rows):
        raise NotATable(NOTHING)
    return Table(rows, problems, notes)


def _understood(rows: tuple[Row, ...], wording: Wording) -> tuple[int, int]:
    heading = find_heading(rows, wording)
    return len(heading.columns) if heading else 0, max((len(row.cells) for row in rows[:50]), default=0)


def _split(
    text: str, delimiter: str, skipped: int, reading: Reading | None
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = skipped + 1
    try:
        for cells in lines:
            if len(rows) > MOST_ROWS:
                raise NotATable(TOO_MANY_ROWS)
            row = Row(number, tuple(cell_text(cell, reading) for cell in cells[:MOST_COLUMNS]))
            problems += [
                Problem(number, column_name(column), LONG_CELL, LONG_CURE)
                for column, cell in enumerate(row.cells)
                if len(cell) > 4 * MOST_LETTERS
            ]
            rows.append(row)
            number = skipped + lines.line_num + 1
    except csv.Error:
        raise NotATable(BROKEN.format(line=number)) from None
    return tuple(rows), tuple(problems)


def cell_text(cell: str, reading: Reading | None = None) -> str:
    """A cell's text: read by its old writing if there is one, tidy, its lines kept apart."""
    if reading is not None and not cell.isascii():
        cell = reading[1](cell)
    lines = (tidy(line) for line in cell.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _decoded(data: bytes) -> tuple[str, tuple[Words, ...]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding), ()
    if b"\0" in data[:1000]:
        little = data[1:400:2].count(0) >= data[0:400:2].count(0)
        return _strictly(data, "utf-16-le" if little else "utf-16-be"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _eight_bits(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise NotATable(NOT_TEXT) from None
    if "\0" in text:
        raise NotATable(NOT_TEXT)
    return text


def _eight_bits(data: bytes) -> tuple[str, tuple[Words, ...]]:
    """One byte a letter: windows-1258, or a legacy font's own writing, which `read_text` goes on to read."""
    if sum(byte < 32 and byte not in b"\t\r\n" for byte in data[:4000]) > 8:
        raise NotATable(NOT_TEXT)
    plain = data.decode("latin-1")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    legacy = reading_of(plain)
    if syllables(windows) >= syllables(legacy[1](plain) if legacy else plain):
        return windows, (CONVERTED.format(writing=WINDOWS),)
    return plain, ()
