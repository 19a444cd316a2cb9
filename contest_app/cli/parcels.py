"""`contest-app export` and `contest-app import`: one contest as one file, and back.

Responsible for: standard output and input, and what is said. Must not know: the form of the file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from contest_app.cli.offline import find
from contest_app.cli.words import OK, no_contest, say_no
from contest_app.config import Config
from contest_app.contest.words import Words
from contest_app.journal.journal import Journal
from contest_app.journal.problems import StoreProblem
from contest_app.safety.importing import take_in
from contest_app.safety.parcel import lines_of, read_parcel
from contest_app.safety.problems import SafetyProblem


def export(config: Config, asked: argparse.Namespace) -> int:
    """Prints a contest's file; a server may be running."""
    try:
        found = find(config, asked)
        if found is None:
            return no_contest(asked.contest)
        _, journal = found
        with journal:
            row = journal.contest(asked.contest)
            bad_seq = journal.verify(asked.contest)
            if row is None or bad_seq is not None:
                return _damaged(asked.contest, bad_seq or 1)
            events = list(journal.stream(asked.contest))
            receipts = [each for each in journal.receipts(asked.contest) if each.seq <= events[-1].seq]
    except StoreProblem as problem:
        return say_no(problem.words)
    for line in lines_of(row, events, sorted(receipts, key=lambda each: (each.seq, each.command_id))):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return OK


def _damaged(contest: str, seq: int) -> int:
    return say_no(
        Words(
            vi=f"Nhật ký “{contest}” sai ở dòng {seq}, nên không xuất. Hãy khôi phục từ bản sao lưu.",
            en=f"The journal of “{contest}” is wrong at line {seq}, so it is not exported. Restore a backup.",
        )
    )


def import_(config: Config, asked: argparse.Namespace) -> int:
    """Takes a contest's file into the data folder, which no server may be using."""
    try:
        with open(asked.file, "rb") as file:
            parcel = read_parcel(file)
    except OSError as error:
        why = error.strerror or type(error).__name__
        name = Path(asked.file).name
        return say_no(Words(vi=f"Không mở được tệp {name} ({why}).", en=f"The file {name} cannot be opened ({why})."))
    except SafetyProblem as problem:
        return say_no(problem.words)
    try:
        journal = Journal.open(config.data)
        try:
            row = take_in(journal, parcel, asked.as_id or "")
        finally:
            journal.close()
    except (SafetyProblem, StoreProblem) as problem:
        return say_no(problem.words)
    print(f"Đã nhập / imported {row.contest}: {row.title} – {parcel.events[-1].seq} dòng / events")
    if row.contest != parcel.row.contest:
        print("Đây là bản sao có nhật ký riêng. / This is a copy with a journal of its own.")
    return OK
