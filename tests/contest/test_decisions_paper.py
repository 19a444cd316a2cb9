"""Paper sheets: two readings that agree are one sheet; a first reading counts nothing and tells nobody anything."""

from __future__ import annotations

import json
from typing import Any

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.refusals import (
    AlreadyAbsent,
    LaterActDepends,
    MarkMissing,
    NotCalled,
    OffStep,
    PaperReplacesClosed,
    ReadingsDiffer,
    RoundStatusWrong,
    SameTypist,
    StaleBase,
)
from contest_app.topics import TOPICS
from tests.building import Story, a_running_contest

WHERE: dict[str, Any] = {"round": "greeting", "entry": "e1", "judge": "j1"}
WHY = {"reason": "máy tính bảng hỏng"}


def sheet(story: Story, *marks: str, judge: str = "j1", who: str = "Lan", **fields: Any) -> dict[str, Any]:
    read = story.sheet(judge, *marks)
    return {**read, "judge": judge, "typist": who, **WHY} | fields


def typed(story: Story, *marks: str, **fields: Any) -> Story:
    return story.does("secretary", c.TypePaperSheet, **sheet(story, *marks, **fields))


def refused(story: Story, *marks: str, **fields: Any) -> Any:
    return story.refused("secretary", c.TypePaperSheet, **sheet(story, *marks, **fields))


def on_stage() -> Story:
    return a_running_contest().called()


def entered(story: Story, *marks: str, **fields: Any) -> Story:
    return typed(typed(story, *marks, **fields), *marks, **({"who": "Bình"} | fields))


def test_the_first_reading_counts_nothing_and_the_second_makes_the_sheet() -> None:
    story = typed(on_stage(), "7,50", "11")
    assert not story.performance().handed
    assert not story.state.figures(("greeting", "e1")).sheets
    typed(story, "7.5", "11.0", who="Bình")
    assert story.events[-1][0] == e.PaperSheetEntered(
        story.seq - 1, "greeting", "e1", "j1", 1, {"content": "7.5", "form": "11"}, ("Lan", "Bình"), WHY["reason"]
    )
    handed = story.performance().handed["j1"]
    assert (handed.revision, handed.on_paper) == (1, True)
    assert not story.state.paper


def test_readings_that_differ_are_refused_by_criterion_without_the_first_value() -> None:
    story = typed(on_stage(), "7", "11")
    no = refused(story, "7", "10.5", who="Bình")
    assert no == ReadingsDiffer(("Hình thức",))
    assert "11" not in no.words.vi + no.words.en + json.dumps(no.details)
    assert ("greeting", "e1", "j1") in story.state.paper
    typed(story, "7", "11", who="Bình")
    assert story.performance().handed["j1"].revision == 1


def test_a_wrong_first_reading_is_discarded_with_a_reason_and_the_sheet_typed_twice_anew() -> None:
    story = typed(on_stage(), "1", "9").does("secretary", c.DiscardPaperReading, **WHERE, reason="nhập nhầm 9,1")
    assert story.events[-1][0] == e.PaperReadingDiscarded(story.seq - 1, "greeting", "e1", "j1", "nhập nhầm 9,1")
    entered(story, "7", "9")
    assert story.performance().handed["j1"].on_paper


def test_the_same_person_twice_wants_a_reason_however_the_name_is_written() -> None:
    story = typed(on_stage(), "7", "11", who="Nguyễn  Thị hoà")
    assert isinstance(refused(story, "7", "11", who="nguyễn thị Hòa"), SameTypist)
    typed(story, "7", "11", who="nguyễn thị Hòa", alone="chỉ có một thư ký")
    event = story.events[-1][0]
    assert isinstance(event, e.PaperSheetEntered)
    assert event.alone == "chỉ có một thư ký"


def test_marks_on_paper_are_checked_like_a_tablets() -> None:
    assert isinstance(refused(on_stage(), "7"), MarkMissing)
    assert isinstance(refused(on_stage(), "7.3", "11"), OffStep)
    assert isinstance(refused(on_stage(), "7", ""), MarkMissing)


