"""The parts of the program that pages use, taken from the application they are served by.

Responsible for: naming what `web` relies on. Must not know: how any of it is built.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, cast

from flask import abort, current_app, g, request

from contest_app.concurrency import Concurrency
from contest_app.contest.snapshot import Snapshot
from contest_app.safety.backups import Backups
from contest_app.scorekeeper import ContestRow, Scorekeeper


class Parts(Protocol):
    """What `app.extensions["contest_app"]` holds, as far as pages use it."""

    config: Any
    scorekeeper: Scorekeeper
    accounts: Any
    concurrency: Concurrency
    presence: Any
    announcer: Any
    backups: Backups
    now_ms: Callable[[], int]


def parts() -> Parts:
    """The parts behind the current request."""
    return cast(Parts, current_app.extensions["contest_app"])


def server_lang() -> str:
    """The language of this server: what was chosen on its first page, else what it was started with."""
    return str(parts().accounts.house.now.lang or parts().config.lang)


def snapshot_or_404(contest: str) -> Snapshot:
    """The contest as it stands now; a page that names none does not exist."""
    snapshot = parts().scorekeeper.snapshot(contest)
    if snapshot is None:
        abort(404)
    g.setdefault("drawn_at", snapshot.seq)
    return snapshot


def drawn_at() -> int | None:
    """The line of the journal that this request's page is drawn from: the first one that it looked at."""
    seq: int | None = g.get("drawn_at")
    return seq


def drawn_at_of_form() -> int | None:
    """The line that the page of the form was drawn from, as it says itself; None where it says nothing usable."""
    return whole_number(request.form.get("drawn_at", ""))


MOST_DIGITS = 15


def whole_number(text: str) -> int | None:
    """The number that a field says; None for anything else: of digits there are many, and Python reads only so many."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


LATEST = 12


def split_by_age(rows: list[ContestRow]) -> tuple[list[ContestRow], list[ContestRow]]:
    """Older contests, of which a page gives the title only, and the latest ones: to say more, each must be replayed."""
    return rows[:-LATEST], rows[-LATEST:]
