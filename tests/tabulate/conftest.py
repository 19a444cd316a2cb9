"""The table that tabulation tests work at."""

from pathlib import Path

import pytest

from tests.tabulate.desk import Table


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A table with a small rule book on it."""
    return Table(tmp_path)
