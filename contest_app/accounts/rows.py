"""What accounts and links need of the store: reading rows, and writing them through the one writer.

Responsible for: the shape that the scorekeeper has. Must not know: the scorekeeper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Rows(Protocol):
    """Runs work on a connection, off the hub; `write` in a transaction."""

    def read(self, work: Callable[[Connection], T], /) -> T: ...

    def write(self, work: Callable[[Connection], T], /) -> T: ...
