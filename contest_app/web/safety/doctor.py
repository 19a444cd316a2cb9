"""The doctor's visit from a running server: in a process of its own, so that judging notices nothing of it.

Responsible for: starting it, waiting without holding anybody up, reading what it found. Must not know: what that is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from contest_app.concurrency import Concurrency
from contest_app.config import Config

WITHIN_S = 20.0
_LOOK_EVERY_S = 0.05


def visited(config: Config, concurrency: Concurrency) -> list[dict[str, Any]] | None:
    """The findings (`level`, `about`, `words`, `cure`); None where the visit failed or took too long."""
    command = [sys.executable, "-m", "contest_app.cli", "doctor", "--json", "--data", str(config.data)]
    command += ["--host", config.host, "--port", str(config.port)]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
        left_s = WITHIN_S
        while process.poll() is None and left_s > 0:
            concurrency.sleep(_LOOK_EVERY_S)
            left_s -= _LOOK_EVERY_S
        if process.poll() is None:
            process.kill()
            process.wait()
            return None
        out.seek(0)
        return _read(out.read())


def _read(said: bytes) -> list[dict[str, Any]] | None:
    try:
        findings: list[dict[str, Any]] = json.loads(said)["findings"]
    except (ValueError, KeyError, TypeError):
        return None
    return findings
