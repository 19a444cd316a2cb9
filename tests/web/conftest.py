"""The hall that page tests happen in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.hall import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server on an empty store."""
    hall = Hall(tmp_path)
    yield hall
    hall.stop()
