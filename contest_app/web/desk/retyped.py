"""What was typed in an act that was not carried out, for a browser without script: the page comes with it in its form.

With script the page is swapped around the form, which stays as it is. Without, the answer is the page, drawn anew.
Responsible for: finding the act's form on that page, its fields as typed, and what is left where the act is gone.
Must not know: why it was refused.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, g, request
from werkzeug.datastructures import MultiDict

from contest_app.contest.words import Words, same
from contest_app.web.desk.acts import Act, Field

OWN = {"csrf_token", "command_id", "drawn_at", "view_round", "view_entry"}
# What an act is about; whatever else stands in its form was typed, or is made anew with the page.
SUBJECT = (
    "round", "entry", "judge", "scene", "late", "part", "penalty", "bonus", "status", "seq", "source", "entries",
)  # fmt: skip
MADE_ANEW = {"successor", "base"}
NAMES = {
    "reason": Words(vi="Lý do", en="Reason"),
    "points": Words(vi="Điểm", en="Points"),
    "name": Words(vi="Họ và tên", en="Full name"),
    "number": Words(vi="Số", en="Number"),
    "unit": Words(vi="Đơn vị công tác", en="Unit"),
}


class Retyped:
    """The form of an act that was not carried out."""

    def __init__(self, kind: str, form: MultiDict[str, str]) -> None:
        self._kind = kind
        self._form = form
        self._is_shown = False

    @property
    def has_anything(self) -> bool:
        """Whether a person typed or chose something in it."""
        return bool(self._typed())

    def _typed(self) -> list[tuple[str, str]]:
        own = {*OWN, *SUBJECT, *MADE_ANEW}
        return [(name, value) for name, value in self._form.items(multi=True) if name not in own and value.strip()]

    def in_act(self, act: Act) -> Act | None:
        """The act with its fields as they were typed, once, where it is the one and can still be pressed."""
        if self._is_shown or act.blocked or not act.inputs or not self._is_of(act):
            return None
        self._is_shown = True
        left = {name: list(values) for name, values in self._form.lists()}
        first, *others = (_as_typed(each, left) for each in act.inputs)
        return replace(act, inputs=(replace(first, has_focus=True), *others))

    def _is_of(self, act: Act) -> bool:
        if act.kind != self._kind:
            return False
        subject = [name for name in SUBJECT if name not in {each.name for each in act.inputs}]
        sent = {name: self._form.getlist(name) for name in subject if name in self._form}
        own = {name: [v] if isinstance(v, str) else list(v) for name, v in act.hidden.items() if name in subject}
        tied = sorted(each.value for each in act.inputs if each.name == "entries")
        return sent == own and (not tied or tied == sorted(self._form.getlist("entries")))

    def left(self) -> list[tuple[Words, str]]:
        """What was typed, to be read at least, where the page has no such act any more."""
        return [] if self._is_shown else [(NAMES.get(name, same(name)), value) for name, value in self._typed()]


def _as_typed(each: Field, left: dict[str, list[str]]) -> Field:
    values = left.get(each.name)
    return replace(each, value=values.pop(0)) if values else each


def keep_typed(kind: str, back_to: str) -> Retyped | None:
    """Keeps what this request's form holds for the page that answers it; None where nobody typed anything."""
    typed = Retyped(kind, request.form)
    if not typed.has_anything:
        return None
    g.retyped, g.back_to = typed, back_to
    return typed


def register(app: Flask) -> None:
    """Lets the forms of acts ask for what was typed in them."""

    def retyped(act: Act) -> Act | None:
        kept: Retyped | None = g.get("retyped")
        return kept.in_act(act) if kept else None

    def typed_left() -> list[tuple[Words, str]]:
        kept: Retyped | None = g.get("retyped")
        return kept.left() if kept else []

    app.jinja_env.globals.update(retyped=retyped, typed_left=typed_left)
