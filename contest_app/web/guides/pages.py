"""The guides' pages: their list, and each on one sheet of A4. Public: nothing in them is secret.

Responsible for: finding a guide and drawing it. Must not know: contests, who asks.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from contest_app.contest.naming import SCENES
from contest_app.web.guides import announcer, director, head_judge, judge, organizer, secretary
from contest_app.web.guides.guide import Guide

pages = Blueprint("guides", __name__, static_folder="files", static_url_path="/guide/files")

GUIDES: dict[str, Guide] = {
    module.GUIDE.key: module.GUIDE for module in (judge, secretary, director, head_judge, announcer, organizer)
}


@pages.get("/guide/")
def index() -> str:
    """All guides, to be opened or printed."""
    return render_template("guides/index.html", guides=GUIDES.values())


@pages.get("/guide/<key>")
def guide(key: str) -> str:
    """One role's guide."""
    found = GUIDES.get(key)
    if found is None:
        abort(404)
    return render_template("guides/guide.html", guide=found, guides=GUIDES.values(), scenes=SCENES)
