"""Running orders: from paper, or drawn with a seal and a word; a drawn one is never quietly replaced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.draw_check import wrong_with
from contest_app.contest.evolve import evolve
from contest_app.contest.lots import drawn_order, seal_of
from contest_app.contest.state import State
from contest_app.contest.words import Words
from tests.building import SECRET, Story, a_contest, a_running_contest

OTHER = "a7" * 16


def four(**changes: object) -> Story:
    return a_contest(**changes).with_judges(2).with_entries("Hương Sơn", "Đào Xá", "Úc Kỳ", "Nga My")


def order_of(story: Story, round_id: str = "greeting") -> tuple[str, ...]:
    return story.state.order_of(round_id)


def test_a_draw_becomes_the_order_of_its_rounds_once_every_turn_is_open() -> None:
    story = four().sealed("greeting", "skit").drawn("hoa sen")
    order = drawn_order(SECRET, "hoa sen", {f"e{n}": n for n in range(1, 5)})
    for upto in (1, 2, 3):
        assert order_of(story.opened(upto)) == ("e1", "e2", "e3", "e4")
    story.opened()
    assert order_of(story, "greeting") == order_of(story, "skit") == order
    assert order_of(story, "knowledge") == ("e1", "e2", "e3", "e4")
    assert story.state.orders["skit"].how == "drawn"
    last = story.events[-1][0]
    assert isinstance(last, e.RunningOrderSet)
    assert (last.seed, last.draw) == (f"{SECRET}|hoa sen", story.last_draw)


def test_the_wall_follows_the_draw_and_forgets_it_when_it_is_cancelled() -> None:
    story = four().sealed("greeting")
    assert story.state.scene.kind == "draw"
    story.does("secretary", c.CancelDraw, draw=story.last_draw, reason="thiếu đội Úc Kỳ")
    assert (story.state.scene.kind, story.state.draws[story.last_draw].status) == ("waiting", "cancelled")
    assert story.refused("director", c.ChooseScene, scene="draw").code == "no_draw"
    story.sealed("greeting", secret=OTHER).drawn("8", secret=OTHER).opened()
    story.does("director", c.ChooseScene, scene="board")
    assert story.does("director", c.ChooseScene, scene="draw").state.scene.kind == "draw"


def test_all_turns_can_be_opened_at_once_and_none_twice() -> None:
    story = four().sealed("greeting").drawn("8").opened(1)
    assert story.refused("director", c.RevealLots, draw=story.last_draw, upto=1).code == "turn_opened"
    assert story.refused("director", c.RevealLots, draw=story.last_draw, upto=5).code == "unknown_choice"
    assert story.opened().state.draws[story.last_draw].status == "complete"
    assert story.refused("director", c.RevealLots, draw=story.last_draw, upto=4).code == "draw_not_waiting"


def test_one_draw_at_a_time_and_none_for_a_round_that_began() -> None:
    story = four().sealed("greeting")
    again = {"rounds": ("skit",), "seal": seal_of(OTHER)}
    assert story.refused("director", c.BeginDraw, **again).code == "draw_under_way"
    begun = a_running_contest().called()
    assert begun.refused("director", c.BeginDraw, rounds=("greeting",), seal=seal_of(OTHER)).code == "round_begun"
    assert begun.does("director", c.BeginDraw, **again).state.scene.kind == "draw"


def test_a_round_that_begins_under_the_draw_keeps_its_order() -> None:
    story = a_running_contest().sealed("greeting").drawn("8").called("e2")
    assert story.refused("director", c.RevealLots, draw=story.last_draw, upto=2).code == "round_begun"
    story.does("director", c.CancelDraw, draw=story.last_draw, reason="phần thi đã bắt đầu")
    assert (story.state.scene.kind, order_of(story)) == ("on_stage", ("e1", "e2"))


def test_lots_are_drawn_again_only_for_a_reason() -> None:
    story = four().sealed("greeting").drawn("8").opened()
    again = {"rounds": ("greeting", "skit"), "seal": seal_of(OTHER)}
    assert story.refused("secretary", c.BeginDraw, **again).code == "reason_missing"
    story.does("secretary", c.BeginDraw, **again, reason="một đội chưa có mặt").drawn("hoa sen", secret=OTHER)
    before = order_of(story)
    assert story.opened(3).state.order_of("greeting") == before
    assert order_of(story.opened()) == drawn_order(OTHER, "hoa sen", {f"e{n}": n for n in range(1, 5)})


def test_a_seal_serves_once_and_is_a_hash() -> None:
    story = four().sealed("greeting")
    story.does("secretary", c.CancelDraw, draw=story.last_draw, reason="làm lại")
    for seal in (seal_of(SECRET), "", "x" * 64):
        assert story.refused("secretary", c.BeginDraw, rounds=("skit",), seal=seal).code == "malformed"
    assert story.refused("secretary", c.BeginDraw, rounds=(), seal=seal_of(OTHER)).code == "malformed"


def test_a_secret_that_could_be_guessed_is_not_drawn_with() -> None:
    story = four().does("secretary", c.BeginDraw, rounds=("greeting",), seal=seal_of("1"))
    refused = story.refused("secretary", c.DrawLots, draw=story.last_draw, word="8", secret="1")
    assert refused.details["field"] == "secret"
    long = {"draw": story.last_draw, "word": "a" * 101, "secret": SECRET}
    assert story.refused("secretary", c.DrawLots, **long).details["field"] == "word"


def test_who_withdrew_is_not_drawn_and_goes_last_and_who_comes_later_too() -> None:
    story = four().does("secretary", c.ChangeEntryStatus, entry="e2", status="withdrawn", reason="xin rút")
    story.sealed("greeting").drawn("8").with_entries("Kha Sơn").opened()
    assert set(order_of(story)[:3]) == {"e1", "e3", "e4"}
    assert order_of(story)[3:] == ("e2", "e5")


def test_an_entry_removed_while_turns_are_opened_leaves_the_order_whole() -> None:
    story = four().sealed("greeting").drawn("8").does("secretary", c.RemoveEntry, entry="e3").opened()
    assert sorted(order_of(story)) == ["e1", "e2", "e4"]


def test_a_drawn_order_is_replaced_by_hand_only_for_a_reason_and_a_paper_one_freely() -> None:
    story = four().sealed("greeting").drawn("8").opened()
    by_hand = {"round": "greeting", "order": ("e4", "e3", "e2", "e1"), "how": "paper"}
    assert story.refused("secretary", c.SetRunningOrder, **by_hand).code == "reason_missing"
    story.does("secretary", c.SetRunningOrder, **by_hand, drawn_by="Đại diện các đội", reason="bốc lại bằng phiếu")
    source = story.state.orders["greeting"]
    assert (source.how, source.drawn_by, source.draw) == ("paper", "Đại diện các đội", 0)
    story.does("secretary", c.SetRunningOrder, **{**by_hand, "order": ("e1", "e2", "e3", "e4")})
    assert order_of(story) == ("e1", "e2", "e3", "e4")


def test_nobody_claims_an_order_to_be_drawn_that_was_not() -> None:
    claimed = {"round": "greeting", "order": ("e1", "e2", "e3", "e4"), "how": "drawn"}
    assert four().refused("secretary", c.SetRunningOrder, **claimed).code == "unknown_choice"


# --- recorded draws are recomputed ------------------------------------------------------------------------------------


def wrong_lines(told: list[tuple[e.Event, e.Stamp]]) -> list[tuple[int, Words]]:
    state: State | None = None
    found = []
    for event, stamp in told:
        if words := wrong_with(state, event):
            found.append((stamp.seq, words))
        state = evolve(state, event, stamp)
    return found


def drawn_twice() -> Story:
    story = four().sealed("greeting").drawn("8").opened(2).opened()
    story.sealed("greeting", "skit", secret=OTHER, reason="bốc lại").drawn("hoa sen", secret=OTHER).opened()
    return story.does("secretary", c.SetRunningOrder, round="knowledge", order=("e4", "e3", "e2", "e1"))


def test_what_was_truly_drawn_is_found_true() -> None:
    assert wrong_lines(drawn_twice().events) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda event: replace(event, order=(event.order[1], event.order[0], *event.order[2:])),
        lambda event: replace(event, word="9"),
        lambda event: replace(event, secret="0" * 32),
        lambda event: replace(event, draw=1),
    ],
    ids=["order", "word", "secret", "draw"],
)
def test_a_draw_that_was_tampered_with_is_found(change: object) -> None:
    told = drawn_twice().events
    for place, (event, stamp) in enumerate(told):
        if isinstance(event, e.LotsDrawn):
            with_change = [*told[:place], (change(event), stamp)]  # type: ignore[operator]
            tampered = wrong_with(evolved(told[:place]), with_change[-1][0])
            assert tampered is not None, stamp.seq


@pytest.mark.parametrize("field", ["order", "draw", "round"])
def test_an_order_that_was_not_drawn_like_that_is_found(field: str) -> None:
    other = {"order": ("e1", "e2", "e3", "e4"), "draw": 99, "round": "knowledge"}[field]
    told = drawn_twice().events
    for place, (event, stamp) in enumerate(told):
        if isinstance(event, e.RunningOrderSet) and event.how == "drawn":
            assert wrong_with(evolved(told[:place]), replace(event, **{field: other})) is not None, stamp.seq


def evolved(told: list[tuple[e.Event, e.Stamp]]) -> State | None:
    state: State | None = None
    for event, stamp in told:
        state = evolve(state, event, stamp)
    return state
