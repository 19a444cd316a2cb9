"""Every event comes back from the store as it went in, and old lines are read for ever."""

import json
import typing
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_app.contest.events import Event, PerformanceClosed, RoundOpened, SheetSubmitted, event_kinds
from contest_app.journal import codec
from contest_app.journal.codec import Unreadable, decode, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=6,
)


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of that type may hold."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return st.lists(values_of(inside[0]), max_size=3).map(tuple)
    if origin is Mapping:
        return st.dictionaries(st.text(), PLAIN if inside[1] is Any else values_of(inside[1]), max_size=3)
    return {str: st.text(), int: st.integers(), bool: st.booleans()}[hint]


def events_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: values_of(hints[field.name]) for field in fields(kind)})


@pytest.mark.parametrize("kind", event_kinds().values(), ids=event_kinds().keys())
def test_every_kind_of_event_comes_back_as_it_went_in(kind: type[Event]) -> None:
    @given(events_of(kind))
    def comes_back(event: Event) -> None:
        stored = encode(event)
        assert decode(*stored) == event
        assert encode(decode(*stored)) == stored

    comes_back()


def test_data_are_canonical_and_letters_stay_letters() -> None:
    event = SheetSubmitted("skit", "hương-sơn", "j1", 1, {"b": "7.5", "a": "8"})

    assert encode(event) == (
        "SheetSubmitted",
        1,
        '{"device":"","entry":"hương-sơn","judge":"j1","marks":{"a":"8","b":"7.5"},"revision":1,"round":"skit"}',
    )


def test_a_field_that_was_added_later_has_its_default_in_old_lines() -> None:
    assert decode("PerformanceClosed", 1, '{"round":"skit","entry":"a"}') == PerformanceClosed("skit", "a", (), "")


def test_upcasters_lead_an_old_line_through_every_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(codec.VERSIONS, "RoundOpened", 3)
    monkeypatch.setitem(codec.UPCASTERS, ("RoundOpened", 1), lambda data: {"name": data["title"]})
    monkeypatch.setitem(codec.UPCASTERS, ("RoundOpened", 2), lambda data: {"round": data["name"]})

    assert decode("RoundOpened", 1, '{"title":"skit"}') == RoundOpened("skit")
    assert decode("RoundOpened", 2, '{"name":"skit"}') == RoundOpened("skit")
    assert encode(RoundOpened("skit")) == ("RoundOpened", 3, '{"round":"skit"}')


def test_a_kind_that_was_renamed_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(codec.RENAMED, "PartOpened", "RoundOpened")

    assert decode("PartOpened", 1, '{"round":"skit"}') == RoundOpened("skit")


@pytest.mark.parametrize(
    ("kind", "version", "data", "problem"),
    [
        ("RoundExploded", 1, {}, "unknown kind RoundExploded"),
        ("Event", 1, {}, "unknown kind Event"),
        ("RoundOpened", 2, {"round": "skit"}, "unknown version 2 of RoundOpened"),
        ("RoundOpened", 0, {"round": "skit"}, "unknown version 0 of RoundOpened"),
        ("RoundOpened", 1, {"round": "skit", "colour": "red"}, "unknown field colour of RoundOpened"),
        ("RoundOpened", 1, {}, "missing field round of RoundOpened"),
    ],
)
def test_what_this_program_cannot_read_is_named(kind: str, version: int, data: dict[str, str], problem: str) -> None:
    with pytest.raises(Unreadable, match=problem):
        decode(kind, version, json.dumps(data))


def test_an_event_holds_no_floats() -> None:
    with pytest.raises(TypeError, match="float"):
        encode(SheetSubmitted("skit", "a", "j1", 1, {"content": 7.5}))  # type: ignore[dict-item]
