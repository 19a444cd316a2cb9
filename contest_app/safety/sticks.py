"""The sticks and other disks that are plugged in, to choose a backup folder from.

Responsible for: looking where each system puts them. Must not know: what is chosen. Windows was not tried.
"""

from __future__ import annotations

import os
import string
import sys
from contextlib import suppress
from pathlib import Path

_SYSTEM: str = sys.platform
_PLACES = {"linux": ("/media/*/*", "/run/media/*/*", "/media/*", "/mnt/*"), "darwin": ("/Volumes/*",)}


def plugged_in() -> list[str]:
    """Their folders, as far as they can be written to."""
    if _SYSTEM == "win32":
        drives = [f"{letter}:\\" for letter in string.ascii_uppercase[3:]]
        return [drive for drive in drives if os.path.isdir(drive)]
    found = []
    for pattern in _PLACES.get(_SYSTEM, ()):
        with suppress(OSError):
            found += [str(path) for path in Path("/").glob(pattern.lstrip("/")) if _is_a_disk(path)]
    return sorted(dict.fromkeys(found))


def _is_a_disk(path: Path) -> bool:
    with suppress(OSError):
        return os.path.ismount(path) and os.access(path, os.W_OK)
    return False
