"""Finds the Chromium that journeys drive, or installs Debian's; no test downloads a browser of its own.

`python -m scripts.browsers` is `make browsers`: prints where Chromium is, or one line about what to install.
"""

import os
import shutil
import subprocess
import sys

PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MISSING = (
    "Thiếu Chromium: hãy cài gói 'chromium' của hệ điều hành, hoặc đặt CHROMIUM=/đường/dẫn. / "
    "No Chromium: install your system's 'chromium' package, or set CHROMIUM=/path/to/it."
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: the one CHROMIUM names, else the first on PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for program in PROGRAMS if (path := shutil.which(program))), None)


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _install() -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["update", "-q"],
        ["install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
    ):
        subprocess.run(["apt-get", *arguments], env=quiet, check=False)


def main() -> int:
    """Sees to a Chromium; returns the exit status."""
    if find_chromium() is None and not os.environ.get("CHROMIUM") and _may_install():
        _install()
    found = find_chromium()
    print(found or MISSING, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
