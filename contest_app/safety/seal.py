"""The seal at a backup's end: one line with the sha256 of everything before it, so that any changed byte is found.

Responsible for: putting it on, checking it, saying how much before it is the database. Must not know: what is sealed.
SQLite itself does not mind bytes behind its last page, so that a sealed file can be looked into where it lies.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_MARK = b"\ncontest-app backup 1 sha256 "
_SEAL_BYTES = len(_MARK) + 64 + 1
_CHUNK_BYTES = 1 << 20


def put_seal(path: Path) -> None:
    """Seals a file and returns when it is on its disk; OSError."""
    with open(path, "r+b") as file:
        digest = _digest(file, os.fstat(file.fileno()).st_size)
        file.seek(0, os.SEEK_END)
        file.write(_MARK + digest.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def sealed_bytes(path: Path) -> int | None:
    """How many bytes stand before the seal; None where the seal is missing or broken. OSError."""
    with open(path, "rb") as file:
        _forget_cached(file)
        size = os.fstat(file.fileno()).st_size - _SEAL_BYTES
        if size <= 0:
            return None
        digest = _digest(file, size)
        return size if file.read(_SEAL_BYTES) == _MARK + digest.encode() + b"\n" else None


def _digest(file: BinaryIO, size: int) -> str:
    """The sha256 of the first `size` bytes; the file then stands behind them."""
    file.seek(0)
    digest = hashlib.sha256()
    while size > 0 and (chunk := file.read(min(size, _CHUNK_BYTES))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def _forget_cached(file: BinaryIO) -> None:
    """Has the bytes read from the stick, not from memory, where the system can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
