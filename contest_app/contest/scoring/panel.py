"""The panel's figure of one performance, from the sheets of its judges.

Responsible for: which sheets and marks count, by the rules for missing marks, conflicts of interest and third markings,
and what the method made of them. Must not know: counted points, factors of the round, penalties, other performances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from immutables import Map

from contest_app.contest.record import PerformanceRecord, Sheet
from contest_app.contest.rulebook_values import Aggregate, Criterion, Round, RuleBook
from contest_app.contest.scoring.combined import Combined, Drop, Mark, judge_order
from contest_app.contest.scoring.figure import JudgeTotal
from contest_app.contest.scoring.methods import METHOD_WORDS, METHODS
from contest_app.contest.scoring.rounding import round_at
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.scoring.third_marking import Marking, mark_again
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

NO_SHEETS = Words(vi="Chưa có phiếu chấm điểm nào.", en="There is no sheet yet.")
TOO_FEW = Words(
    vi="Chỉ có {given} điểm được tính, không đủ để bỏ {drop} điểm.",
    en="Only {given} marks count: too few to drop {drop}.",
)
REFUSED = Words(
    vi="Thể lệ không cho tính khi còn thiếu điểm của: {judges}.",
    en="The rule book does not allow a figure while marks are missing from: {judges}.",
)
WHY = {
    "lowest": Words(vi="Điểm thấp nhất, bị bỏ", en="Lowest, dropped"),
    "highest": Words(vi="Điểm cao nhất, bị bỏ", en="Highest, dropped"),
    "incomplete": Words(vi="Phiếu còn thiếu điểm", en="Marks are missing on this sheet"),
    "absent": Words(vi="Vắng mặt", en="Absent"),
    "recused": Words(vi="Không chấm đội này để tránh xung đột lợi ích", en="Stands aside: conflict of interest"),
    "excluded": Words(
        vi="Không tính trong phần thi này vì thiếu phiếu cho một đội",
        en="Not counted in this round: a sheet is missing for one entry",
    ),
}
SHEET_OF = Words(vi="Phiếu của giám khảo", en="Sheet of judge")
WEIGHTED = Words(vi="Nhân hệ số tiêu chí", en="Times the criterion's factor")
CRITERIA_SUM = Words(vi="Cộng các tiêu chí", en="Criteria added up")
FALLBACK = Words(vi="{method} (chỉ còn {given} giám khảo)", en="{method} (only {given} judges)")

Out = Mapping[str, Words]  # judges who do not count for this performance, and why


@dataclass(frozen=True)
class PanelFigure:
    """What the panel gave: a value, or the problem why there is none."""

    value: Fraction | None
    method: str
    judges: tuple[JudgeTotal, ...] = ()
    criteria: Map[str, Fraction] = field(default_factory=Map)
    problem: Words | None = None
    rank: Fraction | None = None  # rank-based methods only
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class _Counting:
    """The sheets in the order of judges, who does not count and why, and the method for the rest."""

    sheets: list[Sheet]
    out: Out
    aggregate: Aggregate
    problem: Words | None


def _counting(rulebook: RuleBook, round_: Round, record: PerformanceRecord, excluded: frozenset[str]) -> _Counting:
    sheets = [record.sheets[judge] for judge in sorted(record.sheets, key=judge_order)]
    out = why_out(record, excluded)
    marking = mark_again(rulebook.deviation.third_marking, round_, [s for s in sheets if s.judge not in out])
    problem = marking.problem
    if rulebook.missing.policy == "refuse" and sheets and (lacking := _lacking(round_, record, sheets, marking)):
        problem = REFUSED.format(judges=", ".join(lacking))
    aggregate = rulebook.aggregate_of(round_)
    # a third marking replaces the method: it stands alone, or is averaged with what agrees with it
    aggregate = Aggregate(over=aggregate.over) if marking.is_replaced else aggregate
    return _Counting(sheets, {**marking.set_aside, **out} if marking.set_aside else out, aggregate, problem)


def panel_figure(
    rulebook: RuleBook, round_: Round, record: PerformanceRecord, excluded: frozenset[str], trace: list[Step]
) -> PanelFigure:
    """The panel's figure; its steps are added to the trace. `excluded` judges count for nobody in this round."""
    counting = _counting(rulebook, round_, record, excluded)
    sheets, out, aggregate = counting.sheets, counting.out, counting.aggregate
    if counting.problem is not None:
        figure = PanelFigure(None, aggregate.method, _uncounted(round_, sheets, out), problem=counting.problem)
    else:
        make = _over_criteria if aggregate.over == "criterion" else _over_totals
        figure = make(rulebook, round_, aggregate, sheets, out, trace)
    empty_seats = sorted((record.absent_judges | record.recused) - set(record.sheets), key=judge_order)
    absent = tuple(JudgeTotal(judge, None, False, out[judge]) for judge in empty_seats)
    return replace(figure, judges=figure.judges + absent) if absent else figure


