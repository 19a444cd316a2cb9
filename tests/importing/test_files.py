"""Whatever program wrote the list, and in whatever writing: the same teams come out, or clear words."""

from __future__ import annotations

import codecs
import io
import time
import unicodedata
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from contest_app.importing.legacy import from_tcvn3, from_vni
from contest_app.importing.reading import read_file, read_pasted
from contest_app.importing.samples import TEAM_SAMPLE, sample_csv, sample_workbook
from contest_app.importing.tables import NotATable
from contest_app.importing.teams import Roster
from tests.importing.lists import (
    HEADING,
    LIST,
    TEAMS,
    as_csv,
    as_excel,
    by_calc,
    by_hand,
    by_openpyxl,
    by_xlsxwriter,
    names,
    said,
)

EXPECTED = [(number, name, unit, captain, members.split("; ")) for number, name, unit, captain, members in TEAMS]


def told(roster: Roster) -> list[tuple[int | None, str, str, str, list[str]]]:
    assert said(roster) == []
    return [(team.number, team.name, team.unit, team.captain, team.members) for team in roster.teams]


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter, by_calc, as_excel, by_hand])
def test_workbooks_of_five_programs_read_alike(write: Callable[[], bytes]) -> None:
    assert told(read_file(write())) == EXPECTED


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_reads_alike_whatever_the_delimiter_and_the_unicode(delimiter: str, encoding: str) -> None:
    assert told(read_file(as_csv(delimiter=delimiter).encode(encoding))) == EXPECTED


def test_a_table_pasted_from_a_spreadsheet_reads_alike() -> None:
    assert told(read_pasted(as_csv(delimiter="\t"))) == EXPECTED


def test_the_line_that_names_the_separator_is_no_row() -> None:
    assert told(read_file(("sep=;\r\n" + as_csv()).encode())) == EXPECTED


def windows_1258(text: str) -> bytes:
    """As Windows wrote it: the tone after its letter, unless the letter has a code of its own."""
    written = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in "\u0300\u0309\u0303\u0301\u0323")
            written += unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return written


# Written by hand from the published code tables, letter by letter.
TCVN3 = "STT;Tªn ®éi;§¬n vÞ\r\n1;X· §µo X¸;Khèi D©n vËn x· §µo X¸\r\n2;NguyÔn ThÞ H\xad\xacng;X· \xdac Kú"
VNI = "STT;Teân ñoäi;Ñôn vò\r\n1;Xaõ Ñaøo Xaù;Khoái Daân vaän xaõ Ñaøo Xaù\r\n2;Nguyeãn Thò Höông;Xaõ UÙc Kyø"


def test_windows_1258_is_read() -> None:
    roster = read_file(windows_1258(as_csv()))
    assert told(roster) == EXPECTED
    assert "windows-1258" in roster.notes[0].en


@pytest.mark.parametrize(("text", "writing"), [(TCVN3.replace("\xdac Kú", "U\xb8c Kú"), "TCVN3"), (VNI, "VNI")])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_the_letters_of_before_unicode_are_read(text: str, writing: str, encoding: str) -> None:
    roster = read_file(text.encode(encoding))
    assert names(roster) == ["Xã Đào Xá", "Nguyễn Thị Hương"]
    assert roster.teams[0].unit == "Khối Dân vận xã Đào Xá"
    assert writing in roster.notes[0].en


def test_cells_in_a_legacy_font_are_read_by_their_font() -> None:
    rows = [HEADING, (1, "X· §µo X¸", "", "", "NguyÔn ThÞ H\xad\xacng")]
    roster = read_file(by_openpyxl(rows, font=".VnTime"))
    assert (names(roster), roster.teams[0].members) == (["Xã Đào Xá"], ["Nguyễn Thị Hương"])
    assert names(read_file(by_openpyxl([HEADING, (1, "x· ®µo x¸")], font=".VnTimeH"))) == ["XÃ ĐÀO XÁ"]


