"""The rule book of a contest: the form, the YAML for experts, and the regulations (thể lệ) as they print.

Responsible for: showing every error beside its field, all at once, with nothing typed lost; before the start it is set,
afterwards amended with a reason. Must not know: what makes a rule book valid.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import DESK_ROLES, ORGANIZER
from contest_app.contest.rulebook import RuleBookError, RuleBookInvalid, parse_rulebook, read_rulebook_yaml
from contest_app.contest.state import State
from contest_app.contest.vietnamese import tidy
from contest_app.contest.words import Words, same
from contest_app.web.parts import snapshot_or_404
from contest_app.web.setup.regulations import chapters
from contest_app.web.setup.rule_choices import choices_for, place_words
from contest_app.web.setup.rule_form import count, document_of, fields_of, rearranged
from contest_app.web.setup.sending import CHANGED_MEANWHILE, command_id, fingerprint, send
from contest_app.web.signed_in import role_required
from contest_app.web.toast import Toast, keep

pages = Blueprint("rules", __name__, url_prefix="/organizer/contests/<contest>/setup/rules")

MOST_BYTES = 1_000_000
NO_REASON = Words(
    vi="Hội thi đã bắt đầu: ghi lý do sửa đổi, bổ sung thể lệ.",
    en="The contest has started: give the reason for the amendment.",
)
SAVED = Words(vi="Đã lưu thể lệ.", en="The rule book is saved.")
AMENDED = Words(vi="Đã ghi sửa đổi thể lệ cùng lý do.", en="The amendment is recorded with its reason.")
SOMEBODY = Words(vi="thể lệ đã khác", en="the rule book differs now")


@pages.url_value_preprocessor
def _allow_length(endpoint: str | None, values: dict[str, Any] | None) -> None:
    request.max_content_length = MOST_BYTES
    request.max_form_memory_size = MOST_BYTES


@pages.get("")
@role_required(ORGANIZER)
def editor(contest: str, actor: Actor) -> str:
    """The form, filled with the rule book as it is."""
    state = snapshot_or_404(contest).state
    return _editor(state, fields_of(state.rulebook.data))


@pages.post("")
@role_required(ORGANIZER)
def save(contest: str, actor: Actor) -> Response | str | tuple[str, int]:
    """Saves the form, or arranges it anew (adding, moving, taking away) without storing anything."""
    state = snapshot_or_404(contest).state
    act = request.form.get("do", "save")
    data = document_of(request.form, state.rulebook.data)
    if act != "save":
        return _editor(state, fields_of(rearranged(data, act)), seen=request.form.get("seen", ""))
    errors, problem = _store(state, data, actor)
    if not errors and problem is None:
        return redirect(url_for("rules.editor", contest=contest), 303)
    return _editor(state, fields_of(data), errors, problem, request.form.get("seen", "")), 422


def _store(state: State, data: Mapping[str, Any], actor: Actor) -> tuple[Sequence[RuleBookError], Words | None]:
    """Sets or amends the rule book; every error of the document, or why it was not stored."""
    try:
        parse_rulebook(data)
    except RuleBookInvalid as invalid:
        return invalid.errors, None
    if request.form.get("seen") != seen_of(state):
        return (), CHANGED_MEANWHILE.format(now=SOMEBODY)
    reason = tidy(request.form.get("reason", ""))
    if state.phase == "setup":
        problem = send(state.contest, c.SetRulebook(command_id(), data), actor)
    elif not reason:
        problem = NO_REASON
    else:
        problem = send(state.contest, c.AmendRulebook(command_id(), data, reason), actor)
    if problem is None:
        keep(Toast("done", SAVED if state.phase == "setup" else AMENDED))
    return (), problem


def seen_of(state: State) -> str:
    """Changes when the rule book does, and not with the order in which its keys were stored."""
    return fingerprint(json.dumps(state.rulebook.data, sort_keys=True))


def _editor(
    state: State,
    fields: Mapping[str, str],
    errors: Sequence[RuleBookError] = (),
    problem: Words | None = None,
    seen: str = "",
) -> str:
    by_path: dict[str, list[Words]] = {}
    for error in errors:
        by_path.setdefault(error.path, []).append(error.words)
    return render_template(
        "setup/rules.html",
        contest=state.contest,
        state=state,
        fields=fields,
        typed=request.form if request.method == "POST" else {},
        count=lambda path: count(fields, path),
        errors=by_path,
        place_words=place_words,
        problem=problem,
        seen=seen or seen_of(state),
        choices=choices_for(fields),
        may_edit=state.phase in ("setup", "running"),
    )


# --- for experts ------------------------------------------------------------------------------------------------------


@pages.get("/yaml")
@role_required(ORGANIZER)
def as_yaml(contest: str, actor: Actor) -> str:
    """The document itself."""
    state = snapshot_or_404(contest).state
    return _yaml(state, yaml.safe_dump(dict(state.rulebook.data), allow_unicode=True, sort_keys=False, width=110))


@pages.post("/yaml")
@role_required(ORGANIZER)
def save_yaml(contest: str, actor: Actor) -> Response | tuple[str, int]:
    """Saves the document as it was written, or says line by line what is wrong."""
    state = snapshot_or_404(contest).state
    file = request.files.get("file")
    uploaded = file.read() if file else b""
    text = uploaded.decode("utf-8-sig", "replace") if uploaded else request.form.get("yaml", "")
    try:
        data = read_rulebook_yaml(text)
    except RuleBookInvalid as invalid:
        return _yaml(state, text, invalid.errors), 422
    errors, problem = _store(state, data, actor)
    if not errors and problem is None:
        return redirect(url_for("rules.as_yaml", contest=contest), 303)
    return _yaml(state, text, errors, problem), 422


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
        reason=request.form.get("reason", ""),
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


# --- as it prints -----------------------------------------------------------------------------------------------------


@pages.get("/print")
@role_required(*DESK_ROLES)
def printed(contest: str, actor: Actor) -> str:
    """The regulations (thể lệ), made of the same document."""
    state = snapshot_or_404(contest).state
    return render_template(
        "setup/regulations.html",
        contest=contest,
        state=state,
        chapters=chapters(state.rulebook),
        note=same(state.rulebook.note or ""),
    )
