"""What standings cost: after one more sheet, and from nothing for 200,000 marks.

Each figure stands beside the plain recomputation of the same marks in the same run: exact fractions added, trimmed and
sorted in a loop, with no trace, no ties, no prizes and nothing kept. Run by `make bench`; writes bench/results/.
"""

from __future__ import annotations

import json
import platform
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median

from immutables import Map

from contest_app.contest.record import EntryRecord, PerformanceRecord, Record, Sheet
from contest_app.contest.rulebook import RuleBook, parse_rulebook
from contest_app.contest.standings import Standings, compute_standings
from contest_app.contest.tracked import TrackedMap

JUDGES, ROUNDS, CRITERIA = 15, 5, 5
MARKS_OF_AN_ENTRY = JUDGES * ROUNDS * CRITERIA
SHEETS = 200  # one more sheet, so many times
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Line:
    """One line of the table; `at_most_ms` is what the project promises itself, None where it promises nothing."""

    what: str
    ours_ms: float
    plain_ms: float
    at_most_ms: float | None = None

    def __str__(self) -> str:
        aim = "" if self.at_most_ms is None else f"{self.at_most_ms:10.1f}"
        return f"{self.what:44} {self.ours_ms:12.3f} {self.plain_ms:12.3f} {aim}"


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
    """How long an act takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def looked_at(standings: Standings, entry: str) -> object:
    """What a wall shows at once: the first ten, the entry just marked, and whether a tie waits."""
    return standings.rows[:10], standings.row(entry), standings.unsettled


def one_more_sheet(entries: int) -> Line:
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
    return Line(f"one more sheet, {entries} entries", median(taken), timed_ms(lambda: plain(record)), 1.0)


def all_marks(marks: int) -> Line:
    """From nothing, with every step explained."""
    chance = random.Random(marks)
    rulebook, record = a_rulebook(), a_contest(-(-marks // MARKS_OF_AN_ENTRY), chance)
    ours = timed_ms(lambda: list(compute_standings(rulebook, record).rows))
    return Line(f"all of {marks:,} marks", ours, timed_ms(lambda: plain(record)), 2000.0)


def main() -> int:
    """Prints the table and keeps it; 1 when an aim is missed."""
    lines = [one_more_sheet(entries) for entries in (10, 100, 1000)]
    lines.append(all_marks(200_000))
    print(f"{'':44} {'ours, ms':>12} {'plain, ms':>12} {'aim, ms':>10}")
    print("\n".join(str(line) for line in lines))
    RESULTS.mkdir(exist_ok=True)
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    kept = {"python": where, "lines": [vars(line) for line in lines]}
    (RESULTS / "standings.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    missed = [line.what for line in lines if line.at_most_ms is not None and line.ours_ms > line.at_most_ms]
    if missed:
        print("Missed: " + "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
