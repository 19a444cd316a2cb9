"""Counted points, penalties and bonuses, absence and status, ties: entered with a reason, taken back by name."""

from __future__ import annotations

import pytest

from contest_app.contest import commands as c
from tests.building import Story, a_judged_contest, a_running_contest

G = {"round": "greeting", "entry": "e1"}
K = {"round": "knowledge", "entry": "e1"}
WHY = {"reason": "có lý do"}


def total(story: Story, entry: str = "e1") -> object:
    return story.snapshot.standings.row(entry).total


def test_counted_points_name_the_revision_they_edit() -> None:
    story = a_running_contest().round_open("knowledge").does("secretary", c.EnterCountedPoints, **K, points="20,5")
    assert story.refused("secretary", c.EnterCountedPoints, **K, points="21").code == "stale_base"
    assert total(story.does("secretary", c.EnterCountedPoints, **K, points="21", base=1)) == 21


@pytest.mark.parametrize(("points", "code"), [("31", "out_of_range"), ("-1", "out_of_range"), ("hai", "not_a_number")])
def test_counted_points_stay_within_the_round(points: str, code: str) -> None:
    story = a_running_contest().round_open("knowledge")
    assert story.refused("secretary", c.EnterCountedPoints, **K, points=points).code == code
    assert story.refused("secretary", c.EnterCountedPoints, **K, points="1", part="x").code == "unknown_criterion"


def test_no_points_and_nought_points_are_not_the_same() -> None:
    story = a_running_contest().round_open("knowledge")
    assert story.refused("director", c.ClosePerformance, **K).code == "points_missing"
    assert total(story.does("secretary", c.EnterCountedPoints, **K, points="0").closed("e1", "knowledge")) == 0
    assert total(story, "e2") is None


def test_a_penalty_of_a_round_and_one_of_the_total_are_taken_back_by_their_number() -> None:
    story = a_running_contest().judged("7", "11")
    story.does("secretary", c.GivePenalty, **G, points="1,5", source="time", **WHY)
    of_round = story.seq
    story.does("secretary", c.GivePenalty, entry="e1", points="2", **WHY)
    of_total = story.seq
    assert total(story) == 14.5
    story.does("secretary", c.WithdrawPenalty, penalty=of_round, **WHY)
    assert total(story) == 16
    story.does("secretary", c.WithdrawPenalty, penalty=of_total, **WHY)
    assert total(story) == 18
    assert story.refused("secretary", c.WithdrawPenalty, penalty=of_total, **WHY).code == "unknown_line"


def test_a_bonus_is_no_penalty_and_is_taken_back_by_its_own_name() -> None:
    story = a_running_contest().judged("7", "11").does("secretary", c.GiveBonus, **G, points="2", **WHY)
    assert total(story) == 20
    assert story.refused("secretary", c.WithdrawPenalty, penalty=story.seq, **WHY).code == "unknown_line"
    assert total(story.does("secretary", c.WithdrawBonus, bonus=story.seq, **WHY)) == 18


def test_a_line_of_a_closed_round_waits_for_the_round_to_be_reopened() -> None:
    story = a_judged_contest()
    assert story.refused("secretary", c.GivePenalty, **G, points="1", **WHY).code == "round_not_open"
    story.round_reopened().does("secretary", c.GivePenalty, **G, points="1", **WHY)
    seq = story.seq
    assert story.round_closed().refused("secretary", c.WithdrawPenalty, penalty=seq, **WHY).code == "round_not_open"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"points": "0", **WHY}, "points_not_positive"),
        ({"points": "1", "reason": ""}, "reason_missing"),
        ({"points": "1", "source": "mood", **WHY}, "unknown_choice"),
    ],
)
def test_a_penalty_is_above_nought_with_a_reason_and_a_source(fields: dict[str, str], code: str) -> None:
    assert a_running_contest().called().refused("secretary", c.GivePenalty, **G, **fields).code == code


def test_a_waiting_performance_has_no_penalty() -> None:
    assert a_running_contest().refused("secretary", c.GivePenalty, **G, points="1", **WHY).code == "not_called"


def test_absent_withdrawn_and_disqualified_are_states_of_their_own_and_no_nought() -> None:
    story = a_running_contest(entries=4).judged("7", "11")
    story.does("secretary", c.RecordAbsence, round="greeting", entry="e2", **WHY)
    for entry, status in (("e3", "withdrawn"), ("e4", "disqualified")):
        story.does("secretary", c.ChangeEntryStatus, entry=entry, status=status, **WHY)
    rows = {row.entry: (row.status, row.place, row.total) for row in story.snapshot.standings.rows}
    assert rows == {
        "e1": ("competing", 1, 18),
        "e2": ("absent", None, None),
        "e3": ("withdrawn", None, None),
        "e4": ("disqualified", None, None),
    }


def test_a_disqualification_is_taken_back_and_the_marks_are_still_there() -> None:
    story = a_running_contest().judged("7", "11")
    story.does("secretary", c.ChangeEntryStatus, entry="e1", status="disqualified", **WHY)
    assert total(story) is None
    assert total(story.does("secretary", c.ChangeEntryStatus, entry="e1", status="competing", **WHY)) == 18


def test_who_has_sheets_or_points_was_not_absent() -> None:
    story = a_running_contest().called().marked("j1", "7", "11")
    assert story.refused("secretary", c.RecordAbsence, **G, **WHY).code == "later_act_depends"
    story.round_open("knowledge").does("secretary", c.EnterCountedPoints, **K, points="1")
    assert story.refused("secretary", c.RecordAbsence, **K, **WHY).code == "later_act_depends"


def test_an_absent_entry_is_not_reopened_but_its_absence_is_taken_back() -> None:
    story = a_running_contest().does("secretary", c.RecordAbsence, **G, **WHY)
    assert story.refused("head_judge", c.ReopenPerformance, **G, **WHY).code == "later_act_depends"
    story.does("secretary", c.WithdrawAbsence, **G, **WHY)
    assert total(story.judged("7", "11")) == 18


def test_a_tie_waits_for_a_decision_which_is_taken_back_before_the_contest_is_decided() -> None:
    story = a_judged_contest(("7", "11"), ("8", "10"))
    assert story.snapshot.standings.unsettled == (("e1", "e2"),)
    assert story.refused("head_judge", c.DecideTie, entries=("e2", "e2"), **WHY).code == "not_tied"
    assert story.refused("head_judge", c.DecideTie, entries=("e2", "e1"), how="dice", **WHY).code == "unknown_choice"
    story.does("head_judge", c.DecideTie, entries=("e2", "e1"), **WHY)
    assert [row.entry for row in story.snapshot.standings.rows] == ["e2", "e1"]
    story.decided()
    assert story.refused("head_judge", c.WithdrawTieDecision, entries=("e2", "e1"), **WHY).code == "wrong_phase"
    story.does("head_judge", c.ReopenDecision, **WHY)
    story.does("head_judge", c.WithdrawTieDecision, entries=("e2", "e1"), **WHY)
    assert story.snapshot.standings.unsettled
