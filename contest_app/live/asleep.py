"""Contests that fall asleep: one process serves a season, and only the contests that somebody is at stay in memory.

Responsible for: who is at a contest, and when it may be let go. Must not know: how it is read again.
"""

from __future__ import annotations

import structlog

from contest_app.concurrency import Concurrency
from contest_app.live.announcer import Announcer
from contest_app.live.lines import Lines
from contest_app.logs import where
from contest_app.scorekeeper import Scorekeeper

log = structlog.get_logger()

LOOK_EVERY_S = 20.0
IDLE_S = 120.0
"""Nobody connected, no page asked for: reading it again costs whoever comes next less than a tenth of a second."""


def let_sleep(scorekeeper: Scorekeeper, announcer: Announcer, lines: Lines, concurrency: Concurrency) -> None:
    """For ever: lets contests go that nobody is at."""
    while True:
        concurrency.sleep(LOOK_EVERY_S)
        try:
            let_idle_go(scorekeeper, announcer, lines, IDLE_S)
        except Exception as error:
            log.error("letting contests go failed", error=type(error).__name__, at=where(error))


def let_idle_go(scorekeeper: Scorekeeper, announcer: Announcer, lines: Lines, idle_s: float) -> list[str]:
    """Lets go what nobody is connected to or asked for in that time; which contests they were."""
    gone = scorekeeper.let_go(idle_s, {line.contest for line in lines.all()})
    for contest in gone:
        announcer.forget(contest)
    return gone
