"""How the setup pages send commands: the same form twice is one command, an old form overwrites nothing.

Responsible for: command ids and fingerprints, what became of a command in words. Must not know: the pages.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from flask import request

from contest_app.contest.commands import Actor, Command
from contest_app.contest.refusals import Refused
from contest_app.contest.words import Words
from contest_app.scorekeeper import Later
from contest_app.web.desk.sayings import LATER
from contest_app.web.parts import drawn_at_of_form, parts

CHANGED_MEANWHILE = Words(
    vi="Trong lúc trang này mở, người khác đã sửa chỗ này: {now}. Chưa ghi gì; xem lại rồi lưu lần nữa nếu vẫn muốn.",
    en="While this page was open, somebody else changed this: {now}. Nothing was stored; look again, then save again.",
)


def command_id(part: str = "") -> str:
    """The id of the command that this form makes; the same form sent again makes the same one."""
    form = request.form
    content = "\n".join(f"{name}={value}" for name, value in sorted(form.items(multi=True)) if name != "csrf_token")
    return f"setup-{hashlib.sha256(content.encode()).hexdigest()[:32]}{part}"


def was_sent(contest: str) -> bool:
    """Whether this very form was carried out already: a double click, a page that was sent again."""
    return parts().scorekeeper.knows(contest, command_id())


def send(contest: str, command: Command, actor: Actor) -> Words | None:
    """Hands a command to the scorekeeper; why it was not carried out, or None."""
    answer = parts().scorekeeper.submit(contest, replace(command, drawn_at=drawn_at_of_form()), actor)
    if isinstance(answer, Refused):
        return answer.words
    return LATER.format(why=answer.words) if isinstance(answer, Later) else None


def fingerprint(value: object) -> str:
    """Changes when the value does; a form carries that of what it was drawn from."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
