"""Frames written straight to the sockets: whole, in order, the newest for whoever reads slowly."""

from __future__ import annotations

import gc
import json
import random
import socket as real_socket
import struct
import time
import weakref
from contextlib import suppress
from types import SimpleNamespace
from typing import cast

import eventlet
import pytest
from eventlet.greenio import GreenSocket
from eventlet.websocket import RFC6455WebSocket
from flask_socketio import SocketIO

from contest_app.concurrency import threads
from contest_app.live import direct
from contest_app.live.direct import AT_A_TIME
from contest_app.live.direct_socket import DirectSocket, Frame
from contest_app.live.fanout import NAMESPACE
from contest_app.live.hearing import Hearing
from tests.live.green_hall import CLOSE, CONNECTED, MASK, PING, TEXT, Hall, a_hall

ROOMS = ("stage", "board", "sheet")
SIZES = (0, 10, 120, 130, 2_000, 30_000, 150_000)


def turns(count: int) -> None:
    """Lets everybody else run for so many turns."""
    for _ in range(count):
        eventlet.sleep(0)


@pytest.mark.parametrize("seed", range(6))
def test_a_reader_at_any_pace_gets_whole_frames_in_order_and_the_last_of_each_topic(seed: int) -> None:
    chance = random.Random(seed)
    with a_hall() as hall:
        client = hall.enter(*ROOMS)
        last = dict.fromkeys(ROOMS, 0)
        asked, pinged = 0, 0
        for _ in range(250):
            act = chance.randrange(7)
            if act < 3:
                room = ROOMS[act]
                last[room] += 1
                hall.send(room, last[room], chance.choice(SIZES))
            elif act == 3:
                asked += 1
                client.call(asked, "clock", {})
            elif act == 4:
                pinged += 1
                client.send(f"{pinged}".encode(), PING)
            elif act == 5 and hall.unread != [0]:
                client.read(chance.choice((100, 5_000, 200_000)))
            turns(chance.choice((0, 1, 3)))
        for room in ROOMS:
            last[room] += 1
            hall.send(room, last[room])

        client.read_until(lambda: all(client.sent_to(room)[-1:] == [last[room]] for room in ROOMS))
        client.read_until(lambda: client.answered[-1:] == [asked] and len(client.pongs) == pinged)

    for room in ROOMS:
        came = client.sent_to(room)
        assert came == sorted(set(came)), f"{room} ran backwards"
    assert client.answered == list(range(1, asked + 1))
    assert client.pongs == [f"{number}".encode() for number in range(1, pinged + 1)]


def test_who_does_not_read_has_one_place_a_topic_and_gets_the_newest() -> None:
    with a_hall() as hall:
        client = hall.enter("stage", "board")
        for number in range(1, 501):
            hall.send("stage", number, 10_000)
            hall.send("board", number, 10_000)
            turns(2)
        assert hall.unread[0] <= 3, "one place a topic, and one for a frame that was begun"

        client.read_until(lambda: client.sent_to("stage")[-1:] == [500] and client.sent_to("board")[-1:] == [500])

    came = client.sent_to("stage")
    assert came == sorted(came)
    assert len(came) < 400, "what was overtaken is not sent"


def test_a_frame_that_was_taken_in_part_arrives_whole_though_nothing_follows() -> None:
    with a_hall() as hall:
        client = hall.enter("stage")
        hall.send("stage", 1, 100_000)
        assert hall.unread == [1], "the system took all of it, so nothing is tested"
        client.read_until(lambda: client.sent_to("stage") == [1])


def test_nothing_is_written_into_the_middle_of_a_frame() -> None:
    near, far = (GreenSocket(end) for end in real_socket.socketpair())
    try:
        line = DirectSocket(near, {})
        large = Frame.of(b"x" * 1_000_000)
        taken = line.take(large)
        assert 0 < taken < len(large)
        line.keep_unsent(memoryview(large)[taken:])
        sending = eventlet.spawn(line.send, Frame.of(b"z"))
        came = b""
        while not came.endswith(Frame.of(b"z")):
            came += far.recv(65536)
        sending.wait()
        assert came == large + Frame.of(b"z")
    finally:
        near.close()
        far.close()


