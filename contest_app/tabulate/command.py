"""The command `contest-app tabulate`: files in, standings on stdout or everything wrong on stderr.

Responsible for: arguments, the language, the order of reading, exit codes. Must not know: rules, file formats.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from contest_app.contest.rulebook import RuleBook, RuleBookInvalid, parse_rulebook, read_rulebook_yaml
from contest_app.contest.rulebook_errors import RuleBookError
from contest_app.tabulate import problems as p
from contest_app.tabulate.arguments import DESCRIPTION, add_arguments
from contest_app.tabulate.lines import Lines
from contest_app.tabulate.marks_file import MarksFile, read_text
from contest_app.tabulate.printed import as_json, as_table
from contest_app.tabulate.problems import Problem
from contest_app.tabulate.record_of import score

OK = 0
BAD_INPUT = 2
SHOWN_CHARACTERS = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command by itself; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(prog="contest-app tabulate", description=DESCRIPTION)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def run(
    asked: argparse.Namespace,
    out: TextIO | None = None,
    err: TextIO | None = None,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Scores the files: standings on `out` and 0, or all that is wrong on `err` and 2."""
    out, err = out or sys.stdout, err or sys.stderr
    lang = asked.lang or language_of(os.environ if environment is None else environment)
    wrong: list[str] = []
    rulebook = _rulebook(asked.rulebook, lang, wrong)
    text = read_text(Path(asked.marks))
    if isinstance(text, Problem):
        wrong.append(text.say(asked.marks, lang))
    if rulebook is None or isinstance(text, Problem):
        return _refuse(wrong, lang, err)
    problems: list[Problem] = []
    file = MarksFile(text, problems)
    lines = Lines(rulebook, file).read(file.rows())
    if not problems and not lines.entries:
        problems.append(Problem(p.NO_LINES))
    scored = None if problems else score(rulebook, lines, asked.head_judge, lang)
    if scored is None:
        problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
        return _refuse([problem.say(asked.marks, lang) for problem in problems], lang, err)
    for notice in scored.notices:
        err.write(notice.say(asked.marks, lang) + "\n")
    if asked.json:
        printed: Iterable[str] = [json.dumps(as_json(rulebook, scored, asked.explain, lang), ensure_ascii=False)]
    else:
        printed = as_table(rulebook, scored, asked.explain, lang)
    _write(printed, out)
    return OK


def language_of(environment: Mapping[str, str]) -> str:
    """English where the person's environment says so, else Vietnamese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "vi"
    return "vi"


def _rulebook(name: str, lang: str, wrong: list[str]) -> RuleBook | None:
    text = read_text(Path(name))
    if isinstance(text, Problem):
        wrong.append(text.say(name, lang))
        return None
    try:
        return parse_rulebook(read_rulebook_yaml(text))
    except RuleBookInvalid as invalid:
        wrong += [_say_error(error, name, lang) for error in invalid.errors]
        return None


def _say_error(error: RuleBookError, name: str, lang: str) -> str:
    """A rule book's error: file, path and value (or line and column), the cure."""
    if not error.path:
        return Problem(error.words, error.line, error.column).say(name, lang)
    value = "" if error.value is None else f" = {_shown(error.value)}"
    return f"{name}, {error.path}{value}: {error.words.vi if lang == 'vi' else error.words.en}"


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def _refuse(wrong: list[str], lang: str, err: TextIO) -> int:
    err.writelines(f"{sentence}\n" for sentence in wrong)
    words = p.FOUND_ONE if len(wrong) == 1 else p.FOUND.format(n=len(wrong))
    err.write(f"{words.vi if lang == 'vi' else words.en}\n")
    return BAD_INPUT


def _write(lines: Iterable[str], out: TextIO) -> None:
    try:
        for line in lines:
            out.write(f"{line}\n")
        out.flush()
    except BrokenPipeError:
        # whoever read has seen enough; Python would complain once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
