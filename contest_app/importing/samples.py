"""The sample lists to download, as workbooks and as CSV for Vietnamese Excel. The people in them are invented."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One list: its sheet's title, headings, rows (a number first) and column widths."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


_TEAMS = (
    ("1", "Thị trấn Hương Sơn", "Khối Dân vận thị trấn Hương Sơn", "Nguyễn Thị Hoa",
     "Nguyễn Thị Hoa; Trần Văn Bình; Lê Thu Hà; Phạm Đức Minh; Hoàng Thị Lan"),
    ("2", "Xã Đào Xá", "Khối Dân vận xã Đào Xá", "Dương Văn Hùng",
     "Dương Văn Hùng; Ngô Thị Thúy; Vũ Quang Huy; Đặng Thị Ngọc; Bùi Hữu Nam"),
    ("3", "Xã Úc Kỳ", "Khối Dân vận xã Úc Kỳ", "Đỗ Thị Thu",
     "Đỗ Thị Thu; Hồ Văn Đức; Lý Thị Hạnh; Phan Quang Vinh; Trần Thị Mai"),
)  # fmt: skip
_PANEL = (
    ("1", "Nguyễn Thị Thanh Hương", "Phó Trưởng Ban", "Ban Dân vận Huyện ủy", "Trưởng Ban Giám khảo"),
    ("2", "Trần Đức Thịnh", "Phó Chủ tịch", "Ủy ban MTTQ Việt Nam huyện", "Giám khảo"),
    ("3", "Lê Quang Hòa", "Chuyên viên", "Phòng Văn hóa và Thông tin", "Giám khảo"),
    ("4", "Phạm Thị Ngọc Bích", "Phó Chủ tịch", "Hội Liên hiệp Phụ nữ huyện", "Giám khảo"),
    ("5", "Hoàng Văn Sơn", "Bí thư", "Huyện đoàn", "Giám khảo"),
    ("6", "Đỗ Thị Mai", "Chuyên viên", "Ban Dân vận Huyện ủy", "Thư ký"),
    ("7", "Vũ Minh Anh", "Phóng viên", "Trung tâm Văn hóa - Truyền thông", "Người dẫn chương trình"),
)  # fmt: skip
TEAM_SAMPLE = Sample(
    "Danh sách đội", ("STT", "Tên đội", "Đơn vị", "Đội trưởng", "Thành viên"), _TEAMS, (6, 26, 34, 22, 80)
)
PANEL_SAMPLE = Sample(
    "Danh sách Ban Giám khảo",
    ("STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Vai trò"),
    _PANEL,
    (6, 30, 22, 38, 30),
)


def sample_workbook(sample: Sample) -> bytes:
    """The sample as .xlsx."""
    import openpyxl  # 0.1 s that no start should pay
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sample.title
    sheet.append(list(sample.headings))
    for number, *texts in sample.rows:
        sheet.append([int(number), *texts])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDE", sample.widths, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sample_csv(sample: Sample) -> bytes:
    """The sample as CSV that Vietnamese Excel opens by a double click: semicolons, UTF-8 with a byte-order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(sample.headings)
    writer.writerows(sample.rows)
    return text.getvalue().encode("utf-8-sig")
