"""Stages (vòng): the standings of one stage, group by group, and who goes on from it.

Nobody is moved by this: who took part in the next stage is in the record, and a finished stage is never cut again in
silence. A tie across the line is named, and waits for the jury.
Responsible for: one stage's standings and its first n. Must not know: how places come to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from immutables import Map

from contest_app.contest.groups import group_ids, group_of
from contest_app.contest.record import Record
from contest_app.contest.rulebook_values import SHARED, RuleBook, Stage
from contest_app.contest.standings import Level, Standings, compute_standings


@dataclass(frozen=True)
class Going:
    """Who goes on from a stage (of one group, where each sends its own), best first; `level` tie across the line."""

    group: str | None
    entries: tuple[str, ...]
    level: tuple[str, ...] = ()


def stage_rulebook(rulebook: RuleBook, stage_id: str) -> RuleBook:
    """The rule book as it stood at the end of a stage: its rounds and those before; KeyError for an unknown stage."""
    index = next((i for i, stage in enumerate(rulebook.stages) if stage.id == stage_id), None)
    if index is None:
        raise KeyError(stage_id)
    stages = rulebook.stages[: index + 1]
    known = {round_id for stage in stages for round_id in stage.rounds}
    links = tuple(link for link in rulebook.ties if link.round is None or link.round in known)
    rounds = tuple(round_ for round_ in rulebook.rounds if round_.id in known)
    return replace(rulebook, rounds=rounds, stages=stages, ties=links or (SHARED,), prizes=(), special_prizes=())


def stage_standings(rulebook: RuleBook, record: Record, stage_id: str, group: str | None = None) -> Standings:
    """The standings at the end of a stage, of everybody or of one group."""
    cut = stage_rulebook(rulebook, stage_id)
    of_group = [e for e in record.entries if group is None or group_of(rulebook, record, e.id) == group]
    rounds, entries = {round_.id for round_ in cut.rounds}, {entry.id for entry in of_group}
    kept = {key: one for key, one in record.performances.items() if key[0] in rounds and key[1] in entries}
    return compute_standings(cut, replace(record, entries=tuple(of_group), performances=Map(kept)))


def going_on(rulebook: RuleBook, record: Record, stage_id: str) -> tuple[Going, ...]:
    """Who goes on from a stage, group by group where each group sends its first; empty where nobody does."""
    stage: Stage = stage_rulebook(rulebook, stage_id).stages[-1]
    if stage.advance is None:
        return ()
    groups = group_ids(rulebook, record) if stage.advance.of == "group" else (None,)
    return tuple(
        _first(stage.advance.first, group, stage_standings(rulebook, record, stage_id, group)) for group in groups
    )


def _first(count: int, group: str | None, standings: Standings) -> Going:
    entries: tuple[str, ...] = ()
    for level in standings.levels():
        if len(entries) + len(level.entries) > count:
            return Going(group, entries, _across(count - len(entries), level))
        entries += level.entries
    return Going(group, entries)


def _across(seats: int, level: Level) -> tuple[str, ...]:
    return level.entries if seats else ()
