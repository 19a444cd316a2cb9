"""The machine's clock is set while a timer runs, or between two starts: elapsed time goes on, and never runs back."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from contest_app.app import PUT_BACK_MS, steady_clock
from contest_app.journal.journal import Journal
from tests.faults.tokens import tokens_of
from tests.journeys import evening
from tests.live.line import Line, connected
from tests.serving import Server, running_server, wait_until

HOUR_MS = 3_600_000
HERE = {"round": "greeting", "entry": "ban-dat"}
WRONG = "tests.faults.stepped_clock_server"


def at_wall(ms: int) -> Any:
    return patch("contest_app.app.time.time_ns", lambda: ms * 1_000_000)


def test_the_steady_clock_does_not_hear_of_a_clock_that_is_set() -> None:
    with at_wall(5 * HOUR_MS):
        now_ms = steady_clock()
        first = now_ms()
    for wall_ms in (0, 99 * HOUR_MS):
        with at_wall(wall_ms):
            assert first <= now_ms() < first + HOUR_MS


@pytest.mark.parametrize(
    ("wall_ms", "last_ms", "starts_ms"),
    [
        (100 * HOUR_MS, 0, 100 * HOUR_MS),
        (100 * HOUR_MS, 90 * HOUR_MS, 100 * HOUR_MS),
        (100 * HOUR_MS, 101 * HOUR_MS, 101 * HOUR_MS),
        (100 * HOUR_MS, 100 * HOUR_MS + PUT_BACK_MS + 1, 100 * HOUR_MS),
    ],
)
def test_the_steady_clock_goes_on_from_the_last_event(wall_ms: int, last_ms: int, starts_ms: int) -> None:
    with at_wall(wall_ms):
        assert starts_ms <= steady_clock(last_ms)() < starts_ms + 60_000


def test_the_last_event_of_all_contests_is_found(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    assert journal.last_ms() == 0
    journal.close()
    evening.prepare(tmp_path)
    journal = Journal.open_to_read(tmp_path)
    assert journal.last_ms() == list(journal.stream(evening.CONTEST))[-1].at_ms
    journal.close()


def timer(line: Line) -> Any:
    return line.value("stage")["on_stage"]["timer"]


def elapsed_ms(line: Line) -> int:
    """What a wall shows: both numbers by the server's clock."""
    running = timer(line)
    return int(running["elapsed_ms"] + line.call("clock", {})["now_ms"] - running["started_ms"])


def auth(server: Server) -> dict[str, str]:
    return {"contest": evening.CONTEST, "token": tokens_of(server.folder, evening.CONTEST)["director"]}


def starts_the_timer(director: Line) -> None:
    for kind, fields in (("open_round", {"round": "greeting"}), ("call_performance", HERE), ("start_timer", HERE)):
        assert "receipt" in director.command(kind, **fields)


def test_a_clock_set_in_the_middle_moves_no_timer(tmp_path: Path) -> None:
    evening.prepare(tmp_path / "data")
    put_back = tmp_path / "put-back"
    env = {"STEP_MS": str(HOUR_MS), "STEP_WHEN": str(put_back)}
    with (
        running_server(tmp_path / "data", command="serve", module=WRONG, env=env) as server,
        connected(server, auth(server)) as director,
    ):
        starts_the_timer(director)
        before_ms = elapsed_ms(director)
        put_back.touch()
        wait_until(lambda: elapsed_ms(director) > before_ms, "the timer goes on")
        assert before_ms < elapsed_ms(director) < before_ms + 60_000
        assert "receipt" in director.command("stop_timer", **HERE)
        assert before_ms < timer(director)["elapsed_ms"] < before_ms + 60_000


def test_a_timer_goes_on_after_a_restart_with_the_clock_put_back(tmp_path: Path) -> None:
    evening.prepare(tmp_path / "data")
    with running_server(tmp_path / "data", command="serve") as server:
        signed_in = auth(server)
        with connected(server, signed_in) as director:
            starts_the_timer(director)
            wait_until(lambda: elapsed_ms(director) >= 200, "the timer runs")
            before_ms, started_ms = elapsed_ms(director), timer(director)["started_ms"]
            assert "receipt" in director.command("choose_scene", scene="on_stage")  # the journal's last word
        server.kill()
        server.module, server.env = WRONG, {"STEP_MS": str(HOUR_MS), "STEP_WHEN": str(tmp_path)}
        server.start()
        with connected(server, signed_in) as director:
            assert timer(director)["started_ms"] == started_ms
            again_ms = elapsed_ms(director)
            assert again_ms >= before_ms
            wait_until(lambda: elapsed_ms(director) > again_ms, "the timer goes on")
            assert "receipt" in director.command("stop_timer", **HERE)
            assert again_ms <= timer(director)["elapsed_ms"] < again_ms + 60_000
        assert server.stop() == 0
    journal = Journal.open_to_read(tmp_path / "data")
    times = [event.at_ms for event in journal.stream(evening.CONTEST)]
    journal.close()
    assert times == sorted(times), "the journal's times never run back"
