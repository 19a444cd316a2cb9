"""Small rule books and records, written as a jury would say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from typing import Any

from immutables import Map

from contest_app.contest.record import EntryRecord, Line, PerformanceRecord, Record, Sheet
from contest_app.contest.rulebook import RuleBook, parse_rulebook


def a_rulebook(*rounds: str, criteria: Sequence[str] = ("all",), **more: Any) -> RuleBook:
    """A rule book of judged rounds with criteria of 100 points each; `more` are top-level keys."""
    listed = [{"id": name, "title": name, "max": 100} for name in criteria]
    written = more.pop("rounds", [{"id": name, "title": name, "criteria": listed} for name in rounds or ("skit",)])
    return parse_rulebook({"format": "rulebook/1", "title": "Hội thi", "rounds": written} | more)


def sheets(marks: Mapping[str, Mapping[str, Any] | Any]) -> Map[str, Sheet]:
    """Sheets by judge; a bare number is the mark of the criterion `all`."""
    result = {}
    for judge, given in marks.items():
        by_criterion = given if isinstance(given, Mapping) else {"all": given}
        values = {name: None if mark is None else F(str(mark)) for name, mark in by_criterion.items()}
        result[judge] = Sheet(judge, values)
    return Map(result)


def marked(*marks: Any, **more: Any) -> PerformanceRecord:
    """A performance with these marks of judges 1, 2, 3 …"""
    return PerformanceRecord(sheets=sheets({str(n): mark for n, mark in enumerate(marks, start=1)}), **more)


def off(points: Any, reason: str = "Quá giờ") -> tuple[Line, ...]:
    """One penalty or bonus line."""
    return (Line(F(str(points)), reason, "1"),)


def a_record(performances: Mapping[str, Mapping[str, PerformanceRecord]], **more: Any) -> Record:
    """A record of entries with their performances by round; entries may be given by `entries`."""
    entries = more.pop("entries", tuple(EntryRecord(entry) for entry in performances))
    flat = {(round_id, entry): one for entry, rounds in performances.items() for round_id, one in rounds.items()}
    return Record(entries, Map(flat), **more)
