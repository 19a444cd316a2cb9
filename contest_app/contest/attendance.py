"""Which judges marked everybody in a round, kept as counts so that one more sheet changes only itself.

Responsible for: who counts for nobody in a round under `missing: drop_judge_for_round`. Must not know: figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from immutables import Map

from contest_app.contest.record import PerformanceRecord
from contest_app.contest.rulebook_values import Round
from contest_app.contest.scoring.sheets import sheet_total


@dataclass(frozen=True)
class Attendance:
    """The performances of a round that have sheets: how many, and by judge how many sheets, and how many complete."""

    judged: int = 0
    sheets: Map[str, int] = field(default_factory=Map)
    complete: Map[str, int] = field(default_factory=Map)

    def excluded(self, never: str | None) -> frozenset[str]:
        """Judges who lack a complete sheet somewhere; `never` is the judge of third markings, who marks only some."""
        return frozenset(
            judge
            for judge, sheets in self.sheets.items()
            if sheets and judge != never and self.complete.get(judge, 0) < self.judged
        )

    def counting(self, round_: Round, performance: PerformanceRecord | None, sign: int) -> Attendance:
        """The same with one performance added (1) or taken out (-1)."""
        if performance is None or performance.absent or not performance.sheets:
            return self
        complete = {
            judge
            for judge, sheet in performance.sheets.items()
            if judge not in performance.absent_judges and sheet_total(round_, sheet) is not None
        }
        return Attendance(
            self.judged + sign,
            _added(self.sheets, performance.sheets, sign),
            # who stands aside for a conflict of interest is not missing
            _added(self.complete, complete | performance.recused, sign),
        )


def _added(counts: Map[str, int], judges: Iterable[str], sign: int) -> Map[str, int]:
    return counts.update({judge: counts.get(judge, 0) + sign for judge in judges})
