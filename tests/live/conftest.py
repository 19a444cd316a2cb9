"""The server that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import Server, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo, served by green threads, or by real ones in the second pass."""
    with running_server(tmp_path_factory.mktemp("demo") / "demo") as running:
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
