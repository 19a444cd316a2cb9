"""The house: who uses this server, and in which language. A plain row; it changes no result.

Responsible for: what a new contest is told by default, kept in memory because every page asks for the language.
Must not know: pages, contests.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from contest_app.accounts.rows import Rows
from contest_app.accounts.settings import Settings, stored_settings

NAME = "house"


@dataclass(frozen=True, slots=True)
class Household:
    """The organizing body (cơ quan tổ chức) as a new contest has it; `lang` is empty until somebody chose."""

    body: str = ""
    parent_body: str = ""
    locality: str = ""
    form: str = "state"
    lang: str = ""


class House:
    """The household of this store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.now = Household()

    def start(self) -> None:
        """Reads it; later changes go through here."""
        self.now = _read(self._rows.read(stored_settings).get(NAME))

    def put(self, household: Household) -> None:
        """Keeps it."""
        Settings(self._rows).put({NAME: json.dumps(asdict(household), ensure_ascii=False)})
        self.now = household


def _read(text: str | None) -> Household:
    """What was kept; what this program does not know is left out."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return Household()
    known = {field.name for field in fields(Household)}
    given = kept.items() if isinstance(kept, dict) else ()
    return Household(**{name: value for name, value in given if name in known and isinstance(value, str)})
