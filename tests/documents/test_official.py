"""Dates, numbers and points as official papers write them."""

from fractions import Fraction

import pytest

from contest_app.documents.in_words import in_words
from contest_app.documents.official import formal_date, moment_text, number_line, written


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-01-05", "ngày 05 tháng 01 năm 2020"),
        ("2024-02-29", "ngày 29 tháng 02 năm 2024"),
        ("2024-03-09", "ngày 09 tháng 3 năm 2024"),
        ("2024-06-10", "ngày 10 tháng 6 năm 2024"),
        ("2024-12-31", "ngày 31 tháng 12 năm 2024"),
        ("", "ngày …… tháng …… năm ………"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day: str, said: str) -> None:
    assert formal_date(day) == said


def test_numbers_of_documents_follow_the_form() -> None:
    assert number_line("state", "7", "BB-BTC") == "Số: 07/BB-BTC"
    assert number_line("state", "127", "BB-BTC") == "Số: 127/BB-BTC"
    assert number_line("party", "7", "BB/BTGDV") == "Số 07-BB/BTGDV"
    assert number_line("party", "", "BB/ĐU") == "Số ……-BB/ĐU"


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("83.3", 2, "83,30"),
        ("17.125", 2, "17,125"),  # what a few decimals hold is never cut
        ("8.5", None, "8,5"),
        ("53/3", 2, "≈17,67"),
        ("-1", None, "-1"),
        ("0", 2, "0,00"),
    ],
)
def test_points_are_whole_or_marked_as_nearly(value: str, places: int | None, text: str) -> None:
    assert written(Fraction(value), places) == text
    assert written(None, places) == "–"


def test_times_are_those_of_vietnam() -> None:
    assert moment_text(1_728_734_400_000) == "19:00:00 12/10/2024"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("83.33", "Tám mươi ba phẩy ba mươi ba điểm"),
        ("83.05", "Tám mươi ba phẩy không năm điểm"),
        ("17.5", "Mười bảy phẩy năm điểm"),
        ("20", "Hai mươi điểm"),
        ("15", "Mười lăm điểm"),
        ("21", "Hai mươi mốt điểm"),
        ("24", "Hai mươi tư điểm"),
        ("14", "Mười bốn điểm"),
        ("105", "Một trăm linh năm điểm"),
        ("111", "Một trăm mười một điểm"),
        ("1005.125", "Một nghìn không trăm linh năm phẩy một hai năm điểm"),
        ("0", "Không điểm"),
        ("-0.5", "Âm không phẩy năm điểm"),
        ("1/3", ""),
    ],
)
def test_points_are_read_out(value: str, words: str) -> None:
    assert in_words(Fraction(value)) == words
