"""The embedded store: how an SQLite file is opened so that what was committed is on the disk.

Responsible for: pragmas, transactions, one connection an engine. Must not know: the tables.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

FILE_NAME = "contest-app.db"
BUSY_MS = 250  # nobody but us should hold the file; the outboxes send again


def sqlite_engine(path: Path, *, is_writer: bool) -> Engine:
    """An engine with exactly one connection, whichever thread uses it (never two at a time)."""
    pragmas = ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]
    if not is_writer:
        pragmas.append("query_only = ON")
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        paramstyle="named",
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 would begin late and by itself; `_begin` does
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:  # no database, or held: nobody else would close it
            connection.close()
            raise

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that only upgrades a read lock at its first INSERT can fail for no reason in the middle.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")

    return engine
