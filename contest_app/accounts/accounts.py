"""Accounts: the organizers who sign in at the desk, with a one-time link first and a password afterwards.

Responsible for: accounts, passwords, one-time sign-ins, ending sessions. Must not know: cookies, pages, roles.
A one-time token is stored as a hash only: whoever reads the data file cannot sign in with it.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, insert, select, update

from contest_app.accounts import passwords
from contest_app.accounts.ended import Ended
from contest_app.accounts.house import House
from contest_app.accounts.links import Links
from contest_app.accounts.rows import Rows
from contest_app.accounts.sealed import Sealed
from contest_app.accounts.tables import accounts, sign_ins
from contest_app.concurrency import RunNative

SIGN_IN_LASTS_MS = 30 * 60 * 1000
SESSION_LASTS_MS = 12 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Account:
    """An organizer; sessions of another `session_version` have ended."""

    name: str
    has_password: bool
    session_version: int


class Accounts:
    """The accounts of this server; `links` of its contests, whose `house` it is, `sealed` secrets that wait, and the
    `ended` sessions."""

    def __init__(self, rows: Rows, run_native: RunNative, now_ms: Callable[[], int]) -> None:
        self._rows = rows
        self._run_native = run_native
        self._now_ms = now_ms
        self.links = Links(rows, now_ms)
        self.house = House(rows)
        self.sealed = Sealed(rows)
        self.ended = Ended(SESSION_LASTS_MS)

    def start(self) -> None:
        """Reads the links and the house, once the scorekeeper has started."""
        self.links.start()
        self.house.start()

    def account(self, name: str) -> Account | None:
        """The account of that name."""
        row = self._rows.read(lambda connection: _row(connection, account_name(name)))
        return None if row is None else _account(row)

    def is_empty(self) -> bool:
        """Whether nobody has an account with a password yet."""
        query = select(accounts.c.name).where(accounts.c.password_hash.is_not(None)).limit(1)
        return self._rows.read(lambda connection: connection.execute(query).first()) is None

    # --- one-time sign-in ---------------------------------------------------------------------------------------------

    def create_sign_in(self, name: str) -> str:
        """A token that signs an account in once, within half an hour; the account is made where there is none."""
        token, now_ms, name = secrets.token_urlsafe(16), self._now_ms(), account_name(name)
        self._rows.write(lambda connection: store_sign_in(connection, name, token, now_ms))
        return token

    def sign_in_with(self, token: str) -> Account | None:
        """The account that the token signs in, the first time within its half hour; None otherwise."""
        now_ms = self._now_ms()
        if not self._rows.read(lambda connection: _is_sign_in(connection, token)):
            return None  # anybody may ask: what is no token must not cost a write
        return self._rows.write(lambda connection: _use_sign_in(connection, token, now_ms))

    # --- passwords ----------------------------------------------------------------------------------------------------

    def set_password(self, name: str, password: str) -> Account:
        """Sets the password and ends every session of the account; KeyError without the account."""
        password_hash = self._run_native(passwords.hash_password, password)
        changes = {"password_hash": password_hash, "session_version": accounts.c.session_version + 1}
        return self._rows.write(lambda connection: _change(connection, account_name(name), changes))

    def check_password(self, name: str, password: str) -> Account | None:
        """The account, if this is its password; takes the same time whatever is wrong."""
        row = self._rows.read(lambda connection: _row(connection, account_name(name)))
        stored = None if row is None else row.password_hash
        if not self._run_native(passwords.is_right, stored, password) or row is None or stored is None:
            return None
        if passwords.needs_rehash(stored):
            fresh = self._run_native(passwords.hash_password, password)
            self._rows.write(lambda connection: _change(connection, row.name, {"password_hash": fresh}))
        return _account(row)

    def end_sessions(self, name: str) -> Account:
        """Signs the account out everywhere; KeyError without the account."""
        changes = {"session_version": accounts.c.session_version + 1}
        return self._rows.write(lambda connection: _change(connection, account_name(name), changes))


def account_name(text: str) -> str:
    """The name as it is stored: composed letters, no blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


def store_sign_in(connection: Connection, name: str, token: str, now_ms: int) -> None:
    """Makes the account if needed and lets the token sign it in once."""
    if _row(connection, name) is None:
        connection.execute(insert(accounts).values(name=name, session_version=1, created_ms=now_ms))
    connection.execute(delete(sign_ins).where(sign_ins.c.expires_ms <= now_ms))
    connection.execute(
        insert(sign_ins).values(token_hash=_hashed(token), account=name, expires_ms=now_ms + SIGN_IN_LASTS_MS)
    )


def _is_sign_in(connection: Connection, token: str) -> bool:
    query = select(sign_ins.c.account).where(sign_ins.c.token_hash == _hashed(token))
    return connection.execute(query).first() is not None


def _use_sign_in(connection: Connection, token: str, now_ms: int) -> Account | None:
    is_this = sign_ins.c.token_hash == _hashed(token)
    name = connection.execute(select(sign_ins.c.account).where(is_this, sign_ins.c.expires_ms > now_ms)).scalar()
    connection.execute(delete(sign_ins).where(is_this))
    row = None if name is None else _row(connection, name)
    return None if row is None else _account(row)


def _row(connection: Connection, name: str) -> Row[tuple[str, str | None, int, int]] | None:
    return connection.execute(select(accounts).where(accounts.c.name == name)).one_or_none()


def _change(connection: Connection, name: str, changes: Mapping[str, object]) -> Account:
    connection.execute(update(accounts).where(accounts.c.name == name).values(dict(changes)))
    row = _row(connection, name)
    if row is None:
        raise KeyError(name)
    return _account(row)


def _account(row: Row[tuple[str, str | None, int, int]]) -> Account:
    return Account(row.name, row.password_hash is not None, row.session_version)


def _hashed(token: str) -> str:
    """Enough for a token of 128 random bits; a slow hash is for passwords."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
