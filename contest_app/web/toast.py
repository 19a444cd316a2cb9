"""A toast: what became of an act, in one sentence, on the page or kept for the page after a redirect.

Responsible for: the one shape of an answer at the desk. Must not know: which act it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash as flash_message
from flask import get_flashed_messages

from contest_app.contest.words import Words


@dataclass(frozen=True)
class Toast:
    """`kind`: done, refused or later; `sign_in` offers the way back in."""

    kind: str
    words: Words
    sign_in: bool = False


def keep(toast: Toast) -> None:
    """Keeps it for the next page this browser opens."""
    flash_message({"kind": toast.kind, **toast.words.as_dict()}, "toast")  # type: ignore[arg-type]


def kept() -> Toast | None:
    """The last one kept, once."""
    messages: list[Any] = get_flashed_messages(category_filter=["toast"])
    if not messages:
        return None
    last = messages[-1]
    return Toast(last["kind"], Words(vi=last["vi"], en=last["en"]))
