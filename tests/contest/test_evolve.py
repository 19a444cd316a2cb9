"""The fold knows every event, decides nothing, and every event can be stored as plain JSON."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.commands import command_kinds, wire_name
from contest_app.contest.decisions import decided_commands
from contest_app.contest.evolve import evolve, handled_events
from tests.building import a_contest, a_judged_contest, a_running_contest
from tests.playing import Play

WHY = {"reason": "có lý do"}


def test_the_fold_handles_every_event() -> None:
    assert handled_events() == set(e.event_kinds().values())


def test_every_command_is_decided() -> None:
    assert decided_commands() == set(command_kinds().values())


def test_wire_names_are_the_class_names_in_snake_case() -> None:
    assert wire_name(c.SubmitSheet) == "submit_sheet"
    assert wire_name(c.EnterCountedPoints) == "enter_counted_points"


def test_every_event_is_plain_json_in_every_field() -> None:
    for seed in range(5):
        for event, _ in Play(seed).go(80).events:
            told = {field.name: getattr(event, field.name) for field in fields(event)}
            assert json.loads(json.dumps(told)) == json.loads(json.dumps(told, default=str))


def test_a_journal_begins_with_the_contest() -> None:
    with pytest.raises(ValueError, match="RoundOpened"):
        evolve(None, e.RoundOpened("greeting"), e.Stamp(1, 0, "director:Lan"))


def test_who_is_appointed_head_last_is_the_only_head_judge() -> None:
    story = a_contest().with_judges(2, head=1)
    story.does("organizer", c.AppointJudge, judge="j2", number=2, name="Trần Văn Bình", is_head=True)
    assert [story.state.judges[judge].is_head for judge in ("j1", "j2")] == [False, True]
    assert story.state.record.head_judge == "j2"
    story.does("organizer", c.AppointJudge, judge="j2", number=2, name="Trần Văn Bình")
    assert story.state.record.head_judge is None


def test_an_entry_registered_after_the_draw_comes_last_in_the_running_order() -> None:
    story = a_contest().with_entries("Hương Sơn", "Đào Xá")
    story.does("secretary", c.SetRunningOrder, round="greeting", order=("e2", "e1")).with_entries("Úc Kỳ")
    assert story.state.order_of("greeting") == ("e2", "e1", "e3")


def test_a_closed_performance_names_the_absent_judges_and_forgets_them_when_reopened() -> None:
    story = a_running_contest().called().marked("j1", "7", "11").marked("j2", "7", "11").closed()
    assert story.state.figures(("greeting", "e1")).absent_judges == {"j3"}
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", **WHY)
    assert story.state.figures(("greeting", "e1")).absent_judges == frozenset()
    assert story.performance().status == "marking"


def test_points_for_the_whole_round_replace_points_by_part_and_never_add_up() -> None:
    quiz = {
        "id": "knowledge",
        "title": "Kiến thức",
        "kind": "counted",
        "criteria": [
            {"id": "quick", "title": "Trả lời nhanh", "max": 10},
            {"id": "long", "title": "Tự luận", "max": 20},
        ],
    }
    story = a_contest(rounds=[quiz]).with_entries("Hương Sơn").started().round_open("knowledge")
    here = {"round": "knowledge", "entry": "e1"}
    story.does("secretary", c.EnterCountedPoints, **here, points="9", part="quick")
    assert "Tự luận" in story.refused("director", c.ClosePerformance, **here).words.vi
    story.does("secretary", c.EnterCountedPoints, **here, points="25")
    assert dict(story.state.figures(("knowledge", "e1")).counted) == {"": 25}
    story.does("secretary", c.EnterCountedPoints, **here, points="8", part="quick", base=1)
    story.does("secretary", c.EnterCountedPoints, **here, points="12,5", part="long")
    assert story.closed("e1", "knowledge").snapshot.standings.rows[0].total == 20.5


def test_an_absence_empties_the_stage_and_taking_it_back_lets_the_entry_be_called() -> None:
    story = a_running_contest().called().does("secretary", c.RecordAbsence, round="greeting", entry="e1", **WHY)
    assert (story.state.on_stage, story.state.scene.kind) == (None, "waiting")
    assert story.performance().status == "closed"
    story.does("secretary", c.WithdrawAbsence, round="greeting", entry="e1", **WHY).called("e1")
    assert story.state.on_stage == ("greeting", "e1")


def test_closing_the_round_leaves_an_empty_stage_and_a_board_stays_on_the_wall() -> None:
    story = a_running_contest(entries=1).judged("7", "11").does("director", c.ChooseScene, scene="board").round_closed()
    assert (story.state.on_stage, story.state.scene.kind) == (None, "board")


def test_the_jury_and_the_public_keep_records_of_their_own() -> None:
    story = a_judged_contest()
    assert not story.state.public.performances
    story.published("e2")
    assert set(story.state.public.performances) == {("greeting", "e2")}
    assert len(story.state.record.performances) == 2
