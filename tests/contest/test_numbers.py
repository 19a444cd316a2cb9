"""Points are exact: what may be typed, how it is rounded, how it is shown."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_app.contest.numbers import (
    format_points,
    is_multiple,
    parse_decimal,
    points_words,
    round_fraction,
    to_decimal_text,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("8,5", F(17, 2)), ("8.5", F(17, 2)), ("8", F(8)), ("-1.25", F(-5, 4)), ("0", F(0)), ("-0", F(0)), ("007", F(7))],
)
def test_comma_and_point_are_read(text: str, value: F) -> None:
    assert parse_decimal(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "8 ", " 8", "8,5,1", "1.000,5", "8,", ".5", "+8", "--8", "1e3", "inf", "nan", "½", "٣", "８", "8/2",
     "0x8", "8_0", "9" * 40, "8\n"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    assert parse_decimal(text) is None


@pytest.mark.parametrize(
    ("mode", "value", "rounded"),
    [
        ("half_up", "8.125", "8.13"),
        ("half_up", "-8.125", "-8.13"),
        ("half_up", "2.675", "2.68"),
        ("half_even", "8.125", "8.12"),
        ("half_even", "8.135", "8.14"),
        ("half_even", "-8.125", "-8.12"),
        ("truncate", "8.129", "8.12"),
        ("truncate", "-8.129", "-8.12"),
    ],
)
def test_rounding_modes(mode: str, value: str, rounded: str) -> None:
    assert round_fraction(F(value), places=2, mode=mode) == F(rounded)  # type: ignore[arg-type]


def test_step_follows_places() -> None:
    assert round_fraction(F("17.625"), places=2, step=F("0.25")) == F("17.75")
    assert round_fraction(F("17.12"), step=F("0.25")) == 17


def test_decimal_text_is_exact_where_it_can_be() -> None:
    assert to_decimal_text(F(250, 3)) == "83.333333"
    assert to_decimal_text(F(2, 3)) == "0.666667"
    assert to_decimal_text(F(17, 2)) == "8.5"
    assert to_decimal_text(F(100)) == "100"
    assert to_decimal_text(F(-1, 10**9)) == "0"
    assert to_decimal_text(F(7), places=0) == "7"


def test_people_read_a_comma_in_vietnamese_and_a_point_in_english() -> None:
    assert format_points(F(167, 2), 2, "vi") == "83,50"
    assert format_points(F(167, 2), None, "en") == "83.5"
    assert points_words(F(17, 2)).as_dict() == {"vi": "8,5", "en": "8.5"}


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_what_is_shown_reads_back(units: int, places: int) -> None:
    value = F(units, 10**places)
    assert parse_decimal(to_decimal_text(value)) == value
    assert parse_decimal(format_points(value, places, "vi")) == value


@given(st.fractions(), st.integers(0, 4))
def test_rounding_moves_by_at_most_half_a_unit(value: F, places: int) -> None:
    assert abs(round_fraction(value, places=places) - value) <= F(1, 2 * 10**places)


@given(st.fractions(), st.fractions(min_value=F(1, 1000), max_value=100))
def test_a_step_is_the_nearest_multiple_and_halves_go_away_from_zero(value: F, step: F) -> None:
    rounded = round_fraction(value, step=step)
    assert is_multiple(rounded, step)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) < step / 2 or (abs(rounded - value) == step / 2 and abs(rounded) >= abs(value))
    assert is_multiple(value, step) == ((value / step).denominator == 1)
