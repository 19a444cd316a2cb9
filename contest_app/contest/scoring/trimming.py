"""Dropping the lowest and the highest marks (bỏ điểm thấp nhất, cao nhất).

Which of several equal marks is dropped changes no figure, but must be the same on every screen: the judge who comes
first in the order of judges (lowest number) loses it.
"""

from __future__ import annotations

from contest_app.contest.scoring.combined import Drop, Mark, judge_order


def trim(marks: list[Mark], low: int, high: int) -> tuple[list[Mark], dict[str, Drop]] | None:
    """The marks that stay, in the order given, and the judges whose marks are dropped; None when nothing stays."""
    if len(marks) <= low + high:
        return None
    dropped: dict[str, Drop] = {}
    for mark in sorted(marks, key=lambda mark: (mark.value, judge_order(mark.judge)))[:low]:
        dropped[mark.judge] = "lowest"
    rest = [mark for mark in marks if mark.judge not in dropped]
    for mark in sorted(rest, key=lambda mark: (-mark.value, judge_order(mark.judge)))[:high]:
        dropped[mark.judge] = "highest"
    return [mark for mark in marks if mark.judge not in dropped], dropped
