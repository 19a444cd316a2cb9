"""Passwords: argon2. Every call here takes tens of milliseconds and belongs off the hub (`run_native`).

Responsible for: hashing and checking. Must not know: whose password it is.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to store."""
    return _HASHER.hash(_letters(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; takes as long where there is no hash, so that time tells nothing."""
    try:
        return _HASHER.verify(password_hash or _dummy(), _letters(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(password_hash)


def _letters(password: str) -> bytes:
    """Keyboards write Vietnamese letters composed or decomposed; it is the same password."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _dummy() -> str:
    return _HASHER.hash("nobody has this password")
