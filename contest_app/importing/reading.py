"""The door of importing: a file or a pasted text to a roster."""

from __future__ import annotations

from contest_app.importing.delimited import read_bytes, read_text
from contest_app.importing.kinds import other_kind
from contest_app.importing.tables import NOTHING, NotATable
from contest_app.importing.teams import Roster, read_teams
from contest_app.importing.workbook import is_workbook, read_workbook


def read_file(data: bytes) -> Roster:
    """The teams in a file, by what it is and not by its name; NotATable when it is no list at all."""
    if not data.strip():
        raise NotATable(NOTHING)
    something_else = other_kind(data)
    if something_else is not None:
        raise NotATable(something_else)
    return read_teams(read_workbook(data) if is_workbook(data) else read_bytes(data))


def read_pasted(text: str) -> Roster:
    """The teams in a text pasted from a spreadsheet."""
    return read_teams(read_text(text))
