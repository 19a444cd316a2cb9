"""The process: patches green threads before anything else, listens, serves, stops cleanly."""

import os
import warnings

IS_GREEN = os.environ.get("CONTEST_APP_ASYNC_MODE", "eventlet") == "eventlet"
if IS_GREEN:
    # Its makers advise against new use (docs/decisions/0004); the person at the machine cannot act on that.
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    # Otherwise a wait for PostgreSQL would hold up everybody. It must stand before psycopg is imported.
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
    # One machine looks no name up, and the resolver of the green threads costs every start 0.1 s; Redis has a name.
    if "REDIS_URL" not in os.environ:
        os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet

    eventlet.monkey_patch()

import errno
import gc
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import structlog
from flask_socketio import SocketIO

from contest_app import addresses
from contest_app.app import Application, create_app
from contest_app.concurrency import Concurrency, RunNative, threads
from contest_app.config import Config
from contest_app.contest.words import Words
from contest_app.live.fanout import FanOut
from contest_app.logs import configure_logs

log = structlog.get_logger()

BACKLOG = 4096  # a hall of screens comes back at once
ANSWERED_TOGETHER = 4  # of the requests that one connection sends without waiting for the answers
MOST_CONNECTIONS = 30_000
# The select hub (all that Windows has) dies at about 500 sockets: some are kept for judges, the desk and pages.
SELECT_VIEWERS = 400
MOST_FILES = 65_536
VIEWERS_SHARE = 0.75  # of the files that may be open: the others are for judges, the desk, pages and the store
ACCEPT_AGAIN_S = 0.2
READ_AHEAD = 2048  # bytes of a request; each socket keeps that buffer for as long as it is open
IDLE_S = 60  # a connection that asks nothing; a live one sets its own limit
GC_THRESHOLDS = (50_000, 50, 100)


class CannotServe(Exception):
    """The server cannot start; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def serve(config: Config, ready: Callable[[Application, Config], None]) -> None:
    """Serves until SIGTERM or Ctrl+C; calls `ready` once the address answers. CannotServe, StoreProblem."""
    configure_logs(config.log)
    files_limit = _raise_files_limit()
    stop_signal = _StopSignal()
    listener = _listen(config)
    try:
        config = replace(config, base=addresses.for_links(config))
        concurrency = _green() if IS_GREEN else threads()
        application = create_app(config, concurrency, _viewers_limit(files_limit), _fan_out(concurrency))
    except BaseException:
        listener.close()
        raise
    close = _serve_green(application, listener) if IS_GREEN else _serve_threads(application, listener)
    addresses.remember(config)
    ready(application, config)
    _settle_memory()
    stop_signal.wait()
    close()
    application.stop()


# --- starting ---------------------------------------------------------------------------------------------------------


def _listen(config: Config) -> socket.socket:
    """The listening socket; acknowledgements would wait 40 ms for the next frame without TCP_NODELAY."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((config.host, config.port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotServe(_why_not(error, config)) from error
    return listener


def _why_not(error: OSError, config: Config) -> Words:
    port, host, other = config.port, config.host, config.port % 65535 + 1
    why = error.strerror or str(error)
    if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", -1)):
        return Words(
            vi=f"Cổng {port} đang được chương trình khác dùng. Hãy tắt nó hoặc chọn cổng khác: --port {other}",
            en=f"Port {port} is in use by another program. Stop that one or choose another port: --port {other}",
        )
    if error.errno == errno.EACCES:
        return Words(
            vi=f"Không được phép dùng cổng {port}. Hãy chọn cổng lớn hơn 1023: --port 8000",
            en=f"Port {port} may not be used. Choose one above 1023: --port 8000",
        )
    return Words(
        vi=f"Không mở được địa chỉ {host}:{port} ({why}). Ví dụ đúng: --host 0.0.0.0 --port 8000",
        en=f"The address {host}:{port} cannot be opened ({why}). A good example: --host 0.0.0.0 --port 8000",
    )


def _raise_files_limit() -> int | None:
    """How many files may be open, every socket is one: as many as the system lets us; None where it does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(MOST_FILES, most)
    if now == resource.RLIM_INFINITY or now >= wanted:
        return now if now != resource.RLIM_INFINITY else None
    with suppress(ValueError, OSError):  # macOS promises more than it gives
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        now = wanted
    return now


def _settle_memory() -> None:
    """What is there now stays; looking through it for garbage again and again would hold the hub for up to seconds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)


