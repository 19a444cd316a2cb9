"""Undo by name: every kind of act has its inverse or says why not, and after an undo all is as before the act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from immutables import Map

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.commands import Command
from contest_app.contest.decisions import decide
from contest_app.contest.record import Line
from contest_app.contest.refusals import ChangedMeanwhile, Refused
from contest_app.contest.state import Performance, State, Told
from contest_app.contest.undo import INVERSES, chief, undo
from contest_app.contest.words import Words
from tests.building import Story, a_judged_contest, a_running_contest, actor
from tests.contest.test_sentences import made
from tests.playing import Play

AT: dict[str, Any] = {"round": "greeting", "entry": "e1"}
WHY = {"reason": "có lý do"}


# --- what "as before" means -------------------------------------------------------------------------------------------


def meaning(state: State) -> dict[str, Any]:
    """What a contest says, without what an undo may leave: numbers of lines, revisions, reasons, who left the stage."""
    record = state.record
    return {
        "phase": state.phase,
        "rounds": dict(state.rounds),
        "lives": {key: _life(one) for key, one in state.performances.items() if _life(one) != _life(Performance())},
        "figures": {
            key: replace(one, bonus=_lines(one.bonus), penalty=_lines(one.penalty))
            for key, one in record.performances.items()
            if replace(one, recused=frozenset()) != type(one)()
        },
        "totals": {
            entry: (_lines(bonus), _lines(penalty))
            for entry, (bonus, penalty) in record.lines.items()
            if bonus or penalty
        },
        "entries": record.entries,
        "decisions": set(record.decisions),
        "recused": state.recused,
        "public": set(state.public.performances),
        "is_frozen": state.is_frozen,
        "paper": {at: dict(reading.marks) for at, reading in state.paper.items()},
        "late": {late.late: late.status for late in state.late.values()},
    }


def _life(performance: Performance) -> tuple[Any, ...]:
    status = "marking" if performance.status == "on_stage" else performance.status  # the stage itself has moved on
    return status, performance.timer, Map(performance.handed), performance.missing


def _lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(sorted((replace(line, id="") for line in lines), key=lambda line: (line.points, line.reason)))


ROLES = ("organizer", "director", "secretary", "head_judge")


def taken_back(story: Story) -> Refused | Words | Story:
    """The story after its last act was taken back by somebody who may; or why it was not."""
    act = story.state.acts[-1]
    inverse = undo(act, f"undo-{story.seq}", "bấm nhầm")
    if isinstance(inverse, Words):
        return inverse
    decision = decide(story.state, inverse, actor("organizer"), story.now_ms)
    if isinstance(decision, Refused):
        return decision
    for event in decision:
        story.happened(event, "organizer:Lan", inverse.command_id)
    return story


# --- the table --------------------------------------------------------------------------------------------------------


def test_every_kind_of_event_has_its_inverse_or_its_words() -> None:
    assert set(INVERSES) == set(e.event_kinds().values())


@pytest.mark.parametrize("kind", e.event_kinds().values(), ids=e.event_kinds())
def test_an_inverse_is_a_command_drawn_at_the_acts_last_line_or_words_in_both_languages(kind: type[e.Event]) -> None:
    act = (
        Told(made(kind), e.Stamp(7, 0, "director:Lan", "x")),
        Told(e.BoardFrozen(), e.Stamp(8, 0, "director:Lan", "x")),
    )
    inverse = undo(act, "undo-1", "bấm nhầm")
    if isinstance(inverse, Words):
        assert inverse.vi
        assert inverse.en
        assert inverse.vi != inverse.en
    else:
        assert inverse.drawn_at == 8
        assert getattr(inverse, "reason", "dòng 7") in ("Hoàn tác dòng 7: bấm nhầm", "dòng 7", "7.5")


def test_nobody_undoes_a_judges_sheet_and_an_undo_publishes_nothing() -> None:
    for kind in (e.SheetSubmitted, e.PaperSheetEntered, e.LateSheetAccepted, e.PublicationWithdrawn):
        told = Told(made(kind), e.Stamp(7, 0, "organizer:Lan"))
        assert isinstance(undo((told,), "undo-1", "x"), Words)
    publishing = (c.PublishPerformance, c.PublishRound, c.AnnounceResults)
    for kind in e.event_kinds().values():
        told = Told(made(kind), e.Stamp(7, 0, "organizer:Lan"))
        assert not isinstance(undo((told,), "undo-1", "x"), publishing)


# --- one by one -------------------------------------------------------------------------------------------------------


def on_stage() -> Story:
    return a_running_contest().called()


def counting() -> Story:
    story = a_running_contest().round_open("knowledge")
    return story.does("secretary", c.EnterCountedPoints, round="knowledge", entry="e1", points="9", base=0)


Done = tuple[Callable[[], Story], str, type[Command], dict[str, Any]]
ACTS: dict[str, Done] = {
    "a call": (a_running_contest, "director", c.CallPerformance, AT),
    "a closing": (lambda: on_stage().all_marked("7", "11"), "director", c.ClosePerformance, AT),
    "a closing without a sheet": (
        lambda: on_stage().marked("j1", "7", "11").marked("j2", "7", "11"), "director", c.ClosePerformance, AT,
    ),
    "a reopening": (
        lambda: a_running_contest().judged("7", "11"), "head_judge", c.ReopenPerformance, {**AT, **WHY},
    ),
    "a round closed": (
        lambda: a_running_contest().judged("7", "11").judged("6", "10", entry="e2"), "director", c.CloseRound,
        {"round": "greeting"},
    ),
    "a counted round closed with its entries": (
        lambda: counting().does("secretary", c.EnterCountedPoints, round="knowledge", entry="e2", points="8", base=0),
        "director", c.CloseRound, {"round": "knowledge"},
    ),
    "a round reopened": (a_judged_contest, "head_judge", c.ReopenRound, {"round": "greeting", **WHY}),
    "points corrected": (
        counting, "secretary", c.EnterCountedPoints, {"round": "knowledge", "entry": "e1", "points": "7", "base": 1},
    ),
    "a penalty": (on_stage, "secretary", c.GivePenalty, {**AT, "points": "1", "reason": "quá giờ"}),
    "a bonus on the total": (on_stage, "secretary", c.GiveBonus, {"entry": "e1", "points": "1", "reason": "thưởng"}),
    "an absence": (a_running_contest, "secretary", c.RecordAbsence, {**AT, **WHY}),
    "an absence withdrawn": (
        lambda: a_running_contest().does("secretary", c.RecordAbsence, **AT, **WHY), "secretary", c.WithdrawAbsence,
        {**AT, **WHY},
    ),
    "a status": (
        a_running_contest, "secretary", c.ChangeEntryStatus, {"entry": "e1", "status": "disqualified", **WHY},
    ),
    "a recusal": (on_stage, "head_judge", c.RecuseJudge, {"judge": "j1", "entry": "e2", **WHY}),
    "a publication": (lambda: a_running_contest().judged("7", "11"), "director", c.PublishPerformance, AT),
    "a freeze": (a_running_contest, "director", c.FreezeBoard, {}),
    "a thaw": (lambda: a_running_contest().does("director", c.FreezeBoard), "director", c.ThawBoard, WHY),
    "a decision on rounds that were signed": (
        lambda: a_judged_contest().does("head_judge", c.SignRound, round="greeting"), "head_judge", c.DecideContest, {},
    ),
    "an announcement": (lambda: a_judged_contest().decided(), "director", c.AnnounceResults, {}),
    "a tie decided": (
        lambda: a_judged_contest(("7", "11"), ("8", "10")), "head_judge", c.DecideTie, {"entries": ("e2", "e1"), **WHY},
    ),
    "a first reading": (
        on_stage, "secretary", c.TypePaperSheet,
        {**AT, "judge": "j1", "base": 0, "typist": "Lan", "marks": {"content": "7", "form": "11"}, **WHY},
    ),
    "a scene": (on_stage, "director", c.ChooseScene, {"scene": "board"}),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_after_an_undo_all_is_as_before_the_act(act: str) -> None:
    scene, who, kind, given_ = ACTS[act]
    story = scene()
    before, wall = meaning(story.state), story.state.scene
    story.does(who, kind, **given_)
    assert (meaning(story.state), story.state.scene) != (before, wall)
    assert isinstance(taken_back(story), Story)
    assert meaning(story.state) == before
    if kind is c.ChooseScene:
        assert story.state.scene == wall


def test_a_withdrawn_penalty_comes_back_with_its_points_and_its_reason() -> None:
    story = on_stage().does("secretary", c.GivePenalty, **AT, points="1.5", reason="quá giờ")
    before = meaning(story.state)
    story.does("secretary", c.WithdrawPenalty, penalty=story.seq, reason="nhầm đội")
    assert isinstance(taken_back(story), Story)
    assert meaning(story.state) == before


def test_an_undo_is_refused_when_a_later_act_depends_on_it_and_says_which() -> None:
    story = a_running_contest().judged("7", "11")
    closing = story.state.acts[-1]
    story.published()
    inverse = undo(closing, "undo-1", "bấm nhầm")
    assert isinstance(inverse, Command)
    no = decide(story.state, inverse, actor("organizer"), story.now_ms)
    assert isinstance(no, ChangedMeanwhile)
    assert "Công bố điểm của đội số 1" in no.what.vi


def test_what_has_nothing_to_do_with_it_does_not_stand_in_the_way() -> None:
    story = on_stage().does("secretary", c.GivePenalty, **AT, points="1", reason="quá giờ")
    penalty = story.state.acts[-1]
    story.all_marked("7", "11").does("director", c.ChooseScene, scene="board")
    inverse = undo(penalty, "undo-1", "bấm nhầm")
    assert isinstance(inverse, Command)
    assert not isinstance(decide(story.state, inverse, actor("secretary"), story.now_ms), Refused)


def test_what_cannot_be_as_before_has_no_undo() -> None:
    first_points = counting()
    absent_after_call = on_stage().does("secretary", c.RecordAbsence, **AT, **WHY)
    published_again = (
        a_running_contest(correct_until="round_closed")
        .judged("7", "11")
        .published()
        .marked("j1", "6", "10")
        .published()
    )
    signed = a_judged_contest().does("head_judge", c.SignRound, round="greeting")
    reopened_signed = signed.does("head_judge", c.ReopenRound, round="greeting", **WHY)
    decided = a_judged_contest().decided()  # which signs the rounds as well
    for story in (first_points, absent_after_call, published_again, reopened_signed, decided):
        assert isinstance(taken_back(story), Words)


def test_an_act_is_named_for_what_the_person_did_not_for_what_came_along() -> None:
    story = a_running_contest().called().called("e2")
    assert [type(told.event) for told in story.state.acts[-1]] == [e.PerformanceEnded, e.PerformanceCalled]
    assert isinstance(chief(story.state.acts[-1]).event, e.PerformanceCalled)
    story.does("director", c.WithdrawCall, round="greeting", entry="e2")
    assert isinstance(chief(story.state.acts[-1]).event, e.CallWithdrawn)


def test_the_desk_remembers_its_last_acts_and_no_judges_sheets() -> None:
    story = on_stage().all_marked("7", "11")
    for turn in range(20):
        story.does("director", c.ChooseScene, scene="board" if turn % 2 else "waiting")
    assert len(story.state.acts) == 12
    story.marked("j1", "6", "10")
    assert isinstance(story.state.acts[-1][0].event, e.SceneChosen)


# --- whatever happens -------------------------------------------------------------------------------------------------


def test_in_any_contest_an_undo_leads_back_or_is_refused() -> None:
    undone = 0

    @settings(max_examples=20)
    @given(seed=st.integers(0, 2**32))
    def plays(seed: int) -> None:
        nonlocal undone
        play = Play(seed)
        story = play.go(0)
        for _ in range(100):
            before, acts = meaning(story.state), story.state.acts
            luck = play.rng.random()
            step = (
                play.wild() if luck < 0.05 else play.onward() if luck < 0.6 else play.rng.choice(list(play.sensible()))
            )
            play.try_step(*step)
            if (
                story.state.acts
                and story.state.acts[-1] is not (acts[-1] if acts else None)
                and play.rng.random() < 0.5
            ):
                event = chief(story.state.acts[-1]).event
                if isinstance(taken_back(story), Story):
                    undone += 1
                    assert meaning(story.state) == before, event

    plays()
    assert undone, "in one contest all may be refused, not in twenty"
