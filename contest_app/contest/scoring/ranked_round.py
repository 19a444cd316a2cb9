"""A round judged by places: the figures of all its entries at once.

Responsible for: who takes part, which judges count, and handing the ballots to the method. Must not know: any method.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from contest_app.contest.record import PerformanceRecord
from contest_app.contest.rulebook_values import Round, RuleBook
from contest_app.contest.scoring.combined import judge_order
from contest_app.contest.scoring.figure import Figure, JudgeTotal
from contest_app.contest.scoring.methods import RANK_METHOD_BY_NAME
from contest_app.contest.scoring.ordinals import Ballots, read_ballots
from contest_app.contest.scoring.panel import NO_SHEETS, REFUSED, PanelFigure, why_out
from contest_app.contest.scoring.performance import ABSENT, figure_of
from contest_app.contest.scoring.ranking import Ranked
from contest_app.contest.scoring.sheets import sheet_total
from contest_app.contest.words import Words

UNRANKED = Words(vi="Chưa xếp hạng đủ các đội của phần thi", en="Has not placed every entry of the round")
NOBODY = Words(
    vi="Chưa có giám khảo nào xếp hạng đủ các đội của phần thi.", en="No judge has placed every entry of the round yet."
)
OUT_OF_PLACES = Words(vi="Đội không được xếp hạng.", en="The entry is not ranked.")
STILL_OPEN = Words(vi="Xếp hạng khi đã đóng phần thi của đội.", en="Ranked once the performance is closed.")


def score_ranked_round(
    rulebook: RuleBook, round_: Round, performances: Mapping[str, PerformanceRecord], left_out: Mapping[str, Words]
) -> dict[str, Figure]:
    """The figure of every entry; those `left_out` take no place from the others, and their words say why."""
    problems = {
        entry: why for entry, one in performances.items() if (why := _problem(entry, one, left_out)) is not None
    }
    taking = {entry: performances[entry] for entry in sorted(performances, key=judge_order) if entry not in problems}
    ranked, ballots, problem = _rank(rulebook, round_, taking)
    if problem is not None:
        problems |= dict.fromkeys(taking, problem)
    method = rulebook.aggregate_of(round_).method
    figures = {}
    for entry, performance in performances.items():
        one = ranked.get(entry)
        judges = _judges(round_, entry, performance, ballots, one)
        if one is None:
            panel = PanelFigure(None, method, judges, problem=problems[entry])
        else:
            panel = PanelFigure(one.value, method, judges, one.criteria, rank=one.rank, notes=one.notes)
        figures[entry] = figure_of(rulebook, round_, performance, panel, [] if one is None else list(one.trace))
    return figures


def _problem(entry: str, performance: PerformanceRecord, left_out: Mapping[str, Words]) -> Words | None:
    if performance.absent:
        return ABSENT
    if not performance.sheets and not performance.placements:
        return NO_SHEETS
    return left_out.get(entry)


def _rank(
    rulebook: RuleBook, round_: Round, taking: Mapping[str, PerformanceRecord]
) -> tuple[Mapping[str, Ranked], Ballots, Words | None]:
    aggregate = rulebook.aggregate_of(round_)
    policy = rulebook.missing.policy
    keep = aggregate.method == "pairwise" and policy == "present_only"
    ballots = read_ballots(rulebook, round_, taking, keep)
    absent = {judge for one in taking.values() for judge in one.absent_judges}
    if policy == "refuse" and (lacking := absent | ballots.incomplete):
        return {}, ballots, REFUSED.format(judges=", ".join(sorted(lacking, key=judge_order)))
    if not ballots.judges:
        return {}, ballots, NOBODY
    return RANK_METHOD_BY_NAME[aggregate.method](ballots.dances, list(taking), aggregate), ballots, None


def _judges(
    round_: Round, entry: str, performance: PerformanceRecord, ballots: Ballots, ranked: Ranked | None
) -> tuple[JudgeTotal, ...]:
    out = why_out(performance, frozenset())
    names = {judge for judge, _ in performance.placements} | set(performance.sheets) | set(out)
    return tuple(
        _judge(round_, entry, performance, ballots, ranked, judge, out.get(judge))
        for judge in sorted(names, key=judge_order)
    )


def _judge(
    round_: Round,
    entry: str,
    performance: PerformanceRecord,
    ballots: Ballots,
    ranked: Ranked | None,
    judge: str,
    why: Words | None,
) -> JudgeTotal:
    sheet = performance.sheets.get(judge)
    ordinals = [ballot[entry].value for d in ballots.dances if (ballot := d.ballots.get(judge)) and entry in ballot]
    is_used = ranked is not None and bool(ordinals) and why is None
    return JudgeTotal(
        judge,
        None if sheet is None else sheet_total(round_, sheet),
        is_used,
        why if is_used or why is not None or ranked is None else UNRANKED,
        ordinal=sum(ordinals, Fraction(0)) if ordinals else None,
        points=None if ranked is None else ranked.points.get(judge),
    )