def why_out(record: PerformanceRecord, excluded: frozenset[str]) -> dict[str, Words]:
    """Who does not count here whatever the sheet says: excluded from the round, absent, or standing aside."""
    out = dict.fromkeys(excluded, WHY["excluded"])
    out |= dict.fromkeys(record.absent_judges, WHY["absent"])
    return out | dict.fromkeys(record.recused, WHY["recused"])


def criterion_figure(
    rulebook: RuleBook, round_: Round, criterion: Criterion, record: PerformanceRecord, excluded: frozenset[str]
) -> Fraction | None:
    """The panel's figure of one criterion by the round's method, for ties and special prizes; None without marks."""
    counting = _counting(rulebook, round_, record, excluded)
    combined, _ = _combine(_marks_of(criterion, counting.sheets, counting.out), counting.aggregate)
    if combined is None:
        return None
    return round_at(combined.value, rulebook.rounding_at("criterion", round_), [])


def _lacking(round_: Round, record: PerformanceRecord, sheets: list[Sheet], marking: Marking) -> list[str]:
    incomplete = {sheet.judge for sheet in sheets if sheet_total(round_, sheet) is None}
    lacking = (incomplete | record.absent_judges) - record.recused - set(marking.set_aside)
    return sorted(lacking, key=judge_order)


def _uncounted(round_: Round, sheets: list[Sheet], out: Out) -> tuple[JudgeTotal, ...]:
    totals = [(sheet.judge, sheet_total(round_, sheet)) for sheet in sheets]
    return tuple(
        JudgeTotal(judge, total, False, out.get(judge) or (WHY["incomplete"] if total is None else None))
        for judge, total in totals
    )


def _over_totals(
    rulebook: RuleBook, round_: Round, aggregate: Aggregate, sheets: list[Sheet], out: Out, trace: list[Step]
) -> PanelFigure:
    marks: list[Mark] = []
    totals: list[tuple[str, Fraction | None, Words | None]] = []
    roundings = rulebook.rounding_at("sheet", round_)
    for sheet in sheets:
        total = sheet_total(round_, sheet)
        why = out.get(sheet.judge)
        if total is None:
            why = why or WHY["incomplete"]
        else:
            trace.append(Step(SHEET_OF, _sheet_pieces(round_, sheet), total, judge=sheet.judge))
            total = round_at(total, roundings, trace)
            if why is None:
                marks.append(Mark(sheet.judge, total))
        totals.append((sheet.judge, total, why))
    combined, method = _combine(marks, aggregate)
    dropped: Mapping[str, Drop] = {} if combined is None else combined.dropped
    judges = tuple(
        JudgeTotal(judge, total, why is None and judge not in dropped, why or _dropped(judge, dropped))
        for judge, total, why in totals
    )
    if combined is None:
        return PanelFigure(None, method, judges, problem=_too_few(marks, aggregate))
    trace.append(Step(_method_words(method, aggregate, len(marks)), combined.pieces, combined.value))
    return PanelFigure(combined.value, method, judges)


