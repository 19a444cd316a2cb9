"""The lots: anybody recomputes them, nobody could have chosen them, and the list's order has no say in them."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_app.contest.lots import drawn_order, is_secret, seal_of, ticket, tidy_word
from tests.architecture.sources import ROOT

SECRETS = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")
WORDS = st.text(min_size=1, max_size=20)
NUMBERS = st.dictionaries(st.text(min_size=1, max_size=8), st.integers(0, 9999), min_size=2, max_size=40)


def test_the_published_example_holds() -> None:
    """The example of docs/drawing-lots.md, made with the shell's sha256sum."""
    secret, word = "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "hoa sen"
    assert seal_of(secret) == "a1bf4dc2c0cea821798c38e16fcc1667d6f0504afa821b181672035fc5967890"
    assert drawn_order(secret, word, {f"e{n}": n for n in range(1, 7)}) == ("e4", "e5", "e2", "e1", "e6", "e3")


def test_a_lot_is_the_hash_of_secret_word_and_number() -> None:
    assert ticket("5f", "hoa sen", 7) == sha256(b"5f|hoa sen|7").hexdigest()


@given(secret=SECRETS, word=WORDS, numbers=NUMBERS, seed=st.integers(0, 2**32))
def test_the_order_of_the_list_and_the_names_of_its_entries_have_no_say(
    secret: str, word: str, numbers: dict[str, int], seed: int
) -> None:
    own = {entry: number for number, entry in enumerate(numbers)}  # every number once, as in a contest
    shuffled = list(own)
    Random(seed).shuffle(shuffled)
    order = drawn_order(secret, word, own)
    assert sorted(order) == sorted(own)
    assert drawn_order(secret, word, {entry: own[entry] for entry in shuffled}) == order
    renamed = drawn_order(secret, word, {f"x{number}": number for number in own.values()})
    assert [f"x{own[entry]}" for entry in order] == list(renamed)


@given(secret=SECRETS, numbers=st.integers(2, 30))
def test_who_leaves_does_not_move_the_others(secret: str, numbers: int) -> None:
    everybody = {f"e{number}": number for number in range(1, numbers + 1)}
    order = drawn_order(secret, "8", everybody)
    fewer = {entry: number for entry, number in everybody.items() if entry != order[0]}
    assert drawn_order(secret, "8", fewer) == order[1:]


def test_every_turn_falls_to_every_entry_about_equally_often() -> None:
    """Chi-squared over 6 entries and 6 turns stays below what one fair draw in a million exceeds (25 degrees: 73)."""
    rng, draws, entries = Random(20241012), 3_000, {f"e{number}": number for number in range(1, 7)}
    counted: Counter[tuple[str, int]] = Counter()
    for _ in range(draws):
        order = drawn_order(f"{rng.getrandbits(128):032x}", "hoa sen", entries)
        counted.update((entry, turn) for turn, entry in enumerate(order))
    due = draws / 6
    chi = sum((counted[entry, turn] - due) ** 2 / due for entry in entries for turn in range(6))
    assert chi < 73


def test_neither_the_word_nor_the_secret_settles_the_order_alone() -> None:
    entries = {f"e{number}": number for number in range(1, 11)}
    by_word = {drawn_order("5f" * 16, str(word), entries) for word in range(50)}
    by_secret = {drawn_order(f"{secret:032x}", "8", entries) for secret in range(50)}
    assert len(by_word) == len(by_secret) == 50


def test_a_word_counts_as_it_is_shown_however_it_was_typed() -> None:
    assert tidy_word("  hoa \t sen ") == "hoa sen"
    assert tidy_word("Đào Xá") == tidy_word("Đào Xá")


def test_a_secret_is_long_enough_that_nobody_tries_them_all() -> None:
    assert is_secret("0" * 32)
    assert not is_secret("0" * 31)
    assert not is_secret("G" * 32)


def test_the_pocket_script_of_the_document_draws_the_same_lots(capsys: pytest.CaptureFixture[str]) -> None:
    document = (ROOT / "docs" / "drawing-lots.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", document, re.DOTALL)
    assert found
    exec(found[1], {})
    seal, order = capsys.readouterr().out.splitlines()
    assert seal == seal_of("0f1e2d3c4b5a69788796a5b4c3d2e1f0")
    assert order == "[4, 5, 2, 1, 6, 3]"
    assert f"# {seal}" in document
