"""Rows to the people of a panel: head judge, judges, and beside them the secretariat and the MCs, one row a person.

Responsible for: every problem of every row, all at once. Must not know: whom the contest has already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contest_app.contest.vietnamese import sounding, tidy
from contest_app.contest.words import Words
from contest_app.importing.headings import PANEL, Heading, find_heading
from contest_app.importing.listing import Listing, is_total, without_heading
from contest_app.importing.offices import Office, is_role, offices_in, part_of_list
from contest_app.importing.tables import Problem, Row, Table, column_name

MOST_PEOPLE = 99

NO_HEADING_CURE = Words(
    vi="thêm một dòng tiêu đề, ít nhất có cột “Họ và tên”; có thể theo tệp mẫu",
    en="add a row of headings with at least “Full name”; the sample file shows one",
)
NO_PEOPLE = Words(vi="dưới dòng tiêu đề không có người nào", en="there is nobody below the headings")
NO_PEOPLE_CURE = Words(vi="điền những người chấm vào bảng", en="fill in the judges")
NO_NAME = Words(vi="thiếu họ và tên", en="the name is missing")
NO_NAME_CURE = Words(vi="điền họ và tên, hoặc xóa cả dòng", en="fill in the name, or delete the row")
TWICE = Words(vi="“{name}” trùng với dòng {row}", en="“{name}” is the one of row {row}")
TWICE_CURE = Words(
    vi="xóa một trong hai dòng; nếu là hai người trùng tên thì ghi thêm để phân biệt, như “Lê Thị Thu (B)”",
    en="delete one of the rows; of two people of one name tell one apart, as “Lê Thị Thu (B)”",
)
NO_ROLE = Words(vi="không rõ “{value}” là vai trò gì", en="“{value}” is no role that is known here")
ROLE_CURE = Words(
    vi="ghi một trong: Trưởng BGK, Giám khảo, Thư ký, MC; ai không thuộc các vai trò này thì xóa khỏi bảng",
    en="write one of: head judge, judge, secretary, MC; take whoever is none of these off the list",
)
ROLE_MISSING = Words(
    vi="thiếu vai trò, mà người ở dòng trên không phải giám khảo",
    en="the role is missing, and whoever stands above is no judge",
)
TWO_HEADS = Words(vi="dòng {row} đã là Trưởng Ban Giám khảo", en="row {row} is head judge already")
TWO_HEADS_CURE = Words(
    vi="chỉ một người là Trưởng Ban Giám khảo; người kia ghi Giám khảo", en="one is head judge, the other a judge"
)
MANY = Words(vi=f"danh sách có quá {MOST_PEOPLE} người", en=f"the list has more than {MOST_PEOPLE} people")
MANY_CURE = Words(vi="kiểm tra lại có đúng danh sách Ban Giám khảo không", en="see whether it is the list of the jury")
DEPUTIES = Words(
    vi="Phó Trưởng ban được ghi là giám khảo: phần mềm chỉ phân biệt Trưởng ban và giám khảo.",
    en="Deputy heads become judges: only the head judge and judges are told apart here.",
)

_ADDRESS = re.compile(
    r"(đ\s*/\s*c\.?|đồng chí)\s+(?=\S+ \S)|(ông|bà|anh|chị|cô|thầy|mr|mrs|ms)\.?\s+(?=\S+ \S+ \S)", re.IGNORECASE
)
_DITTO = ("nt", "như trên", "-nt-", '"', "''", "〃", "-//-")


@dataclass(frozen=True)
class Person:
    """One row; `number` and `unit` as far as the list has them (the unit with the post before it)."""

    row: int
    name: str
    offices: frozenset[Office]
    number: int | None = None
    unit: str = ""

    @property
    def is_judge(self) -> bool:
        return bool(self.offices & {"head", "judge"})


@dataclass(frozen=True)
class People:
    """The panel, everything that is wrong with the list, and what to know about how it was read."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Words, ...] = ()


def read_people(table: Table) -> People:
    """The people of a table."""
    heading = find_heading(table.rows, PANEL)
    if heading is None:
        return People((), without_heading(table, NO_HEADING_CURE), table.notes)
    reading = _Reading(heading)
    reading.read(table)
    return reading.people_of(table)


