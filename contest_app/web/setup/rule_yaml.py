"""The rule book as its YAML, for experts: written or uploaded, checked as the form is, errors by their lines.

Responsible for: the document as text. Must not know: what makes a rule book valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest.commands import Actor
from contest_app.contest.permissions import ORGANIZER
from contest_app.contest.rulebook import RuleBookError, RuleBookInvalid, parse_rulebook, read_rulebook_yaml
from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.web.parts import snapshot_or_404
from contest_app.web.setup.rules import allow_length, must_be_reviewed, review, seen_of, store
from contest_app.web.signed_in import role_required

pages = Blueprint("rule_yaml", __name__, url_prefix="/organizer/contests/<contest>/setup/rules/yaml")
pages.url_value_preprocessor(allow_length)


@pages.get("")
@role_required(ORGANIZER)
def form(contest: str, actor: Actor) -> str:
    """The document itself."""
    state = snapshot_or_404(contest).state
    return _yaml(state, yaml.safe_dump(dict(state.rulebook.data), allow_unicode=True, sort_keys=False, width=110))


@pages.post("")
@role_required(ORGANIZER)
def save(contest: str, actor: Actor) -> Response | str | tuple[str, int]:
    """Saves the document as it was written, or says line by line what is wrong."""
    state = snapshot_or_404(contest).state
    file = request.files.get("file")
    uploaded = file.read() if file else b""
    text = uploaded.decode("utf-8-sig", "replace") if uploaded else request.form.get("yaml", "")
    try:
        data = read_rulebook_yaml(text)
    except RuleBookInvalid as invalid:
        return _yaml(state, text, invalid.errors), 422
    try:
        book = parse_rulebook(data)
    except RuleBookInvalid as invalid:
        return _yaml(state, text, invalid.errors), 422
    if request.form.get("do") == "edit":
        return _yaml(state, text)
    action, typed = url_for("rule_yaml.save", contest=contest), [("yaml", text)]
    if request.form.get("do") == "preview" or must_be_reviewed(state):
        return review(state, book, action, typed)
    problem = store(state, data, actor)
    if problem is None:
        return redirect(url_for("rule_yaml.form", contest=contest), 303)
    return (
        review(state, book, action, typed, problem) if state.phase != "setup" else _yaml(state, text, (), problem)
    ), 422


def _yaml(state: State, text: str, errors: Sequence[RuleBookError] = (), problem: Words | None = None) -> str:
    lines = [(error.line or line_of(text, error.path), error.path, error.words) for error in errors]
    return render_template(
        "setup/yaml.html",
        contest=state.contest,
        state=state,
        text=text,
        errors=sorted(lines, key=lambda found: found[0] or 0),
        problem=problem,
        seen=request.form.get("seen") or seen_of(state),
        may_edit=state.phase in ("setup", "running"),
    )


def line_of(text: str, path: str) -> int | None:
    """The line in which what stands at a path begins, or the nearest thing around it that is there."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    line = None
    for key in path.replace("[", ".").replace("]", "").split("."):
        found = _below(node, key)
        if found is None:
            break
        node, line = found
    return line


def _below(node: Any, key: str) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        pairs = [(value, name.start_mark.line + 1) for name, value in node.value if name.value == key]
        return pairs[0] if pairs else None
    if isinstance(node, yaml.SequenceNode) and key.isdigit() and int(key) < len(node.value):
        item = node.value[int(key)]
        return item, item.start_mark.line + 1
    return None
