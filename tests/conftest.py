"""What every test may rely on."""

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from contest_app.accounts import passwords

# A slow example on a busy two-core machine is no failure; each test has pytest's own timeout.
settings.register_profile("contest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("contest")


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the smallest settings, for tests that are about what is done with a hash."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._dummy.cache_clear()
