"""A table as it was read: rows of tidy text with the numbers that the person's own program shows.

Responsible for: the shapes that all readers share. Must not know: what the columns mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from contest_app.contest.words import Words

MOST_ROWS = 3000
MOST_COLUMNS = 60
MOST_LETTERS = 500

TOO_MANY_ROWS = Words(
    vi=f"Danh sách dài quá {MOST_ROWS} dòng. Hãy chia nhỏ, hoặc xóa các dòng không phải danh sách.",
    en=f"The list has more than {MOST_ROWS} rows. Split it, or delete the rows that are no part of it.",
)
NOTHING = Words(vi="Không đọc thấy dòng nào có chữ.", en="There is no row with anything in it.")


@dataclass(frozen=True)
class Row:
    """One row by the number that its program shows."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)

    def cell(self, column: int) -> str:
        """The text in a column; nothing beyond the last."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell, and what to do about it; row 0 is the list as a whole."""

    row: int
    column: str
    reason: Words
    cure: Words


@dataclass(frozen=True)
class Table:
    """The rows, what was wrong with reading them, and what to know about how they were read."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Words, ...] = ()


class NotATable(Exception):
    """The file cannot be read as a list; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def column_name(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
