"""The off-stage evaluation of "mô hình Dân vận khéo": whole points out of 100, and thresholds in place of places."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from immutables import Map

from contest_app.contest.record import PerformanceRecord, Sheet
from contest_app.contest.rulebook import RuleBook, parse_rulebook, template
from contest_app.contest.standings import compute_standings
from tests.contest.scoring_builders import a_record


def dossier(rulebook: RuleBook, *lost: int) -> PerformanceRecord:
    """Each judge takes so many points off the full mark of the criteria in turn."""
    sheets = {}
    for judge, off in enumerate(lost, start=1):
        marks, left = {}, F(off)
        for criterion in rulebook.rounds[0].criteria:
            assert criterion.max is not None
            marks[criterion.id] = criterion.max - min(left, criterion.max)
            left -= min(left, criterion.max)
            assert criterion.accepts(marks[criterion.id])
        sheets[str(judge)] = Sheet(str(judge), marks)
    return PerformanceRecord(sheets=Map(sheets))


@pytest.mark.parametrize("name", ["model_collective", "model_individual"])
def test_thresholds_recognise_and_commend(name: str) -> None:
    rulebook = parse_rulebook(template(name))
    assert rulebook.rounds[0].max == 100
    lost = {"A": (10, 10, 10), "B": (11, 10, 10), "C": (20, 20, 20), "D": (35, 35, 35), "E": (36, 35, 35)}
    standings = compute_standings(
        rulebook, a_record({e: {"dossier": dossier(rulebook, *off)} for e, off in lost.items()})
    )
    assert {row.entry: row.prize for row in standings.rows} == {
        "A": "Xuất sắc (đề nghị Bằng khen cấp tỉnh)",
        "B": "Tốt (đề nghị Giấy khen)",  # 89.67
        "C": "Tốt (đề nghị Giấy khen)",
        "D": "Công nhận",
        "E": None,
    }


def test_collective_and_individual_have_criteria_of_their_own() -> None:
    one, other = (parse_rulebook(template(name)).rounds[0] for name in ("model_collective", "model_individual"))
    assert {c.id for c in one.criteria} & {c.id for c in other.criteria} == {"evidence"}
