"""The explanation of a figure with the names people know: judges by number and name, criteria by title.

Responsible for: putting names where the trace has ids. Must not know: how a figure is computed, who may read it.
"""

from __future__ import annotations

from dataclasses import replace

from contest_app.contest.explain import explain_figure, explain_row
from contest_app.contest.rulebook import Round
from contest_app.contest.scoring import spread_warning
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.trace import Step
from contest_app.contest.standings import Row
from contest_app.contest.state import State
from contest_app.contest.tie_words import tie_words
from contest_app.contest.words import Words

DECIDED_BY = Words(vi="Bằng điểm, phân định theo: {how}", en="Level, decided by: {how}")


def of_figure(state: State, round_: Round, figure: Figure) -> tuple[Words, ...]:
    """A performance's figure step by step, and the warning where the judges are far apart."""
    named = replace(
        figure,
        trace=tuple(_named(state, round_, step) for step in figure.trace),
        judges=tuple(replace(judge, judge=_judge(state, judge.judge)) for judge in figure.judges),
    )
    spread = spread_warning(state.rulebook, round_, figure)
    return (*explain_figure(named), *((spread,) if spread is not None else ()))


def of_total(state: State, row: Row) -> tuple[Words, ...]:
    """An entry's total step by step, and what told it from entries level with it."""
    decided = () if row.decided_by is None else (DECIDED_BY.format(how=tie_words(state.rulebook, row.decided_by)),)
    return (*explain_row(replace(row, decided_by=None)), *decided)


def _named(state: State, round_: Round, step: Step) -> Step:
    titles = {criterion.id: criterion.title for criterion in round_.criteria}
    judge = None if step.judge is None else _judge(state, step.judge)
    criterion = None if step.criterion is None else titles.get(step.criterion, step.criterion)
    return replace(step, judge=judge, criterion=criterion)


def _judge(state: State, judge: str) -> str:
    known = state.judges.get(judge)
    return judge if known is None else f"{known.number} ({known.name})"
