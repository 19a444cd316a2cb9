"""What the pages that import a list share: files of some size, the sample, the preview's rows, what was done in words.

Responsible for: requests and answers. Must not know: what a list is of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from flask import Response, abort, request
from werkzeug.wrappers import Response as AnyResponse

from contest_app.contest.words import Words
from contest_app.importing.samples import Sample, sample_csv, sample_workbook
from contest_app.importing.tables import NotATable, Problem
from contest_app.web.off_the_hub import off_the_hub

MOST_BYTES = 25_000_000
MOST_TEXT_BYTES = 4_000_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NOTHING_SENT = Words(vi="Hãy chọn tệp hoặc dán danh sách vào ô.", en="Choose a file or paste the list into the field.")
TOO_LARGE = Words(
    vi="Tệp lớn quá 25 MB. Danh sách không cần ảnh: hãy xóa ảnh trong tệp, hoặc chép và dán danh sách vào ô.",
    en="The file is larger than 25 MB. A list needs no pictures: delete them, or copy and paste the list here.",
)
STALE = Words(
    vi="Danh sách của hội thi đã thay đổi từ lúc xem trước. Chưa ghi gì; hãy xem lại bản mới dưới đây.",
    en="The contest's list changed since the preview. Nothing was stored; look at the new preview below.",
)
DAMAGED = Words(vi="Bản xem trước bị hỏng. Hãy tải tệp lên lại.", en="The preview is damaged. Upload the file again.")
DONE = Words(vi="Đã nhập danh sách: {what}.", en="The list is in: {what}.")

L = TypeVar("L")


class Planned(Protocol):
    """A plan, whatever the list is of."""

    @property
    def lines(self) -> tuple[Any, ...]: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    def count(self, does: str) -> int: ...


def allow_files(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Runs before anything reads the form."""
    request.max_content_length = MOST_BYTES
    request.max_form_memory_size = MOST_TEXT_BYTES


def read_sent(read_file: Callable[[bytes], L], read_pasted: Callable[[str], L]) -> L:
    """The list in the file or the text that was sent, read off the hub; NotATable where there is none."""
    pasted, file = request.form.get("pasted", ""), request.files.get("file")
    data = file.read() if file else b""
    if data:
        return off_the_hub(read_file, data)
    if pasted.strip():
        return off_the_hub(read_pasted, pasted)
    raise NotATable(NOTHING_SENT)


def sample_answer(sample: Sample, name: str, kind: str) -> AnyResponse:
    """A sample list as a file."""
    if kind not in ("csv", "xlsx"):
        abort(404)
    is_csv = kind == "csv"
    data = sample_csv(sample) if is_csv else off_the_hub(sample_workbook, sample)
    response = Response(data, mimetype="text/csv" if is_csv else XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename={name}.{kind}"
    return response


def shown_plan(plan: Planned) -> dict[str, Any]:
    """The plan with its problems by row, and those of rows that made no line, as the preview shows them."""
    by_row: dict[int, list[Problem]] = {}
    for each in plan.problems:
        by_row.setdefault(each.row, []).append(each)
    shown = {line.row for line in plan.lines}
    rest = [(row, found) for row, found in sorted(by_row.items()) if row not in shown]
    return {"plan": plan, "by_row": by_row, "rest": rest}


def done(plan: Planned, counted: Mapping[str, Words]) -> Words:
    """What became of the list."""
    said = [words.format(n=n) for does, words in counted.items() if (n := plan.count(does))]
    return DONE.format(what=Words(vi=", ".join(one.vi for one in said), en=", ".join(one.en for one in said)))
