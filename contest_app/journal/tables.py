"""The journal's tables: contests, their events, the receipts of the commands behind them.

Responsible for: names and types of the columns, the same on SQLite and PostgreSQL.
Must not know: what an event means. A change here needs a migration (a test compares the two).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

contests = Table(
    "contests",
    metadata,
    Column("contest", Text, primary_key=True),
    # Random, fresh with every creation: screens and outboxes tell by it that a contest was made anew under its old id.
    Column("journal", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("held_on", Text, nullable=False),
    Column("rehearsal_of", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    # Empty, or fresh with every restore: the hashes cover `journal`, everybody outside is told `journal.epoch`.
    Column("epoch", Text, nullable=False, server_default=""),
)

events = Table(
    "events",
    metadata,
    Column("contest", Text, ForeignKey("contests.contest"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("data", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("contest", "seq"),
    sqlite_with_rowid=False,
)

receipts = Table(
    "receipts",
    metadata,
    Column("contest", Text, ForeignKey("contests.contest"), nullable=False),
    Column("command_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    # Whose receipt it is and for what: nobody else is given it.
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("contest", "command_id"),
    sqlite_with_rowid=False,
)
