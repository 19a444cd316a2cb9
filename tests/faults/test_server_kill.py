"""The server is killed right after an acknowledgement, twenty times: nothing acknowledged is missing, all come back."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from contest_app.contest.numbers import parse_decimal
from contest_app.journal.journal import Journal
from contest_app.journal.replay import replay
from tests.faults.clients import Acknowledged, Client
from tests.faults.seed import printed_seed
from tests.faults.tokens import tokens_of
from tests.journeys import evening
from tests.serving import Server, running_server

KILLS = 20
ENTRIES = list(evening.TEAMS)


class Killer:
    """Counts acknowledgements; at the one that was drawn it kills the server, before anybody else hears of it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = threading.Lock()
        self._left = 0
        self.has_struck = threading.Event()

    def aim(self, acknowledgements: int) -> None:
        with self._lock:
            self._left = acknowledgements
            self.has_struck.clear()

    def heard(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                assert self._server.process is not None
                os.kill(self._server.process.pid, signal.SIGKILL)
                self.has_struck.set()


def judge_for_ever(judge: Client, on_stage: Callable[[], list[str]], dice: random.Random) -> None:
    """Hands in and corrects sheets of whoever is on stage; knows the revision of each from what was acknowledged."""
    revisions: Counter[str] = Counter()
    number = 0
    while not judge.is_done:
        number += 1
        entry = dice.choice(on_stage())
        marks = {"content": f"{dice.randrange(0, 25) / 2}", "form": f"{dice.randrange(0, 17) / 2}"}
        sheet = {"round": "greeting", "entry": entry, "base": revisions[entry], "marks": marks}
        judge.does("submit_sheet", f"{judge.name}-{number}", **sheet)
        revisions[entry] += 1
        judge.thinks(dice.random() * 0.03)


def direct_for_ever(director: Client, called: list[str], dice: random.Random) -> None:
    """Calls one team after the other and turns the wall's scenes."""
    number = 0
    while not director.is_done:
        number += 1
        waiting = ENTRIES[len(called) :]
        if waiting and dice.random() < 0.1:
            director.does("call_performance", f"call-{number}", round="greeting", entry=waiting[0])
            called.append(waiting[0])
        else:
            director.does("choose_scene", f"scene-{number}", scene=dice.choice(["on_stage", "board"]))
        director.thinks(dice.random() * 0.1)


@contextmanager
def people(server: Server, killer: Killer, dice: random.Random) -> Iterator[list[Client]]:
    """A director, five judges and two walls, all at it until the end."""
    tokens = tokens_of(server.folder, evening.CONTEST)
    desk = Client(server.base, evening.CONTEST, tokens["director"], ("desk",), "director")
    judges = [Client(server.base, evening.CONTEST, tokens[f"j{n}"], ("sheet",), f"j{n}") for n in range(1, 6)]
    walls = [Client(server.base, evening.CONTEST, topics=("stage", "board"), name=f"wall {n}") for n in (1, 2)]
    called: list[str] = []
    clients = [desk, *judges, *walls]
    threads = [threading.Thread(target=direct_for_ever, args=(desk, called, random.Random(dice.random())))]
    for judge in judges:
        hands = random.Random(dice.random())
        threads.append(threading.Thread(target=judge_for_ever, args=(judge, lambda: called[-3:], hands)))
    try:
        for client in clients:
            client.connect()
        desk.does("open_round", "open", round="greeting")
        desk.does("call_performance", "call", round="greeting", entry=ENTRIES[0])
        called.append(ENTRIES[0])
        for client in (desk, *judges):
            client.on_receipt = killer.heard
        for thread in threads:
            thread.start()
        yield clients
        for client in clients:
            client.finish()
        for thread in threads:
            thread.join(10)
            assert not thread.is_alive(), "somebody was never answered"
        assert_walls_are_current(server, walls)
    finally:
        for client in clients:
            client.leave()


def assert_walls_are_current(server: Server, walls: list[Client]) -> None:
    """What the walls show is what somebody who comes in now is shown."""
    newcomer = Client(server.base, evening.CONTEST, topics=("stage", "board"), name="newcomer")
    newcomer.connect()
    newcomer.wait_until(lambda: newcomer.came, "the newcomer is in")
    for wall in walls:
        for topic, now in newcomer.values.items():
            wall.wait_until(
                lambda w=wall, t=topic, n=now: w.values[t]["value"] == n["value"],
                f"the {topic} of now",  # type: ignore[misc]
            )
    newcomer.leave()


def told(clients: list[Client]) -> list[Acknowledged]:
    return [each for client in clients for each in list(client.acknowledged)]


def assert_all_is_stored(folder: Path, acknowledged: list[Acknowledged], when: str) -> None:
    """Every acknowledged command is in the journal under its seq, with its marks, once; the chain holds."""
    journal = Journal.open_to_read(folder)
    stored = list(journal.stream(evening.CONTEST))
    receipts = {receipt.command_id: receipt for receipt in journal.receipts(evening.CONTEST)}
    bad_seq = journal.verify(evening.CONTEST)
    journal.close()
    assert bad_seq is None, when
    by_seq = {event.seq: event for event in stored}
    for each in acknowledged:
        seq, command_id = each.receipt["seq"], each.message["command_id"]
        assert seq in by_seq, f"{when}: acknowledged and lost: {each}"
        assert by_seq[seq].command_id == command_id, when
        assert receipts[command_id].seq == seq, when
        if each.message["kind"] == "submit_sheet":
            data = json.loads(by_seq[seq].data)
            assert data["revision"] == each.message["base"] + 1, when
            assert read(data["marks"]) == read(each.message["marks"]), when
    sheets = Counter(event.command_id for event in stored if event.kind == "SheetSubmitted")
    assert set(sheets.values()) <= {1}, f"{when}: a sheet was stored twice"


def read(marks: dict[str, str]) -> dict[str, Any]:
    return {name: parse_decimal(mark) for name, mark in marks.items()}


@pytest.mark.timeout(240)
def test_nothing_acknowledged_is_missing_and_everybody_comes_back(tmp_path: Path) -> None:
    dice = random.Random(printed_seed())
    folder = tmp_path / "data"
    evening.prepare(folder)
    with running_server(folder, command="serve") as server:
        killer = Killer(server)
        with people(server, killer, dice) as clients:
            for kill in range(KILLS):
                killer.aim(dice.randrange(1, 60))
                assert killer.has_struck.wait(30), f"kill {kill}: nobody was answered: {[c.wrong for c in clients]}"
                assert server.process is not None
                server.process.wait(10)
                before = told(clients)
                assert_all_is_stored(folder, before, f"kill {kill}")
                came = {client.name: client.came for client in clients}
                server.start()
                last_seq = max(each.receipt["seq"] for each in before)
                for client in clients:
                    client.wait_until(lambda c=client, n=came[client.name]: c.came > n, "it is back")  # type: ignore[misc]
                    assert all(topic["seq"] >= last_seq for topic in client.values.values()), f"{client.name} is behind"
        everything = told(clients)
        assert [client.wrong for client in clients] == [[]] * len(clients)
        assert_all_is_stored(folder, everything, "at the end")
        assert_resending_gives_the_same(server, clients)
        walls_last = clients[-1].values["stage"]["value"]
        server.stop()
    assert_state_is_what_was_acknowledged(folder, everything, walls_last)
    print(f"{len(everything)} acknowledged, {KILLS} kills")
    assert len(everything) > 5 * KILLS


def assert_resending_gives_the_same(server: Server, clients: list[Client]) -> None:
    """Every command ever acknowledged, sent again after all those kills: the same receipt, and nothing new."""
    for before in clients[:6]:
        again = Client(server.base, before.contest, before.token, name=f"{before.name} again")
        again.connect()
        for each in before.acknowledged:
            message: dict[str, Any] = dict(each.message)
            assert (again.does(**message) or {}).get("receipt") == each.receipt
        again.leave()


def assert_state_is_what_was_acknowledged(folder: Path, acknowledged: list[Acknowledged], stage: Any) -> None:
    """Each judge's sheet is the last one that was acknowledged; the journal holds no act that nobody was told of."""
    last: dict[tuple[str, str], Acknowledged] = {}
    for each in acknowledged:
        if each.message["kind"] == "submit_sheet":
            judge = each.message["command_id"].split("-")[0]
            key = judge, each.message["entry"]
            if key not in last or last[key].receipt["seq"] < each.receipt["seq"]:
                last[key] = each
    journal = Journal.open_to_read(folder)
    state = replay(journal, evening.CONTEST).state
    journal.close()
    assert state is not None
    for (judge, entry), each in last.items():
        key = "greeting", entry
        handed = state.performances[key].handed[judge]
        assert handed.revision == each.message["base"] + 1
        held = state.record.performances[key].sheets[judge].marks
        assert held == read(each.message["marks"])
    assert stage["on_stage"]["entry"]["id"] == (state.on_stage or ("", ""))[1]
    assert stage["on_stage"]["handed_in"] == len(state.performance(state.on_stage or ("", "")).handed)
