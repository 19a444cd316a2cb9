"""Documents that can fail: what they name is there, and what is there is named."""

import re

from tests.architecture.sources import ROOT, project_folders

MOST_PICTURES = 1_500_000
ROW = re.compile(r"^\| (?P<folders>`[^|]*`) \|(?P<text>.*)$", re.MULTILINE)


def _rows(text: str) -> dict[str, str]:
    """The folders of the table of rooms, each with the text of its row."""
    return {folder: row["text"] for row in ROW.finditer(text) for folder in re.findall(r"`([^`]+)`", row["folders"])}


def _is_named(folder: str, rows: dict[str, str]) -> bool:
    """A folder has a row of its own, or the row of the one it lies in speaks of it (or of what it lies in there)."""
    if folder in rows:
        return True
    within = [outer for outer in rows if folder.startswith(f"{outer}/")]
    nearest = max(within, key=len, default=None)
    if nearest is None:
        return False
    name = folder.removeprefix(f"{nearest}/").split("/")[0]
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rows[nearest]) is not None


def test_the_architecture_names_every_folder() -> None:
    """Every top-level folder has its row in the table of rooms; every folder below contest_app is spoken of there."""
    rows = _rows((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    top_level = [path for path in project_folders() if path.parent == ROOT and path.name != "contest_app"]
    folders = [path.relative_to(ROOT).as_posix() for path in [*top_level, *project_folders(ROOT / "contest_app")]]

    assert len(folders) > 10
    assert [folder for folder in folders if not _is_named(folder, rows)] == []


def test_the_architecture_names_no_folder_that_is_gone() -> None:
    rows = _rows((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))

    assert [folder for folder in rows if not (ROOT / folder).exists() and folder != "contest_app/static"] == []


def test_a_folder_nobody_speaks_of_is_found() -> None:
    rows = {"contest_app/web": " pages: sign_in and desk "}

    assert _is_named("contest_app/web/sign_in", rows)
    assert not _is_named("contest_app/web/sign", rows)
    assert not _is_named("bench", rows)


def test_the_readme_shows_every_picture_there_is_and_they_stay_small() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r'<img src="([^"]+)"[^>]* alt="[^"]{20,}">', readme)
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())

    assert len(shown) == readme.count("<img ")
    assert sorted(shown) == [path.relative_to(ROOT).as_posix() for path in pictures]
    assert sum(path.stat().st_size for path in pictures) < MOST_PICTURES


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
