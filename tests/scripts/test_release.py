"""A release for a USB stick: nothing missing in it, nothing fetched from elsewhere, words in both languages.

That it really starts without a network is tried by `make release` itself, each time.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from scripts.release.folder import FILES, sha256_of, write_sums, write_texts, zipped
from scripts.release.guides import standing_alone
from scripts.release.wheels import WINDOWS, Target, environment_of, missing

THIS = Target("this", "", ("3.12",), {})
ON_WINDOWS = Target("windows", "win_amd64", ("3.13", "3.12"), WINDOWS)


def a_wheel(folder: Path, name: str, version: str, *requires: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        lines = [
            "Metadata-Version: 2.1",
            f"Name: {name}",
            f"Version: {version}",
            *(f"Requires-Dist: {r}" for r in requires),
        ]
        wheel.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\n")


def a_release(folder: Path, platform: str = "linux-x86_64") -> Path:
    folder.mkdir()
    write_texts(folder, "9.8.7", ("3.13", "3.12"), platform)
    return folder


def test_what_no_wheel_answers_is_missing(tmp_path: Path) -> None:
    a_wheel(tmp_path, "contest_app", "1.0", "flask>=3", "Py-YAML<7,>=6", "ruff>=1; extra == 'dev'")
    a_wheel(tmp_path, "flask", "2.9")

    assert missing(tmp_path, environment_of(THIS, "3.12")) == {"flask>=3", "Py-YAML<7,>=6"}
    a_wheel(tmp_path, "flask", "3.1")
    a_wheel(tmp_path, "py_yaml", "6.0.3")
    assert missing(tmp_path, environment_of(THIS, "3.12")) == set()


def test_what_only_windows_or_an_older_python_needs_is_asked_of_the_target_and_not_of_this_machine(
    tmp_path: Path,
) -> None:
    a_wheel(tmp_path, "contest_app", "1.0", "colorama; platform_system == 'Windows'", "tomli; python_version < '3.13'")

    assert missing(tmp_path, environment_of(ON_WINDOWS, "3.13")) == {"colorama"}
    assert missing(tmp_path, environment_of(ON_WINDOWS, "3.12")) == {"colorama", "tomli"}


@pytest.mark.parametrize(("platform", "script"), [("linux-x86_64", "start.sh"), ("win_amd64", "start.bat")])
def test_a_folder_has_its_platforms_start_script_and_what_to_read_first(
    tmp_path: Path, platform: str, script: str
) -> None:
    folder = a_release(tmp_path / "release", platform)

    assert {path.name for path in folder.iterdir()} == {"BAT-DAU-TAI-DAY.html", "START-HERE.txt", script}
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir()]
    assert all("9.8.7" in text and "3.13" in text and not re.search("@[A-Z_]+@", text) for text in texts)
    assert all("[[" not in text for text in texts)
    for name in ("BAT-DAU-TAI-DAY.html", "START-HERE.txt"):
        assert script in (folder / name).read_text(encoding="utf-8")
        assert {"start.sh": "start.bat", "start.bat": "start.sh"}[script] not in (folder / name).read_text(
            encoding="utf-8"
        )
        said = (folder / name).read_text(encoding="utf-8").casefold()
        assert said.index("bắt đầu tại đây") < said.index("start here", said.index("</title>") if "html" in name else 0)
        assert "chưa chạy thử trên windows" in said
        assert "not tried it on windows" in said


def test_the_start_scripts_install_from_the_folder_alone() -> None:
    for script in ("start.sh", "start.bat"):
        text = (FILES / script).read_text(encoding="utf-8")
        assert "--no-index" in text
        assert "--find-links" in text
        assert "PIP_CONFIG_FILE" in text
        assert "serve" in text
        assert "http" not in text
    assert subprocess.run(["sh", "-n", str(FILES / "start.sh")], check=False).returncode == 0


def test_a_batch_file_is_plain_ascii_until_its_letters_are_set_and_ends_its_lines_as_windows_does(
    tmp_path: Path,
) -> None:
    batch = (a_release(tmp_path / "release", "win_amd64") / "start.bat").read_bytes()

    before, _, after = batch.partition(b"chcp 65001")
    assert before.isascii()
    assert not after.isascii()
    assert batch.count(b"\n") == batch.count(b"\r\n")
    assert not batch.startswith(b"\xef\xbb\xbf")


def test_every_label_of_the_batch_file_is_there() -> None:
    text = (FILES / "start.bat").read_text(encoding="utf-8")
    labels = {line[1:].strip() for line in text.splitlines() if line.startswith(":")}
    called = {word for line in text.splitlines() for word in _targets(line)}

    assert called == labels - {"eof"}


def _targets(line: str) -> list[str]:
    words = line.replace("call :", "goto ").split()
    return [words[number + 1] for number, word in enumerate(words[:-1]) if word == "goto"]


def test_checksums_name_every_file_and_the_archive_keeps_what_may_be_run(tmp_path: Path) -> None:
    folder = a_release(tmp_path / "release")
    (folder / "wheels").mkdir()
    a_wheel(folder / "wheels", "contest_app", "1.0")
    write_sums(folder)

    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert listed == {name: sha256_of(path) for name, path in files.items() if name != "SHA256SUMS"}
    with zipfile.ZipFile(zipped(folder)) as packed:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in packed.infolist()}
    assert modes["release/start.sh"] == 0o755
    assert set(modes) == {f"release/{name}" for name in files}


def test_a_guide_stands_alone() -> None:
    page = (
        '<head><link rel="icon" href="data:,"><link rel="stylesheet" href="/guide/files/guide.css">'
        '<script src="/guide/files/print.js" defer></script></head>'
        '<button type="button" data-print>In</button><a href="/guide/head-judge?lang=vi">x</a>'
    )
    alone = standing_alone(page)

    assert "/guide/" not in alone
    assert 'href="head-judge-vi.html"' in alone
    assert "@page" in alone
    assert "<script" not in alone
    assert "data-print" not in alone
