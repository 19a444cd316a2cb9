"""A living demo on a real server: players on real sockets, whole seasons, people who step in."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from contest_app.config import Config
from contest_app.demo.play import Play, PlayParts
from tests.live.line import Line, connected
from tests.serving import Server, run_cli, running_server, wait_until

PACE = ("--play", "0.3")
SEASON_S = 60.0  # on a machine that has other things to do


def acts(line: Line, kind: str, **fields: object) -> None:
    answer = line.command(kind, **fields)
    assert "receipt" in answer, answer


def children_of(server: Server) -> list[int]:
    assert server.process is not None
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.process.pid)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def test_a_whole_contest_is_played_to_the_announcement_and_the_next_season_takes_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    with running_server(folder, *PACE) as server, connected(server) as wall:
        with connected(server, token=server.token("director")) as desk:
            desk.watch("presence")
            desk.wait_for("presence", lambda v: any(j["drafting"] for j in v["judges"]))
        wall.watch("stage", "board")
        first = wall.wait_for("stage", lambda v: v["contest"]["phase"] == "announced", SEASON_S)
        verified, links = run_cli("verify", "--data", str(folder)), server.links()
        assert (verified.returncode, verified.stdout.count("good")) == (0, 1), verified.stdout
        board = wall.wait_for("board", lambda v: v["status"] == "final")
        assert all(row["place"] and row["total"] for row in board["value"]["rows"])

        later = wall.read_until(lambda: next((f for f in stages(wall) if f["journal"] != first["journal"]), None), 30)
        assert later["value"]["contest"]["phase"] == "running"
        assert server.links() == links
        (players,) = children_of(server)
        assert server.stop() == 0
        wait_until(lambda: not Path(f"/proc/{players}").exists(), "the players went with the server")
        assert run_cli("verify", "--data", str(folder)).returncode == 0
        assert "bắt đầu lại từ đầu" in server.output
        assert "Traceback" not in server.errors


def test_a_person_gets_the_desk_and_a_seat_and_the_play_waits_and_says_so(tmp_path: Path) -> None:
    with running_server(tmp_path / "demo", "--play", "1") as server, connected(server) as wall:
        links = server.links()
        director, seat = (links[who].rsplit("/", 1)[1] for who in ("director", "j1"))
        with connected(server, token=director) as desk, connected(server, token=seat, device="phone") as tablet:
            acts(tablet, "take_seat", device="phone", from_="")
            acts(desk, "choose_scene", scene="board")
            wait_until(lambda: "tạm dừng tự diễn" in server.output, "the play says that it waits")
            with urllib.request.urlopen(f"{server.base}/organizer/demo", timeout=10) as strip:
                assert "Bạn đang điều hành" in strip.read().decode()
            desk.watch("presence")
            desk.wait_for("presence", lambda v: v["judges"][0]["connected"] == 1)  # the player left the seat
        wait_until(lambda: "Máy tự diễn tiếp" in server.output, "the play goes on")
        seen = [on_stage(wall.value("stage"))]
        for _ in range(2):
            seen.append(on_stage(wall.wait_for("stage", lambda stage: on_stage(stage) not in ["", *seen], 30)["value"]))
        with connected(server, token=director) as desk:
            handed = {
                p["entry"]: p["handed_in"] for p in desk.value("desk")["performances"] if p["round"] == "situation"
            }
        assert handed[seen[1]] == ["j2", "j3", "j4", "j5"]  # the seat is the tablet's, which handed nothing in


def stages(line: Line) -> list[dict[str, Any]]:
    return line.frames_of("stage")


def on_stage(stage: dict[str, Any]) -> str:
    return stage["on_stage"]["entry"]["id"] if stage["on_stage"] else ""


def test_players_end_when_the_server_is_killed(tmp_path: Path) -> None:
    with running_server(tmp_path / "demo", *PACE) as server:
        (players,) = wait_until(lambda: children_of(server), "the players are there")
        assert server.process is not None
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        wait_until(lambda: not Path(f"/proc/{players}").exists(), "the players ended")


def test_nothing_but_the_demos_folder_is_played_in(tmp_path: Path) -> None:
    class Parts:
        config = Config(data=tmp_path)

    parts: PlayParts = Parts()  # type: ignore[assignment]
    with pytest.raises(ValueError, match="demo's own folder"):
        Play(parts, 60, lambda words: None)
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    done = run_cli("demo", "--play", "--data", str(tmp_path))
    assert (done.returncode, sorted(path.name for path in tmp_path.iterdir())) == (1, ["thesis.txt"])


@pytest.mark.parametrize("pace", ["0", "fast", "-3"])
def test_a_pace_that_is_none_is_refused(pace: str) -> None:
    assert run_cli("demo", f"--play={pace}").returncode == 2
