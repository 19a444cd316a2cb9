"""Documents that can fail: what they name is there, and what is there is named."""

from tests.architecture.sources import ROOT, project_folders


def test_the_architecture_names_every_folder() -> None:
    """Every top-level folder and every package below contest_app, written as `name/`."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    top_level = [path for path in project_folders() if path.parent == ROOT]
    packages = [path for path in project_folders(ROOT / "contest_app") if any(path.iterdir())]
    unnamed = [path.relative_to(ROOT).as_posix() for path in top_level + packages if f"{path.name}/" not in text]

    assert unnamed == []


def test_every_decision_carries_its_number_once() -> None:
    """`NNNN-title.md` begins with `# N. Title`, and no number is given twice."""
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    misnamed = [
        path.name
        for path, number in zip(decisions, numbers, strict=True)
        if not path.read_text(encoding="utf-8").startswith(f"# {number}. ")
    ]

    assert decisions
    assert misnamed == []
    assert len(numbers) == len(set(numbers))
