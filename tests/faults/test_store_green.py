"""Among green threads everything of the store works at once, nothing hangs, and the hub goes on beating."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_store_among_green_threads(tmp_path: Path) -> None:
    """In a process of its own: green threads are patched before anything else is imported."""
    command = [sys.executable, "-m", "tests.faults.green_store_child", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report.pop("beats_during_password") >= 1
    assert report == {
        "receipts": 450,
        "reads": 250,
        "links": 15,
        "replays": 1,
        "knows_password": True,
        "bad_seq": None,
    }
