"""The season that start and soak are measured on: as large as the real one, and really written by the scorekeeper."""

from __future__ import annotations

from pathlib import Path

from bench import season
from contest_app.journal.journal import Journal
from contest_app.journal.replay import replay


def test_the_season_is_as_large_as_the_real_one() -> None:
    evenings = [season.Evening(number) for number in range(season.CONTESTS)]
    assert sum(len(evening.teams) for evening in evenings) == season.TEAMS
    sheets = [act for act in evenings[0].playing() if act.kind == "submit_sheet"]
    assert len(sheets) == len(evenings[0].teams) * season.JUDGES * season.JUDGED_ROUNDS
    assert {len(act.fields["marks"]) for act in sheets} == {season.CRITERIA}
    assert season.MARKS == 59_280


def test_every_contest_is_played_to_its_announcement_and_its_chain_holds(tmp_path: Path) -> None:
    commands = season.write(tmp_path / "data", contests=2)
    journal = Journal.open_to_read(tmp_path / "data")
    rows = journal.contests()
    states = [replay(journal, row.contest).state for row in rows]
    assert [state.phase for state in states if state] == ["announced", "announced"]
    assert [journal.verify(row.contest) for row in rows] == [None, None]
    assert sum(len(journal.receipts(row.contest)) for row in rows) == commands
    journal.close()
