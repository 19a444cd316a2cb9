"""A list read from top to bottom, whatever it is of: below its heading, to where the signatures begin.

Responsible for: what all lists have in common, their numbers, signatures, totals and problems. Must not know: what a
row stands for.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from contest_app.contest.naming import MOST_NUMBER
from contest_app.contest.vietnamese import plain_letters
from contest_app.contest.words import Words
from contest_app.importing.headings import SEARCHED_ROWS, Heading, Kind
from contest_app.importing.tables import Problem, Row, Table, column_name

MOST_NAME = 120

NO_HEADING = Words(vi="không thấy dòng tiêu đề cột", en="there is no row of column headings")
SAME_HEADING = Words(vi="cột này trùng tiêu đề với cột {first}", en="this column has the heading of column {first}")
SAME_HEADING_CURE = Words(vi="đổi hoặc xóa một trong hai tiêu đề", en="change or delete one of the two headings")
BAD_NUMBER = Words(
    vi="số thứ tự “{value}” không phải là số nguyên từ 1 đến 9999", en="“{value}” is no whole number from 1 to 9999"
)
BAD_NUMBER_CURE = Words(vi="sửa số, hoặc để trống cả cột để máy tự đánh số", en="correct it, or leave the column empty")
SAME_NUMBER = Words(vi="số {number} đã dùng ở dòng {row}", en="number {number} is already used in row {row}")
SAME_NUMBER_CURE = Words(vi="mỗi đội một số riêng", en="give each team a number of its own")
TOO_LONG = Words(vi="quá dài (tối đa {most} chữ)", en="too long (at most {most} letters)")
TOO_LONG_CURE = Words(vi="viết ngắn lại", en="shorten it")
SIGNED_BELOW = Words(
    vi="Từ dòng {row} trở xuống là phần ký tên, không thuộc danh sách, nên không đọc.",
    en="From row {row} on it is the signatures and no part of the list, so it is not read.",
)

_TOTAL_LINE = re.compile(r"(tong|cong|tong cong|tong so|total)\b.*")
# What stands under a list and is no part of it: who made it, for whom, where and when. Folded, except for the initials.
_SIGNATURES = re.compile(
    r"nguoi (lap|tong hop|lam)\b.*|noi nhan\b.*|(xac nhan|phe duyet) cua\b.*|thu truong (don vi|co quan)"
    r"|(.*, )?ngay [\d.… ]*thang [\d.… ]*nam [\d.…]*|prepared by\b.*|\(?ky( ten)?(,| va| ghi).*"
)
_ON_BEHALF = re.compile(r"(T/?M|K/?T|T/?L|T/?UQ)[.\s]\s*[A-ZĐ].*", re.DOTALL)


class Listing(ABC):
    """A list being read; `kinds` are those that one column may have."""

    kinds: Sequence[Kind]
    no_rows: Problem

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.problems: list[Problem] = []
        self.notes: list[Words] = []
        for kind in self.kinds:
            first, *others = heading.all(kind) or (0,)
            words = SAME_HEADING.format(first=column_name(first))
            self.problems += [Problem(heading.row, column_name(c), words, SAME_HEADING_CURE) for c in others]

    @abstractmethod
    def take(self, row: Row) -> None:
        """One row that is not empty."""

    @property
    @abstractmethod
    def is_begun(self) -> bool:
        """Whether a row was understood already: signatures stand below one."""

    def read(self, table: Table) -> None:
        """Every row below the heading."""
        for row in table.rows:
            if row.number <= self.heading.row or row.is_empty:
                continue
            if self.is_begun and _is_signature(row):
                self.notes.append(SIGNED_BELOW.format(row=row.number))
                return
            self.take(row)

    def number(self, row: Row) -> int | None:
        """The row's number; None where it has none, or none that can be one."""
        column = self.heading.first("number")
        text = self.text(row, column)
        if not text:
            return None
        digits = text.rstrip(".")
        if digits.isascii() and digits.isdigit() and 1 <= int(digits) <= MOST_NUMBER:
            return int(digits)
        self.wrong(row, column, BAD_NUMBER.format(value=text[:40]), BAD_NUMBER_CURE)
        return None

    def text(self, row: Row, column: int | None) -> str:
        """What stands in a column, on one line."""
        return "" if column is None else row.cell(column).replace("\n", " ")

    def wrong(self, row: Row, column: int | None, reason: Words, cure: Words) -> None:
        """Notes a problem of a row."""
        self.problems.append(Problem(row.number, "" if column is None else column_name(column), reason, cure))

    def check_length(self, row: Row, column: int | None, text: str) -> None:
        """Notes a text that no page and no paper has room for."""
        if len(text) > MOST_NAME:
            self.wrong(row, column, TOO_LONG.format(most=MOST_NAME), TOO_LONG_CURE)

    def check_numbers(self, numbered: Iterable[tuple[int, int | None]]) -> None:
        """Notes numbers that two have; (row, number) of each."""
        holders: dict[int, int] = {}
        column = column_name(self.heading.first("number") or 0)
        for row, number in numbered:
            holder = row if number is None else holders.setdefault(number, row)
            if holder != row:
                words = SAME_NUMBER.format(number=number, row=holder)
                self.problems.append(Problem(row, column, words, SAME_NUMBER_CURE))

    def all_problems(self, table: Table) -> tuple[Problem, ...]:
        """What is wrong with the rows and with the cells they were read from, from top to bottom."""
        if not self.is_begun and not self.problems:
            self.problems.append(self.no_rows)
        kept = [problem for problem in table.problems if self._matters(problem)]
        unread = {(problem.row, problem.column) for problem in kept}  # what could not be read is not missing as well
        own = [problem for problem in self.problems if (problem.row, problem.column) not in unread]
        return tuple(sorted({*kept, *own}, key=lambda problem: (problem.row, problem.column)))

    def _matters(self, problem: Problem) -> bool:
        """A broken cell matters below the heading in a column that is used."""
        used = {column_name(column) for column in self.heading.columns}
        return problem.row >= self.heading.row and problem.column in used


def without_heading(table: Table, cure: Words) -> tuple[Problem, ...]:
    """What is wrong with a list of which no column is known: that, and what could not be read where it may stand."""
    unread = tuple(problem for problem in table.problems if problem.row <= SEARCHED_ROWS)
    return (Problem(0, "", NO_HEADING, cure), *unread)


def is_total(text: str) -> bool:
    """Whether a line sums up the list."""
    return _TOTAL_LINE.fullmatch(plain_letters(text).casefold()) is not None


def _is_signature(row: Row) -> bool:
    return any(
        _SIGNATURES.fullmatch(plain_letters(line).casefold().strip(" .:")) or _ON_BEHALF.fullmatch(line)
        for cell in row.cells
        for line in cell.splitlines()[:1]
    )
