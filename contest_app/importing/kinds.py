"""Files that are something else: told by their first bytes, in words that name what they are and what to do.

Responsible for: the files people send by mistake. Must not know: how a list is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from contest_app.contest.words import Words

SAVE_AS: Final = Words(
    vi="Hãy mở bằng Excel hoặc LibreOffice, “Lưu thành” Excel (.xlsx) rồi tải lên lại.",
    en="Open it in a spreadsheet, save it as Excel (.xlsx) and upload that.",
)
IS_A: Final = Words(vi="Đây là {what}, không phải bảng tính .xlsx hay CSV. {cure}", en="This is {what}. {cure}")
TYPE_IT: Final = Words(
    vi="Hãy gõ hoặc chép danh sách sang một bảng Excel rồi tải lên.",
    en="Type or copy the list into a spreadsheet and upload that.",
)
UNPACK: Final = Words(vi="Hãy giải nén, rồi tải tệp bên trong lên.", en="Unpack it and upload the file inside.")

_PDF: Final = Words(vi="tệp PDF", en="a PDF")
_PICTURE: Final = Words(vi="tệp ảnh", en="a picture")
_ARCHIVE: Final = Words(vi="tệp nén", en="an archive")
_WEB: Final = Words(vi="trang web (HTML, XML) được đặt đuôi .xls", en="a web page (HTML, XML) that was named .xls")
_WORD: Final = Words(vi="văn bản Word", en="a Word document")
_SLIDES: Final = Words(vi="bài trình chiếu", en="a presentation")
_ODS: Final = Words(vi="bảng tính OpenDocument (.ods)", en="an OpenDocument spreadsheet (.ods)")
_BINARY: Final = Words(vi="bảng tính Excel nhị phân (.xlsb)", en="a binary Excel workbook (.xlsb)")
_STRICT: Final = Words(
    vi="bảng tính Excel kiểu “Strict Open XML”", en="an Excel workbook of the kind “Strict Open XML”"
)

_BEGINNINGS: Final[tuple[tuple[bytes, Words, Words], ...]] = (
    (b"%PDF", _PDF, TYPE_IT),
    (b"\x89PNG", _PICTURE, TYPE_IT),
    (b"\xff\xd8\xff", _PICTURE, TYPE_IT),
    (b"GIF8", _PICTURE, TYPE_IT),
    (b"BM", _PICTURE, TYPE_IT),
    (b"Rar!", _ARCHIVE, UNPACK),
    (b"7z\xbc\xaf", _ARCHIVE, UNPACK),
    (b"\x1f\x8b", _ARCHIVE, UNPACK),
    (b"{\\rtf", _WORD, TYPE_IT),
)
_PARTS: Final[tuple[tuple[str, Words, Words], ...]] = (
    ("word/document.xml", _WORD, TYPE_IT),
    ("ppt/presentation.xml", _SLIDES, TYPE_IT),
    ("xl/workbook.bin", _BINARY, SAVE_AS),
    ("mimetype", _ODS, SAVE_AS),
)
_MARKUP: Final = re.compile(rb"\s*<(!doctype|html|head|table|meta|\?xml|workbook)\b", re.IGNORECASE)
_STRICT_NAMES: Final = b"purl.oclc.org/ooxml"
_LOOKED_AT: Final = 4000


def other_kind(data: bytes) -> Words | None:
    """What this file is, where it is plainly no list; None for whatever may be one."""
    for beginning, what, cure in _BEGINNINGS:
        if data.startswith(beginning) and (beginning != b"BM" or b"\0" in data[:64]):
            return IS_A.format(what=what, cure=cure)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        return IS_A.format(what=_WEB, cure=SAVE_AS)
    return _of_package(data) if data.startswith(b"PK") else None


def _of_package(data: bytes) -> Words | None:
    """What a zip holds that is not the parts of an .xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            for part, what, cure in _PARTS:
                if part in names:
                    return IS_A.format(what=what, cure=cure)
            if "[Content_Types].xml" not in names:
                inside = any(name.lower().endswith((".xlsx", ".csv", ".xls")) for name in names)
                return IS_A.format(what=_ARCHIVE, cure=UNPACK) if inside else None
            if "xl/workbook.xml" in names:
                with package.open("xl/workbook.xml") as part_of_it:
                    is_strict = _STRICT_NAMES in part_of_it.read(_LOOKED_AT)
                return IS_A.format(what=_STRICT, cure=SAVE_AS) if is_strict else None
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return None
    return None
