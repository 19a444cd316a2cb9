"""Which Chromium the journeys drive, and what is said when there is none."""

from pathlib import Path

import pytest

from scripts import browsers


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def _program(path: Path) -> str:
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_one_named_by_CHROMIUM_wins(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(programs / "chromium")
    named = _program(programs / "my-browser")
    monkeypatch.setenv("CHROMIUM", named)

    assert browsers.find_chromium() == named


def test_chrome_will_do(programs: Path) -> None:
    chrome = _program(programs / "google-chrome")

    assert browsers.find_chromium() == chrome


def test_none_and_nobody_who_may_install_fails_in_one_line(programs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert browsers.main() == 1

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Thiếu Chromium" in said
    assert "No Chromium" in said
