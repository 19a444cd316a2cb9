"""Thông tin chung: who holds a contest, on what grounds and with whom, as its papers say it. It changes no result.

Responsible for: the fields and their limits. Must not know: any paper, where it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

MOST_LINES = 40
MOST_LETTERS = 300
FORMS = ("state", "party")


@dataclass(frozen=True, slots=True)
class About:
    """Everything but title, level, place and day. A committee holds one person a line: "Họ tên – chức vụ – vai trò"."""

    form: str = "state"  # of its official papers: "state" (Nghị định 30/2020/NĐ-CP) or "party" (36-HD/VPTW)
    parent_body: str = ""  # cơ quan cấp trên
    body: str = ""  # cơ quan tổ chức
    locality: str = ""  # địa danh, printed before a date
    grounds: tuple[str, ...] = ()  # căn cứ
    steering_committee: tuple[str, ...] = ()  # Ban Chỉ đạo
    organizing_committee: tuple[str, ...] = ()  # Ban Tổ chức, its head first
    secretariat: tuple[str, ...] = ()  # Tổ Thư ký, who signs first
    mcs: tuple[str, ...] = ()  # người dẫn chương trình

    @property
    def secretary(self) -> str:
        """The name of the secretary who signs; empty while nobody is named."""
        return name_in(self.secretariat[0]) if self.secretariat else ""

    @property
    def head_of_committee(self) -> str:
        """The name of the head of the organizing committee (Trưởng Ban Tổ chức)."""
        return name_in(self.organizing_committee[0]) if self.organizing_committee else ""


NOTHING_SAID = About()
TEXTS = tuple(field.name for field in fields(About) if field.type == "str")
LISTS = tuple(field.name for field in fields(About) if field.name not in TEXTS)


def name_in(line: str) -> str:
    """The person's name in a committee's line: what stands before the first dash or comma."""
    return re.split(r"\s+[-–—]\s+|\s*,\s*", line.strip(), maxsplit=1)[0]


def about_from(given: Mapping[str, str | tuple[str, ...]]) -> About:
    """The fields without blanks around them and without empty lines."""
    texts = {name: str(given[name]).strip() for name in TEXTS if name in given}
    lists = {name: tuple(line.strip() for line in given[name] if line.strip()) for name in LISTS if name in given}
    return About(**texts, **lists)  # type: ignore[arg-type]


def too_long(about: About) -> str | None:
    """The first field that holds more than a paper can take; None when all is well."""
    for name in TEXTS:
        if len(getattr(about, name)) > MOST_LETTERS:
            return name
    for name in LISTS:
        lines = getattr(about, name)
        if len(lines) > MOST_LINES or any(len(line) > MOST_LETTERS for line in lines):
            return name
    return None
