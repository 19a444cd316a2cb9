"""How a figure came to be, in sentences.

Responsible for: turning the trace that the computation left into words. Computes nothing.
"""

from __future__ import annotations

from contest_app.contest.numbers import points_words
from contest_app.contest.scoring.figure import Figure, JudgeTotal
from contest_app.contest.scoring.trace import Step, is_short_decimal
from contest_app.contest.standings import Row
from contest_app.contest.words import Words

STEP = Words(vi="{label}: {expression} {equals} {value}", en="{label}: {expression} {equals} {value}")
ROUNDED = Words(vi="{label}: {expression}", en="{label}: {expression}")
OF_JUDGE = Words(vi="{label} {judge}", en="{label} {judge}")
OF_CRITERION = Words(vi="{label} [{criterion}]", en="{label} [{criterion}]")
DROPPED = Words(vi="Không tính giám khảo {judge}: {why}", en="Judge {judge} is not counted: {why}")
DECIDED = Words(vi="Bằng điểm, phân định theo: {link}", en="Level, decided by: {link}")


def explain_step(step: Step) -> Words:
    """One step as a sentence: its label, its formula, its figure."""
    label = step.label
    if step.judge is not None:
        label = OF_JUDGE.format(label=label, judge=step.judge)
    if step.criterion is not None:
        label = OF_CRITERION.format(label=label, criterion=step.criterion)
    expression = Words(vi=step.expression_in("vi"), en=step.expression_in("en"))
    shown = step.pieces and step.pieces[-1] == step.value
    template = ROUNDED if shown else STEP
    equals = "=" if is_short_decimal(step.value) else "≈"
    return template.format(label=label, expression=expression, equals=equals, value=points_words(step.value))


def explain_figure(figure: Figure) -> tuple[Words, ...]:
    """A performance's figure, step by step, with every mark that was dropped and why."""
    steps = tuple(explain_step(step) for step in figure.trace)
    dropped = tuple(_explain_dropped(judge) for judge in figure.judges if judge.why_dropped is not None)
    problem = (figure.problem,) if figure.problem is not None else ()
    return steps + figure.notes + dropped + problem


def explain_row(row: Row) -> tuple[Words, ...]:
    """An entry's total, step by step, and the tie link that placed it."""
    steps = tuple(explain_step(step) for step in row.trace)
    return steps + ((DECIDED.format(link=row.decided_by),) if row.decided_by is not None else ())


def _explain_dropped(judge: JudgeTotal) -> Words:
    assert judge.why_dropped is not None
    return DROPPED.format(judge=judge.judge, why=judge.why_dropped)
