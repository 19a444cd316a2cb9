"""Prizes by place, score band and group, and special prizes by a round, a criterion, votes or a choice.

The prizes are handed out from the first to the last along the places. Who shares a place takes the same prize; what
that does to the quotas is `shared_prizes`: `drop_next` (a prize goes with the place: two who share the only Nhất use up
one Nhì) or `extend` (đồng giải: there is one Nhất more, and as many Nhì as before). A prize with `from` goes only to
totals at least as good; whoever misses it takes the next prize, and its quota stays unused. `rest` takes all others.
Responsible for: who is named for what, in the order of the ceremony. Must not know: how places came to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from contest_app.contest.groups import group_ids, group_of
from contest_app.contest.record import Record
from contest_app.contest.rulebook_values import Prize, RuleBook, SpecialPrize
from contest_app.contest.tiebreaks import TieContext, criterion_value
from contest_app.contest.words import Words

if TYPE_CHECKING:
    from contest_app.contest.standings import Standings

SHARED_OVER = Words(
    vi="Đồng hạng {place}-{place_to}: cùng nhận giải {title}, vượt số lượng sang {others}.",
    en="Places {place}-{place_to} are shared: all take {title}, over the quota into {others}.",
)
EXTENDED = Words(
    vi="Đồng hạng {place}-{place_to}: cùng nhận giải {title}, tăng số giải từ {count} lên {given}.",
    en="Places {place}-{place_to} are shared: all take {title}, which grows from {count} to {given}.",
)
NO_PRIZE = Words(vi="ngoài giải", en="no prize")


@dataclass(frozen=True)
class Award:
    """One prize and the entries that take it, best first; `shared` names each tie that runs over its quota."""

    title: str
    entries: tuple[str, ...]
    shared: tuple[Words, ...] = ()
    group: str | None = None


@dataclass(frozen=True)
class SpecialAward:
    """One special prize: the entries that take it (several when level), empty while somebody has yet to choose."""

    title: str
    by: str
    entries: tuple[str, ...] = ()
    value: Fraction | None = None


@dataclass(frozen=True)
class _Share:
    """Entries that take a prize together; `over` says so where that ran over its quota."""

    prize: Prize
    entries: tuple[str, ...]
    over: Words | None = None


def is_by_place(rulebook: RuleBook) -> bool:
    """Whether the place alone gives the prize."""
    plain = all(prize.least is None for prize in rulebook.prizes)
    return plain and rulebook.shared_prizes == "drop_next" and rulebook.prizes_per == "contest"


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


def hand_out(rulebook: RuleBook, standings: Standings) -> Mapping[str, str]:
    """The title of each entry's prize; an entry without one is not in it."""
    shares = [share for _, group in _by_group(rulebook, standings) for share in group]
    return {entry: share.prize.title for share in shares for entry in share.entries}


def awards(rulebook: RuleBook, standings: Standings) -> tuple[Award, ...]:
    """Every prize with its entries, in the rule book's order; where prizes are per group, group by group."""
    result = []
    for group, shares in _by_group(rulebook, standings):
        for prize in _prizes_of(rulebook, group):
            own = [share for share in shares if share.prize is prize]
            entries = tuple(entry for share in own for entry in share.entries)
            over = tuple(share.over for share in own if share.over is not None)
            result.append(Award(prize.title, entries, over, group))
    return tuple(result)


def _by_group(rulebook: RuleBook, standings: Standings) -> list[tuple[str | None, list[_Share]]]:
    if rulebook.prizes_per == "contest":
        levels = [level.entries for level in standings.levels()]
        return [(None, _shares(rulebook, standings, rulebook.prizes, levels))]
    record = standings.record
    result: list[tuple[str | None, list[_Share]]] = []
    for group in group_ids(rulebook, record):
        of_group = (
            tuple(entry for entry in level.entries if group_of(rulebook, record, entry) == group)
            for level in standings.levels()
        )
        levels = [entries for entries in of_group if entries]
        result.append((group, _shares(rulebook, standings, _prizes_of(rulebook, group), levels)))
    return result


