"""The sealed secrets of draws that wait for their word: each in a plain row, by its seal, until it is opened.

Responsible for: keeping them where no state, topic or journal has them (docs/decisions/0013). Must not know: what is
drawn. A lost row loses no result: that draw is cancelled and sealed again.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from contest_app.accounts.rows import Rows
from contest_app.accounts.tables import settings


class Sealed:
    """The sealed secrets of this store; every change goes through the one writer."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def keep(self, contest: str, seal: str, secret: str) -> None:
        """Keeps a secret, before anybody sees its seal."""

        def work(connection: Connection) -> None:
            connection.execute(insert(settings), {"name": _name(contest, seal), "value": secret})

        self._rows.write(work)

    def secret_of(self, contest: str, seal: str) -> str | None:
        """The secret behind a seal; None where this store never had it, or no longer."""
        query = select(settings.c.value).where(settings.c.name == _name(contest, seal))
        found: str | None = self._rows.read(lambda connection: connection.execute(query).scalar_one_or_none())
        return found

    def forget(self, contest: str, seal: str) -> None:
        """Drops a secret that was opened, or never will be."""

        def work(connection: Connection) -> None:
            connection.execute(delete(settings).where(settings.c.name == _name(contest, seal)))

        self._rows.write(work)


def _name(contest: str, seal: str) -> str:
    return f"draw/{contest}/{seal}"
