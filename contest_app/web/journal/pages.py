"""The journal's page: every line in a sentence, newest first, filtered, a hundred at a time.

Responsible for: request in, page out, read from the store in short stretches off the hub. Only the desk reads it: there
are unpublished figures in it. Must not know: what an event means (`sentences` and `details` say that).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import Connection

from contest_app.contest import naming
from contest_app.contest.commands import Actor
from contest_app.contest.events import Event, Stamp
from contest_app.contest.naming import actor_words
from contest_app.contest.permissions import DESK_ROLES
from contest_app.contest.sentences import sentence, subject
from contest_app.contest.state import State
from contest_app.contest.words import Words, same
from contest_app.journal import search
from contest_app.web.journal.details import Detail, details
from contest_app.web.journal.finding import Asked, Finder
from contest_app.web.journal.kinds import GROUPS
from contest_app.web.language import clock, day
from contest_app.web.off_the_hub import render_off_the_hub
from contest_app.web.parts import parts, snapshot_or_404
from contest_app.web.signed_in import role_required

pages = Blueprint("journal", __name__)
PAGE = 100
MOST_LETTERS = 100
FILTERS = ("round", "entry", "judge", "kind", "person", "text")


@dataclass(frozen=True)
class Line:
    """One event as the page shows it; `performance` is where it is looked at on the desk, "" for nowhere."""

    stamp: Stamp
    time: str
    day: str
    who: Words
    what: Words
    details: tuple[Detail, ...]
    performance: str


@pages.get("/organizer/contests/<contest>/journal")
@role_required(*DESK_ROLES)
def index(contest: str, actor: Actor) -> str:
    """The newest lines, or those before the one named in the address."""
    snapshot = snapshot_or_404(contest)
    state = snapshot.state
    asked = Asked(**{name: request.args.get(name, "").strip()[:MOST_LETTERS] for name in FILTERS})
    before = min(max(0, request.args.get("before", 0, type=int)), snapshot.seq + 1)  # no store takes any number
    found = _find(state, asked, before)
    older = found[PAGE - 1][1].seq if len(found) > PAGE else 0
    return render_template(
        "journal.html",
        contest=contest,
        state=state,
        seq=snapshot.seq,
        asked=asked,
        asked_in_words=_in_words(state, asked),
        before=before,
        lines=_rows(state, found[:PAGE]) if found else "",
        older=_address(contest, asked, older) if older else "",
        newest=_address(contest, asked) if before else "",
        groups=GROUPS,
        people=[(label, actor_words(state, label)) for label in _people(contest)],
    )


def _in_words(state: State, asked: Asked) -> list[Words]:
    """What was looked for, so that a printed page says what it leaves out."""
    named = [
        same(naming.round_title(state, asked.round)) if asked.round else None,
        naming.entry_words(state, asked.entry) if asked.entry else None,
        naming.judge_words(state, asked.judge) if asked.judge else None,
        GROUPS[asked.kind].name if asked.kind in GROUPS else None,
        actor_words(state, asked.person) if asked.person else None,
        same(f"“{asked.text}”") if asked.text else None,
    ]
    return [words for words in named if words is not None]


def _address(contest: str, asked: Asked, before: int = 0) -> str:
    given = {name: getattr(asked, name) for name in FILTERS if getattr(asked, name)}
    query = urlencode(given | ({"before": str(before)} if before else {}))
    return url_for("journal.index", contest=contest) + (f"?{query}" if query else "")


def _people(contest: str) -> list[str]:
    return parts().scorekeeper.read(partial(search.actors, contest=contest))


def _find(state: State, asked: Asked, before: int) -> list[tuple[Event, Stamp]]:
    """A page of lines and one more. Read in stretches, so that others who wait for the store get their turn."""
    found: list[tuple[Event, Stamp]] = []
    finder = Finder(state, asked)
    limit = PAGE + 1 if asked.is_anything else search.CHUNK
    while True:
        stretch, last, is_more = parts().scorekeeper.read(_stretch(finder, before, limit))
        found += stretch
        if not is_more or len(found) > PAGE:
            return found
        before = last


def _stretch(
    finder: Finder, before: int, limit: int
) -> Callable[[Connection], tuple[list[tuple[Event, Stamp]], int, bool]]:
    """Reads one stretch: the lines that fit, the last one looked at, whether there may be more."""

    def read(connection: Connection) -> tuple[list[tuple[Event, Stamp]], int, bool]:
        lines = search.lines(connection, finder.state.contest, finder.asked.wanted(before), limit)
        fitting = [(event, stamp) for event, stamp in lines if finder.takes(event, stamp)]
        return fitting, lines[-1][1].seq if lines else 0, len(lines) == limit

    return read


def _rows(state: State, found: list[tuple[Event, Stamp]]) -> Markup:
    """The lines as rows of the table, put into words off the hub."""
    desk = url_for("desk.index", contest=state.contest)
    return render_off_the_hub(
        "_journal_lines.html", lambda: {"lines": [_line(state, event, stamp, desk) for event, stamp in found]}
    )


def _line(state: State, event: Event, stamp: Stamp, desk: str) -> Line:
    round_id, entry, _ = subject(state, event)
    is_there = entry in state.entries and any(round_.id == round_id for round_ in state.rulebook.rounds)
    return Line(
        stamp,
        clock(stamp.at_ms),
        day(stamp.at_ms),
        actor_words(state, stamp.actor),
        sentence(state, event),
        details(state, event),
        f"{desk}?{urlencode({'round': round_id, 'entry': entry})}" if is_there else "",
    )
