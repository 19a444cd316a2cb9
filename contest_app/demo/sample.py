"""The sample contest's words: its title, teams, judges and regulations. The people are invented; the communes are real.

Responsible for: who takes part and by which rules, at the pace of a real evening or of a play.
Must not know: what happens on the evening.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from contest_app.contest.rulebook import RuleBook, parse_rulebook, template

TITLE = 'Hội thi "Dân vận khéo" huyện Phú Bình năm 2024'
PLACE = "Nhà văn hóa huyện Phú Bình"
HELD_ON = "2024-10-20"
# Judged, judged, counted, judged: so that the judges have a sheet open in the second round.
ROUND_ORDER = ("greeting", "situation", "knowledge", "skit")
# Of a play's performance: how much of it the clock allows, what one unit over it is, and what is forgiven.
ALLOWED, UNIT, GRACE = 0.5, 0.1, 0.025

COMMUNES = (
    ("huong-son", "Thị trấn Hương Sơn"),
    ("ban-dat", "Xã Bàn Đạt"),
    ("tan-khanh", "Xã Tân Khánh"),
    ("dao-xa", "Xã Đào Xá"),
    ("bao-ly", "Xã Bảo Lý"),
    ("thuong-dinh", "Xã Thượng Đình"),
    ("nha-long", "Xã Nhã Lộng"),
    ("diem-thuy", "Xã Điềm Thụy"),
    ("kha-son", "Xã Kha Sơn"),
    ("uc-ky", "Xã Úc Kỳ"),
)
JUDGES = (
    ("j1", "Đặng Quang Hưng"),
    ("j2", "Trần Thị Minh Nguyệt"),
    ("j3", "Lê Hữu Phước"),
    ("j4", "Hoàng Thị Bích Đào"),
    ("j5", "Phạm Đức Lâm"),
)
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Dương")
_MEN = ("Văn Khải", "Hữu Tấn", "Đức Mạnh", "Quang Vinh", "Văn Thắng", "Đức Toàn", "Hữu Nghĩa", "Quang Duy")
_WOMEN = ("Thị Hường", "Thu Trang", "Ngọc Ánh", "Thúy Nga", "Thị Lan", "Thu Hiền", "Ngọc Mai", "Thúy Hằng")


def demo_rulebook(pace_s: float | None = None) -> RuleBook:
    """The district template under the contest's own title, the situation before the quiz.

    With `pace_s`, the seconds of one performance of a play, the times allowed shrink to it.
    """
    data = template("district")
    by_id = {round_["id"]: round_ for round_ in data["rounds"]}
    rounds = [_at_pace(by_id[round_id], pace_s) for round_id in ROUND_ORDER]
    return parse_rulebook({**data, "title": TITLE, "rounds": rounds})


def _at_pace(round_: dict[str, Any], pace_s: float | None) -> dict[str, Any]:
    if pace_s is None or "time" not in round_:
        return round_
    unit_s = max(1, round(pace_s * UNIT))
    penalty = {**round_["time"]["penalty"], "unit_s": unit_s, "grace_s": round(pace_s * GRACE)}
    return {**round_, "time": {"limit_s": max(1, round(pace_s * ALLOWED)), "penalty": penalty}}


def order_of(round_id: str) -> tuple[str, ...]:
    """The running order of a round, the same every time."""
    entries = [entry for entry, _ in COMMUNES]
    random.Random(round_id).shuffle(entries)
    return tuple(entries)


def people(chance: random.Random) -> Iterator[str]:
    """Invented people, no two of the same name."""
    names = [f"{surname} {rest}" for surname in _SURNAMES for rest in _MEN + _WOMEN]
    chance.shuffle(names)
    return iter(names)
