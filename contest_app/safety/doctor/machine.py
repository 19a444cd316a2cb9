"""The doctor's look at the machine itself: versions, clock, sleep.

Responsible for: what may stop an evening though the program is right. Must not know: the network, the store.
What is said about Windows and macOS was written with care and not tried there.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from contest_app.contest.words import Words
from contest_app.safety.doctor.findings import Finding, bad, ok, warn

VERSIONS = Words(vi="Phiên bản", en="Versions")
CLOCK = Words(vi="Đồng hồ", en="Clock")
SLEEP = Words(vi="Chế độ ngủ", en="Sleep")
_SYSTEM: str = sys.platform
_OLDEST_SQLITE = (3, 35, 0)
_NO_EARLIER_THAN_S = 1_704_067_200  # the start of 2024, before this program was written
_VIETNAM_S = 7 * 3600
_SET_IT = Words(
    vi="Chỉnh ngày giờ và múi giờ của máy rồi khởi động lại chương trình.",
    en="Set the machine's date, time and time zone, then start the program again.",
)


def look_at_versions() -> Iterator[Finding]:
    """Python and SQLite."""
    said = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}"
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        yield bad(
            VERSIONS,
            Words(vi=f"{said}: SQLite quá cũ.", en=f"{said}: SQLite is too old."),
            Words(vi="Dùng Python mới hơn.", en="Use a newer Python."),
        )
    else:
        yield ok(VERSIONS, said, said)


def look_at_clock(last_event_ms: int | None) -> Iterator[Finding]:
    """Whether the clock can be right: not before this program, nor before what was recorded already."""
    now_s = time.time()
    shown = time.strftime("%d/%m/%Y %H:%M:%S", time.localtime(now_s))
    if now_s < _NO_EARLIER_THAN_S:
        yield bad(CLOCK, Words(vi=f"Đồng hồ sai: {shown}.", en=f"The clock is wrong: {shown}."), _SET_IT)
        return
    if last_event_ms is not None and now_s * 1000 < last_event_ms - 60_000:
        last = time.strftime("%d/%m/%Y %H:%M:%S", time.localtime(last_event_ms / 1000))
        words = Words(
            vi=f"Đồng hồ chỉ {shown}, sớm hơn việc cuối cùng đã ghi ({last}).",
            en=f"The clock says {shown}, earlier than the last thing recorded ({last}).",
        )
        yield bad(CLOCK, words, _SET_IT)
        return
    if time.localtime(now_s).tm_gmtoff != _VIETNAM_S:
        zone = time.strftime("%z", time.localtime(now_s))
        words = Words(
            vi=f"{shown}, múi giờ {zone} không phải giờ Việt Nam.", en=f"{shown}, time zone {zone} is not Vietnam's."
        )
        yield warn(CLOCK, words, _SET_IT)
        return
    yield ok(CLOCK, f"{shown}, giờ Việt Nam.", f"{shown}, Vietnam time.")


def look_at_sleep() -> Iterator[Finding]:
    """Whether the machine may fall asleep in the middle of the evening."""
    if _SYSTEM == "linux":
        yield from _linux_sleep()
        return
    cure = Words(
        vi="Cắm sạc; Cài đặt > Nguồn: tắt chế độ ngủ và đặt “đóng nắp: không làm gì”.",
        en="Plug the charger in; in the power settings turn sleep off and set “closing the lid: do nothing”.",
    )
    if _SYSTEM == "win32":
        cure = Words(
            vi="Cắm sạc rồi chạy: powercfg /change standby-timeout-ac 0; và đặt “đóng nắp: không làm gì”.",
            en="Plug the charger in and run: powercfg /change standby-timeout-ac 0; set “closing the lid: do nothing”.",
        )
    if _SYSTEM == "darwin":
        cure = Words(
            vi="Cắm sạc, đừng đóng nắp, và chạy trong cửa sổ khác: caffeinate -dims",
            en="Plug the charger in, leave the lid open, and run in another window: caffeinate -dims",
        )
    words = Words(vi="Không biết máy có tự ngủ hay không.", en="Whether the machine goes to sleep is not known.")
    yield warn(SLEEP, words, cure)


def _linux_sleep() -> Iterator[Finding]:
    has_battery, is_plugged_in = False, False
    for supply in Path("/sys/class/power_supply").glob("*"):
        with suppress(OSError):
            kind = (supply / "type").read_text().strip()
            has_battery = has_battery or kind == "Battery"
            is_plugged_in = is_plugged_in or (kind == "Mains" and (supply / "online").read_text().strip() == "1")
    if not has_battery:
        yield ok(SLEEP, "Máy không chạy bằng pin.", "This machine does not run on a battery.")
        return
    words = Words(
        vi="Máy xách tay có thể tự ngủ khi để yên hoặc đóng nắp.", en="A laptop may go to sleep when left alone."
    )
    if not is_plugged_in:
        words = Words(vi="Máy đang chạy bằng pin.", en="The machine runs on its battery.")
    cure = Words(
        vi="Cắm sạc, đừng đóng nắp, và chạy máy chủ bằng: systemd-inhibit contest-app serve",
        en="Plug the charger in, leave the lid open, and start the server with: systemd-inhibit contest-app serve",
    )
    yield warn(SLEEP, words, cure)
