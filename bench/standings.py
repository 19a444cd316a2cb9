"""What standings cost: after one more sheet, and from nothing for 200,000 marks.

Each figure stands beside the plain recomputation of the same marks in the same run: exact fractions added, trimmed and
sorted in a loop, with no trace, no ties, no prizes and nothing kept.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from statistics import median

from immutables import Map

from bench.table import Row
from contest_app.contest.record import EntryRecord, PerformanceRecord, Record, Sheet
from contest_app.contest.rulebook import RuleBook, parse_rulebook
from contest_app.contest.standings import Standings, compute_standings
from contest_app.contest.tracked import TrackedMap

JUDGES, ROUNDS, CRITERIA = 15, 5, 5
MARKS_OF_AN_ENTRY = JUDGES * ROUNDS * CRITERIA
SHEETS = 200  # one more sheet, so many times
TURNS = 3
PLAIN = "plain recomputation"


def a_rulebook() -> RuleBook:
    """Five rounds of five criteria, the extremes of each panel dropped."""
    criteria = [{"id": f"c{n}", "title": f"Tiêu chí {n}", "max": 10, "step": "0.25"} for n in range(CRITERIA)]
    rounds = [{"id": f"r{n}", "title": f"Phần thi {n}", "criteria": criteria} for n in range(ROUNDS)]
    rules = {"aggregate": {"method": "trimmed_mean"}, "rounding": {"places": 2}, "ties": ["round:r4", "shared"]}
    return parse_rulebook({"format": "rulebook/1", "title": "Đo tốc độ", "rounds": rounds} | rules)


def a_sheet(judge: int, chance: random.Random) -> Sheet:
    """One judge's sheet of quarter points."""
    return Sheet(str(judge), {f"c{n}": Fraction(chance.randint(0, 40), 4) for n in range(CRITERIA)})


def a_contest(entries: int, chance: random.Random) -> Record:
    """A contest in which every judge has marked every entry in every round."""
    names = [f"e{n}" for n in range(entries)]
    performances = {}
    for round_id in (f"r{n}" for n in range(ROUNDS)):
        for name in names:
            sheets = {str(judge): a_sheet(judge, chance) for judge in range(1, JUDGES + 1)}
            performances[round_id, name] = PerformanceRecord(sheets=Map(sheets))
    return Record(tuple(EntryRecord(name) for name in names), TrackedMap(performances))


def plain(record: Record) -> list[tuple[Fraction, str]]:
    """The same places without anything else."""
    totals: dict[str, Fraction] = {entry.id: Fraction(0) for entry in record.entries}
    for (_, entry), performance in record.performances.items():
        sheets = performance.sheets.values()
        panel = sorted(sum((mark for mark in sheet.marks.values() if mark), Fraction(0)) for sheet in sheets)
        totals[entry] += sum(panel[1:-1], Fraction(0)) / (len(panel) - 2)
    return sorted(((total, entry) for entry, total in totals.items()), reverse=True)


def timed_ms(act: Callable[[], object]) -> float:
    """How long an act takes; what there was before is not looked through for garbage meanwhile, as in the server."""
    gc.collect()
    gc.freeze()
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def looked_at(standings: Standings, entry: str) -> object:
    """What a wall shows at once: the first ten, the entry just marked, and whether a tie waits."""
    return standings.rows[:10], standings.row(entry), standings.unsettled


def one_more_sheet(entries: int) -> Row:
    """The median over many sheets, each a judge's correction in a contest that is all marked."""
    chance = random.Random(entries)
    rulebook, record = a_rulebook(), a_contest(entries, chance)
    standings = compute_standings(rulebook, record)
    taken = []
    for _ in range(SHEETS):
        key = (f"r{chance.randrange(ROUNDS)}", f"e{chance.randrange(entries)}")
        sheet = a_sheet(chance.randint(1, JUDGES), chance)
        before = record.performances[key]
        sheets = before.sheets.set(sheet.judge, sheet)
        record = Record(record.entries, record.performances.set(key, PerformanceRecord(sheets=sheets)))
        began = time.perf_counter()
        standings = compute_standings(rulebook, record, standings)
        looked_at(standings, key[1])
        taken.append((time.perf_counter() - began) * 1000)
    assert standings == compute_standings(rulebook, record)
    anew = timed_ms(lambda: plain(record))
    return Row(f"standings after one more sheet, {entries:,} entries", "ms", [median(taken)], PLAIN, [anew])


def all_marks(marks: int) -> Row:
    """From nothing, with every step explained."""
    chance = random.Random(marks)
    rulebook, record = a_rulebook(), a_contest(-(-marks // MARKS_OF_AN_ENTRY), chance)
    ours = [timed_ms(lambda: list(compute_standings(rulebook, record).rows)) for _ in range(TURNS)]
    anew = [timed_ms(lambda: plain(record)) for _ in range(TURNS)]
    return Row(f"standings of {marks:,} marks, every step explained", "ms", ours, PLAIN, anew, at_most=2000)


def rows(*, is_quick: bool) -> Iterator[Row]:
    for entries in (10, 100) if is_quick else (10, 100, 1000):
        yield one_more_sheet(entries)
    yield all_marks(20_000 if is_quick else 200_000)
