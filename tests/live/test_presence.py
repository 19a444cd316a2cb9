"""Who is there: counted by socket and device, forgotten when they go, but for what was not sent yet."""

from __future__ import annotations

from contest_app.contest.commands import Actor
from contest_app.live.door import Guest
from contest_app.live.lines import Line, Lines
from contest_app.live.messages import PresenceMessage
from contest_app.live.presence import Presence


class Hall:
    def __init__(self) -> None:
        self.told: list[str] = []
        self.presence = Presence(lambda: 1000, self.told.append)
        self.lines = Lines(lambda: 0.0)
        self.count = 0

    def come(self, role: str = "judge", judge: str = "j1", device: str = "tablet") -> Line:
        self.count += 1
        line = self.lines.open(f"s{self.count}", Guest("c", Actor(role, judge=judge, device=device)))
        self.presence.joined(line)
        return line

    def judge(self, judge: str = "j1") -> dict[str, object]:
        (found,) = self.presence.value("c", [judge])["judges"]
        return dict(found)


def test_two_sockets_of_a_judge_count_as_two_and_one_stays_when_one_goes() -> None:
    hall = Hall()
    first, _second = hall.come(), hall.come(device="phone")
    assert hall.judge()["connected"] == 2

    hall.presence.left(first)

    assert hall.judge()["connected"] == 1


def test_screens_are_counted_and_the_desk_is_not() -> None:
    hall = Hall()
    wall = hall.come("screen", "")
    hall.come("audience", "")
    hall.come("director", "")
    assert hall.presence.value("c")["screens"] == 2

    hall.presence.left(wall)

    assert hall.presence.value("c")["screens"] == 1


def test_a_draft_is_told_once_and_ends_with_the_socket() -> None:
    hall = Hall()
    line = hall.come()
    hall.presence.told(line, PresenceMessage("r", "e", marked=2, of=4))
    assert hall.judge()["drafting"] == {"round": "r", "entry": "e", "marked": 2, "of": 4}

    told = len(hall.told)
    hall.presence.told(line, PresenceMessage("r", "e", marked=2, of=4))
    assert len(hall.told) == told
    hall.presence.left(line)

    assert hall.judge()["drafting"] is None


def test_what_a_lost_tablet_had_not_sent_is_still_known() -> None:
    hall = Hall()
    line = hall.come()
    hall.presence.told(line, PresenceMessage(unsent=3))

    hall.presence.left(line)
    assert hall.judge() == {"judge": "j1", "connected": 0, "drafting": None, "unsent": 3, "seen_ms": 1000}

    again = hall.come()
    hall.presence.told(again, PresenceMessage(unsent=0))
    assert hall.judge()["unsent"] == 0


def test_a_nameless_socket_leaves_nothing_behind() -> None:
    hall = Hall()
    line = hall.come(device="")
    hall.presence.told(line, PresenceMessage(unsent=3))

    hall.presence.left(line)

    assert hall.judge()["unsent"] == 0


def test_only_judges_tell_what_they_are_at() -> None:
    hall = Hall()
    audience = hall.come("audience", "")

    hall.presence.told(audience, PresenceMessage("r", "e", unsent=9))

    assert hall.presence.value("c")["judges"] == []


def test_a_socket_that_named_its_device_only_with_the_seat_leaves_nothing_behind() -> None:
    hall = Hall()
    line = hall.come(device="")
    line.adopt_device("tablet")

    hall.presence.left(line)

    assert hall.judge()["connected"] == 0
