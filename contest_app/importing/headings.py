"""The heading of a list: what each column holds, as people write it in Vietnamese and English.

Responsible for: recognising it in any order, with or without accents, below whatever titles, by the words of the kind
of list that is asked for. Must not know: the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from contest_app.contest.vietnamese import plain_letters
from contest_app.importing.tables import Row

Kind = Literal["number", "name", "unit", "captain", "members", "family", "given", "role", "post"]

SEARCHED_ROWS: Final = 30


@dataclass(frozen=True)
class Wording:
    """How the columns of one kind of list are headed; a heading has one of `naming` at least.

    Forms are for folded text, without accents, signs and capitals; the first that matches the whole heading counts.
    """

    forms: tuple[tuple[Kind, re.Pattern[str]], ...]
    naming: frozenset[Kind]


def _wording(written: tuple[tuple[Kind, str], ...], *naming: Kind) -> Wording:
    return Wording(tuple((kind, re.compile(form)) for kind, form in written), frozenset(naming))


_OF_TEAMS: Final[tuple[tuple[Kind, str], ...]] = (
    ("captain", r"(ho va ten |ho ten |ten )?(doi truong|truong doi|truong doan|(team )?(captain|leader))"),
    ("number", r"stt|tt|so tt|so thu tu|thu tu|so|so doi|so bao danh|sbd|ma so|ma doi|no|nr|(team )?number"),
    ("role", r"chuc vu|chuc danh|vai tro|nhiem vu|role|position"),
    ("family", r"ho va (ten )?dem|ho (ten )?dem|ho va (chu )?lot|ho lot|ho|last name|surname|family name"),
    ("members", r"(cac |danh sach |ds |ho va ten |ho ten |ten )*(thanh vien|thi sinh|tv)( cua doi| doi)?( \d+)?"),
    ("members", r"(team )?(members?|contestants?|participants?)( names?)?( \d+)?|ho va ten|ho ten|full names?"),
    ("name", r"(ten )?(cac )?(doi|doi thi|doi du thi|doi tham gia|doi thi tham gia|mo hinh)|ten doi .*"),
    ("name", r"team( name)?|name of (the )?team|entry( name)?"),
    ("unit", r"(ten )?(don vi|co quan|dia phuong)( du thi| tham gia| cong tac)?|xa|phuong|xa phuong( thi tran)?"),
    ("unit", r"units?|organi[sz]ation|commune|ward"),
    ("given", r"ten|ten goi|name|first name|given name"),
)  # fmt: skip
_OF_PEOPLE: Final[tuple[tuple[Kind, str], ...]] = (
    ("number", r"stt|tt|so tt|so thu tu|thu tu|so|so giam khao|so gk|gk so|ma so|no|nr|(judge )?(number|no)"),
    ("role", r"(vai tro|nhiem vu|phan cong)( .*)?|chuc danh (trong|tham gia|ban) .*|roles?( .*)?|duty|duties|tasks?"),
    ("unit", r"(ten )?(don vi|co quan|noi)( don vi| co quan)?( cong tac)?( chuc vu)?"),
    ("unit", r"chuc vu( va)? (don vi|co quan|noi)( don vi| co quan)?( cong tac)?|chuc vu don vi .*"),
    ("unit", r"units?|organi[sz]ation|work ?place|(position|title)( and)? (unit|organi[sz]ation)"),
    ("post", r"chuc vu( cong tac| hien tai| chuyen mon)?|chuc danh|position|post|(job )?title"),
    ("family", r"ho va (ten )?dem|ho (ten )?dem|ho va (chu )?lot|ho lot|ho|last name|surname|family name"),
    ("name", r"(ho va ten|ho ten|ten)( cua)?( (ong ba|dong chi|giam khao|thanh vien|can bo|nguoi cham).*)"),
    ("name", r"ho va ten|ho ten|ong ba|dong chi|giam khao|thanh vien( ban giam khao)?|can bo"),
    ("name", r"full names?|judges?( name)?|name of (the )?judge|members?"),
    ("given", r"ten|ten goi|name|first name|given name"),
)  # fmt: skip
TEAMS: Final = _wording(_OF_TEAMS, "name", "unit")
PANEL: Final = _wording(_OF_PEOPLE, "name", "family")


@dataclass(frozen=True)
class Heading:
    """The last row a heading stands in, and what each of its columns holds."""

    row: int
    columns: Mapping[int, Kind]

    def first(self, kind: Kind) -> int | None:
        """The column of a kind; None when there is none."""
        return next((column for column, known in self.columns.items() if known == kind), None)

    def all(self, kind: Kind) -> tuple[int, ...]:
        return tuple(column for column, known in self.columns.items() if known == kind)


def find_heading(rows: Sequence[Row], wording: Wording) -> Heading | None:
    """The heading among the first rows: the one of which most is understood, the earliest of equals."""
    found = [
        (heading, at) for at, row in enumerate(rows[:SEARCHED_ROWS]) if (heading := _heading(row, wording)) is not None
    ]
    if not found:
        return None
    heading, at = max(found, key=lambda one: len(one[0].columns))
    return _with_second_row(wording, heading, *rows[at : at + 2])


def _with_second_row(wording: Wording, heading: Heading, upper: Row, lower: Row | None = None) -> Heading:
    """The heading with the row below it, where that one divides a merged cell: "Đội trưởng" into names and posts."""
    if lower is None or not _divides(wording, heading, lower):
        return heading
    columns = dict(heading.columns)
    above: Kind | None = None
    for column, cell in enumerate(lower.cells):
        if upper.cell(column):
            above = heading.columns.get(column)
        if not cell:
            continue
        columns.pop(column, None)
        kind = kind_of(cell, wording)
        if above == "captain":  # whatever else is told of a captain is nobody's name
            kind = "captain" if kind in ("members", "given", "name") else None
        elif above == "members" and kind in ("given", "name"):
            kind = "members"
        if kind is not None:
            columns[column] = kind
    return Heading(lower.number, columns)


def _divides(wording: Wording, heading: Heading, lower: Row) -> bool:
    """Whether a row goes on with the heading: words of headings, nobody's name, nothing where a team has its own."""
    said = {column: kind_of(cell, wording) for column, cell in enumerate(lower.cells) if cell}
    of_a_team = {column for column, kind in heading.columns.items() if kind in ("number", "name", "unit")}
    of_people = {
        column for column, kind in heading.columns.items() if kind in ("captain", "members", "family", "given")
    }
    return any(said.values()) and not of_a_team & set(said) and all(said[column] for column in of_people & set(said))


def _heading(row: Row, wording: Wording) -> Heading | None:
    kinds: dict[int, Kind] = {}
    for column, cell in enumerate(row.cells):
        kind = kind_of(cell, wording)
        if kind is not None:
            kinds[column] = kind
    has_family = "family" in kinds.values()
    if not has_family:  # "Tên" alone is the whole name
        kinds = {column: "name" if kind == "given" else kind for column, kind in kinds.items()}
    if not wording.naming & set(kinds.values()):
        return None
    filled = sum(1 for cell in row.cells if cell)
    return Heading(row.number, kinds) if len(kinds) >= 2 or filled == 1 else None


def kind_of(cell: str, wording: Wording) -> Kind | None:
    """What a heading says that its column holds."""
    without_notes = re.sub(r"\(.*?\)", " ", cell.replace("\n", " "))
    folded = " ".join(re.findall(r"[a-z0-9]+", plain_letters(without_notes).casefold()))
    return next((kind for kind, form in wording.forms if form.fullmatch(folded)), None)
