"""The demo's marker: by it the demo knows a folder that it made itself.

Responsible for: writing and reading the marker. Must not know: anything else; every start of a server asks it.
"""

from __future__ import annotations

import json
from pathlib import Path

CONTEST = "phu-binh-2024"
MARKER = "contest-app-demo.json"


def is_demo(folder: Path) -> bool:
    """Whether a folder was made by the demo: only such a one is ever emptied or played in."""
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("demo") == CONTEST


def mark(folder: Path) -> None:
    """Makes a folder the demo's."""
    (folder / MARKER).write_text(json.dumps({"demo": CONTEST}) + "\n", encoding="utf-8")
