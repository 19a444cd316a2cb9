"""What comes in over a socket is a message of the protocol or is refused, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contest_app.contest.commands import ChooseScene, DecideTie, RecuseJudge, SubmitSheet, TakeSeat, command_kinds
from contest_app.contest.refusals import Malformed
from contest_app.live.messages import PresenceMessage, parse_auth, parse_command, parse_presence, parse_watch

SHEET = {"command_id": "c-1", "kind": "submit_sheet", "round": "r", "entry": "e", "base": 0, "marks": {"a": "7.5"}}


def test_a_sheet_is_read_into_its_command() -> None:
    assert parse_command(SHEET) == SubmitSheet("c-1", "r", "e", 0, {"a": "7.5"})


def test_from_is_the_device_that_held_the_seat() -> None:
    message = {"command_id": "c", "kind": "take_seat", "device": "d2", "from": "d1"}

    assert parse_command(message) == TakeSeat("c", "d2", "d1")


def test_a_field_with_a_default_may_be_left_out() -> None:
    assert parse_command({"command_id": "c", "kind": "choose_scene", "scene": "board"}) == ChooseScene("c", "board")


def test_a_list_becomes_a_tuple() -> None:
    message = {"command_id": "c", "kind": "decide_tie", "entries": ["a", "b"], "reason": "vì"}

    assert parse_command(message) == DecideTie("c", ("a", "b"), "vì")


def test_letters_are_composed() -> None:
    message = {"command_id": "c", "kind": "recuse_judge", "entry": "e", "reason": "ho\u0323 ha\u0300ng"}

    assert parse_command(message) == RecuseJudge("c", "e", reason="họ hàng")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "make_coffee"}, "kind"),
        ({"kind": None}, "kind"),
        ({"kind": ["submit_sheet"]}, "kind"),
        ({"kind": "create_contest"}, "kind"),
        ({"command_id": 7}, "command_id"),
        ({"command_id": ""}, "command_id"),
        ({"command_id": "x" * 65}, "command_id"),
        ({"command_id": "có dấu"}, "command_id"),
        ({"judge": "j1"}, "judge"),
        ({"actor": {"role": "organizer"}}, "actor"),
        ({"role": "organizer"}, "role"),
        ({"round": None}, "round"),
        ({"round": "r" * 65}, "round"),
        ({"entry": {"id": "e"}}, "entry"),
        ({"entry": "e\0"}, "entry"),
        ({"entry": "\ud800"}, "entry"),
        ({"base": "0"}, "base"),
        ({"base": True}, "base"),
        ({"base": -1}, "base"),
        ({"base": 1.0}, "base"),
        ({"base": 10**30}, "base"),
        ({"marks": None}, "marks"),
        ({"marks": [["a", "7.5"]]}, "marks"),
        ({"marks": {"a": 7.5}}, "marks.a"),
        ({"marks": {"a": {"b": "1"}}}, "marks.a"),
        ({"marks": {"a": "7" * 33}}, "marks.a"),
        ({"marks": {f"c{number}": "1" for number in range(65)}}, "marks"),
        ({"marks": {"c" * 65: "1"}}, "marks"),
    ],
)
def test_what_is_not_exactly_a_sheet_is_malformed_and_names_the_field(change: dict[str, Any], field: str) -> None:
    refused = parse_command({**SHEET, **change})

    assert isinstance(refused, Malformed)
    assert refused.details["field"] == field


@pytest.mark.parametrize("field", sorted(SHEET))
def test_a_missing_field_is_named(field: str) -> None:
    refused = parse_command({name: value for name, value in SHEET.items() if name != field})

    assert isinstance(refused, Malformed)
    assert refused.field == field


@pytest.mark.parametrize("payload", [None, [], "submit_sheet", 7, True, [SHEET]])
def test_a_message_is_an_object(payload: Any) -> None:
    for parse in (parse_command, parse_watch, parse_presence, parse_auth):
        assert isinstance(parse(payload), Malformed)


def test_a_rule_book_may_not_be_nested_without_end() -> None:
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]

    refused = parse_command({"command_id": "c", "kind": "set_rulebook", "rulebook": {"rounds": deep}})

    assert isinstance(refused, Malformed)


def test_the_words_of_a_refusal_can_be_sent_whatever_came() -> None:
    refused = parse_command({**SHEET, "\ud800" * 100: 1})

    assert isinstance(refused, Malformed)
    refused.words.vi.encode("utf-8")
    assert len(refused.field) <= 64


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=80),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(ANYTHING, some.sampled_from(sorted(command_kinds())))
def test_no_message_raises(payload: Any, kind: str) -> None:
    for parse in (parse_command, parse_watch, parse_presence, parse_auth):
        parse(payload)
    if isinstance(payload, dict):
        parse_command({"command_id": "c", **payload, "kind": kind})


def test_the_topics_of_a_watch_are_named_once() -> None:
    assert parse_watch({"topics": ["stage", "board", "stage"]}) == ("stage", "board")
    assert isinstance(parse_watch({"topics": "stage"}), Malformed)
    assert isinstance(parse_watch({"topics": [1]}), Malformed)
    assert isinstance(parse_watch({"topics": ["x"] * 33}), Malformed)


def test_presence_says_only_what_it_may() -> None:
    assert parse_presence({"unsent": 2}) == PresenceMessage(unsent=2)
    assert isinstance(parse_presence({"judge": "j1"}), Malformed)
    assert isinstance(parse_presence({"marked": "3"}), Malformed)
