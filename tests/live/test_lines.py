"""How much a line may say, and when silence means that it is lost."""

from __future__ import annotations

from contest_app.contest.commands import Actor
from contest_app.live.door import Guest
from contest_app.live.lines import SILENCE_S, Allowance, Lines


def test_an_allowance_runs_out_and_fills_again() -> None:
    allowance = Allowance(per_s=10, now_s=0)

    assert [allowance.take(0) for _ in range(11)] == [True] * 10 + [False]
    assert allowance.take(0.15)
    assert not allowance.take(0.15)
    assert allowance.unheeded == 2


def test_a_judge_and_the_desk_that_fall_silent_are_lost_and_a_screen_is_not() -> None:
    now_s = [0.0]
    lines = Lines(lambda: now_s[0])
    for sid, role in (("judge", "judge"), ("desk", "director"), ("wall", "screen"), ("phone", "audience")):
        lines.open(sid, Guest("c", Actor(role)))
    now_s[0] = SILENCE_S + 0.1
    lines.open("fresh", Guest("c", Actor("judge")))

    assert {line.sid for line in lines.silent()} == {"judge", "desk"}


def test_one_who_goes_on_regardless_is_counted_and_one_who_pauses_is_forgiven() -> None:
    allowance = Allowance(per_s=10, now_s=0)
    for turn in range(1000):
        allowance.take(turn / 500)
    assert allowance.unheeded > 900

    assert allowance.take(3.0)
    assert allowance.unheeded == 0
