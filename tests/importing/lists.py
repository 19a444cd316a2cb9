"""Lists of teams as three programs write them, and as people do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter

from contest_app.importing.teams import Roster

HEADING = ("STT", "Tên đội", "Đơn vị", "Đội trưởng", "Thành viên")
TEAMS = (
    (1, "Xã Đào Xá", "Khối Dân vận xã Đào Xá", "Dương Văn Hùng", "Dương Văn Hùng; Ngô Thị Thúy"),
    (2, "Xã Úc Kỳ", "Khối Dân vận xã Úc Kỳ", "Đỗ Thị Thu", "Đỗ Thị Thu; Hồ Văn Đức"),
)
LIST = (HEADING, *TEAMS)
Rows = Sequence[Sequence[Any]]


def by_openpyxl(rows: Rows = LIST, merged: Sequence[str] = (), font: str = "") -> bytes:
    """A workbook that openpyxl wrote."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    if font:
        for cells in sheet.iter_rows(min_row=2):
            for cell in cells:
                cell.font = openpyxl.styles.Font(name=font)
    return _saved(book)


def by_xlsxwriter(rows: Rows = LIST) -> bytes:
    """A workbook that XlsxWriter wrote; it stores a formula with whatever result it was told."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Danh sách")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    return file.getvalue()


def by_hand(rows: Rows = LIST, extra: dict[str, bytes] | None = None) -> bytes:
    """The least that a workbook may be: strings in their cells, no styles, no references, as web services write it."""

    def cell(value: object) -> str:
        return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'

    cells = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name, text)
        for name, data in (extra or {}).items():
            written.writestr(name, data)
    return file.getvalue()


def _saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_csv(rows: Rows = LIST, delimiter: str = ";") -> str:
    return "\r\n".join(
        delimiter.join(f'"{cell}"' if delimiter in str(cell) else str(cell) for cell in row) for row in rows
    )


def names(roster: Roster) -> list[str]:
    return [team.name for team in roster.teams]


def said(roster: Roster) -> list[tuple[int, str, str]]:
    """Row, column and reason of every problem."""
    return [(problem.row, problem.column, problem.reason.en) for problem in roster.problems]
