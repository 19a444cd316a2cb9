"""No unpublished mark, total, figure, penalty or place is in any byte that anybody who may not know it was ever sent.

A real server, a whole contest, everybody's bytes kept. `leaking_server` shows that the proof finds a planted leak.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.jury import Secrets
from tests.faults.secret_evening import PAGES, Evening, Finding, play, prepare
from tests.faults.seed import printed_seed
from tests.serving import free_port, running_server


def played(folder: Path, detail: str, module: str = "contest_app.cli") -> Evening:
    port = free_port()
    hidden = Secrets(printed_seed(), {port}, detail)
    names = prepare(folder, hidden, detail)
    with running_server(folder, command="serve", port=port, module=module) as server:
        with Evening(server, hidden, names).everybody() as evening:
            play(evening)
        server.stop()
        evening.look_at_the_log()
    return evening


@pytest.mark.parametrize("detail", ["total", "judge_totals"])
def test_nobody_is_told_what_is_not_published(tmp_path: Path, detail: str) -> None:
    evening = played(tmp_path / "data", detail)
    assert evening.findings == []
    figures = {figure for figure in evening.hidden.jury.figures() if figure >= 0}  # the search finds no other
    assert evening.told_to("wall") >= figures, "what is announced is told"
    assert evening.bytes_searched > 500_000
    assert len(evening.hidden.numbers) > 100


LEAKS = {"wall", "screen", "visitor", "announcer", "j1", "log", *PAGES}


def test_a_planted_leak_is_found_at_every_door(tmp_path: Path) -> None:
    findings = played(tmp_path / "data", "judge_totals", module="tests.faults.leaking_server").findings
    doors = {finding.door for finding in findings}
    assert doors >= LEAKS, LEAKS - doors
    assert [finding for finding in findings if _is_a_place(finding)]


def _is_a_place(finding: Finding) -> bool:
    return finding.door == "/contests/kin/board.json" and finding.what.startswith("board:")
