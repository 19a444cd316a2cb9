"""The doctor's visit: everything that is looked at, in the order in which a person cures it.

Responsible for: the list. Must not know: how it is shown.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from contest_app.config import Config
from contest_app.contest.words import Words
from contest_app.safety.doctor import machine, network, store
from contest_app.safety.doctor.findings import Finding, look, warn

NOT_TRIED = Words(vi="Hệ điều hành", en="System")
_SYSTEM: str = sys.platform


def visit(config: Config) -> list[Finding]:
    """Looks at this machine as it would serve with this configuration; takes a second or two, and waits for nobody."""
    return look(
        [
            (network.ADDRESS, lambda: network.look_at_addresses(config)),
            (network.PORT, lambda: network.look_at_port(config)),
            (network.FIREWALL, lambda: network.look_at_firewall(config)),
            (network.ISOLATION, lambda: network.look_at_isolation(config)),
            (store.FOLDER, lambda: store.look_at_folder(config.data)),
            (store.DISK, lambda: store.look_at_disk(config.data)),
            (store.BACKUPS, lambda: store.look_at_backups(config.data)),
            (machine.CLOCK, lambda: _clock(config)),
            (machine.SLEEP, machine.look_at_sleep),
            (machine.VERSIONS, machine.look_at_versions),
            (NOT_TRIED, _not_tried),
        ]
    )


def _clock(config: Config) -> Iterator[Finding]:
    return machine.look_at_clock(store.last_event_ms(config.data))


def _not_tried() -> Iterator[Finding]:
    """Says where this program was never tried."""
    if _SYSTEM != "linux":
        words = Words(
            vi="Chương trình được thử trên Linux; trên hệ này chưa được thử.",
            en="The program is tried on Linux; on this system it was not.",
        )
        cure = Words(vi="Hãy tổng duyệt trước trên chính máy này.", en="Rehearse on this very machine first.")
        yield warn(NOT_TRIED, words, cure)
