"""A start loads what the first answer needs: what only some page or a new store needs is loaded there."""

from __future__ import annotations

import subprocess
import sys

from tests.serving import environment

LATER = {"alembic": "a new store", "openpyxl": "workbooks", "dns": "the resolver of the green threads"}


def test_a_start_does_not_load_what_only_some_page_needs() -> None:
    code = "import sys, contest_app.cli, contest_app.server, contest_app.cli.welcome; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "contest_app.web.papers.pages" in loaded  # it did load the program
    assert sorted(loaded & set(LATER)) == []
