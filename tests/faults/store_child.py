"""Run as a program: a store whose submitters print every acknowledgement, until somebody kills it.

python -m tests.faults.store_child FOLDER FIRST_NUMBER
"""

import os
import sys
import threading
from itertools import count
from pathlib import Path

import structlog

from contest_app.contest import commands as c
from contest_app.scorekeeper import Receipt
from tests.journal.story import Evening, a_judge

JUDGES = 8


def judge_for_ever(evening: Evening, number: int, revision: int, run: str) -> None:
    """Corrects one sheet again and again; prints what was acknowledged, in one write each."""
    for base in count(revision):
        sheet = c.SubmitSheet(f"{run}-{number}-{base}", "skit", "team-1", base, {"content": "7.5"})
        answer = evening.scorekeeper.submit("xa", sheet, a_judge(number))
        assert isinstance(answer, Receipt), answer
        os.write(1, f"{sheet.command_id} {answer.seq}\n".encode())


def main(folder: Path, run: str) -> None:
    structlog.configure(processors=[_nothing])
    evening = Evening(folder)
    if not evening.scorekeeper.contests():
        evening.with_a_contest(judges=JUDGES).with_team_1_on_stage()
    handed = evening.snapshot().state.performance(("skit", "team-1")).handed
    for number in range(1, JUDGES + 1):
        revision = handed[f"j{number}"].revision if f"j{number}" in handed else 0
        threading.Thread(target=judge_for_ever, args=(evening, number, revision, run), daemon=True).start()
    threading.Event().wait()


def _nothing(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