@pytest.mark.parametrize("pieces", [1, 2, 3, 7, 100])
def test_messages_are_read_however_they_come_in_and_like_the_library_reads_them(pieces: int) -> None:
    texts = ["", "2", "4", "ễ" * 41, "x" * 125, "ọ" * 50, "y" * 2_000, "z" * 16_000]
    frames = [
        *(masked(0x81, text.encode()) for text in texts),
        masked(0x01, "một ".encode()), masked(0x89, b"are you there"), masked(0x80, "mảnh".encode()),
        masked(0x81, "sau cùng".encode()), masked(0x88, b"\x03\xe8"),
    ]  # fmt: skip
    stream = b"".join(frames)
    near, far = (GreenSocket(end) for end in real_socket.socketpair())
    line = DirectSocket(near, {}, max_frame_length=16_384)

    def write() -> None:
        size = len(stream) // pieces + 1
        for first in range(0, len(stream), size):
            far.sendall(stream[first : first + size])
            eventlet.sleep(0)

    writing = eventlet.spawn(write)
    try:
        heard = [line.wait() for _ in range(len(texts) + 3)]
        writing.wait()
        assert heard == [*texts, "một mảnh", "sau cùng", None]
        assert far.recv(100).startswith(b"\x8a\x0dare you there")
    finally:
        near.close()
        far.close()


@pytest.mark.parametrize(
    "stream",
    [b"\x81\x05hello", b"\xc1\x80\0\0\0\0", b"\x83\x80\0\0\0\0", b"\x81\x82\0\0\0\0\xc3\x28",
     b"\x81\xfe\xff\xff\0\0\0\0", b"\x81\xff\0\0\0\0\0\1\0\0\0\0\0\0"],
)  # fmt: skip
def test_what_is_no_message_ends_the_line_as_the_library_ends_it(stream: bytes) -> None:
    ended = [_ended(kind, stream) for kind in (DirectSocket, RFC6455WebSocket)]
    assert ended[0] == ended[1]
    assert ended[0][1][:1] == b"\x88", "it says that it closes"


def _ended(kind: type[RFC6455WebSocket], stream: bytes) -> tuple[object, bytes]:
    """What came of the message, and what was said to the client."""
    near, far = (GreenSocket(end) for end in real_socket.socketpair())
    try:
        far.sendall(stream)
        came: object
        try:
            came = kind(near, {}, max_frame_length=16_384).wait()
        except UnicodeDecodeError as error:
            came = type(error)
        return came, far.recv(100)
    finally:
        near.close()
        far.close()


def test_a_sign_of_life_is_asked_for_once_and_the_answer_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_hall() as hall:
        client = hall.enter("stage")
        (transport,) = hall.server.eio.sockets.values()
        hall.fanout.ask_for_signs_of_life()
        assert transport.last_ping is None, "not yet, and not by the library"

        later_s = time.time() + 3 * hall.server.eio.ping_interval
        monkeypatch.setattr(direct.time, "time", lambda: later_s)
        hall.fanout.ask_for_signs_of_life()
        for _ in range(3):
            turns(3)
            hall.fanout.ask_for_signs_of_life()
        client.read_until(lambda: client.texts == ["2"])
        assert transport.last_ping == later_s
        assert transport.check_ping_timeout(), "there is time to answer"
        client.send("3")
        turns(5)
        assert transport.last_ping is None

        again_s = later_s + hall.server.eio.ping_interval
        for now_s in (again_s - 1, again_s):
            assert transport.last_ping is None
            monkeypatch.setattr(direct.time, "time", lambda now_s=now_s: now_s)
            hall.fanout.ask_for_signs_of_life()
        client.read_until(lambda: client.texts == ["2", "2"])


def test_who_gives_no_sign_of_life_is_let_go_by_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_hall() as hall:
        hall.enter("stage")
        (transport,) = hall.server.eio.sockets.values()
        later_s = time.time() + 3 * hall.server.eio.ping_interval
        monkeypatch.setattr(direct.time, "time", lambda: later_s)
        hall.fanout.ask_for_signs_of_life()
        assert not transport.closed
        monkeypatch.setattr(direct.time, "time", lambda: later_s + hall.server.eio.ping_timeout + 1)
        hall.fanout.ask_for_signs_of_life()
        assert transport.closed


