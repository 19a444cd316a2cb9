"""The panel as the page of the people shows it: every judge with seat, devices and draft, and what can be done.

Responsible for: rows and acts of the jury's table. Must not know: who may press them (`acts` asks the rules).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from contest_app.contest.decisions.rules import entry_name
from contest_app.contest.naming import round_title
from contest_app.contest.panel_changes import consequences, fixed_rounds
from contest_app.contest.refusals import PanelFixed
from contest_app.contest.state import Judge, State
from contest_app.contest.words import Words, same
from contest_app.topics import shapes as s
from contest_app.topics.devices import device_words
from contest_app.web.desk.acts import REASON, SURE, Act, Desk, Field
from contest_app.web.links.pages import judge_card

NUMBER = Words(vi="Số của người thay", en="Number of the successor")
NAME = Words(vi="Họ và tên người thay", en="Full name of the successor")
UNIT = Words(vi="Đơn vị công tác", en="Unit")
NEW_HEAD = Words(vi="Trưởng Ban Giám khảo mới", en="New head judge")
CHOOSE = Words(vi="– chọn –", en="– choose –")
SUCCESSOR = Words(vi="Người thay", en="The successor")


@dataclass(frozen=True)
class Device:
    """One device of a judge, or the last one that was there."""

    words: Words
    holds: bool
    is_there: bool
    since_ms: int
    seen_ms: int


@dataclass(frozen=True)
class Row:
    """One judge. `marking` names the entry that is being drafted."""

    judge: Judge
    devices: tuple[Device, ...]
    marking: Words | None
    marked: int
    of: int
    unsent: int
    is_there: bool
    acts: tuple[Act, ...]
    card: str
    successor: Judge | None


def jury(desk: Desk, presence: s.PresenceValue, fresh_id: str) -> tuple[Row, ...]:
    """Those who sit, by number, then those who have left; `fresh_id` is an id for whoever is appointed next."""
    state = desk.state
    seen = {judge["judge"]: judge for judge in presence["judges"]}
    left = tuple(judge for judge in state.judge_order if state.judges[judge].has_left)
    return tuple(_row(desk, state.judges[judge], seen, fresh_id) for judge in (*state.seated, *left))


def _row(desk: Desk, judge: Judge, seen: Mapping[str, s.JudgePresence], fresh_id: str) -> Row:
    found = seen.get(judge.id)
    drafting = found["drafting"] if found else None
    state = desk.state
    return Row(
        judge=judge,
        devices=tuple(_device(one) for one in (found["devices"] if found else ())),
        marking=_marking(state, drafting) if drafting else None,
        marked=drafting["marked"] if drafting else 0,
        of=drafting["of"] if drafting else 0,
        unsent=found["unsent"] if found else 0,
        is_there=bool(found and found["connected"]),
        acts=tuple(act for act in _acts(desk, judge, fresh_id) if act is not None),
        card=judge_card(judge.id),
        successor=state.judges.get(judge.handed_to),
    )


def _device(device: s.DevicePresence) -> Device:
    words = device_words(device["device"])
    return Device(words, device["holds"], device["connected"] > 0, device["since_ms"], device["seen_ms"])


def _marking(state: State, drafting: s.Drafting) -> Words | None:
    if drafting["entry"] not in state.entries:
        return None
    return same(f"{entry_name(state, drafting['entry'])} · {round_title(state, drafting['round'])}")


def _acts(desk: Desk, judge: Judge, fresh_id: str) -> list[Act | None]:
    """What can be done with one judge; changes of the panel only while the contest runs."""
    state = desk.state
    acts: list[Act | None] = []
    if judge.id in state.seats:
        label = Words(vi=f"Giải phóng ghế GK {judge.number}", en=f"Free the seat of J{judge.number}")
        acts.append(desk.act("release_seat", _at(judge), inputs=(REASON,), asks=SURE, label=label))
    if state.phase != "running":
        return acts
    if judge.has_left:
        label = Words(vi=f"Mời GK {judge.number} chấm trở lại", en=f"Call J{judge.number} back")
        back = desk.act("call_judge_back", _at(judge), inputs=_back(state, judge), asks=SURE, label=label)
        acts.append(_with_rule(desk, back))
        return acts
    return [*acts, _replace(desk, judge, fresh_id), _let_go(desk, judge)]


def _replace(desk: Desk, judge: Judge, fresh_id: str) -> Act | None:
    state = desk.state
    number = max((known.number for known in state.judges.values()), default=0) + 1
    stay = [each for each in state.seated if each != judge.id]
    head = _head(state, judge, stay, (fresh_id, SUCCESSOR))
    inputs = (
        Field("name", NAME), Field("number", NUMBER, "whole", value=str(number)),
        Field("unit", UNIT, is_required=False), *head, REASON,
    )  # fmt: skip
    hidden = {"judge": judge.id, "successor": fresh_id}
    asks = _asks(state, judge, has_successor=True)
    label = Words(vi=f"Thay GK {judge.number}", en=f"Replace J{judge.number}")
    return _with_rule(desk, desk.act("replace_judge", hidden, inputs=inputs, asks=asks, tone="grave", label=label))


def _let_go(desk: Desk, judge: Judge) -> Act | None:
    state = desk.state
    stay = [each for each in state.seated if each != judge.id]
    inputs = (*_head(state, judge, stay), REASON)
    asks = _asks(state, judge, has_successor=False)
    label = Words(vi=f"Cho GK {judge.number} thôi chấm", en=f"Let J{judge.number} go")
    return _with_rule(desk, desk.act("let_judge_go", _at(judge), inputs=inputs, asks=asks, tone="grave", label=label))


def _at(judge: Judge) -> dict[str, str]:
    return {"judge": judge.id}


def _back(state: State, judge: Judge) -> tuple[Field, ...]:
    sits = next((each for each in state.seated if state.judges[each].place == judge.place), None)
    if sits is None:
        return (REASON,)
    stay = [judge.id, *(each for each in state.seated if each != sits)]
    return (*_head(state, state.judges[sits], stay), REASON)


def _head(
    state: State, leaver: Judge, stay: list[str], successor: tuple[str, Words] | None = None
) -> tuple[Field, ...]:
    """The choice of a new head judge, where the head leaves; the successor is offered last: the jury has to say so."""
    if not leaver.is_head or not (stay or successor):
        return ()
    named = [(each, same(f"GK {state.judges[each].number} – {state.judges[each].name}")) for each in stay]
    choices = (("", CHOOSE), *named, *((successor,) if successor else ()))
    return (Field("head", NEW_HEAD, "choice", choices=choices),)


def _asks(state: State, judge: Judge, has_successor: bool) -> Words:
    """The consequences in the rounds under way, and what to do."""
    name = Words(vi=f"GK {judge.number} – {judge.name}", en=f"J{judge.number} – {judge.name}")
    said = (*consequences(state, judge.id, name, has_successor), SURE)
    return Words(vi=" ".join(words.vi for words in said), en=" ".join(words.en for words in said))


def _with_rule(desk: Desk, act: Act | None) -> Act | None:
    """Blocked where the rule book fixes the panel, whatever is typed."""
    fixed = fixed_rounds(desk.state)
    if act is None or not fixed:
        return act
    return replace(act, blocked=PanelFixed(tuple(f"“{round_.title}”" for round_ in fixed)).words)
