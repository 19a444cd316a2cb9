"""Pieces of a value that are kept from one value to the next, one a performance.

Responsible for: telling which of them still hold, by what changed since, not by looking at all. Must not know: what a
piece says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import is_not
from typing import Any

from contest_app.contest.state import Key, State
from contest_app.contest.tracked import changed_keys


class Piece(dict[str, Any]):
    """A part of a value that is the same object as long as it says the same; `utf8` is for whoever writes it out."""

    __slots__ = ("utf8",)
    utf8: bytes


class Kept:
    """The pieces of the last value, in order."""

    def __init__(self) -> None:
        self._state: State | None = None
        self._inputs: tuple[object, ...] = ()
        self._turns: Mapping[Key, int] = {}
        self._pieces: dict[Key, Piece] = {}
        self._listed: list[Key] = []

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
        is_reframed = len(inputs) != len(self._inputs) or any(map(is_not, inputs, self._inputs))
        if then is None or is_reframed:
            self._turns, self._pieces = turns(), {}
            anew: Iterable[Key] = self._turns
        else:
            changed = changed_performances(state, then) & self._turns.keys()
            anew = [key for key in changed if part(state, key) != part(then, key)]
        is_listed_anew = is_reframed
        for key in anew:
            made = make(key, self._turns[key])
            is_listed_anew |= (made is None) == (key in self._pieces)
            if made is not None:
                self._pieces[key] = Piece(made)
            else:
                self._pieces.pop(key, None)
        if is_listed_anew:
            self._listed = [key for key in self._turns if key in self._pieces]
        self._state, self._inputs = state, inputs
        return [self._pieces[key] for key in self._listed]


def changed_performances(now: State, then: State) -> set[Key]:
    """The performances that may not be the same in both: their lives, or their figures."""
    changed = changed_keys(now.performances, then.performances)
    return changed | changed_keys(now.record.performances, then.record.performances)
