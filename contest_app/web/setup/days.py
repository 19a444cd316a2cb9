"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date

from contest_app.contest.words import Words

BAD_DAY = Words(vi="Ngày viết như 12/10/2026, hoặc để trống.", en="Write the day as 12/10/2026, or leave it empty.")


def read_day(text: str) -> str | None:
    """A day as 2026-10-12, "" for none; None when it is no day."""
    if not text:
        return ""
    found = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", text, re.ASCII)
    try:
        return (date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)).isoformat()
    except ValueError:
        return None
