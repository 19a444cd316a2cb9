"""The players' process: told on stdin where to play; ends with 0 when a season is over, or when stdin closes.

Responsible for: starting everybody, hearing from the server that a person is at the desk. The first line of stdin is
`{"base", "contest", "tokens", "pace_s"}`; then `hands off` and `go on`. Must not know: the data folder.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from contest_app.demo.players.desk import SimulatedDesk
from contest_app.demo.players.hall import Hall, PlayIsOver
from contest_app.demo.players.judge import SimulatedJudge
from contest_app.demo.sample import JUDGES, demo_rulebook

SEASON_OVER, DISMISSED = 0, 3
HANDS_OFF, GO_ON = "hands off", "go on"


def main() -> int:
    """Plays one season."""
    # Ctrl+C is for the server, which then closes our stdin.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hall = Hall(**json.loads(sys.stdin.readline()))
    judges = tuple(judge for judge, _ in JUDGES)
    threading.Thread(target=_heed, args=(hall,), daemon=True).start()
    for judge in judges:
        threading.Thread(target=_until_over, args=(SimulatedJudge(hall, judge, judges).play,), daemon=True).start()
    _until_over(SimulatedDesk(hall, demo_rulebook(hall.pace_s), judges).play)
    return SEASON_OVER


def _until_over(play: Callable[[], None]) -> None:
    with suppress(PlayIsOver):
        play()


def _heed(hall: Hall) -> None:
    """Hears the server; without it nobody wants a play."""
    for line in sys.stdin:
        hall.is_hands_off = line.strip() == HANDS_OFF
    os._exit(DISMISSED)


if __name__ == "__main__":
    sys.exit(main())
