"""The one writer: durable before answered, answered before announced, the same receipt for the same command."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from contest_app import scorekeeper as scorekeeper_module
from contest_app.concurrency import Concurrency, threads
from contest_app.contest import commands as c
from contest_app.contest import refusals as r
from contest_app.journal import pages
from contest_app.journal import receipts as receipts_module
from contest_app.journal.answers import BUSY, INTERNAL, STOPPING
from contest_app.journal.journal import Batch, Journal
from contest_app.scorekeeper import TELL_WITHIN_MS, Later, Receipt
from tests.journal.story import ORGANIZER, RULEBOOK, Evening, a_judge, assert_replay_is_live, in_threads, wait_for


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(tmp_path).with_a_contest().with_team_1_on_stage()
    yield evening
    evening.close()


def submitted(evening: Evening) -> list[str]:
    """The judges whose sheets are in the journal, in its order."""
    return [event.actor for event in evening.beside.stream("xa") if event.kind == "SheetSubmitted"]


# --- receipts ---------------------------------------------------------------------------------------------------------


def test_a_receipt_names_the_last_seq_of_its_command(evening: Evening) -> None:
    before = evening.snapshot()
    sheet = evening.sheet(1, "7.5")

    answer = evening.scorekeeper.submit("xa", sheet, a_judge(1))

    assert answer == Receipt(sheet.command_id, before.journal, before.seq + 1, "done")
    assert evening.snapshot().seq == before.seq + 1


def test_the_same_command_again_gets_the_same_receipt_and_writes_nothing(evening: Evening) -> None:
    sheet = evening.sheet(1, "7.5")

    answers = [evening.scorekeeper.submit("xa", sheet, a_judge(1)) for _ in range(3)]

    assert len(set(answers)) == 1
    assert submitted(evening) == ["judge:j1"]


def test_the_same_command_twice_in_one_batch_is_carried_out_once(evening: Evening) -> None:
    sheet, order = evening.sheet(1, "7.5"), evening.commits()

    first, second = evening.submit_together((sheet, a_judge(1)), (sheet, a_judge(1)))

    assert isinstance(first, Receipt)
    assert first == second
    assert submitted(evening) == ["judge:j1"]
    assert order == [1]


def test_receipts_outlive_the_server(evening: Evening) -> None:
    sheet = evening.sheet(1, "7.5")
    receipt = evening.scorekeeper.submit("xa", sheet, a_judge(1))
    evening.close()

    again = Evening(evening.folder)
    assert again.scorekeeper.submit("xa", sheet, a_judge(1)) == receipt
    again.close()


def test_an_old_command_sent_again_gets_its_old_receipt(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest receipts are at hand, the older ones lie in the store."""
    monkeypatch.setattr(receipts_module, "NEWEST", 3)
    sheet = evening.sheet(1, "7")
    first = evening.scorekeeper.submit("xa", sheet, a_judge(1))
    for base in range(5):
        assert isinstance(evening.scorekeeper.submit("xa", evening.sheet(1, "8", base), a_judge(2)), Receipt)
    seq = evening.snapshot().seq

    assert evening.scorekeeper.submit("xa", sheet, a_judge(1)) == first
    assert evening.snapshot().seq == seq


def test_an_old_command_is_known(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts_module, "NEWEST", 3)
    sheet = evening.sheet(1, "7")
    evening.scorekeeper.submit("xa", sheet, a_judge(1))
    for base in range(5):
        evening.scorekeeper.submit("xa", evening.sheet(1, "8", base), a_judge(2))

    assert evening.scorekeeper.knows("xa", sheet.command_id)
    assert not evening.scorekeeper.knows("xa", "never-sent")


def test_nobody_gets_the_receipt_of_another_person_or_another_act(evening: Evening) -> None:
    sheet = evening.sheet(1, "7.5", command_id="one-id")
    evening.scorekeeper.submit("xa", sheet, a_judge(1))

    assert evening.scorekeeper.submit("xa", sheet, a_judge(2)) == r.CommandIdReused("one-id")
    assert evening.scorekeeper.submit("xa", c.TakeSeat("one-id", "device"), a_judge(1)) == r.CommandIdReused("one-id")
    assert submitted(evening) == ["judge:j1"]


