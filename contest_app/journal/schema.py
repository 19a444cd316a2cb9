"""The schema: brings a store's tables up to date when the program starts.

Responsible for: running the migrations beside this file, from a checkout or an installed wheel alike.
Must not know: what the tables hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0003"
"""The newest migration. Written here too, so that a store that is up to date starts without importing Alembic."""


def version_of(connection: Connection) -> str | None:
    """The migration that a store is at; None where it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def bring_up_to_date(connection: Connection) -> None:
    """Runs the migrations that the store has not seen, inside the caller's transaction."""
    if version_of(connection) == HEAD:
        return
    from alembic import command  # 0.2 s that only a new or an old store pays

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    """Where Alembic finds the migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "contest_app.journal:migrations")
    return config
