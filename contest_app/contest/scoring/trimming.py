"""Dropping the lowest and the highest marks (bỏ điểm thấp nhất, cao nhất).

Which of several equal marks is dropped changes no figure, but must be the same on every screen: the judge who comes
first in the order of judges (lowest number) loses it.
"""

from __future__ import annotations

from contest_app.contest.numbers import in_units
from contest_app.contest.scoring.combined import Drop, Mark, judge_order


def trim(marks: list[Mark], low: int, high: int) -> tuple[list[Mark], dict[str, Drop]] | None:
    """The marks that stay, in the order given, and the judges whose marks are dropped; None when nothing stays."""
    if len(marks) <= low + high:
        return None
    values, _ = in_units([mark.value for mark in marks])
    order = sorted(zip(values, marks, strict=True), key=lambda pair: (pair[0], judge_order(pair[1].judge)))
    dropped: dict[str, Drop] = {mark.judge: "lowest" for _, mark in order[:low]}
    order = sorted(order[low:], key=lambda pair: (-pair[0], judge_order(pair[1].judge)))
    dropped |= {mark.judge: "highest" for _, mark in order[:high]}
    return [mark for mark in marks if mark.judge not in dropped], dropped
