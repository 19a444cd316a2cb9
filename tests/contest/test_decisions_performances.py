"""The lives of performance, round and contest, and what may be taken back."""

from __future__ import annotations

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from tests.building import Story, a_contest, a_judged_contest, a_running_contest, one_round

G = {"round": "greeting", "entry": "e1"}
WHY = {"reason": "có lý do"}


def test_a_performance_waits_is_on_stage_is_marked_is_closed() -> None:
    story = a_running_contest()
    lives = [story.performance().status, story.called().performance().status]
    lives.append(story.does("director", c.EndPerformance, **G).performance().status)
    lives.append(story.all_marked("7", "11").closed().performance().status)
    assert lives == ["waiting", "on_stage", "marking", "closed"]


def test_a_contest_is_set_up_runs_is_decided_is_announced() -> None:
    story = a_contest(rounds=one_round()).with_judges(3).with_entries("Hương Sơn")
    phases = [story.state.phase, story.started().state.phase]
    story.round_open().judged("7", "11").round_closed().does("head_judge", c.SignRound, round="greeting")
    phases += [story.decided().state.phase, story.announced().state.phase]
    assert phases == ["setup", "running", "decided", "announced"]


def test_the_next_is_called_while_the_last_is_still_marked() -> None:
    story = a_running_contest().called("e1").marked("j1", "7", "11").called("e2")
    assert (story.performance("e1").status, story.performance("e2").status) == ("marking", "on_stage")
    story.marked("j2", "6", "9", entry="e1").marked("j2", "8", "12", entry="e2")
    assert set(story.performance("e1").handed) == {"j1", "j2"}
    assert set(story.performance("e2").handed) == {"j2"}


@pytest.mark.parametrize("ended", [False, True])
def test_nobody_is_called_while_the_clock_of_the_one_before_runs(ended: bool) -> None:
    story = a_running_contest().called("e1")
    if ended:
        story.does("director", c.EndPerformance, **G)
    story.does("director", c.StartTimer, **G)
    assert story.refused("director", c.CallPerformance, round="greeting", entry="e2").code == "timer_running"


def test_marking_opens_at_the_call_or_when_the_timer_stops() -> None:
    story = a_running_contest().round_open("skit").called("e1", "skit")
    sheet = story.sheet("j1", "40", round="skit")
    assert story.refused("j1", c.SubmitSheet, **sheet).code == "marking_not_open"
    story.does("director", c.StartTimer, round="skit", entry="e1")
    assert story.refused("j1", c.SubmitSheet, **sheet).code == "marking_not_open"
    story.does("director", c.StopTimer, round="skit", entry="e1").does("j1", c.SubmitSheet, **sheet)
    assert story.called("e1").marked("j1", "7", "11").performance().handed["j1"].revision == 1


def test_the_timer_adds_up_over_stops_and_gives_the_elapsed_time() -> None:
    story = a_running_contest().called().timed(100).timed(50)
    assert story.performance().timer.elapsed_ms == 150_000
    assert story.state.figures(("greeting", "e1")).elapsed_s == 150
    story.does("director", c.ClearTimer, **G, **WHY)
    assert story.state.figures(("greeting", "e1")).elapsed_s is None


def test_closing_with_the_quorum_needs_no_reason_below_it_names_the_missing() -> None:
    story = a_running_contest().called().marked("j1", "7", "11")
    refused = story.refused("director", c.ClosePerformance, **G)
    assert refused.details["judges"] == ["GK 2 – Trần Văn Bình", "GK 3 – Lê Thị Thu"]
    assert story.marked("j2", "7", "11").closed().performance().missing == ("j3",)


def test_below_the_quorum_it_closes_with_a_reason() -> None:
    story = a_running_contest().called().closed(reason="mất điện")
    assert story.performance().closing_reason == "mất điện"
    assert story.snapshot.standings.row("e1").total is None


def test_a_recused_judge_is_not_missing() -> None:
    story = a_running_contest().does("j3", c.RecuseJudge, entry="e1").called()
    assert story.marked("j1", "7", "11").marked("j2", "7", "11").closed().performance().missing == ()


def test_reopening_is_the_head_judges_with_a_reason_and_marks_are_taken_again() -> None:
    story = a_running_contest().judged("7", "11")
    assert story.refused("director", c.ReopenPerformance, **G, **WHY).code == "not_allowed"
    assert story.refused("head_judge", c.ReopenPerformance, **G, reason="").code == "reason_missing"
    story.does("head_judge", c.ReopenPerformance, **G, **WHY).marked("j1", "8", "12")
    assert story.performance().handed["j1"].revision == 2


def test_a_round_closes_when_everybody_performed_was_absent_or_is_out() -> None:
    story = a_running_contest(entries=3).judged("7", "11")
    assert story.refused("director", c.CloseRound, round="greeting").details["entries"] == ["2 – Đào Xá", "3 – Úc Kỳ"]
    story.does("secretary", c.RecordAbsence, round="greeting", entry="e2", **WHY)
    story.does("secretary", c.ChangeEntryStatus, entry="e3", status="withdrawn", **WHY)
    assert story.round_closed().state.round_status("greeting") == "closed"