def test_the_tables_of_legacy_letters_are_whole() -> None:
    assert from_tcvn3("D©n vËn khÐo") == "Dân vận khéo"
    assert from_vni("chaøo caùc baïn") == "chào các bạn"
    toned = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    assert "".join(from_tcvn3(chr(code)) for code in range(0xB5, 0xFF) if is_toned(code)) == toned


def is_toned(code: int) -> bool:
    return len(unicodedata.normalize("NFD", from_tcvn3(chr(code)))) > 1 and (
        chr(code) == "ý" or from_tcvn3(chr(code)) != chr(code)
    )


def test_good_unicode_is_left_alone() -> None:
    roster = read_file(as_csv([HEADING, (1, "Xã Hòa Bình – đội Á", "", "", "José Müller")]).encode())
    assert (names(roster), roster.notes) == (["Xã Hòa Bình – đội Á"], ())


def test_decomposed_letters_and_odd_blanks_are_tidied() -> None:
    rows = [HEADING, ("1", unicodedata.normalize("NFD", "Xã Đào\u00a0Xá  "), " ", "", "")]
    assert names(read_file(by_hand(rows))) == ["Xã Đào Xá"]


def test_the_sample_files_read_without_a_problem() -> None:
    for data in (sample_workbook(TEAM_SAMPLE), sample_csv(TEAM_SAMPLE)):
        assert [team[1] for team in told(read_file(data))] == [team[1] for team in TEAM_SAMPLE.rows]
    assert sample_csv(TEAM_SAMPLE).startswith(codecs.BOM_UTF8)


# --- files that are none ----------------------------------------------------------------------------------------------


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return file.getvalue()


def bomb() -> bytes:
    return by_hand(extra={"xl/worksheets/sheet2.xml": b" " * 90_000_000})


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "nothing|no row"),
        (b" \r\n ", "no row"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel"),
        (b"PK\x03\x04 not a zip", "does not open"),
        (by_openpyxl()[:-300], "does not open"),
        (bytes(range(256)) * 20, "no text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 30)) * 40, "a picture"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"Rar!\x1a\x07", "an archive"),
        (zipped("ds.xlsx"), "an archive"),
        (zipped("mimetype", "content.xml"), "OpenDocument"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "binary Excel"),
        (zipped("[Content_Types].xml", "x.xml"), "does not open"),
        (as_excel(strict=True), "Strict Open XML"),
        ("\ufeff<html><table><tr><td>STT</td></tr></table></html>".encode(), "a web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "a web page"),
        (b"\xff\xfe" + b"a", "no text file"),
        (b"STT;Doi\r\n" + b"\r\n".join(b"%d;Doi %d" % (n, n) for n in range(3500)), "more than"),
    ],
)
def test_what_is_no_list_is_said_in_words_with_the_cure(data: bytes, word: str) -> None:
    with pytest.raises(NotATable, match=word) as refused:
        read_file(data)
    assert refused.value.words.vi.strip()


def test_a_workbook_that_unpacks_without_end_is_refused_unopened() -> None:
    data = bomb()
    assert len(data) < 200_000
    with pytest.raises(NotATable, match="far larger"):
        read_file(data)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("readme.txt", "x")
    with pytest.raises(NotATable, match="does not open"):
        read_file(file.getvalue())


def test_five_megabytes_of_pictures_and_a_thousand_rows_are_read_within_seconds() -> None:
    noise = bytes(range(256)) * 20_000
    rows = [HEADING, *((n, f"Đội thi số {n}", "Xã Đào Xá", "", "Nguyễn Văn An; Lê Thị Thu") for n in range(1, 1001))]
    began = time.perf_counter()
    roster = read_file(by_hand(rows, extra={"xl/media/image1.png": noise}))
    assert len(told(roster)) == 1000
    assert time.perf_counter() - began < 20


# --- what is in the cells ---------------------------------------------------------------------------------------------


def test_a_formula_without_a_stored_result_is_named() -> None:
    rows = [HEADING, (1, '="Xã "&"Đào Xá"', "x"), (2, "Xã Úc Kỳ")]
    assert said(read_file(by_openpyxl(rows)))[0] == (2, "B", "the formula has no result stored in the file")


def test_a_formula_with_a_result_counts_as_its_result() -> None:
    from tests.importing import lists

    file = io.BytesIO()
    book = lists.xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("STT", "Tên đội"))
    sheet.write(1, 0, 1)
    sheet.write_formula(1, 1, '="Xã "&"Đào Xá"', None, "Xã Đào Xá")
    sheet.write(2, 0, 2)
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    book.close()
    roster = read_file(file.getvalue())
    assert names(roster) == ["Xã Đào Xá"]
    assert (3, "B", "the cell shows the error #DIV/0!") in said(roster)


