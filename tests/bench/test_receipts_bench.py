"""The floor of a durable receipt writes what the journal wrote, and is timed while it does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bench import season
from bench.receipts import stored_alone
from contest_app.journal.sqlite import FILE_NAME

SHEETS = "SELECT e.*, r.* FROM events e JOIN receipts r USING (contest, command_id) WHERE r.kind = 'submit_sheet'"


def test_the_driver_alone_writes_the_very_rows_of_the_sheets(tmp_path: Path) -> None:
    season.write(tmp_path / "data", contests=1)
    journal = tmp_path / "data" / FILE_NAME

    alone = stored_alone(journal)

    with closing(sqlite3.connect(journal)) as written, closing(sqlite3.connect(journal.with_name("again.db"))) as again:
        sheets = sorted(again.execute(SHEETS).fetchall())
        assert sheets == sorted(written.execute(SHEETS).fetchall())
        assert again.execute("SELECT count(*) FROM events").fetchone()[0] == len(sheets) > 100
        assert again.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert alone.cpu_us_a_receipt > 0
    assert alone.disk_ms_a_batch > 0