def test_the_same_id_in_one_batch_by_two_judges_is_the_first_ones(evening: Evening) -> None:
    sheet = evening.sheet(1, "7.5", command_id="one-id")

    first, second = evening.submit_together((sheet, a_judge(1)), (sheet, a_judge(2)))

    assert isinstance(first, Receipt)
    assert second == r.CommandIdReused("one-id")


def test_an_id_may_serve_in_two_contests(evening: Evening) -> None:
    evening.with_a_contest("huyen").with_team_1_on_stage("huyen")
    sheet = evening.sheet(1, "7.5")

    answers = [evening.scorekeeper.submit(contest, sheet, a_judge(1)) for contest in ("xa", "huyen")]

    assert all(isinstance(answer, Receipt) for answer in answers)


def test_a_sheet_that_arrives_late_says_so_each_time(evening: Evening) -> None:
    evening.did(c.ClosePerformance, "skit", "team-1", "hết giờ")
    sheet = evening.sheet(1, "7.5")

    answers = [evening.scorekeeper.submit("xa", sheet, a_judge(1)) for _ in range(2)]

    assert isinstance(answers[0], Receipt)
    assert answers[0].outcome == "late"
    assert answers[0] == answers[1]


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_a_refusal_leaves_no_receipt(evening: Evening) -> None:
    sheet = evening.sheet(1, "7.7")
    refused = evening.scorekeeper.submit("xa", sheet, a_judge(1))

    assert isinstance(refused, r.OffStep)
    corrected = c.SubmitSheet(sheet.command_id, "skit", "team-1", 0, {"content": "7.5"})
    assert isinstance(evening.scorekeeper.submit("xa", corrected, a_judge(1)), Receipt)


def test_an_unknown_contest_is_refused_by_its_name(evening: Evening) -> None:
    assert evening.does(c.StartContest, contest="tinh") == r.UnknownContest("tinh")
    assert evening.scorekeeper.snapshot("tinh") is None


def test_a_contest_is_created_once(evening: Evening) -> None:
    assert evening.does(c.CreateContest, "xa", RULEBOOK) == r.ContestExists("xa")
    assert evening.does(c.CreateContest, "huyen", RULEBOOK) == r.Malformed("contest", "xa")
    assert [row.contest for row in evening.scorekeeper.contests()] == ["xa"]


def test_text_that_no_store_can_take_is_refused(evening: Evening) -> None:
    assert isinstance(evening.does(c.RegisterEntry, "team-1", 1, "half a letter \ud83d"), r.Malformed)


def test_a_later_command_of_a_batch_is_decided_on_what_the_earlier_ones_did(evening: Evening) -> None:
    first, second, stale = (evening.sheet(1, "7", base) for base in (0, 1, 0))

    answers = evening.submit_together(*((sheet, a_judge(1)) for sheet in (first, second, stale)))

    assert [type(answer) for answer in answers] == [Receipt, Receipt, r.StaleBase]
    assert_replay_is_live(evening)


# --- order: durable, answered, announced ------------------------------------------------------------------------------


def test_all_that_waits_is_one_commit_whatever_contest_it_is_for(evening: Evening) -> None:
    evening.with_a_contest("huyen").with_team_1_on_stage("huyen")
    sizes, answers = evening.commits(), []

    def judge(number: int, contest: str) -> None:
        answers.append(evening.scorekeeper.submit(contest, evening.sheet(1, "8"), a_judge(number)))

    with evening.writer_held():
        pairs = [(number, contest) for number in (1, 2, 3) for contest in ("xa", "huyen")]
        started = in_threads(*(lambda pair=pair: judge(*pair) for pair in pairs))  # type: ignore[misc]
        wait_for(lambda: len(evening.scorekeeper._waiting) == 6, "six sheets wait")
    for thread in started:
        thread.join(20)

    assert sizes == [6]
    assert all(isinstance(answer, Receipt) for answer in answers)


