"""Conflicts of interest as a table: entries down, judges across, and what may be changed about one pair.

Responsible for: cells, suggestions, and the act on a chosen pair. Must not know: the page around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contest_app.contest.panel_changes import reading_of
from contest_app.contest.state import Entry, Judge, State
from contest_app.contest.vietnamese import place_key
from contest_app.contest.words import Words, same
from contest_app.web.desk.acts import REASON, Act, Desk

CellState = Literal["marks", "recused", "handed_in"]

STANDS_ASIDE = Words(
    vi="Giám khảo không chấm đội này ở mọi phần thi và không bị tính là thiếu phiếu; điểm là của những người còn lại.",
    en="The judge does not mark this entry in any round and is not missing; the others make the figure.",
)
LACKS = Words(
    vi="Đội đã thi xong ở “{rounds}” mà không có phiếu của giám khảo này: theo thể lệ, điểm của giám khảo ở phần thi "
    "đó sẽ không tính cho đội nào.",
    en="The entry is closed in “{rounds}” without this judge's sheet: by the rule book the judge will count for no "
    "entry of that round.",
)


@dataclass(frozen=True)
class Cell:
    """One judge and one entry."""

    judge: Judge
    entry: Entry
    state: CellState
    reason: str = ""
    is_suggested: bool = False


def matrix(state: State) -> tuple[tuple[Entry, tuple[Cell, ...]], ...]:
    """Every entry by number, with a cell for every judge who sits."""
    return tuple(
        (state.entries[entry], tuple(cell(state, judge, entry) for judge in state.seated))
        for entry in state.entry_order
    )


def cell(state: State, judge: str, entry: str) -> Cell:
    """How it stands between a judge and an entry."""
    people = (state.judges[judge], state.entries[entry])
    if (judge, entry) in state.recused:
        return Cell(*people, "recused", state.recusal_reasons.get((judge, entry), ""))
    if any(key[1] == entry and judge in one.handed for key, one in state.performances.items()):
        return Cell(*people, "handed_in")
    return Cell(*people, "marks", is_suggested=_same_unit(*people))


def _same_unit(judge: Judge, entry: Entry) -> bool:
    """Whether the judge works where the entry comes from, as far as both were written down."""
    if not judge.unit.strip():
        return False
    own = place_key(judge.unit)
    return any(place_key(name) == own for name in (entry.unit, entry.name) if name.strip())


def act_on(desk: Desk, chosen: Cell) -> Act | None:
    """What may be done about a pair; None for a role that only looks."""
    hidden = {"judge": chosen.judge.id, "entry": chosen.entry.id}
    if chosen.state == "recused":
        return desk.act("withdraw_recusal", hidden, inputs=(REASON,), asks=_lacks(desk.state, chosen), tone="grave")
    return desk.act("recuse_judge", hidden, inputs=(REASON,), tone="main")


def _lacks(state: State, chosen: Cell) -> Words | None:
    """Where the judge would be missing a sheet that can no longer be handed in."""
    titles = [
        round_.title
        for round_ in state.rulebook.rounds
        if round_.kind == "judged"
        and state.performance((round_.id, chosen.entry.id)).status == "closed"
        and not state.figures((round_.id, chosen.entry.id)).absent
        and reading_of(state.rulebook, round_) == "whole_round"
    ]
    return LACKS.format(rounds=same("”, “".join(titles))) if titles else None