def test_a_counted_round_closes_its_entries_but_not_while_a_clock_runs() -> None:
    story = a_running_contest().round_open("knowledge")
    for entry in ("e1", "e2"):
        story.does("secretary", c.EnterCountedPoints, round="knowledge", entry=entry, points="20")
    story.called("e1", "knowledge").does("director", c.StartTimer, round="knowledge", entry="e1")
    assert story.refused("director", c.CloseRound, round="knowledge").code == "timer_running"
    story.does("director", c.StopTimer, round="knowledge", entry="e1").round_closed("knowledge")
    assert {story.performance(entry, "knowledge").status for entry in ("e1", "e2")} == {"closed"}


def test_a_signed_round_opens_again_only_with_a_reason() -> None:
    story = a_judged_contest().does("head_judge", c.SignRound, round="greeting")
    assert story.refused("head_judge", c.SignRound, round="greeting").code == "round_status"
    assert story.refused("head_judge", c.ReopenRound, round="greeting", reason=" ").code == "reason_missing"
    assert story.round_reopened().state.round_status("greeting") == "open"


def test_a_decided_contest_stands_until_the_decision_is_reopened() -> None:
    story = a_judged_contest().decided()
    assert story.refused("head_judge", c.ReopenRound, round="greeting", **WHY).code == "wrong_phase"
    assert story.refused("secretary", c.GivePenalty, entry="e1", points="1", **WHY).code == "wrong_phase"
    assert story.does("head_judge", c.ReopenDecision, **WHY).round_reopened().state.phase == "running"


def called() -> Story:
    return a_running_contest().called()


@pytest.mark.parametrize(
    "story",
    [
        called().marked("j1", "7", "11"),
        called().does("director", c.StartTimer, **G),
        called().does("secretary", c.GivePenalty, **G, points="1", **WHY),
        called().does("secretary", c.GiveBonus, **G, points="1", **WHY),
    ],
)
def test_a_call_is_not_taken_back_when_something_rests_on_it(story: Story) -> None:
    refused = story.refused("director", c.WithdrawCall, **G)
    assert refused.code == "later_act_depends"
    assert refused.details["what_vi"]


def test_a_call_taken_back_leaves_an_empty_stage_and_may_come_again() -> None:
    story = called().does("director", c.WithdrawCall, **G)
    assert (story.state.on_stage, story.state.scene.kind, story.performance().status) == (None, "waiting", "waiting")
    assert story.called().state.on_stage == ("greeting", "e1")
    story.timed(5).does("director", c.ClearTimer, **G, **WHY).does("director", c.WithdrawCall, **G)
    assert story.state.on_stage is None


def test_a_clock_that_ran_by_mistake_is_cleared_and_marking_closes_again_unless_somebody_marked() -> None:
    skit = {"round": "skit", "entry": "e1"}
    story = a_running_contest().round_open("skit").called("e1", "skit").timed(5, "e1", "skit")
    story.does("director", c.ClearTimer, **skit, **WHY)
    assert story.performance("e1", "skit").status == "on_stage"
    assert story.refused("j1", c.SubmitSheet, **story.sheet("j1", "40", round="skit")).code == "marking_not_open"
    story.timed(600, "e1", "skit").marked("j1", "40", round="skit").does("director", c.ClearTimer, **skit, **WHY)
    assert story.performance("e1", "skit").status == "marking"


# --- correcting what was closed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_signed", [False, True])
def test_reopening_a_performance_opens_its_closed_round_with_it(is_signed: bool) -> None:
    story = a_judged_contest()
    if is_signed:
        story.does("head_judge", c.SignRound, round="greeting")
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="GK 2 ghi nhầm")
    assert [event for event, _ in story.events[-2:]] == [
        e.RoundReopened("greeting", "GK 2 ghi nhầm", "signed" if is_signed else "closed"),
        e.PerformanceReopened("greeting", "e1", "GK 2 ghi nhầm"),
    ]
    assert story.state.round_status("greeting") == "open"
    assert story.performance("e2").status == "closed"
    story.marked("j2", "6", "10").closed("e1").round_closed()
    assert story.performance().handed["j2"].revision == 2


def test_a_counted_round_opens_again_with_the_entries_that_it_closed() -> None:
    story = a_running_contest().round_open("knowledge")
    for entry, points in (("e1", "9"), ("e2", "8")):
        story.does("secretary", c.EnterCountedPoints, round="knowledge", entry=entry, points=points, base=0)
    story.closed("e1", "knowledge").round_closed("knowledge").round_reopened("knowledge")
    assert story.performance("e1", "knowledge").status == "closed"  # somebody closed it by itself
    assert story.performance("e2", "knowledge").status == "waiting"
    story.does("secretary", c.EnterCountedPoints, round="knowledge", entry="e2", points="7", base=1)
    assert story.events[-1][0] == e.CountedPointsEntered("knowledge", "e2", "7", 2, before="8")


def test_what_cannot_be_done_in_a_late_phase_says_the_way_back() -> None:
    decided = a_judged_contest().decided()
    why = {"reason": "ghi nhầm"}
    refused = decided.refused("head_judge", c.ReopenPerformance, round="greeting", entry="e1", **why)
    assert "bỏ chốt trước" in refused.words.vi
    announced = decided.announced()
    refused = announced.refused("head_judge", c.ReopenPerformance, round="greeting", entry="e1", **why)
    assert "withdraw the announcement" in refused.words.en
