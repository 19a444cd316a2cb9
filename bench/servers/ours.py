"""The product, or the product with one of its parts taken out, to see what that part is worth."""

import argparse
from pathlib import Path
from typing import Any

# isort: off
from contest_app import server  # patches green threads first

# isort: on
from eventlet import patcher

from contest_app import scorekeeper
from contest_app.config import Config
from contest_app.journal.journal import Journal
from contest_app.live import announcer
from contest_app.live.fanout import FanOut


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--stock", action="store_true", help="the library's emit, a commit and a frame for each command"
    )
    parser.add_argument("--store-nothing", action="store_true", help="answers without writing anything down")
    parser.add_argument("--wait-ms", type=float, default=0, help="… and as long as a disk would take")
    asked = parser.parse_args()
    if asked.stock:
        _be_stock()
    if asked.store_nothing:
        _store_nothing(asked.wait_ms / 1000)
    config = Config(data=asked.data, host="127.0.0.1", port=asked.port)
    server.serve(config, lambda application, config: None)


def _store_nothing(wait_s: float) -> None:
    sleep = patcher.original("time").sleep  # the thread's own, which is no green one

    def append(self: Journal, batch: object) -> None:
        if wait_s:
            sleep(wait_s)

    setattr(Journal, "append", append)  # noqa: B010


def _be_stock() -> None:
    changes: list[tuple[Any, str, Any]] = [
        (server, "_fan_out", lambda concurrency: FanOut),
        (scorekeeper, "BATCH_LIMIT", 1),
        (scorekeeper, "TELL_WITHIN_MS", 0),
        (announcer, "EVERY_S", 0.0),
        (announcer, "EVERY_S_A_WATCHER", 0.0),
    ]
    for module, name, value in changes:
        assert hasattr(module, name), name
        setattr(module, name, value)


if __name__ == "__main__":
    main()
