"""Receipts: which commands of a contest were carried out, in a memory that does not grow with the evening.

Responsible for: the newest receipts, and knowing of an older one that it may be in the store. Must not know: the store.

Of an older receipt only three bits are left, in a field that all of them share: where one of its bits is not set, a
command was never seen; where all are, it almost certainly was, and the store is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from contest_app.journal.journal import StoredReceipt

NEWEST = 10_000
FIELD_BITS = 21  # 256 KB a contest that has so many; a hundred thousand ids leave one in five hundred in doubt


class Receipts:
    """The receipts of one contest."""

    def __init__(self, receipts: Iterable[StoredReceipt] = ()) -> None:
        self._newest: dict[str, StoredReceipt] = {}
        self._older: bytearray | None = None
        self._lock = threading.Lock()  # whoever recalls one is not the writer
        self.add(receipts)

    def add(self, receipts: Iterable[StoredReceipt]) -> None:
        """Takes in receipts, the oldest first."""
        with self._lock:
            for receipt in receipts:
                self._newest[receipt.command_id] = receipt
            while len(self._newest) > NEWEST:
                oldest = next(iter(self._newest))
                del self._newest[oldest]
                self._note(oldest)

    def get(self, command_id: str) -> StoredReceipt | None:
        """The receipt of a command, if it is one of the newest."""
        return self._newest.get(command_id)

    def may_be_older(self, command_id: str) -> bool:
        """Whether the store has to be asked for the receipt of a command."""
        older = self._older
        if older is None or command_id in self._newest:
            return False
        return all(older[place >> 3] & 1 << (place & 7) for place in _places(command_id))

    def _note(self, command_id: str) -> None:
        if self._older is None:
            self._older = bytearray(1 << FIELD_BITS - 3)
        for place in _places(command_id):
            self._older[place >> 3] |= 1 << (place & 7)


def _places(command_id: str) -> tuple[int, int, int]:
    """The three bits of an id; they are this process's own and never stored."""
    scattered, most = hash(command_id), (1 << FIELD_BITS) - 1
    return scattered & most, scattered >> FIELD_BITS & most, scattered >> 2 * FIELD_BITS & most
