"""The tokens of a prepared contest, read from its folder: quicker than asking the command line."""

from __future__ import annotations

from pathlib import Path

from contest_app.accounts.links import stored_links
from contest_app.journal.journal import Journal


def tokens_of(folder: Path, contest: str) -> dict[str, str]:
    """By judge ("j1") or role ("director")."""
    journal = Journal.open_to_read(folder)
    try:
        links = journal.read(stored_links)
    finally:
        journal.close()
    return {link.seat.judge or link.seat.role: link.token for link in links if link.seat.contest == contest}
