"""The door of importing: a file or a pasted text to a list of teams or of the panel."""

from __future__ import annotations

from contest_app.importing.delimited import read_bytes, read_text
from contest_app.importing.headings import PANEL, TEAMS, Wording
from contest_app.importing.kinds import other_kind
from contest_app.importing.panel import People, read_people
from contest_app.importing.tables import NOTHING, NotATable, Table
from contest_app.importing.teams import Roster, read_teams
from contest_app.importing.workbook import is_workbook, read_workbook


def read_file(data: bytes) -> Roster:
    """The teams in a file, by what it is and not by its name; NotATable when it is no list at all."""
    return read_teams(_table(data, TEAMS))


def read_pasted(text: str) -> Roster:
    """The teams in a text pasted from a spreadsheet."""
    return read_teams(read_text(text, TEAMS))


def read_panel_file(data: bytes) -> People:
    """The people of a panel in a file."""
    return read_people(_table(data, PANEL))


def read_panel_pasted(text: str) -> People:
    """The people of a panel in a text pasted from a spreadsheet."""
    return read_people(read_text(text, PANEL))


def _table(data: bytes, wording: Wording) -> Table:
    if not data.strip():
        raise NotATable(NOTHING)
    something_else = other_kind(data)
    if something_else is not None:
        raise NotATable(something_else)
    return read_workbook(data, wording) if is_workbook(data) else read_bytes(data, wording)
