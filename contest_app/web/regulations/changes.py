"""What changes between two rule books, said in the sentences of the regulations.

Responsible for: telling the articles and sentences that go from those that come. Must not know: pages, reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from contest_app.contest.rulebook import RuleBook
from contest_app.contest.words import Words, same
from contest_app.web.regulations.articles import Chapter, chapters
from contest_app.web.regulations.words import choice
from contest_app.web.setup import rule_choices as choices


@dataclass(frozen=True)
class Change:
    """What an article said and says now; either may be empty."""

    article: Words
    before: tuple[Words, ...]
    after: tuple[Words, ...]


def changes(old: RuleBook, new: RuleBook) -> tuple[Change, ...]:
    """Every article in which a sentence goes or comes, those of the new rule book first."""
    before, after = ({one.key: one for one in _articles(book)} for book in (old, new))
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(found for key in keys for found in _changed(before.get(key), after.get(key)))


def _articles(book: RuleBook) -> list[Chapter]:
    level = Words("Cấp: {level}.", "Level: {level}.").format(level=choice(choices.LEVELS, book.level))
    note = (Words("Ghi chú: {note}", "Note: {note}").format(note=book.note),) if book.note else ()
    return [Chapter(Words("Hội thi", "The contest"), (same(book.title), level, *note)), *chapters(book)]


def _changed(old: Chapter | None, new: Chapter | None) -> Iterator[Change]:
    title = (new or old).title  # type: ignore[union-attr]
    lines_before = () if old is None else (*_own_title(old), *old.lines)
    lines_after = () if new is None else (*_own_title(new), *new.lines)
    gone: list[Words] = []
    come: list[Words] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=lines_before, b=lines_after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += lines_before[i1:i2]
            come += lines_after[j1:j2]
    if gone or come:
        yield Change(title, tuple(gone), tuple(come))


def _own_title(chapter: Chapter) -> tuple[Words, ...]:
    """A round's title is a rule too."""
    return () if chapter.round is None else (chapter.title,)
