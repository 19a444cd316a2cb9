"""The process is killed at any moment, again and again: nothing that was acknowledged is missing."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contest_app.journal.journal import Journal
from contest_app.journal.replay import replay
from tests.faults.store_child import JUDGES

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5


@contextmanager
def a_running_store(folder: Path, run: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.faults.store_child", str(folder), str(run)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def test_nothing_acknowledged_is_missing_after_a_kill(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    dice, acknowledged = random.Random(seed), {}
    for run in range(KILLS):
        with a_running_store(tmp_path, run) as child:
            assert child.stdout is not None
            lines = [child.stdout.readline() for _ in range(dice.randrange(1, 120))]
            child.send_signal(signal.SIGKILL)
            lines += child.stdout.readlines()  # acknowledged, and still in the pipe when it died
        acknowledged |= dict(line.split() for line in lines if line.endswith("\n"))

        journal = Journal.open(tmp_path)
        stored = {event.command_id: event.seq for event in journal.stream("xa")}
        receipts = {receipt.command_id: receipt.seq for receipt in journal.receipts("xa")}
        lost = {id_ for id_, seq in acknowledged.items() if stored.get(id_) != int(seq) or receipts[id_] != int(seq)}
        state = replay(journal, "xa").state
        bad_seq = journal.verify("xa")
        journal.close()

        assert lost == set(), f"seed {seed}, kill {run}"
        assert bad_seq is None
        assert state is not None
        assert len(state.judges) == JUDGES
    assert len(acknowledged) >= KILLS
