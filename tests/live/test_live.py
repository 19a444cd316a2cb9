"""What a line is answered by a real server, whatever it sends."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request
from contextlib import suppress
from typing import Any

import pytest
import socketio
import websocket

from tests.live.line import NAMESPACE, TurnedAway, connected
from tests.serving import DEMO_CONTEST, Server

pytestmark = pytest.mark.both_modes

ROUND, ENTRY = "situation", "tan-khanh"
MARKS = {"lawful": "7.5", "skill": "5.5", "feasible": "3.5", "delivery": "1.5"}


def sheet(base: int = 0, entry: str = ENTRY, **marks: str) -> dict[str, Any]:
    return {"round": ROUND, "entry": entry, "base": base, "marks": {**MARKS, **marks}}


# --- commands ---------------------------------------------------------------------------------------------------------


def test_the_same_command_gets_the_same_receipt_and_counts_once(server: Server, tokens: dict[str, str]) -> None:
    with connected(server, token=tokens["j1"]) as judge:
        first = judge.command("submit_sheet", command_id="twice", **sheet())
        again = judge.command("submit_sheet", command_id="twice", **sheet())
        (own,) = [own for own in judge.value("sheet")["sheets"] if (own["round"], own["entry"]["id"]) == (ROUND, ENTRY)]

    assert first["receipt"]["outcome"] == "done"
    assert again == first
    assert own["revision"] == 1


def test_the_same_command_twice_at_once_gets_one_receipt(server: Server, tokens: dict[str, str]) -> None:
    with connected(server, token=tokens["j5"]) as judge:
        message = {"command_id": "at-once", "kind": "submit_sheet", **sheet()}
        numbers = [judge.send("command", message) for _ in range(5)]
        answers = [judge.answer(number) for number in numbers]

    assert answers[0]["receipt"]["command_id"] == "at-once"
    assert answers == [answers[0]] * 5


def test_a_sheet_for_a_closed_performance_is_kept_as_late(server: Server, tokens: dict[str, str]) -> None:
    with connected(server, token=tokens["director"]) as desk, connected(server, token=tokens["j1"]) as judge:
        closed = next(p for p in desk.value("desk")["performances"] if (p["round"], p["status"]) == (ROUND, "closed"))
        answer = judge.command("submit_sheet", **sheet(base=1, entry=closed["entry"]))
        late = desk.value("desk")["late"]

    assert answer["receipt"]["outcome"] == "late"
    assert (closed["entry"], "j1") in [(each["entry"], each["judge"]) for each in late]


def test_a_stale_base_is_refused(server: Server, tokens: dict[str, str]) -> None:
    with connected(server, token=tokens["j2"]) as judge:
        refused = judge.command("submit_sheet", **sheet(base=0))["refused"]

    assert refused["code"] == "stale_base"
    assert refused["details"] == {"base": 0, "revision": 1}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"marks": {**MARKS, "lawful": "7.3"}}, "off_step"),
        ({"marks": {**MARKS, "lawful": "8.5"}}, "out_of_range"),
        ({"marks": {**MARKS, "lawful": "-1"}}, "out_of_range"),
        ({"marks": {**MARKS, "lawful": "tám"}}, "not_a_number"),
        ({"marks": {**MARKS, "lawful": ""}}, "mark_missing"),
        ({"marks": {**MARKS, "charm": "1"}}, "unknown_criterion"),
        ({"entry": "atlantis"}, "unknown_entry"),
        ({"round": "dance"}, "unknown_round"),
        ({"round": "skit"}, "mark_missing|unknown_criterion|marking_not_open"),
        ({"judge": "j1"}, "malformed"),
        ({"actor": "organizer"}, "malformed"),
        ({"marks": {**MARKS, "lawful": 7.5}}, "malformed"),
        ({"base": "1"}, "malformed"),
    ],
)
def test_what_is_wrong_is_refused_in_words(
    server: Server, tokens: dict[str, str], change: dict[str, Any], code: str
) -> None:
    with connected(server, token=tokens["j4"]) as judge:
        refused = judge.command("submit_sheet", **{**sheet(base=1), **change})["refused"]

    assert re.fullmatch(code, refused["code"])
    assert refused["words"]["vi"]
    assert refused["words"]["en"]


@pytest.mark.parametrize("kind", ["close_performance", "publish_round", "choose_scene"])
def test_a_judge_and_the_audience_run_nothing(server: Server, tokens: dict[str, str], kind: str) -> None:
    fields = {"choose_scene": {"scene": "board"}, "publish_round": {"round": ROUND}}
    for token in (tokens["j2"], tokens["announcer"], ""):
        with connected(server, token=token) as line:
            answer = line.command(kind, **fields.get(kind, {"round": ROUND, "entry": ENTRY}))
        assert answer["refused"]["code"] == "not_allowed"


# --- seats ------------------------------------------------------------------------------------------------------------


def test_the_seat_is_one_devices_and_the_others_sheet_comes_late(server: Server, tokens: dict[str, str]) -> None:
    with (
        connected(server, token=tokens["j3"], device="tablet") as tablet,
        connected(server, token=tokens["j3"], device="phone") as phone,
        connected(server, token=tokens["j3"]) as nameless,
    ):
        assert "receipt" in tablet.command("take_seat", device="tablet", from_="")
        assert tablet.command("submit_sheet", **sheet())["receipt"]["outcome"] == "done"
        refused = phone.command("take_seat", device="phone", from_="")["refused"]
        assert (refused["code"], refused["details"]["holder"]) == ("seat_changed", "tablet")
        assert "receipt" in phone.command("take_seat", device="phone", from_="tablet")
        assert phone.command("submit_sheet", **sheet(base=1))["receipt"]["outcome"] == "done"
        assert tablet.command("submit_sheet", **sheet(base=2))["receipt"]["outcome"] == "late"
        assert nameless.command("submit_sheet", **sheet(base=2))["receipt"]["outcome"] == "late"
        # A connection that named no device is the device with which it took the seat.
        assert "receipt" in nameless.command("take_seat", device="paper-free", from_="phone")
        assert nameless.command("submit_sheet", **sheet(base=2))["receipt"]["outcome"] == "done"


def test_a_connection_takes_the_seat_for_its_own_device_only(server: Server, tokens: dict[str, str]) -> None:
    with connected(server, token=tokens["j2"], device="tablet") as tablet:
        refused = tablet.command("take_seat", device="another", from_="")["refused"]

    assert (refused["code"], refused["details"]["field"]) == ("malformed", "device")


# --- who may come in, and see what ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        ({"contest": "atlantis"}, "unknown_contest"),
        ({}, "unknown_contest"),
        ({"contest": DEMO_CONTEST, "token": "guessed"}, "unknown_token"),
        ({"contest": ["a"]}, "malformed"),
        ({"contest": DEMO_CONTEST, "device": "d" * 65}, "malformed"),
        ("phu-binh-2024", "malformed"),
    ],
)
def test_who_may_not_come_in_is_told_why(server: Server, auth: Any, code: str) -> None:
    with pytest.raises(TurnedAway) as turned_away, connected(server, auth):
        pass

    assert turned_away.value.data["code"] == code
    assert turned_away.value.data["words"].keys() == {"vi", "en"}


def test_a_token_of_another_contest_opens_nothing(server: Server, tokens: dict[str, str]) -> None:
    with pytest.raises(TurnedAway) as turned_away, connected(server, {"contest": "other", "token": tokens["j1"]}):
        pass

    assert turned_away.value.data["code"] == "unknown_token"


@pytest.mark.parametrize(
    ("whose", "seen"),
    [
        ("audience", {"stage", "board"}),
        ("j1", {"stage", "board", "sheet"}),
        ("announcer", {"stage", "board", "announcer"}),
        ("director", {"stage", "board", "desk", "presence", "announcer"}),
    ],
)
def test_each_role_sees_its_topics_and_no_other(
    server: Server, tokens: dict[str, str], whose: str, seen: set[str]
) -> None:
    asked = {"stage", "board", "sheet", "desk", "presence", "announcer", "sheet|j2", f"{DEMO_CONTEST}|desk", "desk "}
    with connected(server, token="" if whose == "audience" else tokens[whose]) as line:
        answer = line.watch(*sorted(asked))

    assert set(answer["topics"]) == seen
    assert set(answer["denied"]) == asked - seen


def test_what_is_denied_is_never_sent_either(server: Server, tokens: dict[str, str]) -> None:
    with connected(server) as audience, connected(server, token=tokens["director"]) as desk:
        now = audience.watch("stage", "desk", "presence", "announcer", "sheet")["topics"]["stage"]["value"]["scene"]
        scene = "on_stage" if now["kind"] == "board" else "board"
        assert "receipt" in desk.command("choose_scene", scene=scene)
        audience.wait_for("stage", lambda value: value["scene"]["kind"] == scene)
        audience.settle()

    assert {frame["name"] for frame in audience.frames} == {"stage"}


def test_the_signed_in_desk_comes_in_by_its_session(server: Server) -> None:
    with connected(server, cookie=signed_in(server)) as desk:
        assert "desk" in desk.watch("desk")["topics"]
        assert "receipt" in desk.command("choose_scene", scene="board")
    with connected(server, cookie="contest_app=forged") as stranger:
        assert stranger.watch("desk")["denied"] == ["desk"]


def test_a_page_that_only_shows_is_audience_in_the_desks_browser_too(server: Server) -> None:
    with connected(server, {"contest": DEMO_CONTEST, "screen": True}, cookie=signed_in(server)) as wall:
        assert wall.watch("stage", "desk")["denied"] == ["desk"]
        assert wall.command("choose_scene", scene="board")["refused"]["code"] == "not_allowed"


def test_who_signs_out_is_out_on_every_line_of_that_browser(server: Server, tokens: dict[str, str]) -> None:
    """Another tab of it may still be open on a desk that nobody stands at any more."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{server.base}/desk/{tokens['director']}", timeout=10).read().decode()
    with connected(server, cookie=cookies(jar)) as tab:
        assert "desk" in tab.watch("desk")["topics"]
        press(browser, page, f"{server.base}/organizer/sign-out")
        with suppress(websocket.WebSocketConnectionClosedException):
            assert tab.command("choose_scene", scene="board")["later"]["code"] == "unknown_token"
        assert tab.is_closed(within_s=5)


