"""`contest-app replay`: a contest as it stood after one event, with its standings and what the wall showed.

Responsible for: putting that into words or JSON. Computes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from contest_app.cli.offline import find
from contest_app.cli.words import OK, day_and_time, no_contest, say_no
from contest_app.config import Config
from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.standings import Row, Standings
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.journal.chain import StoredEvent
from contest_app.journal.journal import Journal
from contest_app.journal.problems import StoreProblem
from contest_app.journal.replay import go_on, nothing_yet

PHASES = {
    "setup": "đang chuẩn bị / being set up",
    "running": "đang diễn ra / running",
    "decided": "đã chốt kết quả / decided",
    "announced": "đã công bố / announced",
}
STATUSES = {
    "pending": "chưa mở / not open yet",
    "open": "đang mở / open",
    "closed": "đã đóng / closed",
    "signed": "đã ký / signed",
}
SCENES = {
    "waiting": "màn chờ / waiting",
    "on_stage": "đội đang thi / on stage",
    "result": "kết quả một đội / one result",
    "board": "bảng điểm / the board",
    "draw": "bốc thăm / drawing lots",
}


def replay(config: Config, asked: argparse.Namespace) -> int:
    """Prints the contest at that moment; a server may be running."""
    try:
        found = find(config, asked)
        if found is None:
            return no_contest(asked.contest)
        with found[1] as journal:
            bad_seq = journal.verify(asked.contest)
            last, snapshot = _at(journal, asked.contest, asked.until)
    except StoreProblem as problem:
        return say_no(problem.words)
    if asked.json:
        print(json.dumps(_as_json(last, snapshot), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_as_text(last, snapshot)))
    if bad_seq is not None and bad_seq <= last.seq:
        return say_no(
            Words(
                vi=f"CHÚ Ý: nhật ký sai ở dòng {bad_seq}. Từ đó trở đi không tin được.",
                en=f"BEWARE: the journal is wrong at line {bad_seq}. What follows cannot be trusted.",
            )
        )
    return OK


def _at(journal: Journal, contest: str, until: int | None) -> tuple[StoredEvent, Snapshot]:
    """The last event that counts, and the contest right after it."""
    row = journal.contest(contest)
    assert row is not None  # it was found
    replayed, last = nothing_yet(contest, row.journal), None
    for event in journal.stream(contest):
        if until is not None and event.seq > until and last is not None:
            break
        replayed, last = go_on(replayed, [event]), event
    assert last is not None  # a contest that is in the list has its first event
    assert replayed.state is not None
    return last, Snapshot(row.known_as, replayed.seq, replayed.state)


# --- for programs -----------------------------------------------------------------------------------------------------


def _as_json(last: StoredEvent, snapshot: Snapshot) -> dict[str, Any]:
    state = snapshot.state
    return {
        "contest": state.contest,
        "title": state.title,
        "journal": snapshot.journal,
        "seq": snapshot.seq,
        "hash": last.hash,
        "at_ms": last.at_ms,
        "last": {"kind": last.kind, "actor": last.actor},
        "phase": state.phase,
        "rounds": {round_.id: state.round_status(round_.id) for round_ in state.rulebook.rounds},
        "on_stage": list(state.on_stage) if state.on_stage else None,
        "scene": {"kind": state.scene.kind, "round": state.scene.round, "entry": state.scene.entry},
        "standings": [_row(row) for row in snapshot.standings.rows],
        "public_standings": [_row(row) for row in snapshot.public_standings.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    """As `tabulate --json` prints one."""
    return {
        "entry": row.entry,
        "status": row.status,
        "place": row.place,
        "place_to": row.place_to,
        "total": None if row.total is None else to_decimal_text(row.total),
        "exact": None if row.exact is None else str(row.exact),
        "rounds": {name: to_decimal_text(value) for name, value in row.rounds.items() if value is not None},
        "prize": row.prize,
        "decided_by": row.decided_by,
    }


# --- for people -------------------------------------------------------------------------------------------------------


def _as_text(last: StoredEvent, snapshot: Snapshot) -> Iterator[str]:
    state = snapshot.state
    yield state.title
    yield f"  Dòng / seq {snapshot.seq}, {day_and_time(last.at_ms)}: {last.kind} ({last.actor})"
    yield f"  {last.hash}"
    yield f"  Hội thi / contest: {PHASES[state.phase]}"
    for round_ in state.rulebook.rounds:
        yield f"  {round_.title}: {STATUSES[state.round_status(round_.id)]}"
    if state.on_stage:
        yield f"  Trên sân khấu / on stage: {_entry(state, state.on_stage[1])}"
    scene = f" – {_entry(state, state.scene.entry)}" if state.scene.entry else ""
    yield f"  Màn hình lớn / wall: {SCENES.get(state.scene.kind, state.scene.kind)}{scene}"
    yield "\nXếp hạng của Ban Giám khảo (chưa công bố) / the jury's standings (not public)"
    yield from _table(state, snapshot.standings)
    yield "\nXếp hạng đã công bố / the public standings"
    yield from _table(state, snapshot.public_standings)


def _table(state: State, standings: Standings) -> Iterator[str]:
    if not standings.rows:
        yield "  (chưa có / none yet)"
    for row in standings.rows:
        place = "–" if row.place is None else str(row.place)
        total = "–" if row.total is None else to_decimal_text(row.total).replace(".", ",")
        yield f"  {place:>4}  {total:>10}  {_entry(state, row.entry)}{f'  [{row.prize}]' if row.prize else ''}"


def _entry(state: State, entry: str) -> str:
    known = state.entries.get(entry)
    return f"{known.number}. {known.name}" if known else entry
