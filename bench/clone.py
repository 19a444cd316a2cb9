"""From a fresh clone to the demo's first answer, with empty caches: what somebody waits who tries the program.

`make bench-clone`. Needs the registries of Python and npm; writes bench/results/clone.json.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.results_file import keep
from bench.server import free_port
from bench.start import until_it_answers

AIM_S = 90.0
ROOT = Path(__file__).parent.parent


def measure(folder: Path) -> tuple[float, float]:
    """Seconds of the clone, and until the demo answered."""
    began = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", ROOT, folder / "clone"], check=True)
    cloned_s = time.perf_counter() - began
    caches = {"XDG_CACHE_HOME": str(folder / "cache"), "npm_config_cache": str(folder / "npm"), "PIP_NO_CACHE_DIR": "1"}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONTEST_APP_", "VIRTUAL_ENV"))}
    port = free_port()
    command = ["make", "--no-print-directory", "demo", f"PORT={port}"]
    with subprocess.Popen(
        command, cwd=folder / "clone", env={**clean, **caches}, start_new_session=True, stderr=subprocess.PIPE
    ) as process:
        try:
            until_it_answers(process, f"http://127.0.0.1:{port}/healthz")
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    return cloned_s, time.perf_counter() - began


def main() -> int:
    """Prints and keeps it; 1 when the aim is missed."""
    with tempfile.TemporaryDirectory() as name:
        cloned_s, answered_s = measure(Path(name))
    keep("clone", {"cloned_s": cloned_s, "answered_s": answered_s, "aim_s": AIM_S})
    verdict = "kept" if answered_s <= AIM_S else "MISSED"
    print(f"clone {cloned_s:.1f} s, first answer of the demo after {answered_s:.1f} s; aim {AIM_S:.0f} s: {verdict}")
    return 0 if answered_s <= AIM_S else 1


if __name__ == "__main__":
    sys.exit(main())
