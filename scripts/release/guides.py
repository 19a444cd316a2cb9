"""The one-page guides as files: each a page that needs nothing beside it, and a PDF where there is a Chromium.

Responsible for: taking them from the program itself. Must not know: what else lies in a release.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from contest_app.app import create_app
from contest_app.concurrency import threads
from contest_app.config import Config
from contest_app.web.guides.pages import GUIDES, pages
from scripts.browsers import find_chromium

LANGUAGES = ("vi", "en")
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*>')
_SCRIPT = re.compile(r"<script[^>]*></script>")
_ELSEWHERE = re.compile(r'href="/guide/([\w-]+)\?lang=(vi|en)"')


def write_guides(folder: Path) -> None:
    """Every guide in every language."""
    folder.mkdir()
    found = dict(_guides())
    for name, html in found.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    chromium = find_chromium()
    if chromium:
        _print(chromium, folder, list(found))


def _guides() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as data:
        application = create_app(Config(data=Path(data), async_mode="threading"), threads())
        try:
            for lang in LANGUAGES:
                client = application.flask.test_client()
                for key in GUIDES:
                    yield f"{key}-{lang}", standing_alone(client.get(f"/guide/{key}?lang={lang}").text)
        finally:
            application.stop()


def standing_alone(html: str) -> str:
    """A guide's page with its style inside, the other guides beside it, and no script."""
    style = (Path(str(pages.static_folder)) / "guide.css").read_text(encoding="utf-8")
    html = _SCRIPT.sub("", _STYLE.sub(lambda _: f"<style>\n{style}</style>", html))
    html = re.sub(r'\s*<button type="button" data-print>[^<]*</button>', "", html)
    return _ELSEWHERE.sub(r'href="\1-\2.html"', html)


def _print(chromium: str, folder: Path, names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name in names:
            page.goto((folder / f"{name}.html").as_uri())
            page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, print_background=True)
        browser.close()
