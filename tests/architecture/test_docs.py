"""Documents that can fail: what they name is there, and what is there is named."""

from tests.architecture.sources import ROOT, project_folders


def test_the_architecture_names_every_folder() -> None:
    """Every top-level folder and every package below contest_app, written as `name/`."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    top_level = [path for path in project_folders() if path.parent == ROOT]
    packages = [path for path in project_folders(ROOT / "contest_app") if any(path.iterdir())]
    unnamed = [path.relative_to(ROOT).as_posix() for path in top_level + packages if f"{path.name}/" not in text]

    assert unnamed == []


def test_every_decision_has_context_choice_and_price() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    incomplete = [
        path.name
        for path in decisions
        if not all(f"## {part}" in path.read_text(encoding="utf-8") for part in ("Context", "Choice", "Price"))
    ]

    assert decisions
    assert incomplete == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
