"""How long it takes from `serve` to the first answer with a season on disk, beside servers that do nothing.

Each line is one process, started again and again in turns: its wall time and its processor time until it answered.
Run by `make bench-start`; writes bench/results/start.json.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench import season
from bench.results_file import keep
from bench.server import free_port, own_environment, processor_s
from contest_app.logs import configure_logs

AIM_S = 1.5

# A server that answers one address and does nothing else; the second with the libraries that this program stands on.
BARE_FLASK = """
import sys, flask
app = flask.Flask("bare")
app.add_url_rule("/healthz", view_func=lambda: "ok")
from werkzeug.serving import make_server
make_server("127.0.0.1", int(sys.argv[1]), app).serve_forever()
"""
BARE_STACK = """
import sys, warnings
warnings.filterwarnings("ignore", message=r"\\s*Eventlet is deprecated")
import eventlet
eventlet.monkey_patch()
import flask, flask_socketio, sqlalchemy, eventlet.wsgi
app = flask.Flask("bare")
app.add_url_rule("/healthz", view_func=lambda: "ok")
flask_socketio.SocketIO(app, async_mode="eventlet")
eventlet.wsgi.server(eventlet.listen(("127.0.0.1", int(sys.argv[1]))), app, log_output=False)
"""


@dataclass
class Line:
    """One kind of server, and what each of its starts took."""

    what: str
    command: Callable[[int], list[str]]
    path: str = "/healthz"
    wall_s: list[float] = field(default_factory=list)
    processor_s: list[float] = field(default_factory=list)

    def start_once(self) -> None:
        port = free_port()
        began = time.perf_counter()
        with _process(self.command(port)) as process:
            until_it_answers(process, f"http://127.0.0.1:{port}{self.path}")
            self.wall_s.append(time.perf_counter() - began)
            self.processor_s.append(processor_s(process.pid))

    def __str__(self) -> str:
        spread = f"{min(self.wall_s):.2f}-{max(self.wall_s):.2f}"
        return f"{self.what:58} {median(self.wall_s):7.2f} {spread:>12} {median(self.processor_s):10.2f}"


def lines(folder: Path) -> list[Line]:
    """The floor, the stack, and this program on an empty folder and on a season."""
    python = [sys.executable, "-c"]

    def serve(data: Path) -> Callable[[int], list[str]]:
        options = ["serve", "--host", "127.0.0.1", "--data", str(data), "--port"]
        return lambda port: [sys.executable, "-m", "contest_app.cli", *options, str(port)]

    last = season.Evening(season.CONTESTS - 2).contest
    return [
        Line("Flask alone", lambda port: [*python, BARE_FLASK, str(port)]),
        Line("eventlet, Flask-SocketIO, SQLAlchemy, one route", lambda port: [*python, BARE_STACK, str(port)]),
        Line("contest-app, nothing on disk", serve(folder / "empty")),
        Line("contest-app, a season on disk", serve(folder / "season")),
        Line(
            "contest-app, a season, the board of one contest", serve(folder / "season"), f"/contests/{last}/board.json"
        ),
    ]


@contextmanager
def _process(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, env=own_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def until_it_answers(process: subprocess.Popen[bytes], address: str) -> None:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                answer.read()
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.005)
    assert process.stderr is not None
    raise RuntimeError(f"it ended before it answered:\n{process.stderr.read().decode()}")


def main(arguments: list[str] | None = None) -> int:
    """Prints the table and keeps it; 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description="From serve to the first answer.")
    parser.add_argument("--season", type=Path, help="a folder that bench.season filled; otherwise one is made")
    parser.add_argument("--turns", type=int, default=7)
    asked = parser.parse_args(arguments)
    configure_logs("human", is_quiet=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.season:
            (folder / "season").symlink_to(asked.season.resolve())
        else:
            season.write(folder / "season")
        table = lines(folder)
        for line in table:
            line.start_once()  # compiles what was not compiled, fills the system's cache
            line.wall_s.clear()
            line.processor_s.clear()
        for _ in range(asked.turns):
            for line in table:
                line.start_once()
    print(f"{'until the first answer':58} {'s':>7} {'spread':>12} {'processor':>10}")
    print("\n".join(str(line) for line in table))
    rows = [{"what": line.what, "wall_s": line.wall_s, "processor_s": line.processor_s} for line in table]
    keep("start", {"aim_s": AIM_S, "lines": rows})
    slowest = median(table[-2].wall_s)
    print(f"aim {AIM_S} s: {'kept' if slowest <= AIM_S else 'MISSED'}")
    return 0 if slowest <= AIM_S else 1


if __name__ == "__main__":
    sys.exit(main())
