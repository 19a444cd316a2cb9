"""The middle of the desk in a counted round: the points of every entry, entered by the secretary.

Responsible for: one form an entry and part, with its revision as base. Must not know: how the points count.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.rulebook import Round
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Entry
from contest_app.contest.words import Words, same
from contest_app.web.desk.acts import Act, Desk, Field
from contest_app.web.desk.order import status_of


@dataclass(frozen=True)
class CountedLine:
    """One entry; `parts` are (title, points or None, the form or None where the role may not)."""

    entry: Entry
    status: str
    parts: tuple[tuple[str, Fraction | None, Act | None], ...]


@dataclass(frozen=True)
class Counted:
    round: Round
    is_open: bool
    lines: tuple[CountedLine, ...]


def counted(snapshot: Snapshot, desk: Desk, round_: Round) -> Counted:
    """The round's entries in running order with their points."""
    state = snapshot.state
    lines = tuple(
        CountedLine(state.entries[entry], status_of(state, round_.id, entry), tuple(_parts(desk, round_, entry)))
        for entry in state.order_of(round_.id)
    )
    return Counted(round_, state.round_status(round_.id) == "open", lines)


def _parts(desk: Desk, round_: Round, entry: str) -> list[tuple[str, Fraction | None, Act | None]]:
    named = [(part.id, part.title, part.max) for part in round_.criteria] or [("", "", round_.max)]
    return [_part(desk, round_, entry, *part) for part in named]


def _part(
    desk: Desk, round_: Round, entry: str, part: str, title: str, limit: Fraction | None
) -> tuple[str, Fraction | None, Act | None]:
    state, key = desk.state, (round_.id, entry)
    value = state.figures(key).counted.get(part)
    is_open = state.round_status(round_.id) == "open" and state.performance(key).status != "closed"
    if not is_open or state.entry_status(entry) != "competing":
        return title, value, None
    most = None if limit is None else to_decimal_text(limit)
    points = Field(
        "points",
        same(title) if title else Words(vi="Điểm", en="Points"),
        "points",
        "" if value is None else to_decimal_text(value),
        max=most,
    )
    revision = state.performance(key).counted_revisions.get(part, 0)
    label = Words(vi="Sửa điểm", en="Correct") if revision else Words(vi="Ghi điểm", en="Enter")
    fields = {"round": round_.id, "entry": entry, "part": part, "base": str(revision)}
    return title, value, desk.act("enter_counted_points", fields, inputs=(points,), label=label)
