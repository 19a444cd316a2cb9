"""What the command line does beside a server or without one: links, verify, sign-in.

Responsible for: reading the store (a server may be running on it), answering on stdout. Must not know: green threads.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from contest_app import addresses
from contest_app.accounts.accounts import account_name, store_sign_in
from contest_app.accounts.links import LINK_ROLES, Link, Seat, store_links, stored_links
from contest_app.cli.paper import verify_paper
from contest_app.cli.welcome import ORGANIZER_ACCOUNT, ROLES
from contest_app.config import Config
from contest_app.contest.draw_check import DRAWN_KINDS, wrong_with
from contest_app.contest.permissions import JUDGE
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.journal.journal import ContestRow, Journal, decoded
from contest_app.journal.replay import replay
from contest_app.journal.sqlite import FILE_NAME, sqlite_engine
from contest_app.scorekeeper import StoreProblem

PAPER_OF_WHICH = Words(
    vi="Hãy ghi cả mã hội thi: contest-app verify HỘI-THI --paper SỐ:MÃ",
    en="Name the contest as well: contest-app verify CONTEST --paper SEQ:HASH",
)
OK = 0
FAILED = 1


def _say_no(words: Words) -> int:
    print(f"{words.vi}\n{words.en}", file=sys.stderr)
    return FAILED


def _unknown(contest: str) -> int:
    return _say_no(Words(vi=f"Không có hội thi “{contest}”.", en=f"There is no contest “{contest}”."))


def _folders(config: Config, asked: argparse.Namespace) -> list[Path]:
    """Where to look: the folder that was named, else the real data and the demo beside it."""
    folders = [config.data] if asked.data else [config.data, config.demo_data]
    return [folder for folder in folders if (folder / FILE_NAME).is_file()] or folders[:1]


def find(config: Config, asked: argparse.Namespace) -> tuple[Path, Journal] | None:
    """The folder that holds the contest, its store open to be read."""
    for folder in _folders(config, asked):
        journal = Journal.open_to_read(folder)
        try:
            if journal.contest(asked.contest) is not None:
                return folder, journal
        except BaseException:
            journal.close()
            raise
        journal.close()
    return None


# --- links ------------------------------------------------------------------------------------------------------------


def links(config: Config, asked: argparse.Namespace) -> int:
    """Prints the join links of every role, screen and judge."""
    try:
        found = find(config, asked)
        if found is None:
            return _unknown(asked.contest)
        folder, journal = found
        with journal:
            state = replay(journal, asked.contest).state
            assert state is not None  # a contest that is in the list has its first event
            tokens = _links_of(folder, journal, state)
    except StoreProblem as problem:
        return _say_no(problem.words)
    base = (asked.base or addresses.for_links(_as_served(config, folder))).rstrip("/")
    listed = [_listed(state, link, base) for link in tokens]
    if asked.json:
        print(json.dumps({"contest": asked.contest, "base": base, "links": listed}, ensure_ascii=False, indent=2))
    else:
        print("\n".join([state.title, *(f"  {_name(each)}:  {each['url']}" for each in listed)]))
    return OK


def _as_served(config: Config, folder: Path) -> Config:
    """The configuration with the host and port that the folder's server had last."""
    last = addresses.remembered(folder)
    return config if last is None else replace(config, host=last[0], port=int(last[1]))


def _links_of(folder: Path, journal: Journal, state: State) -> list[Link]:
    """The links there are; whoever has none gets one, if no server is running that would see to it."""
    wanted = [Seat(state.contest, role) for role in LINK_ROLES]
    wanted += [Seat(state.contest, JUDGE, judge) for judge in state.seated]
    there = [link for link in journal.read(stored_links) if link.seat.contest == state.contest]
    if set(wanted) - {link.seat for link in there}:
        try:
            there = _make_links(folder, state.contest, wanted)
        except StoreProblem as problem:
            if problem.code != "folder_in_use":
                raise
    place = {seat: number for number, seat in enumerate(wanted)}
    return sorted((link for link in there if link.seat in place), key=lambda link: place[link.seat])