def test_the_sheet_with_the_list_is_found_and_hidden_ones_are_not() -> None:
    book = openpyxl.load_workbook(io.BytesIO(by_openpyxl()))
    book.create_sheet("Bìa", 0).append(["Kế hoạch hội thi"])
    hidden = book.create_sheet("cũ")
    for row in [(*HEADING, "Chức vụ"), (1, "Đội cũ")]:
        hidden.append(list(row))
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert told(read_file(file.getvalue())) == EXPECTED


def test_rows_carry_the_numbers_that_the_spreadsheet_shows() -> None:
    rows = [("DANH SÁCH ĐỘI THI",), (), *LIST, (3, "Xã Đào Xá", "khác", "", "a; b")]
    assert read_file(by_openpyxl(rows)).problems[0].row == 6
    text = 'STT;Tên đội;Thành viên\r\n1;Xã Đào Xá;"An\r\nBình"\r\nx;Xã Úc Kỳ;'
    assert [problem.row for problem in read_file(text.encode()).problems] == [4]


def test_a_thousand_rows_with_everything_wrong_at_once_say_each_thing_with_its_row() -> None:
    """Broken heading, merged cells, formulas, duplicates, decomposed letters, trailing blanks, 5 MB of pictures."""
    rows: list[tuple[object, ...]] = [("DANH SÁCH ĐỘI THI",), ("STT", "Danh mục", "Ghi chú"), *everything_wrong()]
    broken = read_file(with_pictures(rows))
    assert said(broken) == [(0, "", "there is no row of column headings")]

    rows[1] = ("STT", unicodedata.normalize("NFD", "  Tên đội "), "Ghi chú", "Tên đội")
    roster = read_file(with_pictures(rows))
    assert said(roster) == [
        (2, "D", "this column has the heading of column B"),
        (100, "B", "the formula has no result stored in the file"),
        (200, "B", "team “XÃ  HOÀ BÌNH 7” is the one of row 9 (“Xã Hòa Bình 7”)".replace("  ", " ")),
        (300, "A", "“ba trăm” is no whole number from 1 to 9999"),
        (400, "A", "number 5 is already used in row 7"),
        (500, "B", "the team has no name"),
    ]
    assert all(problem.cure.vi and problem.cure.en for problem in roster.problems)

    rows[1] = rows[1][:3]
    for row in (100, 200, 300, 400, 500):
        rows[row - 1] = (row - 2, f"Đội sửa {row}", "")
    mended = read_file(with_pictures(rows))
    assert (said(mended), len(mended.teams)) == ([], 1000)
    assert mended.teams[0].name == "Xã Hòa Bình 1"  # composed, and without the blanks behind it


def everything_wrong() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (n, unicodedata.normalize("NFD", f"Xã Hòa Bình {n}\u00a0  "), "  ") for n in range(1, 1001)
    ]
    rows[97] = (98, '="Xã "&"Mới"', "")
    rows[197] = (198, "XÃ  HOÀ BÌNH 7 ", "")
    rows[297] = ("ba trăm", "Xã Ba Trăm", "")
    rows[397] = (5, "Xã Bốn Trăm", "")
    rows[497] = (498, " ", "")
    return rows


def with_pictures(rows: list[tuple[object, ...]]) -> bytes:
    """As openpyxl writes it, the title merged over the columns, with pictures that nobody asked for."""
    file = io.BytesIO(by_openpyxl(rows, merged=("A1:C1",)))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/media/image1.png", bytes(range(256)) * 20_000)
    return file.getvalue()
