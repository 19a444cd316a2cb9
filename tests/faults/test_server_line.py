"""The line to the server cuts, loses, repeats and reorders: the same receipt, one event, and nothing in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from contest_app.journal.journal import Journal
from tests.faults.tap import Tap
from tests.faults.tokens import tokens_of
from tests.journeys import evening
from tests.live.line import Line, connected
from tests.serving import Server, running_server

pytestmark = pytest.mark.both_modes

ENTRY = "ban-dat"


class Hall:
    """A server with one team on stage, a line that can fail, and the desk on a good one."""

    def __init__(self, server: Server, tap: Tap, tokens: dict[str, str]) -> None:
        self.server = server
        self.tap = tap
        self.tokens = tokens

    def judge(self, judge: str, device: str = "") -> AbstractContextManager[Line]:
        """A judge on the line that can fail."""
        auth = {"contest": evening.CONTEST, "token": self.tokens[judge], "device": device}
        return connected(self.tap, auth)  # type: ignore[arg-type]

    def desk(self, role: str = "director") -> AbstractContextManager[Line]:
        return connected(self.server, {"contest": evening.CONTEST, "token": self.tokens[role]})

    def stored(self) -> Counter[tuple[str, str]]:
        """How many events of which kind each command brought about."""
        journal = Journal.open_to_read(self.server.folder)
        assert journal.verify(evening.CONTEST) is None
        found = Counter((event.command_id, event.kind) for event in journal.stream(evening.CONTEST))
        journal.close()
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    folder: Path = tmp_path_factory.mktemp("line") / "data"
    evening.prepare(folder)
    with running_server(folder, command="serve") as server:
        tokens = tokens_of(server.folder, evening.CONTEST)
        with connected(server, {"contest": evening.CONTEST, "token": tokens["director"]}) as director:
            director.command("open_round", round="greeting")
            director.command("call_performance", round="greeting", entry=ENTRY)
        yield server, tokens


@pytest.fixture
def hall(served: tuple[Server, dict[str, str]]) -> Iterator[Hall]:
    server, tokens = served
    tap = Tap(server.port)
    yield Hall(server, tap, tokens)
    tap.close()


def sheet(command_id: str, base: int, content: str = "7.5", entry: str = ENTRY) -> dict[str, Any]:
    marks = {"content": content, "form": "5"}
    return {"command_id": command_id, "kind": "submit_sheet", "round": "greeting", "entry": entry, "base": base,
            "marks": marks}  # fmt: skip


def has_handed_in(desk: Any, judge: str) -> bool:
    return any(judge in each["handed_in"] for each in desk["performances"] if each["entry"] == ENTRY)


def test_one_batch_with_the_same_command_many_times_is_one_event(hall: Hall) -> None:
    """All in one go down the wire, between two others, so that they wait for the writer together."""
    with hall.judge("j1") as judge:
        messages = [sheet("a", 0), sheet("b", 1), sheet("b", 1), sheet("a", 0), sheet("b", 1), sheet("c", 2)]
        numbers = [judge.send("command", message) for message in messages]
        receipts = [judge.answer(number)["receipt"] for number in numbers]

    assert [receipt["command_id"] for receipt in receipts] == ["a", "b", "b", "a", "b", "c"]
    assert receipts[1] == receipts[2] == receipts[4]
    assert receipts[0] == receipts[3]
    stored = hall.stored()
    assert [stored[command, "SheetSubmitted"] for command in "abc"] == [1, 1, 1]


def test_a_command_whose_answer_was_lost_gets_the_same_receipt_on_the_next_line(hall: Hall) -> None:
    with hall.desk() as desk, hall.judge("j2") as judge:
        desk.watch("desk")
        hall.tap.mute()
        judge.send("command", sheet("lost", 0))
        told = desk.wait_for("desk", lambda value: has_handed_in(value, "j2"))  # it did arrive
        hall.tap.cut()
        assert judge.is_closed()
    hall.tap.mend()
    with hall.judge("j2") as again, hall.judge("j2") as twice:
        numbers = [line.send("command", sheet("lost", 0)) for line in (again, twice)]
        receipts = [line.answer(number)["receipt"] for line, number in zip((again, twice), numbers, strict=True)]

    assert receipts[0] == receipts[1]
    assert receipts[0]["seq"] <= told["seq"]
    assert receipts[0]["outcome"] == "done"
    assert hall.stored()["lost", "SheetSubmitted"] == 1


def test_sheets_that_arrive_in_the_wrong_order_never_undo_a_later_one(hall: Hall) -> None:
    with hall.judge("j3") as judge:
        assert "receipt" in judge.call("command", sheet("third-0", 0, "1"))
        early = judge.call("command", sheet("third-2", 2, "3"))  # overtook the one before it
        assert early["refused"]["code"] == "stale_base"
        assert "receipt" in judge.call("command", sheet("third-1", 1, "2"))
        assert "receipt" in judge.call("command", sheet("third-2", 2, "3"))
        old = judge.call("command", sheet("third-0", 0, "1"))  # the network's own copy of the first, much later
        assert old["receipt"]["command_id"] == "third-0"
        own = next(each for each in judge.value("sheet")["sheets"] if each["entry"]["id"] == ENTRY)

    assert own["marks"] == {"content": "3", "form": "5"}
    assert own["revision"] == 3


def test_a_command_that_was_refused_is_decided_anew(hall: Hall) -> None:
    """A refusal leaves no receipt: the id is free to be right the next time."""
    with hall.judge("j4") as judge:
        assert judge.call("command", sheet("anew", 0, "7.3"))["refused"]["code"] == "off_step"
        assert judge.call("command", sheet("anew", 0, "7"))["receipt"]["outcome"] == "done"
    assert hall.stored()["anew", "SheetSubmitted"] == 1


def test_nobody_gets_anothers_receipt(hall: Hall) -> None:
    with hall.judge("j4") as judge, hall.judge("j5") as other:
        assert "receipt" in judge.call("command", sheet("mine", 1))
        assert other.call("command", sheet("mine", 0))["refused"]["code"] == "command_id_reused"


@pytest.mark.parametrize(
    ("act", "status", "revision"), [("accept_late_sheet", "accepted", 1), ("decline_late_sheet", "declined", 0)]
)
def test_a_sheet_from_a_tablet_that_was_cut_off_comes_late_and_the_desk_decides(
    hall: Hall, act: str, status: str, revision: int
) -> None:
    entry = {"accepted": "tan-khanh", "declined": "dao-xa"}[status]
    here, command_id = {"round": "greeting", "entry": entry}, f"offline-{status}"
    with hall.desk() as director, hall.judge("j5", "tablet-5") as tablet:
        assert "receipt" in director.command("call_performance", **here)
        hall.tap.cut()
        assert tablet.is_closed()
        assert "receipt" in director.command("close_performance", **here, reason="giám khảo 5 mất mạng")
    hall.tap.mend()
    with hall.desk("head_judge") as desk, hall.judge("j5", "tablet-5") as tablet:
        first, again = (tablet.call("command", sheet(command_id, 0, entry=entry)) for _ in range(2))
        assert first["receipt"]["outcome"] == "late"
        assert again == first
        (late,) = [each for each in desk.value("desk")["late"] if each["entry"] == entry]
        assert (late["judge"], late["why"], late["marks"]["content"]) == ("j5", "performance_closed", "7.5")
        assert "receipt" in desk.command(act, late=late["late"], reason="Ban Giám khảo thống nhất")
        own = next(each for each in tablet.value("sheet")["sheets"] if each["entry"]["id"] == entry)
        assert (own["late"], own["revision"]) == (status, revision)
        assert not [each for each in desk.value("desk")["late"] if each["entry"] == entry]
        assert tablet.call("command", sheet(command_id, 0, entry=entry)) == first
    assert hall.stored()[command_id, "SheetArrivedLate"] == 1
