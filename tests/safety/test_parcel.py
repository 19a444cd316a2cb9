"""A contest as a file: the stored bytes go out and come back, and a damaged file says where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contest_app.journal.journal import Journal
from tests.serving import run_cli
from tests.web.hall import CONTEST, Hall


@pytest.fixture
def exported(hall: Hall, tmp_path: Path) -> Path:
    """The file of the hall's contest, exported beside the running server."""
    done = run_cli("export", CONTEST, "--data", str(hall.parts.config.data))
    assert done.returncode == 0, done.stderr
    path = tmp_path / "contest.jsonl"
    path.write_text(done.stdout, encoding="utf-8", newline="\n")
    return path


def stored(folder: Path, contest: str) -> list[object]:
    journal = Journal.open_to_read(folder)
    lines = [*journal.stream(contest), *sorted(journal.receipts(contest), key=lambda each: each.command_id)]
    journal.close()
    return list(lines)


def test_what_was_exported_comes_back_byte_for_byte(hall: Hall, exported: Path, tmp_path: Path) -> None:
    done = run_cli("import", str(exported), "--data", str(tmp_path / "new"))

    assert done.returncode == 0, done.stderr
    assert stored(tmp_path / "new", CONTEST) == stored(hall.parts.config.data, CONTEST)
    assert run_cli("verify", CONTEST, "--data", str(tmp_path / "new")).returncode == 0


def test_an_import_is_told_apart_from_what_it_was_exported_from(hall: Hall, exported: Path, tmp_path: Path) -> None:
    run_cli("import", str(exported), "--data", str(tmp_path / "new"))
    other = Hall(tmp_path / "new")
    journals = {each.parts.scorekeeper.snapshot(CONTEST).journal for each in (hall, other)}  # type: ignore[union-attr]
    other.stop()

    assert len(journals) == 2
    assert len({journal.split(".")[0] for journal in journals}) == 1


def test_a_copy_is_a_contest_of_its_own(hall: Hall, exported: Path, tmp_path: Path) -> None:
    new = str(tmp_path / "new")
    assert run_cli("import", str(exported), "--data", new).returncode == 0
    taken = run_cli("import", str(exported), "--data", new)
    assert taken.returncode == 1
    assert f"--as {CONTEST}-2" in taken.stderr
    assert run_cli("import", str(exported), "--as", "ban-sao", "--data", new).returncode == 0

    first, copy = (json.loads(run_cli("replay", c, "--json", "--data", new).stdout) for c in (CONTEST, "ban-sao"))
    assert copy["contest"] == "ban-sao"
    assert copy["standings"] == first["standings"]
    assert copy["hash"] != first["hash"]
    assert run_cli("verify", "--data", new).returncode == 0


@pytest.mark.parametrize("new_id", ["Bản sao", "../x", "A", "x" * 64])
def test_what_is_no_id_is_refused(exported: Path, tmp_path: Path, new_id: str) -> None:
    done = run_cli("import", str(exported), "--as", new_id, "--data", str(tmp_path / "new"))

    assert done.returncode == 1
    assert "phu-binh-2" in done.stderr


@pytest.mark.parametrize("line", [1, 2, 7, -2, -1])
def test_a_damaged_line_is_named_and_nothing_is_imported(exported: Path, tmp_path: Path, line: int) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    number = line if line > 0 else len(lines) + line + 1
    damaged = bytearray(lines[number - 1])
    damaged[len(damaged) // 2] ^= 1
    exported.write_bytes(b"".join([*lines[: number - 1], bytes(damaged), *lines[number:]]))

    done = run_cli("import", str(exported), "--data", str(tmp_path / "new"))

    assert done.returncode == 1
    # A receipt is covered by the file's last line only, a changed head by the first line that no longer fits it.
    assert any(f"line {near}:" in done.stderr for near in (number, number + 1, len(lines))), done.stderr
    assert not (tmp_path / "new").exists()


def test_a_missing_swapped_or_added_line_is_found(exported: Path, tmp_path: Path) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    for wrong in (
        lines[:-1],
        lines[:4] + lines[5:],
        [*lines[:4], lines[5], lines[4], *lines[6:]],
        [*lines, lines[3]],
        [],
    ):
        exported.write_bytes(b"".join(wrong))
        done = run_cli("import", str(exported), "--data", str(tmp_path / "new"))
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 2), done.stderr


def test_a_file_of_something_else_is_refused_in_words(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(bytes(range(256)) * 20)
    for name in (str(other), str(tmp_path / "none")):
        done = run_cli("import", name, "--data", str(tmp_path / "new"))
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 2), done.stderr


# --- replay -----------------------------------------------------------------------------------------------------------


def test_a_replay_shows_the_moment_that_was_asked_for(hall: Hall) -> None:
    data = str(hall.parts.config.data)
    before, now = (
        json.loads(run_cli("replay", CONTEST, "--json", "--data", data, *until).stdout)
        for until in (["--until", str(hall.seq - 1)], [])
    )

    assert (before["seq"], now["seq"]) == (hall.seq - 1, hall.seq)
    assert before["hash"] != now["hash"]
    assert now["standings"][0]["entry"] == "e1"
    assert now["public_standings"] == []


def test_a_replay_is_readable(hall: Hall) -> None:
    done = run_cli("replay", CONTEST, "--data", str(hall.parts.config.data))

    assert done.returncode == 0, done.stderr
    assert "Xã Hương Sơn" in done.stdout
    assert "17,50" in done.stdout or "17,5" in done.stdout
    assert "Màn hình lớn / wall" in done.stdout


def test_a_replay_of_no_contest_is_refused_in_words(hall: Hall) -> None:
    for arguments in (["replay", "none"], ["export", "none"]):
        done = run_cli(*arguments, "--data", str(hall.parts.config.data))
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 2)
