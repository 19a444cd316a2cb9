"""Settles ties link by link along the rule book's chain.

Responsible for: what each link compares, and what the chain leaves open. Nothing is drawn here: a lot and a decision
are recorded elsewhere and come in with the record. Must not know: how totals are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from contest_app.contest.record import Record
from contest_app.contest.rulebook_values import LOWER_METHODS, Round, RuleBook, TieLink
from contest_app.contest.scoring.figure import Figure
from contest_app.contest.scoring.panel import criterion_figure
from contest_app.contest.scoring.sheets import sheet_total

Group = tuple[str, ...]
# Smaller comes first. An entry that a link knows nothing of comes last: (1, 0).
Key = tuple[Any, ...]

UNKNOWN: Key = (1, 0)
RECORDED = ("lot", "decision")


@dataclass(frozen=True)
class TieContext:
    """Everything a link may look at."""

    rulebook: RuleBook
    record: Record
    figures: Mapping[tuple[str, str], Figure]  # (round, entry)
    excluded: Mapping[str, frozenset[str]]  # judges who count for nobody, by round


@dataclass(frozen=True)
class Settled:
    """Entries that stay level (one, when nothing is left to settle), and the link that decided."""

    entries: Group
    decided_by: str | None
    is_open: bool = False  # waits for a lot or a decision


def settle(context: TieContext, group: Group) -> list[Settled]:
    """The group in order, best first; entries of one `Settled` share their place.

    Where one round alone made the totals and its method settles level figures itself (majority, pairwise), that comes
    before the chain, and `decided_by` names the method.
    """
    round_ = _only_round(context, group)
    if round_ is None:
        return _settle(context, group, context.rulebook.ties, is_open=False)
    parts = _split(group, _by_rank(context, round_, group))
    method = context.rulebook.aggregate_of(round_).method
    result: list[Settled] = []
    for part in parts:
        single = [Settled(part, method)]
        result += single if len(part) == 1 else _settle(context, part, context.rulebook.ties, is_open=False)
    return result


def _settle(context: TieContext, group: Group, links: tuple[TieLink, ...], is_open: bool) -> list[Settled]:
    for index, link in enumerate(links):
        if link.kind == "shared":
            return [Settled(group, None if is_open else "shared", is_open)]
        keys = _LINKS[link.kind](context, link, group)
        if keys is None:
            is_open = True
            continue
        parts = _split(group, keys)
        if len(parts) == 1:
            continue
        result: list[Settled] = []
        for part in parts:
            single = [Settled(part, str(link))]
            result += single if len(part) == 1 else _settle(context, part, links[index + 1 :], is_open)
        return result
    return [Settled(group, None, is_open)]


def _only_round(context: TieContext, group: Group) -> Round | None:
    """The one round that made these totals, if it is judged by places."""
    for part in reversed(context.rulebook.parts):
        if any(_has_value(context, round_id, entry) for round_id in part for entry in group):
            round_ = context.rulebook.round(part[0])
            return round_ if len(part) == 1 and context.rulebook.is_ranked(round_) else None
    return None


def _has_value(context: TieContext, round_id: str, entry: str) -> bool:
    figure = context.figures.get((round_id, entry))
    return figure is not None and figure.value is not None


def _by_rank(context: TieContext, round_: Round, group: Group) -> Mapping[str, Key]:
    """The ranks that the round's method gave, where the panel's figures are level; else everybody level."""
    figures = [context.figures.get((round_.id, entry)) for entry in group]
    if len({None if figure is None else figure.panel for figure in figures}) > 1:
        return dict.fromkeys(group, (0, 0))
    ranks = {entry: None if figure is None else figure.rank for entry, figure in zip(group, figures, strict=True)}
    return {entry: (0, 0) if rank is None else (0, rank) for entry, rank in ranks.items()}


def _split(group: Group, keys: Mapping[str, Key]) -> list[Group]:
    parts: dict[Key, list[str]] = {}
    for entry in group:
        parts.setdefault(keys[entry], []).append(entry)
    return [tuple(parts[key]) for key in sorted(parts)]


def _key(value: Fraction | None, lower_is_better: bool) -> Key:
    if value is None:
        return UNKNOWN
    return (0, value if lower_is_better else -value)


def _by_round(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    round_ = context.rulebook.round(_round_id(link))
    lower = context.rulebook.lower_is_better(round_)
    figures = {entry: context.figures.get((round_.id, entry)) for entry in group}
    keys = {entry: _key(None if figure is None else figure.value, lower) for entry, figure in figures.items()}
    if not context.rulebook.is_ranked(round_):
        return keys
    ranked: dict[str, Key] = {}
    for part in _split(group, keys):
        ranked |= {entry: (*keys[entry], rank) for entry, rank in _by_rank(context, round_, part).items()}
    return ranked


def _by_criterion(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    lower = context.rulebook.lower_is_better(context.rulebook.round(_round_id(link)))
    return {entry: _key(criterion_value(context, link, entry), lower) for entry in group}


def criterion_value(context: TieContext, link: TieLink, entry: str) -> Fraction | None:
    """The panel's figure of the link's criterion for an entry; None when it has none."""
    round_ = context.rulebook.round(_round_id(link))
    performance = context.record.performances.get((round_.id, entry))
    if performance is None or performance.absent:
        return None
    assert link.criterion is not None
    if round_.kind == "counted":
        return performance.counted.get(link.criterion)
    if context.rulebook.is_ranked(round_):
        figure = context.figures.get((round_.id, entry))
        return None if figure is None or figure.value is None else figure.criteria.get(link.criterion)
    criterion = round_.criterion(link.criterion)
    return criterion_figure(
        context.rulebook, round_, criterion, performance, context.excluded.get(round_.id, frozenset())
    )


def _fewest_penalty_points(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    return {entry: (0, penalty_points(context, entry)) for entry in group}


def penalty_points(context: TieContext, entry: str) -> Fraction:
    """All penalty points of an entry, of its rounds and of the whole contest."""
    points = sum((line.points for line in context.record.lines.get(entry, ((), ()))[1]), Fraction(0))
    for round_ in context.rulebook.rounds:
        figure = context.figures.get((round_.id, entry))
        points += figure.penalty_points if figure is not None else 0
    return points


def _by_elapsed(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    keys = {}
    for entry in group:
        performance = context.record.performances.get((_round_id(link), entry))
        keys[entry] = _key(None if performance is None else performance.elapsed_s, lower_is_better=True)
    return keys


def _judges_preferring(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    """How often a judge puts the entry above another of the group (số giám khảo xếp cao hơn)."""
    given = {entry: _given(context, entry) for entry in group}
    wins = dict.fromkeys(group, 0)
    for entry in group:
        for other in group:
            if entry != other:
                wins[entry] += _preferring(given[entry], given[other])
    return {entry: (0, -wins[entry]) for entry in group}


def _preferring(mine: Mapping[tuple[str, str], Fraction], theirs: Mapping[tuple[str, str], Fraction]) -> int:
    balance: dict[str, Fraction] = {}
    for round_id, judge in mine.keys() & theirs.keys():
        difference = mine[round_id, judge] - theirs[round_id, judge]
        balance[judge] = balance.get(judge, Fraction(0)) + difference
    return sum(1 for difference in balance.values() if difference > 0)


def _given(context: TieContext, entry: str) -> dict[tuple[str, str], Fraction]:
    """What each judge gave an entry as it weighs in the total, by round and judge; more is always better here."""
    result = {}
    for round_ in context.rulebook.rounds:
        sign = -1 if context.rulebook.lower_is_better(round_) else 1
        for judge, given in _given_in(context, round_, entry).items():
            result[round_.id, judge] = sign * given * round_.factor
    return result


def _given_in(context: TieContext, round_: Round, entry: str) -> dict[str, Fraction]:
    """What each judge who counts gave an entry: the sheet's total, or the place and what it is worth."""
    performance = context.record.performances.get((round_.id, entry))
    if performance is None or performance.absent or round_.kind != "judged":
        return {}
    if context.rulebook.is_ranked(round_):
        return _places_in(context, round_, entry)
    out = performance.absent_judges | performance.recused | context.excluded.get(round_.id, frozenset())
    totals = {judge: sheet_total(round_, sheet) for judge, sheet in performance.sheets.items() if judge not in out}
    return {judge: total for judge, total in totals.items() if total is not None}


