"""The strip that tells at every desk page that this is the demo, and whether it plays by itself or waits for a person.

Responsible for: the words, and giving them afresh to a page that asks. Must not know: how the play is played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from flask import Blueprint, Flask, current_app, render_template, request

from contest_app.contest.words import Words
from contest_app.web.parts import parts

pages = Blueprint("demo_notice", __name__)
PLAY = "contest_app_play"

DEMO = Words(vi="Hội thi mẫu, điểm không có giá trị.", en="A sample contest; its marks count nothing.")
PLAYS = Words(
    vi="Máy đang tự diễn: giám khảo và bàn điều hành do máy đóng vai. Bấm bất cứ việc gì thì máy nhường bàn cho bạn.",
    en="The play is on: simulated judges and a simulated desk. Press anything, and the desk is yours for a while.",
)
WAITS = Words(
    vi="Bạn đang điều hành. Máy chỉ chấm, và tự diễn tiếp khi bàn điều hành yên {seconds} giây.",
    en="The desk is yours. The simulated judges go on; so does the desk once it has been quiet for {seconds} s.",
)


class Play(Protocol):
    """What is to be known of a play."""

    is_waiting: bool

    @property
    def quiet_s(self) -> float: ...


@dataclass(frozen=True)
class Notice:
    """What the strip says; `mark` names it, `is_living` when it may change."""

    words: Words
    mark: str
    is_living: bool


def demo_notice() -> Notice | None:
    """The strip of this server's pages; None where real contests are served."""
    if not parts().config.is_demo:
        return None
    play = cast(Play | None, current_app.extensions.get(PLAY))
    if play is None:
        return Notice(DEMO, "demo", is_living=False)
    if play.is_waiting:
        return Notice(WAITS.format(seconds=f"{play.quiet_s:g}"), "waits", is_living=True)
    return Notice(PLAYS, "plays", is_living=True)


@pages.get("/organizer/demo")
def strip() -> str | tuple[str, int]:
    """The strip as an open page asks for it; 204 where the page says it already."""
    notice = demo_notice()
    if notice is None or notice.mark == request.args.get("said"):
        return "", 204
    return render_template("_demo.html")


def register(app: Flask) -> None:
    """Adds the strip to every page of the desk."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(demo_notice=demo_notice)