def _over_criteria(
    rulebook: RuleBook, round_: Round, aggregate: Aggregate, sheets: list[Sheet], out: Out, trace: list[Step]
) -> PanelFigure:
    figures: dict[str, Fraction] = {}
    weighted: list[Fraction] = []
    dropped_marks: dict[str, list[str]] = {}
    problem, method = None, aggregate.method
    for criterion in round_.criteria:
        marks = _marks_of(criterion, sheets, out)
        combined, method = _combine(marks, aggregate)
        if combined is None:
            problem = problem or _too_few(marks, aggregate)
            continue
        for judge in combined.dropped:
            dropped_marks.setdefault(judge, []).append(criterion.id)
        words = _method_words(method, aggregate, len(marks))
        trace.append(Step(words, combined.pieces, combined.value, criterion=criterion.id))
        figures[criterion.id] = round_at(combined.value, rulebook.rounding_at("criterion", round_), trace, criterion.id)
        weighted.append(_weigh(rulebook, round_, criterion, figures[criterion.id], trace))
    judges = tuple(_judge_over_criteria(round_, sheet, out, dropped_marks) for sheet in sheets)
    if problem is not None or not weighted:
        return PanelFigure(None, method, judges, Map(figures), problem or NO_SHEETS)
    total = sum(weighted, Fraction(0))
    if len(weighted) > 1:
        trace.append(Step(CRITERIA_SUM, sum_pieces(weighted), total))
    return PanelFigure(total, method, judges, Map(figures))


def _weigh(rulebook: RuleBook, round_: Round, criterion: Criterion, value: Fraction, trace: list[Step]) -> Fraction:
    weighted = value * criterion.factor
    if criterion.factor != 1:
        trace.append(Step(WEIGHTED, (value, " × ", criterion.factor), weighted, criterion=criterion.id))
    return round_at(weighted, rulebook.rounding_at("weighted_criterion", round_), trace, criterion.id)


def _judge_over_criteria(round_: Round, sheet: Sheet, out: Out, dropped_marks: dict[str, list[str]]) -> JudgeTotal:
    why = out.get(sheet.judge)
    given = [criterion.id for criterion in round_.criteria if sheet.marks.get(criterion.id) is not None]
    if not given:
        why = why or WHY["incomplete"]
    dropped = tuple(dropped_marks.get(sheet.judge, ()))
    return JudgeTotal(sheet.judge, sheet_total(round_, sheet), why is None, why, dropped)


def _marks_of(criterion: Criterion, sheets: list[Sheet], out: Out) -> list[Mark]:
    marks = []
    for sheet in sheets:
        value = sheet.marks.get(criterion.id)
        if value is not None and sheet.judge not in out:
            marks.append(Mark(sheet.judge, value))
    return marks


def _combine(marks: list[Mark], aggregate: Aggregate) -> tuple[Combined | None, str]:
    fallback = aggregate.fallback
    method = fallback.method if fallback is not None and len(marks) < fallback.below else aggregate.method
    return METHODS[method](marks, aggregate), method


def _method_words(method: str, aggregate: Aggregate, given: int) -> Words:
    words = METHOD_WORDS[method]
    return words if method == aggregate.method else FALLBACK.format(method=words, given=given)


def _too_few(marks: list[Mark], aggregate: Aggregate) -> Words:
    if not marks:
        return NO_SHEETS
    return TOO_FEW.format(given=len(marks), drop=aggregate.drop_low + aggregate.drop_high)


def _dropped(judge: str, dropped: Mapping[str, Drop]) -> Words | None:
    return WHY[dropped[judge]] if judge in dropped else None


def _sheet_pieces(round_: Round, sheet: Sheet) -> tuple[str | Fraction, ...]:
    pieces: list[str | Fraction] = []
    for criterion in round_.criteria:
        mark = sheet.marks[criterion.id]
        assert mark is not None
        pieces += [" + ", mark] if pieces else [mark]
        if not criterion.is_plain:
            pieces += [" × ", criterion.factor]
    return tuple(pieces)
