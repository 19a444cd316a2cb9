"""Contests written into a data folder through the real scorekeeper, side by side, so that they share commits.

Responsible for: acts told as messages of the protocol in, a store that a server can be started on out.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from contest_app.accounts.accounts import Accounts
from contest_app.accounts.links import stored_links
from contest_app.concurrency import threads
from contest_app.contest.commands import Actor, Command, CreateContest
from contest_app.contest.permissions import MAY_DO
from contest_app.journal.journal import Journal
from contest_app.live.messages import parse_command
from contest_app.scorekeeper import Receipt, Scorekeeper

ROLES = {role for roles in MAY_DO.values() for role in roles}


@dataclass(frozen=True)
class Act:
    """One message: who sends it (a judge's id or a role), its kind and its fields."""

    who: str
    kind: str
    fields: Mapping[str, Any]


def send_to_store(folder: Path, contests: Mapping[str, Sequence[Act]]) -> int:
    """Carries out each contest's acts and gives everybody a link; how many commands were recorded."""
    journal, concurrency = Journal.open(folder), threads()
    clock = count(time.time_ns() // 1_000_000 - 10_000_000, 100)
    keeper = Scorekeeper(journal, concurrency, lambda: next(clock), lambda contest: None)
    keeper.start()
    try:
        with ThreadPoolExecutor(len(contests)) as sides:
            list(sides.map(lambda contest: _send(keeper, contest, contests[contest]), contests))
        accounts = Accounts(keeper, concurrency.run_native, lambda: next(clock))
        accounts.start()
        for contest in contests:
            snapshot = keeper.snapshot(contest)
            accounts.links.ensure(contest, snapshot.state.judge_order if snapshot else ())
    finally:
        keeper.stop()
        journal.close()
    return sum(len(acts) for acts in contests.values())


def _send(keeper: Scorekeeper, contest: str, acts: Sequence[Act]) -> None:
    for sent, act in enumerate(acts, 1):
        actor = Actor(act.who, "bench") if act.who in ROLES else Actor("judge", judge=act.who)
        answer = keeper.submit(contest, _command(act, f"{contest}-{sent}"), actor)
        if not isinstance(answer, Receipt):
            raise RuntimeError(f"{act.kind} in {contest}: {answer.words.en}")


def _command(act: Act, command_id: str) -> Command:
    """The command that the message brings."""
    if act.kind == "create_contest":  # no message of the protocol: a page does it
        return CreateContest(command_id, **act.fields)
    command = parse_command({"command_id": command_id, "kind": act.kind, **act.fields})
    if not isinstance(command, Command):
        raise ValueError(command.words.en)
    return command


def tokens_of(folder: Path) -> dict[str, dict[str, str]]:
    """Each contest's tokens by judge or role."""
    journal = Journal.open_to_read(folder)
    try:
        tokens: dict[str, dict[str, str]] = {}
        for link in journal.read(stored_links):
            tokens.setdefault(link.seat.contest, {})[link.seat.judge or link.seat.role] = link.token
        return tokens
    finally:
        journal.close()
