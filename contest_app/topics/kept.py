"""Pieces of a value that are kept from one value to the next, one a performance.

Responsible for: telling which of them still hold, by what changed since, not by looking at all. Must not know: what a
piece says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_not
from typing import Any

from contest_app.contest.state import Key, State
from contest_app.contest.tracked import changed_keys


class Piece(dict[str, Any]):
    """A part of a value that is the same object as long as it says the same; `utf8` is for whoever writes it out."""

    __slots__ = ("utf8",)

    def __init__(self, *said: Mapping[str, Any], **also: Any) -> None:
        super().__init__(*said, **also)
        self.utf8 = b""


class Kept:
    """The pieces of the last value, in order, and who was first in a row."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._inputs: tuple[object, ...] = ()
        self._turns: Mapping[Key, int] = {}
        self._pieces: dict[Key, Piece] = {}
        self._places: dict[Key, int] = {}  # in the list
        self._listed: list[Piece] = []
        self._row = _Row()

    def pieces(
        self,
        state: State,
        inputs: tuple[object, ...],
        part: Callable[[State, Key], object],
        turns: Callable[[], Mapping[Key, int]],
        make: Callable[[Key, int], Mapping[str, Any] | None],
    ) -> list[Piece]:
        """The pieces of this state, only what changed made anew.

        All rest on `inputs`, compared by identity, and each on its own `part` of the state. `turns` are the keys there
        may be, in order, and what `make` is told with each; it makes a piece, or None where there is none.
        """
        then = self._state
        is_reframed = then is None or not _are_same(inputs, self._inputs)
        if then is None or is_reframed:
            self._turns, self._pieces = turns(), {}
            anew: Iterable[Key] = self._turns
        else:
            changed = changed_performances(state, then) & self._turns.keys()
            anew = [key for key in changed if part(state, key) != part(then, key)]
        is_listed_anew = is_reframed
        self._listed = self._listed.copy()  # the last value has the other one
        for key in anew:
            made = make(key, self._turns[key])
            is_listed_anew |= (made is None) == (key in self._pieces)
            if made is None:
                self._pieces.pop(key, None)
                continue
            self._pieces[key] = Piece(made)
            if not is_listed_anew:
                self._listed[self._places[key]] = self._pieces[key]
        if is_listed_anew:
            keys = [key for key in self._turns if key in self._pieces]
            self._places = {key: place for place, key in enumerate(keys)}
            self._listed = [self._pieces[key] for key in keys]
        self._state, self._inputs = state, inputs
        return self._listed

    def first(
        self,
        state: State,
        inputs: tuple[object, ...],
        row: Callable[[], Sequence[Key]],
        is_it: Callable[[State, Key], bool],
    ) -> Key | None:
        """The first in a row for whom `is_it` holds; those before are asked again only where they changed.

        The row rests on `inputs`, compared by identity, and so does `is_it` beside the performance it is asked of.
        """
        then = self._row
        if then.state is None or not _are_same(inputs, then.inputs):
            now = _Row(state, inputs, row())
        else:
            changed = changed_performances(state, then.state) & then.turns.keys()
            back = [turn for key in changed if (turn := then.turns[key]) < then.at and is_it(state, key)]
            now = _Row(state, inputs, then.keys, then.turns, min(back, default=then.at))
        while now.at < len(now.keys) and not is_it(state, now.keys[now.at]):
            now.at += 1
        self._row = now
        return now.keys[now.at] if now.at < len(now.keys) else None


class _Row:
    """Keys in order, and how many of them at its head are known not to be looked for."""

    def __init__(
        self,
        state: State | None = None,
        inputs: tuple[object, ...] = (),
        keys: Sequence[Key] = (),
        turns: Mapping[Key, int] | None = None,
        at: int = 0,
    ) -> None:
        self.state, self.inputs, self.keys, self.at = state, inputs, keys, at
        self.turns = {key: turn for turn, key in enumerate(keys)} if turns is None else turns


def _are_same(inputs: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(inputs) == len(others) and not any(map(is_not, inputs, others))


def changed_performances(now: State, then: State) -> set[Key]:
    """The performances that may not be the same in both: their lives, or their figures."""
    changed = changed_keys(now.performances, then.performances)
    return changed | changed_keys(now.record.performances, then.record.performances)
