"""Reads a marks file (MARKS.csv) into its lines: encoding, delimiter, heading.

Responsible for: bytes to fields by the name of their column, each line with its number.
Must not know: what the fields mean.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from contest_app.contest.rulebook_fields import nearest
from contest_app.contest.words import Words, same
from contest_app.tabulate import problems as p
from contest_app.tabulate.problems import Problem

COLUMNS = ("kind", "round", "entry", "judge", "criterion", "value")
Row = tuple[int, tuple[str, ...]]  # line number, fields in the order of COLUMNS

_SEP_LINE = re.compile(r"\s*sep\s*=\s*(.)\s*", re.IGNORECASE)  # what Excel writes above the heading


class MarksFile:
    """A marks file. `problems` fills while `rows` is read."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.problems = problems
        self.position: dict[str, int] = {}  # of each column, from 1
        self._text = text
        self._first_line = 1
        self.delimiter = self._find_delimiter()

    def rows(self) -> Iterator[Row]:
        """The lines below the heading, blank ones left out; nothing when the heading cannot be used."""
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self.delimiter, strict=True)
        start = 1
        try:
            for fields in reader:
                line, start = start, reader.line_num + 1
                if line < self._first_line or not any(fields) or not any(field.strip() for field in fields):
                    continue
                if not self.position:
                    if not self._read_heading(line, fields):
                        return
                    where = [self.position[name] - 1 for name in COLUMNS]
                    width = max(where) + 1
                    plain = where == list(range(len(COLUMNS)))
                    continue
                if len(fields) > width and any(field.strip() for field in fields[width:]):
                    self._too_many(line, fields)
                    continue
                if len(fields) < width:
                    fields += [""] * (width - len(fields))
                yield line, tuple(fields[:width]) if plain else tuple(fields[place] for place in where)
        except csv.Error as error:
            self.problems.append(Problem(p.BROKEN.format(why=_why(str(error))), start))
        if not self.position and not self.problems:
            self.problems.append(Problem(p.EMPTY))

    def at(self, words: Words, line: int, column: str) -> Problem:
        """A problem in a named column of a line."""
        return Problem(words, line, self.position.get(column), column)

    def _find_delimiter(self) -> str:
        lines = self._text.splitlines()[:20] if len(self._text) < 10_000 else self._text[:10_000].splitlines()
        for number, line in enumerate(lines, start=1):
            if found := _SEP_LINE.fullmatch(line):
                self._first_line = number + 1
                return found[1] if found[1] in ",;" else ","
            if line.strip():
                return ";" if line.count(";") > line.count(",") else ","
        return ","

    def _read_heading(self, line: int, fields: list[str]) -> bool:
        before = len(self.problems)
        names = [field.strip().casefold() for field in fields]
        if len(names) == 1 and "\t" in fields[0]:
            self.problems.append(Problem(p.TABS, line))
            return False
        for number, name in enumerate(names, start=1):
            if name in self.position:
                self.problems.append(Problem(p.COLUMN_TWICE.format(name=name), line, number))
            elif name in COLUMNS:
                self.position[name] = number
            elif name:
                self.problems.append(Problem(_unknown_column(name), line, number))
        for name in COLUMNS:
            if name not in self.position:
                self.problems.append(Problem(p.NO_COLUMN.format(name=name), line))
        return len(self.problems) == before

    def _too_many(self, line: int, fields: list[str]) -> None:
        words = p.TOO_MANY_COMMA if self.delimiter == "," else p.TOO_MANY
        columns = len(self.position)
        self.problems.append(Problem(words.format(given=len(fields), columns=columns), line, columns + 1))


def read_text(path: Path) -> str | Problem:
    """The text of a UTF-8 file, or what keeps it from being read; a leading byte-order mark is left out."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Problem(p.NO_FILE)
    except IsADirectoryError:
        return Problem(p.IS_FOLDER)
    except OSError as error:
        return Problem(p.NOT_READABLE.format(why=error.strerror or type(error).__name__))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:200]:
        return Problem(p.WORKBOOK if content.startswith(b"PK") else p.UTF16)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return Problem(p.WORKBOOK)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", errors="replace")) + 1
        return Problem(p.NOT_UTF8.format(byte=f"0x{content[error.start]:02X}"), line, column)


def _unknown_column(name: str) -> Words:
    near = nearest(name, COLUMNS)
    if near is None:
        return p.UNKNOWN_COLUMN.format(name=name, known=", ".join(COLUMNS))
    return p.UNKNOWN_COLUMN_NEAR.format(name=name, near=near)


def _why(error: str) -> Words:
    return next((words for text, words in p.WHY_BROKEN.items() if text in error), same(error))
