"""The hash chain: each stored event's hash covers the one before it, the journal's id and every stored byte of its own.

Responsible for: the one definition of a hash. Must not know: what the bytes mean (upcasters never touch them).

hash(n) = sha256(hash(n - 1) ‖ canonical JSON of {actor, at_ms, command_id, contest, data, journal, kind, seq,
version}), written as hex. hash(n - 1) goes in as its 32 bytes, `data` is the stored text, hash(0) = sha256(journal id).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One line of a journal exactly as it lies in the store."""

    contest: str
    seq: int
    kind: str
    version: int
    data: str
    actor: str
    at_ms: int
    command_id: str
    hash: str = ""


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_json(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no blanks, letters as they are. ValueError for NaN."""
    return _canonical.encode(value)


def first_hash(journal: str) -> str:
    """What the first event of a journal is chained to."""
    return hashlib.sha256(journal.encode()).hexdigest()


def sealed(event: StoredEvent, journal: str, previous: str) -> StoredEvent:
    """The event with its hash; UnicodeEncodeError for text that is no Unicode (a lone surrogate)."""
    return replace(event, hash=hash_of(event, journal, previous))


def hash_of(event: StoredEvent, journal: str, previous: str) -> str:
    """The hash of an event that follows the one whose hash is `previous`; whatever hash it carries is not looked at."""
    covered = {
        "contest": event.contest,
        "journal": journal,
        "seq": event.seq,
        "kind": event.kind,
        "version": event.version,
        "data": event.data,
        "actor": event.actor,
        "at_ms": event.at_ms,
        "command_id": event.command_id,
    }
    return hashlib.sha256(bytes.fromhex(previous) + canonical_json(covered).encode()).hexdigest()


class ChainCheck:
    """Walks a journal from its first event; `bad_seq` is the first place where the chain does not hold, or None."""

    def __init__(self, journal: str) -> None:
        self._journal = journal
        self._previous = first_hash(journal)
        self.last_seq = 0
        self.bad_seq: int | None = None

    def walk(self, events: Iterable[StoredEvent]) -> int | None:
        """Goes on over the next events; the first bad seq so far."""
        for event in events:
            if self.bad_seq is not None:
                break
            self._step(event)
        return self.bad_seq

    def _step(self, event: StoredEvent) -> None:
        expected = self.last_seq + 1
        if event.seq != expected or hash_of(event, self._journal, self._previous) != event.hash:
            self.bad_seq = expected
            return
        self._previous, self.last_seq = event.hash, event.seq