class _StopSignal:
    """SIGTERM or Ctrl+C, once; a second one ends the process at once."""

    SIGNALS = (signal.SIGTERM, signal.SIGINT)

    def __init__(self) -> None:
        # A socket, because a handler may not wake a green thread; the system writes a byte into it.
        self._ours, self._theirs = socket.socketpair()
        self._theirs.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in self.SIGNALS:
            signal.signal(number, self._noted)

    def _noted(self, number: int, frame: Any) -> None:
        for each in self.SIGNALS:
            signal.signal(each, signal.SIG_DFL)

    def wait(self) -> None:
        """Returns when the process is to stop."""
        self._ours.recv(1)
        signal.set_wakeup_fd(-1)


# --- green threads ----------------------------------------------------------------------------------------------------


def _green() -> Concurrency:
    from eventlet import tpool
    from eventlet.event import Event

    return Concurrency(
        spawn=eventlet.spawn, event=Event, sleep=eventlet.sleep, run_native=cast(RunNative, tpool.execute)
    )


def _fan_out(concurrency: Concurrency) -> Callable[[SocketIO], FanOut]:
    """How frames reach the sockets: straight, where threads are green."""
    if not IS_GREEN:
        return FanOut
    from contest_app.live.direct import DirectFanOut

    return lambda socketio: DirectFanOut(socketio, concurrency.sleep)


def _viewers_limit(files_limit: int | None) -> int | None:
    """How many sockets may be open before viewers are sent to the cacheable board; None for no limit."""
    by_files = None if files_limit is None else int(files_limit * VIEWERS_SHARE)
    if not IS_GREEN:
        return by_files
    from eventlet.hubs import get_hub

    if type(get_hub()).__module__.endswith("selects"):
        return min(SELECT_VIEWERS, by_files or SELECT_VIEWERS)
    return by_files


class _Patient:
    """A listening socket whose `accept` outlives its failures: a line that broke at once, no file left to open.

    The library takes any of them for the end and would let nobody in any more.
    """

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener

    def __getattr__(self, name: str) -> Any:
        return getattr(self._listener, name)

    def accept(self) -> Any:
        """The next connection, after everybody inside had a turn: else a judge would wait for a thousand handshakes."""
        eventlet.sleep(0)
        while True:
            try:
                return self._listener.accept()
            except OSError as error:
                if self._listener.fileno() < 0:
                    raise  # closed: the server stops
                if error.errno in (errno.EMFILE, errno.ENFILE):
                    log.error("too many connections: nobody else can come in just now")
                eventlet.sleep(ACCEPT_AGAIN_S)


def _serve_green(application: Application, listener: socket.socket) -> Callable[[], None]:
    """Starts accepting; returns what stops it."""
    import eventlet.wsgi

    class Protocol(eventlet.wsgi.HttpProtocol):
        rbufsize = READ_AHEAD

        def setup(self) -> None:
            # Inherited from the listening socket on Linux only.
            self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.requests = 0
            super().setup()  # type: ignore[no-untyped-call]

        def handle_one_request(self) -> None:
            # Where the next request is there already, nothing waits: one connection would have the machine alone.
            self.requests += 1
            if self.requests % ANSWERED_TOGETHER == 0:
                eventlet.sleep(0)
            super().handle_one_request()  # type: ignore[no-untyped-call]

        def finish(self) -> None:
            super().finish()  # type: ignore[no-untyped-call]
            # It names us, and all of it would wait for a look for garbage.
            self.__dict__.pop("environ", None)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: of a request that cannot be read it would be the first line, and that may hold a token."""

    accepting = eventlet.spawn(
        eventlet.wsgi.server,
        _Patient(listener),
        application.flask,
        protocol=Protocol,
        max_size=MOST_CONNECTIONS,
        log_output=False,  # request lines hold tokens
        debug=False,
        socket_timeout=IDLE_S,
    )

    def close() -> None:
        accepting.kill()  # it then waits for its open connections, nobody waits for it
        listener.close()

    return close


# --- real threads -----------------------------------------------------------------------------------------------------


def _serve_threads(application: Application, listener: socket.socket) -> Callable[[], None]:
    """Starts accepting with a thread a connection; returns what stops it."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: Any) -> None:
            """Nothing: request lines hold tokens."""

    host, port = listener.getsockname()[:2]
    server = make_server(host, port, application.flask, threaded=True, request_handler=Quiet, fd=listener.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def close() -> None:
        server.shutdown()
        listener.close()

    return close
