"""What all decisions share: the question, the registry, and the checks that several of them make."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic, TypeVar

from contest_app.contest import events as e
from contest_app.contest import refusals as r
from contest_app.contest.commands import Actor, Command
from contest_app.contest.events import Event
from contest_app.contest.naming import MOST_NUMBER
from contest_app.contest.numbers import is_multiple, parse_decimal, to_decimal_text
from contest_app.contest.rulebook import Round, RuleBook, RuleBookInvalid, parse_rulebook
from contest_app.contest.state import Key, Performance, PerformanceStatus, State
from contest_app.contest.words import Words, same

Decision = tuple[Event, ...] | r.Refused
C = TypeVar("C", bound=Command)


class Refusal(Exception):
    """Carries a Refused out of a check; it never leaves `decide`."""

    def __init__(self, refused: r.Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Ask(Generic[C]):
    """One question to the rules: the state, the command, who asks and when (ms since 1970)."""

    state: State
    command: C
    actor: Actor
    now_ms: int


Rule = Callable[[Ask[Any]], Decision]
RULES: dict[type[Command], Rule] = {}


def decides(kind: type[Command]) -> Callable[[Rule], Rule]:
    """Registers the rule that decides a kind of command."""

    def register(rule: Rule) -> Rule:
        RULES[kind] = rule
        return rule

    return register


EMPTY = Words("không được để trống", "must not be empty")
NUMBER_WORDS = Words(f"phải là số nguyên từ 1 đến {MOST_NUMBER}", f"must be a whole number from 1 to {MOST_NUMBER}")
ID_WORDS = Words("chỉ gồm a-z, 0-9 và dấu gạch nối", "only a-z, 0-9 and hyphens")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}", re.ASCII)
PHASES = {
    "setup": Words("đang chuẩn bị", "being set up"),
    "running": Words("đang diễn ra", "running"),
    "decided": Words("đã chốt kết quả", "decided"),
    "announced": Words("đã công bố kết quả", "announced"),
}
# What leads back from a phase in which hardly anything can be done.
_WAYS_BACK = {
    "decided": Words(" Muốn sửa, Trưởng Ban Giám khảo bỏ chốt trước.", " To correct something, reopen the decision."),
    "announced": Words(
        " Muốn sửa, rút công bố chung cuộc trước, rồi bỏ chốt.",
        " To correct something, withdraw the announcement, then reopen the decision.",
    ),
}
STATUSES = {
    "pending": Words("chưa mở", "not open yet"),
    "open": Words("đang mở", "open"),
    "closed": Words("đã đóng", "closed"),
    "signed": Words("đã ký", "signed"),
    "competing": Words("đang dự thi", "competing"),
    "withdrawn": Words("đã rút", "withdrawn"),
    "disqualified": Words("bị loại", "disqualified"),
}


def refuse_if(condition: bool, refused: r.Refused) -> None:
    """Refuses when the condition holds."""
    if condition:
        raise Refusal(refused)


def in_phase(state: State, *phases: str) -> None:
    """Refuses unless the contest is in one of the phases."""
    refuse_if(state.phase not in phases, r.WrongPhase(PHASES[state.phase], _WAYS_BACK.get(state.phase, same(""))))


def reason_given(reason: str) -> str:
    """The reason without blanks around it; refuses an empty one."""
    refuse_if(not reason.strip(), r.ReasonMissing())
    return reason.strip()


def parsed_rulebook(data: Mapping[str, Any]) -> RuleBook:
    """The rule book that a document is, or a refusal that names everything wrong with it."""
    try:
        return parse_rulebook(data)
    except RuleBookInvalid as invalid:
        vi = tuple(f"{error.path}: {error.words.vi}" for error in invalid.errors)
        en = tuple(f"{error.path}: {error.words.en}" for error in invalid.errors)
        raise Refusal(r.RulebookInvalid(vi, en)) from None


def check_id(field: str, value: str) -> None:
    """Refuses what cannot be an id of ours."""
    refuse_if(not _ID.fullmatch(value), r.Malformed(field, ID_WORDS))


def check_number(field: str, number: Any) -> None:
    """Refuses what is no number of an entry or a judge: these are called out and stand on papers, from 1 on."""
    refuse_if(type(number) is not int or not 1 <= number <= MOST_NUMBER, r.Malformed(field, NUMBER_WORDS))


def round_of(state: State, round_id: str) -> Round:
    """The round, or a refusal."""
    try:
        return state.rulebook.round(round_id)
    except KeyError:
        raise Refusal(r.UnknownRound(round_id)) from None


def open_round(state: State, round_id: str) -> Round:
    """The round if it is open in a running contest."""
    round_ = round_of(state, round_id)
    in_phase(state, "running")
    refuse_if(state.round_status(round_id) != "open", r.RoundNotOpen(round_.title))
    return round_


def status_to_reopen(state: State, key: Key) -> PerformanceStatus:
    """Where a closed performance stands once it is open again: marked, or waiting for its points as it was before."""
    return "waiting" if state.performance(key).closed_from == "waiting" else "marking"


def scene_chosen(state: State, scene: str, round_id: str = "", entry: str = "") -> e.SceneChosen:
    """The wall's next scene, with the one that it replaces."""
    now = state.scene
    return e.SceneChosen(scene, round_id, entry, now.kind, now.round, now.entry)


