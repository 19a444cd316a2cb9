"""Builds the front ends before a wheel is made, an editable one too (docs/decisions/0001)."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts current pages into contest_app/static, from where the wheel takes them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files of a wheel."""
        sys.path.insert(0, self.root)
        from pathlib import Path

        from scripts import front_ends

        front_ends.build(Path(self.root))
