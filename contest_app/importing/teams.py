"""Rows to teams: one row a team, or one row a member with the team repeated, merged or left blank below.

Responsible for: every problem of every row, all at once. Must not know: which teams the contest has already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from contest_app.contest.naming import MOST_NUMBER
from contest_app.contest.vietnamese import plain_letters, sounding, tidy
from contest_app.contest.words import Words
from contest_app.importing.headings import Heading, find_heading
from contest_app.importing.tables import Problem, Row, Table, column_name

MOST_NAME = 120
MOST_MEMBERS = 60

NO_HEADING = Words(vi="không thấy dòng tiêu đề cột", en="there is no row of column headings")
NO_HEADING_CURE = Words(
    vi="thêm một dòng tiêu đề, ít nhất có cột “Tên đội” hoặc “Đơn vị”; có thể theo tệp mẫu",
    en="add a row of headings with at least “Team name” or “Unit”; the sample file shows one",
)
NO_TEAMS = Words(vi="dưới dòng tiêu đề không có đội nào", en="there is no team below the headings")
NO_TEAMS_CURE = Words(vi="điền các đội vào bảng", en="fill in the teams")
SAME_HEADING = Words(vi="cột này trùng tiêu đề với cột {first}", en="this column has the heading of column {first}")
SAME_HEADING_CURE = Words(vi="đổi hoặc xóa một trong hai tiêu đề", en="change or delete one of the two headings")
NO_NAME = Words(vi="thiếu tên đội", en="the team has no name")
NO_NAME_CURE = Words(vi="điền tên đội, hoặc xóa cả dòng", en="fill in the name, or delete the row")
BAD_NUMBER = Words(
    vi="số thứ tự “{value}” không phải là số nguyên từ 1 đến 9999", en="“{value}” is no whole number from 1 to 9999"
)
BAD_NUMBER_CURE = Words(vi="sửa số, hoặc để trống cả cột để máy tự đánh số", en="correct it, or leave the column empty")
SAME_NUMBER = Words(vi="số {number} đã dùng ở dòng {row}", en="number {number} is already used in row {row}")
SAME_NUMBER_CURE = Words(vi="mỗi đội một số riêng", en="give each team a number of its own")
TWICE = Words(
    vi="đội “{name}” trùng với dòng {row} (“{other}”)", en="team “{name}” is the one of row {row} (“{other}”)"
)
TWICE_CURE = Words(vi="xóa một trong hai dòng, hoặc đặt tên khác nhau", en="delete one of the rows, or name them apart")
TOO_LONG = Words(vi="quá dài (tối đa {most} chữ)", en="too long (at most {most} letters)")
TOO_LONG_CURE = Words(vi="viết ngắn lại", en="shorten it")
MANY_MEMBERS = Words(vi="đội có quá {most} thành viên", en="the team has more than {most} members")
MANY_CURE = Words(vi="kiểm tra lại cột thành viên", en="check the column of members")
SIGNED_BELOW = Words(
    vi="Từ dòng {row} trở xuống là phần ký tên, không thuộc danh sách, nên không đọc.",
    en="From row {row} on it is the signatures and no part of the list, so it is not read.",
)
NUMBERS_OF_PEOPLE = Words(
    vi="Cột số thứ tự đánh số từng người chứ không phải từng đội, nên được bỏ qua.",
    en="The numbers count people and not teams, so they are left aside.",
)

_CAPTAIN = re.compile(r"\(\s*(?:đội trưởng|đt|captain|c)\s*\)|[-–:]\s*(?:đội trưởng|captain)\s*$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\n;,|/•]|(?<=[^\W\d_])\s*(?=\d{1,2}\s*[.)]\s*[^\W\d_])")
_COUNTING = re.compile(r"^(?:\d{1,2}\s*[.):-]\s*|[-–+*]\s*)")
_TOTAL_LINE = re.compile(r"(tong|cong|tong cong|tong so|total)\b.*")
# What stands under a list and is no part of it: who made it, for whom, where and when. Folded, except for the initials.
_SIGNATURES = re.compile(
    r"nguoi (lap|tong hop|lam)\b.*|noi nhan\b.*|(xac nhan|phe duyet) cua\b.*|thu truong (don vi|co quan)"
    r"|(.*, )?ngay [\d.… ]*thang [\d.… ]*nam [\d.…]*|prepared by\b.*|\(?ky( ten)?(,| va| ghi).*"
)
_ON_BEHALF = re.compile(r"(T/?M|K/?T|T/?L|T/?UQ)[.\s]\s*[A-ZĐ].*", re.DOTALL)


@dataclass
class Team:
    """A team as the list has it; `number` None where it has none."""

    row: int
    name: str
    number: int | None = None
    unit: str = ""
    captain: str = ""
    members: list[str] = field(default_factory=list)
    last_row: int = 0
    numbers: set[int] = field(default_factory=set)
    is_by_member: bool = True  # no row so far named more than one person


@dataclass(frozen=True)
class Roster:
    """The teams, everything that is wrong with the list, and what to know about how it was read."""

    teams: tuple[Team, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Words, ...] = ()


def read_teams(table: Table) -> Roster:
    """The teams of a table."""
    heading = find_heading(table.rows)
    if heading is None:
        return Roster((), (*table.problems, Problem(0, "", NO_HEADING, NO_HEADING_CURE)), table.notes)
    reading = _Reading(heading)
    for row in table.rows:
        if row.number <= heading.row or row.is_empty:
            continue
        if reading.teams and _is_signature(row):
            reading.notes.append(SIGNED_BELOW.format(row=row.number))
            break
        reading.take(row)
    return reading.roster(table)


def _is_signature(row: Row) -> bool:
    return any(
        _SIGNATURES.fullmatch(plain_letters(line).casefold().strip(" .:")) or _ON_BEHALF.fullmatch(line)
        for cell in row.cells
        for line in cell.splitlines()[:1]
    )


class _Reading:
    """The list being read from top to bottom."""

    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        name = heading.first("name")
        self.name = name if name is not None else heading.first("unit")
        self.teams: dict[str, Team] = {}
        self.last: Team | None = None
        self.problems: list[Problem] = []
        self.notes: list[Words] = []
        for kind in ("number", "name", "unit", "captain", "family", "given"):
            first, *others = heading.all(kind) or (0,)
            words = SAME_HEADING.format(first=column_name(first))
            self.problems += [Problem(heading.row, column_name(c), words, SAME_HEADING_CURE) for c in others]

    def take(self, row: Row) -> None:
        name = self._text(row, self.name)
        people, captain = self._people(row)
        if _TOTAL_LINE.fullmatch(plain_letters(name or row.cells[0]).casefold()) and not people:
            self.last = None  # whoever stands alone below it is no member of the team above
            return
        if not name:
            if self.last is not None and (people or captain):
                self._add(self.last, row, people, captain)
            else:
                self._number(row)
                self._wrong(row, self.name, NO_NAME, NO_NAME_CURE)
            return
        known = self.teams.get(sounding(name))
        if known is None:
            self.last = self.teams[sounding(name)] = Team(row.number, name)
            self._add(self.last, row, people, captain)
        elif self._goes_on(known, row, people):
            self.last = known
            self._add(known, row, people, captain)
        else:
            self._number(row)
            self._wrong(row, self.name, TWICE.format(name=name, row=known.row, other=known.name), TWICE_CURE)

    def _goes_on(self, team: Team, row: Row, people: Sequence[str]) -> bool:
        """Whether a row that names a team again is another member's."""
        unit = self._text(row, self.heading.first("unit"))
        same_unit = not unit or not team.unit or sounding(unit) == sounding(team.unit)
        return len(people) == 1 and team.is_by_member and bool(team.members) and same_unit

    def _add(self, team: Team, row: Row, people: Sequence[str], captain: str) -> None:
        team.last_row = row.number
        team.is_by_member = team.is_by_member and len(people) <= 1
        number = self._number(row)
        if number is not None:
            team.numbers.add(number)
            team.number = number if team.number is None else team.number
        unit = self._text(row, self.heading.first("unit"))
        team.unit = team.unit or unit
        team.captain = team.captain or captain
        team.members += [person for person in people if person not in team.members]
        self._check_lengths(row, unit, captain, people, team)

    def _check_lengths(self, row: Row, unit: str, captain: str, people: Sequence[str], team: Team) -> None:
        columns = self.heading
        members = columns.first("members") if columns.first("members") is not None else columns.first("family")
        texts = [(self.name, team.name), (columns.first("unit"), unit), (columns.first("captain"), captain)]
        for column, text in [*texts, *((members, person) for person in people)]:
            if len(text) > MOST_NAME:
                self._wrong(row, column, TOO_LONG.format(most=MOST_NAME), TOO_LONG_CURE)
        if len(team.members) > MOST_MEMBERS:
            self._wrong(row, members, MANY_MEMBERS.format(most=MOST_MEMBERS), MANY_CURE)

    def _people(self, row: Row) -> tuple[list[str], str]:
        """The members a row names, and the captain."""
        captain = self._text(row, self.heading.first("captain"))
        people: list[str] = []
        for column in self.heading.all("members"):
            for part in _SEPARATORS.split(row.cell(column)):
                person = _COUNTING.sub("", tidy(part))
                plain = tidy(_CAPTAIN.sub("", person))
                if plain != person:
                    captain = captain or plain
                if plain:
                    people.append(plain)
        family, given = self.heading.first("family"), self.heading.first("given")
        if family is not None and given is not None:
            whole = tidy(f"{self._text(row, family)} {self._text(row, given)}")
            people += [whole] if whole else []
        role = sounding(self._text(row, self.heading.first("role")))
        if len(people) == 1 and role in (sounding("đội trưởng"), "captain", sounding("trưởng đoàn")):
            captain = captain or people[0]
        return people, captain

    def _number(self, row: Row) -> int | None:
        column = self.heading.first("number")
        text = self._text(row, column)
        if not text:
            return None
        digits = text.rstrip(".")
        if digits.isascii() and digits.isdigit() and 1 <= int(digits) <= MOST_NUMBER:
            return int(digits)
        self._wrong(row, column, BAD_NUMBER.format(value=text[:40]), BAD_NUMBER_CURE)
        return None

    def _text(self, row: Row, column: int | None) -> str:
        return "" if column is None else row.cell(column).replace("\n", " ")

    def _wrong(self, row: Row, column: int | None, reason: Words, cure: Words) -> None:
        self.problems.append(Problem(row.number, "" if column is None else column_name(column), reason, cure))

    def roster(self, table: Table) -> Roster:
        teams, notes = tuple(self.teams.values()), (*table.notes, *self.notes)
        if any(len(team.numbers) > 1 for team in teams):
            notes = (*notes, NUMBERS_OF_PEOPLE)
            for team in teams:
                team.number = None
        holders: dict[int, Team] = {}
        number_column = self.heading.first("number")
        for team in teams:
            holder = holders.setdefault(team.number, team) if team.number is not None else team
            if holder is not team:
                words = SAME_NUMBER.format(number=team.number, row=holder.row)
                column = column_name(number_column or 0)
                self.problems.append(Problem(team.row, column, words, SAME_NUMBER_CURE))
        if not teams and not self.problems:
            self.problems.append(Problem(0, "", NO_TEAMS, NO_TEAMS_CURE))
        kept = [problem for problem in table.problems if self._matters(problem)]
        unread = {(problem.row, problem.column) for problem in kept}  # what could not be read is not missing as well
        own = [problem for problem in self.problems if (problem.row, problem.column) not in unread]
        problems = sorted({*kept, *own}, key=lambda problem: (problem.row, problem.column))
        return Roster(teams, tuple(problems), notes)

    def _matters(self, problem: Problem) -> bool:
        """A broken cell matters below the heading in a column that is used."""
        used = {column_name(column) for column in self.heading.columns}
        return problem.row >= self.heading.row and problem.column in used
