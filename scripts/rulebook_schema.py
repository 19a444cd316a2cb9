"""Writes docs/rulebook.schema.json, or with --check says whether it is current."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from contest_app.contest.rulebook_schema import rulebook_schema

PATH = Path(__file__).parent.parent / "docs" / "rulebook.schema.json"


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(rulebook_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Writes the file; 1 when only checking and it is not current."""
    if "--check" in sys.argv[1:]:
        return 0 if PATH.exists() and PATH.read_text(encoding="utf-8") == schema_text() else 1
    PATH.write_text(schema_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
