"""Screens that stop reading hold up nobody, cost little, and are let go; one that reads again gets the newest value."""

from __future__ import annotations

import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import websocket

from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.journal.journal import Journal
from contest_app.scorekeeper import Receipt, Scorekeeper
from tests.faults.tokens import tokens_of
from tests.journeys import evening
from tests.live.line import NAMESPACE, Line, connected
from tests.serving import Server, running_server, wait_until

STOPPED = 20
CHANGES = 120
LET_GO_WITHIN_S = 40  # the transport's own sign of life is asked for every 10 s and awaited for 10
A_LITTLE = 100_000_000
SCENES = ("board", "waiting")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A contest with a long list of teams, so that one frame is some 200 KB and the system's buffers fill quickly."""
    folder = tmp_path / "data"
    evening.prepare(folder)
    journal = Journal.open(folder)
    keeper = Scorekeeper(journal, threads(), lambda: time.time_ns() // 1_000_000, lambda contest: None)
    keeper.start()
    for number in range(7, 407):
        names = f"Xã thứ {number} " + "Thắng Lợi " * 15, "Huyện Phú Bình, tỉnh Thái Nguyên. " * 5
        entry = c.RegisterEntry(secrets.token_hex(8), f"team-{number}", number, *names)
        assert isinstance(keeper.submit(evening.CONTEST, entry, Actor("organizer", "Lan")), Receipt)
    keeper.stop()
    journal.close()
    with running_server(folder, command="serve") as server:
        yield server


@contextmanager
def a_screen(server: Server) -> Iterator[websocket.WebSocket]:
    """A screen with next to no room for what it does not read; it watches, and then reads nothing by itself."""
    address = f"{server.base.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
    little = ((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),)
    screen = websocket.create_connection(address, timeout=20, sockopt=little)
    try:
        screen.recv()
        screen.send(f"40{NAMESPACE},{json.dumps({'contest': evening.CONTEST})}")
        screen.recv()
        screen.send(f'42{NAMESPACE},1["watch",{{"topics":["stage","board"]}}]')
        assert str(screen.recv()).startswith(f"43{NAMESPACE},1")
        yield screen
    finally:
        screen.shutdown()


def memory(server: Server) -> int:
    assert server.process is not None
    pages = Path(f"/proc/{server.process.pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def open_files(server: Server) -> int:
    assert server.process is not None
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def changes_the_scene(desk: Line, times: int, wall: Line | None = None) -> int:
    """The seq of the last change; every one of them is answered, and the wall goes on reading meanwhile."""
    for number in range(times):
        answer = desk.command("choose_scene", scene=SCENES[number % 2])
        assert "receipt" in answer, answer
        if wall is not None:
            wall.call("clock", {})
        time.sleep(0.05)  # a frame a change: the announcer sends no more than twenty a second
    return int(answer["receipt"]["seq"])


def test_screens_that_stop_reading_hold_up_nobody_and_are_let_go(server: Server) -> None:
    auth = {"contest": evening.CONTEST, "token": tokens_of(server.folder, evening.CONTEST)["director"]}
    with connected(server, auth) as desk, connected(server, {"contest": evening.CONTEST}) as wall:
        wall.watch("stage", "board")
        desk.watch("presence")
        files, before = open_files(server), memory(server)
        stopped = [a_screen(server) for _ in range(STOPPED)]
        for screen in stopped:
            screen.__enter__()
            desk.call("clock", {})  # a desk that is silent for 5 s is a lost line, and this machine may be slow
        try:
            desk.wait_for("presence", lambda value: value["screens"] == STOPPED + 1)
            seq = changes_the_scene(desk, CHANGES, wall)
            assert wall.wait_for("stage", lambda value: value["scene"]["kind"] == SCENES[(CHANGES - 1) % 2])
            wall.read_until(lambda: next((f for f in wall.frames_of("stage") if f["seq"] == seq), None))
            frame = len(json.dumps(wall.frames_of("stage")[-1]))
            # Each frame once, however many have yet to read it, and what is half sent to each.
            assert memory(server) - before < (CHANGES + 4 * STOPPED) * frame + A_LITTLE

            def are_gone() -> bool:
                wall.call("clock", {})
                desk.call("clock", {})
                return bool(desk.value("presence")["screens"] == 1) and open_files(server) <= files

            wait_until(are_gone, "the stopped screens are let go", LET_GO_WITHIN_S)
            assert changes_the_scene(desk, 2, wall) == seq + 2
            wall.wait_for("stage", lambda value: value["scene"]["kind"] == SCENES[1])
        finally:
            for screen in stopped:
                screen.__exit__(None, None, None)


def test_a_screen_that_reads_again_gets_the_newest_value(server: Server) -> None:
    auth = {"contest": evening.CONTEST, "token": tokens_of(server.folder, evening.CONTEST)["director"]}
    with connected(server, auth) as desk, a_screen(server) as screen:
        last = changes_the_scene(desk, CHANGES // 3)
        seqs: list[int] = []
        while not seqs or seqs[-1] < last:
            packet = str(screen.recv())
            if packet.startswith("42"):
                _, frame = json.loads(packet[packet.index("[") :])  # a torn frame would be no JSON
                seqs.append(frame["seq"])
            elif packet == "2":
                screen.send("3")
    assert seqs == sorted(seqs)
    assert seqs[-1] == last
