"""Points as exact fractions: read from what people type, rounded as a rule book says, written for people.

Responsible for: the only ways between text and `Fraction`. Must not know: what a number is the points of.
No binary float ever enters or leaves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from contest_app.contest.words import Words

Mode = Literal["half_up", "half_even", "truncate"]

_DECIMAL = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,18})?")


def parse_decimal(text: str) -> Fraction | None:
    """The exact value of '8,5', '8.5' or '8'; None for anything else (no exponent, no grouping, no blanks)."""
    if not _DECIMAL.fullmatch(text):
        return None
    whole, _, decimals = text.replace(",", ".").partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def in_units(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The values as whole numbers of one unit, and how many units make 1: exact, and quick to compare and add."""
    unit = lcm(*(value.denominator for value in values))
    return [value.numerator * (unit // value.denominator) for value in values], unit


def add_up(values: Sequence[Fraction]) -> Fraction:
    """The exact sum."""
    wholes, unit = in_units(values)
    return Fraction(sum(wholes), unit)


def is_multiple(value: Fraction, step: Fraction) -> bool:
    """Whether the value is a whole number of steps."""
    return value.numerator * step.denominator % (value.denominator * step.numerator) == 0


def round_fraction(
    value: Fraction, places: int | None = None, step: Fraction | None = None, mode: Mode = "half_up"
) -> Fraction:
    """The value rounded to `places` decimals and then to a multiple of `step`, whichever are given."""
    if places is not None:
        unit = 10**places
        value = Fraction(_to_whole(value.numerator * unit, value.denominator, mode), unit)
    if step is not None:
        steps = _to_whole(value.numerator * step.denominator, value.denominator * step.numerator, mode)
        value = Fraction(steps * step.numerator, step.denominator)
    return value


def _to_whole(numerator: int, denominator: int, mode: Mode) -> int:
    """A ratio (of a positive denominator) as a whole number; halves go away from zero, or to even."""
    whole, rest = divmod(abs(numerator), denominator)
    if mode == "half_even":
        up = 2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1)
    else:
        up = mode == "half_up" and 2 * rest >= denominator
    return -(whole + up) if numerator < 0 else whole + up


def to_decimal_text(value: Fraction, places: int = 6) -> str:
    """The value as '83.333333' or '8.5': exact when `places` decimals can hold it, else rounded half up to them."""
    if value.denominator == 1:
        return str(value.numerator)
    text = fixed_text(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed_text(value: Fraction, places: int) -> str:
    """The value with exactly `places` decimals after a point, rounded half up."""
    scaled = _to_whole(value.numerator * 10**places, value.denominator, "half_up")
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if scaled < 0 else "") + whole + ("." + decimals if places else "")


def format_points(value: Fraction, places: int | None, lang: str) -> str:
    """The value for a person: decimal comma in Vietnamese; `places` None drops trailing zeros."""
    text = to_decimal_text(value) if places is None else fixed_text(value, places)
    return text.replace(".", ",") if lang == "vi" else text


def points_words(value: Fraction, places: int | None = None) -> Words:
    """The value as words: '8,5' in Vietnamese, '8.5' in English."""
    return Words(vi=format_points(value, places, "vi"), en=format_points(value, places, "en"))
