"""Tries a release as its user would: unpacks it in an empty place, starts it without any registry, asks it something.

Responsible for: an environment of its own, and ending what it started. Must not know: how the release was made.
"""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

ANSWERS_WITHIN_S = 180.0
STOPS_WITHIN_S = 20.0


class DoesNotWork(Exception):
    """The release did not do what it is for."""


def try_out(archive: Path) -> float:
    """Seconds from start.sh to the first answer; DoesNotWork."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(home)
        folder = home / archive.stem
        _check_sums(folder)
        port = _free_port()
        began_s = time.monotonic()
        with open(home / "said", "wb") as said:
            process = subprocess.Popen(
                ["sh", str(folder / "start.sh"), "--host", "127.0.0.1", "--port", str(port)],
                cwd=home, env=_environment(home), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}", process, home / "said")
            took_s = time.monotonic() - began_s
        finally:
            process.terminate()
            process.wait(STOPS_WITHIN_S)
        if not (home / "hoi-thi" / "contest-app.db").is_file():
            raise DoesNotWork("the data do not lie beside the folder")
        return took_s


def _environment(home: Path) -> dict[str, str]:
    """Nothing but a home and the programs of the system; no package can come from anywhere else."""
    nowhere = "http://127.0.0.1:9"
    return {
        "HOME": str(home), "PATH": os.environ["PATH"], "PIP_NO_INDEX": "1",
        "http_proxy": nowhere, "https_proxy": nowhere, "no_proxy": "127.0.0.1",
    }  # fmt: skip


def _check_sums(folder: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False)
    if done.returncode != 0:
        raise DoesNotWork("the checksums do not agree")


def _wait_for(base: str, process: subprocess.Popen[bytes], said: Path) -> None:
    deadline_s = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < deadline_s and process.poll() is None:
        try:
            for path in ("/healthz", "/", "/guide/judge"):
                urllib.request.urlopen(f"{base}{path}", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise DoesNotWork(f"no answer from start.sh:\n{said.read_text(encoding='utf-8', errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
