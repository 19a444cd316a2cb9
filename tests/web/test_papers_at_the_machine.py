"""`contest-app verify CONTEST --paper SEQ:HASH` says what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from tests.building import one_round
from tests.serving import run_cli
from tests.web.hall import CONTEST, Hall


@pytest.fixture
def printed(tmp_path: Path) -> tuple[Path, str, Hall]:
    """A folder with a judged contest, and the mark of its tabulation."""
    hall = Hall(tmp_path / "data")
    hall.running(rounds=one_round(), entries=2).judged("7", "11", entry="e1").judged("6", "10", entry="e2")
    hall.does("director", c.CloseRound, round="greeting").does("head_judge", c.SignRound, round="greeting")
    page = hall.organizer().page(f"/organizer/contests/{CONTEST}/papers/round/greeting")
    found = re.search(r'class="code">([^<]+)<', page)
    assert found
    return tmp_path / "data", found[1], hall


def test_a_paper_is_checked_beside_a_running_server_until_a_figure_changes(printed: tuple[Path, str, Hall]) -> None:
    folder, mark, hall = printed
    try:
        agreeing = run_cli("verify", CONTEST, "--paper", mark, "--data", str(folder))
        assert agreeing.returncode == 0, agreeing.stderr
        assert "AGREES" in agreeing.stdout
        hall.does("secretary", c.GivePenalty, entry="e1", points="1", reason="Vi phạm")
        changed = run_cli("verify", CONTEST, "--paper", mark, "--data", str(folder))
        assert changed.returncode == 1
        assert "Xã Hương Sơn, tổng điểm: trên giấy 18, bây giờ 17" in changed.stdout
        altered = run_cli("verify", CONTEST, "--paper", mark.split(" ")[0] + ":" + "0" * 16, "--data", str(folder))
        assert (altered.returncode, "DOES NOT AGREE" in altered.stdout) == (1, True)
    finally:
        hall.stop()


@pytest.mark.parametrize(("arguments", "said"), [((CONTEST, "--paper", "x"), "mark"), (("--paper", "3:ab"), "contest")])
def test_what_cannot_be_checked_is_said(printed: tuple[Path, str, Hall], arguments: tuple[str, ...], said: str) -> None:
    folder, _, hall = printed
    hall.stop()
    done = run_cli("verify", *arguments, "--data", str(folder))
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
