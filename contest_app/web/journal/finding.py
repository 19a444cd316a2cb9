"""Finding lines of the journal: by round, entry, judge, kind and person, and by words without their tone marks.

Responsible for: whether one line is what the reader looks for, cheaply enough for tens of thousands of lines.
Must not know: the page, the store's tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from contest_app.contest import naming
from contest_app.contest.events import Event, LateSheetDeclined, Stamp
from contest_app.contest.sentences import GAPS, SENTENCES, gaps_of, subject
from contest_app.contest.state import State
from contest_app.contest.vietnamese import plain_letters
from contest_app.contest.words import Words
from contest_app.journal.search import Wanted
from contest_app.web.journal.kinds import GROUPS

# What people typed themselves; found as it was typed, whatever the sentence makes of it.
_TEXTS = ("reason", "name", "unit", "captain", "title", "points", "word", "drawn_by")
# Gaps that names and texts fill, which are looked up once; the others are filled for the search.
_NAMES = {"entry", "round", "judge", "where", "entries", "why", "name", "title", "points", "number", "revision", "word"}
_GAPS = {kind: tuple(gap for gap in gaps_of(kind) if gap not in _NAMES) for kind in SENTENCES}


@dataclass(frozen=True)
class Asked:
    """What the reader looks for; "" for whatever is all the same."""

    round: str = ""
    entry: str = ""
    judge: str = ""
    kind: str = ""
    person: str = ""
    text: str = ""

    @property
    def is_anything(self) -> bool:
        return self == Asked()

    def wanted(self, before: int) -> Wanted:
        """As much of it as the store can tell."""
        kinds = [kind.__name__ for kind in GROUPS[self.kind].kinds] if self.kind in GROUPS else []
        # an act on an entry need not name a round: then the round is looked at afterwards
        ids = [each for each in (self.entry or self.round, self.judge) if each]
        return Wanted(kinds, self.person, before, ids, (LateSheetDeclined.__name__,))


@dataclass
class Finder:
    """Tells the lines that a reader looks for, by the names that the state knows."""

    state: State
    asked: Asked
    _words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = _fold(self.asked.text).split()
        self._of_entry, self._of_judge = cache(self._entry), cache(self._judge)
        self._of_round, self._of_actor = cache(self._round), cache(self._actor)

    def takes(self, event: Event, stamp: Stamp) -> bool:
        """Whether the line is wanted."""
        asked = self.asked
        round_id, entry, judge = subject(self.state, event)
        rounds = (round_id, *getattr(event, "rounds", ()))
        if asked.round and asked.round not in rounds and not (asked.entry and not round_id):
            return False
        if asked.entry and asked.entry not in (entry, *getattr(event, "entries", ())):
            return False
        judges = (judge, *getattr(event, "missing", ()), stamp.actor.removeprefix("judge:"))
        if asked.judge and asked.judge not in judges:
            return False
        return not self._words or self._says(event, stamp)

    def _says(self, event: Event, stamp: Stamp) -> bool:
        """Whether each word stands somewhere in the line, in either language."""
        told = list(self._told(event, stamp))
        return all(any(word in text for text in told) for word in self._words)

    def _told(self, event: Event, stamp: Stamp) -> Iterator[str]:
        round_id, entry, judge = subject(self.state, event)
        yield _both(SENTENCES[type(event)])
        yield self._of_actor(stamp.actor)
        yield from (self._of_round(one) for one in (round_id, *getattr(event, "rounds", ())) if one)
        yield from (self._of_entry(one) for one in (entry, *getattr(event, "entries", ())) if one)
        yield from (self._of_judge(one) for one in (judge, *getattr(event, "missing", ())) if one)
        for name in _TEXTS:
            if text := getattr(event, name, ""):
                yield _fold(text if name != "points" else f"{text} {text.replace('.', ',')}")
        for gap in _GAPS[type(event)]:
            filled = GAPS[gap](self.state, event)
            yield _both(filled) if isinstance(filled, Words) else _fold(filled)

    def _entry(self, entry: str) -> str:
        return _both(naming.entry_words(self.state, entry))

    def _judge(self, judge: str) -> str:
        return _both(naming.judge_words(self.state, judge))

    def _round(self, round_id: str) -> str:
        return _fold(naming.round_title(self.state, round_id))

    def _actor(self, label: str) -> str:
        return _both(naming.actor_words(self.state, label))


@lru_cache(4096)
def _fold(text: str) -> str:
    """The text as it is compared: without tone marks and capitals."""
    return plain_letters(text).casefold()


def _both(words: Words) -> str:
    return _fold(f"{words.vi} {words.en}")
