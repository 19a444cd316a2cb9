"""Two desks at once: an act that rests on what changed since its page was drawn is refused, and no other."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.aspects import TOUCHES, touched_by
from contest_app.contest.commands import Command, command_kinds
from contest_app.contest.meanwhile import RESTS_ON
from contest_app.contest.refusals import AlreadyClosed, ChangedMeanwhile, Refused, UnknownLine
from tests.building import Story, a_judged_contest, a_running_contest
from tests.contest.test_sentences import made

AT: dict[str, Any] = {"round": "greeting", "entry": "e1"}
OTHER: dict[str, Any] = {"round": "greeting", "entry": "e2"}
WHY = {"reason": "có lý do"}
Step = tuple[str, type[Command], dict[str, Any]]


def on_stage() -> Story:
    return a_running_contest().called()


def on_stage_where_judges_are_dropped() -> Story:
    return a_running_contest(missing={"policy": "drop_judge_for_round"}).called()


def marked() -> Story:
    return on_stage().all_marked("7", "11")


def closed() -> Story:
    return marked().closed()


def published() -> Story:
    return closed().published()


def counting() -> Story:
    return a_running_contest().round_open("knowledge")


def all_closed() -> Story:
    return a_judged_contest(publish={"board": "after_round"})


def tied() -> Story:
    return a_judged_contest(("7", "11"), ("8", "10"))


def a_sheet(judge: str) -> Callable[[Story], Step]:
    return lambda story: (judge, c.SubmitSheet, story.sheet(judge, "6", "10"))


PENALTY: Step = ("secretary", c.GivePenalty, {**AT, "points": "1", "reason": "quá giờ"})
CLOSE: Step = ("director", c.ClosePerformance, AT)
CALL: Step = ("director", c.CallPerformance, AT)
SCENE: Step = ("director", c.ChooseScene, {"scene": "board"})
COUNT: Step = ("secretary", c.EnterCountedPoints, {"round": "knowledge", "entry": "e1", "points": "9", "base": 0})

# what stood when both pages were drawn; what the other desk did; what this one wants all the same
REFUSED: dict[str, tuple[Callable[[], Story], Step, Step]] = {
    "the same penalty twice": (on_stage, PENALTY, PENALTY),
    "a penalty after the result went out": (closed, ("director", c.PublishPerformance, AT), PENALTY),
    "two calls at once": (a_running_contest, ("director", c.CallPerformance, OTHER), CALL),
    "a call of who withdrew": (
        a_running_contest, ("secretary", c.ChangeEntryStatus, {"entry": "e1", "status": "withdrawn", **WHY}), CALL,
    ),
    "a call by an order that changed": (
        a_running_contest, ("secretary", c.SetRunningOrder, {"round": "greeting", "order": ("e2", "e1")}), CALL,
    ),
    "closing what somebody closed": (marked, CLOSE, CLOSE),
    "closing what somebody reopened": (closed, ("head_judge", c.ReopenPerformance, {**AT, **WHY}), CLOSE),
    "closing while the clock was started": (marked, ("director", c.StartTimer, AT), CLOSE),
    "closing after a judge stood aside": (
        on_stage, ("j3", c.RecuseJudge, {"entry": "e1"}), ("director", c.ClosePerformance, {**AT, **WHY}),
    ),
    "closing after the panel changed": (
        on_stage, ("organizer", c.LetJudgeGo, {"judge": "j3", **WHY}), ("director", c.ClosePerformance, {**AT, **WHY}),
    ),
    "replacing a judge who would no longer count": (
        lambda: on_stage_where_judges_are_dropped().all_marked("7", "11"), CLOSE,
        ("organizer", c.LetJudgeGo, {"judge": "j3", **WHY}),
    ),
    "stopping a clock that was stopped": (
        lambda: on_stage().does("director", c.StartTimer, **AT), ("director", c.StopTimer, AT),
        ("director", c.StopTimer, AT),
    ),
    "reopening what was published meanwhile": (
        closed, ("director", c.PublishPerformance, AT), ("head_judge", c.ReopenPerformance, {**AT, **WHY}),
    ),
    "publishing a figure that changed": (closed, PENALTY, ("director", c.PublishPerformance, AT)),
    "publishing after an amendment": (
        closed, ("organizer", c.AmendRulebook, {"rulebook": None, **WHY}), ("director", c.PublishPerformance, AT),
    ),
    "signing a round that was reopened": (
        all_closed, ("head_judge", c.ReopenRound, {"round": "greeting", **WHY}),
        ("head_judge", c.SignRound, {"round": "greeting"}),
    ),
    "two scenes at once": (a_running_contest, ("director", c.ChooseScene, {"scene": "waiting"}), SCENE),
    "a scene over a call": (a_running_contest, CALL, SCENE),
    "points that somebody entered": (counting, COUNT, COUNT),
    "withdrawing a penalty that was withdrawn": (
        lambda: on_stage().does(PENALTY[0], PENALTY[1], **PENALTY[2]),
        ("secretary", c.WithdrawPenalty, {"penalty": None, **WHY}),
        ("secretary", c.WithdrawPenalty, {"penalty": None, **WHY}),
    ),
    "a tie that was decided": (
        tied, ("head_judge", c.DecideTie, {"entries": ("e1", "e2"), **WHY}),
        ("head_judge", c.DecideTie, {"entries": ("e2", "e1"), **WHY}),
    ),
    "deciding over a penalty on the total": (
        all_closed, ("secretary", c.GivePenalty, {"entry": "e1", "points": "1", "reason": "vi phạm"}),
        ("head_judge", c.DecideContest, {}),
    ),
    "freezing what was frozen": (a_running_contest, ("director", c.FreezeBoard, {}), ("director", c.FreezeBoard, {})),
}  # fmt: skip

HARMLESS: dict[str, tuple[Callable[[], Story], list[Any], Step]] = {
    "five sheets while the director closes": (on_stage, [a_sheet(f"j{n}") for n in (1, 2, 3)], CLOSE),
    "sheets while the clock is started": (on_stage, [a_sheet("j1")], ("director", c.StartTimer, AT)),
    "sheets while the entry leaves the stage": (on_stage, [a_sheet("j1")], ("director", c.EndPerformance, AT)),
    "sheets while a penalty is given": (on_stage, [a_sheet("j1"), a_sheet("j2")], PENALTY),
    "sheets for the last while the next is called": (
        lambda: on_stage(), [a_sheet("j1"), ("director", c.EndPerformance, AT)], ("director", c.CallPerformance, OTHER),
    ),
    "another entry's penalty": (
        lambda: marked().closed().called("e2"), [PENALTY],
        ("secretary", c.GivePenalty, {**OTHER, "points": "1", "reason": "quá giờ"}),
    ),
    "another penalty beside the one that is withdrawn": (
        lambda: on_stage().does(PENALTY[0], PENALTY[1], **PENALTY[2]),
        [("secretary", c.GivePenalty, {**AT, "points": "2", "reason": "khác"})],
        ("secretary", c.WithdrawPenalty, {"penalty": None, **WHY}),
    ),
    "a scene while a performance is closed": (marked, [SCENE], CLOSE),
    "a penalty while the wall is turned": (on_stage, [PENALTY], SCENE),
    "closing while a judge is replaced who goes on counting": (
        marked, [CLOSE], ("organizer", c.LetJudgeGo, {"judge": "j3", **WHY})
    ),
    "sheets while a judge is replaced": (
        lambda: on_stage_where_judges_are_dropped(), [a_sheet("j1"), a_sheet("j2")],
        ("organizer", c.LetJudgeGo, {"judge": "j3", **WHY}),
    ),
    "a seat taken while a performance is closed": (marked, [("j1", c.TakeSeat, {"device": "tablet-j1"})], CLOSE),
}  # fmt: skip


def filled(story: Story, step: Any) -> Step:
    who, kind, given = step(story) if callable(step) else step
    given = dict(given)
    if given.get("penalty", 0) is None:
        given["penalty"] = next(stamp.seq for event, stamp in story.events if isinstance(event, e.PenaltyGiven))
    if given.get("rulebook", 0) is None:
        given["rulebook"] = story.state.rulebook.data
    return who, kind, given


def test_every_event_and_every_command_is_in_its_table() -> None:
    assert set(TOUCHES) == set(e.event_kinds().values())
    assert set(RESTS_ON) == set(command_kinds().values())


def test_nothing_rests_on_a_piece_that_no_event_touches() -> None:
    touched = {aspect[0] for kind in TOUCHES for aspect in touched_by(made(kind))}
    state = on_stage().state
    rested = {aspect[0] for kind, rests in RESTS_ON.items() for aspect in rests(state, a_command(kind))}
    assert rested <= touched
    assert touched <= rested  # and no event touches what nobody rests on


def a_command(kind: type[Command]) -> Command:
    by_type: dict[Any, Any] = {str: "e1", int: 3, bool: True, tuple[str, ...]: ("e1", "e2")}
    hints = typing.get_type_hints(kind)
    needed = [f for f in fields(kind) if f.default is MISSING or f.name in ("entry", "round")]
    return kind(**{f.name: by_type.get(hints[f.name], {"e1": {}}) for f in needed})


@pytest.mark.parametrize("case", REFUSED)
def test_an_act_that_rests_on_what_changed_is_refused_with_what_who_and_when(case: str) -> None:
    scene, meanwhile, wanted = REFUSED[case]
    story = scene()
    drawn_at = story.seq
    who, kind, given = filled(story, wanted)
    other, its_kind, its_given = filled(story, meanwhile)
    story.does(other, its_kind, **its_given)

    no = story.refused(who, kind, **given, drawn_at=drawn_at)

    assert isinstance(no, ChangedMeanwhile), no
    assert no.who.vi in no.words.vi
    assert no.what.en in no.words.en
    assert re.fullmatch(r"05:\d\d:\d\d", no.at)
    later = story.asks(who, kind, **given, drawn_at=story.seq)
    assert not isinstance(later, ChangedMeanwhile)  # with open eyes the rules alone decide


@pytest.mark.parametrize("case", HARMLESS)
def test_what_does_not_matter_to_an_act_does_not_hold_it_up(case: str) -> None:
    scene, meanwhile, wanted = HARMLESS[case]
    story = scene()
    drawn_at = story.seq
    who, kind, given = filled(story, wanted)
    for step in meanwhile:
        other, its_kind, its_given = filled(story, step)
        story.does(other, its_kind, **its_given)

    answer = story.asks(who, kind, **given, drawn_at=drawn_at)

    assert not isinstance(answer, Refused), answer


def test_without_a_page_nothing_is_stale() -> None:
    story = closed()
    assert isinstance(story.refused("director", c.ClosePerformance, **AT), AlreadyClosed)
    assert isinstance(story.refused("secretary", c.WithdrawPenalty, penalty=1, **WHY), UnknownLine)


def test_who_may_not_act_is_not_told_what_changed() -> None:
    story = closed()
    assert story.refused("audience", c.ClosePerformance, **AT, drawn_at=1).code == "not_allowed"


def test_a_judge_is_not_told_why_another_judge_stands_aside() -> None:
    story = a_running_contest().does("organizer", c.RecuseJudge, judge="j2", entry="e1", reason="anh em ruột")
    refused = story.refused("j1", c.RecuseJudge, judge="j2", entry="e1", drawn_at=0)
    assert refused.code == "not_allowed"
    assert "anh em ruột" not in refused.words.vi


def test_the_words_say_what_changed_who_did_it_and_when() -> None:
    story = on_stage()
    drawn_at = story.seq
    story.does(PENALTY[0], PENALTY[1], **PENALTY[2])
    assert story.refused(PENALTY[0], PENALTY[1], **PENALTY[2], drawn_at=drawn_at).words.vi == (
        "Chưa ghi gì. Từ lúc trang này hiện ra, đã có việc khác ở đây: “Trừ 1 điểm của đội số 1 – Hương Sơn, phần thi "
        "“Màn chào hỏi”. Lý do: quá giờ” (Thư ký (Lan), 05:13:29). Hãy xem lại; nếu vẫn muốn thì bấm lần nữa."
    )
