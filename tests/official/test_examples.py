"""Published rules and worked examples: each file in examples/ holds a rule book, marks, the outcome, its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from immutables import Map

from contest_app.contest.numbers import parse_decimal
from contest_app.contest.record import EntryRecord, Line, PerformanceRecord, Record, Sheet
from contest_app.contest.rulebook import Round, RuleBook, parse_rulebook, read_rulebook_yaml, template
from contest_app.contest.scoring import propose_time_penalty
from contest_app.contest.standings import Row, compute_standings

FILES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))


def number(value: Any) -> Fraction:
    result = parse_decimal(str(value))
    assert result is not None, value
    return result


def rulebook_of(example: Mapping[str, Any]) -> RuleBook:
    return parse_rulebook(template(example["template"]) if "template" in example else example["rulebook"])


def spread(round_: Round, total: Fraction) -> dict[str, Fraction | None]:
    """Marks on the criteria in turn that add up to a judge's total."""
    marks: dict[str, Fraction | None] = {}
    for criterion in round_.criteria:
        assert criterion.max is not None
        marks[criterion.id] = min(total, criterion.max)
        total -= min(total, criterion.max)
    assert total == 0
    return marks


def sheets_of(round_: Round, given: Mapping[str, Any]) -> Iterator[tuple[str, Sheet]]:
    rows: list[dict[str, Fraction | None]] = [spread(round_, number(total)) for total in given.get("totals", [])]
    for row in given.get("marks", []):
        marks = row if isinstance(row, list) else [row]
        rows.append({c.id: number(mark) for c, mark in zip(round_.criteria, marks, strict=True)})
    for index, marks in enumerate(rows, start=1):
        assert all(round_.criterion(c).accepts(mark) for c, mark in marks.items() if mark is not None)
        yield str(index), Sheet(str(index), marks)


def performance_of(round_: Round, given: Mapping[str, Any]) -> PerformanceRecord:
    return PerformanceRecord(
        sheets=Map(sheets_of(round_, given)),
        counted=Map({"": number(given["counted"])}) if "counted" in given else Map(),
        penalty=(Line(number(given["penalty"]), "Quá giờ", "1"),) if "penalty" in given else (),
        multiplier=number(given.get("multiplier", 1)),
    )


def record_of(rulebook: RuleBook, example: Mapping[str, Any]) -> Record:
    performances = {
        (round_id, entry): performance_of(rulebook.round(round_id), given)
        for entry, rounds in example["entries"].items()
        for round_id, given in rounds.items()
    }
    return Record(tuple(EntryRecord(entry) for entry in example["entries"]), Map(performances))


def check_row(row: Row, expected: Mapping[str, Any]) -> None:
    assert row.place == expected["place"]
    assert row.place_to == expected.get("place_to", expected["place"])
    assert row.total == number(expected["total"])
    if "exact" in expected:
        assert row.exact == Fraction(expected["exact"])
    if "prize" in expected:
        assert row.prize == expected["prize"]
    for round_id, value in expected.get("rounds", {}).items():
        assert row.rounds[round_id] == number(value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_example_comes_out_as_published(path: Path) -> None:
    example = read_rulebook_yaml(path.read_text(encoding="utf-8"))
    rulebook = rulebook_of(example)
    if "entries" in example:
        standings = compute_standings(rulebook, record_of(rulebook, example))
        assert {row.entry for row in standings.rows} == set(example["expected"])
        for entry, expected in example["expected"].items():
            check_row(standings.row(entry), expected)
        for entry, rounds in example["entries"].items():
            for round_id, given in rounds.items():
                if "panel" in given:
                    assert standings.row(entry).figures[round_id].panel == number(given["panel"])
    for round_id, cases in example.get("proposed_penalties", {}).items():
        time = rulebook.round(round_id).time
        assert time is not None
        for seconds, points in cases.items():
            assert propose_time_penalty(time, Fraction(seconds)).points == number(points), seconds


def test_every_example_names_its_source_or_its_making() -> None:
    assert len(FILES) >= 17
    for path in FILES:
        assert path.read_text(encoding="utf-8").startswith("# V")


def test_commune_and_district_examples_tie_exactly() -> None:
    """V30 and V31 are both 250/3: two templates, one figure, no float between them."""
    exact = []
    for name in ("v30_commune", "v31_district"):
        example = read_rulebook_yaml((Path(__file__).parent / "examples" / f"{name}.yaml").read_text(encoding="utf-8"))
        rulebook = rulebook_of(example)
        exact.append(compute_standings(rulebook, record_of(rulebook, example)).rows[0].exact)
    assert exact == [Fraction(250, 3)] * 2
