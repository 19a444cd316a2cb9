"""What holds of the server as people run it: answers first, few frames, nobody waits, lost lines are noticed."""

from __future__ import annotations

import re
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import ExitStack
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
import websocket

from tests.live.line import Line, TurnedAway, connected
from tests.serving import DEMO_CONTEST, Server, environment, running_server, wait_until

ROUND, ENTRY = "situation", "tan-khanh"


def hand_in(judge: Line, base: int) -> Any:
    marks = {"lawful": f"{base % 8}", "skill": "5", "feasible": "3", "delivery": "1"}
    return judge.command("submit_sheet", round=ROUND, entry=ENTRY, base=base, marks=marks)


def test_the_answer_comes_before_the_frame(green_server: Server) -> None:
    with connected(green_server, token=green_server.token("j1")) as judge:
        judge.watch("sheet", "stage")
        for base in range(10):
            assert "receipt" in hand_in(judge, base)
            judge.settle(0.1)  # so that each change is a leading one; a trailing frame may overtake an answer

    answered: set[int] = set()
    for kind, packet in judge.packets:
        if kind.startswith("ack") and "receipt" in packet:
            answered.add(packet["receipt"]["seq"])
        elif kind == "topic":
            assert packet["seq"] in answered
    assert judge.frames


def test_a_burst_of_changes_is_few_frames_and_the_last_is_the_latest(green_server: Server) -> None:
    with connected(green_server) as wall, connected(green_server, token=green_server.token("director")) as desk:
        wall.watch("stage")
        began_s = time.monotonic()
        scenes = [*(("board", "waiting")[number % 2] for number in range(59)), "on_stage"]
        receipts = [desk.command("choose_scene", scene=scene)["receipt"] for scene in scenes]
        took_s = time.monotonic() - began_s
        wall.wait_for("stage", within_s=5)
        wall.settle(0.5)

    frames = wall.frames_of("stage")
    assert frames[-1]["seq"] == receipts[-1]["seq"]
    assert len(frames) <= 20 * took_s + 2
    assert [frame["seq"] for frame in frames] == sorted({frame["seq"] for frame in frames})


def test_who_never_says_who_it_is_or_was_turned_away_does_not_stay(green_server: Server) -> None:
    address = f"{green_server.base.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
    mute, refused = Line(websocket.create_connection(address)), Line(websocket.create_connection(address))
    try:
        refused.socket.send('40/live,{"contest":"atlantis"}')
        assert mute.is_closed(within_s=9)
        assert refused.is_closed(within_s=3)
    finally:
        mute.close()
        refused.close()


def test_a_judge_who_falls_silent_is_dropped_and_a_wall_is_not(green_server: Server) -> None:
    tokens = {whose: url.rsplit("/", 1)[1] for whose, url in green_server.links().items()}
    with (
        connected(green_server) as wall,
        connected(green_server, token=tokens["director"]) as desk,
        connected(green_server, token=tokens["j5"], device="tablet") as silent,
    ):
        desk.watch("presence")
        ended = threading.Event()

        def keep_the_desk_awake() -> None:
            while not ended.wait(1):
                desk.send("clock", {})

        awake = threading.Thread(target=keep_the_desk_awake)
        awake.start()
        try:
            began_s = time.monotonic()
            assert silent.is_closed(within_s=9)
            lasted_s = time.monotonic() - began_s
        finally:
            ended.set()
            awake.join()
        desk.wait_for("presence", lambda value: value["judges"][4]["connected"] == 0)
        assert wall.call("clock", {})["now_ms"] > 0

    assert lasted_s > 4


