"""Which messages are ours, what becomes of them, and that the library hears of nothing but coming and going."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask_socketio import SocketIO

from contest_app.concurrency import Concurrency, threads
from contest_app.live.fanout import FanOut
from contest_app.live.hearing import Hearing


@dataclass
class Ear:
    """A server of the library that one connection is in, and everybody it hands messages to."""

    handlers: dict[str, Callable[[str, Any], None]] = field(default_factory=dict)
    to_the_library: list[tuple[str, Any]] = field(default_factory=list)
    to_us: list[tuple[Any, ...]] = field(default_factory=list)
    answers: list[tuple[str, str, Any]] = field(default_factory=list)
    waiting: list[Callable[[], object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.handlers["message"] = lambda transport, text: self.to_the_library.append((transport, text))
        eio = SimpleNamespace(handlers=self.handlers, on=self.handlers.__setitem__)
        manager = SimpleNamespace(sid_from_eio_sid=self._sid)
        real = threads()
        concurrency = Concurrency(self._spawn, real.event, real.sleep, real.run_native)
        server = SimpleNamespace(eio=eio, manager=manager, environ={"t1": {}, "t2": {}})
        socketio = cast(SocketIO, SimpleNamespace(server=server))
        fanout = cast(FanOut, SimpleNamespace(answer=lambda *answer: self.answers.append(answer)))
        Hearing(socketio, fanout, self._answer_to, frozenset({"clock", "command"}), concurrency)

    def _sid(self, transport: str, namespace: str) -> str | None:
        return "s1" if (transport, namespace) == ("t1", "/live") else None

    def _spawn(self, function: Callable[..., object], /, *args: Any) -> None:
        self.waiting.append(lambda: function(*args))

    def _answer_to(self, event: str, sid: str, *payload: Any) -> str:
        self.to_us.append((event, sid, *payload))
        return f"answer to {event}"

    def hears(self, text: Any, transport: str = "t1") -> None:
        self.handlers["message"](transport, text)


def test_a_message_of_the_protocol_is_answered_under_its_number() -> None:
    ear = Ear()
    ear.hears('2/live,17["clock",{"letters":"Đội “Hương Sơn”\\n"}]')
    assert ear.to_us == [("clock", "s1", {"letters": "Đội “Hương Sơn”\n"})]
    assert ear.answers == [("t1", "17", "answer to clock")]
    assert ear.to_the_library == []


def test_whoever_wants_no_answer_gets_none() -> None:
    ear = Ear()
    ear.hears('2/live,["clock",{}]')
    assert ear.to_us == [("clock", "s1", {})]
    assert ear.answers == []


def test_a_command_holds_up_nothing_else_on_its_line() -> None:
    ear = Ear()
    ear.hears('2/live,1["command",{"kind":"submit_sheet"}]')
    ear.hears('2/live,2["clock",{}]')
    assert ear.answers == [("t1", "2", "answer to clock")]
    for act in ear.waiting:
        act()
    assert ear.answers[1:] == [("t1", "1", "answer to command")]


@pytest.mark.parametrize("text", ["1/live,", '0/live,{"contest":"c"}', "0", "1", '0/other,{"contest":"c"}'])
def test_coming_and_going_is_the_librarys(text: str) -> None:
    ear = Ear()
    ear.hears(text)
    assert ear.to_the_library == [("t1", text)]
    assert (ear.to_us, ear.answers, ear.waiting) == ([], [], [])


@pytest.mark.parametrize(
    "text",
    [
        '2/live,1["connect",{}]', '2/live,1["disconnect"]', '2/live,["disconnect","transport close"]',
        '2/live,1["weather",{}]', '2/other,1["clock",{}]', '2["clock",{}]',
        '51-/live,1["clock",{"_placeholder":true,"num":0}]', '50-/live,["disconnect"]', '3/live,1["clock"]',
        '2/live,1["clock",{]', "2/live,1[]", '2/live,1[{"clock":1}]', '2/live,1{"clock":1}', "2/live,1", "", b"\x00",
        '2/live,1234567890123456["clock",{}]', "2/live,1" + "[" * 100_000,
    ],
)  # fmt: skip
def test_of_everything_else_nothing_becomes(text: Any) -> None:
    ear = Ear()
    ear.hears(text)
    assert ear.to_the_library == []
    assert (ear.to_us, ear.answers, ear.waiting) == ([], [], [])


def test_who_is_not_in_says_nothing() -> None:
    ear = Ear()
    ear.hears('2/live,17["clock",{}]', transport="t2")
    assert (ear.to_us, ear.to_the_library) == ([], [])


@pytest.mark.parametrize("text", ["1/live,", '0/live,{"contest":"c"}'])
def test_of_a_connection_that_is_over_nothing_becomes(text: str) -> None:
    ear = Ear()
    ear.hears(text, transport="over")
    assert ear.to_the_library == []