def test_nobody_is_answered_before_the_commit_and_refusals_wait_for_it_too(evening: Evening) -> None:
    is_committing, may_commit = threading.Event(), threading.Event()
    append, seq, answers = evening.journal.append, evening.snapshot().seq, []

    def slow(batch: Batch) -> None:
        is_committing.set()
        may_commit.wait()
        append(batch)

    evening.journal.append = slow  # type: ignore[method-assign]
    with evening.writer_held():
        orders = [evening.sheet(1, "7"), evening.sheet(1, "8")]  # the second is refused because of the first
        started = []
        for place, sheet in enumerate(orders):
            started += in_threads(
                lambda sheet=sheet: answers.append(evening.scorekeeper.submit("xa", sheet, a_judge(1)))  # type: ignore[misc]
            )
            wait_for(lambda place=place: len(evening.scorekeeper._waiting) == place + 1, "waiting")  # type: ignore[misc]
    assert is_committing.wait(20)
    assert (answers, evening.snapshot().seq) == ([], seq)
    may_commit.set()
    for thread in started:
        thread.join(20)

    assert {type(answer) for answer in answers} == {Receipt, r.StaleBase}
    assert evening.snapshot().seq == seq + 1


def test_everybody_is_answered_before_anything_is_announced(tmp_path: Path) -> None:
    """Seen by what the scorekeeper asks of its threads: answers, one yield, announcements."""
    told: list[str] = []
    real = threads()

    class ToldEvent:
        def __init__(self) -> None:
            self._event = real.event()

        def send(self, result: Any, /) -> None:
            if isinstance(result, Receipt):
                told.append("answered")
            self._event.send(result)

        def wait(self, timeout: float | None = None) -> Any:
            return self._event.wait(timeout)

    def sleep(seconds: float) -> None:
        told.append(f"yielded {seconds}")

    evening = Evening(tmp_path, Concurrency(real.spawn, ToldEvent, sleep, real.run_native))
    evening.with_a_contest().with_team_1_on_stage()
    evening.wait_until_all_is_announced()
    told.clear()
    evening.scorekeeper._on_change = lambda contest: told.append(f"announced {contest}")

    evening.submit_together((evening.sheet(1, "7"), a_judge(1)), (evening.sheet(1, "7"), a_judge(2)))
    wait_for(lambda: "announced xa" in told, "announced")
    evening.close()

    assert [line for line in told if line != "yielded 0"] == ["answered", "answered", "announced xa"]
    assert told[told.index("announced xa") - 1] == "yielded 0"


def test_a_batch_announces_each_contest_once_and_refusals_announce_nothing(evening: Evening) -> None:
    evening.wait_until_all_is_announced()
    evening.changed.clear()

    evening.submit_together((evening.sheet(1, "7"), a_judge(1)), (evening.sheet(1, "7"), a_judge(2)))
    evening.submit_together((evening.sheet(1, "7.7"), a_judge(3)))
    evening.wait_until_all_is_announced()
    evening.did(c.EndPerformance, "skit", "team-1")
    wait_for(lambda: len(evening.changed) == 2, "two announcements")

    assert evening.changed == ["xa", "xa"]


@pytest.mark.parametrize(("a_look_takes_ms", "announcements"), [(0, 1), (TELL_WITHIN_MS, 3)])
def test_what_comes_in_meanwhile_is_announced_together_unless_screens_would_wait_long(
    evening: Evening, monkeypatch: pytest.MonkeyPatch, a_look_takes_ms: int, announcements: int
) -> None:
    evening.wait_until_all_is_announced()
    evening.changed.clear()
    now_ms = evening.now_ms()
    monkeypatch.setattr(evening.scorekeeper, "_now_ms", count(now_ms, a_look_takes_ms).__next__)
    monkeypatch.setattr(scorekeeper_module, "BATCH_LIMIT", 1)

    pairs = [(evening.sheet(1, "7"), a_judge(number)) for number in (1, 2, 3)]
    assert [type(answer) for answer in evening.submit_together(*pairs)] == [Receipt] * 3
    evening.wait_until_all_is_announced()

    assert evening.changed == ["xa"] * announcements


# --- many at once -----------------------------------------------------------------------------------------------------


def test_ten_submitters_are_all_acknowledged_once_without_a_gap(tmp_path: Path) -> None:
    evening = Evening(tmp_path).with_a_contest(judges=10).with_team_1_on_stage()
    before, receipts = evening.snapshot().seq, []

    def judge(number: int) -> None:
        for revision in range(100):
            sheet = evening.sheet(1, "7.5", base=revision)
            receipts.append(evening.scorekeeper.submit("xa", sheet, a_judge(number)))

    for thread in in_threads(*(lambda number=number: judge(number) for number in range(1, 11))):  # type: ignore[misc]
        thread.join(60)

    assert sorted(receipt.seq for receipt in receipts) == list(range(before + 1, before + 1001))
    assert [event.seq for event in evening.beside.stream("xa")] == list(range(1, before + 1001))
    assert evening.beside.verify("xa") is None
    assert_replay_is_live(evening)
    evening.close()


