"""The application: its table of contents.

Responsible for: making every part once and handing each what it needs. Must not know: how the process listens.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, request
from flask_socketio import SocketIO

from contest_app import web
from contest_app.accounts.accounts import Accounts
from contest_app.concurrency import Concurrency
from contest_app.config import Config
from contest_app.journal.journal import Journal
from contest_app.live import wire
from contest_app.live.announcer import Announcer
from contest_app.live.asleep import let_sleep
from contest_app.live.fanout import FanOut, Rooms
from contest_app.live.hearing import Hearing
from contest_app.live.lines import Lines
from contest_app.live.namespace import MESSAGES, Live, LiveParts, watch_over
from contest_app.live.presence import Presence, PresenceTopic
from contest_app.logs import where
from contest_app.safety.backups import Backups
from contest_app.scorekeeper import Scorekeeper
from contest_app.web import health, safety, screens
from contest_app.web.built_files import send_built

log = structlog.get_logger()

MAX_MESSAGE_BYTES = 16 * 1024  # unmasking a message is pure Python: a large one would hold everybody up
PING_EVERY_S = 10
PONG_WITHIN_S = 10
PUT_BACK_MS = 24 * 3600 * 1000  # further back than any time zone, and the last event was what was wrong
GOODBYE_S = 0.1  # so that those who listen hear that the line is closed


@dataclass(frozen=True)
class Parts:
    """What pages and sockets share; `app.extensions["contest_app"]`."""

    config: Config
    scorekeeper: Scorekeeper
    accounts: Accounts
    concurrency: Concurrency
    announcer: Announcer
    presence: Presence
    backups: Backups
    now_ms: Callable[[], int]


@dataclass(frozen=True)
class Application:
    """The whole program but for its listener."""

    flask: Flask
    parts: Parts
    socketio: SocketIO
    fanout: FanOut
    journal: Journal

    def stop(self) -> None:
        """Carries out what waits, lets everybody go, lets the next server in."""
        self.parts.backups.stop()
        self.parts.scorekeeper.stop()
        self.fanout.drop_all()
        self.parts.concurrency.sleep(GOODBYE_S)
        self.journal.close()


def steady_clock(last_ms: int = 0) -> Callable[[], int]:
    """Milliseconds since 1970, read once and counted on: a clock that is set meanwhile moves no timer.

    `last_ms` is when the last event was written: a clock that was put back since then (a time zone, a correction) would
    let a running timer stand still, so it goes on from there. One that is further back than that is believed.
    """
    wall_ms = time.time_ns() // 1_000_000
    if wall_ms < last_ms <= wall_ms + PUT_BACK_MS:
        wall_ms = last_ms
    start_ms = wall_ms - time.monotonic_ns() // 1_000_000
    return lambda: start_ms + time.monotonic_ns() // 1_000_000


def create_app(
    config: Config,
    concurrency: Concurrency,
    viewers_limit: int | None = None,
    fan_out: Callable[[SocketIO], FanOut] = FanOut,
) -> Application:
    """Makes and starts all parts on the configured data folder; StoreProblem when that cannot be had."""
    app = _flask()
    socketio = _socketio(app, config)
    fanout = fan_out(socketio)
    journal = Journal.open(config.data)
    now_ms = steady_clock(journal.last_ms())
    scorekeeper = Scorekeeper(journal, concurrency, now_ms, lambda contest: changed(contest))
    accounts = Accounts(scorekeeper, concurrency.run_native, now_ms)
    presence = Presence(now_ms, lambda contest: announcer.changed(contest))
    announcer = Announcer(
        scorekeeper.snapshot, fanout, concurrency, time.monotonic,
        {"presence": lambda contest, snapshot: PresenceTopic(presence, contest, snapshot)},
    )  # fmt: skip
    links = _LinkMaker(scorekeeper, accounts, concurrency)
    backups = Backups(config.data, scorekeeper, scorekeeper.snapshot, concurrency, now_ms)

    def changed(contest: str) -> None:
        announcer.changed(contest)
        links.changed(contest)
        backups.changed(contest)

    scorekeeper.start()
    accounts.start()
    backups.start()
    lines = Lines(time.monotonic)
    live = LiveParts(
        scorekeeper, accounts, announcer, presence, lines, fanout, concurrency, now_ms, time.monotonic, viewers_limit
    )
    namespace = Live(live)
    socketio.on_namespace(namespace)
    Hearing(socketio, fanout, namespace.trigger_event, frozenset(MESSAGES), concurrency)
    concurrency.spawn(watch_over, live)
    concurrency.spawn(let_sleep, scorekeeper, announcer, lines, concurrency)
    parts = Parts(config, scorekeeper, accounts, concurrency, announcer, presence, backups, now_ms)
    app.extensions["contest_app"] = parts
    screens.register(app)
    health.register(app)
    web.register(app)
    safety.register(app)
    return Application(app, parts, socketio, fanout, journal)


def _flask() -> Flask:
    app = _Flask("contest_app", static_folder=str(Path(__file__).parent / "static"), static_url_path="/static")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    return app


class _Flask(Flask):
    """Flask, but for its static files and the log line of a page that failed."""

    def send_static_file(self, filename: str) -> Response:
        return send_built(self.static_folder or "", filename)

    # An address may hold a token, a local variable a mark.
    def log_exception(self, exc_info: Any) -> None:
        kind, error, _ = exc_info
        log.error("page failed", endpoint=request.endpoint or "", error=kind.__name__, at=where(error))


def _socketio(app: Flask, config: Config) -> SocketIO:
    return SocketIO(
        app,
        async_mode=config.async_mode,
        transports=["websocket"],
        manage_session=False,
        json=wire,
        client_manager=Rooms(),
        max_http_buffer_size=MAX_MESSAGE_BYTES,
        ping_interval=PING_EVERY_S,
        ping_timeout=PONG_WITHIN_S,
        logger=False,
        engineio_logger=False,
    )


class _LinkMaker:
    """Gives every judge and role a link as soon as the contest knows them."""

    def __init__(self, scorekeeper: Scorekeeper, accounts: Accounts, concurrency: Concurrency) -> None:
        self._scorekeeper = scorekeeper
        self._accounts = accounts
        self._concurrency = concurrency
        self._done: dict[str, tuple[tuple[str, ...], int | None]] = {}  # contest -> what its links stand for

    def changed(self, contest: str) -> None:
        """Called by the writer, so it must not write: it only starts somebody who does."""
        snapshot = self._scorekeeper.snapshot(contest)
        if snapshot is None or snapshot.state.rehearsal_of:  # a rehearsal is entered with its contest's own cards
            return
        wanted = (snapshot.state.seated, snapshot.state.head_since_ms)
        if self._done.get(contest) != wanted:
            self._done[contest] = wanted
            self._concurrency.spawn(self._ensure, contest, *wanted)

    def _ensure(self, contest: str, judges: tuple[str, ...], head_since_ms: int | None) -> None:
        try:
            self._accounts.links.ensure(contest, judges, head_since_ms)
        except Exception as error:
            self._done.pop(contest, None)
            log.error("links not made", contest=contest, error=type(error).__name__)
