"""A table with two files on it: a rule book, a marks file, and the command that scores them."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

from contest_app.tabulate.arguments import add_arguments
from contest_app.tabulate.command import run

HEADING = "kind,round,entry,judge,criterion,value"
RULEBOOK = """
format: rulebook/1
title: Hội diễn
panel: {judges: 3}
rounds:
  - id: song
    title: Hát
    criteria:
      - {id: voice, title: Giọng, max: 10, step: 0.5}
      - {id: style, title: Phong cách, max: 5}
    time: {limit_s: 300, penalty: {mode: full_unit, unit_s: 60, points: 1}}
  - {id: quiz, title: Kiến thức, kind: counted, max: 20}
rounding: {places: 2}
ties: [round:quiz, decision, shared]
prizes: [{title: Nhất, count: 1}, {title: Nhì, count: rest}]
"""


class Answer:
    """What the command said: exit code, stdout, stderr."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        parsed: dict[str, Any] = json.loads(self.out)
        return parsed

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        return {row["entry"]: row for row in self.json["standings"]}

    @property
    def problems(self) -> list[str]:
        """The lines of stderr but the last, which counts them; nothing may have been printed."""
        assert (self.code, self.out) == (2, "")
        return self.err.splitlines()[:-1]


class Table:
    """Two files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.rulebook = folder / "rules.yaml"
        self.marks = folder / "marks.csv"
        self.with_rulebook(RULEBOOK)

    def with_rulebook(self, text: str) -> Table:
        self.rulebook.write_text(text, encoding="utf-8")
        return self

    def with_bytes(self, content: bytes) -> Table:
        self.marks.write_bytes(content)
        return self

    def with_text(self, text: str) -> Table:
        return self.with_bytes(text.encode())

    def with_lines(self, *lines: str) -> Table:
        return self.with_text("\n".join([HEADING, *lines]) + "\n")

    def run(self, *options: str, environment: dict[str, str] | None = None) -> Answer:
        """Scores the files as a person would ask for it."""
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        out, err = io.StringIO(), io.StringIO()
        asked = parser.parse_args([str(self.rulebook), str(self.marks), *options])
        code = run(asked, out, err, environment or {})
        return Answer(code, out.getvalue(), err.getvalue().replace(f"{self.marks.parent}/", ""))

    def standings(self, *lines: str) -> dict[str, dict[str, Any]]:
        """The rows of these lines' standings, by entry."""
        return self.with_lines(*lines).run("--json").rows

    def refusals(self, *lines: str, lang: str = "en") -> list[str]:
        """Everything wrong with these lines."""
        return self.with_lines(*lines).run("--json", "--lang", lang).problems


def sheet(entry: str, judge: str, voice: str, style: str) -> tuple[str, str]:
    """The two lines of one judge's sheet for the song."""
    return f"mark,song,{entry},{judge},voice,{voice}", f"mark,song,{entry},{judge},style,{style}"