def test_a_full_queue_says_later(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorekeeper_module, "WAITING_LIMIT", 1)
    with evening.writer_held():
        in_threads(lambda: evening.does(c.EndPerformance, "skit", "team-1"))
        wait_for(lambda: len(evening.scorekeeper._waiting) == 1, "one waits")

        assert evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(1)) == BUSY


def test_stopping_carries_out_what_waits_and_sends_the_rest_home(evening: Evening) -> None:
    answers: list[object] = []
    with evening.writer_held():
        started = in_threads(
            lambda: answers.append(evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(1)))
        )
        wait_for(lambda: len(evening.scorekeeper._waiting) == 1, "one waits")
        started += in_threads(evening.scorekeeper.stop)
        wait_for(lambda: evening.scorekeeper._is_stopping, "stopping")
        assert evening.scorekeeper.submit("xa", evening.sheet(1, "8"), a_judge(2)) == STOPPING
    for thread in started:
        thread.join(20)

    assert isinstance(answers[0], Receipt)
    assert submitted(evening) == ["judge:j1"]


# --- sleeping contests ------------------------------------------------------------------------------------------------


def test_a_sleeping_contest_is_replayed_once_however_many_ask(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = evening.snapshot().state
    evening.close()
    readings: list[str] = []
    events = Journal.events

    def counted(journal: Journal, contest: str, after: int = 0) -> list[Any]:
        readings.append(contest)
        return events(journal, contest, after)

    monkeypatch.setattr(Journal, "events", counted)
    again, found = Evening(evening.folder), []
    start = threading.Barrier(8)

    def look() -> None:
        start.wait()
        found.append(again.snapshot())

    assert readings == []  # nothing is replayed before it is asked for
    for thread in in_threads(*([look] * 8)):
        thread.join(20)

    assert readings == ["xa"]
    assert all(snapshot.state == state for snapshot in found)
    again.close()


def test_the_list_of_contests_has_the_title_of_today(evening: Evening) -> None:
    evening.did(c.AmendRulebook, RULEBOOK | {"title": "Hội thi mới"}, "sửa tên")

    assert [row.title for row in evening.scorekeeper.contests()] == ["Hội thi mới"]
    assert [row.title for row in evening.beside.contests()] == ["Hội thi mới"]


def test_two_contests_never_share_a_journal_id(evening: Evening) -> None:
    evening.with_a_contest("huyen")
    journals = {row.journal for row in evening.scorekeeper.contests()}

    assert len(journals) == 2
    assert all(len(journal) == 16 for journal in journals)


# --- bugs stay small --------------------------------------------------------------------------------------------------


def test_a_bug_in_a_decision_hits_only_its_own_command(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    decide = pages.decide

    def buggy(state: Any, command: Any, actor: Any, now_ms: int) -> Any:
        if actor.judge == "j2":
            raise ZeroDivisionError("7.5 is a secret")
        return decide(state, command, actor, now_ms)

    monkeypatch.setattr(pages, "decide", buggy)
    sheets = [(evening.sheet(1, "7"), a_judge(number)) for number in (1, 2, 3)]

    answers = evening.submit_together(*sheets)

    assert [type(answer) for answer in answers] == [Receipt, Later, Receipt]
    assert answers[1] == INTERNAL
    assert submitted(evening) == ["judge:j1", "judge:j3"]
    assert_replay_is_live(evening)


def test_a_bug_in_the_fold_leaves_the_state_as_it_was(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    before = evening.snapshot()

    def buggy(*_: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(pages, "evolve", buggy)
        assert evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(1)) == INTERNAL

    assert evening.snapshot() == before
    assert isinstance(evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(1)), Receipt)
    assert_replay_is_live(evening)


def test_plain_work_that_ends_in_anything_at_all_stops_no_judge(evening: Evening) -> None:
    def exits(_connection: object) -> None:
        raise SystemExit("from within")

    with pytest.raises(SystemExit):
        evening.scorekeeper.write(exits)
    assert isinstance(evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(1)), Receipt)


def test_a_screen_that_cannot_be_announced_to_stops_no_judge(evening: Evening) -> None:
    def broken(_contest: str) -> None:
        raise OSError

    evening.scorekeeper._on_change = broken

    for number in (1, 2):
        assert isinstance(evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(number)), Receipt)


