"""Run as a program: `contest-app` on a machine whose clock is put back by STEP_MS as soon as the file STEP_WHEN exists.

STEP_MS=3600000 STEP_WHEN=FILE python -m tests.faults.stepped_clock_server serve --data FOLDER …
"""

import os
import sys
import time

_real = time.time_ns
_step_ns = int(os.environ["STEP_MS"]) * 1_000_000
_when = os.environ["STEP_WHEN"]


def _stepped() -> int:
    return _real() - (_step_ns if os.path.exists(_when) else 0)


time.time_ns = _stepped
time.time = lambda: _stepped() / 1e9

if __name__ == "__main__":
    from contest_app.cli import main  # after the clock is wrong

    sys.exit(main(sys.argv[1:]))