def _make_links(folder: Path, contest: str, wanted: list[Seat]) -> list[Link]:
    journal = Journal.open(folder)
    try:
        made = journal.write(lambda connection: store_links(connection, contest, wanted, time.time_ns() // 1_000_000))
    finally:
        journal.close()
    return [link for link in made if link.seat.contest == contest]


def _listed(state: State, link: Link, base: str) -> dict[str, str | int | None]:
    judge = state.judges.get(link.seat.judge)
    return {
        "role": link.seat.role,
        "judge": link.seat.judge or None,
        "number": judge.number if judge else None,
        "name": judge.name if judge else None,
        "url": base + addresses.path_of_link(state.contest, link.seat.role, link.token),
    }


def _name(listed: dict[str, str | int | None]) -> str:
    if listed["role"] == JUDGE:
        return f"Giám khảo {listed['number']} / judge {listed['number']} – {listed['name']}"
    return ROLES[str(listed["role"])]


# --- verify -----------------------------------------------------------------------------------------------------------


def verify(config: Config, asked: argparse.Namespace) -> int:
    """Recomputes the hash chain, the state and the published results of one contest or of all."""
    if asked.contest is None and asked.paper:
        return _say_no(PAPER_OF_WHICH)
    if asked.contest is None:
        return max((_verify_folder(folder, None) for folder in _folders(config, asked)), default=OK)
    try:
        found = find(config, asked)
    except StoreProblem as problem:
        return _say_no(problem.words)
    if found is None:
        return _unknown(asked.contest)
    found[1].close()
    return _verify_folder(found[0], asked.contest, asked.paper)


def _verify_folder(folder: Path, contest: str | None, paper: str | None = None) -> int:
    try:
        with Journal.open_to_read(folder) as journal:
            rows = [row for row in journal.contests() if contest in (None, row.contest)]
            results = [_verify_contest(journal, row) for row in rows]
            if paper and max(results) == OK:
                results = [_verify_paper(journal, row, paper) for row in rows]
    except StoreProblem as problem:
        return _say_no(problem.words)
    return max(results, default=OK)


def _verify_contest(journal: Journal, row: ContestRow) -> int:
    bad_seq, why = journal.verify(row.contest), Words(vi="", en="")
    if bad_seq is None:
        bad_seq, why = _first_that_is_not_so(journal, row)
    if bad_seq is not None:
        vi, en = (f": {text}" if text else "" for text in (why.vi, why.en))
        print(f"{row.contest}: SAI ở dòng {bad_seq}{vi} / BAD at seq {bad_seq}{en}")
        return FAILED
    replayed = replay(journal, row.contest)
    if replayed.state is not None:
        _ = Snapshot(row.journal, replayed.seq, replayed.state).public_standings
    print(f"{row.contest}: đúng, {replayed.seq} dòng / good, {replayed.seq} events ({replayed.hash})")
    return OK


def _verify_paper(journal: Journal, row: ContestRow, paper: str) -> int:
    said, agrees = verify_paper(journal, row, paper)
    for words in said:
        print(f"{words.vi}\n{words.en}")
    return OK if agrees else FAILED


def _first_that_is_not_so(journal: Journal, row: ContestRow) -> tuple[int | None, Words]:
    """The first seq whose event the rules cannot take in, or whose drawn lots are not what they make, and why."""
    from contest_app.journal.replay import go_on, nothing_yet

    replayed = nothing_yet(row.contest, row.journal)
    for stored in journal.stream(row.contest):
        try:
            wrong = wrong_with(replayed.state, decoded(stored)) if stored.kind in DRAWN_KINDS else None
            replayed = go_on(replayed, [stored])
        except Exception:
            return stored.seq, Words(vi="", en="")
        if wrong is not None:
            return stored.seq, wrong
    return None, Words(vi="", en="")


# --- sign-in ----------------------------------------------------------------------------------------------------------


def sign_in(config: Config, asked: argparse.Namespace) -> int:
    """Makes a one-time link for whoever locked themselves out; a server may be running."""
    folder = next((folder for folder in _folders(config, asked)), config.data)
    token = secrets.token_urlsafe(16)
    name = account_name(asked.name or ORGANIZER_ACCOUNT)
    try:
        with _a_writer(folder) as journal:
            journal.write(lambda connection: store_sign_in(connection, name, token, time.time_ns() // 1_000_000))
    except StoreProblem as problem:
        return _say_no(problem.words)
    served = _as_served(config, folder)
    print("Đăng nhập một lần, trong 30 phút / sign in once, within 30 minutes:")
    for base in dict.fromkeys((addresses.here(served), addresses.for_links(served))):
        print(f"  {base}{addresses.path_of_sign_in(token)}")
    return OK


@contextmanager
def _a_writer(folder: Path) -> Iterator[Journal]:
    """The store open to be written: alone, or for one row beside the server that has it."""
    try:
        journal = Journal.open(folder)
    except StoreProblem as problem:
        if problem.code != "folder_in_use":
            raise
        path = folder / FILE_NAME
        journal = Journal(sqlite_engine(path, is_writer=False), sqlite_engine(path, is_writer=True))
    try:
        yield journal
    finally:
        journal.close()
