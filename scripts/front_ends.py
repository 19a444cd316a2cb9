"""Builds the three front ends into contest_app/static, and only when their sources changed.

Used by hatch_build.py inside every install and by make. It must work from an unpacked source distribution,
without git and without a Node on PATH. What it built from is kept as a hash beside the result.

`python -m scripts.front_ends`            builds what is out of date
`python -m scripts.front_ends --current`  only tells, by its exit status, whether the built pages are current
`python -m scripts.front_ends --checkers` installs what `make js` runs, builds nothing
"""

import gzip
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts import bundled_node

PAGES = {"judge_ui": "judge/index.html", "display": "display/index.html", "desk_ui": "desk/desk.js"}
PACKED = {".js", ".css", ".svg"}
WORTH_PACKING = 1_000  # bytes
WORKSPACES = ["live_client", *PAGES]
SHARED = ["package.json", "package-lock.json", ".npmrc", "tsconfig.base.json", "vite.shared.ts"]


class CannotBuild(Exception):
    """A step failed; npm or vite has printed why."""


def is_current(root: Path) -> bool:
    """True while the built pages are there and were built from these sources."""
    static = root / "contest_app" / "static"
    built = all((static / page).is_file() for page in PAGES.values())
    return built and _read(static / ".built-from") == sources_hash(root)


def build(root: Path) -> None:
    """Builds all pages unless they are current."""
    if is_current(root):
        return
    hash_before = sources_hash(root)
    install_packages(root, with_checkers=False)
    for workspace in PAGES:
        _run(root / "node_modules/vite/bin/vite.js", "build", cwd=root / workspace)
    pack(root / "contest_app" / "static")
    (root / "contest_app/static/.built-from").write_text(hash_before, encoding="utf-8")


def pack(static: Path) -> None:
    """Lays a compressed file beside each that travels lighter so: once, and not for every phone of a hall."""
    for path in sorted(static.rglob("*")):
        if path.suffix in PACKED and path.stat().st_size >= WORTH_PACKING:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def install_packages(root: Path, *, with_checkers: bool) -> None:
    """`npm ci` unless node_modules already holds what the lock file says; checkers are the dev dependencies."""
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    stamp = root / "node_modules" / ".installed-from"
    everything, build_only = f"{lock} with checkers", f"{lock} for the build"
    if _read(stamp) in ({everything} if with_checkers else {everything, build_only}):
        return
    omit = [] if with_checkers else ["--omit=dev"]
    # Scripts of packages are not run: the native parts come as packages of their own.
    _run(bundled_node.npm_script(), "ci", "--ignore-scripts", *omit, cwd=root)
    stamp.write_text(everything if with_checkers else build_only, encoding="utf-8")


def sources_hash(root: Path) -> str:
    """One hash over names and bytes of everything the pages are built from."""
    digest = hashlib.sha256()
    for path in sorted(_sources(root)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    yield from (root / name for name in SHARED)
    for workspace in WORKSPACES:
        for path in (root / workspace).rglob("*"):
            if path.is_file() and "node_modules" not in path.parts and not path.name.endswith(".test.ts"):
                yield path


def _read(stamp: Path) -> str | None:
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else None


def _run(script: Path, *arguments: str, cwd: Path) -> None:
    if bundled_node.run(script, *arguments, cwd=cwd) != 0:
        raise CannotBuild(f"{script.name} {' '.join(arguments)} (in {cwd.name})")


def main(arguments: list[str]) -> int:
    """The command line; returns the exit status."""
    root = Path(__file__).resolve().parent.parent
    if arguments == ["--current"]:
        return 0 if is_current(root) else 1
    try:
        if arguments == ["--checkers"]:
            install_packages(root, with_checkers=True)
        else:
            build(root)
    except CannotBuild as step:
        print(f"Không dựng được giao diện / cannot build the front ends: {step}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
