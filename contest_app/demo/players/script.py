"""What is to happen in a performance that people would remember: drawn from the journal's id, the same every time.

Responsible for: who is slow, drops off the network, corrects, comes too late; how long the team takes.
Must not know: how any of it is done.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

TIMELY, OVER = (0.40, 0.49), (0.56, 0.68)  # of a performance; half of it is allowed
LATE_EACH = 4  # one performance in so many has a sheet that comes after the close
OVER_SHARE, DROPS_SHARE, CORRECTS_SHARE, SLIP_SHARE = 0.2, 0.3, 0.3, 0.12
SLIPS = (
    ("0.5", "Vượt số người dự thi theo thể lệ"),
    ("0.5", "Đạo cụ chưa đúng danh mục đăng ký"),
)


@dataclass(frozen=True)
class Script:
    """One performance. Judges by id, "" for nobody; `slip` is a penalty by hand: points and reason."""

    takes: float
    drops: str
    is_late: bool
    corrects: str
    slip: tuple[str, str] | None


def script_of(journal: str, round_id: str, entry: str, turn: int, judges: tuple[str, ...]) -> Script:
    """The script of one performance; `turn` counts from 1 in the running order."""
    chance = random.Random(f"{journal} {round_id} {entry}")
    is_over = chance.random() < OVER_SHARE
    takes = chance.uniform(*(OVER if is_over else TIMELY))
    is_late = turn % LATE_EACH == 0
    drops = chance.choice(judges) if is_late or chance.random() < DROPS_SHARE else ""
    steady = [judge for judge in judges if judge != drops]
    corrects = chance.choice(steady) if chance.random() < CORRECTS_SHARE else ""
    slip = chance.choice(SLIPS) if chance.random() < SLIP_SHARE else None
    return Script(takes, drops, is_late, corrects, slip)
