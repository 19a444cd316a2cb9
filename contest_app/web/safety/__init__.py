"""The safety net's page: where backups go, how the last one went, the doctor; and the alarm at the desk."""

from __future__ import annotations

from flask import Flask

from contest_app.web.safety.pages import backup_alarm, pages


def register(app: Flask) -> None:
    """Adds the pages, and the alarm to every page of the desk."""
    app.register_blueprint(pages)
    app.jinja_env.globals.update(backup_alarm=backup_alarm)
