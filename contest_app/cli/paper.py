"""Whether a printed paper still agrees with a contest's journal, asked at the machine.

Responsible for: reading the store (a server may be running on it), saying the verdict. Must not know: how papers look.
"""

from __future__ import annotations

from contest_app.contest.snapshot import Snapshot
from contest_app.contest.words import Words
from contest_app.documents.comparison import Past, judge_paper
from contest_app.documents.source import read_source
from contest_app.journal.history import replayed_until
from contest_app.journal.journal import ContestRow, Journal
from contest_app.journal.replay import replay

NO_MARK = Words(
    vi="Mã kiểm tra không đúng dạng, ví dụ: 412:3f9a01bc77de9a10",
    en="Not the mark of a paper, such as 412:3f9a01bc77de9a10",
)


def verify_paper(journal: Journal, row: ContestRow, typed: str) -> tuple[list[Words], bool]:
    """What is to be said about a paper with this mark, line by line, and whether it agrees."""
    source = read_source(typed)
    if source is None:
        return [NO_MARK], False
    last = replay(journal, row.contest)
    assert last.state is not None  # a contest that is in the list has its first event
    now = Snapshot(row.journal, last.seq, last.state)
    verdict = judge_paper(source, _past(journal, row, source.seq), now)
    said = Words(vi="  {entry}, {what}: trên giấy {before}, bây giờ {now}", en="  {entry}, {what}: {before}, now {now}")
    changes = [said.format(entry=one.entry, what=one.what, before=one.before, now=one.now) for one in verdict.changes]
    return [verdict.words, *changes], verdict.agrees


def _past(journal: Journal, row: ContestRow, seq: int) -> Past:
    replayed, bad_seq = journal.read(lambda connection: replayed_until(connection, row.contest, row.journal, seq))
    if replayed.state is None or replayed.seq != seq:
        return Past(None, None, bad_seq)
    return Past(replayed.hash, Snapshot(row.journal, seq, replayed.state), bad_seq)
