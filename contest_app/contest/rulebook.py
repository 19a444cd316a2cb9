"""The rule book (thể lệ): its values, how it is read, and the templates that come with the program.

The door to the four modules beside it: rulebook_values (shape and defaults), rulebook_yaml (text to plain data),
rulebook_parse (plain data to a rule book) with rulebook_checks, and rulebook_errors.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from contest_app.contest.rulebook_errors import RuleBookError, RuleBookInvalid
from contest_app.contest.rulebook_parse import parse_rulebook
from contest_app.contest.rulebook_values import (
    FORMAT,
    Advance,
    Aggregate,
    Combine,
    Criterion,
    Deviation,
    Fallback,
    Group,
    Missing,
    Panel,
    Prize,
    Publish,
    Round,
    Rounding,
    RuleBook,
    SpecialPrize,
    Stage,
    ThirdMarking,
    TieLink,
    Tier,
    TimePenalty,
    TimeRule,
)
from contest_app.contest.rulebook_yaml import read_rulebook_yaml

__all__ = [
    "FORMAT", "TEMPLATES", "Advance", "Aggregate", "Combine", "Criterion", "Deviation", "Fallback", "Group", "Missing",
    "Panel", "Prize", "Publish", "Round", "Rounding", "RuleBook", "RuleBookError", "RuleBookInvalid", "SpecialPrize",
    "Stage", "ThirdMarking", "TieLink", "Tier", "TimePenalty", "TimeRule", "parse_rulebook", "read_rulebook_yaml",
    "template",
]  # fmt: skip

TEMPLATES = ("commune", "district", "province", "model_collective", "model_individual")


def template(name: str) -> dict[str, Any]:
    """The shipped rule book of that name as plain data; KeyError for a name that is not in TEMPLATES."""
    if name not in TEMPLATES:
        raise KeyError(name)
    text = files("contest_app.contest").joinpath("templates", f"{name}.yaml").read_text(encoding="utf-8")
    return dict(read_rulebook_yaml(text))
