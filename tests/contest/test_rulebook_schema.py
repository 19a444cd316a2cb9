"""The published JSON Schema is what the readers ask for, and every rule book that is shipped or shown fits it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contest_app.contest.rulebook import TEMPLATES, RuleBookInvalid, parse_rulebook, read_rulebook_yaml, template
from contest_app.contest.rulebook_schema import rulebook_schema

ROOT = Path(__file__).parent.parent.parent
VALIDATOR = Draft202012Validator(rulebook_schema())
EXAMPLES = sorted((ROOT / "tests" / "official" / "examples").rglob("*.yaml"))


def rulebooks() -> list[tuple[str, Any]]:
    found = [(name, template(name)) for name in TEMPLATES]
    for path in EXAMPLES:
        data = read_rulebook_yaml(path.read_text(encoding="utf-8"))
        book = data.get("rulebook", data)
        if "format" in book:
            found.append((str(path.relative_to(ROOT)), book))
    return found


def test_the_published_schema_is_current() -> None:
    """Written by `python -m scripts.rulebook_schema`."""
    published = json.loads((ROOT / "docs" / "rulebook.schema.json").read_text(encoding="utf-8"))
    assert published == rulebook_schema()
    Draft202012Validator.check_schema(published)


@pytest.mark.parametrize(("name", "data"), rulebooks(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_rule_book_that_can_be_read_fits_the_schema(name: str, data: Any) -> None:
    parse_rulebook(data)
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


def test_there_are_examples_to_look_at() -> None:
    assert len(rulebooks()) > 30


WRONG: list[tuple[str, Any]] = [
    ("titel", "x"), ("format", "rulebook/2"), ("rounds", {}), ("title", None), ("panel", {"judges": 0}),
    ("order", "up"), ("combine", "max"), ("combine", {}), ("ties", ["rounds:skit"]), ("ties", ["lot:skit"]),
    ("prizes", [{"title": "Nhất", "count": 0}]), ("rounding", {"places": 9}), ("aggregate", {"method": "avg"}),
    ("floor", "low"), ("special_prizes", [{"title": "x", "by": "lot"}]), ("stages", [{"id": "a b", "title": "x"}]),
    ("deviation", {"warn_over_percent": 120}), ("aggregate", {"method": "rank_points", "points": ["x"]}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), WRONG, ids=[f"{key}={value}" for key, value in WRONG])
def test_what_the_schema_refuses_the_reader_refuses_too(key: str, value: Any) -> None:
    data = copy.deepcopy(template("district")) | {key: value}
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(RuleBookInvalid):
        parse_rulebook(data)
