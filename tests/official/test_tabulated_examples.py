"""Published rules and worked examples as files that anybody can run: examples/NAME/{rules.yaml, marks.csv}.

Each is put through `contest-app tabulate` and compared with expected.yaml; the source stands at the head of rules.yaml.
The one-file examples beside them (examples/*.yaml) are put through the same command.
"""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.rulebook import Round, RuleBook, parse_rulebook, read_rulebook_yaml, template
from contest_app.tabulate.arguments import add_arguments
from contest_app.tabulate.command import run

EXAMPLES = Path(__file__).parent / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/rules.yaml"))
FILES = sorted(EXAMPLES.glob("*.yaml"))
HEADING = "kind,round,entry,judge,criterion,value"


def tabulate(rulebook: Path, marks: Path, *options: str) -> dict[str, dict[str, Any]]:
    """The standings by entry, as the command prints them."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out, err = io.StringIO(), io.StringIO()
    code = run(parser.parse_args([str(rulebook), str(marks), "--json", "--lang", "en", *options]), out, err, {})
    assert code == 0, err.getvalue()
    return {row["entry"]: row for row in json.loads(out.getvalue())["standings"]}


def check_row(row: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Every figure that the source names; a place that is not said to be shared is not shared."""
    assert row["place"] == expected["place"], row
    assert row["place_to"] == expected.get("place_to", expected["place"]), row
    for field in ("total", "exact"):
        if field in expected:
            assert Fraction(row[field]) == Fraction(str(expected[field])), row
    for field in ("decided_by", "prize"):
        if field in expected:
            assert row[field] == expected[field], row
    for round_id, value in expected.get("rounds", {}).items():
        assert Fraction(row["rounds"][round_id]) == Fraction(str(value)), row


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_example_comes_out_as_published(folder: Path) -> None:
    expected = read_rulebook_yaml((folder / "expected.yaml").read_text(encoding="utf-8"))
    rows = tabulate(folder / "rules.yaml", folder / "marks.csv", *expected.get("options", []))
    assert rows.keys() == expected["standings"].keys()
    for entry, figures in expected["standings"].items():
        check_row(rows[entry], figures)


def test_every_example_says_where_it_comes_from() -> None:
    assert len(FOLDERS) >= 30
    for folder in FOLDERS:
        head = (folder / "rules.yaml").read_text(encoding="utf-8")
        comment = head[: head.index("format:")]
        assert "Source" in comment or "made up" in comment.lower(), folder.name


# --- the one-file examples, as a marks file -------------------------------------------------------------------------


def _rulebook(example: Mapping[str, Any]) -> RuleBook:
    return parse_rulebook(template(example["template"]) if "template" in example else example["rulebook"])


def _lines(rulebook: RuleBook, entries: Mapping[str, Any]) -> Iterator[str]:
    for entry, rounds in entries.items():
        for round_id, given in rounds.items():
            round_ = rulebook.round(round_id)
            for judge, marks in enumerate(_sheets(round_, given), start=1):
                for criterion, mark in zip(round_.criteria, marks, strict=True):
                    yield f"mark,{round_id},{entry},{judge},{criterion.id},{mark}"
            for key, kind in (("counted", "count"), ("penalty", "penalty"), ("multiplier", "multiplier")):
                if key in given:
                    yield f"{kind},{round_id},{entry},,,{given[key]}"


def _sheets(round_: Round, given: Mapping[str, Any]) -> Iterator[list[Any]]:
    for row in given.get("marks", []):
        yield row if isinstance(row, list) else [row]
    for total in given.get("totals", []):
        left, marks = Fraction(str(total)), []
        for criterion in round_.criteria:
            assert criterion.max is not None
            marks.append(to_decimal_text(min(left, criterion.max)))
            left -= min(left, criterion.max)
        yield marks


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_file_example_comes_out_of_the_command(path: Path, tmp_path: Path) -> None:
    example = read_rulebook_yaml(path.read_text(encoding="utf-8"))
    rulebook = _rulebook(example)
    rules = tmp_path / "rules.yaml"
    rules.write_text(json.dumps(dict(rulebook.data), ensure_ascii=False), encoding="utf-8")
    marks = tmp_path / "marks.csv"
    if "entries" in example:
        marks.write_text("\n".join([HEADING, *_lines(rulebook, example["entries"])]), encoding="utf-8")
        rows = tabulate(rules, marks)
        for entry, expected in example["expected"].items():
            check_row(rows[entry], expected)
    for round_id, cases in example.get("proposed_penalties", {}).items():
        criterion = rulebook.round(round_id).criteria[0]
        full = [f"mark,{round_id},E{s},1,{criterion.id},{criterion.max}\ntime,{round_id},E{s},,,{s}" for s in cases]
        marks.write_text("\n".join([HEADING, *full]), encoding="utf-8")
        rows = tabulate(rules, marks)
        for seconds, points in cases.items():
            assert criterion.max is not None
            assert Fraction(rows[f"E{seconds}"]["total"]) == criterion.max - Fraction(str(points)), seconds