def signed_in(server: Server) -> str:
    """Signs in with a one-time link, as a browser would; the session cookie."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(server.sign_in_link(), timeout=10).read().decode()
    press(browser, page, f"{server.base}/organizer/sign-in/link")
    return cookies(jar)


def press(browser: urllib.request.OpenerDirector, page: str, address: str) -> None:
    """Sends a form of the page that has nothing in it but what the page put there."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token, page
    browser.open(address, urllib.parse.urlencode({"csrf_token": token[1]}).encode(), timeout=10).read()


def cookies(jar: http.cookiejar.CookieJar) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


# --- topics -----------------------------------------------------------------------------------------------------------


def test_a_frame_is_what_the_next_one_who_connects_is_given(server: Server, tokens: dict[str, str]) -> None:
    with connected(server) as wall, connected(server, token=tokens["director"]) as desk:
        before = wall.watch("stage")["topics"]["stage"]
        seq = desk.command("choose_scene", scene="waiting")["receipt"]["seq"]
        frame = wall.wait_for("stage", lambda value: value["scene"]["kind"] == "waiting")
        with connected(server) as newcomer:
            given = newcomer.watch("stage")["topics"]["stage"]
        desk.command("choose_scene", scene="on_stage")

    assert before["seq"] < frame["seq"] == seq
    assert given == {name: frame[name] for name in ("journal", "seq", "value")}