def test_a_log_that_cannot_be_written_stops_no_judge(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __getattr__(self, _name: str) -> Any:
            raise BrokenPipeError

    monkeypatch.setattr(scorekeeper_module, "log", Broken())

    for number in (1, 2):
        assert isinstance(evening.scorekeeper.submit("xa", evening.sheet(1, "7"), a_judge(number)), Receipt)


def test_a_log_line_names_the_act_and_never_a_mark_or_a_person(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []

    class Log:
        def info(self, event: str, **said: object) -> None:
            lines.append(f"{event} {said}")

        error = info

    def buggy(*_: Any) -> Any:
        raise ValueError("not decimal points: '7.5'")

    monkeypatch.setattr(scorekeeper_module, "log", Log())
    evening.scorekeeper.submit("xa", evening.sheet(1, "7.5", command_id="id-1"), a_judge(1))
    evening.scorekeeper.submit("xa", evening.sheet(1, "7.7", command_id="id-2"), a_judge(2))
    with monkeypatch.context() as patched:
        patched.setattr(pages, "decide", buggy)
        evening.scorekeeper.submit("xa", evening.sheet(1, "7.5", command_id="id-3"), replace(ORGANIZER, name="Lan"))
    wait_for(lambda: sum("id-3" in line for line in lines) == 2, "all three are logged")

    assert any(line.startswith("recorded") and "id-1" in line and "'seq': 10" in line for line in lines)
    assert any(line.startswith("turned away") and "off_step" in line for line in lines)
    assert any(line.startswith("decision failed") and "ValueError" in line and "buggy" in line for line in lines)
    assert not any(secret in line for line in lines for secret in ("7.5", "7.7", "j1", "Lan"))


# --- contests that fall asleep ----------------------------------------------------------------------------------------


def test_a_contest_that_nobody_is_at_is_let_go_and_read_again_as_it_was(evening: Evening) -> None:
    sheet = evening.sheet(1, "7.5")
    receipt = evening.scorekeeper.submit("xa", sheet, a_judge(1))
    before = evening.snapshot()

    assert evening.scorekeeper.let_go(0, needed=()) == ["xa"]
    assert evening.scorekeeper.let_go(0, needed=()) == [], "it is no longer there"

    assert evening.scorekeeper.submit("xa", sheet, a_judge(1)) == receipt, "the receipt outlives the memory of it"
    again = evening.snapshot()
    assert again is not before
    assert (again.journal, again.seq, again.state) == (before.journal, before.seq, before.state)
    assert submitted(evening) == ["judge:j1"]
    evening.did(c.SubmitSheet, "skit", "team-1", 0, {"content": "8"}, by=a_judge(2))
    assert_replay_is_live(evening)


def test_a_contest_that_somebody_is_at_or_just_asked_for_stays(evening: Evening) -> None:
    evening.snapshot()

    assert evening.scorekeeper.let_go(60, needed=()) == []
    assert evening.scorekeeper.let_go(0, needed={"xa"}) == []


def test_what_waits_for_the_writer_when_its_contest_is_let_go_is_carried_out_or_sent_again(evening: Evening) -> None:
    """Whoever asks for a contest makes it young again: only a writer that was held up for minutes meets this."""
    answers: list[Any] = []
    sheet = evening.sheet(1, "7.5")
    with evening.writer_held():
        letting_go = in_threads(lambda: answers.append(evening.scorekeeper.let_go(0, needed=())))
        wait_for(lambda: len(evening.scorekeeper._waiting) == 1, "the order waits")
        submitting = in_threads(lambda: answers.append(evening.scorekeeper.submit("xa", sheet, a_judge(1))))
        wait_for(lambda: len(evening.scorekeeper._waiting) == 2, "the sheet waits")
    for thread in (*letting_go, *submitting):
        thread.join()

    assert ["xa"] in answers
    answer = evening.scorekeeper.submit("xa", sheet, a_judge(1))
    assert isinstance(answer, Receipt)
    assert submitted(evening) == ["judge:j1"]
    assert_replay_is_live(evening)
