"""What the simulated desk does next: whole evenings, what is rare in them, and a person's acts in between."""

from __future__ import annotations

from dataclasses import replace

from contest_app.demo.players.next_act import next_act
from tests.demo.evening import PLAIN, Evening


def test_an_evening_goes_from_the_team_on_stage_to_the_announced_results() -> None:
    """With a team that stayed away, one that withdrew, and a tie that waits for the head judge."""
    evening = Evening()
    evening.does("secretary", "record_absence", round="situation", entry="huong-son", reason="vắng")
    evening.does("secretary", "change_entry_status", entry="bao-ly", status="withdrawn", reason="xin rút")
    evening.goes_on_until("decide_contest")
    view = evening.view()
    tied = next_act(replace(view, desk={**view.desk, "unsettled": [["dao-xa", "kha-son"]]}))
    assert (tied.role, tied.kind, tied.fields["entries"]) == ("head_judge", "decide_tie", ["dao-xa", "kha-son"])

    assert evening.goes_on_until("over").is_over
    assert evening.state.phase == "announced"
    kinds = [kind for _, kind in evening.sent]
    assert kinds[2] == "start_timer"
    for kind in (
        "open_round",
        "enter_counted_points",
        "close_round",
        "sign_round",
        "publish_round",
        "announce_results",
    ):
        assert kind in kinds
    by = {kind: role for role, kind in evening.sent}
    assert (by["sign_round"], by["decide_contest"], by["enter_counted_points"]) == ("head_judge",) * 2 + ("secretary",)
    assert by["announce_results"] == "director"


def test_the_wall_shows_the_board_and_a_result_after_a_round_and_the_team_during_it() -> None:
    evening = Evening()
    evening.goes_on_until("open_round")

    scenes = [kind for _, kind in evening.sent[-3:]]
    assert scenes == ["choose_scene"] * 3
    assert evening.state.scene.kind == "board"
    evening.plays(evening.next())
    assert evening.goes_on_until("enter_counted_points")
    assert evening.state.scene.kind == "waiting"
    evening.goes_on_until("start_timer")
    assert evening.state.scene.kind == "on_stage"


def test_the_clock_asks_for_a_penalty_that_is_given_once() -> None:
    evening = Evening(script=replace(PLAIN, takes=0.6))
    evening.plays(evening.goes_on_until("give_penalty"))

    figures = evening.state.figures(("situation", "tan-khanh"))
    assert [(line.points, "Quá giờ" in line.reason) for line in figures.penalty] == [(1, True)]
    assert evening.next().kind == "close_performance"


def test_a_slip_costs_points_by_hand_beside_the_clock() -> None:
    evening = Evening(script=replace(PLAIN, takes=0.6, slip=("0.5", "Vượt số người")))
    evening.plays(evening.goes_on_until("give_penalty"))
    evening.plays(evening.goes_on_until("give_penalty"))

    assert len(evening.state.figures(("situation", "tan-khanh")).penalty) == 2
    assert evening.next().kind == "close_performance"


def test_a_complete_performance_is_closed_soon_and_a_lost_tablet_is_not_waited_for_at_length() -> None:
    evening = Evening(script=replace(PLAIN, is_late=True, drops="j5"))
    closing = evening.goes_on_until("close_performance")
    assert closing.after > 1  # two sheets are no quorum
    evening.judges_hand_in("j1", "j3")
    with_quorum = evening.next()
    assert 0 < with_quorum.after < closing.after
    assert with_quorum.fields["reason"]
    evening.judges_hand_in("j5")
    complete = evening.next()
    assert complete.after < with_quorum.after
    assert "reason" not in complete.fields


def test_a_late_sheet_is_accepted_before_anything_else() -> None:
    evening = Evening(script=replace(PLAIN, is_late=True, drops="j5"))
    evening.goes_on_until("close_performance")
    evening.judges_hand_in("j1", "j3")
    evening.plays(evening.next())
    marks = {"lawful": "7", "skill": "5", "feasible": "3", "delivery": "1.5"}
    evening.does("judge", "submit_sheet", "j5", round="situation", entry="tan-khanh", base=0, marks=marks)

    late = evening.next()
    assert (late.role, late.kind) == ("head_judge", "accept_late_sheet")
    evening.plays(late)
    assert evening.state.performance(("situation", "tan-khanh")).handed.get("j5") is not None


def test_a_person_at_a_tablet_gets_more_time_than_a_player() -> None:
    evening = Evening()
    closing = evening.goes_on_until("close_performance")
    evening.does("judge", "take_seat", "j1", device="a-persons-phone")

    assert evening.next().after > closing.after
    evening.judges_hand_in("j3", "j5")
    evening.plays(evening.next())  # the person was waited for in vain
    evening.goes_on_until("close_performance")
    evening.judges_hand_in("j2", "j3", "j4", "j5", of=("situation", "bao-ly"))
    assert evening.next().after < closing.after


def test_it_goes_on_from_wherever_a_person_left_the_desk() -> None:
    evening = Evening()
    evening.does("director", "start_timer", round="situation", entry="tan-khanh")
    assert evening.next().kind == "stop_timer"
    evening.does("director", "stop_timer", round="situation", entry="tan-khanh")
    evening.does("director", "call_performance", round="situation", entry="ban-dat")  # the last one is not closed yet
    evening.does("director", "choose_scene", scene="board")

    evening.goes_on_until("stop_timer")
    assert evening.state.performance(("situation", "tan-khanh")).status == "marking"
    evening.goes_on_until("call_performance")
    statuses = [evening.state.performance(("situation", entry)).status for entry in ("tan-khanh", "ban-dat")]
    assert statuses == ["closed", "closed"]


def test_lots_are_drawn_on_the_wall_turn_by_turn_before_a_judged_round_opens() -> None:
    evening = Evening()
    evening.plays(evening.goes_on_until("begin_draw"))
    assert (evening.state.scene.kind, evening.state.round_status("skit")) == ("draw", "pending")
    assert evening.next().kind == "draw_lots"
    evening.plays(evening.next())
    evening.sent.clear()
    evening.goes_on_until("open_round")

    assert evening.sent == [("secretary", "reveal_lots")] * 10
    assert evening.state.orders["skit"].how == "drawn"


def test_a_persons_draw_is_left_to_them_for_a_while_and_then_given_up() -> None:
    evening = Evening()
    seal = evening.goes_on_until("begin_draw").fields["seal"]
    theirs = seal[::-1]
    evening.does("organizer", "begin_draw", rounds=["skit"], seal=theirs, reason="bốc lại")

    given_up = evening.next()
    assert (given_up.kind, given_up.after >= 5) == ("cancel_draw", True)
    evening.plays(given_up)
    assert evening.next().kind == "begin_draw"
    evening.plays(evening.next())
    number = evening.view().announcer["draw"]["draw"]
    evening.does("organizer", "cancel_draw", draw=number, reason="thôi")
    assert evening.next().kind == "open_round"
