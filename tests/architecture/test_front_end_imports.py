"""The front ends speak to the server through live_client only, and know nothing of each other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

MAY_IMPORT = {
    "live_client": {"idb"},
    "judge_ui": {"live_client", "svelte"},
    "display": {"live_client", "svelte"},
    "desk_ui": {"live_client", "htmx.org"},
}
TESTS_MAY_IMPORT = {"vitest", "fake-indexeddb", "happy-dom", "node:fs", "node:path", "node:url"}
# A statement `import … from 'x'`, `import 'x'` or `export … from 'x'` at the start of a line, or import('x') anywhere.
IMPORTED = re.compile(
    r"""(?:^\s*(?:import|export)\b[^;'"]*?\bfrom\s*|^\s*import\s*|\bimport\(\s*)(['"])(?P<name>[^'"\n]+)\1""", re.M
)


def _imports(workspace: str) -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / workspace / "src").rglob("*")):
        if path.suffix in {".ts", ".svelte", ".js"}:
            text = path.read_text(encoding="utf-8")
            yield from ((path, match["name"]) for match in IMPORTED.finditer(text))


def _is_lawful(workspace: str, path: Path, name: str) -> bool:
    if name.startswith("."):
        return (path.parent / name).resolve().is_relative_to(ROOT / workspace)
    allowed = MAY_IMPORT[workspace] | (TESTS_MAY_IMPORT if ".test." in path.name or "test" in path.parts else set())
    return name in allowed or name.split("/")[0] in allowed


@pytest.mark.parametrize("workspace", MAY_IMPORT)
def test_a_front_end_imports_only_what_it_may(workspace: str) -> None:
    imports = list(_imports(workspace))
    unlawful = [
        f"{path.relative_to(ROOT)} imports {name}" for path, name in imports if not _is_lawful(workspace, path, name)
    ]

    assert imports, f"no import found below {workspace}/src: this test reads the wrong place"
    assert unlawful == []


def test_a_front_end_may_not_reach_into_another() -> None:
    page = ROOT / "judge_ui" / "src" / "main.ts"

    assert not _is_lawful("judge_ui", page, "../../display/src/Board.svelte")
    assert not _is_lawful("judge_ui", page, "display")
    assert not _is_lawful("judge_ui", page, "idb")
    assert _is_lawful("judge_ui", page, "./marks/Card.svelte")


def test_the_search_finds_every_way_to_import_and_no_prose() -> None:
    code = """
import { a,
  b } from 'one'
export * from 'two'
import 'three'
import type { C } from "four"
const page = await import('five')
/** "First" from "six" */
const from = 'seven'
"""

    assert [match["name"] for match in IMPORTED.finditer(code)] == ["one", "two", "three", "four", "five"]
