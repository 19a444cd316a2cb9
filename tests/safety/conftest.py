"""The hall whose store is backed up, and a stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.hall import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server with a contest under way: one team judged, the greeting open."""
    hall = Hall(tmp_path / "data").running().judged("7", "10.5")
    yield hall
    hall.stop()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
