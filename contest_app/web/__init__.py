"""The organizers' pages: signing in, the list of contests, the desk, the announcer's page, the links.

Responsible for: the table of contents of these pages. Must not know: sockets.
One folder a page; what all share lies beside.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from contest_app.web import announcer, contests, demo_notice, desk, links, sign_in
from contest_app.web.again import is_signed_in
from contest_app.web.again import pages as again_page
from contest_app.web.announcer import pages as announcer_pages
from contest_app.web.built_files import address_of
from contest_app.web.conflicts import pages as conflicts_pages
from contest_app.web.contests import pages as contests_pages
from contest_app.web.desk import pages as desk_pages
from contest_app.web.desk import retyped
from contest_app.web.draw import check as draw_check_page
from contest_app.web.draw import pages as draw_pages
from contest_app.web.errors import explain
from contest_app.web.figures import pages as figures_pages
from contest_app.web.guides import pages as guides_pages
from contest_app.web.house import pages as house_pages
from contest_app.web.journal import pages as journal_pages
from contest_app.web.language import speak
from contest_app.web.links import pages as links_pages
from contest_app.web.papers import pages as papers_pages
from contest_app.web.parts import drawn_at
from contest_app.web.people import pages as people_pages
from contest_app.web.regulations import pages as regulations_pages
from contest_app.web.security import csrf, protect
from contest_app.web.setup import general as general_pages
from contest_app.web.setup import imports as import_pages
from contest_app.web.setup import new as new_contest_page
from contest_app.web.setup import orders as order_pages
from contest_app.web.setup import pages as setup_pages
from contest_app.web.setup import panel_imports as panel_import_pages
from contest_app.web.setup import rehearsal as rehearsal_pages
from contest_app.web.setup import rule_yaml as rule_yaml_pages
from contest_app.web.setup import rules as rules_pages
from contest_app.web.sign_in import pages as sign_in_pages
from contest_app.web.signed_in import know_people
from contest_app.web.toast import kept
from contest_app.web.typing import pages as typing_pages

__all__ = ["announcer", "contests", "desk", "links", "register", "sign_in"]


def register(app: Flask) -> None:
    """Puts the organizers' pages on an application whose `extensions["contest_app"]` holds the parts."""
    protect(app, Path(app.extensions["contest_app"].config.data))
    _find_templates(app)
    speak(app)
    know_people(app)
    explain(app)
    demo_notice.register(app)
    for pages in (
        sign_in_pages,
        house_pages,
        contests_pages,
        desk_pages,
        announcer_pages,
        draw_pages,
        draw_check_page,
        links_pages,
        figures_pages,
        guides_pages,
        journal_pages,
        people_pages,
        conflicts_pages,
        papers_pages,
        typing_pages,
    ):
        app.register_blueprint(pages.pages)
    for setup in (
        new_contest_page,
        setup_pages,
        general_pages,
        import_pages,
        panel_import_pages,
        order_pages,
        rules_pages,
        rule_yaml_pages,
        regulations_pages,
        rehearsal_pages,
    ):
        app.register_blueprint(setup.pages)
    app.register_blueprint(again_page)
    csrf.exempt(again_page)


def _find_templates(app: Flask) -> None:
    loaders = [
        loader for loader in (app.jinja_loader, PackageLoader("contest_app.web", "templates")) if loader is not None
    ]
    app.jinja_loader = ChoiceLoader(loaders)
    app.jinja_env.globals.update(asset=lambda name: address_of(app, f"desk/{name}"), kept_toast=kept, drawn_at=drawn_at)
    retyped.register(app)
    app.jinja_env.globals["is_signed_in"] = is_signed_in
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
