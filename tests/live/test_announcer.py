"""When topics are sent: one value per change, the leading one at once, the latest at the end, nothing to nobody."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from contest_app.concurrency import Concurrency, threads
from contest_app.live.announcer import EVERY_S, EVERY_S_A_WATCHER, Announcer, Message, Producer
from contest_app.live.wire import Encoded


@dataclass
class Clock:
    """A hub that the test turns by hand: what is spawned runs when the test says so, in order."""

    now_s: float = 100.0
    waiting: list[tuple[Callable[..., Any], tuple[Any, ...]]] = field(default_factory=list)

    def concurrency(self) -> Concurrency:
        return Concurrency(self.spawn, threads().event, self.sleep, threads().run_native)

    def spawn(self, function: Callable[..., Any], /, *args: Any) -> None:
        self.waiting.append((function, args))

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds

    def run(self) -> None:
        while self.waiting:
            function, args = self.waiting.pop(0)
            function(*args)


@dataclass
class Hall:
    """Rooms that remember what they were sent, and topics whose values the test sets."""

    clock: Clock = field(default_factory=Clock)
    sent: list[tuple[str, Any]] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    value: dict[str, int] = field(default_factory=lambda: {"one": 1, "two": 1})
    shown: dict[str, int] = field(default_factory=dict)  # what a topic says, where that is not its value's number
    produced: list[str] = field(default_factory=list)
    produced_at_join: list[int] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    while_sending: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        topics = {name: self._maker(name) for name in self.value}
        self.announcer = Announcer(
            lambda contest: None, self, self.clock.concurrency(), lambda: self.clock.now_s, topics
        )

    def send(self, room: str, event: str, payload: Encoded) -> None:
        self.sent.append((room, json.loads(payload.utf8)["value"]["n"]))
        self.while_sending()

    def join(self, sid: str, room: str) -> bool:
        self.joined.append(room)
        self.produced_at_join.append(len(self.produced))
        return True

    def _maker(self, name: str) -> Callable[[str, Any], Producer]:
        hall = self

        class Made:
            made = 0

            def is_current(self) -> bool:
                return self.made == hall.value[name]

            def produce(self) -> Message:
                if name in hall.broken:
                    raise RuntimeError("secret 12345")
                hall.produced.append(name)
                self.made = hall.value[name]
                return Message(name, "journal", self.made, {"n": hall.shown.get(name, self.made)})

        return lambda contest, snapshot: Made()

    def change(self, name: str = "one") -> None:
        self.value[name] += 1
        self.announcer.changed("c")


def test_a_change_is_sent_at_once_and_made_once() -> None:
    hall = Hall()
    for sid in ("a", "b", "d"):
        hall.announcer.watch(sid, "c", "one", "")
    hall.produced.clear()

    hall.change()
    hall.clock.run()

    assert hall.sent == [("c|one", 2)]
    assert hall.produced == ["one"]


def test_a_burst_is_two_frames_the_first_and_the_latest() -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")
    hall.change()
    hall.clock.run()

    began_s = hall.clock.now_s
    for _ in range(30):
        hall.change()
    hall.clock.run()

    assert [n for _, n in hall.sent] == [2, 32]
    assert hall.clock.now_s - began_s >= EVERY_S * 0.99


def test_at_most_twenty_frames_a_second() -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")

    began_s = hall.clock.now_s
    while hall.clock.now_s < began_s + 1:
        hall.change()
        hall.clock.run()
        hall.clock.now_s += 0.004

    assert 15 <= len(hall.sent) <= 21


def test_the_more_watch_the_less_often_it_is_sent_but_the_first_frame_is_sent_at_once() -> None:
    hall = Hall()
    many = int(3 * EVERY_S / EVERY_S_A_WATCHER)
    for number in range(many):
        hall.announcer.watch(f"{number}", "c", "one", "")

    began_s = hall.clock.now_s
    hall.change()
    hall.clock.run()
    assert (hall.clock.now_s, hall.sent) == (began_s, [("c|one", 2)])

    hall.change()
    hall.clock.run()
    assert hall.clock.now_s - began_s == pytest.approx(3 * EVERY_S, rel=0.01)


def test_a_change_while_a_frame_goes_out_waits_for_the_next_frame() -> None:
    """Two frames of one topic on their way at once could reach a screen in either order."""
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")
    on_their_way: list[int] = []

    def another_change() -> None:
        if not on_their_way:
            on_their_way.append(1)
            hall.change()
            hall.clock.run()
            on_their_way.append(len(hall.sent))

    hall.while_sending = another_change
    hall.change()
    hall.clock.run()

    assert on_their_way == [1, 1]
    assert [n for _, n in hall.sent] == [2, 3]


def test_a_topic_that_few_watch_goes_before_one_that_many_watch() -> None:
    hall = Hall()
    for sid in ("a", "b", "d"):
        hall.announcer.watch(sid, "c", "one", "")
    hall.announcer.watch("a", "c", "two", "")

    hall.value["one"] += 1
    hall.change("two")
    hall.clock.run()

    assert hall.sent == [("c|two", 2), ("c|one", 2)]


def test_nobody_watches_so_nothing_is_made() -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")
    hall.announcer.leave("a", "c")
    hall.produced.clear()

    hall.change()
    hall.clock.run()

    assert (hall.produced, hall.sent) == ([], [])


def test_what_did_not_change_is_not_sent() -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")
    hall.announcer.watch("a", "c", "two", "")

    hall.change("two")
    hall.clock.run()

    assert hall.sent == [("c|two", 2)]


def test_a_value_that_turns_out_to_be_the_same_keeps_its_number_and_is_not_sent() -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")
    before = hall.announcer.value("c", "one")
    hall.shown["one"] = 1

    hall.change("one")
    hall.clock.run()

    assert hall.produced == ["one", "one"], "what it rests on changed"
    assert hall.announcer.value("c", "one") is before
    assert hall.sent == []


def test_one_broken_topic_hurts_no_other_and_its_error_tells_no_figure(capsys: pytest.CaptureFixture[str]) -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "")
    hall.announcer.watch("a", "c", "two", "")
    hall.broken.add("one")

    hall.value["one"] += 1
    hall.change("two")
    hall.clock.run()

    assert hall.sent == [("c|two", 2)]
    said = "".join(capsys.readouterr())
    assert "topic failed" in said
    assert "12345" not in said


def test_a_broken_topic_is_left_out_of_the_answer_and_comes_when_it_works() -> None:
    hall = Hall()
    hall.broken.add("one")
    assert hall.announcer.watch("a", "c", "one", "") is None

    hall.broken.clear()
    hall.change()
    hall.clock.run()

    assert hall.sent == [("c|one", 2)]


def test_the_room_is_joined_before_the_value_is_taken() -> None:
    """Otherwise a change between the two would reach neither the answer nor the socket."""
    hall = Hall()

    message = hall.announcer.watch("a", "c", "one", "")

    assert hall.produced_at_join == [0]
    assert message is not None
    assert message.seq == 1


def test_who_comes_between_two_frames_gets_what_holds_and_so_do_the_others() -> None:
    hall = Hall()
    hall.announcer.watch("early", "c", "one", "")
    hall.change()
    hall.clock.run()
    hall.value["one"] = 9

    message = hall.announcer.watch("late", "c", "one", "")
    hall.announcer.changed("c")
    hall.clock.run()

    assert message is not None
    assert message.value == {"n": 9}
    assert [n for _, n in hall.sent] == [2, 9]


def test_of_two_who_come_first_at_once_neither_keeps_an_older_value() -> None:
    """With real threads the second may be told a newer value before the first is through."""
    hall = Hall()
    channel = hall.announcer._channel("c", "one", "")

    class Lock:
        """Lets the other thread run as soon as the first is out of it."""

        def __enter__(self) -> None: ...

        def __exit__(self, *error: object) -> None:
            channel.lock = threading.Lock()
            hall.value["one"] = 2
            hall.announcer.watch("second", "c", "one", "")

    channel.lock = Lock()  # type: ignore[assignment]
    first = hall.announcer.watch("first", "c", "one", "")
    hall.announcer.changed("c")
    hall.clock.run()

    assert first is not None
    assert (first.value, hall.sent) == ({"n": 1}, [("c|one", 2)])


def test_a_judges_topic_has_a_room_of_its_own() -> None:
    hall = Hall()
    hall.announcer.watch("a", "c", "one", "j1")
    hall.announcer.watch("b", "c", "one", "j2")

    assert hall.joined == ["c|one|j1", "c|one|j2"]
