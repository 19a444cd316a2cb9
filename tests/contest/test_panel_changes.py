"""Judges who leave, are replaced, join and come back while the contest runs; each figure here is worked out by hand."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.panel_changes import consequences, fixed_rounds, joining
from contest_app.contest.scoring.panel import WHY
from contest_app.contest.state import State
from contest_app.contest.words import same
from contest_app.topics import TOPICS
from tests.building import Story, a_contest, a_rulebook, a_running_contest, one_round
from tests.playing import Play

G1, G2, G3 = (("greeting", entry) for entry in ("e1", "e2", "e3"))
DROPPED_BY_METHOD = (WHY["lowest"], WHY["highest"])
PANEL_EVENTS = (e.JudgeJoined, e.JudgeLeft, e.JudgeCameBack, e.HeadJudgeChosen)


def total(story: Story, entry: str) -> F | None:
    return story.snapshot.standings.row(entry).total


def exact(story: Story, entry: str) -> F | None:
    return story.snapshot.standings.row(entry).exact


def used(story: Story, entry: str, round_: str = "greeting") -> set[str]:
    return {judge.judge for judge in story.snapshot.standings.figures[round_, entry].judges if judge.used}


def half_marked(entries: int = 2, **changes: Any) -> Story:
    """e1 is closed with 18, 15 and 20; then j6 takes the place of j3."""
    story = a_running_contest(entries=entries, **changes).called("e1")
    story.marked("j1", "7", "11").marked("j2", "6", "9").marked("j3", "8", "12").closed("e1")
    return story.replaced("j3", "j6")


# --- who sits for what ------------------------------------------------------------------------------------------------


def test_a_successor_sits_from_then_on_and_not_for_what_was_closed() -> None:
    state = half_marked().state
    assert state.seated == ("j1", "j2", "j6")
    assert state.members_of(G1) == ("j1", "j2", "j3")
    assert state.members_of(G2) == ("j1", "j2", "j6")
    assert state.missing_judges(G1) == ()


def test_a_performance_under_way_is_the_successors_unless_the_leaver_has_handed_in() -> None:
    story = a_running_contest().called("e1").marked("j3", "8", "12").called("e2").replaced("j3", "j6")
    assert story.state.members_of(G1) == ("j1", "j2", "j3")
    assert story.state.missing_judges(G1) == ("j1", "j2")
    assert story.state.missing_judges(G2) == ("j1", "j2", "j6")
    refused = story.refused("j6", c.SubmitSheet, **story.sheet("j6", "1", "1", entry="e1"))
    assert refused.code == "not_on_panel"
    story.marked("j6", "5", "10", entry="e2")


def test_a_closed_performance_keeps_its_judges_even_when_it_is_reopened_later() -> None:
    story = a_running_contest().called("e1").marked("j1", "7", "11").marked("j2", "6", "9").closed("e1")
    assert story.performance("e1").missing == ("j3",)
    story.replaced("j3", "j6").does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="xem lại")
    assert story.state.missing_judges(G1) == ("j3",)
    assert story.refused("j6", c.SubmitSheet, **story.sheet("j6", "7", "11")).code == "not_on_panel"


def test_a_change_holds_for_a_performance_that_is_open_again_at_that_moment() -> None:
    story = a_running_contest().called("e1").marked("j1", "7", "11").marked("j2", "6", "9").closed("e1")
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="đóng nhầm").replaced("j3", "j6")
    assert story.state.missing_judges(G1) == ("j6",)
    story.marked("j6", "5", "10").closed("e1")
    assert total(story, "e1") == 16  # (18 + 15 + 15) / 3


def test_one_more_judge_sits_for_whatever_is_not_closed() -> None:
    story = half_marked().does("organizer", c.AppointJudge, judge="j7", number=7, name="Lý Văn Tám")
    assert story.state.members_of(G1) == ("j1", "j2", "j3")
    assert story.state.members_of(G2) == ("j1", "j2", "j6", "j7")


def test_a_judge_of_today_is_on_the_panel_the_same_after_a_change_of_name() -> None:
    story = half_marked().does("organizer", c.AppointJudge, judge="j6", number=6, name="Ngô Thị Sáu", unit="MTTQ xã")
    judge = story.state.judges["j6"]
    assert (judge.name, judge.unit, judge.place) == ("Ngô Thị Sáu", "MTTQ xã", "j3")
    assert story.state.members_of(G1) == ("j1", "j2", "j3")


# --- what the figures are ---------------------------------------------------------------------------------------------


def test_present_only_counts_each_performance_by_who_was_there() -> None:
    story = half_marked(rounds=one_round())
    story.called("e2").marked("j1", "7", "11", entry="e2").marked("j2", "6", "9", entry="e2")
    story.marked("j6", "5", "10", entry="e2").closed("e2").round_closed()
    assert exact(story, "e1") == F(53, 3)  # (18 + 15 + 20) / 3
    assert total(story, "e2") == 16  # (18 + 15 + 15) / 3
    assert used(story, "e1") == {"j1", "j2", "j3"}
    assert used(story, "e2") == {"j1", "j2", "j6"}


def test_who_leaves_without_a_successor_is_not_missed() -> None:
    story = a_running_contest(rounds=one_round()).judged("7", "11", entry="e1").let_go("j3")
    story.called("e2").marked("j1", "6", "9", entry="e2").marked("j2", "8", "12", entry="e2").closed("e2")
    assert story.performance("e2").missing == ()
    assert total(story, "e2") == F("17.5")  # (15 + 20) / 2
    assert total(story, "e1") == 18


def test_where_a_judge_must_have_marked_everybody_neither_part_panel_counts_in_the_round() -> None:
    two_rounds = [*one_round(), *one_round(id="2")]
    story = half_marked(missing={"policy": "drop_judge_for_round"}, rounds=two_rounds)
    assert exact(story, "e1") == F(53, 3)  # so far nobody lacks anything
    story.called("e2").marked("j1", "7", "11", entry="e2").marked("j2", "4", "8", entry="e2")
    story.marked("j6", "5", "10", entry="e2").closed("e2").round_closed()
    assert total(story, "e1") == F("16.5")  # (18 + 15) / 2
    assert total(story, "e2") == 15  # (18 + 12) / 2
    assert used(story, "e1") == used(story, "e2") == {"j1", "j2"}
    # from the next round on the successor counts like everybody
    story.round_open("2").called("e1", "2")
    for judge, content in (("j1", "7"), ("j2", "6"), ("j6", "5")):
        story.marked(judge, content, "10", entry="e1", round="2")
    story.closed("e1", "2")
    assert story.snapshot.standings.figures["2", "e1"].value == 16  # (17 + 16 + 15) / 3


def test_a_successor_who_marks_everybody_counts_and_so_does_a_leaver_who_did() -> None:
    drop = {"missing": {"policy": "drop_judge_for_round"}, "rounds": one_round()}
    early = a_running_contest(**drop).called("e1").replaced("j3", "j6")
    for entry in ("e1", "e2"):
        early = early if entry == "e1" else early.called(entry)
        early.all_marked("7", "11", entry=entry).closed(entry)
    assert used(early, "e1") == used(early, "e2") == {"j1", "j2", "j6"}
    late = a_running_contest(**drop).judged("7", "11", entry="e1").judged("6", "9", entry="e2").replaced("j3", "j6")
    assert used(late, "e1") == used(late, "e2") == {"j1", "j2", "j3"}


def test_refuse_allows_a_change_between_rounds_only() -> None:
    story = a_running_contest(missing={"policy": "refuse"}, rounds=one_round() + one_round(id="second", title="Hai"))
    story.called("e1")
    new = {"judge": "j3", "successor": "j6", "number": 6, "name": "Ngô Thị Sáu", "reason": "ốm"}
    for kind, fields in (
        (c.ReplaceJudge, new),
        (c.LetJudgeGo, {"judge": "j3", "reason": "ốm"}),
        (c.AppointJudge, {"judge": "j6", "number": 6, "name": "Ngô Thị Sáu"}),
    ):
        assert story.refused("organizer", kind, **fields).code == "panel_fixed"
    story.all_marked("7", "11").closed("e1").judged("6", "9", entry="e2").round_closed()
    story.does("organizer", c.ReplaceJudge, **new).round_open("second")
    story.called("e1", "second")
    for judge, content in (("j1", "7"), ("j2", "6"), ("j6", "5")):
        story.marked(judge, content, "10", entry="e1", round="second")
    story.closed("e1", "second")
    assert story.snapshot.standings.figures["second", "e1"].value == 16  # (17 + 16 + 15) / 3
    assert story.snapshot.standings.figures[G1].value == 18


def test_a_round_that_is_open_but_has_not_begun_allows_a_change() -> None:
    story = a_running_contest(missing={"policy": "refuse"}).replaced("j3", "j6")
    assert story.state.members_of(G1) == ("j1", "j2", "j6")


def test_in_a_round_judged_by_places_neither_part_panel_counts_whatever_the_policy() -> None:
    story = half_marked(rounds=one_round(), aggregate={"method": "placement_sum"})
    story.called("e2").marked("j1", "6", "9", entry="e2").marked("j2", "7", "11", entry="e2")
    story.marked("j6", "1", "1", entry="e2").closed("e2")
    # j1 puts e1 first, j2 puts e2 first; j3 and j6 have not placed both
    assert (total(story, "e1"), total(story, "e2")) == (3, 3)


# --- the head judge ---------------------------------------------------------------------------------------------------


def headed(**changes: Any) -> Story:
    rulebook = a_rulebook(rounds=one_round(), ties=["head_judge_mark", "shared"], **changes)
    story = a_contest(rulebook).with_judges(3, head=1).with_entries("Hương Sơn", "Đào Xá").started().round_open()
    return story.called("e1").marked("j1", "7", "11").marked("j2", "6", "9").marked("j3", "6", "9").closed("e1")


def test_when_the_head_judge_leaves_a_new_one_must_be_chosen() -> None:
    story = headed()
    for head in ("", "j1", "j9"):
        assert story.refused("organizer", c.LetJudgeGo, judge="j1", reason="ốm", head=head).code == "head_needed"
    story.let_go("j1", head="j2")
    assert story.state.record.head_judge == "j2"
    assert [judge.id for judge in story.state.judges.values() if judge.is_head] == ["j2"]


def test_a_tie_goes_by_the_mark_of_whoever_was_head_judge_of_each_performance() -> None:
    story = headed().replaced("j1", "j6", head="j6").called("e2")
    # both have 16: (18 + 15 + 15) / 3 and (17 + 15 + 16) / 3; the heads gave 18 and 17
    story.marked("j6", "7", "10", entry="e2").marked("j2", "6", "9", entry="e2").marked("j3", "7", "9", entry="e2")
    story.closed("e2").round_closed()
    assert [total(story, entry) for entry in ("e1", "e2")] == [16, 16]
    assert [row.entry for row in story.snapshot.standings.rows] == ["e1", "e2"]
    assert story.snapshot.standings.rows[0].decided_by == "head_judge_mark"


def test_a_head_judge_chosen_anew_leaves_the_marks_of_the_old_one_where_they_count() -> None:
    story = headed().does("organizer", c.AppointJudge, judge="j2", number=2, name="Trần Văn Bình", is_head=True)
    # e1's head gave 18; of e2 the new head, j2, gives 19: (14 + 19 + 15) / 3 = 16
    story.called("e2").marked("j1", "6", "8", entry="e2").marked("j2", "7", "12", entry="e2")
    story.marked("j3", "6", "9", entry="e2").closed("e2").round_closed()
    assert [total(story, entry) for entry in ("e1", "e2")] == [16, 16]
    assert [row.entry for row in story.snapshot.standings.rows] == ["e2", "e1"]


def test_a_signature_stays_that_of_whoever_was_head_judge_then() -> None:
    story = headed().called("e2").all_marked("7", "11", entry="e2").closed("e2").round_closed()
    story.does("head_judge", c.SignRound, round="greeting").replaced("j1", "j6", head="j3")
    assert story.state.signers["greeting"] == "j1"
    story.round_reopened()
    assert "greeting" not in story.state.signers


# --- taking it back ---------------------------------------------------------------------------------------------------


def test_who_comes_back_takes_the_place_again_and_the_successor_leaves_it() -> None:
    story = half_marked(entries=3).called("e2").marked("j6", "5", "10", entry="e2")
    story.does("organizer", c.CallJudgeBack, judge="j3", reason="đã khỏe")
    assert story.state.seated == ("j1", "j2", "j3")
    assert story.state.members_of(G2) == ("j1", "j2", "j6")  # that sheet stands
    assert story.state.members_of(G3) == ("j1", "j2", "j3")


def test_who_comes_back_is_told_that_the_sheet_is_the_successors_where_that_has_handed_in() -> None:
    story = a_running_contest().called("e1").replaced("j3", "j6").marked("j3", "8", "12").marked("j6", "5", "10")
    story.does("organizer", c.CallJudgeBack, judge="j3", reason="đã khỏe")
    (own,) = TOPICS["sheet"].produce(story.snapshot, "j3")["sheets"]
    assert (own["late"], own["status"], own["can_submit"]) == ("waiting", "closed", False)


def test_a_replacement_by_mistake_is_taken_back_as_if_nothing_had_been() -> None:
    story = half_marked()
    story.does("organizer", c.CallJudgeBack, judge="j3", reason="nhầm người").judged("7", "11", entry="e2")
    assert used(story, "e2") == {"j1", "j2", "j3"}
    assert story.refused("organizer", c.CallJudgeBack, judge="j3", reason="nữa").code == "judge_still_sits"


def test_only_one_in_a_line_of_successors_sits() -> None:
    story = half_marked(entries=3).replaced("j6", "j7")
    assert story.state.members_of(G1) == ("j1", "j2", "j3")
    assert story.state.seated == ("j1", "j2", "j7")
    story.does("organizer", c.CallJudgeBack, judge="j3", reason="đã khỏe")
    assert story.state.seated == ("j1", "j2", "j3")


# --- the one who left -------------------------------------------------------------------------------------------------


def test_a_sheet_of_one_who_left_comes_late_and_counts_if_the_place_has_none() -> None:
    story = a_running_contest().called("e1").replaced("j3", "j6").marked("j3", "8", "12")
    (late,) = story.state.late.values()
    assert (late.judge, late.why) == ("j3", "judge_left")
    assert TOPICS["sheet"].produce(story.snapshot, "j3")["sheets"][0]["late"] == "waiting"
    other = Story()
    other.events, other.snapshots = list(story.events), list(story.snapshots)
    other.marked("j6", "5", "10")
    assert other.refused("head_judge", c.AcceptLateSheet, late=late.late, reason="hợp lệ").code == "not_on_panel"
    story.does("head_judge", c.AcceptLateSheet, late=late.late, reason="chấm trước khi đi")
    assert story.state.members_of(G1) == ("j1", "j2", "j3")


def test_a_late_sheet_of_one_who_left_fills_the_place_that_the_successor_left_empty() -> None:
    story = a_running_contest().called("e1").replaced("j3", "j6").marked("j3", "8", "12")
    story.marked("j1", "7", "11").marked("j2", "6", "9").closed("e1", reason="hết giờ")
    assert story.performance("e1").missing == ("j6",)
    (late,) = story.state.late
    story.does("head_judge", c.AcceptLateSheet, late=late, reason="hợp lệ")
    assert story.performance("e1").missing == ()
    assert story.state.figures(G1).absent_judges == frozenset()
    assert exact(story, "e1") == F(53, 3)


def test_one_who_left_takes_no_seat_and_recuses_from_nothing() -> None:
    story = a_running_contest().does("j3", c.TakeSeat, device="tablet-j3").let_go("j3")
    assert "j3" not in story.state.seats
    assert story.refused("j3", c.TakeSeat, device="tablet-j3").code == "judge_has_left"
    assert story.refused("j3", c.RecuseJudge, entry="e1").code == "judge_has_left"


def test_the_tablet_is_told_who_took_the_place_over() -> None:
    left = TOPICS["sheet"].produce(half_marked().snapshot, "j3")["left"]
    assert left["to"] == {"id": "j6", "number": 6, "name": "Giám khảo 6", "is_head": False}
    assert TOPICS["sheet"].produce(half_marked().snapshot, "j6")["left"] is None
    alone = TOPICS["sheet"].produce(a_running_contest().let_go("j3").snapshot, "j3")
    assert alone["left"] == {"at_ms": alone["left"]["at_ms"], "to": None}


def test_a_successors_tablet_lists_only_its_own_performances() -> None:
    story = half_marked().called("e2")
    assert [sheet["entry"]["id"] for sheet in TOPICS["sheet"].produce(story.snapshot, "j6")["sheets"]] == ["e2"]
    assert [sheet["entry"]["id"] for sheet in TOPICS["sheet"].produce(story.snapshot, "j3")["sheets"]] == ["e1"]


# --- what is said before ----------------------------------------------------------------------------------------------


def said(story: Story, has_successor: bool = True, judge: str = "j3") -> str:
    return " ".join(words.vi for words in consequences(story.state, judge, same("GK 3"), has_successor))


def begun(**changes: Any) -> Story:
    return a_running_contest(entries=3, **changes).called("e1").all_marked("7", "11").closed("e1")


def test_the_consequence_is_named_before_the_act() -> None:
    drop = {"missing": {"policy": "drop_judge_for_round"}}
    assert said(a_running_contest(**drop)) == ""  # nobody was called: nothing to say
    assert "điểm mỗi đội là của những giám khảo đã chấm đội đó" in said(begun())
    both = said(begun(**drop))
    assert "mới chấm 1 đội, còn 2 đội" in both
    assert "cả hai KHÔNG được tính" in both
    assert "2 giám khảo còn lại" in both
    assert "điểm của GK 3 KHÔNG được tính" in said(begun(**drop), has_successor=False)
    assert "Điểm đã công bố" in said(begun(**drop).published())
    assert "giữ nguyên" in said(begun(**drop).judged("7", "11", entry="e2").judged("7", "11", entry="e3"))
    assert "người thay chấm các đội chưa đóng" in said(a_running_contest(**drop).called("e1"))
    assert "chỉ đổi giám khảo khi phần thi đã đóng" in said(begun(missing={"policy": "refuse"}))
    alone = a_running_contest(judges=1, panel={}, entries=3, **drop).called("e1").all_marked("7", "11").closed("e1")
    assert "không có điểm" in said(alone, judge="j1")


def test_one_more_judge_is_told_from_when_the_marks_count() -> None:
    drop = {"missing": {"policy": "drop_judge_for_round"}}
    assert joining(begun().state) == ()
    assert "chỉ được tính từ phần thi sau" in joining(begun(**drop).state)[0].vi
    assert joining(a_running_contest(**drop).called("e1").state) == ()


# --- whatever happens -------------------------------------------------------------------------------------------------


def plays(seed: int) -> Story:
    return Play(seed, judges=4).go(150, wild=0.05, changing=0.1)


def test_the_plays_change_panels_under_every_policy() -> None:
    happened: dict[str, set[type[e.Event]]] = {}
    for seed in range(40):
        story = plays(seed)
        happened.setdefault(story.state.rulebook.missing.policy, set()).update(type(event) for event, _ in story.events)
    assert set(happened) == {"present_only", "drop_judge_for_round", "refuse"}
    assert all(kinds >= set(PANEL_EVENTS) for kinds in happened.values())


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_a_change_of_the_panel_moves_no_sheet_and_no_closed_panel(seed: int) -> None:
    story = plays(seed)
    for (before, after), (event, _) in zip(pairwise(story.snapshots), story.events[1:], strict=True):
        if isinstance(event, PANEL_EVENTS):
            assert after.state.record.performances == before.state.record.performances
            assert not fixed_rounds(before.state) or isinstance(event, e.HeadJudgeChosen)
        if not isinstance(event, e.LateSheetAccepted | e.PaperSheetEntered):
            still = closed_panels(after.state)
            was = closed_panels(before.state)
            assert [panel for key, panel in still.items() if was.get(key, panel) != panel] == []


def closed_panels(state: State) -> dict[tuple[str, str], set[str]]:
    closed = [key for key, one in state.performances.items() if one.status == "closed"]
    return {key: set(state.members_of(key)) for key in closed if not state.figures(key).absent}


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_a_place_on_the_panel_has_one_sheet_for_a_performance(seed: int) -> None:
    state = plays(seed).state
    for figures in state.record.performances.values():
        places = [state.judges[judge].place for judge in figures.sheets]
        assert len(places) == len(set(places))


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32))
def test_who_counts_is_what_the_policy_says(seed: int) -> None:
    snapshot = plays(seed).snapshot
    state, policy = snapshot.state, snapshot.state.rulebook.missing.policy
    for round_ in state.rulebook.rounds:
        counted = {
            key: {judge.judge for judge in figure.judges if judge.used or judge.why_dropped in DROPPED_BY_METHOD}
            for key, figure in snapshot.standings.figures.items()
            if key[0] == round_.id and figure.value is not None and key not in state.record.still_open
        }
        everybody = {judge for judges in counted.values() for judge in judges}
        for key, judges in counted.items():
            figures = state.figures(key)
            if policy == "drop_judge_for_round" and round_.kind == "judged":
                assert judges == everybody - figures.recused
            else:
                assert judges == set(figures.sheets) - figures.recused
