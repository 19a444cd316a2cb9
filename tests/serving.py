"""A real server in a process of its own, for tests: started on a free port and a folder of the test's, always ended.

`with running_server(folder) as server:` gives `.base`, `.links()`, `.stop()`, `.kill()`, `.restart()`.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog

MODE = "CONTEST_APP_ASYNC_MODE"
ROOT = Path(__file__).parent.parent
START_WITHIN_S = 30.0
STOP_WITHIN_S = 15.0
DEMO_CONTEST = "phu-binh-2024"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(holds: Callable[[], Any], what: str, within_s: float = 10.0) -> Any:
    """Waits until a condition holds and gives what it gave; fails, saying what was waited for."""
    deadline = time.monotonic() + within_s
    while True:
        result = holds()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s} s: {what}")
        time.sleep(0.02)


def command_line(*arguments: str, module: str = "contest_app.cli") -> list[str]:
    """`contest-app …` with this Python, or another module that takes its arguments."""
    return [sys.executable, "-m", module, *arguments]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a child: this checkout, none of our own settings but those given and the way of threading."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CONTEST_APP_") or name == MODE}
    return {**clean, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **(extra or {})}


def run_cli(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end: in this process, unless it starts a server, for to load the program takes a second."""
    if arguments[0] in ("serve", "demo"):
        return run_cli_apart(*arguments, env=env)
    from contest_app.cli import main

    out, err, logs = io.StringIO(), io.StringIO(), structlog.get_config()
    # What a server of this very process logs meanwhile is not what the command says.
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    try:
        with patch.dict(os.environ, environment(env), clear=True), redirect_stdout(out), redirect_stderr(err):
            status = main(arguments)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    finally:
        structlog.configure(**logs)
    return subprocess.CompletedProcess(list(arguments), status, out.getvalue(), err.getvalue())


def run_cli_apart(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end in a process of its own, as people do."""
    return subprocess.run(
        command_line(*arguments), env=environment(env), capture_output=True, text=True, timeout=60, check=False
    )


@dataclass
class Server:
    """A server that runs, or ran. `command`: "demo" or "serve"."""

    folder: Path
    port: int
    command: str
    arguments: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    module: str = "contest_app.cli"
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What it said on stdout, all starts together."""
        return (self.folder.parent / f"{self.folder.name}.stdout").read_text(encoding="utf-8")

    @property
    def errors(self) -> str:
        """What it wrote to stderr (its log)."""
        return (self.folder.parent / f"{self.folder.name}.stderr").read_text(encoding="utf-8")

    def start(self) -> None:
        """Starts the process and waits until it answers and has said where everything is (by then links are made)."""
        options = ["--data", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        name = self.folder.parent / self.folder.name
        with open(f"{name}.stdout", "ab") as out, open(f"{name}.stderr", "ab") as err:
            greetings = self._greetings()
            self.process = subprocess.Popen(
                command_line(self.command, *options, *self.arguments, module=self.module),
                env=environment(self.env), stdin=subprocess.DEVNULL, stdout=out, stderr=err,
            )  # fmt: skip
        wait_until(self._answers, f"{self.command} on port {self.port} answers\n{self.errors}", START_WITHIN_S)
        wait_until(lambda: self._greetings() > greetings, f"{self.command} says where it is", START_WITHIN_S)

    def _greetings(self) -> int:
        return self.output.count("Ctrl+C")

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.errors}")
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def stop(self) -> int:
        """Asks it to stop as a service manager does; its exit status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """Kills it where it stands."""
        return self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not stop within {STOP_WITHIN_S} s:\n{self.errors}") from None

    def restart(self) -> None:
        """Starts it again on the same folder and port."""
        self.stop()
        self.arguments = tuple(argument for argument in self.arguments if argument != "--fresh")
        self.start()

    def links(self, contest: str = DEMO_CONTEST) -> dict[str, str]:
        """The addresses of a contest by whom they let in: judges by id ("j1"), roles by name ("director")."""
        listed = self.links_json(contest)["links"]
        return {link["judge"] or link["role"]: link["url"] for link in listed}

    def links_json(self, contest: str = DEMO_CONTEST) -> dict[str, Any]:
        """What `contest-app links --json` says."""
        done = run_cli("links", contest, "--json", "--data", str(self.folder), "--base", self.base)
        assert done.returncode == 0, done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    def token(self, whose: str, contest: str = DEMO_CONTEST) -> str:
        """The token of a judge ("j1") or role ("director")."""
        return self.links(contest)[whose].rsplit("/", 1)[1]

    def sign_in_link(self) -> str:
        """A fresh one-time sign-in link of the organizer."""
        done = run_cli("sign-in", "--data", str(self.folder))
        assert done.returncode == 0, done.stderr
        path = next(line for line in done.stdout.splitlines() if "/organizer/" in line).strip().split("/", 3)[3]
        return f"{self.base}/{path}"


@contextmanager
def running_server(
    folder: Path,
    *arguments: str,
    command: str = "demo",
    env: Mapping[str, str] | None = None,
    port: int | None = None,
    module: str = "contest_app.cli",
) -> Iterator[Server]:
    """A running server on a folder; ended afterwards, whatever happened."""
    server = Server(folder, port or free_port(), command, arguments, env or {}, module)
    try:
        server.start()
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.process.kill()
            server.process.wait()
