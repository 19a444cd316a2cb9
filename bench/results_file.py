"""Where measurements are kept: bench/results/NAME.json, with the machine and the day."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def keep(name: str, measured: Mapping[str, Any]) -> None:
    """Writes what was measured, in place of the last time's."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    where = f"{python}, {platform.machine()}, {os.cpu_count()} cores"
    kept = {"machine": where, "on": time.strftime("%Y-%m-%d"), **measured}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
