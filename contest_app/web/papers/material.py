"""What a paper is made of, gathered for one request: the state, its line in the journal, what happened, the words.

Responsible for: reading all of it for one and the same line, making papers off the hub. Must not know: any one paper.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import Connection

from contest_app.accounts.settings import replace_setting, stored_settings
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.standings import Standings
from contest_app.contest.state import State
from contest_app.documents.comparison import Past
from contest_app.documents.history import KINDS, Happened
from contest_app.documents.paper_words import PaperWords, default_words, words_from
from contest_app.documents.source import Source
from contest_app.journal import history
from contest_app.web.parts import parts, snapshot_or_404


@dataclass(frozen=True)
class Material:
    """Everything of one line of the journal that papers are made of."""

    snapshot: Snapshot
    standings: Standings
    source: Source
    happened: Happened
    words: PaperWords

    @property
    def state(self) -> State:
        return self.snapshot.state


def gather(contest: str) -> Material:
    """The contest as it stands now, with the line it stands at."""
    snapshot = snapshot_or_404(contest)
    standings = snapshot.standings
    tuple(standings.rows)  # made here, once: what is looked at elsewhere is only read

    def read(connection: Connection) -> tuple[str | None, Happened, str | None]:
        line_hash = history.hash_at(connection, contest, snapshot.seq)
        happened = history.happened(connection, contest, snapshot.seq, KINDS)
        return line_hash, happened, stored_settings(connection).get(_setting(contest))

    line_hash, happened, kept = parts().scorekeeper.read(read)
    words = words_from(_fields(kept), snapshot.state)
    return Material(snapshot, standings, Source(snapshot.seq, line_hash or ""), happened, words)


def past_of(contest: str, seq: int) -> Past:
    """What the journal holds at a line, its chain recomputed up to there."""
    snapshot = snapshot_or_404(contest)

    def read(connection: Connection) -> Past:
        if not 0 < seq <= snapshot.seq:
            return Past(None, None)
        replayed, bad_seq = history.replayed_until(connection, contest, snapshot.journal, seq)
        if replayed.state is None or replayed.seq != seq:
            return Past(None, None, bad_seq)
        then = Snapshot(snapshot.journal, seq, replayed.state)
        tuple(then.standings.rows)
        return Past(replayed.hash, then, bad_seq)

    return parts().scorekeeper.read(read)


# --- the words of a contest's papers ----------------------------------------------------------------------------------


def kept_words(contest: str) -> str | None:
    """The words as they are kept, as text; None when nobody wrote any."""
    return parts().scorekeeper.read(stored_settings).get(_setting(contest))


def version_of(kept: str | None) -> str:
    """A short name of kept words, by which a form tells which ones it was made from."""
    return hashlib.sha256((kept or "").encode()).hexdigest()[:16]


def is_kept(state: State, words: PaperWords, kept: str | None) -> bool:
    """Whether these words are kept already."""
    return kept == _as_kept(state, words)


def _as_kept(state: State, words: PaperWords) -> str:
    return json.dumps(words.said(default_words(state)), ensure_ascii=False, sort_keys=True)


def keep_words(state: State, words: PaperWords, before: str | None) -> bool:
    """Keeps the words unless somebody else changed them since `before`; whether they were kept."""
    text = _as_kept(state, words)
    name = _setting(state.contest)
    return parts().scorekeeper.write(lambda connection: replace_setting(connection, name, before, text))


def words_as_kept(kept: str | None, state: State) -> PaperWords:
    """The words of a kept text, over the defaults."""
    return words_from(_fields(kept), state)


def _setting(contest: str) -> str:
    return f"papers/{contest}"


def _fields(kept: str | None) -> dict[str, object]:
    try:
        found = json.loads(kept or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