def test_who_is_drafting_reaches_the_desk(server: Server, tokens: dict[str, str]) -> None:
    def of_j4(value: Any) -> Any:
        return next(judge for judge in value["judges"] if judge["judge"] == "j4")

    with connected(server, token=tokens["director"]) as desk:
        assert len(desk.value("presence")["judges"]) == 5
        with connected(server, token=tokens["j4"], device="tablet", browser="(Android 10) Chrome/129.1") as judge:
            judge.call("presence", {"round": ROUND, "entry": ENTRY, "marked": 3, "of": 4, "unsent": 1})
            frame = desk.wait_for("presence", lambda value: of_j4(value)["unsent"] == 1)
            assert of_j4(frame["value"])["drafting"] == {"round": ROUND, "entry": ENTRY, "marked": 3, "of": 4}
            assert of_j4(frame["value"])["connected"] == 1
            (tablet,) = of_j4(frame["value"])["devices"]
            assert tablet["device"] == {"kind": "tablet", "system": "Android", "browser": "Chrome"}
            assert "129.1" not in str(frame)
        desk.wait_for("presence", lambda value: of_j4(value)["unsent"] == 1 and of_j4(value)["connected"] == 0)
        assert [role["role"] for role in desk.value("presence")["roles"]] == ["director"]


