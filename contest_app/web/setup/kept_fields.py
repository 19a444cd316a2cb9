"""What a rule book may hold that the form does not show: it is kept as it is, and edited in the YAML.

Responsible for: naming these rules, so that nobody looks for them in vain. Must not know: the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contest_app.contest.words import Words

# The path of each in the rule book, as its schema names it; what lies below a path belongs to it.
KEPT: Mapping[str, Words] = {
    "stages": Words("các vòng thi (sơ khảo, chung khảo)", "stages (preliminary, final)"),
    "groups": Words("bảng, cụm và đội trong từng bảng", "groups and the teams in them"),
    "prizes_per": Words("giải xét riêng từng bảng", "prizes for each group"),
    "prizes[].group": Words("giải chỉ của một bảng", "a prize of one group only"),
    "aggregate.judge_ties": Words("hai phiếu bằng điểm của một giám khảo", "level sheets of one judge"),
    "deviation.third_marking": Words("chấm lần ba khi lệch điểm", "a third marking when judges differ"),
    "rounds[].aggregate": Words("cách tổng hợp riêng của một phần thi", "a round's own way of combining judges"),
    "rounds[].rounding": Words("cách làm tròn riêng của một phần thi", "a round's own rounding"),
}


def kept_in_yaml(data: Mapping[str, Any]) -> tuple[list[Words], list[Words]]:
    """The rules of this kind that a rule book has, and those it might have."""
    there = [words for path, words in KEPT.items() if _holds(data, path.split("."))]
    return there, [words for words in KEPT.values() if words not in there]


def _holds(value: Any, steps: list[str]) -> bool:
    if not steps:
        return True
    key, is_list = steps[0].removesuffix("[]"), steps[0].endswith("[]")
    if not isinstance(value, Mapping) or key not in value:
        return False
    inside = value[key]
    items = inside if is_list and isinstance(inside, list | tuple) else [inside]
    return any(_holds(item, steps[1:]) for item in items)
