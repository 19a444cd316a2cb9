"""Who is there: counted by socket and device, forgotten when they go, but for what was not sent yet."""

from __future__ import annotations

from contest_app.contest.commands import Actor
from contest_app.live.door import Guest
from contest_app.live.lines import Line, Lines
from contest_app.live.messages import PresenceMessage
from contest_app.live.presence import Presence
from contest_app.topics.devices import UNKNOWN
from contest_app.topics.shapes import DeviceBrief

TABLET: DeviceBrief = {"kind": "tablet", "system": "Android", "browser": "Chrome"}
LAPTOP: DeviceBrief = {"kind": "computer", "system": "Windows", "browser": "Edge"}


class Hall:
    def __init__(self) -> None:
        self.told: list[str] = []
        self.now_ms = 1000
        self.presence = Presence(lambda: self.now_ms, self.told.append)
        self.lines = Lines(lambda: 0.0)
        self.count = 0

    def come(self, role: str = "judge", judge: str = "j1", device: str = "tablet", sort: DeviceBrief = UNKNOWN) -> Line:
        self.count += 1
        name = "Lan" if role == "organizer" else ""
        line = self.lines.open(f"s{self.count}", Guest("c", Actor(role, name, judge, device)), sort)
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


def test_walls_and_phones_are_counted_and_the_desk_is_named() -> None:
    hall = Hall()
    wall = hall.come("screen", "")
    hall.come("audience", "", sort=TABLET)
    desk = hall.come("organizer", "", sort=LAPTOP)
    value = hall.presence.value("c")
    assert (value["walls"], value["phones"], value["screens"]) == (1, 1, 2)
    assert value["roles"] == [
        {"role": "organizer", "name": "Lan", "device": LAPTOP, "since_ms": 1000, "seen_ms": 1000}
    ]  # fmt: skip

    hall.presence.left(wall)
    hall.now_ms = 4000
    hall.presence.heard(desk)
    assert hall.presence.value("c")["walls"] == 0
    assert hall.presence.value("c")["roles"][0]["seen_ms"] == 4000

    hall.presence.left(desk)
    assert hall.presence.value("c")["roles"] == []


def test_a_judge_is_shown_with_each_device_since_when_and_which_holds_the_seat() -> None:
    hall = Hall()
    hall.come(device="tablet", sort=TABLET)
    hall.now_ms = 3000
    hall.come(device="phone")
    (judge,) = hall.presence.value("c", ["j1"], {"j1": "tablet"})["judges"]
    assert [(one["device"], one["holds"], one["since_ms"]) for one in judge["devices"]] == [
        (TABLET, True, 1000), (UNKNOWN, False, 3000),
    ]  # fmt: skip


def test_the_device_that_left_last_is_still_named_and_no_more_than_that_one() -> None:
    hall = Hall()
    lines = [hall.come(device=f"tablet-{number}", sort=TABLET) for number in range(3)]
    hall.now_ms = 9000
    hall.presence.heard(lines[2])
    for line in lines:
        hall.presence.left(line)
    devices = hall.judge()["devices"]
    assert devices == [
        {"device": TABLET, "connected": 0, "holds": False, "unsent": 0, "since_ms": 1000, "seen_ms": 9000}
    ]  # fmt: skip


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
    assert (
        hall.judge().items() >= {"judge": "j1", "connected": 0, "drafting": None, "unsent": 3, "seen_ms": 1000}.items()
    )

    again = hall.come()
    hall.presence.told(again, PresenceMessage(unsent=0))
    assert hall.judge()["unsent"] == 0


def test_a_tablet_that_comes_as_another_each_time_fills_no_memory() -> None:
    hall = Hall()
    for number in range(40):
        hall.now_ms += 1
        tablet = hall.come(device=f"tablet-{number}")
        hall.presence.told(tablet, PresenceMessage(unsent=1))
        hall.presence.left(tablet)

    assert hall.judge()["unsent"] == 5
    assert len(hall.judge()["devices"]) == 5  # type: ignore[arg-type]


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
