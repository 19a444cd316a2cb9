"""How official Vietnamese papers write dates, times, numbers of documents and points.

Responsible for: these spellings (Nghị định 30/2020/NĐ-CP, Hướng dẫn 36-HD/VPTW). Must not know: any one paper.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from contest_app.contest.naming import VIETNAM
from contest_app.contest.numbers import fixed_text, format_points, to_decimal_text
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.scoring.trace import is_short_decimal


def day_of(text: str) -> date | None:
    """A day written as 2024-10-12; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def formal_date(text: str) -> str:
    """'ngày 05 tháng 01 năm 2024': a zero before days below 10 and before the months 1 and 2 only; dots to fill in."""
    day = day_of(text)
    if day is None:
        return text or "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def number_line(form: str, number: str, symbol: str) -> str:
    """'Số: 07/BB-BTC' of the state, 'Số 07-BB/ĐU' of the party; a number below 10 gets its zero, none gets dots."""
    written = f"{int(number):02d}" if number.isdigit() else number or "……"
    return f"Số: {written}/{symbol}" if form == "state" else f"Số {written}-{symbol}"


def moment(at_ms: int) -> datetime:
    """The time in Vietnam."""
    return datetime.fromtimestamp(at_ms // 1000, VIETNAM)


def moment_text(at_ms: int) -> str:
    """'19:42:07 12/10/2024', on Vietnam's clocks."""
    return moment(at_ms).strftime("%H:%M:%S %d/%m/%Y")


def decimals(rulebook: RuleBook) -> int:
    """How many decimals totals are written with: what the rule book rounds them to, else two."""
    places = [rounding.places for rounding in rulebook.rounding_at("total") if rounding.places is not None]
    return places[-1] if places else 2


def written(value: Fraction | None, places: int | None = None) -> str:
    """Points on paper. What a few decimals hold is written whole; only what they cannot hold gets a ≈ before it."""
    if value is None:
        return "–"
    if not is_short_decimal(value):
        return "≈" + fixed_text(value, 2 if places is None else max(places, 2)).replace(".", ",")
    exact = to_decimal_text(value)
    held = len(exact.partition(".")[2])
    return format_points(value, None if places is None else max(places, held), "vi")
