"""Work that takes more than a few milliseconds, done off the hub: judging goes on meanwhile.

Responsible for: running it, and filling in a template there. Must not know: what is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app
from markupsafe import Markup

from contest_app.web.language import current_lang
from contest_app.web.parts import parts

T = TypeVar("T")


def off_the_hub(work: Callable[..., T], *given: Any) -> T:
    """Runs work off the hub and gives what it gave. It must not log nor ask for the request."""
    return parts().concurrency.run_native(work, *given)


def render_off_the_hub(template: str, make: Callable[[], dict[str, object]]) -> Markup:
    """A template filled in off the hub, its values made there too. It may include no other: loading takes a lock.

    Besides its values it has `t` and `say` of this page's language, and nothing else of the request.
    """
    loaded = current_app.jinja_env.get_template(template)
    is_vi = current_lang() == "vi"
    words = {"t": lambda vi, en: vi if is_vi else en, "say": lambda words: words.vi if is_vi else words.en}
    return Markup(off_the_hub(lambda: loaded.render(**words, **make())))
