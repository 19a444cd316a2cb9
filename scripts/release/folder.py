"""A release's folder: start scripts, what to read first, checksums, and all of it as one .zip.

Responsible for: filling in and writing files. Must not know: where wheels and guides come from.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

FILES = Path(__file__).parent / "files"
SUMS = "SHA256SUMS"


def write_texts(folder: Path, version: str, pythons: tuple[str, ...], platform: str) -> None:
    """The platform's start script and what to read first; a line ends as its system has it."""
    unwanted, others = (".sh", "other") if platform.startswith("win") else (".bat", "windows")
    filled = {
        "@VERSION@": version,
        "@PYTHONS@": " ".join(pythons),
        "@PYTHON_DIRS@": " ".join(f"Python{python.replace('.', '')}" for python in pythons),
        "@NEWEST@": pythons[0],
        "@PLATFORM@": platform,
    }
    for template in sorted(path for path in FILES.iterdir() if path.suffix != unwanted):
        text = template.read_text(encoding="utf-8")
        text = re.sub(rf"\[\[{others}]].*?\[\[/{others}]]", "", text, flags=re.DOTALL)
        text = re.sub(r"\[\[/?(windows|other)]]", "", text)
        for name, value in filled.items():
            text = text.replace(name, value)
        is_for_windows = template.suffix in (".bat", ".txt")
        path = folder / template.name
        path.write_bytes((text.replace("\n", "\r\n") if is_for_windows else text).encode("utf-8"))
        path.chmod(0o755 if template.suffix == ".sh" else 0o644)


def write_sums(folder: Path) -> None:
    """The checksum of every file, in the form that `sha256sum --check` reads."""
    files = [path for path in _files(folder) if path.name != SUMS]
    lines = [f"{sha256_of(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def sha256_of(path: Path) -> str:
    """A file's checksum."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def zipped(folder: Path) -> Path:
    """The folder as one file beside it; start scripts stay executable."""
    archive = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in _files(folder):
            packed.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return archive


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
