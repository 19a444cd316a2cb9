"""The table: every figure beside its floor or rival of the same run, with the spread of the runs.

Responsible for: what a row is, and how rows are printed and kept. Must not know: what is measured.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results"
LIBRARIES = ("eventlet", "flask", "flask-socketio", "greenlet", "python-engineio", "python-socketio", "sqlalchemy")


@dataclass(frozen=True)
class Aim:
    """What our figure divided by the other one is to be: at most, or at least."""

    at_most: float | None = None
    at_least: float | None = None

    def is_kept(self, ratio: float) -> bool:
        too_much = self.at_most is not None and ratio > self.at_most
        return not too_much and (self.at_least is None or ratio >= self.at_least)

    def __str__(self) -> str:
        return f"≤ {self.at_most:.3g}" if self.at_most is not None else f"≥ {self.at_least:.2g}"


@dataclass(frozen=True)
class Row:
    """One figure; each of `ours` is one run, and so is each of `theirs`."""

    figure: str
    unit: str
    ours: Sequence[float]
    beside: str = ""
    theirs: Sequence[float] = ()
    aim: Aim | None = None
    at_most: float | None = None  # an aim of its own, where nothing stands beside it

    @property
    def ratio(self) -> float | None:
        return median(self.ours) / median(self.theirs) if self.theirs and median(self.theirs) else None

    @property
    def has_aim(self) -> bool:
        return self.aim is not None or self.at_most is not None

    @property
    def is_missed(self) -> bool:
        beside = self.aim is not None and self.ratio is not None and not self.aim.is_kept(self.ratio)
        return beside or (self.at_most is not None and median(self.ours) > self.at_most)

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        aim = str(self.aim or "") if self.at_most is None else f"≤ {self.at_most:g} {self.unit}"
        return (
            self.figure,
            spread(self.ours, self.unit),
            self.beside,
            spread(self.theirs, self.unit) if self.theirs else "",
            ratio,
            f"{aim} MISSED" if self.is_missed else aim,
        )


HEAD = ("figure", "ours (spread of the runs)", "beside", "theirs (spread)", "ratio", "aim")


@dataclass
class Table:
    """All rows, and what was said beside them."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    machine: dict[str, str] = field(default_factory=lambda: machine())

    @property
    def missed(self) -> list[Row]:
        return [row for row in self.rows if row.is_missed]

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows.append(row)
            print("  " + " | ".join(cell for cell in row.cells() if cell), flush=True)

    def note(self, words: str) -> None:
        """Something to be read with the rows."""
        self.notes.append(words)
        print("  " + words, flush=True)

    def text(self) -> str:
        lines = [HEAD, *(row.cells() for row in self.rows)]
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
        drawn = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        ]
        drawn.insert(1, "-" * max(map(len, drawn)))
        aims = [row for row in self.rows if row.has_aim]
        missed = f"{len(self.missed)} of {len(aims)} aims missed"
        where = [f"{name}: {value}" for name, value in self.machine.items()]
        return "\n".join([*where, "", *drawn, "", *self.notes, missed]) + "\n"

    def keep(self, name: str) -> None:
        """Writes what was printed, and the same for programs, to bench/results."""
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.txt").write_text(self.text(), encoding="utf-8")
        kept: dict[str, Any] = {"machine": self.machine, "notes": self.notes, "missed": len(self.missed)}
        kept["rows"] = [
            {
                "figure": row.figure, "unit": row.unit, "ours": list(row.ours), "beside": row.beside,
                "theirs": list(row.theirs), "ratio": row.ratio, "aim": str(row.aim or row.at_most or ""),
                "missed": row.is_missed,
            }
            for row in self.rows
        ]  # fmt: skip
        text = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
        (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")


def spread(values: Sequence[float], unit: str) -> str:
    """The median of the runs, and the least and the most."""
    middle = f"{number(median(values))} {unit}"
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}-{number(max(values))})"


def number(value: float) -> str:
    """Three figures, and no more than a person reads."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of all lies at or below."""
    ordered = sorted(values)
    return ordered[ceil(len(ordered) * share) - 1]


def machine() -> dict[str, str]:
    """Where, with what and when it is measured; the load is what others had of the machine just before."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return {
        "machine": f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        "commit": commit.stdout.strip() or "unknown",
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "load before": " ".join(f"{load:.1f}" for load in os.getloadavg()) if sys.platform != "win32" else "",
    }
