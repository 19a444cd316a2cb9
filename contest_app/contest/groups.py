"""Groups of entries (bảng, cụm, khối): as drawn, else as the rule book lists them."""

from __future__ import annotations

from contest_app.contest.record import Record
from contest_app.contest.rulebook_values import RuleBook


def group_of(rulebook: RuleBook, record: Record, entry: str) -> str | None:
    """The group of an entry; None when it is in none."""
    drawn = record.groups.get(entry)
    return drawn if drawn is not None else next((one.id for one in rulebook.groups if entry in one.entries), None)


def group_ids(rulebook: RuleBook, record: Record) -> tuple[str, ...]:
    """All groups, in the rule book's order, then those that only the draw knows."""
    return tuple(dict.fromkeys([*(one.id for one in rulebook.groups), *sorted(set(record.groups.values()))]))
