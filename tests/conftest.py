"""What every test may rely on, and the second pass: `--threading` runs what is marked `both_modes` again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from contest_app.accounts import passwords
from tests.serving import MODE

# A slow example on a busy two-core machine is no failure; each test has pytest's own timeout.
settings.register_profile("contest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("contest")


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the smallest settings, for tests that are about what is done with a hash."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._dummy.cache_clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--threading", action="store_true", help="only what is marked both_modes, with real threads")


def pytest_configure(config: pytest.Config) -> None:
    os.environ.pop(MODE, None)
    if config.getoption("--threading"):
        os.environ[MODE] = "threading"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The second pass does not even read the modules that take no part in it."""
    is_module = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    if config.getoption("--threading") and is_module:
        return "both_modes" not in collection_path.read_text(encoding="utf-8") or None
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--threading"):
        others = [item for item in items if item.get_closest_marker("both_modes") is None]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item.get_closest_marker("both_modes") is not None]
