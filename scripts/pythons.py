"""Runs the unit tests with every Python that the project promises and that is found on this machine.

`python -m scripts.pythons [pytest arguments]`. Says which were not found: a machine with one Python fails nothing. Each
gets a virtual environment of its own beside the usual one (.venv-3.12, …), kept for the next time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNIT = ["--ignore=tests/journeys", "--numprocesses", "3", "--dist", "loadfile", "-q"]


def promised(root: Path = ROOT) -> list[str]:
    """The versions that pyproject.toml names."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    return re.findall(r'"Programming Language :: Python :: (3\.\d+)"', text)


def find(version: str) -> Path | None:
    """A Python of that version: on the PATH, or the newest that pyenv keeps."""
    on_path = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    kept = sorted(pyenv.glob(f"{version}.*"), key=lambda folder: [int(part) for part in folder.name.split(".")[:3]])
    candidates = [*([Path(on_path)] if on_path else []), *(folder / "bin" / "python" for folder in reversed(kept))]
    return next((path for path in candidates if _answers(path, version)), None)


def _answers(python: Path, version: str) -> bool:
    """Whether it is really that version: a name on the PATH may stand for nothing."""
    asked = [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)
    except OSError:
        return False
    return bool(said.stdout.strip() == version)


def run(version: str, python: Path, arguments: list[str]) -> bool:
    """Whether all unit tests hold with that Python."""
    folder = ROOT / f".venv-{version}"
    own = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    steps: list[list[str | Path]] = [] if own.exists() else [[python, "-m", "venv", folder]]
    steps.append([own, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--editable", ".[dev]"])
    steps.append([own, "-m", "pytest", *UNIT, *arguments])
    return all(subprocess.run(step, cwd=ROOT, check=False).returncode == 0 for step in steps)


def main(arguments: list[str]) -> int:
    """Prints what came of each version; 1 when a test failed somewhere."""
    results: dict[str, str] = {}
    for version in promised():
        python = find(version)
        if python is None:
            results[version] = "not found on this machine"
            continue
        print(f"\n== Python {version}: {python}", flush=True)
        results[version] = "all hold" if run(version, python, arguments) else "FAILED"
    print()
    for version, result in results.items():
        print(f"Python {version}: {result}")
    return 1 if "FAILED" in results.values() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
