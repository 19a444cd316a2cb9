"""The safety net beside a running server: when backups are made, what is said when they fail, that judging goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from contest_app.concurrency import threads
from contest_app.contest import commands as c
from contest_app.safety import backups as module
from contest_app.safety.backups import MARKER, Backups
from contest_app.safety.checking import check_backup
from contest_app.safety.copying import backups_in
from tests.serving import wait_until
from tests.web.hall import CONTEST, Hall


@pytest.fixture
def net(hall: Hall) -> Iterator[Backups]:
    """The net of the hall, which looks round without end."""
    keeper = hall.parts.scorekeeper
    net = Backups(hall.parts.config.data, keeper, keeper.snapshot, threads(), hall.parts.now_ms, look_every_s=0.05)
    net.start()
    yield net
    net.stop()
    wait_until(lambda: not net.status.is_running, "the last backup is done")


def chosen(net: Backups, stick: Path) -> Backups:
    """A net that has made its first backup."""
    assert net.choose(stick) is None
    wait_until(lambda: net.status.last and not net.status.is_running, "the first backup is made")
    return net


def close_the_greeting(hall: Hall) -> None:
    hall.judged("6", "9", entry="e2").judged("5", "8", entry="e3").does("director", c.CloseRound, round="greeting")


def test_without_a_folder_nothing_is_made_and_nothing_alarms(net: Backups) -> None:
    net.begin()

    assert net.status.last is None
    assert net.status.alarm is None
    assert not net.status.is_running


def test_choosing_a_folder_makes_the_first_backup(net: Backups, hall: Hall, stick: Path) -> None:
    chosen(net, stick)

    (made,) = backups_in(stick)
    assert check_backup(made)[0].seq == hall.seq
    assert net.status.last is not None
    assert net.status.last.path == str(made)


def test_a_closed_round_is_backed_up_by_itself(net: Backups, hall: Hall, stick: Path) -> None:
    chosen(net, stick)
    net.changed(CONTEST)
    close_the_greeting(hall)
    net.changed(CONTEST)

    wait_until(lambda: len(backups_in(stick)) == 2, "the round is backed up")
    assert check_backup(backups_in(stick)[0])[0].seq == hall.seq


def test_a_single_sheet_starts_no_backup(net: Backups, hall: Hall, stick: Path) -> None:
    chosen(net, stick)
    net.changed(CONTEST)
    hall.called("e2").marked("j1", "6", "9", entry="e2")
    net.changed(CONTEST)

    assert not net.status.is_running
    assert len(backups_in(stick)) == 1


def test_the_server_itself_backs_a_closed_round_up(hall: Hall, stick: Path) -> None:
    net = hall.parts.backups
    chosen(net, stick)
    close_the_greeting(hall)

    wait_until(lambda: len(backups_in(stick)) >= 2, "the round is backed up")
    wait_until(lambda: not net.status.is_running, "it is done")
    assert check_backup(backups_in(stick)[0])[0].seq >= hall.seq - 1


def test_a_stick_that_is_pulled_out_alarms_and_judging_goes_on(net: Backups, hall: Hall, stick: Path) -> None:
    chosen(net, stick)
    away = stick.rename(stick.with_name("in-a-pocket"))

    alarm = wait_until(lambda: net.status.alarm, "the missing stick is noticed by itself")
    assert str(stick) in alarm.vi
    close_the_greeting(hall)
    away.rename(stick)
    wait_until(lambda: net.status.alarm is None, "the stick is back")
    assert len(backups_in(stick)) == 2


def test_an_empty_folder_where_the_stick_was_is_not_the_stick(net: Backups, stick: Path) -> None:
    """A pulled-out stick leaves its mount point behind: backups would fill the wrong disk, unseen."""
    chosen(net, stick)
    shutil.rmtree(stick)
    stick.mkdir()

    alarm = wait_until(lambda: net.status.alarm, "the wrong folder is noticed")
    assert "không phải thư mục đã chọn" in alarm.vi
    assert list(stick.iterdir()) == []


def test_a_fault_of_the_program_alarms_too(
    net: Backups, hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(net, stick)

    def broken(*given: object, **named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "make_backup", broken)
    net.begin()
    alarm = wait_until(lambda: net.status.alarm, "the fault is said")

    assert "lỗi" in alarm.vi
    hall.called("e2").marked("j1", "6", "9", entry="e2")


def test_what_was_chosen_and_made_is_known_after_a_restart(net: Backups, hall: Hall, stick: Path) -> None:
    chosen(net, stick)
    keeper = hall.parts.scorekeeper
    again = Backups(hall.parts.config.data, keeper, keeper.snapshot, threads(), hall.parts.now_ms)
    before = net.status.last
    again.start()
    again.stop()

    assert again.status.folder == str(stick)
    assert again.status.last is not None
    assert before is not None
    assert again.status.last.at_ms >= before.at_ms
    wait_until(lambda: not again.status.is_running, "its first backup is done")


@pytest.mark.parametrize("folder", ["", "stick", "/no/such/folder"])
def test_only_a_folder_that_is_there_can_be_chosen(net: Backups, folder: str) -> None:
    problem = net.choose(Path(folder))

    assert problem is not None
    assert problem.code == "folder_gone"
    assert net.status.folder == ""


def test_the_folder_says_what_lies_in_it(net: Backups, stick: Path) -> None:
    chosen(net, stick)

    assert "contest-app" in (stick / MARKER).read_text(encoding="utf-8")
