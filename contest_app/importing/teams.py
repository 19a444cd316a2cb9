"""Rows to teams: one row a team, or one row a member with the team repeated, merged or left blank below.

Responsible for: every problem of every row, all at once. Must not know: which teams the contest has already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from contest_app.contest.vietnamese import sounding, tidy
from contest_app.contest.words import Words
from contest_app.importing.headings import TEAMS, Heading, find_heading
from contest_app.importing.listing import Listing, is_total, without_heading
from contest_app.importing.tables import Problem, Row, Table

MOST_MEMBERS = 60

NO_HEADING_CURE = Words(
    vi="thêm một dòng tiêu đề, ít nhất có cột “Tên đội” hoặc “Đơn vị”; có thể theo tệp mẫu",
    en="add a row of headings with at least “Team name” or “Unit”; the sample file shows one",
)
NO_TEAMS = Words(vi="dưới dòng tiêu đề không có đội nào", en="there is no team below the headings")
NO_TEAMS_CURE = Words(vi="điền các đội vào bảng", en="fill in the teams")
NO_NAME = Words(vi="thiếu tên đội", en="the team has no name")
NO_NAME_CURE = Words(vi="điền tên đội, hoặc xóa cả dòng", en="fill in the name, or delete the row")
TWICE = Words(
    vi="đội “{name}” trùng với dòng {row} (“{other}”)", en="team “{name}” is the one of row {row} (“{other}”)"
)
TWICE_CURE = Words(vi="xóa một trong hai dòng, hoặc đặt tên khác nhau", en="delete one of the rows, or name them apart")
MANY_MEMBERS = Words(vi="đội có quá {most} thành viên", en="the team has more than {most} members")
MANY_CURE = Words(vi="kiểm tra lại cột thành viên", en="check the column of members")
NUMBERS_OF_PEOPLE = Words(
    vi="Cột số thứ tự đánh số từng người chứ không phải từng đội, nên được bỏ qua.",
    en="The numbers count people and not teams, so they are left aside.",
)

_CAPTAIN = re.compile(r"\(\s*(?:đội trưởng|đt|captain|c)\s*\)|[-–:]\s*(?:đội trưởng|captain)\s*$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\n;,|/•]|(?<=[^\W\d_])\s*(?=\d{1,2}\s*[.)]\s*[^\W\d_])")
_COUNTING = re.compile(r"^(?:\d{1,2}\s*[.):-]\s*|[-–+*]\s*)")


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
    heading = find_heading(table.rows, TEAMS)
    if heading is None:
        return Roster((), without_heading(table, NO_HEADING_CURE), table.notes)
    reading = _Reading(heading)
    reading.read(table)
    return reading.roster(table)


class _Reading(Listing):
    """The list being read from top to bottom."""

    kinds = ("number", "name", "unit", "captain", "family", "given")
    no_rows = Problem(0, "", NO_TEAMS, NO_TEAMS_CURE)

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading)
        name = heading.first("name")
        self.name = name if name is not None else heading.first("unit")
        self.teams: dict[str, Team] = {}
        self.last: Team | None = None

    @property
    def is_begun(self) -> bool:
        return bool(self.teams)

    def take(self, row: Row) -> None:
        name = self.text(row, self.name)
        people, captain = self._people(row)
        if is_total(name or row.cells[0]) and not people:
            self.last = None  # whoever stands alone below it is no member of the team above
            return
        if not name:
            if self.last is not None and (people or captain):
                self._add(self.last, row, people, captain)
            else:
                self.number(row)
                self.wrong(row, self.name, NO_NAME, NO_NAME_CURE)
            return
        known = self.teams.get(sounding(name))
        if known is None:
            self.last = self.teams[sounding(name)] = Team(row.number, name)
            self._add(self.last, row, people, captain)
        elif self._goes_on(known, row, people):
            self.last = known
            self._add(known, row, people, captain)
        else:
            self.number(row)
            self.wrong(row, self.name, TWICE.format(name=name, row=known.row, other=known.name), TWICE_CURE)

    def _goes_on(self, team: Team, row: Row, people: Sequence[str]) -> bool:
        """Whether a row that names a team again is another member's."""
        unit = self.text(row, self.heading.first("unit"))
        same_unit = not unit or not team.unit or sounding(unit) == sounding(team.unit)
        return len(people) == 1 and team.is_by_member and bool(team.members) and same_unit

    def _add(self, team: Team, row: Row, people: Sequence[str], captain: str) -> None:
        team.last_row = row.number
        team.is_by_member = team.is_by_member and len(people) <= 1
        number = self.number(row)
        if number is not None:
            team.numbers.add(number)
            team.number = number if team.number is None else team.number
        unit = self.text(row, self.heading.first("unit"))
        team.unit = team.unit or unit
        team.captain = team.captain or captain
        team.members += [person for person in people if person not in team.members]
        self._check_lengths(row, unit, captain, people, team)

    def _check_lengths(self, row: Row, unit: str, captain: str, people: Sequence[str], team: Team) -> None:
        columns = self.heading
        members = columns.first("members") if columns.first("members") is not None else columns.first("family")
        texts = [(self.name, team.name), (columns.first("unit"), unit), (columns.first("captain"), captain)]
        for column, text in [*texts, *((members, person) for person in people)]:
            self.check_length(row, column, text)
        if len(team.members) > MOST_MEMBERS:
            self.wrong(row, members, MANY_MEMBERS.format(most=MOST_MEMBERS), MANY_CURE)

    def _people(self, row: Row) -> tuple[list[str], str]:
        """The members a row names, and the captain."""
        captain = self.text(row, self.heading.first("captain"))
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
            whole = tidy(f"{self.text(row, family)} {self.text(row, given)}")
            people += [whole] if whole else []
        role = sounding(self.text(row, self.heading.first("role")))
        if len(people) == 1 and role in (sounding("đội trưởng"), "captain", sounding("trưởng đoàn")):
            captain = captain or people[0]
        return people, captain

    def roster(self, table: Table) -> Roster:
        teams, notes = tuple(self.teams.values()), (*table.notes, *self.notes)
        if any(len(team.numbers) > 1 for team in teams):
            notes = (*notes, NUMBERS_OF_PEOPLE)
            for team in teams:
                team.number = None
        self.check_numbers((team.row, team.number) for team in teams)
        return Roster(teams, self.all_problems(table), notes)