def _prizes_of(rulebook: RuleBook, group: str | None) -> tuple[Prize, ...]:
    return tuple(prize for prize in rulebook.prizes if group is None or prize.group in (None, group))


def _shares(
    rulebook: RuleBook, standings: Standings, prizes: tuple[Prize, ...], levels: Iterable[tuple[str, ...]]
) -> list[_Share]:
    """Along the places: the first prize that has something left and whose `from` is reached."""
    shares: list[_Share] = []
    left = [prize.count for prize in prizes]
    index, place = 0, 1
    for entries in levels:
        while index < len(prizes) and (left[index] == 0 or not _reaches(standings, prizes[index], entries[0])):
            index += 1
        if index == len(prizes):
            break
        over = _use_up(rulebook, prizes, left, index, place, len(entries))
        shares.append(_Share(prizes[index], entries, over))
        place += len(entries)
    return shares


def _reaches(standings: Standings, prize: Prize, entry: str) -> bool:
    total = standings.summed[entry].total
    if prize.least is None or total is None:
        return True
    return total.value <= prize.least if standings.rulebook.lower_at(total.reached) else total.value >= prize.least


def _use_up(
    rulebook: RuleBook, prizes: tuple[Prize, ...], left: list[int | None], index: int, place: int, size: int
) -> Words | None:
    """Takes `size` from what is left of the prize, and says how that ran over its quota, if it did."""
    here, title, count = left[index], prizes[index].title, prizes[index].count
    if here is None:
        return None
    left[index] = max(0, here - size)
    over = size - here
    if over <= 0:
        return None
    places = {"place": place, "place_to": place + size - 1, "title": title}
    if rulebook.shared_prizes == "extend":
        return EXTENDED.format(count=count, given=(count or 0) + over, **places)
    others: list[str | None] = []
    for later in range(index + 1, len(prizes)):
        rest = left[later]
        if over == 0:
            break
        others.append(prizes[later].title)
        used = over if rest is None else min(over, rest)
        left[later] = None if rest is None else rest - used
        over -= used
    others += [None] if over else []
    vi = ", ".join(title if title is not None else NO_PRIZE.vi for title in others)
    en = ", ".join(title if title is not None else NO_PRIZE.en for title in others)
    return SHARED_OVER.format(others=Words(vi=vi, en=en), **places)


def ceremony(rulebook: RuleBook) -> tuple[str, ...]:
    """The titles in the order they are called out: as the rule book says, else from the last prize to the first."""
    return rulebook.publish.ceremony or tuple(dict.fromkeys(prize.title for prize in reversed(rulebook.prizes)))


def special_awards(rulebook: RuleBook, record: Record, standings: Standings) -> tuple[SpecialAward, ...]:
    """The special prizes. A recorded choice stands before everything; without votes or a choice nobody is named."""
    return tuple(_special(rulebook, record, standings, prize) for prize in rulebook.special_prizes)


def _special(rulebook: RuleBook, record: Record, standings: Standings, prize: SpecialPrize) -> SpecialAward:
    chosen = record.choices.get(prize.title)
    if chosen is not None:
        return SpecialAward(prize.title, str(prize.by), chosen)
    values = {
        row.entry: value
        for row in standings.rows
        if row.status == "competing"
        and (value := _special_value(rulebook, record, standings, prize, row.entry)) is not None
    }
    if not values:
        return SpecialAward(prize.title, str(prize.by))
    lower = prize.by.round is not None and rulebook.lower_is_better(rulebook.round(prize.by.round))
    best = min(values.values()) if lower else max(values.values())
    winners = tuple(entry for entry, value in values.items() if value == best)
    return SpecialAward(prize.title, str(prize.by), winners, best)


def _special_value(
    rulebook: RuleBook, record: Record, standings: Standings, prize: SpecialPrize, entry: str
) -> Fraction | None:
    if prize.by.kind == "organizer":
        return None
    if prize.by.round is None:
        votes = record.votes.get((prize.title, entry))
        return None if votes is None else Fraction(votes)
    if prize.by.criterion is None:
        figure = standings.figures.get((prize.by.round, entry))
        return None if figure is None else figure.value
    return criterion_value(TieContext(rulebook, record, standings.figures, standings.excluded), prize.by, entry)
