"""Servers on one core, the load on another, and what the load saw.

Responsible for: compiling the load client, starting servers and ending them, reading the client's figures.
Must not know: what any figure is for.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "bench" / "load"
BUILT = ROOT / "build" / "bench"
START_WITHIN_S = 60


class CannotMeasure(Exception):
    """Something that the measurement needs is not there; the text says what to do."""


def cores() -> tuple[set[int], set[int]] | None:
    """Which core the server has and which the load; None where they cannot be kept apart."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    free = sorted(os.sched_getaffinity(0))
    return ({free[0]}, {free[-1]}) if len(free) > 1 else None


def compiled(name: str) -> Path:
    """The program made from bench/load/<name>.c by the system's compiler."""
    if not sys.platform.startswith("linux"):
        raise CannotMeasure("make bench runs on Linux only: its load client waits with epoll.")
    source, program = SOURCES / f"{name}.c", BUILT / name
    if program.exists() and program.stat().st_mtime > source.stat().st_mtime:
        return program
    compiler = shutil.which(os.environ.get("CC", "cc"))
    if compiler is None:
        raise CannotMeasure(
            f"make bench needs a C compiler (cc, or what CC names) for bench/load/{name}.c, and there is none. "
            "Debian/Ubuntu: apt-get install gcc libc6-dev"
        )
    BUILT.mkdir(parents=True, exist_ok=True)
    made = subprocess.run([compiler, "-O2", "-o", str(program), str(source)], capture_output=True, check=False)
    if made.returncode:
        raise CannotMeasure(f"{compiler} did not compile bench/load/{name}.c:\n{made.stderr.decode(errors='replace')}")
    return program


def on_disk() -> Path:
    """Where what is made durable goes: the system's temporary files may be memory."""
    BUILT.mkdir(parents=True, exist_ok=True)
    return BUILT


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    port: int
    pid: int

    @property
    def memory_kb(self) -> float:
        """What it holds in memory now."""
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1024

    @property
    def open_files(self) -> int:
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))


def ours(folder: Path, *variant: str) -> list[str]:
    """The product on a data folder; what it may be told to be instead stands in servers/ours.py."""
    return [sys.executable, "-m", "bench.servers.ours", "--data", str(folder), *variant]


def rival(name: str, *options: str) -> list[str]:
    return [sys.executable, "-m", f"bench.servers.{name}", *options]


def floor(frame_bytes: int) -> list[str]:
    """A loop in C that writes frames of this length."""
    return [str(compiled("floor")), "--bytes", str(frame_bytes)]


@contextmanager
def served(command: Sequence[str]) -> Iterator[Served]:
    """Runs a server (which takes --port) on its core until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CONTEST_APP_")}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=ROOT, env=clean, preexec_fn=_on(0), stdout=subprocess.DEVNULL,
            stderr=log,
        )  # fmt: skip
        try:
            _until_it_answers(process, port, log)
            yield Served(port, process.pid)
        finally:
            process.kill()
            process.wait()


def _until_it_answers(process: subprocess.Popen[bytes], port: int, log: IO[bytes]) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            log.seek(0)
            raise CannotMeasure(log.read().decode(errors="replace")[-2000:])
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            time.sleep(0.3)  # so that what it does after its start is done
            return
    raise CannotMeasure(f"no answer within {START_WITHIN_S} s: {process.args!r}")


@dataclass(frozen=True)
class Load:
    """What the client saw; times in microseconds, in the order in which they were taken."""

    seen: dict[str, Any]

    def ms(self, name: str) -> list[float]:
        """`receipts`, `lasts`, `snapshots`, … in milliseconds."""
        return [value / 1000 for value in self.seen[f"{name}_us"]]

    def __getattr__(self, name: str) -> Any:
        return self.seen[name]

    @property
    def cpu_us_a_frame(self) -> float:
        """The server's processor time for one frame to one client."""
        return float(self.server_cpu_s / self.frames * 1e6)

    @property
    def client_cpu_us_a_frame(self) -> float:
        """The load client's own processor time for one frame."""
        return float(self.client_cpu_s / self.frames * 1e6)

    @property
    def client_share(self) -> float:
        """How much of its core the load client used, in hundredths: near 100 it would be what is measured."""
        return float(self.client_cpu_s / self.wall_s * 100)

    @property
    def frame_bytes_each(self) -> int:
        return round(self.frame_bytes / self.frames)


def load(server: Served, *options: str) -> Load:
    """Runs the client on its core to its end."""
    done = subprocess.run(_client(server, options), capture_output=True, check=False, preexec_fn=_on(1))
    said = done.stderr.decode(errors="replace")
    if done.returncode:
        raise CannotMeasure(f"the load client: {said[-2000:]}")
    if said:
        print(f"  ! {said}", file=sys.stderr)
    seen = Load(json.loads(done.stdout))
    if seen.lost or seen.unanswered:
        print(f"  ! {seen.lost} connections lost, {seen.unanswered} messages unanswered", file=sys.stderr)
    return seen


@contextmanager
def load_meanwhile(server: Served, *options: str) -> Iterator[None]:
    """Runs the client beside the block, and ends it with it."""
    process = subprocess.Popen(_client(server, options), stdout=subprocess.DEVNULL, preexec_fn=_on(1))
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _client(server: Served, options: Sequence[str]) -> list[str]:
    return [str(compiled("client")), "--port", str(server.port), "--pid", str(server.pid), *options]


def _on(which: int) -> Any:
    """What a child does first: it keeps to its core."""
    apart = cores()
    return None if apart is None else lambda: os.sched_setaffinity(0, apart[which])
