"""Acts: what a person at the desk may press now, asked of the rules themselves, and the command a pressed form makes.

Responsible for: offering what `decide` would allow (a blocked act carries the refusal's words), and reading forms.
Must not know: where on the page an act stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any, Literal, get_type_hints

from werkzeug.datastructures import MultiDict

from contest_app.contest.commands import Actor, Command, command_kinds
from contest_app.contest.decisions import decide
from contest_app.contest.naming import ENTRY_STATUSES, SCENES
from contest_app.contest.permissions import may
from contest_app.contest.refusals import Refused
from contest_app.contest.state import State
from contest_app.contest.words import Words, same
from contest_app.web.desk.sayings import SAYINGS

KINDS = {name: kind for name, kind in command_kinds().items() if name in SAYINGS}
MAX_TEXT = 500
_SOME_TEXT = "…"


@dataclass(frozen=True)
class Field:
    """One thing the person types or chooses; `choices` are (value, words)."""

    name: str
    label: Words
    kind: Literal["text", "points", "choice", "whole"] = "text"  # whole: a number of a judge
    value: str = ""
    is_required: bool = True
    max: str | None = None
    choices: tuple[tuple[str, Words], ...] = ()
    has_focus: bool = False


@dataclass(frozen=True)
class Act:
    """A button: its words, the fields that go with it, and why it cannot be pressed now (`blocked`).

    `asks` is what to read first: the form then opens by a first press and is sent by a second one.
    """

    kind: str
    label: Words
    will: Words
    hidden: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    inputs: tuple[Field, ...] = ()
    asks: Words | None = None
    blocked: Words | None = None
    tone: Literal["plain", "main", "grave"] = "plain"

    @property
    def key(self) -> str:
        """A name for the page's elements, the same at each drawing."""
        values = ("+".join(value) if isinstance(value, tuple) else value for value in self.hidden.values())
        tied = [each.value for each in self.inputs if each.name == "entries"]  # several ties may wait at once
        return re.sub(r"[^A-Za-z0-9_-]", "_", "-".join((self.kind, *values, *tied)))


REASON = Field("reason", Words(vi="Lý do", en="Reason"))
SURE = Words(vi="Ghi lý do rồi bấm lần nữa để xác nhận.", en="Give the reason, then press again to confirm.")


@dataclass(frozen=True)
class Desk:
    """One person's desk at one moment: the state, who asks, and the server's time."""

    state: State
    actor: Actor
    now_ms: int

    def act(
        self,
        kind: str,
        hidden: Mapping[str, str | tuple[str, ...]] | None = None,
        *,
        inputs: tuple[Field, ...] = (),
        asks: Words | None = None,
        tone: Literal["plain", "main", "grave"] = "plain",
        label: Words | None = None,
        names: Mapping[str, Words] | None = None,
    ) -> Act | None:
        """The act as this person may press it now; None if the role may never do it."""
        if not may(self.actor.role, KINDS[kind]):
            return None
        saying, hidden = SAYINGS[kind], hidden or {}
        named = {**names_of(self.state, hidden), **(names or {})}
        act = Act(
            kind, (label or saying.label).format(**named), saying.will.format(**named), hidden, inputs, asks, tone=tone
        )
        return replace(act, blocked=self._blocked(act))

    def _blocked(self, act: Act) -> Words | None:
        """Why the rules would refuse it, whatever the person types; None if they would not."""
        typed = {each.name: each.value or (each.choices[0][0] if each.choices else _SOME_TEXT) for each in act.inputs}
        if any(each.kind not in ("text", "whole") for each in act.inputs):
            return None  # what is typed decides
        command = read_form(act.kind, _form({**act.hidden, **typed}), "asked")
        decision = command if isinstance(command, Words) else decide(self.state, command, self.actor, self.now_ms)
        if isinstance(decision, Words):
            return decision
        return decision.words if isinstance(decision, Refused) else None

    def would_refuse(self, kind: str, fields: Mapping[str, str]) -> Refused | None:
        """The refusal that this command would get now."""
        command = read_form(kind, _form(fields), "asked")
        if isinstance(command, Words):
            raise ValueError(command.en)
        decision = decide(self.state, command, self.actor, self.now_ms)
        return decision if isinstance(decision, Refused) else None


def _form(fields: Mapping[str, str | tuple[str, ...]]) -> MultiDict[str, str]:
    """A form as a browser would send these fields."""
    form: MultiDict[str, str] = MultiDict()
    for name, value in fields.items():
        form.setlist(name, list(value) if isinstance(value, tuple) else [value])
    return form


def names_of(state: State, fields: Mapping[str, str | tuple[str, ...]]) -> dict[str, Words]:
    """The names that sentences use for the ids in a command's fields."""
    ids = {name: value for name, value in fields.items() if isinstance(value, str)}
    names = {"entry": same(""), "round": same(""), "judge": same(""), "scene": same(""), "status": same("")}
    entry = state.entries.get(ids.get("entry", ""))
    if entry:
        names["entry"] = same(f"{entry.number} – {entry.name}")
    titles = [round_.title for round_ in state.rulebook.rounds if round_.id == ids.get("round")]
    if titles:
        names["round"] = same(titles[0])
    judge = state.judges.get(ids.get("judge", ""))
    if judge:
        names["judge"] = Words(vi=f"GK {judge.number} – {judge.name}", en=f"J{judge.number} – {judge.name}")
    names["status"] = ENTRY_STATUSES.get(ids.get("status", ""), names["status"])
    if ids.get("scene") in SCENES:
        names["scene"] = SCENES[ids["scene"]]
    return names


def read_form(kind: str, form: MultiDict[str, str], command_id: str) -> Command | Words:
    """The command that a form makes, by the command's own type hints; or what is wrong with the form."""
    values: dict[str, Any] = {"command_id": command_id}
    if "/" in form.get("performance", ""):  # one choice that names a round and an entry
        round_id, entry = form["performance"].split("/", 1)
        form = MultiDict([*form.items(multi=True), ("round", round_id), ("entry", entry)])
    hints = get_type_hints(KINDS[kind])
    for name, hint in hints.items():
        if name == "command_id" or name not in form:
            continue
        texts = [unicodedata.normalize("NFC", text).strip() for text in form.getlist(name)]
        if any(len(text) > MAX_TEXT for text in texts):
            return Words(vi=f"Nội dung quá dài (tối đa {MAX_TEXT} chữ).", en=f"Too long (at most {MAX_TEXT} letters).")
        value = _read(texts, hint)
        if isinstance(value, Words):
            return value
        values[name] = value
    try:
        return KINDS[kind](**values)
    except TypeError:
        needed = {
            each.name for each in fields(KINDS[kind]) if each.default is MISSING and each.default_factory is MISSING
        }
        missing = sorted(needed - set(values))
        return Words(vi=f"Biểu mẫu thiếu mục: {', '.join(missing)}.", en=f"The form lacks: {', '.join(missing)}.")


def _read(texts: list[str], hint: Any) -> Any:
    if hint in (int, int | None):
        if not re.fullmatch(r"[0-9]{1,15}", texts[0]):
            return Words(vi=f"“{texts[0]}” không phải là số.", en=f"“{texts[0]}” is not a number.")
        return int(texts[0])
    if hint == tuple[str, ...]:
        if len(set(texts)) != len(texts):
            return Words(
                vi="Có đội được chọn hai lần. Mỗi đội đứng đúng một chỗ.",
                en="One entry was chosen twice. Each has exactly one place.",
            )
        return tuple(texts)
    return texts[0]
