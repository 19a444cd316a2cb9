"""Ban Giám khảo on paper: who marked a round, since when and until when, and what counts where it changed midway.

Responsible for: those sentences, from the state and from what happened. Must not know: how papers are laid out.
"""

from __future__ import annotations

from contest_app.contest.naming import judge_words
from contest_app.contest.panel_changes import reading_of
from contest_app.contest.rulebook import Round
from contest_app.contest.sentences import sentence
from contest_app.contest.standings import Standings
from contest_app.contest.state import Judge, Key, State
from contest_app.documents.history import PANEL, Happened
from contest_app.documents.official import moment_text

BY_PERFORMANCE = "Điểm mỗi đội là của những giám khảo đã chấm đội đó."
NOT_COUNTED = "Vì không chấm đủ các đội, theo thể lệ điểm của {judges} không tính cho đội nào trong phần thi này."
NOT_HERE = "Không trong Ban Giám khảo của lượt này"


def taking_part(state: State, round_: Round) -> list[Key]:
    """The performances of a round that judges have to mark, or have marked, in the running order."""
    keys = [(round_.id, entry) for entry in state.order_of(round_.id)]
    return [
        key
        for key in keys
        if state.figures(key).sheets or (state.entry_status(key[1]) == "competing" and not state.figures(key).absent)
    ]


def panel_of_round(state: State, round_: Round) -> tuple[Judge, ...]:
    """Who sits, or sat, for any performance of the round, by number."""
    keys = taking_part(state, round_)
    if round_.kind != "judged":
        return ()
    chosen = [judge for judge in state.judge_order if any(state.sits_for(judge, key) for key in keys)]
    return tuple(state.judges[judge] for judge in chosen or state.seated)


def was_head(state: State, round_: Round, judge: str) -> bool:
    """Whether the judge was head judge of a performance of the round."""
    heads = state.record.heads
    return any(heads.get(key, state.record.head_judge) == judge for key in taking_part(state, round_))


def head_of_round(state: State, round_id: str) -> str:
    """The name that stands under a round: whoever signed it, or else signs today."""
    head = state.signers.get(round_id) or state.record.head_judge
    return state.judges[head].name if head else ""


def term(state: State, judge: Judge) -> str:
    """'từ 19:42:07 12/10/2024 thay GK 3; thôi từ …'; empty for one who was there from beginning to end."""
    said = []
    if judge.joined_ms is not None:
        instead = f", thay GK {state.judges[judge.stands_for].number}" if judge.stands_for in state.judges else ""
        said.append(f"từ {moment_text(judge.joined_ms)}{instead}")
    if judge.left_ms is not None:
        to = f", GK {state.judges[judge.handed_to].number} thay" if judge.handed_to in state.judges else ""
        said.append(f"đến {moment_text(judge.left_ms)}{to}")
    return "; ".join(said)


def changes(state: State, happened: Happened) -> tuple[str, ...]:
    """Every change of the panel while the contest ran, with its time and reason."""
    return tuple(
        f"{moment_text(stamp.at_ms)}: {sentence(state, event).vi}"
        for event, stamp in happened
        if isinstance(event, PANEL)
    )


def part_panel_notes(state: State, standings: Standings, round_: Round) -> tuple[str, ...]:
    """Where judges who joined or left marked only a part of the round: how many entries each, and what counts."""
    keys = [key for key in taking_part(state, round_) if state.performance(key).status == "closed"]
    counts = {
        judge.id: sum(1 for key in keys if state.sits_for(judge.id, key)) for judge in panel_of_round(state, round_)
    }
    partial = [
        judge
        for judge, count in counts.items()
        if 0 < count < len(keys) and (state.judges[judge].has_left or state.judges[judge].joined_ms is not None)
    ]
    if not partial:
        return ()
    told = ", ".join(f"{judge_words(state, judge).vi} {counts[judge]}/{len(keys)} đội" for judge in partial)
    reading = reading_of(state.rulebook, round_)
    if reading != "whole_round":
        return (f"Số đội đã chấm: {told}. {BY_PERFORMANCE}",)
    out = standings.excluded.get(round_.id, frozenset()) if not state.rulebook.is_ranked(round_) else frozenset(partial)
    dropped = ", ".join(judge_words(state, judge).vi for judge in partial if judge in out)
    return (f"Số đội đã chấm: {told}. {NOT_COUNTED.format(judges=dropped) if dropped else BY_PERFORMANCE}",)
