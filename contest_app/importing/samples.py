"""The sample list to download, as a workbook and as CSV for Vietnamese Excel. The people in it are invented."""

from __future__ import annotations

import csv
import io

HEADINGS = ("STT", "Tên đội", "Đơn vị", "Đội trưởng", "Thành viên")
TEAMS = (
    ("1", "Thị trấn Hương Sơn", "Khối Dân vận thị trấn Hương Sơn", "Nguyễn Thị Hoa",
     "Nguyễn Thị Hoa; Trần Văn Bình; Lê Thu Hà; Phạm Đức Minh; Hoàng Thị Lan"),
    ("2", "Xã Đào Xá", "Khối Dân vận xã Đào Xá", "Dương Văn Hùng",
     "Dương Văn Hùng; Ngô Thị Thúy; Vũ Quang Huy; Đặng Thị Ngọc; Bùi Hữu Nam"),
    ("3", "Xã Úc Kỳ", "Khối Dân vận xã Úc Kỳ", "Đỗ Thị Thu",
     "Đỗ Thị Thu; Hồ Văn Đức; Lý Thị Hạnh; Phan Quang Vinh; Trần Thị Mai"),
)  # fmt: skip


def sample_workbook() -> bytes:
    """The sample as .xlsx."""
    import openpyxl  # 0.1 s that no start should pay
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách đội"
    sheet.append(list(HEADINGS))
    for number, *texts in TEAMS:
        sheet.append([int(number), *texts])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDE", (6, 26, 34, 22, 80), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sample_csv() -> bytes:
    """The sample as CSV that Vietnamese Excel opens by a double click: semicolons, UTF-8 with a byte-order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADINGS)
    writer.writerows(TEAMS)
    return text.getvalue().encode("utf-8-sig")
