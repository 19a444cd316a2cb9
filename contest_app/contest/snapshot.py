"""A snapshot: the state at one seq of one journal, with its standings computed when first asked for.

Responsible for: computing standings once per state and handing them on while nothing that they rest on changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from contest_app.contest.record import Record
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.standings import Standings, compute_standings
from contest_app.contest.state import State


@dataclass
class _Computed:
    """Standings and what they were computed from."""

    rulebook: RuleBook
    record: Record
    standings: Standings


@dataclass
class _Desk:
    """The last standings of each kind; shared along a line of snapshots, so that each is computed once."""

    full: _Computed | None = None
    public: _Computed | None = None


@dataclass(frozen=True)
class Snapshot:
    """The durable state of a contest: `journal` is the journal's id, `seq` the number of its last event."""

    journal: str
    seq: int
    state: State
    _desk: _Desk = field(default_factory=_Desk, repr=False, compare=False)

    def next(self, seq: int, state: State) -> Snapshot:
        """The snapshot that follows, which reuses whatever figures did not change."""
        return Snapshot(self.journal, seq, state, self._desk)

    @property
    def standings(self) -> Standings:
        """The jury's standings over all there is (unpublished!)."""
        self._desk.full = _computed(self._desk.full, self.state.rulebook, self.state.record)
        return self._desk.full.standings

    @property
    def public_standings(self) -> Standings:
        """The standings over what is published and nothing else, by the rule book of that publication."""
        self._desk.public = _computed(self._desk.public, self.state.public_rulebook, self.state.public)
        return self._desk.public.standings


def _computed(last: _Computed | None, rulebook: RuleBook, record: Record) -> _Computed:
    if last is not None and last.record is record and last.rulebook is rulebook:
        return last
    previous = last.standings if last is not None and last.rulebook is rulebook else None
    return _Computed(rulebook, record, compute_standings(rulebook, record, previous))
