"""Restoring: verified first, nothing deleted, and everybody who knew the later evening is told that this is another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from contest_app.journal.journal import Journal
from contest_app.journal.problems import StoreProblem
from contest_app.journal.sqlite import FILE_NAME
from contest_app.safety.copying import make_backup
from contest_app.safety.problems import SafetyProblem
from contest_app.safety.restoring import restore
from tests.live.line import connected
from tests.serving import run_cli, running_server
from tests.web.hall import CONTEST, Hall


def known_as(folder: Path) -> str:
    journal = Journal.open_to_read(folder)
    row = journal.contest(CONTEST)
    journal.close()
    assert row is not None
    return row.known_as


def test_a_restored_contest_is_the_same_under_another_journal_id(hall: Hall, stick: Path, tmp_path: Path) -> None:
    seq, journal = hall.seq, hall.parts.scorekeeper.snapshot(CONTEST).journal  # type: ignore[union-attr]
    make_backup(hall.parts.config.data, stick)
    hall.called("e2").marked("j1", "6", "9", entry="e2")
    restore(stick, tmp_path / "new")
    other = Hall(tmp_path / "new")
    try:
        snapshot = other.parts.scorekeeper.snapshot(CONTEST)
        assert snapshot is not None
        assert snapshot.seq == seq
        assert snapshot.journal != journal
        assert snapshot.journal.split(".")[0] == journal
        answer = other.called("e3").parts.scorekeeper.submit(
            CONTEST, c.GivePenalty("p-1", "e3", "1", "thử", "greeting"), hall_actor()
        )
        assert answer.journal == snapshot.journal  # type: ignore[union-attr]
    finally:
        other.stop()
    verified = run_cli("verify", "--data", str(tmp_path / "new"))
    assert verified.returncode == 0, verified.stdout


def hall_actor() -> c.Actor:
    return c.Actor("organizer", "Lan")


def test_two_restores_of_one_backup_are_two_evenings(hall: Hall, stick: Path, tmp_path: Path) -> None:
    path = make_backup(hall.parts.config.data, stick).path
    restore(path, tmp_path / "one")
    restore(path, tmp_path / "two")

    assert len({known_as(tmp_path / "one"), known_as(tmp_path / "two"), known_as(hall.parts.config.data)}) == 3


def test_a_one_time_sign_in_is_not_restored(hall: Hall, stick: Path, tmp_path: Path) -> None:
    token = hall.parts.accounts.create_sign_in("Lan")
    make_backup(hall.parts.config.data, stick)
    restore(stick, tmp_path / "new")
    other = Hall(tmp_path / "new")
    try:
        assert other.parts.accounts.sign_in_with(token) is None
        assert other.parts.accounts.account("Lan") is not None
        assert {link.token for link in other.parts.accounts.links.of(CONTEST)} == {
            link.token for link in hall.parts.accounts.links.of(CONTEST)
        }
    finally:
        other.stop()


def test_data_that_are_there_are_not_replaced_unasked(hall: Hall, stick: Path, tmp_path: Path) -> None:
    make_backup(hall.parts.config.data, stick)
    restore(stick, tmp_path / "new")
    before = known_as(tmp_path / "new")

    with pytest.raises(SafetyProblem, match="folder_holds_data"):
        restore(stick, tmp_path / "new")
    assert known_as(tmp_path / "new") == before

    done = restore(stick, tmp_path / "new", replace=True)
    assert done.aside is not None
    assert known_as(done.aside) == before
    assert known_as(tmp_path / "new") != before


def test_what_stood_only_in_the_old_log_goes_aside_with_the_old_data(hall: Hall, stick: Path, tmp_path: Path) -> None:
    """A server that was killed leaves commits in its write-ahead log: not lost, not mixed into the restored store."""
    make_backup(hall.parts.config.data, stick)
    hall.called("e2").marked("j1", "6", "9", entry="e2")
    killed = tmp_path / "killed"
    shutil.copytree(hall.parts.config.data, killed)
    assert (killed / f"{FILE_NAME}-wal").stat().st_size > 0

    done = restore(stick, killed, replace=True)

    assert not (killed / f"{FILE_NAME}-wal").exists()
    assert done.aside is not None
    old, new = Journal.open_to_read(done.aside), Journal.open_to_read(killed)
    assert len(list(old.stream(CONTEST))) == hall.seq
    assert len(list(new.stream(CONTEST))) == done.contests[0].seq
    old.close()
    new.close()


def test_a_folder_that_a_server_uses_is_left_alone(hall: Hall, stick: Path) -> None:
    make_backup(hall.parts.config.data, stick)

    with pytest.raises(StoreProblem, match="folder_in_use"):
        restore(stick, hall.parts.config.data, replace=True)
    hall.called("e2")


def test_a_damaged_backup_changes_nothing(hall: Hall, stick: Path, tmp_path: Path) -> None:
    path = make_backup(hall.parts.config.data, stick).path
    restore(path, tmp_path / "new")
    before = known_as(tmp_path / "new")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)

    refused = run_cli("restore", str(path), "--data", str(tmp_path / "new"), "--replace")

    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 2
    assert known_as(tmp_path / "new") == before
    assert [entry.name for entry in (tmp_path / "new").glob("before-restore-*")] == []


def test_an_empty_folder_has_no_backup(stick: Path, tmp_path: Path) -> None:
    with pytest.raises(SafetyProblem, match="no_backup"):
        restore(stick, tmp_path / "new")


def test_the_evening_goes_on_after_a_restore(tmp_path: Path, stick: Path) -> None:
    """A real server is killed, restored from the stick and started: the wall and the judge go on with what it holds."""
    marks = {"lawful": "7.5", "skill": "5.5", "feasible": "3.5", "delivery": "1.5"}
    sheet = {"round": "situation", "entry": "tan-khanh", "base": 0, "marks": marks}
    with running_server(tmp_path / "demo") as server:
        tokens = {who: server.token(who) for who in ("j1", "j3")}
        with connected(server, token=tokens["j1"]) as judge:
            kept = judge.command("submit_sheet", command_id="in-the-backup", **sheet)["receipt"]
        backed_up = run_cli("backup", str(stick), "--data", str(server.folder))
        assert backed_up.returncode == 0, backed_up.stderr
        with connected(server, token=tokens["j3"]) as judge, connected(server) as wall:
            lost = judge.command("submit_sheet", command_id="after-it", **sheet)["receipt"]
            stage = wall.watch("stage")["topics"]["stage"]
        server.kill()
        restored = run_cli("restore", str(stick), "--data", str(server.folder), "--replace")
        assert restored.returncode == 0, restored.stderr
        server.start()

        with connected(server) as wall, connected(server, token=tokens["j3"]) as judge:
            now = wall.watch("stage")["topics"]["stage"]
            assert now["journal"] != stage["journal"]
            assert now["journal"].startswith(f"{stage['journal']}.")
            assert now["seq"] < lost["seq"] <= stage["seq"]
            again = judge.command("submit_sheet", command_id="after-it", **sheet)["receipt"]
            assert again["journal"] == now["journal"]
            wall.wait_for("stage", lambda value: value["on_stage"]["handed_in"] == 4)
        with connected(server, token=tokens["j1"]) as judge:
            known = judge.command("submit_sheet", command_id="in-the-backup", **sheet)["receipt"]
            assert known["seq"] == kept["seq"]
