"""Seats and sheets: one device a seat, one sheet a judge, corrections while they are allowed, late sheets kept."""

from __future__ import annotations

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.topics import TOPICS
from tests.building import Story, a_running_contest

G = {"round": "greeting", "entry": "e1"}
WHY = {"reason": "có lý do"}


def total(story: Story) -> object:
    return story.snapshot.standings.row("e1").total


def test_a_seat_is_taken_over_only_from_the_device_the_judge_was_told_of() -> None:
    story = a_running_contest().does("j1@tablet", c.TakeSeat, device="tablet")
    refused = story.refused("j1@phone", c.TakeSeat, device="phone", from_device="old")
    assert (refused.code, refused.details["holder"]) == ("seat_changed", "tablet")
    story.does("j1@phone", c.TakeSeat, device="phone", from_device="tablet")
    assert story.events[-1][0] == e.SeatTaken("j1", "phone", taken_from="tablet")


def test_a_seat_released_meanwhile_is_free_and_the_same_device_takes_from_nobody() -> None:
    story = (
        a_running_contest().does("j1@tablet", c.TakeSeat, device="tablet").does("organizer", c.ReleaseSeat, judge="j1")
    )
    story.does("j1@phone", c.TakeSeat, device="phone", from_device="tablet")
    assert story.state.seats["j1"] == "phone"
    story.does("j1@phone", c.TakeSeat, device="phone")
    assert story.events[-1][0] == e.SeatTaken("j1", "phone", taken_from="")


def test_the_sheet_is_the_tokens_judge_whatever_the_device() -> None:
    story = a_running_contest().called().marked("j2@anything", "7", "11")
    assert story.events[-1][0] == e.SheetSubmitted(
        "greeting", "e1", "j2", 1, {"content": "7", "form": "11"}, "anything"
    )
    assert story.refused("j9", c.SubmitSheet, **story.sheet("j1", "7", "11")).code == "unknown_judge"


@pytest.mark.parametrize(
    ("mark", "kept"), [("7,5", "7.5"), (" 7.50 ", "7.5"), ("0", "0"), ("-0", "0"), ("08", "8"), ("8.000", "8")]
)
def test_marks_are_kept_as_plain_decimals(mark: str, kept: str) -> None:
    assert a_running_contest().called().marked("j1", mark, "11").events[-1][0].marks["content"] == kept  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("8.5", "out_of_range"), ("-0.5", "out_of_range"), ("7.25", "off_step"), ("", "mark_missing"),
        (" ", "mark_missing"),
        ("7.", "not_a_number"), ("1e1", "not_a_number"), ("٧", "not_a_number"), ("7,5,0", "not_a_number"),
        ("NaN", "not_a_number"), ("1" * 30, "not_a_number"),
    ],
)  # fmt: skip
def test_marks_that_are_no_marks_are_refused(mark: str, code: str) -> None:
    story = a_running_contest().called()
    assert story.refused("j1", c.SubmitSheet, **story.sheet("j1", mark, "11")).code == code


def test_every_decimal_that_can_be_typed_counts_exactly() -> None:
    fine = [{"id": "free", "title": "Tự do", "max": 10}]
    story = a_running_contest(rounds=[{"id": "greeting", "title": "Chào", "criteria": fine}]).called()
    story.marked("j1", "7.123456789012345678")
    assert story.events[-1][0].marks == {"free": "7.123456789012345678"}  # type: ignore[attr-defined]
    (sheet,) = TOPICS["sheet"].produce(story.snapshot, "j1")["sheets"]
    assert (sheet["marks"], sheet["total"]) == ({"free": "7.123456789012345678"}, "7.123456789012345678")


def test_a_correction_names_the_revision_it_edits() -> None:
    story = a_running_contest().called().marked("j1", "7", "11").marked("j1", "8", "11")
    refused = story.refused("j1", c.SubmitSheet, **story.sheet("j1", "6", "11", base=1))
    assert refused.details == {"base": 1, "revision": 2}
    assert story.state.figures(("greeting", "e1")).sheets["j1"].marks["content"] == 8


def test_until_closed_a_correction_after_closing_comes_late() -> None:
    story = a_running_contest().judged("7", "11").marked("j1", "1", "1")
    assert story.state.late[story.seq].why == "performance_closed"
    assert total(story) == 18


