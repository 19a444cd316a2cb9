"""What the load client is told to do is what a hall does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import contest, driving
from bench.contest import CONTEST, JUDGES, Evening, Plan
from bench.driving import CannotMeasure, Load
from bench.fanout import frames_alone_us
from contest_app.concurrency import threads
from contest_app.contest.commands import Actor
from contest_app.journal.journal import Journal
from contest_app.live.messages import parse_command
from contest_app.scorekeeper import Receipt, Scorekeeper


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    return contest.prepare(tmp_path_factory.mktemp("bench") / "data", 3)


def messages(plan: Plan) -> list[tuple[int, dict[str, Any]]]:
    words = [line.split(" ", 2) for line in plan.lines if line.startswith("M ")]
    return [(int(sender), json.loads(command)) for _, sender, command in words]


def steps(plan: Plan) -> list[str]:
    return [line for line in plan.lines if line.startswith("S ")]


@pytest.mark.parametrize(("write", "timed"), [(contest.one_by_one, 2 * JUDGES), (contest.ten_at_once, 2)])
def test_every_sheet_of_a_plan_is_recorded(evening: Evening, tmp_path: Path, write: Any, timed: int) -> None:
    plan = Plan(contest.prepare(tmp_path / "data", 3))
    write(plan, "greeting", 2, 0)
    assert sum(step.endswith(" 1") for step in steps(plan)) == timed
    assert sum(command["kind"] == "submit_sheet" for _, command in messages(plan)) == 2 * JUDGES
    assert all(isinstance(answer, Receipt) for answer in carried_out(plan))


def test_corrections_rest_on_the_sheet_before(tmp_path: Path) -> None:
    plan = Plan(contest.prepare(tmp_path / "data", 3))
    contest.on_stage(plan)
    contest.corrections(plan, 2)
    contest.corrections(plan, 1, since=2)
    answers = carried_out(plan)
    assert len(answers) == 2 + 3 * JUDGES
    assert all(isinstance(answer, Receipt) for answer in answers)


def test_each_sender_of_a_plan_comes_with_a_token_of_its_own(evening: Evening) -> None:
    auths = [json.loads(line.split(" ", 2)[2]) for line in Plan(evening).lines]
    assert len({auth["token"] for auth in auths}) == 1 + JUDGES
    assert {auth["contest"] for auth in auths} == {CONTEST}


def test_what_the_client_saw_in_microseconds_is_told_in_milliseconds() -> None:
    seen = Load({"receipts_us": [1500, 250], "server_cpu_s": 0.05, "frames": 5000, "frame_bytes": 12_500_000})
    assert seen.ms("receipts") == [1.5, 0.25]
    assert seen.cpu_us_a_frame == pytest.approx(10)
    assert seen.frame_bytes_each == 2500


def test_without_a_compiler_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driving, "BUILT", tmp_path)
    monkeypatch.setattr(driving.sys, "platform", "linux")
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(CannotMeasure, match=r"C compiler .* apt-get install gcc"):
        driving.compiled("floor")


def carried_out(plan: Plan) -> list[object]:
    """What the product itself answers to a plan."""
    journal = Journal.open(plan.evening.folder)
    keeper = Scorekeeper(journal, threads(), lambda: 1, lambda contest: None)
    keeper.start()
    try:
        answers = []
        for sender, payload in messages(plan):
            command = parse_command(payload)
            actor = Actor("judge", judge=f"j{sender}") if sender else Actor("director")
            answers.append(keeper.submit(CONTEST, command, actor))  # type: ignore[arg-type]
        return answers
    finally:
        keeper.stop()
        journal.close()


def test_the_frames_alone_are_without_what_the_commands_cost() -> None:
    many, few = Load({"server_cpu_s": 0.5, "frames": 40_000}), Load({"server_cpu_s": 0.1, "frames": 400})
    assert frames_alone_us(many, few) == pytest.approx(0.4 / 39_600 * 1e6)
