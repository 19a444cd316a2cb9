"""A server of this program in a process and on a core of its own, for what is measured from outside."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bench.lines import get


@asynccontextmanager
async def served(folder: Path, hub: str = "") -> AsyncIterator[tuple[int, int]]:
    """A server on the folder: its port and its process."""
    port, cores = free_port(), sorted(os.sched_getaffinity(0))
    options = ["serve", "--host", "127.0.0.1", "--port", str(port), "--data", str(folder)]
    environment = {**own_environment(), **({"EVENTLET_HUB": hub} if hub else {})}
    with subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "contest_app.cli", *options],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            if len(cores) > 1:  # the server on one core, whoever measures on the others
                os.sched_setaffinity(process.pid, cores[:1])
                os.sched_setaffinity(0, cores[1:])
            while process.poll() is None:
                with suppress(OSError):
                    await get(port, "/healthz")
                    break
                await asyncio.sleep(0.05)
            yield port, process.pid
        finally:
            process.kill()


def own_environment() -> dict[str, str]:
    """The environment without anybody's settings of this program."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CONTEST_APP_", "EVENTLET_"))}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def memory_mb(pid: int) -> float:
    """What a process holds in memory now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_s(pid: int) -> float:
    """User and system time of a process so far."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
