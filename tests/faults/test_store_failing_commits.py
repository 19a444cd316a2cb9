"""A commit that fails answers `later`, loses nothing, and the same command sent again is carried out exactly once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from contest_app.contest import commands as c
from contest_app.contest.events import EntryRegistered
from contest_app.journal.answers import UNREAD
from contest_app.journal.chain import StoredEvent, sealed
from contest_app.journal.codec import encode
from contest_app.journal.journal import Batch, Journal
from contest_app.journal.sqlite import FILE_NAME
from contest_app.scorekeeper import Later, Receipt
from tests.journal.story import ORGANIZER, RULEBOOK, Evening, a_judge, assert_replay_is_live, wait_for


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(tmp_path).with_a_contest().with_team_1_on_stage()
    yield evening
    evening.close()


def set_quota(evening: Evening, spare_pages: int) -> None:
    """Lets the database grow by so many pages; a real SQLITE_FULL then."""

    def limit(connection: Any) -> None:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages + spare_pages}"))

    evening.scorekeeper.write(limit)


def test_a_full_disk_answers_later_and_loses_nothing(evening: Evening) -> None:
    set_quota(evening, spare_pages=4)
    acknowledged, long_name = [], "Đội tuyên truyền " * 200
    for number in range(1, 50):
        command = c.RegisterEntry(evening.new_id(), "team-2", 2, f"{long_name}{number}")
        answer = evening.scorekeeper.submit("xa", command, ORGANIZER)
        if not isinstance(answer, Receipt):
            break
        acknowledged.append(answer)

    assert isinstance(answer, Later)
    assert answer.code == "store_full"
    assert acknowledged
    assert evening.snapshot().seq == acknowledged[-1].seq
    assert_replay_is_live(evening)

    set_quota(evening, spare_pages=10_000)
    assert evening.scorekeeper.submit("xa", command, ORGANIZER) == Receipt(
        command.command_id, evening.snapshot().journal, acknowledged[-1].seq + 1, "done"
    )
    assert evening.beside.verify("xa") is None
    assert_replay_is_live(evening)


def test_a_full_disk_lets_none_of_a_batch_through_but_known_receipts(evening: Evening) -> None:
    known = evening.sheet(1, "7")
    receipt = evening.scorekeeper.submit("xa", known, a_judge(1))
    set_quota(evening, spare_pages=0)
    seq, big = evening.snapshot().seq, c.RegisterEntry(evening.new_id(), "team-2", 2, "Đội " * 20_000)

    answers = evening.submit_together(
        (known, a_judge(1)),
        (evening.sheet(1, "8"), a_judge(2)),
        (big, ORGANIZER),
        (evening.sheet(1, "8.3"), a_judge(3)),  # refused, but against a state that did not come to be
    )

    assert answers[0] == receipt
    assert [type(answer) for answer in answers[1:]] == [Later, Later, Later]
    assert evening.snapshot().seq == seq
    assert_replay_is_live(evening)


def test_receipts_from_before_a_failed_commit_are_still_given_out(evening: Evening) -> None:
    known = evening.sheet(1, "7")
    receipt = evening.scorekeeper.submit("xa", known, a_judge(1))
    evening.scorekeeper.submit("xa", evening.sheet(1, "9"), a_judge(3))
    set_quota(evening, spare_pages=0)
    big = c.RegisterEntry(evening.new_id(), "team-2", 2, "Đội " * 20_000)

    assert isinstance(evening.scorekeeper.submit("xa", big, ORGANIZER), Later)
    assert isinstance(evening.scorekeeper.submit("xa", evening.sheet(1, "8"), a_judge(2)), Receipt)
    assert evening.scorekeeper.submit("xa", known, a_judge(1)) == receipt


def test_a_contest_that_could_not_be_stored_does_not_exist(evening: Evening) -> None:
    set_quota(evening, spare_pages=0)
    big = c.CreateContest("id", "huyen", RULEBOOK | {"note": "Thể lệ " * 20_000})

    assert isinstance(evening.scorekeeper.submit("huyen", big, ORGANIZER), Later)
    assert evening.scorekeeper.snapshot("huyen") is None

    set_quota(evening, spare_pages=10_000)
    assert isinstance(evening.scorekeeper.submit("huyen", big, ORGANIZER), Receipt)


def test_a_file_that_another_program_holds_answers_later(evening: Evening) -> None:
    sheet, other = evening.sheet(1, "7"), sqlite3.connect(evening.folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    answer = evening.scorekeeper.submit("xa", sheet, a_judge(1))

    assert isinstance(answer, Later)
    assert answer.code == "store_locked"
    other.execute("ROLLBACK")
    other.close()
    assert isinstance(evening.scorekeeper.submit("xa", sheet, a_judge(1)), Receipt)


def write_from_elsewhere(evening: Evening) -> None:
    """What a second process on the same store would do: take the next seq."""
    snapshot, previous = evening.snapshot(), list(evening.beside.stream("xa"))[-1].hash
    kind, version, data = encode(EntryRegistered("team-9", 9, "Xã Bàn Đạt"))
    event = StoredEvent("xa", snapshot.seq + 1, kind, version, data, "organizer:Hoa", 1, "elsewhere")
    event = sealed(event, snapshot.journal, previous)
    with sqlite3.connect(evening.folder / FILE_NAME) as connection:
        columns = StoredEvent.__slots__
        names, holes = ", ".join(columns), ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO events ({names}) VALUES ({holes})", [getattr(event, name) for name in columns])
    connection.close()


def test_a_lost_race_for_a_seq_answers_later_and_takes_in_what_won(evening: Evening) -> None:
    evening.wait_until_all_is_announced()
    evening.changed.clear()
    seq, sheet = evening.snapshot().seq, evening.sheet(1, "7")
    write_from_elsewhere(evening)

    answer = evening.scorekeeper.submit("xa", sheet, a_judge(1))

    assert isinstance(answer, Later)
    assert answer.code == "journal_moved"
    wait_for(lambda: evening.changed == ["xa"], "the screens are told what the store holds")
    assert "team-9" in evening.snapshot().state.entries
    second = evening.scorekeeper.submit("xa", sheet, a_judge(1))
    assert isinstance(second, Receipt)
    assert second.seq == seq + 2
    assert evening.beside.verify("xa") is None
    assert_replay_is_live(evening)


def test_a_contest_that_was_created_elsewhere_is_found(evening: Evening) -> None:
    with sqlite3.connect(evening.folder / FILE_NAME) as connection:
        connection.execute("INSERT INTO contests VALUES ('huyen', 'elsewhere', 'Hội thi', '', '', '', 1, '')")
        connection.execute(
            "INSERT INTO events SELECT 'huyen', seq, kind, version, data, actor, at_ms, command_id, hash FROM events"
            " WHERE contest = 'xa' AND seq = 1"
        )
    connection.close()

    first = evening.does(c.CreateContest, "huyen", RULEBOOK, contest="huyen")
    wait_for(lambda: len(evening.scorekeeper.contests()) == 2, "the contest is found")

    assert isinstance(first, Later)
    assert evening.snapshot("huyen").seq == 1


def test_a_commit_that_failed_after_all_was_stored_is_answered_with_its_receipt(evening: Evening) -> None:
    """The disk has it, the word of it got lost: sent again, it is known."""
    append, seq, sheet = evening.journal.append, evening.snapshot().seq, evening.sheet(1, "7")

    def loses_the_word(batch: Batch) -> None:
        append(batch)
        raise OSError("the word got lost")

    evening.journal.append = loses_the_word  # type: ignore[method-assign]
    first = evening.scorekeeper.submit("xa", sheet, a_judge(1))
    evening.journal.append = append  # type: ignore[method-assign]
    second = evening.scorekeeper.submit("xa", sheet, a_judge(1))

    assert isinstance(first, Later)
    assert second == Receipt(sheet.command_id, evening.snapshot().journal, seq + 1, "done")
    assert evening.snapshot().seq == seq + 1
    assert_replay_is_live(evening)


def test_while_the_journal_cannot_be_read_again_screens_keep_the_last_state_and_judges_come_back(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, sheet = evening.snapshot(), evening.sheet(1, "7")

    def broken(*_: Any, **__: Any) -> Any:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", broken)
        patched.setattr(Journal, "events", broken)
        assert isinstance(evening.scorekeeper.submit("xa", sheet, a_judge(1)), Later)
        assert evening.scorekeeper.submit("xa", sheet, a_judge(1)) == UNREAD
        assert evening.snapshot() == before

    assert isinstance(evening.scorekeeper.submit("xa", sheet, a_judge(1)), Receipt)
    assert_replay_is_live(evening)


def test_a_line_that_cannot_be_read_is_named_in_words(evening: Evening) -> None:
    evening.close()
    with sqlite3.connect(evening.folder / FILE_NAME) as connection:
        connection.execute("UPDATE events SET kind = 'FromTheFuture' WHERE seq = 5")
    connection.close()
    again = Evening(evening.folder)

    answer = again.scorekeeper.submit("xa", again.sheet(1, "7"), a_judge(1))
    again.close()

    assert isinstance(answer, Later)
    assert answer.code == "unreadable_event"
    assert "5" in answer.words.vi
    assert "FromTheFuture" in answer.words.en
