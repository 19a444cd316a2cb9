"""The pages that carry the front ends, the cacheable board, and the headers of every page."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.live.line import connected
from tests.serving import DEMO_CONTEST, Server, running_server

pytestmark = pytest.mark.both_modes

STATIC = Path(__file__).parent.parent / "contest_app" / "static"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("pages") / "demo") as server:
        yield server


def get(server: Server, path: str, **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body of a page; an error is an answer too."""
    asked = urllib.request.Request(server.base + path, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


class Page(HTMLParser):
    """What a browser would run or style from the page itself, and the data written into it."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.data: dict[str, Any] = {}
        self._open: dict[str, str | None] | None = None
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = dict(attrs) if tag == "script" else None
        self.inline += [f"{tag} {name}" for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag == "style":
            self.inline.append("style")

    def handle_data(self, data: str) -> None:
        if self._open is None or not data.strip():
            return
        if self._open.get("type") == "application/json":
            self.data[self._open["id"] or ""] = json.loads(data)
        else:
            self.inline.append("script")

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def test_a_judges_page_knows_its_seat(demo: Server) -> None:
    token = demo.token("j2")
    status, headers, html = get(demo, f"/judge/{token}")

    assert status == 200
    seat = Page(html).data["seat"]
    assert re.fullmatch(r"[0-9a-f]{16}", seat.pop("journal"))
    whose = {"contest": DEMO_CONTEST, "judge": "j2", "token": token}
    assert seat == {**whose, "lang": "vi", "is_demo": True}
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_wall_knows_its_contest_and_language(demo: Server) -> None:
    screen = Page(get(demo, f"/display/{DEMO_CONTEST}")[2]).data["screen"]
    assert screen.pop("base").endswith(f":{demo.port}")
    assert screen == {"contest": DEMO_CONTEST, "lang": "vi", "is_demo": True}
    assert Page(get(demo, f"/display/{DEMO_CONTEST}?lang=en")[2]).data["screen"]["lang"] == "en"
    assert b'<html lang="en">' in get(demo, f"/display/{DEMO_CONTEST}?lang=en")[2]


def test_the_only_contests_wall_is_found_without_its_name(demo: Server) -> None:
    assert Page(get(demo, "/display")[2]).data["screen"]["contest"] == DEMO_CONTEST


def test_what_is_not_there_is_said_in_words(demo: Server) -> None:
    director = demo.token("director")
    for path in ("/judge/guessed", f"/judge/{director}", "/display/atlantis", "/contests/atlantis/board.json"):
        status, _, said = get(demo, path)
        assert status == 404
        assert ("Không có" in said.decode()) or ("không còn dùng được" in said.decode())


def test_an_address_typed_wrongly_is_answered_in_both_languages(demo: Server) -> None:
    status, _, said = get(demo, "/nowhere")
    assert status == 404
    assert "Kiểm tra lại địa chỉ" in said.decode()
    assert "Check the address" in said.decode()


def test_the_sign_post_leads_to_the_wall_and_the_desk(demo: Server) -> None:
    html = get(demo, "/")[2].decode()

    assert f'href="/display/{DEMO_CONTEST}"' in html
    assert 'href="/organizer/"' in html
    assert get(demo, "/sign-post/sign_post.css")[0] == 200
    assert not re.search(r"/(judge|desk)/[\w-]{10}", html)


def test_no_page_runs_or_styles_anything_inline(demo: Server) -> None:
    paths = ["/", "/judge/guessed", f"/display/{DEMO_CONTEST}", f"/judge/{demo.token('j1')}", "/organizer/sign-in"]
    for path in paths:
        _, headers, html = get(demo, path)
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy, path
        assert "unsafe" not in policy, path
        assert Page(html).inline == [], path
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_is_loaded_from_elsewhere(demo: Server) -> None:
    for path in ("/", f"/display/{DEMO_CONTEST}", f"/judge/{demo.token('j1')}"):
        html = get(demo, path)[2].decode()
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html), path


def test_hashed_files_are_kept_for_ever_and_pages_are_asked_for_again(demo: Server) -> None:
    script = re.search(r'src="(/static/display/assets/[^"]+\.js)"', get(demo, f"/display/{DEMO_CONTEST}")[2].decode())
    assert script

    _, headers, _ = get(demo, script[1])
    assert "immutable" in headers["Cache-Control"]
    assert headers["Vary"] == "Accept-Encoding"
    assert get(demo, "/static/display/index.html")[1]["Cache-Control"] == "no-cache"
    assert get(demo, "/static/../config.py")[0] == 404


def test_a_script_travels_compressed_to_whoever_takes_that(demo: Server) -> None:
    page = get(demo, f"/display/{DEMO_CONTEST}")[2].decode()
    built = re.findall(r'(?:src|href)="(/static/display/assets/[^"]+\.(?:js|css))"', page)
    assert len(built) == 2
    for path in built:
        plain, packed = get(demo, path), get(demo, path, **{"Accept-Encoding": "gzip, deflate"})
        assert plain[1]["Content-Encoding"] is None
        assert packed[1]["Content-Encoding"] == "gzip"
        assert packed[1]["Content-Type"] == plain[1]["Content-Type"]
        assert packed[1]["ETag"] != plain[1]["ETag"]
        assert gzip.decompress(packed[2]) == plain[2]
        assert len(packed[2]) < len(plain[2]) / 2


def test_the_desks_files_are_kept_under_an_address_that_changes_with_them(demo: Server) -> None:
    page = get(demo, "/organizer/sign-in")[2].decode()
    addresses = re.findall(r'(?:src|href)="(/static/desk/[^"]+)"', page)
    assert {address.split("?")[0] for address in addresses} == {"/static/desk/desk.css", "/static/desk/desk.js"}
    for address in addresses:
        assert "immutable" in get(demo, address)[1]["Cache-Control"]
        assert get(demo, address.split("?")[0])[1]["Cache-Control"] == "no-cache"


def test_the_wall_asks_whether_its_page_is_still_the_same(demo: Server) -> None:
    _, headers, _ = get(demo, f"/display/{DEMO_CONTEST}")
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Vary"] is None
    assert get(demo, f"/display/{DEMO_CONTEST}", **{"If-None-Match": headers["ETag"]})[0] == 304
    assert get(demo, f"/display/{DEMO_CONTEST}?lang=en", **{"If-None-Match": headers["ETag"]})[0] == 200


def test_the_board_is_what_the_topic_says_and_answers_304_while_it_holds(demo: Server) -> None:
    status, headers, body = get(demo, f"/contests/{DEMO_CONTEST}/board.json")
    with connected(demo) as wall:
        topic = wall.watch("board")["topics"]["board"]

    assert status == 200
    assert json.loads(body) == {"name": "board", **topic}
    assert headers["Cache-Control"].startswith("public")
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Set-Cookie"] is None
    for known in (headers["ETag"], f"W/{headers['ETag']}", f'"older", {headers["ETag"]}', "*"):
        status, again, body = get(demo, f"/contests/{DEMO_CONTEST}/board.json", **{"If-None-Match": known})
        assert (status, body, again["ETag"]) == (304, b"", headers["ETag"]), known
        assert again["Cache-Control"] == headers["Cache-Control"]
    assert get(demo, f"/contests/{DEMO_CONTEST}/board.json", **{"If-None-Match": '"older"'})[0] == 200


def test_the_board_travels_compressed_to_whoever_takes_that(demo: Server) -> None:
    _, _, plain = get(demo, f"/contests/{DEMO_CONTEST}/board.json")
    _, headers, packed = get(demo, f"/contests/{DEMO_CONTEST}/board.json", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert len(packed) < len(plain) / 2


def test_the_board_is_protected_like_every_other_page(demo: Server) -> None:
    """It is answered before Flask is asked."""
    _, board, _ = get(demo, f"/contests/{DEMO_CONTEST}/board.json")
    _, unknown, _ = get(demo, "/contests/atlantis/board.json")
    for name in ("Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"):
        assert board[name] == unknown[name]
    head_only = urllib.request.Request(f"{demo.base}/contests/{DEMO_CONTEST}/board.json", method="HEAD")
    with urllib.request.urlopen(head_only, timeout=10) as head:
        assert (head.headers["Content-Length"], head.read()) == (board["Content-Length"], b"")


def test_the_server_says_that_it_lives_and_nothing_else(demo: Server) -> None:
    status, _, body = get(demo, "/healthz")

    assert status == 200
    assert json.loads(body).keys() == {"status", "now_ms"}