def masked(first: int, plain: bytes) -> bytes:
    """A client's frame."""
    size = len(plain)
    head = struct.pack("!BB", first, 0x80 | size) if size < 126 else struct.pack("!BBH", first, 0xFE, size)
    return head + MASK + bytes(byte ^ MASK[i % 4] for i, byte in enumerate(plain))


def test_a_cut_off_frame_is_followed_by_nothing() -> None:
    near, far = (GreenSocket(end) for end in real_socket.socketpair())
    try:
        line = DirectSocket(near, {})
        near.settimeout(0.01)
        with pytest.raises(real_socket.timeout):
            line.send(Frame.of(b"x" * 10_000_000))
        assert line.take(b"a whole frame") == len(b"a whole frame"), "it counts as written"
        with pytest.raises(BrokenPipeError):
            line.send(Frame.of(b"y"))
        near.close()
        came = b""
        while new := far.recv(1 << 20):
            came += new
        assert set(came[10:]) == {ord("x")}
    finally:
        far.close()


def test_a_frame_overtakes_nothing_that_waits_and_is_the_newest_when_its_turn_comes() -> None:
    with a_hall() as hall:
        client = hall.enter("stage")
        server = hall.server
        sid = server.manager.sid_from_eio_sid(next(iter(server.eio.sockets)), "/live")
        for number in range(1, 6):
            server.emit("topic", {"room": "answer", "n": number}, to=sid, namespace="/live")
            hall.send("stage", number)
        client.read_until(lambda: client.sent_to("answer")[-1:] == [5])

    messages = [json.loads(text.partition(",")[2])[1] for text in client.texts]
    assert [(message["room"], message["n"]) for message in messages] == [
        ("answer", 1), ("stage", 5), ("answer", 2), ("answer", 3), ("answer", 4), ("answer", 5),
    ]  # fmt: skip


def test_two_hundred_who_break_off_in_the_middle_of_a_frame_hurt_nobody_else() -> None:
    with a_hall() as hall:
        leaving = [hall.enter("stage") for _ in range(100)]
        staying = hall.enter("stage")
        leaving += [hall.enter("stage") for _ in range(100)]
        assert len(leaving) >= AT_A_TIME, "they leave between two batches of one frame"

        def break_off() -> None:
            while leaving:
                leaving.pop().reset()

        hall.send("stage", 1)
        hall.at_every_pause.append(break_off)
        for number in range(2, 61):
            hall.send("stage", number)
            staying.read_until(lambda number=number: staying.sent_to("stage")[-1:] == [number])
        with eventlet.Timeout(10):
            while len(hall.server.eio.sockets) > 1:
                eventlet.sleep(0)
        assert hall.unread == [0]

    assert staying.sent_to("stage") == list(range(1, 61))


def test_only_the_room_is_written_to() -> None:
    with a_hall() as hall:
        wall, judge = hall.enter("stage"), hall.enter("stage", "sheet")
        hall.send("sheet", 7)
        hall.send("stage", 8)
        for client in (wall, judge):
            client.read_until(lambda client=client: client.sent_to("stage"))

    assert wall.sent_to("sheet") == []
    assert judge.sent_to("sheet") == [7]


def test_the_hall_shuts_while_somebody_does_not_read() -> None:
    with a_hall() as hall:
        _shut_out(hall)


def _shut_out(hall: Hall) -> None:
    hall.enter("stage")
    for number in range(100):
        hall.send("stage", number, 100_000)
    hall.server.eio.sockets[next(iter(hall.server.eio.sockets))].close(wait=False, abort=True)


def test_whoever_asks_and_never_reads_is_let_go_before_it_fills_the_memory() -> None:
    with a_hall() as hall:
        asking, other = hall.enter("stage"), hall.enter("stage")
        transport = next(iter(hall.server.eio.sockets))
        large = "ộ" * 100_000
        for number in range(1000):
            hall.fanout.answer(transport, str(number), large)
            turns(2)
        let_go, stays = hall.server.eio.sockets.values()
        assert (let_go.closed, stays.closed) == (True, False)
        assert let_go.queue.qsize() * len(large.encode()) < 6_000_000
        asking.reset()
        hall.send("stage", 1)
        other.read_until(lambda: other.sent_to("stage") == [1])


