"""Every topic keeps the shape that shapes.py promises, and says honestly what it rests on."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest_app.contest import commands as c
from contest_app.contest.permissions import MAY_WATCH
from contest_app.contest.snapshot import Snapshot
from contest_app.live import wire
from contest_app.topics import TOPICS, Topic, shapes, sheet
from contest_app.topics.kept import Kept
from tests.building import a_running_contest
from tests.playing import Play
from tests.topics.typed_dicts import problems

SHAPES = {
    "stage": shapes.StageValue,
    "board": shapes.BoardValue,
    "sheet": shapes.SheetValue,
    "desk": shapes.DeskValue,
    "announcer": shapes.AnnouncerValue,
    "changes": shapes.ChangesValue,
}
SEEDS = st.integers(0, 2**32)


def subjects(topic: Topic, snapshot: Snapshot) -> tuple[str, ...]:
    return snapshot.state.judge_order if topic.per_judge else ("",)


def test_every_topic_has_a_shape_and_every_watched_topic_is_one() -> None:
    assert set(SHAPES) == set(TOPICS)
    assert {topic for topics in MAY_WATCH.values() for topic in topics} - {"presence"} == set(TOPICS)


@settings(max_examples=6)
@given(seed=SEEDS)
def test_values_have_the_shapes_that_the_front_ends_were_promised(seed: int) -> None:
    for snapshot in Play(seed).go(80).snapshots:
        for name, topic in TOPICS.items():
            for subject in subjects(topic, snapshot):
                value = topic.produce(snapshot, subject)
                assert list(problems(value, SHAPES[name], name)) == []
                assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"round": "g", "entry": "e", "marked": True, "of": 2}, "marked"),
        ({"round": "g", "entry": "e", "marked": 1}, "keys differ"),
        ({"round": None, "entry": "e", "marked": 1, "of": 2}, "round"),
        (["round"], "not a Drafting"),
    ],
)
def test_the_checker_finds_what_is_wrong(value: Any, complaint: str) -> None:
    assert any(complaint in problem for problem in problems(value, shapes.Drafting))


def changed(name: str, subject: str, before: Snapshot, after: Snapshot) -> bool:
    """The announcer's question: does the value that it has still hold?"""
    topic = TOPICS[name]
    return not topic.rests_on(after, subject).holds(topic.rests_on(before, subject))


@settings(max_examples=8)
@given(seed=SEEDS)
def test_whenever_a_value_changes_its_inputs_changed(seed: int) -> None:
    snapshots = Play(seed).go(110).snapshots
    for before, after in pairwise(snapshots):
        for name, topic in TOPICS.items():
            for subject in subjects(topic, before):
                if topic.produce(before, subject) != topic.produce(after, subject):
                    assert changed(name, subject, before, after), (name, subject, after.seq)


@settings(max_examples=6)
@given(seed=SEEDS)
def test_what_is_kept_from_value_to_value_is_what_would_be_made_anew(seed: int) -> None:
    kept: dict[str, Kept] = defaultdict(Kept)
    topic = TOPICS["sheet"]
    assert topic.produce_from is not None
    for snapshot in Play(seed).go(110).snapshots:
        for judge in subjects(topic, snapshot):
            value = topic.produce_from(snapshot, judge, kept[judge])
            assert value == topic.produce(snapshot, judge), (judge, snapshot.seq)
            assert json.loads(wire.encoded(value).utf8) == value


def test_one_more_sheet_makes_one_piece_anew() -> None:
    story = a_running_contest().called("e1").marked("j2", "7", "11").called("e2").marked("j2", "8", "11")
    kept, produce = Kept(), sheet.produce_from
    before = produce(story.snapshot, "j2", kept)["sheets"]
    after = produce(story.marked("j2", "6", "11", entry="e2").snapshot, "j2", kept)["sheets"]
    assert [one["entry"]["id"] for one in after] == ["e1", "e2"]
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, False]


def test_another_judges_sheet_wakes_neither_the_board_nor_my_tablet() -> None:
    story = a_running_contest().called("e1").marked("j2", "7", "11")
    before = story.snapshot
    after = story.marked("j2", "8", "11").snapshot
    for name, subject in (("board", ""), ("stage", ""), ("sheet", "j1")):
        assert not changed(name, subject, before, after), name
    assert changed("sheet", "j2", before, after)


def test_an_absence_recorded_after_closing_wakes_the_tablets() -> None:
    story = a_running_contest().called("e1").closed("e1", reason="không có phiếu").called("e2")
    before = story.snapshot
    after = story.does("secretary", c.RecordAbsence, round="greeting", entry="e1", reason="vắng").snapshot
    assert changed("sheet", "j1", before, after)


def test_the_hall_knows_an_order_that_was_set_from_one_by_number() -> None:
    story = a_running_contest().does("secretary", c.SetRunningOrder, round="greeting", order=("e2", "e1"))
    rounds = _stage(story)["rounds"]
    assert [(each["round"]["id"], each["order"], each["is_set"]) for each in rounds][:2] == [
        ("greeting", ["e2", "e1"], True),
        ("knowledge", ["e1", "e2"], False),
    ]


def test_the_running_orders_go_only_with_the_scene_that_shows_them() -> None:
    story = a_running_contest().called("e1")
    shown = {scene: _stage(story.does("director", c.ChooseScene, scene=scene)) for scene in ("waiting", "board")}
    assert [entry["id"] for entry in shown["waiting"]["entries"]] == ["e1", "e2"]
    assert shown["waiting"]["rounds"]
    assert (shown["board"]["entries"], shown["board"]["rounds"]) == ([], [])


def _stage(story: Any) -> Any:
    return TOPICS["stage"].produce(story.snapshot, "")
