"""Prizes by place, and special prizes by a round or a criterion.

A prize goes with the place: with 1 Nhất and 2 Nhì, places 1, 2 and 3. Who shares places 1 and 2 shares the better
prize, Nhất, and the award says so by name; place 3 is still Nhì. Nothing is settled that the tie chain left open.
Responsible for: who is named for what, in the order of the ceremony. Must not know: how places came to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from contest_app.contest.record import Record
from contest_app.contest.rulebook_values import Prize, RuleBook, SpecialPrize
from contest_app.contest.words import Words

if TYPE_CHECKING:
    from contest_app.contest.standings import Standings

SHARED_OVER = Words(
    vi="Đồng hạng {place}-{place_to}: cùng nhận giải {title}, vượt số lượng sang {others}.",
    en="Places {place}-{place_to} are shared: all take {title}, over the quota into {others}.",
)
NO_PRIZE = Words(vi="ngoài giải", en="no prize")


@dataclass(frozen=True)
class Award:
    """One prize and the entries that take it, best first; `shared` names each tie that runs over its quota."""

    title: str
    entries: tuple[str, ...]
    shared: tuple[Words, ...] = ()


@dataclass(frozen=True)
class SpecialAward:
    """One special prize: the entries that take it (several when level), empty while somebody has yet to choose."""

    title: str
    by: str
    entries: tuple[str, ...] = ()
    value: Fraction | None = None


def prize_at(prizes: tuple[Prize, ...], place: int) -> str | None:
    """The title of the prize for a place; None when the prizes end before it."""
    last = 0
    for prize in prizes:
        if prize.count is None:
            return prize.title
        last += prize.count
        if place <= last:
            return prize.title
    return None


def awards(rulebook: RuleBook, standings: Standings) -> tuple[Award, ...]:
    """Every prize with its entries, in the rule book's order."""
    result = []
    for prize in rulebook.prizes:
        rows = [row for row in standings.rows if row.prize == prize.title]
        shared = [_shared_over(rulebook, prize, row.place, row.place_to) for row in rows]
        named = tuple(dict.fromkeys(words for words in shared if words is not None))
        result.append(Award(prize.title, tuple(row.entry for row in rows), named))
    return tuple(result)


def _shared_over(rulebook: RuleBook, prize: Prize, place: int | None, place_to: int | None) -> Words | None:
    if place is None or place_to is None:
        return None
    titles = [prize_at(rulebook.prizes, later) for later in range(place, place_to + 1)]
    others = [title for title in dict.fromkeys(titles) if title != prize.title]
    if not others:
        return None
    vi = ", ".join(title if title is not None else NO_PRIZE.vi for title in others)
    en = ", ".join(title if title is not None else NO_PRIZE.en for title in others)
    return SHARED_OVER.format(place=place, place_to=place_to, title=prize.title, others=Words(vi=vi, en=en))


def ceremony(rulebook: RuleBook) -> tuple[str, ...]:
    """The titles in the order they are called out: as the rule book says, else from the last prize to the first."""
    return rulebook.publish.ceremony or tuple(prize.title for prize in reversed(rulebook.prizes))


def special_awards(rulebook: RuleBook, record: Record, standings: Standings) -> tuple[SpecialAward, ...]:
    """The special prizes; those by vote or by the organizer have no entries until they are chosen."""
    return tuple(_special(rulebook, record, standings, prize) for prize in rulebook.special_prizes)


def _special(rulebook: RuleBook, record: Record, standings: Standings, prize: SpecialPrize) -> SpecialAward:
    if prize.by.round is None:
        return SpecialAward(prize.title, str(prize.by))
    values = {}
    for row in standings.rows:
        value = _special_value(rulebook, record, standings, prize, row.entry)
        if row.status == "competing" and value is not None:
            values[row.entry] = value
    if not values:
        return SpecialAward(prize.title, str(prize.by))
    lower = rulebook.lower_is_better(rulebook.round(prize.by.round))
    best = min(values.values()) if lower else max(values.values())
    winners = tuple(entry for entry, value in values.items() if value == best)
    return SpecialAward(prize.title, str(prize.by), winners, best)


def _special_value(
    rulebook: RuleBook, record: Record, standings: Standings, prize: SpecialPrize, entry: str
) -> Fraction | None:
    # imported here: standings asks this module for the prize of a place
    from contest_app.contest.standings import excluded_judges
    from contest_app.contest.tiebreaks import criterion_value

    assert prize.by.round is not None
    if prize.by.criterion is None:
        return standings.row(entry).rounds.get(prize.by.round)
    round_ = rulebook.round(prize.by.round)
    excluded = {round_.id: excluded_judges(rulebook, round_, record)}
    return criterion_value(rulebook, record, excluded, prize.by, entry)
