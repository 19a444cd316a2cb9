"""A tracked map is an ordinary persistent map that also knows what changed along its line."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from contest_app.contest.record import Record
from contest_app.contest.tracked import TrackedMap, changed_keys

acts = st.lists(st.tuples(st.sampled_from("sud"), st.sampled_from("abcd"), st.integers(0, 3)), max_size=12)


def after(start: TrackedMap[str, int], acts_: list[tuple[str, str, int]]) -> list[TrackedMap[str, int]]:
    line = [start]
    for act, key, value in acts_:
        now = line[-1]
        if act == "s":
            line.append(now.set(key, value))
        elif act == "u":
            line.append(now.update({key: value, "z": value}))
        elif key in now:
            line.append(now.delete(key))
    return line


@given(acts, acts, st.data())
def test_what_changed_is_never_missed(first: list[Any], second: list[Any], data: st.DataObject) -> None:
    line = after(TrackedMap({"a": 0}), first)
    branch = after(data.draw(st.sampled_from(line)), second)
    both = line + branch
    now, before = data.draw(st.sampled_from(both)), data.draw(st.sampled_from(both))
    keys = set(now) | set(before)
    assert {key for key in keys if now.get(key) != before.get(key)} <= changed_keys(now, before)
    assert {key for key in keys if now.get(key) != before.get(key)} <= changed_keys(Map(dict(now)), Map(dict(before)))


def test_along_one_line_only_what_was_set_is_named() -> None:
    start: TrackedMap[int, int] = TrackedMap({n: n for n in range(1000)})
    assert changed_keys(start.set(5, 0).set(7, 0), start) == {5, 7}
    assert changed_keys(start, start) == set()


def test_it_is_equal_to_what_it_holds() -> None:
    assert TrackedMap({"a": 1}) == Map({"a": 1}) == TrackedMap().set("a", 1)
    assert hash(TrackedMap({"a": 1})) == hash(TrackedMap().set("a", 1))
    assert TrackedMap({"a": 1}) != {"a": 1}
    assert "'a': 1" in repr(TrackedMap({"a": 1}))
    assert list(TrackedMap({"a": 1})) == ["a"]
    assert len(TrackedMap({"a": 1})) == 1
    assert "a" in TrackedMap({"a": 1})


def test_the_performances_of_a_contest_are_tracked() -> None:
    assert isinstance(Record(()).performances, TrackedMap)
