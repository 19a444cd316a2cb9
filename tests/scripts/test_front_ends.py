"""When the pages are built again, and when not."""

import gzip
from pathlib import Path

import pytest

from scripts import bundled_node, front_ends


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose pages are built and current."""
    for name in front_ends.SHARED:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for workspace in front_ends.WORKSPACES:
        (tmp_path / workspace / "src").mkdir(parents=True)
        (tmp_path / workspace / "src" / "main.ts").write_text("export {}", encoding="utf-8")
    for page in front_ends.PAGES.values():
        built = tmp_path / "contest_app" / "static" / page
        built.parent.mkdir(parents=True)
        built.write_text("", encoding="utf-8")
    stamp = tmp_path / "contest_app" / "static" / ".built-from"
    stamp.write_text(front_ends.sources_hash(tmp_path), encoding="utf-8")
    return tmp_path


def test_current_pages_are_not_built_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_arguments: object, **_options: object) -> int:
        raise AssertionError("node was started")

    monkeypatch.setattr(bundled_node, "run", run)

    front_ends.build(project)


@pytest.mark.parametrize(
    "source", ["package-lock.json", "vite.shared.ts", "live_client/src/main.ts", "judge_ui/src/new.svelte"]
)
def test_a_changed_or_new_source_makes_the_pages_stale(project: Path, source: str) -> None:
    (project / source).write_text("changed", encoding="utf-8")

    assert not front_ends.is_current(project)


def test_a_test_beside_its_source_does_not(project: Path) -> None:
    (project / "judge_ui" / "src" / "main.test.ts").write_text("new", encoding="utf-8")

    assert front_ends.is_current(project)


@pytest.mark.parametrize("page", front_ends.PAGES.values())
def test_a_missing_page_makes_them_stale(project: Path, page: str) -> None:
    (project / "contest_app" / "static" / page).unlink()

    assert not front_ends.is_current(project)


def test_a_failed_step_leaves_the_pages_stale(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "node_modules").mkdir()
    (project / "display" / "src" / "main.ts").write_text("broken", encoding="utf-8")
    monkeypatch.setattr(bundled_node, "npm_script", lambda: Path("npm-cli.js"))
    monkeypatch.setattr(bundled_node, "run", lambda script, *_arguments, cwd: int(cwd.name == "display"))

    with pytest.raises(front_ends.CannotBuild):
        front_ends.build(project)

    assert not front_ends.is_current(project)


def test_what_travels_lighter_compressed_lies_there_so(tmp_path: Path) -> None:
    for name, content in {"a.js": b"let a = 1;" * 500, "tiny.js": b"1", "letters.woff2": b"x" * 5000}.items():
        (tmp_path / name).write_bytes(content)

    front_ends.pack(tmp_path)
    front_ends.pack(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.js", "a.js.gz", "letters.woff2", "tiny.js"]
    assert gzip.decompress((tmp_path / "a.js.gz").read_bytes()) == (tmp_path / "a.js").read_bytes()
