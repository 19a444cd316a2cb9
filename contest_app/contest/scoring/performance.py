"""The figure of one performance, computed and explained in one go.

    (panel's figure x multiplier + counted points) x factor + bonus - penalty, then the floor, then rounding

Responsible for: that order of operations. Must not know: other performances, the total, places.
"""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.record import Line, PerformanceRecord
from contest_app.contest.rulebook_values import Round, RuleBook
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.panel import PanelFigure, panel_figure
from contest_app.contest.scoring.rounding import round_at
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

ABSENT = Words(vi="Đội không dự phần thi này.", en="The entry did not take part in this round.")
WHOLE_ROUND = Words(
    vi="Phần thi xếp theo thứ hạng: cần mọi đội cùng lúc.", en="Judged by places: all entries are needed at once."
)
NOT_COUNTED = Words(vi="Chưa có điểm của thư ký.", en="The secretary's points are not entered yet.")
MULTIPLIER = Words(vi="Nhân độ khó", en="Times the multiplier")
COUNTED = Words(vi="Điểm thư ký ghi", en="Counted points")
WITH_COUNTED = Words(vi="Cộng điểm thư ký ghi", en="Counted points added")
FACTOR = Words(vi="Nhân hệ số phần thi", en="Times the round's factor")
BONUS = Words(vi="Điểm cộng", en="Bonus")
PENALTY = Words(vi="Điểm trừ", en="Penalty")
BECAUSE = Words(vi="{what}: {reason}", en="{what}: {reason}")
FLOOR = Words(vi="Không thấp hơn mức sàn", en="Not below the floor")


def score_performance(
    rulebook: RuleBook, round_: Round, record: PerformanceRecord, excluded: frozenset[str] = frozenset()
) -> Figure:
    """The figure of one entry in one round, with its trace; `excluded` judges count for nobody in this round.

    A round judged by places needs all of its entries at once: that is ranked_round.score_ranked_round.
    """
    trace: list[Step] = []
    panel = PanelFigure(None, "")
    if record.absent:
        panel = PanelFigure(None, "", problem=ABSENT)
    elif rulebook.is_ranked(round_):
        panel = PanelFigure(None, "", problem=WHOLE_ROUND)
    elif round_.kind == "judged":
        panel = panel_figure(rulebook, round_, record, excluded, trace)
    elif not record.counted:
        panel = PanelFigure(None, "", problem=NOT_COUNTED)
    return figure_of(rulebook, round_, record, panel, trace)


def figure_of(
    rulebook: RuleBook, round_: Round, record: PerformanceRecord, panel: PanelFigure, trace: list[Step]
) -> Figure:
    """The figure made of what the panel gave; its steps follow those already in the trace."""
    counted = sum(record.counted.values(), Fraction(0))
    exact = None if panel.problem is not None else _exact(round_, record, panel.value, counted, trace)
    value = None if exact is None else round_at(exact, rulebook.rounding_at("round", round_), trace)
    return Figure(
        round=round_.id,
        value=value,
        exact=exact,
        panel=panel.value,
        method=panel.method or None,
        judges=panel.judges,
        criteria=panel.criteria,
        multiplier=record.multiplier,
        counted=counted,
        factor=round_.factor,
        bonus=record.bonus,
        penalty=record.penalty,
        floor=round_.floor,
        rank=panel.rank,
        notes=panel.notes,
        problem=panel.problem,
        trace=tuple(trace),
    )


def _exact(
    round_: Round, record: PerformanceRecord, panel: Fraction | None, counted: Fraction, trace: list[Step]
) -> Fraction:
    value = Fraction(0) if panel is None else panel
    if panel is not None and record.multiplier != 1:
        value *= record.multiplier
        trace.append(Step(MULTIPLIER, (panel, " × ", record.multiplier), value))
    if record.counted:
        pieces = sum_pieces([record.counted[part] for part in sorted(record.counted)])
        if panel is None:
            trace.append(Step(COUNTED, pieces, counted))
        else:
            trace.append(Step(WITH_COUNTED, (value, " + ", *pieces), value + counted))
        value += counted
    if round_.factor != 1:
        trace.append(Step(FACTOR, (value, " × ", round_.factor), value * round_.factor))
        value *= round_.factor
    return add_lines(value, record.bonus, record.penalty, round_.floor, trace)


def add_lines(
    value: Fraction, bonus: tuple[Line, ...], penalty: tuple[Line, ...], floor: Fraction | None, trace: list[Step]
) -> Fraction:
    """The value with its bonuses and penalties, not below the floor."""
    for what, sign, lines in ((BONUS, 1, bonus), (PENALTY, -1, penalty)):
        for line in lines:
            label = BECAUSE.format(what=what, reason=line.reason) if line.reason else what
            after = value + sign * line.points
            trace.append(Step(label, (value, " + " if sign > 0 else " - ", line.points), after))
            value = after
    if floor is not None and value < floor:
        trace.append(Step(FLOOR, (value, " → ", floor), floor))
        return floor
    return value