def test_a_sheet_that_a_tablet_handed_in_is_replaced_over_its_own_revision() -> None:
    story = on_stage().marked("j1", "5", "5")
    assert isinstance(refused(story, "7", "11", base=0), StaleBase)
    entered(story, "7", "11")
    assert story.performance().handed["j1"].revision == 2


def test_a_tablet_that_did_not_know_of_the_paper_sheet_overwrites_nothing() -> None:
    story = entered(on_stage(), "7", "11")
    assert isinstance(story.refused("j1", c.SubmitSheet, **story.sheet("j1", "5", "5", base=0)), StaleBase)
    story.marked("j1", "6", "11")
    assert (story.performance().handed["j1"].revision, story.performance().handed["j1"].on_paper) == (2, False)


def test_a_tablets_sheet_between_the_readings_is_seen_by_the_second() -> None:
    story = typed(on_stage(), "7", "11").marked("j1", "5", "5")
    assert isinstance(refused(story, "7", "11", who="Bình", base=0), StaleBase)
    typed(story, "7", "11", who="Bình")
    assert story.performance().handed["j1"].revision == 2


def test_a_missing_sheet_comes_in_on_paper_until_the_round_is_signed() -> None:
    story = on_stage().marked("j2", "7", "11").marked("j3", "7", "11").closed()
    assert story.performance().missing == ("j1",)
    entered(story, "6", "10")
    assert story.performance().missing == ()
    assert not story.state.figures(("greeting", "e1")).absent_judges
    story = on_stage().marked("j2", "7", "11").marked("j3", "7", "11").closed().judged("7", "11", entry="e2")
    typed(story.round_closed(), "6", "10").does("head_judge", c.SignRound, round="greeting")
    assert isinstance(refused(story, "6", "10", who="Bình"), RoundStatusWrong)


def test_a_sheet_that_counted_at_the_closing_is_replaced_only_where_its_judge_may_correct_it() -> None:
    story = on_stage().all_marked("7", "11").closed()
    assert isinstance(refused(story, "6", "10"), PaperReplacesClosed)
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="ghi nhầm")
    assert entered(story, "6", "10").performance().handed["j1"].revision == 2
    corrects = a_running_contest(correct_until="round_closed").called().all_marked("7", "11").closed()
    assert entered(corrects, "6", "10").performance().handed["j1"].revision == 2
    corrects.judged("7", "11", entry="e2").round_closed()
    assert isinstance(refused(corrects, "5", "10"), PaperReplacesClosed)


def test_no_paper_sheet_for_who_was_not_called_or_is_absent() -> None:
    assert isinstance(refused(a_running_contest(), "7", "11"), NotCalled)
    absent = a_running_contest().does("secretary", c.RecordAbsence, round="greeting", entry="e1", reason="vắng")
    assert isinstance(refused(absent, "7", "11"), AlreadyAbsent)


def test_a_call_is_not_taken_back_under_a_reading_that_waits() -> None:
    story = typed(on_stage(), "7", "11")
    assert isinstance(story.refused("director", c.WithdrawCall, round="greeting", entry="e1"), LaterActDepends)


def test_a_first_reading_reaches_no_screen_and_no_tablet() -> None:
    story = on_stage()
    shown = [topic.produce for name, topic in TOPICS.items() if name != "changes"]  # which says that something happened

    def seen() -> list[Any]:
        return [produce(story.snapshot, judge) for produce in shown for judge in ("j1", "j2")]

    before = seen()
    typed(story, "7.5", "3.5")
    assert seen() == before


def test_the_judges_tablet_is_told_that_the_sheet_was_typed_from_paper() -> None:
    story = on_stage()
    own = [TOPICS["sheet"].produce(entered(story, "7", "11").snapshot, judge)["sheets"][0] for judge in ("j1", "j2")]
    assert [(one["on_paper"], one["revision"], one["marks"]) for one in own] == [
        (True, 1, {"content": "7", "form": "11"}),
        (False, 0, None),
    ]
