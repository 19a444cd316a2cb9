"""The plain rows: accounts, one-time sign-ins, links, settings. They change no result.

Responsible for: names and types of the columns. Must not know: the journal, whose migrations make these tables too; a
change here needs one (a test compares the two).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password_hash", Text),
    # Counts up when the password changes or everybody is signed out: older sessions end.
    Column("session_version", Integer, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("token", Text, primary_key=True),
    Column("contest", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("judge", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    # How often the seat was given a fresh token: cards printed before that open nothing.
    Column("renewed", Integer, nullable=False, server_default="0"),
    Column("revoked_ms", BigInteger),
    Index("ux_links_contest_role_judge", "contest", "role", "judge", unique=True),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
