"""The bench compares like with like: its plain recomputation and the standings agree on every total."""

from __future__ import annotations

import random

from bench.standings import a_contest, a_rulebook, one_more_sheet, plain
from contest_app.contest.standings import compute_standings


def test_the_plain_recomputation_makes_the_same_totals() -> None:
    record = a_contest(4, random.Random(7))
    rows = compute_standings(a_rulebook(), record).rows
    assert {row.entry: row.exact for row in rows} == {entry: total for total, entry in plain(record)}


def test_a_row_says_what_it_measured() -> None:
    row = one_more_sheet(2)
    assert row.ours[0] > 0
    assert "2 entries" in row.figure
