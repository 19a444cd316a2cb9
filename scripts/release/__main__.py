"""`make release`: the folder and its .zip in dist/, tried out where that can be done here.

`--windows` makes the one for 64-bit Windows; `--pythons` names the versions of Python it is for, newest first.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import sysconfig
import tomllib
from pathlib import Path

from scripts.release.folder import write_sums, write_texts, zipped
from scripts.release.guides import write_guides
from scripts.release.trial import DoesNotWork, try_out
from scripts.release.wheels import THIS_PYTHON, WINDOWS, CannotMake, Target, build, fetch

ROOT = Path(__file__).resolve().parents[2]
WINDOWS_PYTHONS = ("3.13", "3.12", "3.11")
NOT_TRIED = (
    "Chưa chạy thử trên Windows: thư mục được làm từ xa, đủ mọi gói cho Windows 64-bit. / "
    "Not tried on Windows: made from elsewhere, with every package for 64-bit Windows in it."
)


def main(arguments: list[str]) -> int:
    """Makes one release; the exit status."""
    parser = argparse.ArgumentParser(prog="make release", description=__doc__)
    parser.add_argument("--windows", action="store_true")
    parser.add_argument("--pythons", nargs="+")
    asked = parser.parse_args(arguments)
    target = _target(asked.windows, asked.pythons)
    try:
        archive = _made(target)
        print(f"{archive}  ({archive.stat().st_size / 1e6:.1f} MB)")
        if target.platform:
            print(NOT_TRIED)
        else:
            print(f"Đã chạy thử: trả lời sau {try_out(archive):.0f} giây. / Tried: it answered in that time.")
    except (CannotMake, DoesNotWork) as problem:
        print(f"Không làm được bản phát hành / no release: {problem}", file=sys.stderr)
        return 1
    return 0


def _target(is_windows: bool, pythons: list[str] | None) -> Target:
    if is_windows:
        return Target("windows-amd64", "win_amd64", tuple(pythons or WINDOWS_PYTHONS), WINDOWS)
    return Target(f"{platform.system().lower()}-{platform.machine()}", "", (THIS_PYTHON,), {})


def _made(target: Target) -> Path:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    folder = ROOT / "dist" / f"contest-app-{version}-{target.name}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    fetch(target, folder / "wheels", build(ROOT, folder / "wheels"))
    write_guides(folder / "guides")
    write_texts(folder, version, target.pythons, target.platform or sysconfig.get_platform())
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    write_sums(folder)
    return zipped(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
