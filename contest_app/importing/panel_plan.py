"""What an import of the panel would do: which judges are new, which change, which stay; and the committees beside it.

Responsible for: telling a person of the list from those there are, numbers and ids. Must not know: how it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contest_app.contest.about import About, name_in
from contest_app.contest.state import Judge
from contest_app.contest.vietnamese import sounding
from contest_app.contest.words import Words
from contest_app.importing.offices import Office
from contest_app.importing.panel import People, Person
from contest_app.importing.plan import Does, numbers_for
from contest_app.importing.tables import Problem

NUMBER_HELD = Words(vi="số {number} đang là của giám khảo “{name}”", en="number {number} is held by judge “{name}”")
NUMBER_HELD_CURE = Words(
    vi="chọn số khác, hoặc đưa cả giám khảo ấy vào danh sách với số mới",
    en="choose another number, or put that judge into the list with a new one",
)


@dataclass(frozen=True)
class PanelLine:
    """One person after the import, in one office. `number` is a judge's; `before` is what the contest has now."""

    row: int
    office: Office
    name: str
    unit: str
    does: Does
    number: int | None = None
    judge: str = ""


@dataclass(frozen=True)
class PanelPlan:
    """Every line, and what stands in the way; the import is carried out whole or not at all."""

    lines: tuple[PanelLine, ...]
    problems: tuple[Problem, ...]
    secretariat: tuple[str, ...] = ()
    mcs: tuple[str, ...] = ()
    judges: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def count(self, does: str) -> int:
        return sum(line.does == does for line in self.lines)

    @property
    def does_anything(self) -> bool:
        return bool(self.judges or self.secretariat or self.mcs)


def make_panel_plan(list_: People, judges: Sequence[Judge], about: About, fresh: Iterator[str]) -> PanelPlan:
    """The import of these people into a contest with these judges; `fresh` gives ids for new ones."""
    sitting = [person for person in list_.people if person.is_judge]
    known = {sounding(judge.name): judge for judge in judges}
    befores = [known.get(sounding(person.name)) for person in sitting]
    listed = {before.id for before in befores if before is not None}
    held = {judge.number: judge for judge in judges if judge.id not in listed}
    problems = [
        Problem(
            person.row, "", NUMBER_HELD.format(number=person.number, name=held[person.number].name), NUMBER_HELD_CURE
        )
        for person in sitting
        if person.number in held
    ]
    names_head = any("head" in person.offices for person in sitting)
    lines: list[PanelLine] = []
    commanded: dict[str, Mapping[str, Any]] = {}
    numbers = numbers_for(
        [person.number for person in sitting], [before.number if before else None for before in befores], set(held)
    )
    for person, before, number in zip(sitting, befores, numbers, strict=True):
        after = _after(person, before, number, names_head, before.id if before else next(fresh))
        does: Does = "new" if before is None else "same" if _words(before) == _words(after) else "changed"
        office: Office = "head" if after.is_head else "judge"
        lines.append(PanelLine(person.row, office, after.name, after.unit, does, number, after.id))
        if does != "same":
            commanded[after.id] = _words(after)
    secretariat, more = _committee(list_.people, "secretary", about.secretariat)
    mcs, most = _committee(list_.people, "mc", about.mcs)
    lines = sorted([*lines, *more, *most], key=lambda line: line.row)
    problems = sorted([*list_.problems, *problems], key=lambda problem: problem.row)
    return PanelPlan(tuple(lines), tuple(problems), secretariat, mcs, commanded)


def _after(person: Person, before: Judge | None, number: int, names_head: bool, judge: str) -> Judge:
    """What the list leaves empty stays as it was; a list that names no head leaves the head as it is."""
    is_head = "head" in person.offices if names_head else before is not None and before.is_head
    return Judge(judge, number, person.name, is_head, person.unit or (before.unit if before else ""))


def _words(judge: Judge) -> dict[str, Any]:
    return {"number": judge.number, "name": judge.name, "unit": judge.unit, "is_head": judge.is_head}


def _committee(people: Sequence[Person], office: Office, now: Sequence[str]) -> tuple[tuple[str, ...], list[PanelLine]]:
    """A committee as it shall be, in the list's order and with whoever else is in it; empty where nothing changes."""
    known = {sounding(name_in(line)): line for line in now}
    after: dict[str, str] = {}
    lines = []
    for person in people:
        if office not in person.offices:
            continue
        before = known.get(sounding(person.name))
        text = f"{person.name} – {person.unit}" if person.unit else before or person.name
        after[sounding(person.name)] = text
        does: Does = "new" if before is None else "same" if before == text else "changed"
        lines.append(PanelLine(person.row, office, person.name, person.unit, does))
    if not after or all(line.does == "same" for line in lines):
        return (), lines
    rest = [line for name, line in known.items() if name not in after]
    return (*after.values(), *rest), lines