def test_the_hub_ticks_during_a_password_check(green_server: Server) -> None:
    """Were it done on the hub, no question for the time would be answered until it is over."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{green_server.base}/organizer/sign-in", timeout=10).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    form = urllib.parse.urlencode(
        {"csrf_token": token[1], "name": "btc", "password": "wrong, and long enough"}
    ).encode()
    statuses: list[int] = []

    def sign_in() -> None:
        try:
            browser.open(f"{green_server.base}/organizer/sign-in", form, timeout=30)
        except urllib.error.HTTPError as answer:
            statuses.append(answer.code)

    with connected(green_server) as line:
        line.call("clock", {})
        checking = threading.Thread(target=sign_in)
        checking.start()
        answered, longest_s = 0, 0.0
        while checking.is_alive():
            asked_s = time.monotonic()
            line.call("clock", {}, within_s=30)
            longest_s = max(longest_s, time.monotonic() - asked_s)
            answered += 1
            time.sleep(0.002)
        checking.join()

    assert statuses == [422], "the check was not made"
    assert answered >= 5, f"{answered} answers during the check, the slowest took {longest_s * 1000:.0f} ms"


def test_compression_is_not_agreed_to(green_server: Server) -> None:
    """It would cost each client a dictionary of its own, and nobody could share a frame."""
    address = f"{green_server.base.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    line = websocket.create_connection(address, timeout=10, header=[offer])
    try:
        assert "sec-websocket-extensions" not in {name.lower() for name in line.getheaders() or {}}
    finally:
        line.close()


def test_who_acts_is_answered_while_a_hall_comes_in(green_server: Server) -> None:
    """The door lets in a few at a time: were all taken at once, everybody inside would wait for all of them."""
    assert green_server.process is not None
    hello = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: hall\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with connected(green_server, token=green_server.token("director")) as director, ExitStack() as hall:
        green_server.process.send_signal(signal.SIGSTOP)
        try:
            at_the_door = []
            for _ in range(400):
                screen = hall.enter_context(socket.create_connection(("127.0.0.1", green_server.port)))
                screen.sendall(hello.encode())
                at_the_door.append(screen)
            scene = {"command_id": "in-the-crowd", "kind": "choose_scene", "scene": "board"}
            asked = director.send("command", scene)
        finally:
            green_server.process.send_signal(signal.SIGCONT)
        assert "receipt" in director.answer(asked)
        came_in, _, _ = select.select(at_the_door, [], [], 0)

    assert len(came_in) < 200


def test_more_than_a_thousand_connections_are_served(green_server: Server) -> None:
    """The listener's default would let the 1,025th hang without a word."""
    wanted = 1100
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * wanted)), hard))
    address = ("127.0.0.1", green_server.port)
    held = [socket.create_connection(address, timeout=10) for _ in range(wanted)]
    try:
        with urllib.request.urlopen(f"{green_server.base}/healthz", timeout=10) as answer:
            assert answer.status == 200
    finally:
        for each in held:
            each.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_where_the_hub_is_select_viewers_are_bounded_and_whoever_has_a_card_always_comes_in(tmp_path: Path) -> None:
    """The hub of Windows dies at some 500 sockets; the announcer must know before the hall however full it is."""
    with running_server(tmp_path / "demo", env={"EVENTLET_HUB": "selects"}) as server, ExitStack() as hall:
        tokens = {who: server.token(who) for who in ("j1", "announcer", "secretary")}
        for _ in range(400):
            hall.enter_context(connected(server))
        with pytest.raises(TurnedAway) as turned_away, connected(server):
            pass
        assert turned_away.value.data["code"] == "hall_full"
        for who, topic in (("j1", "sheet"), ("announcer", "announcer"), ("secretary", "desk")):
            with connected(server, token=tokens[who]) as line:
                assert topic in line.watch(topic)["topics"]
        jar = CookieJar()
        desk = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        desk.open(f"{server.base}/desk/{tokens['secretary']}", timeout=10).close()
        cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
        with connected(server, {"contest": DEMO_CONTEST, "screen": True}, cookie=cookie) as wall:
            assert wall.watch("stage", "desk")["denied"] == ["desk"]
        with urllib.request.urlopen(f"{server.base}/contests/{DEMO_CONTEST}/board.json", timeout=10) as board:
            assert board.status == 200


def test_no_token_is_ever_logged(green_server: Server) -> None:
    links = green_server.links()
    for url in [*links.values(), green_server.sign_in_link(), f"{green_server.base}/judge/{'x' * 22}"]:
        try:
            urllib.request.urlopen(url, timeout=10).read()
        except urllib.error.HTTPError as answer:
            answer.close()
    tokens = [url.rsplit("/", 1)[1] for whose, url in links.items() if whose != "screen"]
    with connected(green_server, token=tokens[-1]) as judge:
        hand_in(judge, 0)

    log = green_server.errors
    assert "recorded" in log
    assert not [token for token in [*tokens, "x" * 22] if token in log]


def test_too_many_connections_keep_nobody_out_once_they_are_gone(green_server: Server) -> None:
    assert green_server.process is not None
    pid = green_server.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    open_now = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (open_now + 10, before[1]))
    try:
        with ExitStack() as crowd:
            for _ in range(30):
                crowd.enter_context(socket.create_connection(("127.0.0.1", green_server.port)))
            wait_until(lambda: "too many connections" in green_server.errors, "the server has no file left")
        wait_until(lambda: _is_there(green_server), "it lets people in again")
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)


def _is_there(server: Server) -> bool:
    try:
        with urllib.request.urlopen(f"{server.base}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_the_server_may_open_as_many_files_as_the_system_lets_it(green_server: Server) -> None:
    assert green_server.process is not None
    soft, most = resource.prlimit(green_server.process.pid, resource.RLIMIT_NOFILE)
    assert soft == min(most if most != resource.RLIM_INFINITY else 65_536, 65_536)


@pytest.mark.parametrize("line", ["GET /judge/{token} HTTP/9.9.9", "GET /judge/{token} HTTP/1.1 x"])
def test_a_request_that_cannot_be_read_leaves_no_token_in_the_log(green_server: Server, line: str) -> None:
    token = green_server.token("j1")
    with socket.create_connection(("127.0.0.1", green_server.port), timeout=10) as stranger:
        stranger.sendall(f"{line.format(token=token)}\r\n\r\n".encode())
        assert b"Error code: 400" in b"".join(iter(lambda: stranger.recv(4096), b""))

    assert token not in green_server.errors


def test_a_request_leaves_nothing_that_waits_for_the_garbage() -> None:
    """It is looked for rarely: a season of screens that come and go left 7 KB each."""
    script = Path(__file__).with_name("green_requests.py")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment(),
    )
    assert (done.stdout.strip(), done.stderr) == ("0", "")