class _Reading(Listing):
    """The list being read from top to bottom."""

    kinds = ("number", "name", "unit", "post", "role", "family", "given")
    no_rows = Problem(0, "", NO_PEOPLE, NO_PEOPLE_CURE)

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading)
        name = heading.first("name")
        self.name = name if name is not None else heading.first("given")
        self.people: list[Person] = []
        self.by_name: dict[str, list[Person]] = {}
        self.head: Person | None = None
        self.part: Office | None = None
        self.above: dict[int, str] = {}

    @property
    def is_begun(self) -> bool:
        return bool(self.people)

    def take(self, row: Row) -> None:
        whole = tidy(" ".join(cell for cell in row.cells if cell))
        part = part_of_list(whole) if not self.text(row, self._role_column()) else None
        if part is not None:
            self.part = part
            return
        name = self._name(row)
        if is_total(name or whole):
            return
        offices, unit = self._offices(row), self._unit(row)
        number = self.number(row) if not offices or offices & {"head", "judge"} else None
        if not name:
            self.wrong(row, self.name, NO_NAME, NO_NAME_CURE)
        elif offices:
            self._add(Person(row.number, name, offices, number, unit), row)

    def _add(self, person: Person, row: Row) -> None:
        namesakes = self.by_name.setdefault(sounding(person.name), [])
        for known in namesakes:
            if known.is_judge == person.is_judge or known.offices & person.offices:
                self.wrong(row, self.name, TWICE.format(name=person.name, row=known.row), TWICE_CURE)
                return
        namesakes.append(person)
        if self.head is not None and "head" in person.offices:
            self.wrong(row, self._role_column(), TWO_HEADS.format(row=self.head.row), TWO_HEADS_CURE)
        elif "head" in person.offices:
            self.head = person
        self.check_length(row, self.name, person.name)
        self.check_length(row, self._unit_column(), person.unit)
        self.people.append(person)

    def _name(self, row: Row) -> str:
        family, given = self.heading.first("family"), self.heading.first("given")
        halves = (self.text(row, family), self.text(row, given)) if family is not None else ("", "")
        whole = tidy(" ".join((self.text(row, self.heading.first("name")), *halves)))
        return _ADDRESS.sub("", whole, count=1) if _ADDRESS.match(whole) else whole

    def _offices(self, row: Row) -> frozenset[Office]:
        """What the row says somebody is; empty where it cannot be understood, which is noted."""
        column = self._role_column()
        said = self._read(row, column)
        post = self.text(row, self.heading.first("post"))
        if self.heading.first("role") is None and not is_role(post):
            said = ""
        if said:
            offices = offices_in(said, self.part)
            if offices is None:
                self.wrong(row, column, NO_ROLE.format(value=said[:40]), ROLE_CURE)
            elif re.search(r"\b(phó|deputy|vice)\b", said, re.IGNORECASE) and "judge" in offices:
                self.notes += [] if DEPUTIES in self.notes else [DEPUTIES]
            return offices or frozenset()
        if self.part is not None:
            return frozenset({self.part})
        if self.people and not self.people[-1].is_judge:  # a merged cell is empty below its first row
            self.wrong(row, column, ROLE_MISSING, ROLE_CURE)
            return frozenset()
        return frozenset({"judge"})

    def _unit(self, row: Row) -> str:
        """Post and unit, as they stand on a paper."""
        post = self._read(row, self.heading.first("post"))
        unit = self._read(row, self.heading.first("unit"))
        is_office = self.heading.first("role") is None and is_role(post)
        return ", ".join(text for text in ("" if is_office else post, unit) if text)

    def _read(self, row: Row, column: int | None) -> str:
        """A cell, or the one above where it says "nt"."""
        if column is None:
            return ""
        text = self.text(row, column)
        if text.casefold() in _DITTO:
            text = self.above.get(column, "")
        self.above[column] = text
        return text

    def _role_column(self) -> int | None:
        role = self.heading.first("role")
        return role if role is not None else self.heading.first("post")

    def _unit_column(self) -> int | None:
        unit = self.heading.first("unit")
        return unit if unit is not None else self.heading.first("post")

    def people_of(self, table: Table) -> People:
        people = tuple(self.people)
        self.check_numbers((person.row, person.number) for person in people if person.is_judge)
        if len(people) > MOST_PEOPLE:
            self.problems.append(Problem(people[MOST_PEOPLE].row, column_name(self.name or 0), MANY, MANY_CURE))
        return People(people, self.all_problems(table), (*table.notes, *self.notes))
