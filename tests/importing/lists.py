"""Lists of teams as five programs write them, and as people do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
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
    return _zipped(_parts(f"<sheetData>{cells}</sheetData>"), extra)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _parts(sheet: str, main: str = _MAIN, office: str = _OFFICE) -> dict[str, str]:
    """The parts of a workbook with this one sheet."""
    texts = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>'
    relation = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{office}'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_KIND}.worksheet+xml"/>{texts}</Types>',
        "_rels/.rels": f'{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"/>',
    }


def _zipped(parts: Mapping[str, str], extra: Mapping[str, bytes] | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in parts.items():
            written.writestr(name, text)
        for name, data in (extra or {}).items():
            written.writestr(name, data)
    return file.getvalue()


def by_calc() -> bytes:
    """The same list with a title, merged cells and formulas, decomposed letters and trailing blanks, as Calc wrote it.

    Made once by LibreOffice 7.4: a workbook opened and saved again as .ods and that as .xlsx, each time by
    `soffice --headless --convert-to`, so that every byte of it is Calc's.
    """
    return (Path(__file__).parent / "files" / "libreoffice-calc.xlsx").read_bytes()


def as_excel(strict: bool = False) -> bytes:
    """The same list as Excel writes one: shared strings in runs of fonts, numbers as text, a wrong size, a gap."""
    strings = [
        "<t>STT</t>", "<t>Tên đội</t>", "<t>Đơn vị</t>", "<t>Đội trưởng</t>", "<t>Thành viên</t>", "<t>1</t>",
        '<r><t xml:space="preserve">Xã </t></r><r><rPr><b/></rPr><t>Đào Xá</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
        "<t>Khối Dân vận xã Đào Xá</t>", "<t>Dương Văn Hùng</t>", "<t>Dương Văn Hùng_x000D_\nNgô Thị Thúy</t>",
        "<t>Xã Úc Kỳ</t>", '<t xml:space="preserve">Khối Dân vận xã Úc Kỳ  </t>', "<t>Đỗ Thị Thu</t>",
    ]  # fmt: skip
    rows = {1: (0, 1, 2, 3, 4), 2: (5, 6, 7, 8, 9), 9: (None, 10, 11, 12, None)}
    cells = "".join(
        f'<row r="{row}" spans="1:5">'
        + "".join(f'<c r="{"ABCDE"[n]}{row}" t="s"><v>{s}</v></c>' for n, s in enumerate(them) if s is not None)
        + ('<c r="E9" t="str"><f>A&amp;B</f><v>Đỗ Thị Thu; Hồ Văn Đức</v></c>' if row == 9 else "")
        + "</row>"
        for row, them in rows.items()
    )
    cells = cells.replace('<c r="B9"', '<c r="A9"><v>2.0</v></c><c r="B9"')
    main, office = _STRICT if strict else (_MAIN, _OFFICE)
    parts = _parts(f'<dimension ref="A1:B2"/><sheetData>{cells}</sheetData>', main, office)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{"".join(f"<si>{text}</si>" for text in strings)}</sst>'
    return _zipped(parts)


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