def known_entry(state: State, entry: str) -> str:
    """The entry's name for sentences, or a refusal."""
    refuse_if(entry not in state.entries, r.UnknownEntry(entry))
    return entry_name(state, entry)


def competing_entry(state: State, entry: str) -> str:
    """The name of an entry that is still competing."""
    name = known_entry(state, entry)
    status = state.entry_status(entry)
    refuse_if(status != "competing", r.EntryNotCompeting(name, STATUSES[status]))
    return name


def performance_in_open_round(state: State, round_id: str, entry: str) -> tuple[Key, Round, Performance, str]:
    """A performance of a known entry in an open round: its key, round, life, and the entry's name."""
    name = known_entry(state, entry)
    round_ = open_round(state, round_id)
    return (round_id, entry), round_, state.performance((round_id, entry)), name


def entry_name(state: State, entry: str) -> str:
    """How sentences name an entry: "3 – Xã Đào Xá"."""
    known = state.entries.get(entry)
    return f"{known.number} – {known.name}" if known else entry


def lacking_points(state: State, round_: Round, key: Key) -> str:
    """The entry's name, and which parts, where points of a counted round are not entered; "" where all are."""
    counted = state.figures(key).counted
    parts = [criterion.title for criterion in round_.criteria if criterion.id not in counted]
    if "" in counted or (counted and not parts):
        return ""
    name = entry_name(state, key[1])
    return f"{name} ({', '.join(parts)})" if counted else name


def judge_names(state: State, judges: tuple[str, ...]) -> tuple[str, ...]:
    """How sentences name judges: "GK 2 – Trần Thị B"."""
    return tuple(f"GK {state.judges[judge].number} – {state.judges[judge].name}" for judge in judges)


def check_points(title: str, value: Fraction, limit: Fraction | None, step: Fraction | None) -> None:
    """Refuses points below zero, above the limit or off the step, by the title of what they are given for."""
    if value < 0 or (limit is not None and value > limit):
        most = exact_text(limit) if limit is not None else "–"
        raise Refusal(r.OutOfRange(title, r.Points(exact_text(value)), r.Points(most)))
    if step is not None and not is_multiple(value, step):
        raise Refusal(r.OffStep(title, r.Points(exact_text(value)), r.Points(exact_text(step))))


def exact_text(value: Fraction) -> str:
    """Points as decimal text with every decimal that can be typed."""
    return to_decimal_text(value, 18)


def positive_points(text: str) -> Fraction:
    """Points above zero, or a refusal."""
    value = parse_decimal(text.strip())
    if value is None or value <= 0:
        raise Refusal(r.PointsNotPositive(text))
    return value