def test_many_small_answers_are_all_given_to_whoever_reads_late() -> None:
    with a_hall() as hall:
        client = hall.enter("stage")
        transport = next(iter(hall.server.eio.sockets))
        for number in range(1, 400):
            hall.fanout.answer(transport, str(number), "ộ" * 3_000)
            turns(1)
        client.read_until(lambda: client.answered == list(range(1, 400)))


def test_who_left_leaves_nothing_that_waits_for_the_garbage() -> None:
    """It is looked for rarely, and a hall that comes and goes all evening would fill the memory meanwhile."""
    gc.collect()
    gc.disable()
    try:
        with a_hall() as hall:
            hall.enter("stage")  # what the libraries keep of their first one does not count
            clients = [hall.enter("stage") for _ in range(5)]
            outlets = [weakref.ref(outlet) for outlet in list(hall.fanout._outlets.values())[1:]]
            for client in clients:
                client.socket.close()
            with eventlet.Timeout(10):
                while len(hall.server.eio.sockets) > 1 or len(hall.fanout._outlets) > 1:
                    eventlet.sleep(0)
            turns(5)
            assert [ref() for ref in outlets if ref() is not None] == []
    finally:
        gc.enable()


# --- what a client may send -------------------------------------------------------------------------------------------


def part(payload: bytes, opcode: int = 0, is_last: bool = False) -> bytes:
    """One masked frame of a message that comes in parts."""
    masked = bytes(byte ^ MASK[at % 4] for at, byte in enumerate(payload))
    return struct.pack("!BBH", opcode | (0x80 if is_last else 0), 0x80 | 126, len(payload)) + MASK + masked


def test_a_message_in_parts_is_heard_as_one_with_a_ping_in_between() -> None:
    with a_hall() as hall:
        client = hall.enter("stage")
        whole = '42/live,7["clock",{"letters":"Đội Hương Sơn"}]'.encode()
        client.socket.sendall(part(whole[:27], TEXT))  # in the middle of a letter
        client.send("still there?", PING)
        client.socket.sendall(part(whole[27:40]) + part(whole[40:], is_last=True))
        client.read_until(lambda: client.answered == [7])
        assert client.pongs == [b"still there?"]


@pytest.mark.parametrize("size", [0, 4_000])
def test_a_message_that_never_ends_is_cut_off(size: int) -> None:
    with a_hall() as hall:
        hall.server.eio.max_http_buffer_size = 16_384
        client, other = hall.enter("stage"), hall.enter("stage")
        client.socket.sendall(part(b"4", TEXT))
        with eventlet.Timeout(20), suppress(OSError):  # the line goes while there is more to be sent
            for _ in range(100_000):
                client.socket.sendall(part(b"x" * size))
        with eventlet.Timeout(10):
            while len(hall.server.eio.sockets) > 1:
                eventlet.sleep(0)
        hall.send("stage", 1)
        other.read_until(lambda: other.sent_to("stage") == [1])


@pytest.mark.parametrize("frame", ["", "x", "4" + "[" * 60_000], ids=["nothing", "no number", "nested too deeply"])
def test_a_frame_that_is_no_packet_ends_its_line_at_once(frame: str) -> None:
    with a_hall() as hall:
        client = hall.enter("stage")
        client.socket.sendall(masked(0x81, frame.encode()))
        with eventlet.Timeout(10):
            while client.read():
                pass
        assert [opcode for opcode, _ in client.frames] == [CLOSE]
        assert not hall.server.eio.sockets
        assert not hall.server.manager.rooms


def test_whoever_still_comes_after_the_end_of_its_own_connection_is_not_kept() -> None:
    """Each would be counted as somebody who is in, and a connection that never says who it is be left alone for it."""
    with a_hall() as hall:
        client = hall.enter()
        socketio = cast(SocketIO, SimpleNamespace(server=hall.server))
        Hearing(socketio, hall.fanout, lambda *heard: None, frozenset(), threads())
        client.send("1")
        client.send(f"{CONNECTED}{NAMESPACE},")
        with eventlet.Timeout(10):
            while hall.server.eio.sockets:
                eventlet.sleep(0)
        assert list(hall.server.manager.get_participants(NAMESPACE, None)) == []
