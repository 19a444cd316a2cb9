"""Comparisons won: an entry beats another whom more judges place behind it than before it (so sánh từng cặp).

A comparison that the judges draw is won by nobody. Level on comparisons won, more judges in favour over all comparisons
go first. Source: the one-by-one (OBO) system of the International Skating Union, 1998-2004; Copeland's method.
"""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.rulebook_values import Aggregate
from contest_app.contest.scoring.ordinals import Dance
from contest_app.contest.scoring.ranking import Ranked, add_dances, ranks_of
from contest_app.contest.scoring.trace import Step
from contest_app.contest.words import Words

WON = Words(
    vi="Số cặp so sánh thắng ({judges} lượt giám khảo nghiêng về)", en="Comparisons won ({judges} judges in favour)"
)
BY_JUDGES = Words(
    vi="Bằng số cặp thắng: {judges} lượt giám khảo nghiêng về, xếp hạng {rank}",
    en="Level on comparisons won: {judges} judges in favour, rank {rank}",
)


def pairwise(dances: tuple[Dance, ...], entries: list[str], aggregate: Aggregate) -> dict[str, Ranked]:
    """For each entry the comparisons it won, criterion by criterion times the criterion's factor."""
    traces: dict[str, list[Step]] = {entry: [] for entry in entries}
    wins: dict[str, list[Fraction]] = {entry: [] for entry in entries}
    favour = dict.fromkeys(entries, 0)
    for dance in dances:
        for entry, (won, judges) in _tournament(dance, entries).items():
            traces[entry].append(Step(WON.format(judges=judges), (won,), won, criterion=dance.criterion))
            wins[entry].append(won)
            favour[entry] += judges
    ranked = {entry: add_dances(dances, wins[entry], traces[entry]) for entry in entries}
    merits = {entry: (-ranked[entry].value, -favour[entry]) for entry in entries}
    return ranks_of(ranked, merits, lambda entry, rank: BY_JUDGES.format(judges=favour[entry], rank=rank))


def _tournament(dance: Dance, entries: list[str]) -> dict[str, tuple[Fraction, int]]:
    won = dict.fromkeys(entries, 0)
    favour = dict.fromkeys(entries, 0)
    for index, one in enumerate(entries):
        for other in entries[index + 1 :]:
            for_one, for_other = _votes(dance, one, other)
            favour[one] += for_one
            favour[other] += for_other
            won[one] += for_one > for_other
            won[other] += for_other > for_one
    return {entry: (Fraction(won[entry]), favour[entry]) for entry in entries}


def _votes(dance: Dance, one: str, other: str) -> tuple[int, int]:
    """How many judges place the one before the other, and the other before the one."""
    both = [
        (ballot[one].value, ballot[other].value)
        for ballot in dance.ballots.values()
        if one in ballot and other in ballot
    ]
    return sum(1 for mine, theirs in both if mine < theirs), sum(1 for mine, theirs in both if theirs < mine)
