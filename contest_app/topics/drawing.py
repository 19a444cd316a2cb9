"""The drawing of lots as the hall may see it: the seal, the word, the opened turns; the secret when all are open."""

from __future__ import annotations

from contest_app.contest.state import Draw, State
from contest_app.topics import briefs
from contest_app.topics import shapes as s


def draw_value(state: State, draw: Draw | None) -> s.DrawValue | None:
    """A draw that was not cancelled. What is not opened yet is left out, not hidden."""
    if draw is None or draw.status == "cancelled":
        return None
    is_complete = draw.status == "complete"
    opened = draw.order[: draw.opened]
    numbered, statuses = sorted(draw.entries, key=draw.entries.__getitem__), briefs.statuses(state.public)
    return {
        "draw": draw.draw,
        "status": draw.status,
        "rounds": [briefs.round_brief(state, r) for r in state.rulebook.rounds if r.id in draw.rounds],
        "seal": draw.seal,
        "word": draw.word or None,
        "secret": draw.secret if is_complete else None,
        "entries": [briefs.entry_brief(state, entry, statuses) for entry in numbered if entry in state.entries],
        "lots": [*opened, *(None for _ in range(len(draw.entries) - len(opened)))],
    }
