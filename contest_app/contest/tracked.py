"""A persistent map that knows what changed along its own line of versions.

Versions of one line share a list of the keys that were changed; each remembers how much of it is its own past. So "what
is different from the version I computed with?" costs as much as there were changes, not as much as there is.
Responsible for: that question. Must not know: what the values are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

from immutables import Map

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

REMEMBERED = 10_000
"""Changes of a line; the version after that begins a new one, and is compared with older ones value by value."""


class TrackedMap(Mapping[K, V]):
    """An immutable map; `set`, `update` and `delete` give the next version."""

    __slots__ = ("_items", "_log", "_past")

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        self._items: Map[K, V] = Map(dict(items))
        self._log: list[K] = []
        self._past = 0  # how many keys of the log were changed up to this version

    def _next(self, items: Map[K, V], keys: Collection[K]) -> TrackedMap[K, V]:
        following: TrackedMap[K, V] = TrackedMap.__new__(TrackedMap)
        # a second version after the same one begins a line of its own: the log holds one past only, and not for ever
        log = self._log if len(self._log) == self._past < REMEMBERED else []
        log.extend(keys)
        following._items, following._log, following._past = items, log, len(log)
        return following

    def set(self, key: K, value: V) -> TrackedMap[K, V]:
        """The next version, with this value."""
        return self._next(self._items.set(key, value), (key,))

    def update(self, items: Mapping[K, V]) -> TrackedMap[K, V]:
        """The next version, with these values."""
        return self._next(self._items.update(dict(items)), tuple(items))

    def delete(self, key: K) -> TrackedMap[K, V]:
        """The next version, without this key; KeyError when it is not there."""
        return self._next(self._items.delete(key), (key,))

    @property
    def plain(self) -> Map[K, V]:
        """The same without knowing what changed, for whoever looks up a thousand of it."""
        return self._items

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | D) -> V | D: ...
    def get(self, key: K, default: Any = None) -> Any:
        return self._items.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TrackedMap):
            return self._items == other._items
        return self._items == other if isinstance(other, Map) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"TrackedMap({dict(self._items)!r})"


def changed_keys(now: Mapping[K, V], before: Mapping[K, V]) -> set[K]:
    """The keys whose values may not be the same object in both maps."""
    if now is before:
        return set()
    if isinstance(now, TrackedMap) and isinstance(before, TrackedMap) and now._log is before._log:
        first, last = sorted((now._past, before._past))
        return set(now._log[first:last])
    return {key for key in now if before.get(key) is not now[key]} | {key for key in before if key not in now}
