"""The rule book of a contest as a form: every error beside its field, all at once, with nothing typed lost.

Responsible for: the form before the start; afterwards what an amendment would change, shown before it is recorded with
its reason. Must not know: what makes a rule book valid.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contest_app.contest import commands as c
from contest_app.contest.commands import Actor
from contest_app.contest.permissions import ORGANIZER
from contest_app.contest.rulebook import RuleBook, RuleBookError, RuleBookInvalid, parse_rulebook
from contest_app.contest.state import State
from contest_app.contest.vietnamese import tidy
from contest_app.contest.words import Words
from contest_app.web.parts import snapshot_or_404
from contest_app.web.regulations.articles import chapters, opening
from contest_app.web.regulations.changes import changes
from contest_app.web.setup.kept_fields import kept_in_yaml
from contest_app.web.setup.rule_choices import choices_for, place_words
from contest_app.web.setup.rule_form import count, document_of, fields_of, rearranged, unused
from contest_app.web.setup.sending import CHANGED_MEANWHILE, command_id, fingerprint, send, was_sent
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
NO_USE = Words(
    vi="Số này chưa được dùng: hãy chọn cách tính ở ô đứng trước, hoặc xóa số này.",
    en="This is not used yet: choose how it counts in the field before it, or clear it.",
)
SOMEBODY = Words(vi="thể lệ đã khác", en="the rule book differs now")


STORING = ("save", "confirm", "preview")
NOT_CARRIED = ("csrf_token", "command_id", "drawn_at", "do", "reason", "seen")


@pages.url_value_preprocessor
def allow_length(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A rule book is longer than most forms."""
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
    """Saves the form, shows what would change, or arranges it anew (adding, moving, taking away) and stores nothing."""
    state = snapshot_or_404(contest).state
    act = request.form.get("do", "save")
    data = document_of(request.form, state.rulebook.data)
    left = unused(request.form, state.rulebook.data)
    if act not in STORING:
        kept = {} if "-round:" in act else left  # their rounds may stand elsewhere by now
        return _editor(state, fields_of(rearranged(data, act)) | kept, seen=request.form.get("seen", ""))
    errors = [RuleBookError(path, text, NO_USE) for path, text in left.items()]
    try:
        book = parse_rulebook(data)
    except RuleBookInvalid as invalid:
        errors = [*invalid.errors, *errors]
    if errors:
        return _editor(state, fields_of(data) | left, errors, None, request.form.get("seen", "")), 422
    if act == "preview" or must_be_reviewed(state):
        return review(state, book, url_for("rules.save", contest=contest), request.form.items(multi=True))
    problem = store(state, data, actor)
    if problem is None:
        return redirect(url_for("rules.editor", contest=contest), 303)
    if state.phase != "setup":
        action = url_for("rules.save", contest=contest)
        return review(state, book, action, request.form.items(multi=True), problem), 422
    return _editor(state, fields_of(data), (), problem, seen_of(state)), 422


def must_be_reviewed(state: State) -> bool:
    """An amendment is looked at before it is recorded."""
    return state.phase != "setup" and request.form.get("do") != "confirm"


def review(
    state: State, book: RuleBook, action: str, typed: Iterable[tuple[str, str]], problem: Words | None = None
) -> str:
    """What would change, sentence by sentence, and the regulations as they would print. Nothing is stored yet."""
    carried = [(name, value) for name, value in typed if name not in NOT_CARRIED]
    return render_template(
        "setup/review.html",
        contest=state.contest,
        state=state,
        book=book,
        changes=changes(state.rulebook, book),
        chapters=[*opening(state), *chapters(book)],
        action=action,
        carried=[*carried, ("seen", seen_of(state) if problem else request.form.get("seen", ""))],
        reason=request.form.get("reason", ""),
        problem=problem,
        may_edit=state.phase in ("setup", "running"),
    )


def store(state: State, data: Mapping[str, Any], actor: Actor) -> Words | None:
    """Sets or amends the rule book; why it was not stored, or None."""
    if request.form.get("seen") != seen_of(state) and not was_sent(state.contest):
        return CHANGED_MEANWHILE.format(now=SOMEBODY)
    reason = tidy(request.form.get("reason", ""))
    if state.phase == "setup":
        problem = send(state.contest, c.SetRulebook(command_id(), data), actor)
    elif not reason:
        problem = NO_REASON
    else:
        problem = send(state.contest, c.AmendRulebook(command_id(), data, reason), actor)
    if problem is None:
        keep(Toast("done", SAVED if state.phase == "setup" else AMENDED))
    return problem


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
        kept=kept_in_yaml(state.rulebook.data),
        count=lambda path: count(fields, path),
        errors=by_path,
        place_words=place_words,
        problem=problem,
        seen=seen or seen_of(state),
        choices=choices_for(fields),
        may_edit=state.phase in ("setup", "running"),
    )
