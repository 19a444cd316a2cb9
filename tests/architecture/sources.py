"""Which files of the project the architecture tests read, found without git: a source archive has none."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Made by tools or holding a contest's data; the first two lists of .gitignore say why.
NOT_OURS = {".git", ".venv", "node_modules", "build", "dist", "__pycache__", "data", "demo-data", "failures"}
BUILT = {ROOT / "contest_app" / "static" / page for page in ("judge", "display", "desk")}


def project_folders(top: Path = ROOT) -> Iterator[Path]:
    """Every folder a person wrote something in, from `top` down."""
    for path in sorted(top.iterdir()):
        is_cache = path.name.endswith(("_cache", ".egg-info")) or path.name == ".hypothesis"
        if path.is_dir() and path.name not in NOT_OURS and path not in BUILT and not is_cache:
            if (path / "pyvenv.cfg").is_file():
                continue
            yield path
            yield from project_folders(path)


def text_files() -> Iterator[tuple[Path, str]]:
    """Every file that reads as text, with its text."""
    for folder in (ROOT, *project_folders()):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name != ".built-from":
                try:
                    yield path, path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue


def python_modules(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    """The parsed modules of the named folders of contest_app, of all of it without names."""
    for top in packages or (".",):
        for path in sorted((ROOT / "contest_app" / top).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_names(module: ast.Module) -> Iterator[str]:
    """Dotted names of everything a module imports, at whatever depth it does so."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""
