"""What is encoded once goes into a message as it is, and reads like what it was made of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contest_app.live import wire
from contest_app.topics.kept import Piece


@pytest.mark.parametrize(
    "value",
    [{}, {"a": 1}, {"tên": "Đội “Hương Sơn”\n", "none": None, "list": [1, "x"], "deep": {"a": {"b": []}}},
     [1, 2], "x", 7, None, {"pieces": [Piece(n=1), Piece(n="hai")], "none": [], "plain": [{"n": 1}]}],
)  # fmt: skip
def test_what_is_encoded_reads_back(value: Any) -> None:
    assert json.loads(wire.encoded(value).utf8) == value


def test_a_message_takes_what_is_encoded_as_it_is() -> None:
    payload = {"name": "stage", "value": {"tên": "Đội 1"}}
    assert wire.dumps(["topic", wire.encoded(payload)]) == wire.dumps(["topic", payload])
    assert wire.dumps([wire.encoded(payload)]) == wire.dumps([payload])
    assert wire.dumps({"sid": "x"}, separators=(",", ":")) == '{"sid":"x"}'


def test_an_object_is_put_together_of_what_is_encoded() -> None:
    parts = {"topics": wire.an_object({}), "denied": wire.encoded(["desk"])}
    assert json.loads(wire.an_object(parts).utf8) == {"topics": {}, "denied": ["desk"]}


def test_a_piece_is_written_out_once() -> None:
    piece = Piece(n=1)
    first = wire.encoded({"pieces": [piece]})
    piece["n"] = 2  # nobody does: it shows that it is not looked at again
    assert wire.encoded({"pieces": [piece]}) == first