def _places_in(context: TieContext, round_: Round, entry: str) -> dict[str, Fraction]:
    figure = context.figures.get((round_.id, entry))
    used = [judge for judge in figure.judges if judge.used] if figure is not None else []
    method = context.rulebook.aggregate_of(round_).method
    if method == "rank_points":
        return {judge.judge: judge.points for judge in used if judge.points is not None}
    # of pairwise comparisons more is better, of places fewer
    sign = 1 if method in LOWER_METHODS else -1
    return {judge.judge: sign * judge.ordinal for judge in used if judge.ordinal is not None}


def _judges_giving(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    """How many judges gave any points at all (Eurovision since 2016: the song with points from more countries)."""
    round_ = context.rulebook.round(_round_id(link))
    giving = {entry: sum(1 for t in _given_in(context, round_, entry).values() if t > 0) for entry in group}
    return {entry: (0, -count) for entry, count in giving.items()}


def _count_back(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    """More of the best marks, then of the next best, and so on (Eurovision 1971-2015: most twelves, most tens).

    A zero is nothing to count where more is better, the same as no sheet.
    """
    round_ = context.rulebook.round(_round_id(link))
    lower = context.rulebook.lower_is_better(round_)
    ladders = {
        entry: sorted(_key(total, lower) for total in _given_in(context, round_, entry).values() if total or lower)
        for entry in group
    }
    length = max(len(ladder) for ladder in ladders.values())
    return {entry: (*ladder, *[UNKNOWN] * (length - len(ladder))) for entry, ladder in ladders.items()}


def _head_judge_mark(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    """The marks of whoever was head judge of each performance (decision 0014)."""
    heads, head = context.record.heads, context.record.head_judge
    keys = {}
    for entry in group:
        given = _given(context, entry).items()
        marks = [mark for (round_id, judge), mark in given if judge == heads.get((round_id, entry), head)]
        keys[entry] = _key(sum(marks, Fraction(0)) if marks else None, lower_is_better=False)
    return keys


def _running_order(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key]:
    order = _whole_order(context)
    return {entry: (0, order.index(entry)) if entry in order else UNKNOWN for entry in group}


def _whole_order(context: TieContext) -> Group:
    orders = context.record.running_order
    for key in (None, *(round_.id for round_ in context.rulebook.rounds)):
        if key in orders:
            return orders[key]
    return ()


def _recorded(context: TieContext, link: TieLink, group: Group) -> Mapping[str, Key] | None:
    """The last recorded order that names the whole group; None while there is none."""
    for order in reversed(context.record.decisions):
        if set(group) <= set(order):
            return {entry: (0, order.index(entry)) for entry in group}
    return None


def _round_id(link: TieLink) -> str:
    assert link.round is not None
    return link.round


_LINKS: dict[str, Callable[[TieContext, TieLink, Group], Mapping[str, Key] | None]] = {
    "round": _by_round,
    "criterion": _by_criterion,
    "fewest_penalty_points": _fewest_penalty_points,
    "elapsed": _by_elapsed,
    "judges_preferring": _judges_preferring,
    "judges_giving": _judges_giving,
    "count_back": _count_back,
    "head_judge_mark": _head_judge_mark,
    "running_order": _running_order,
    "lot": _recorded,
    "decision": _recorded,
}


def link_kinds() -> Iterable[str]:
    """The kinds of link that are known, `shared` among them."""
    return (*_LINKS, "shared")
