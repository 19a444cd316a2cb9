"""The sessions that somebody ended by signing out: whatever cookie of one is still on its way lets nobody in again.

Responsible for: remembering them for as long as a session can last. Must not know: cookies, who signed out.
In memory: no answer that is on its way outlives the server.
"""

from __future__ import annotations

import threading


class Ended:
    """The ids of ended sessions."""

    def __init__(self, lasts_ms: int) -> None:
        self._lasts_ms = lasts_ms
        self._at_ms: dict[str, int] = {}
        self._lock = threading.Lock()

    def add(self, session_id: str, now_ms: int) -> None:
        """Remembers one, and forgets those that would be over by now anyway."""
        with self._lock:
            lasting = {one: at_ms for one, at_ms in self._at_ms.items() if now_ms - at_ms <= self._lasts_ms}
            self._at_ms = {**lasting, session_id: now_ms}

    def __contains__(self, session_id: object) -> bool:
        return session_id in self._at_ms
