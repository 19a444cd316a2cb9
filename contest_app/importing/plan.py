"""What an import would do to the contest: which teams are new, which change, which stay.

Responsible for: telling a team of the list from those there are, numbers and ids. Must not know: how the list was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from contest_app.contest.state import Entry
from contest_app.contest.vietnamese import address_of, sounding
from contest_app.contest.words import Words
from contest_app.importing.tables import Problem
from contest_app.importing.teams import Roster, Team

NUMBER_HELD = Words(vi="số {number} đang là của đội “{name}”", en="number {number} is held by “{name}”")
NUMBER_HELD_CURE = Words(
    vi="chọn số khác, hoặc đưa cả đội ấy vào danh sách với số mới",
    en="choose another number, or put that team into the list with a new one",
)

Does = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Line:
    """One team after the import; `before` is what the contest has of it now."""

    row: int
    after: Entry
    before: Entry | None

    @property
    def does(self) -> Does:
        if self.before is None:
            return "new"
        return "same" if self.before == self.after else "changed"


@dataclass(frozen=True)
class Plan:
    """Every line, and what stands in the way; the import is carried out whole or not at all."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]

    def count(self, does: str) -> int:
        return sum(line.does == does for line in self.lines)

    def as_command(self) -> dict[str, Mapping[str, Any]]:
        """The lines that do something, as `RegisterEntries` takes them."""
        return {
            line.after.id: {
                "number": line.after.number,
                "name": line.after.name,
                "unit": line.after.unit,
                "captain": line.after.captain,
                "members": list(line.after.members),
            }
            for line in self.lines
            if line.does != "same"
        }


def make_plan(roster: Roster, entries: Sequence[Entry]) -> Plan:
    """The import of these teams into a contest that has these entries."""
    known = {sounding(entry.name): entry for entry in entries}
    befores = [known.get(sounding(team.name)) for team in roster.teams]
    listed = {before.id for before in befores if before is not None}
    held = {entry.number: entry for entry in entries if entry.id not in listed}
    problems = list(roster.problems)
    for team in roster.teams:
        if team.number in held:
            words = NUMBER_HELD.format(number=team.number, name=held[team.number].name)
            problems.append(Problem(team.row, "", words, NUMBER_HELD_CURE))
    numbers = numbers_for(
        [team.number for team in roster.teams], [before.number if before else None for before in befores], set(held)
    )
    taken = {entry.id for entry in entries}
    lines = []
    for team, before, number in zip(roster.teams, befores, numbers, strict=True):
        entry_id = before.id if before else address_of(team.name, taken)
        taken.add(entry_id)
        lines.append(Line(team.row, _after(entry_id, number, team, before), before))
    problems.sort(key=lambda problem: problem.row)
    return Plan(tuple(lines), tuple(problems))


def numbers_for(listed: Sequence[int | None], before: Sequence[int | None], held: set[int]) -> list[int]:
    """The list's own numbers; else the one somebody has; else the next that is free, in the order of the list."""
    chosen = {index: number for index, number in enumerate(listed) if number is not None}
    used = held | set(chosen.values())
    for index, number in enumerate(before):
        if index not in chosen and number is not None and number not in used:
            chosen[index] = number
            used.add(number)
    free = 0
    for index in range(len(listed)):
        if index not in chosen:
            free += 1
            while free in used:
                free += 1
            chosen[index] = free
    return [chosen[index] for index in range(len(listed))]


def _after(entry_id: str, number: int, team: Team, before: Entry | None) -> Entry:
    """What the list leaves empty stays as it was."""
    old = before or Entry(entry_id, number, team.name)
    return Entry(
        entry_id,
        number,
        team.name,
        team.unit or old.unit,
        team.captain or old.captain,
        tuple(team.members) or old.members,
    )
