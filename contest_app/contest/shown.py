"""What the public has seen so far, and which of it was corrected afterwards: a correction is never made silently.

Responsible for: telling a figure that is published anew with another value from one that is published for the first
time or goes on. Must not know: what brought the correction about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from immutables import Map

from contest_app.contest.record import Line, PerformanceRecord, Record

Key = tuple[str, str]
Lines = tuple[tuple[Line, ...], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures as the public last saw them, taken back or not; `corrected` names those that were others before.

    An entry's bonus and penalty lines on the total stand under the round "".
    """

    performances: Map[Key, PerformanceRecord] = field(default_factory=Map)
    lines: Map[str, Lines] = field(default_factory=Map)
    corrected: frozenset[Key] = frozenset()

    def after(self, record: Record, keys: Iterable[Key], entries: Iterable[str]) -> Shown:
        """What has been seen once these performances, and these entries' lines on the total, are shown as they are."""
        performances, lines, corrected = self.performances, self.lines, set(self.corrected)
        for key in keys:
            now = record.performances.get(key)
            if now is None:
                continue
            if key in performances and performances[key] != now:
                corrected.add(key)
            performances = performances.set(key, now)
        for entry in entries:
            said, now_said = lines.get(entry, _NO_LINES), record.lines.get(entry, _NO_LINES)
            if not all(set(old) <= set(new) for old, new in zip(said, now_said, strict=True)):
                corrected.add(("", entry))  # a line that was shown is gone; a further one is no correction
            lines = lines.set(entry, now_said) if now_said != said else lines
        return Shown(performances, lines, frozenset(corrected))


_NO_LINES: Lines = ((), ())
NOTHING_SHOWN = Shown()
