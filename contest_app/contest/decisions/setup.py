"""Setting up: the contest, its rule book and entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.about import NOTHING_SAID
from contest_app.contest.decisions.description import described_event
from contest_app.contest.decisions.rules import (
    EMPTY,
    Ask,
    Decision,
    Refusal,
    check_id,
    check_number,
    decides,
    in_phase,
    known_entry,
    parsed_rulebook,
    reason_given,
    refuse_if,
)
from contest_app.contest.rulebook import Round, RuleBook
from contest_app.contest.state import State
from contest_app.contest.words import Words

LINE_WORDS = Words("dòng danh sách không đúng dạng", "not a line of a list of entries")


def create_contest(command: c.CreateContest) -> Decision:
    """A new contest, if its id and its rule book are sound."""
    try:
        check_id("contest", command.contest)
        rulebook = parsed_rulebook(command.rulebook)
        says_more = command.about != NOTHING_SAID
        described = (described_event(command.place, command.held_on, command.about),) if says_more else ()
    except Refusal as refusal:
        return refusal.refused
    created = e.ContestCreated(
        contest=command.contest,
        rulebook=rulebook.data,
        title=rulebook.title,
        place=command.place,
        held_on=command.held_on,
        rehearsal_of=command.rehearsal_of,
    )
    return (created, *described)


@decides(c.SetRulebook)
def set_rulebook(ask: Ask[c.SetRulebook]) -> Decision:
    refuse_if(ask.state.phase != "setup", r.RulebookPinned())
    return (e.RuleBookSet(parsed_rulebook(ask.command.rulebook).data),)


@decides(c.AmendRulebook)
def amend_rulebook(ask: Ask[c.AmendRulebook]) -> Decision:
    in_phase(ask.state, "running")
    reason = reason_given(ask.command.reason)
    amended = parsed_rulebook(ask.command.rulebook)
    _keeps_what_was_judged(ask.state, amended)
    return (e.RuleBookAmended(amended.data, reason),)


def _keeps_what_was_judged(state: State, amended: RuleBook) -> None:
    """A round that has begun stays and keeps its kind; one with sheets or points keeps what was marked as well."""
    judged = {key[0] for key, figures in state.record.performances.items() if figures.sheets or figures.counted}
    judged |= {late.round for late in state.late.values()} | {at[0] for at in state.paper}
    begun = judged | set(state.rounds)
    after = {round_.id: round_ for round_ in amended.rounds}
    for round_ in state.rulebook.rounds:
        new = after.get(round_.id)
        kept = round_.id not in begun or (new is not None and new.kind == round_.kind)
        refuse_if(not kept, r.AmendmentBreaks(round_.title))
        if round_.id in judged and new is not None:
            refuse_if(_marked_by(new) != _marked_by(round_), r.AmendmentBreaks(round_.title))


def _marked_by(round_: Round) -> tuple[Any, ...]:
    return (round_.max, *((criterion.id, criterion.max, criterion.step) for criterion in round_.criteria))


@decides(c.RegisterEntry)
def register_entry(ask: Ask[c.RegisterEntry]) -> Decision:
    command, state = ask.command, ask.state
    in_phase(state, "setup", "running")
    check_id("entry", command.entry)
    check_number("number", command.number)
    refuse_if(not command.name.strip(), r.Malformed("name", EMPTY))
    holder = next((known for known in state.entries.values() if known.number == command.number), None)
    if holder is not None and holder.id != command.entry:
        return r.NumberTaken(command.number, holder.name)
    return (
        e.EntryRegistered(
            entry=command.entry,
            number=command.number,
            name=command.name.strip(),
            unit=command.unit.strip(),
            captain=command.captain.strip(),
            members=tuple(command.members),
        ),
    )


@decides(c.RegisterEntries)
def register_entries(ask: Ask[c.RegisterEntries]) -> Decision:
    """A list: every line of it or none. Numbers are compared as they will be, so that two entries may change places."""
    in_phase(ask.state, "setup", "running")
    refuse_if(not ask.command.lines, r.Malformed("lines", EMPTY))
    registered = [_line_of_list(entry, line) for entry, line in ask.command.lines.items()]
    holders = {known.number: known.name for known in ask.state.entries.values() if known.id not in ask.command.lines}
    for each in registered:
        refuse_if(each.number in holders, r.NumberTaken(each.number, holders.get(each.number, "")))
        holders[each.number] = each.name
    return tuple(registered)


def _line_of_list(entry: str, line: Any) -> e.EntryRegistered:
    check_id("entry", entry)
    refuse_if(not isinstance(line, Mapping), r.Malformed(entry, LINE_WORDS))
    number, members = line.get("number"), line.get("members", ())
    check_number(f"{entry}.number", number)
    texts = {name: line.get(name, "") for name in ("name", "unit", "captain")}
    are_texts = isinstance(members, list | tuple) and all(isinstance(text, str) for text in (*texts.values(), *members))
    refuse_if(not are_texts or not set(line) <= {"number", "members", *texts}, r.Malformed(entry, LINE_WORDS))
    refuse_if(not texts["name"].strip(), r.Malformed(f"{entry}.name", EMPTY))
    return e.EntryRegistered(entry, number, **{name: text.strip() for name, text in texts.items()}, members=(*members,))


@decides(c.RemoveEntry)
def remove_entry(ask: Ask[c.RemoveEntry]) -> Decision:
    """For one registered by mistake; once the contest runs an entry withdraws and stays in the minutes."""
    known_entry(ask.state, ask.command.entry)
    in_phase(ask.state, "setup")
    return (e.EntryRemoved(ask.command.entry, ask.state.entries[ask.command.entry].name),)


@decides(c.StartContest)
def start_contest(ask: Ask[c.StartContest]) -> Decision:
    state = ask.state
    in_phase(state, "setup")
    vi, en = _what_is_missing(state)
    refuse_if(bool(vi), r.NotReady(vi, en))
    return (e.ContestStarted(),)


def _what_is_missing(state: State) -> tuple[tuple[str, ...], tuple[str, ...]]:
    judged = any(round_.kind == "judged" for round_ in state.rulebook.rounds)
    problems = []
    if not state.entries:
        problems.append(("chưa có đội nào", "there are no entries"))
    if judged and not state.judges:
        problems.append(("chưa có giám khảo", "there are no judges"))
    quorum = state.rulebook.panel.quorum
    if judged and quorum is not None and 0 < len(state.judges) < quorum:
        problems.append(
            (f"mới có {len(state.judges)}/{quorum} giám khảo", f"only {len(state.judges)} of {quorum} judges")
        )
    return tuple(vi for vi, _ in problems), tuple(en for _, en in problems)
