"""The skating system: the majority of the judges decides, first in each criterion (dance), then over the round.

Rules 5-8 place the entries in one dance; rules 9-11 order them over all dances, where the sum of places is the figure.
Source: "The Skating System" of the World DanceSport Federation and the British Dance Council (rules 5 to 11), as set
out by dancesportkenya.com and dancesport.lv.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from immutables import Map

from contest_app.contest.numbers import points_words
from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.ordinals import Dance
from contest_app.contest.scoring.ranking import Ranked
from contest_app.contest.scoring.trace import Step, sum_pieces
from contest_app.contest.words import Words

IN_DANCE = Words(
    vi="Hạng theo đa số: {count} trong {judges} giám khảo xếp hạng {column} trở lên, tổng {sum}",
    en="Place by majority: {count} of {judges} judges give place {column} or better, sum {sum}",
)
SUM_OF_PLACES = Words(vi="Cộng thứ hạng các tiêu chí", en="Places in the criteria added up")
BY_RULE_10 = Words(
    vi="Bằng tổng thứ hạng: quy tắc 10 (số lần đạt hạng đang xét) cho hạng {rank}",
    en="Level on the sum: rule 10 (times at the place under review) gives rank {rank}",
)
BY_RULE_11 = Words(
    vi="Bằng tổng thứ hạng: quy tắc 11 (mọi phiếu của mọi tiêu chí) cho hạng {rank}",
    en="Level on the sum: rule 11 (all marks of all criteria) gives rank {rank}",
)

Group = list[str]
Marks = Mapping[str, Sequence[Fraction]]  # an entry's ordinals


@dataclass(frozen=True)
class Placed:
    """Entries that share a place (one, mostly), and in which column they had their majority."""

    entries: Group
    column: int


def majority(dances: tuple[Dance, ...], entries: list[str], aggregate: Aggregate) -> dict[str, Ranked]:
    """For each entry the sum of its places in the dances, and its rank in the round by rules 9 to 11."""
    traces: dict[str, list[Step]] = {entry: [] for entry in entries}
    places: dict[str, list[Fraction]] = {entry: [] for entry in entries}
    for dance in dances:
        for entry, step in _in_dance(dance, entries).items():
            traces[entry].append(step)
            places[entry].append(step.value)
    sums = {entry: sum(places[entry], Fraction(0)) for entry in entries}
    marks = {entry: [ballot[entry].value for d in dances for ballot in d.ballots.values()] for entry in entries}
    ranks, notes = rank_over_dances(places, marks)
    if len(dances) > 1:
        for entry in entries:
            traces[entry].append(Step(SUM_OF_PLACES, sum_pieces(places[entry]), sums[entry]))
    return {
        entry: Ranked(
            sums[entry],
            ranks[entry],
            Map(
                {d.criterion: place for d, place in zip(dances, places[entry], strict=True) if d.criterion is not None}
            ),
            tuple(traces[entry]),
            (notes[entry],) if entry in notes else (),
        )
        for entry in entries
    }


def _in_dance(dance: Dance, entries: list[str]) -> dict[str, Step]:
    marks = {entry: [ballot[entry].value for ballot in dance.ballots.values()] for entry in entries}
    steps: dict[str, Step] = {}
    for placed in by_majority(marks):
        place = _mean_place(len(steps) + 1, len(placed.entries))
        for entry in placed.entries:
            count, total = _in_column(marks[entry], placed.column)
            label = IN_DANCE.format(
                count=count, judges=len(marks[entry]), column=placed.column, sum=points_words(total)
            )
            pieces: list[str | Fraction] = []
            for mark in marks[entry]:
                pieces += ["; ", mark] if pieces else [mark]
            steps[entry] = Step(label, (*pieces, " → ", place), place, criterion=dance.criterion)
    return steps


def by_majority(marks: Marks, start: int = 1) -> list[Placed]:
    """Rules 5 to 8: the entries in order; those who stay level in every column share their place."""
    needed = max(len(given) for given in marks.values()) // 2 + 1
    last = max(ceil(mark) for given in marks.values() for mark in given)
    order: list[Placed] = []
    left = list(marks)
    for column in range(start, last + 1):
        having = [entry for entry in left if _in_column(marks[entry], column)[0] >= needed]
        order += [Placed(group, column) for group in _settle(marks, having, column, last)]
        left = [entry for entry in left if entry not in having]
    return [*order, Placed(left, last)] if left else order


def _in_column(given: Sequence[Fraction], column: int) -> tuple[int, Fraction]:
    """How many of the marks are at this place or better, and their sum."""
    counted = [mark for mark in given if mark <= column]
    return len(counted), sum(counted, Fraction(0))


def _settle(marks: Marks, tied: Group, column: int, last: int) -> list[Group]:
    """The larger majority first (rule 6), then the smaller sum (7a), then the next column (7b)."""
    if len(tied) < 2 or column > last:
        return [tied] if tied else []
    keys: dict[tuple[int, Fraction], Group] = {}
    for entry in tied:
        count, total = _in_column(marks[entry], column)
        keys.setdefault((-count, total), []).append(entry)
    return [group for key in sorted(keys) for group in _settle(marks, keys[key], column + 1, last)]


def rank_over_dances(places: Marks, marks: Marks) -> tuple[dict[str, Fraction], dict[str, Words]]:
    """Rules 9 to 11: each entry's rank over all dances, and for whom the sum did not decide it, which rule did."""
    ranks: dict[str, Fraction] = {}
    notes: dict[str, Words] = {}
    by_sum: dict[Fraction, Group] = {}
    for entry, given in places.items():
        by_sum.setdefault(sum(given, Fraction(0)), []).append(entry)
    for total in sorted(by_sum):
        level = by_sum[total]
        is_tied = len(level) > 1
        while level:
            best = _rule_10(places, level, len(ranks) + 1)
            groups = (
                [best] if len(best) == 1 else [one.entries for one in by_majority(_of(marks, best), len(ranks) + 1)]
            )
            words = BY_RULE_10 if len(best) == 1 else BY_RULE_11
            for group in groups:
                rank = _mean_place(len(ranks) + 1, len(group))
                ranks |= dict.fromkeys(group, rank)
                if is_tied:
                    notes |= dict.fromkeys(group, words.format(rank=points_words(rank)))
            level = [entry for entry in level if entry not in best]
    return ranks, notes


def _rule_10(places: Marks, level: Group, place: int) -> Group:
    """Who takes the place in hand: most dances at it or better, then the smaller sum of those."""
    keys = {entry: _in_column(places[entry], place) for entry in level}
    best = min((-count, total) for count, total in keys.values())
    return [entry for entry in level if (-keys[entry][0], keys[entry][1]) == best]


def _of(marks: Marks, entries: Group) -> Marks:
    return {entry: marks[entry] for entry in entries}


def _mean_place(first: int, size: int) -> Fraction:
    return Fraction(2 * first + size - 1, 2)
