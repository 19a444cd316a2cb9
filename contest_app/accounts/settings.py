"""Settings: what a person set for this store, one text by name. Plain rows; none of them changes a result.

Responsible for: reading and writing them. Must not know: what any of them means.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from contest_app.accounts.rows import Rows
from contest_app.accounts.tables import settings


class Settings:
    """The settings of this store; every change goes through the one writer."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> dict[str, str]:
        """Every setting by name."""
        return self._rows.read(stored_settings)

    def put(self, changes: Mapping[str, str]) -> None:
        """Sets some of them; the others stay."""
        self._rows.write(lambda connection: _store(connection, changes))


def stored_settings(connection: Connection) -> dict[str, str]:
    """Every setting as it stands in the store."""
    return {row.name: row.value for row in connection.execute(select(settings.c.name, settings.c.value))}


def replace_setting(connection: Connection, name: str, before: str | None, after: str) -> bool:
    """Sets one setting if it still is what it was (None: not set yet); whether it was: nobody overwrites unseen."""
    if stored_settings(connection).get(name) != before:
        return False
    _store(connection, {name: after})
    return True


def _store(connection: Connection, changes: Mapping[str, str]) -> None:
    connection.execute(delete(settings).where(settings.c.name.in_(list(changes))))
    connection.execute(insert(settings), [{"name": name, "value": value} for name, value in changes.items()])
