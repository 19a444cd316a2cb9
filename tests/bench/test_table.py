"""The bench's own arithmetic: medians, spreads, shares, and what is said to be missed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import table
from bench.table import Aim, Row, Table, quantile


def test_the_share_of_all_that_lies_at_or_below() -> None:
    hundred = list(range(100, 0, -1))
    assert (quantile(hundred, 0.5), quantile(hundred, 0.99)) == (50, 99)
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([7], 0.99) == 7
    assert quantile([1] * 20 + [9], 0.99) == 9  # of so few it is the worst


def test_a_ratio_is_of_the_medians_and_not_of_the_best_runs() -> None:
    row = Row("figure", "ms", [1, 30, 2], "floor", [1, 1, 4])
    assert row.ratio == 2


def test_a_row_without_a_rival_has_no_ratio() -> None:
    assert Row("figure", "KB", [60]).ratio is None
    assert Row("figure", "KB", [60], "before", [0]).ratio is None


@pytest.mark.parametrize(
    ("ours", "aim", "is_missed"),
    [
        (140, Aim(at_most=1.4), False),
        (141, Aim(at_most=1.4), True),
        (90, Aim(at_least=0.9), False),
        (89, Aim(at_least=0.9), True),
    ],
)
def test_an_aim_is_what_ours_is_to_theirs(ours: float, aim: Aim, is_missed: bool) -> None:
    row = Row("figure", "us", [ours], "floor", [100], aim)
    assert row.is_missed is is_missed
    assert ("MISSED" in row.cells()[-1]) is is_missed


def test_an_aim_of_its_own_is_in_the_rows_unit() -> None:
    assert Row("figure", "KB", [66], at_most=65).cells()[-1] == "≤ 65 KB MISSED"
    assert Row("figure", "KB", [65], at_most=65).cells()[-1] == "≤ 65 KB"


def test_every_figure_shows_its_median_its_least_and_its_most() -> None:
    row = Row("figure", "ms", [2, 1, 9], "floor", [4], Aim(at_most=0.35))
    assert row.cells() == ("figure", "2.00 ms (1.00-9.00)", "floor", "4.00 ms", "0.50", "≤ 0.35 MISSED")


def test_what_is_kept_says_where_with_what_and_when(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "RESULTS", tmp_path)
    made = Table()
    made.add([Row("figure", "ms", [2, 3, 1], "floor", [1], Aim(at_most=1.3))])
    made.note("something to know")
    made.keep("bench")
    text = (tmp_path / "bench.txt").read_text(encoding="utf-8")
    assert "2.00 ms (1.00-3.00)" in text
    assert "something to know" in text
    kept = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert {"machine", "python", "libraries", "commit", "date"} <= kept["machine"].keys()
    assert "eventlet" in kept["machine"]["libraries"]
    assert kept["rows"][0]["ours"] == [2, 3, 1]
    assert kept["rows"][0]["missed"] is True
    assert kept["missed"] == 1
