"""docs/rulebook.md can fail: its examples print what it says; it names every field, method, link and kind of line."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contest_app.contest import rulebook_values as values
from contest_app.contest.rulebook import TEMPLATES
from contest_app.contest.tiebreaks import link_kinds
from contest_app.tabulate.kinds import KINDS
from contest_app.tabulate.marks_file import COLUMNS
from tests.tabulate.desk import Table

DOCS = Path(__file__).parents[2] / "docs"
DOC = (DOCS / "rulebook.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml\n(?P<rules>.*?)```\n```csv\n(?P<marks>.*?)```\n```text\n(?P<printed>.*?)```", re.DOTALL)
EXAMPLES = list(EXAMPLE.finditer(DOC))
METHODS = (*values.POINT_METHODS, *values.RANK_METHODS)
# how a field is written where the program calls it otherwise, and what is no field of a file
WRITTEN = {"least": "from", "carry": "marks"}
NO_FIELDS = {
    values.RuleBook: {"data"},
    values.TieLink: {"kind", "round", "criterion"},
    values.Combine: {"kind", "best"},
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda match: re.search(r"title: (.*)", match["rules"])[1])
def test_an_example_prints_what_the_document_says(example: re.Match[str], table: Table) -> None:
    answer = table.with_rulebook(example["rules"]).with_text(example["marks"]).run("--lang", "en")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == example["printed"]


def test_every_method_has_its_source_and_an_example() -> None:
    for method in METHODS:
        section = DOC.partition(f"\n### `{method}`")[2].partition("\n### ")[0].partition("\n## ")[0]
        assert "Source:" in section, method
        assert EXAMPLE.search(section) or method == "mean", method


def test_every_field_of_a_rule_book_is_documented() -> None:
    classes = [one for one in vars(values).values() if dataclasses.is_dataclass(one) and isinstance(one, type)]
    assert len(classes) > 15
    for one in classes:
        for field in dataclasses.fields(one):
            if field.name not in NO_FIELDS.get(one, ()):
                name = WRITTEN.get(field.name, field.name)
                assert re.search(rf"`{name}`|[{{ ]{name}[:,}}]", DOC), f"{one.__name__}.{name}"


def _properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for value in schema.values():
            yield from _properties(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from _properties(item)


def test_every_key_of_the_schema_and_every_template_is_documented() -> None:
    keys = set(_properties(json.loads((DOCS / "rulebook.schema.json").read_text(encoding="utf-8"))))
    assert len(keys) > 50
    assert [key for key in sorted(keys) if not re.search(rf"`{key}`|[{{ ]{key}[:,}}]", DOC)] == []
    assert [name for name in TEMPLATES if f"`{name}`" not in DOC] == []


def test_every_link_and_every_kind_of_line_is_documented() -> None:
    for link in link_kinds():
        assert re.search(rf"^\| `{link}[:`]", DOC, re.MULTILINE), link
    rows = DOC.partition("| `kind` | needs |")[2].partition("\n\n")[0]
    for kind in KINDS:
        assert f"`{kind}`" in rows, kind
    assert f"`{','.join(COLUMNS)}`" in DOC


def test_no_example_is_left_out() -> None:
    assert len(EXAMPLES) == DOC.count("```yaml\nformat: rulebook/1") == DOC.count("```csv") >= 15
