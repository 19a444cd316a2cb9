"""Servers that the tests of a module share, one for each way of threading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Server, running_server


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo, served by green threads and by real ones."""
    folder: Path = tmp_path_factory.mktemp(request.param) / "demo"
    with running_server(folder, env={"CONTEST_APP_ASYNC_MODE": request.param}) as running:
        yield running


@pytest.fixture(scope="module")
def green_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo as people run it."""
    with running_server(tmp_path_factory.mktemp("green") / "demo") as running:
        yield running


@pytest.fixture(scope="module")
def tokens(server: Server) -> dict[str, str]:
    """The token of every judge and role."""
    return {whose: url.rsplit("/", 1)[1] for whose, url in server.links().items()}
