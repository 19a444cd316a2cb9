"""Which Pythons the tests run with: those that are promised and really there."""

import sys
from pathlib import Path

import pytest

from scripts import pythons


def test_the_promised_versions_are_those_of_the_project() -> None:
    assert pythons.promised() == ["3.11", "3.12", "3.13"]


def test_a_name_that_stands_for_nothing_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Managers of Pythons put names on the PATH for versions that are not chosen."""
    shim = tmp_path / "python3.99"
    shim.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pythons.find("3.99") is None


def test_one_that_pyenv_keeps_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = "{}.{}".format(*sys.version_info)
    kept = tmp_path / "versions" / f"{version}.7" / "bin"
    kept.mkdir(parents=True)
    (kept / "python").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pythons.find(version) == kept / "python"


def test_a_missing_python_is_said_and_fails_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pythons, "find", lambda version: Path("found") if version == "3.12" else None)
    monkeypatch.setattr(pythons, "run", lambda version, python, arguments: True)
    assert pythons.main([]) == 0
    said = capsys.readouterr().out
    assert "Python 3.11: not found on this machine" in said
    assert "Python 3.12: all hold" in said
    monkeypatch.setattr(pythons, "run", lambda version, python, arguments: False)
    assert pythons.main([]) == 1
