"""Concurrency: the four things the program asks of its threads, whether green or real.

Responsible for: the shape that `server.py` fills with green threads, and the one for real threads beside it.
Must not know: any concurrency library by name, nor what runs in the threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class OneShot(Protocol):
    """One value that is sent once and that any number of threads may wait for. The value is never None."""

    def send(self, result: Any, /) -> Any:
        """Sets the value and wakes whoever waits."""

    def wait(self, timeout: float | None = None) -> Any:
        """The value, as soon as there is one; None when `timeout` seconds have passed first."""


class Spawn(Protocol):
    """Starts a function in a thread of its own; what it returns is nobody's business."""

    def __call__(self, function: Callable[..., object], /, *args: Any) -> object: ...


class RunNative(Protocol):
    """Runs a function off the hub and returns its result, or raises what it raised; only the caller waits.

    What runs in there must not log and must not take a lock that green threads take.
    """

    def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...


@dataclass(frozen=True)
class Concurrency:
    """How this process spawns, waits, yields and leaves the hub."""

    spawn: Spawn
    event: Callable[[], OneShot]
    sleep: Callable[[float], object]
    run_native: RunNative


class _ThreadsOneShot:
    """A OneShot for real threads."""

    def __init__(self) -> None:
        self._is_sent = threading.Event()
        self._result: Any = None

    def send(self, result: Any, /) -> None:
        self._result = result
        self._is_sent.set()

    def wait(self, timeout: float | None = None) -> Any:
        return self._result if self._is_sent.wait(timeout) else None


def _spawn_thread(function: Callable[..., object], /, *args: Any) -> threading.Thread:
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def _call(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """With real threads there is no hub to leave: whoever calls is the only one that waits."""
    return function(*args, **kwargs)


def threads() -> Concurrency:
    """Real threads: the `threading` mode, the command line and the tests."""
    return Concurrency(spawn=_spawn_thread, event=_ThreadsOneShot, sleep=time.sleep, run_native=_call)
