"""The soak finds what grew and lets pass what did not; a frame's share of the main thread is counted once."""

from __future__ import annotations

import pytest

from bench.pages import Frames, events_of_page, main_thread_ms
from bench.soak import MOST_MEMORY_MB, TENTHS, growth


def tenths(**last: float) -> list[dict[str, float]]:
    """A run that is flat but for what its last three tenths are said to be."""
    flat = {
        "memory_mb": 120.0, "processor": 0.3, "receipt_p50_ms": 3.0, "receipt_p99_ms": 20.0,
        "tick_p50_ms": 1.0, "tick_p99_ms": 8.0,
    }  # fmt: skip
    return [{**flat, **(last if number >= TENTHS - 3 else {})} for number in range(TENTHS)]


def test_a_flat_run_has_not_grown() -> None:
    assert growth(tenths()) == []
    assert growth(tenths(memory_mb=120 + MOST_MEMORY_MB - 1, receipt_p50_ms=4.0, tick_p99_ms=20)) == []


@pytest.mark.parametrize(
    "grown", [{"memory_mb": 140.0}, {"receipt_p50_ms": 9.0}, {"tick_p99_ms": 90.0}, {"processor": 0.5}]
)
def test_what_grew_is_named(grown: dict[str, float]) -> None:
    (said,) = growth(tenths(**grown))
    assert next(iter(grown)).split("_")[0] in said


def test_a_frames_work_is_what_its_thread_did_since_the_one_before() -> None:
    def event(name: str, ts: int, thread: int = 1, **more: int) -> dict[str, object]:
        return {"name": name, "ts": ts, "pid": 1, "tid": thread, **more}

    events = [
        event("RunTask", 5, dur=900),
        event("BeginMainThreadFrame", 10),  # the tracing began within it
        event("RunTask", 1100, dur=9000, tdur=4000),
        event("WebSocketReceive", 1200),
        event("RunTask", 1300, thread=2, dur=50_000),  # another thread's
        event("RunTask", 20_000, dur=1000, tdur=1000),
        event("BeginMainThreadFrame", 20_010),  # in the task above, which paints what came
        event("RunTask", 22_000, dur=2000, tdur=2000),
        event("RunTask", 36_000, dur=500),
        event("BeginMainThreadFrame", 36_010),
        event("RunTask", 40_000, dur=7000),  # for no picture yet
    ]
    assert main_thread_ms(events_of_page(events)) == ([5.0], [2.5])


def test_a_slow_change_is_missed_among_all_pictures_though_the_motion_is_quick() -> None:
    assert Frames([15.0], [6.0] * 99, layouts=2).missed == []
    assert len(Frames([50.0] * 10, [6.0] * 90, layouts=2).missed) == 1
    assert len(Frames([150.0] * 10, [20.0] * 90, layouts=5).missed) == 4
