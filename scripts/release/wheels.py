"""The wheels of a release: the program's own, and everything it needs, for one platform and its Pythons.

Responsible for: building and fetching them, and telling what is missing without installing anything. Must not know:
what else lies in a release.
"""

from __future__ import annotations

import email
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# What markers ask of a Windows machine. pip answers them for the machine it runs on, whatever --platform says.
WINDOWS: Mapping[str, str] = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
}


class CannotMake(Exception):
    """A step failed; pip has printed why."""


@dataclass(frozen=True)
class Target:
    """What a release is for: its name, pip's platform ("" for this very machine), the Pythons, newest first."""

    name: str
    platform: str
    pythons: tuple[str, ...]
    environment: Mapping[str, str]


def build(root: Path, wheels: Path) -> Path:
    """The program's own wheel, with its front ends built."""
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(root))
    (own,) = wheels.glob("contest_app-*.whl")
    return own


def fetch(target: Target, wheels: Path, own: Path) -> None:
    """Everything that the program needs on the target, until nothing is missing."""
    for python in target.pythons:
        wanted = [str(own)]
        while wanted:
            _download(target, python, wheels, wanted)
            lacking = sorted(missing(wheels, environment_of(target, python)))
            if lacking == wanted:
                raise CannotMake(f"no wheel for {', '.join(lacking)} (Python {python}, {target.name})")
            wanted = lacking


def _download(target: Target, python: str, wheels: Path, wanted: list[str]) -> None:
    if not target.platform:
        _pip("wheel", "--wheel-dir", str(wheels), "--find-links", str(wheels), *wanted)
        return
    which = ["--platform", target.platform, "--python-version", python, "--only-binary=:all:"]
    _pip("download", *which, "--dest", str(wheels), "--find-links", str(wheels), *wanted)


def _pip(*arguments: str) -> None:
    if subprocess.run([*PIP, *arguments], check=False).returncode != 0:
        raise CannotMake(f"pip {arguments[0]}")


# --- what is missing --------------------------------------------------------------------------------------------------


def environment_of(target: Target, python: str) -> dict[str, str]:
    """What markers are to be told about a target."""
    known = {name: str(value) for name, value in default_environment().items()}
    return {**known, **target.environment, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}


def missing(wheels: Path, environment: Mapping[str, str]) -> set[str]:
    """The requirements of all wheels that no wheel answers, as they are written; empty when an install will do."""
    there: dict[NormalizedName, list[Version]] = {}
    for wheel in wheels.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        there.setdefault(name, []).append(version)
    return {
        f"{requirement.name}{requirement.specifier}"
        for wheel in wheels.glob("*.whl")
        for requirement in _requirements(wheel)
        if requirement.marker is None or requirement.marker.evaluate(dict(environment))
        if not any(requirement.specifier.contains(v) for v in there.get(canonicalize_name(requirement.name), ()))
    }


def _requirements(wheel: Path) -> Iterator[Requirement]:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1]
        metadata = email.message_from_bytes(archive.read(path))
    yield from (Requirement(str(line)) for line in metadata.get_all("Requires-Dist", []))
