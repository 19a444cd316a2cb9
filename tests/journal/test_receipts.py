"""A command is carried out once, however long ago that was, and its receipt takes no memory for ever."""

from __future__ import annotations

import sys

import pytest

from contest_app.journal import receipts as receipts_module
from contest_app.journal.journal import StoredReceipt
from contest_app.journal.receipts import Receipts


def a_receipt(number: int) -> StoredReceipt:
    return StoredReceipt("xa", f"command-{number}", number, "done", "judge:j1", "submit_sheet")


def test_the_newest_are_at_hand_and_older_ones_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts_module, "NEWEST", 10)
    receipts = Receipts(a_receipt(number) for number in range(100))

    assert [receipts.get(f"command-{number}") for number in range(90, 100)] == [a_receipt(n) for n in range(90, 100)]
    assert all(receipts.get(f"command-{number}") is None for number in range(90))
    assert all(receipts.may_be_older(f"command-{number}") for number in range(90))
    assert not any(receipts.may_be_older(f"command-{number}") for number in range(90, 100))


def test_what_was_never_seen_is_hardly_ever_asked_for() -> None:
    receipts = Receipts(a_receipt(number) for number in range(receipts_module.NEWEST + 50_000))
    assert sum(receipts.may_be_older(f"new-{number}") for number in range(10_000)) < 50


def test_a_short_evening_asks_for_nothing() -> None:
    receipts = Receipts(a_receipt(number) for number in range(1_000))
    assert not any(receipts.may_be_older(f"new-{number}") for number in range(1_000))
    assert receipts._older is None


def test_a_long_evening_takes_no_more_memory_than_a_day() -> None:
    receipts = Receipts(a_receipt(number) for number in range(3 * receipts_module.NEWEST))
    assert len(receipts._newest) == receipts_module.NEWEST
    before = sys.getsizeof(receipts._older)
    receipts.add(a_receipt(number) for number in range(100_000, 120_000))
    assert sys.getsizeof(receipts._older) == before
