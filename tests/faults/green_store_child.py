"""Run as a program: the store among green threads, as the server runs it. Prints what a test wants to know as JSON.

    python -m tests.faults.green_store_child FOLDER

Everything at once: submitters, readers, plain rows, a sleeping contest, a password; a heart counts the hub's beats.
"""
# ruff: noqa: E402 - green threads are patched before anything else is imported

import os

os.environ["EVENTLET_TESTS"] = "1"  # no warning about eventlet itself

import eventlet

eventlet.monkey_patch()

import json
import sys
from pathlib import Path

import structlog
from eventlet import event, tpool
from sqlalchemy import text

from contest_app.accounts.accounts import Accounts
from contest_app.concurrency import Concurrency
from contest_app.scorekeeper import Receipt
from tests.journal.story import Evening, a_judge

GREEN = Concurrency(eventlet.spawn_n, event.Event, eventlet.sleep, tpool.execute)
BEAT_S = 0.005


class Heart:
    """Beats as long as the hub does not wait for anything."""

    def __init__(self) -> None:
        self.beats = 0
        eventlet.spawn_n(self._beat)

    def _beat(self) -> None:
        while True:
            eventlet.sleep(BEAT_S)
            self.beats += 1


def main(folder: Path) -> None:
    structlog.configure(processors=[_nothing])
    first = Evening(folder, GREEN).with_a_contest(judges=10).with_team_1_on_stage()
    for base in range(200):
        first.scorekeeper.submit("xa", first.sheet(1, "7", base), a_judge(1))
    first.close()

    evening = Evening(folder, GREEN)
    accounts = Accounts(evening.scorekeeper, GREEN.run_native, evening.now_ms)
    accounts.start()
    accounts.create_sign_in("Lan")
    heart, pool = Heart(), eventlet.GreenPool()
    replayed = [pool.spawn(evening.snapshot) for _ in range(5)]
    judging = [pool.spawn(judge, evening, number) for number in range(2, 11)]
    reading = [pool.spawn(read, evening) for _ in range(5)]
    linking = [pool.spawn(accounts.links.ensure, "xa", [f"j{number}"]) for number in range(1, 11)]
    beats = heart.beats
    accounts.set_password("Lan", "mật khẩu dài")
    beats_during_password = heart.beats - beats
    pool.waitall()

    report = {
        "receipts": sum(thread.wait() for thread in judging),
        "reads": sum(thread.wait() for thread in reading),
        "links": len(linking[-1].wait()),
        "replays": len({id(thread.wait().state.rulebook) for thread in replayed}),
        "beats_during_password": beats_during_password,
        "knows_password": accounts.check_password("Lan", "mật khẩu dài") is not None,
        "bad_seq": evening.beside.verify("xa"),
    }
    evening.close()
    print(json.dumps(report))


def judge(evening: Evening, number: int) -> int:
    answers = [evening.scorekeeper.submit("xa", evening.sheet(1, "7.5", base), a_judge(number)) for base in range(50)]
    return sum(isinstance(answer, Receipt) for answer in answers)


def read(evening: Evening) -> int:
    query = text("SELECT count(*) FROM events")
    return sum(evening.scorekeeper.read(lambda c: c.execute(query).scalar_one() > 0) for _ in range(50))


def _nothing(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    main(Path(sys.argv[1]))
