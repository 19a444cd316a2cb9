"""The seed of a test that plays at random: printed, and set by CONTEST_APP_SEED to play the same again."""

from __future__ import annotations

import os
import random


def printed_seed() -> int:
    """A new seed, or the one that was asked for."""
    asked = os.environ.get("CONTEST_APP_SEED")
    seed = int(asked) if asked else random.SystemRandom().randrange(10**6)
    print(f"CONTEST_APP_SEED={seed}")
    return seed
