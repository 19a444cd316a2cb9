"""The store itself: tables, durability, the hash chain, the folder's lock."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

from contest_app.accounts import tables as plain_tables
from contest_app.contest import commands as c
from contest_app.journal import schema, tables
from contest_app.journal.chain import StoredEvent
from contest_app.journal.journal import Batch, Journal
from contest_app.journal.problems import StoreProblem
from contest_app.journal.replay import replay
from contest_app.journal.sqlite import FILE_NAME
from tests.journal.story import Evening, a_judge, assert_replay_is_live


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(tmp_path).with_a_contest().with_team_1_on_stage()
    yield evening
    evening.close()


def tampered(evening: Evening, statement: str, *values: object) -> int | None:
    """What `verify` says after somebody changed the file with a tool of their own."""
    evening.close()
    with sqlite3.connect(evening.folder / FILE_NAME) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement, values)
    connection.close()
    journal = Journal.open(evening.folder)
    try:
        return journal.verify("xa")
    finally:
        journal.close()


# --- the hash chain ---------------------------------------------------------------------------------------------------


def test_an_untouched_journal_verifies(evening: Evening) -> None:
    assert evening.beside.verify("xa") is None


def test_a_journal_verifies_though_a_judge_hands_in_once_its_last_line_was_read(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(evening.beside.stream("xa"))

    def stream(contest: str) -> Iterator[StoredEvent]:
        yield from whole
        evening.did(c.SubmitSheet, "skit", "team-1", 0, {"content": "7"}, by=a_judge(1))

    monkeypatch.setattr(evening.beside, "stream", stream)
    assert evening.beside.verify("xa") is None
    assert evening.snapshot().seq > whole[-1].seq


@pytest.mark.parametrize(
    "change",
    [
        "data = replace(data, 'Hương Sơn', 'Đào Xá')",
        "actor = 'organizer:Hoa'",
        "at_ms = at_ms + 1",
        "kind = 'JudgeAppointed'",
        "version = 2",
        "command_id = 'another'",
        "hash = (SELECT hash FROM events WHERE seq = 1)",
    ],
)
def test_a_changed_line_is_the_first_bad_one(evening: Evening, change: str) -> None:
    assert tampered(evening, f"UPDATE events SET {change} WHERE seq = 3") == 3


def test_a_line_that_was_taken_out_is_the_first_bad_one(evening: Evening) -> None:
    assert tampered(evening, "DELETE FROM events WHERE seq = 4") == 4


def test_a_journal_cut_off_at_its_end_is_noticed_by_its_receipts(evening: Evening) -> None:
    last = evening.snapshot().seq

    assert tampered(evening, "DELETE FROM events WHERE seq = ?", last) == last


def test_a_journal_moved_under_another_id_does_not_verify(evening: Evening) -> None:
    assert tampered(evening, "UPDATE contests SET journal = 'other'") == 1


def test_the_chain_can_be_computed_from_its_description_alone(evening: Evening) -> None:
    """As `journal/chain.py` words it, by other code."""
    journal = evening.snapshot().journal
    previous = hashlib.sha256(journal.encode()).digest()
    for event in evening.beside.stream("xa"):
        names = ("contest", "seq", "kind", "version", "data", "actor", "at_ms", "command_id")
        covered = {name: getattr(event, name) for name in names} | {"journal": journal}
        line = json.dumps(dict(sorted(covered.items())), separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256(previous + line.encode()).digest()
        assert event.hash == previous.hex()


# --- replay -----------------------------------------------------------------------------------------------------------


def test_replay_is_the_live_state(evening: Evening) -> None:
    for number in (1, 2, 3):
        evening.scorekeeper.submit("xa", evening.sheet(1, f"{number}.5"), a_judge(number))
    evening.did(c.ClosePerformance, "skit", "team-1")

    assert_replay_is_live(evening)
    assert evening.snapshot().standings.rows


def test_replay_stops_where_it_is_told(evening: Evening) -> None:
    replayed = replay(evening.beside, "xa", until=3)

    assert replayed.seq == 3
    assert replayed.state is not None
    assert len(replayed.state.entries) == 2
    assert len(replayed.state.judges) == 0


def test_a_long_journal_is_read_in_chunks(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contest_app.journal.journal.CHUNK", 2)
    monkeypatch.setattr(Journal.events, "__defaults__", (0, 2))

    assert [event.seq for event in evening.beside.stream("xa")] == list(range(1, evening.snapshot().seq + 1))


# --- the tables -------------------------------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    everything = MetaData()
    for each in (*tables.metadata.tables.values(), *plain_tables.metadata.tables.values()):
        each.to_metadata(everything)

    differences = journal.read(lambda connection: compare_metadata(MigrationContext.configure(connection), everything))
    journal.close()

    assert differences == []


def test_the_newest_migration_is_the_one_that_the_program_expects() -> None:
    assert ScriptDirectory.from_config(schema.alembic_config()).get_current_head() == schema.HEAD


def test_every_commit_reaches_the_disk_before_it_returns(evening: Evening) -> None:
    pragmas = evening.scorekeeper.write(
        lambda connection: {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    )

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_work_that_only_reads_cannot_write(evening: Evening) -> None:
    with pytest.raises(StoreProblem):
        evening.scorekeeper.read(lambda connection: connection.execute(text("DELETE FROM receipts")))


def test_plain_rows_are_written_whole_or_not_at_all(evening: Evening) -> None:
    def fails_halfway(connection: Connection) -> None:
        connection.execute(text("DELETE FROM receipts"))
        raise LookupError("halfway")

    with pytest.raises(LookupError, match="halfway"):
        evening.scorekeeper.write(fails_halfway)
    assert evening.beside.receipts("xa")


def test_a_transaction_holds_the_file_from_its_first_look(evening: Evening) -> None:
    """What it looked at cannot be changed by another program before it writes."""
    other = sqlite3.connect(evening.folder / FILE_NAME, isolation_level=None, timeout=0, check_same_thread=False)

    def looks_first(connection: Connection) -> None:
        connection.execute(text("SELECT * FROM contests")).all()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")

    evening.scorekeeper.write(looks_first)
    other.close()


# --- the folder -------------------------------------------------------------------------------------------------------


def test_a_second_server_is_kept_off_a_data_folder(evening: Evening) -> None:
    with pytest.raises(StoreProblem) as refused:
        Journal.open(evening.folder)

    assert refused.value.code == "folder_in_use"
    assert str(evening.folder) in refused.value.words.vi
    assert str(evening.folder) in refused.value.words.en


def test_the_folder_is_free_again_after_the_server(evening: Evening) -> None:
    evening.close()
    Journal.open(evening.folder).close()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(StoreProblem) as refused:
        Journal.open(tmp_path / "file")

    assert refused.value.code == "folder_unusable"
    assert str(tmp_path / "file") in refused.value.words.vi


def test_a_file_that_is_no_store_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"a letter to the committee " * 100)

    with pytest.raises(StoreProblem) as refused:
        Journal.open(tmp_path)

    assert refused.value.code == "store_broken"
    assert (tmp_path / FILE_NAME).read_bytes().startswith(b"a letter")


def test_a_running_store_can_be_read_beside_its_server(evening: Evening) -> None:
    beside = Journal.open_to_read(evening.folder)

    assert [row.contest for row in beside.contests()] == ["xa"]
    assert beside.verify("xa") is None
    with pytest.raises(RuntimeError):
        beside.append(Batch())
    beside.close()


def test_reading_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as refused:
        Journal.open_to_read(tmp_path)

    assert refused.value.code == "nothing_stored"
    assert not (tmp_path / FILE_NAME).exists()


def test_a_store_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    Journal.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    for opened in (Journal.open, Journal.open_to_read):
        with pytest.raises(StoreProblem) as refused:
            opened(tmp_path)
        assert refused.value.code == "other_version"


def test_a_store_of_an_older_program_is_read_once_a_server_brought_it_up_to_date(tmp_path: Path) -> None:
    Journal.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("ALTER TABLE links DROP COLUMN revoked_ms")
        connection.execute("ALTER TABLE links DROP COLUMN renewed")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    connection.close()

    with pytest.raises(StoreProblem) as refused:
        Journal.open_to_read(tmp_path)
    assert refused.value.code == "older_version"
    assert "contest-app serve" in refused.value.words.vi

    Journal.open(tmp_path).close()
    Journal.open_to_read(tmp_path).close()