# --- what no client of ours would send --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "packet",
    [
        f'42{NAMESPACE},1["command"',
        f"42{NAMESPACE},1[]",
        f"42{NAMESPACE},1{{}}",
        f"42{NAMESPACE},1[7]",
        f'42{NAMESPACE},1["connect",{{"contest":"{DEMO_CONTEST}"}}]',
        f'42{NAMESPACE},1["trigger_event","x"]',
        f'42{NAMESPACE},1["nonsense",{{}}]',
        f"42{NAMESPACE},{'9' * 200}[]",
        f'42{NAMESPACE},1["clock",{"1" * 5000}]',
        f"42{NAMESPACE},1{'[' * 3000}",
        "42/elsewhere,1[1]",
        "99",
        "6",
        "b!!!",
        "4",
        "",
    ],
)
def test_garbage_ends_at_most_the_line_that_sent_it(server: Server, packet: str) -> None:
    with connected(server) as other:
        with connected(server) as line:
            line.socket.send(packet)
            line.is_closed(within_s=0.2)
        assert other.call("clock", {})["now_ms"] > 0


def test_a_message_with_no_or_two_payloads_is_malformed(server: Server, tokens: dict[str, str]) -> None:
    with connected(server, token=tokens["j1"]) as judge:
        assert judge.call("command")["refused"]["code"] == "malformed"
        assert judge.call("command", {}, {})["refused"]["code"] == "malformed"
        assert judge.call("watch")["refused"]["code"] == "malformed"
        assert judge.call("presence", [1])["refused"]["code"] == "malformed"
        assert judge.call("clock")["now_ms"] > 0


def test_nobody_becomes_another_by_connecting_again_on_the_same_line(server: Server, tokens: dict[str, str]) -> None:
    with connected(server) as line:
        line.send("connect", {}, {"contest": DEMO_CONTEST, "token": tokens["director"]})

        assert line.watch("desk")["denied"] == ["desk"]


@pytest.mark.parametrize(
    "packet", [f'42{NAMESPACE},["disconnect"]', f'42{NAMESPACE},1["disconnect","x"]', f'450-{NAMESPACE},["disconnect"]']
)
def test_nobody_goes_on_listening_unseen_by_saying_that_they_are_gone(
    server: Server, tokens: dict[str, str], packet: str
) -> None:
    with connected(server, token=tokens["announcer"]) as listener, connected(server, token=tokens["director"]) as desk:
        listener.socket.send(packet)
        assert listener.call("clock", {})["now_ms"] > 0
        roles = [role["role"] for role in desk.value("presence")["roles"]]

        assert "announcer" in roles
        assert "announcer" in listener.watch("announcer")["topics"]


def test_an_oversize_message_ends_its_line_and_coming_back_works(server: Server, tokens: dict[str, str]) -> None:
    big = {"command_id": "big", "kind": "submit_sheet", **sheet(base=1), "reason": "x" * 20_000}
    with connected(server) as other:
        with connected(server, token=tokens["j4"]) as judge:
            judge.send("command", big)
            assert judge.is_closed()
        assert other.call("clock", {})["now_ms"] > 0
    with connected(server, token=tokens["j4"]) as judge:
        assert "topics" in judge.watch("sheet")


def test_who_asks_too_fast_is_told_to_come_later(server: Server) -> None:
    with connected(server) as line:
        numbers = [line.send("watch", {"topics": ["board"]}) for _ in range(300)]
        answers = [line.answer(number) for number in numbers]

    assert "board" in answers[0]["topics"]
    assert answers[-1]["later"]["code"] == "too_many"
    assert answers[-1]["later"]["retry_ms"] > 0


def test_who_goes_on_regardless_is_dropped(server: Server) -> None:
    with connected(server) as flood:
        try:
            for _ in range(3000):
                flood.send("watch", {"topics": ["board"]})
        except (ConnectionError, websocket.WebSocketException):
            pass  # dropped while it was still at it
        assert flood.is_closed()


def test_polling_is_not_spoken(server: Server) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.base}/socket.io/?EIO=4&transport=polling", timeout=10)

    with refused.value as answer:
        assert answer.code == 400


def test_a_page_of_another_site_may_not_connect(server: Server) -> None:
    """A signed-in browser would send its cookie along."""
    address = f"{server.base.replace('http', 'ws', 1)}/socket.io/?EIO=4&transport=websocket"

    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address, timeout=10, origin="http://elsewhere.example")


def test_the_common_client_library_understands_us(server: Server, tokens: dict[str, str]) -> None:
    client = socketio.Client(reconnection=False)
    try:
        auth = {"contest": DEMO_CONTEST, "token": tokens["director"]}
        client.connect(server.base, auth=auth, namespaces=[NAMESPACE], transports=["websocket"])
        answer = client.call("watch", {"topics": ["desk"]}, namespace=NAMESPACE)
    finally:
        client.disconnect()

    assert json.dumps(answer["topics"]["desk"]["value"]["contest"]["id"]) == f'"{DEMO_CONTEST}"'
