"""Points in words: 83,33 is “Tám mươi ba phẩy ba mươi ba điểm”.

Responsible for: reading a figure out as a Vietnamese clerk writes it. Must not know: what it is the figure of.
"""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.scoring.trace import is_short_decimal

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LIMIT = 1_000_000


def in_words(value: Fraction) -> str:
    """The points in words with a capital first; empty where no short decimal holds them, or they are too large."""
    if not is_short_decimal(value) or abs(value) >= LIMIT:
        return ""
    whole, _, decimals = to_decimal_text(abs(value)).partition(".")
    words = ("âm " if value < 0 else "") + whole_number(int(whole))
    if decimals:
        words += " phẩy " + _after_the_comma(decimals)
    return f"{words[0].upper()}{words[1:]} điểm"


def _after_the_comma(decimals: str) -> str:
    if len(decimals) == 2 and decimals[0] != "0":
        return whole_number(int(decimals))
    return " ".join(DIGITS[int(digit)] for digit in decimals)


def whole_number(number: int) -> str:
    """A number from 0 to 999 999 in words."""
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, is_first=True)
    words = _below_thousand(thousands, is_first=True) + " nghìn"
    return f"{words} {_below_thousand(rest, is_first=False)}" if rest else words


def _below_thousand(number: int, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if is_first and not hundreds:
        return _below_hundred(rest)
    words = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {DIGITS[rest]}" if rest < 10 else f"{words} {_below_hundred(rest)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    words = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return words
    last = {1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{words} {last}"
