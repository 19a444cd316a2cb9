"""The server's disk is full: every command is answered `later`, nothing acknowledged is lost, and room heals it.

The quota is real: the kernel lets no file of the process grow beyond a size (its log neither), and takes that back.
"""

from __future__ import annotations

import resource
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from contest_app.journal.journal import Journal
from tests.faults.tokens import tokens_of
from tests.journeys import evening
from tests.live.line import Line, connected
from tests.serving import Server, running_server

pytestmark = pytest.mark.both_modes

MARKS = {"content": "7.5", "form": "5"}
ROOM = 100_000_000


def let_files_grow_to(server: Server, size: int) -> None:
    assert server.process is not None
    _, hard = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, hard))


def sheet(line: Line, command_id: str, base: int) -> Any:
    return line.command(
        "submit_sheet", command_id=command_id, round="greeting", entry="ban-dat", base=base, marks=MARKS
    )


def test_a_full_disk_is_later_for_everybody_and_room_heals_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    evening.prepare(folder)
    with running_server(folder, command="serve") as server:
        tokens = tokens_of(server.folder, evening.CONTEST)

        def auth(whose: str) -> dict[str, str]:
            return {"contest": evening.CONTEST, "token": tokens[whose]}

        with (
            connected(server, auth("director")) as director,
            connected(server, auth("j1")) as first,
            connected(server, auth("j2")) as second,
            connected(server, {"contest": evening.CONTEST}) as wall,
        ):
            wall.watch("stage")
            acknowledged = {"open": director.command("open_round", command_id="open", round="greeting")}
            acknowledged["call"] = director.command(
                "call_performance", command_id="call", round="greeting", entry="ban-dat"
            )
            acknowledged["first-0"] = sheet(first, "first-0", 0)
            wall.wait_for("stage", lambda value: value["on_stage"] and value["on_stage"]["handed_in"] == 1)

            files = [path for path in folder.iterdir() if path.is_file()]
            let_files_grow_to(server, max(path.stat().st_size for path in files))
            base = 1
            while "receipt" in (answer := sheet(first, f"first-{base}", base)):  # what is left in the last pages
                acknowledged[f"first-{base}"] = answer
                base += 1
                assert base < 2_000, "the disk never became full"
            assert answer["later"]["code"].startswith("store_")
            assert answer["later"]["retry_ms"] > 0
            assert "later" in sheet(second, "second-0", 0)
            assert "later" in director.command("choose_scene", command_id="scene", scene="board")
            assert sheet(first, "first-0", 0) == acknowledged["first-0"], "a receipt is known without writing"
            on_stage = wall.value("stage")
            assert on_stage["on_stage"]["handed_in"] == 1
            assert on_stage["scene"]["kind"] != "board"
            own = next(each for each in first.value("sheet")["sheets"] if each["entry"]["id"] == "ban-dat")
            assert own["revision"] == base

            let_files_grow_to(server, ROOM)
            acknowledged[f"first-{base}"] = sheet(first, f"first-{base}", base)
            acknowledged["second-0"] = sheet(second, "second-0", 0)
            acknowledged["scene"] = director.command("choose_scene", command_id="scene", scene="board")
            assert sheet(second, "second-0", 0) == acknowledged["second-0"]
            assert [answer for answer in acknowledged.values() if "receipt" not in answer] == []
            wall.wait_for("stage", lambda value: value["scene"]["kind"] == "board")
        assert server.stop() == 0

    journal = Journal.open_to_read(folder)
    stored = list(journal.stream(evening.CONTEST))
    bad_seq = journal.verify(evening.CONTEST)
    journal.close()
    assert bad_seq is None
    seqs = {command_id: answer["receipt"]["seq"] for command_id, answer in acknowledged.items()}
    by_command = {event.command_id: event.seq for event in stored if event.command_id in seqs}
    assert by_command == seqs
    sheets = Counter(event.command_id for event in stored if event.kind == "SheetSubmitted")
    assert set(sheets.values()) == {1}


def test_a_server_that_is_killed_on_a_full_disk_comes_back_with_everything(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    evening.prepare(folder)
    with running_server(folder, command="serve") as server:
        tokens = tokens_of(server.folder, evening.CONTEST)
        acknowledged, base = [], 0
        with (
            connected(server, {"contest": evening.CONTEST, "token": tokens["director"]}) as director,
            connected(server, {"contest": evening.CONTEST, "token": tokens["j1"]}) as judge,
        ):
            director.command("open_round", round="greeting")
            director.command("call_performance", round="greeting", entry="ban-dat")
            let_files_grow_to(server, max(path.stat().st_size for path in folder.iterdir() if path.is_file()) + 40_000)
            while "receipt" in (answer := sheet(judge, f"first-{base}", base)):
                acknowledged.append(answer)
                base += 1
            assert "later" in answer
        server.kill()
        server.start()
        with connected(server, {"contest": evening.CONTEST, "token": tokens["j1"]}) as judge:
            assert [sheet(judge, f"first-{n}", n) for n in range(base)] == acknowledged
            assert sheet(judge, f"first-{base}", base)["receipt"]["seq"] == acknowledged[-1]["receipt"]["seq"] + 1
    journal = Journal.open_to_read(folder)
    assert journal.verify(evening.CONTEST) is None
    journal.close()
