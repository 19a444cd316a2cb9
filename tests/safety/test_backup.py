"""A backup: the whole store at one moment in one file, found out if a single byte of it changed."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from contest_app.contest import commands as c
from contest_app.journal.problems import StoreProblem
from contest_app.journal.sqlite import FILE_NAME
from contest_app.safety import problems
from contest_app.safety.checking import check_backup
from contest_app.safety.copying import backups_in, make_backup
from contest_app.safety.problems import SafetyProblem
from contest_app.safety.seal import put_seal
from tests.serving import environment
from tests.web.hall import CONTEST, Hall

DATA = "data"


def backup_of(hall: Hall, stick: Path) -> Path:
    return make_backup(hall.parts.config.data, stick).path


def test_a_backup_holds_everything_up_to_its_moment_in_one_file(hall: Hall, stick: Path) -> None:
    made = make_backup(hall.parts.config.data, stick)

    assert [path.name for path in stick.iterdir()] == [made.path.name]
    assert [(each.contest, each.seq) for each in made.contests] == [(CONTEST, hall.seq)]
    assert check_backup(made.path) == made.contests


def test_any_changed_byte_is_found(hall: Hall, stick: Path) -> None:
    path = backup_of(hall, stick)
    good = path.read_bytes()
    chance = random.Random(7)
    for place in [0, 18, len(good) - 1, len(good) - 70, *(chance.randrange(len(good)) for _ in range(40))]:
        damaged = bytearray(good)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(SafetyProblem, match="not_a_backup"):
            check_backup(path)


@pytest.mark.parametrize("left", [0, 10, 4096, -1, -50])
def test_a_backup_that_was_cut_short_is_none(hall: Hall, stick: Path, left: int) -> None:
    path = backup_of(hall, stick)
    path.write_bytes(path.read_bytes()[:left])

    with pytest.raises(SafetyProblem, match="not_a_backup"):
        check_backup(path)


def test_a_tampered_journal_is_found_though_the_seal_is_right(hall: Hall, stick: Path) -> None:
    store = stick / "copy.db"
    with sqlite3.connect(hall.parts.config.data / FILE_NAME) as source, sqlite3.connect(store) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("UPDATE events SET data = replace(data, '10.5', '11.5') WHERE kind = 'SheetSubmitted'")
    source.close()
    copy.close()
    put_seal(store)

    with pytest.raises(SafetyProblem, match=f"damaged.*{CONTEST}"):
        check_backup(store)


def test_sheets_handed_in_meanwhile_are_neither_held_up_nor_lost(hall: Hall, stick: Path) -> None:
    """Whatever was acknowledged before a backup began is in it, and each of many made during judging verifies."""
    acknowledged: list[int] = []
    done = threading.Event()

    def judge() -> None:
        while not done.is_set():
            hall.does("organizer", c.GivePenalty, entry="e1", points="1", reason="thử", round="greeting")
            acknowledged.append(hall.seq)

    judging = threading.Thread(target=judge)
    judging.start()
    try:
        for _ in range(8):
            before = acknowledged[-1] if acknowledged else 0
            made = make_backup(hall.parts.config.data, stick)
            assert made.contests[0].seq >= before
    finally:
        done.set()
        judging.join()

    assert len(acknowledged) > 8
    assert len(backups_in(stick)) == 8


def test_the_last_ones_are_kept_and_those_of_others_are_left_alone(hall: Hall, stick: Path) -> None:
    of_another = stick / "contest-app-20200101-000000-abcdef.backup"
    of_another.write_text("of another laptop")
    for _ in range(5):
        make_backup(hall.parts.config.data, stick, keep=3)

    assert len(backups_in(stick)) == 4
    assert of_another.exists()


# --- a stick that fails -----------------------------------------------------------------------------------------------


def test_a_folder_that_is_gone_is_said_to_be_gone(hall: Hall, stick: Path) -> None:
    stick.rmdir()

    with pytest.raises(SafetyProblem, match="folder_gone"):
        make_backup(hall.parts.config.data, stick)
    assert not stick.exists()


def test_a_folder_without_a_store_is_not_backed_up(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(StoreProblem, match="nothing_stored"):
        make_backup(tmp_path / "elsewhere", stick)
    assert list(stick.iterdir()) == []


def test_a_stick_that_takes_no_more_leaves_nothing_behind(hall: Hall, stick: Path) -> None:
    """The system refuses to let the file grow in the middle of the copy."""
    script = (
        "import resource, sys; from pathlib import Path; from contest_app.safety.copying import make_backup\n"
        "from contest_app.safety.problems import SafetyProblem\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try: make_backup(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except SafetyProblem as problem: print(problem.code)"
    )
    command = [sys.executable, "-c", script, str(hall.parts.config.data), str(stick)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.strip() in ("full", "failed")
    assert list(stick.iterdir()) == []
    backup_of(hall, stick)


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "read_only"), (errno.EACCES, "read_only"), (errno.EIO, "failed")],
)
def test_each_failure_of_a_stick_has_words_of_its_own(stick: Path, number: int, code: str) -> None:
    problem = problems.of_os_error(OSError(number, os.strerror(number)), stick)

    assert problem.code == code
    assert str(stick) in problem.words.vi
    assert str(stick) in problem.words.en


def test_whatever_fails_on_a_stick_that_is_gone_means_that_it_is_gone(stick: Path) -> None:
    stick.rmdir()

    assert problems.of_os_error(OSError(errno.EIO, "I/O"), stick).code == "folder_gone"