def test_until_the_round_closes_who_handed_in_corrects_and_who_did_not_comes_late() -> None:
    story = a_running_contest(correct_until="round_closed").called().marked("j1", "7", "11").marked("j2", "7", "11")
    story.closed().marked("j1", "8", "12").marked("j3", "8", "12")
    assert story.performance().handed["j1"].revision == 2
    assert story.state.late[story.seq].judge == "j3"
    story.called("e2").closed("e2", reason="bỏ").round_closed().marked("j1", "1", "1")
    assert story.state.late[story.seq].why == "round_closed"


def test_a_device_whose_seat_was_taken_over_hands_in_late_and_the_holder_in_time() -> None:
    story = a_running_contest().does("j1@tablet", c.TakeSeat, device="tablet")
    story.does("j1@phone", c.TakeSeat, device="phone", from_device="tablet").called().marked("j1@tablet", "1", "1")
    assert (story.state.late[story.seq].why, dict(story.performance().handed)) == ("seat_taken", {})
    assert "j1" in story.marked("j1@phone", "7", "11").performance().handed


def late() -> tuple[Story, int]:
    story = a_running_contest().called().marked("j1", "7", "11").marked("j2", "7", "11").closed().marked("j3", "1", "1")
    return story, story.seq


def test_a_late_sheet_counts_nothing_until_it_is_accepted_with_a_reason() -> None:
    story, seq = late()
    assert total(story) == 18
    assert story.refused("head_judge", c.AcceptLateSheet, late=seq, reason="").code == "reason_missing"
    story.does("head_judge", c.AcceptLateSheet, late=seq, **WHY)
    assert total(story) != 18
    assert (story.performance().missing, story.state.figures(("greeting", "e1")).absent_judges) == ((), frozenset())
    assert story.refused("head_judge", c.DeclineLateSheet, late=seq, **WHY).code == "late_not_waiting"


def test_a_declined_late_sheet_stays_on_record_and_counts_nothing() -> None:
    story, seq = late()
    story.does("head_judge", c.DeclineLateSheet, late=seq, **WHY)
    assert (story.state.late[seq].status, total(story)) == ("declined", 18)


def test_a_late_sheet_is_not_accepted_into_a_signed_round_an_absence_or_from_a_recused_judge() -> None:
    story, seq = late()
    story.does("j3", c.RecuseJudge, entry="e1")
    assert story.refused("head_judge", c.AcceptLateSheet, late=seq, **WHY).code == "judge_recused"
    story, seq = late()
    story.called("e2").closed("e2", reason="bỏ").round_closed().does("head_judge", c.SignRound, round="greeting")
    assert story.refused("head_judge", c.AcceptLateSheet, late=seq, **WHY).code == "round_not_open"
    story = a_running_contest().does("secretary", c.RecordAbsence, **G, **WHY).marked("j1", "7", "11")
    late_seq = story.seq
    assert story.refused("head_judge", c.AcceptLateSheet, late=late_seq, **WHY).code == "absence_recorded"
    story.does("secretary", c.WithdrawAbsence, **G, **WHY)
    assert story.refused("head_judge", c.AcceptLateSheet, late=late_seq, **WHY).code == "not_called"


def test_a_late_sheet_with_wrong_marks_is_refused_at_once() -> None:
    story, _ = late()
    assert story.refused("j3", c.SubmitSheet, **story.sheet("j3", "9", "1")).code == "out_of_range"


def test_a_judge_recuses_before_marking_not_after() -> None:
    story = a_running_contest().called().marked("j1", "7", "11")
    assert story.refused("j1", c.RecuseJudge, entry="e1").code == "later_act_depends"
    assert story.refused("organizer", c.RecuseJudge, entry="e1", judge="j2").code == "reason_missing"
    story.does("organizer", c.RecuseJudge, entry="e1", judge="j2", reason="cùng xã")
    assert story.state.panel_of(("greeting", "e1")) == ("j1", "j3")
    story.does("head_judge", c.WithdrawRecusal, entry="e1", judge="j2", **WHY).marked("j2", "7", "11")
    assert set(story.performance().handed) == {"j1", "j2"}
