"""What every test may rely on."""

from hypothesis import HealthCheck, settings

# A slow example on a busy two-core machine is no failure; each test has pytest's own timeout.
settings.register_profile("contest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("contest")
