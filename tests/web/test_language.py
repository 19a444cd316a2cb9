"""Both languages are complete: no page mixes them."""

from __future__ import annotations

import html
import re

import pytest

from contest_app.contest import commands as c
from contest_app.web.desk.acts import KINDS
from contest_app.web.desk.sayings import SAYINGS
from tests.web.hall import CONTEST, NAMES, Hall

DESK = f"/organizer/contests/{CONTEST}"
PATHS = (
    "/organizer",
    "/organizer/welcome",
    "/organizer/house",
    f"{DESK}/setup",
    f"{DESK}/setup/general",
    DESK,
    f"{DESK}?round=greeting&entry=e2",
    f"{DESK}?round=knowledge",
    f"{DESK}?round=skit&entry=e1",
    f"{DESK}/links",
    f"{DESK}/announcer",
    f"{DESK}/journal",
    f"{DESK}/typing/greeting/e2",
    f"{DESK}/typing/greeting/e2/j2",
    "/organizer/nowhere",
)
VIETNAMESE = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(the|and|of|with|points|sheet|judge|round|entry|entries|sign|open|close|press)\b", re.IGNORECASE
)
TYPED = ("Nguyễn Thị Hoa", "Trần Văn Bình", "Lê Thị Thu", "Màn chào hỏi", "Kiến thức", "Tiểu phẩm", "Nội dung",
         "Hình thức", "Diễn xuất", "Nhất", "Nhì", "Ba", 'Hội thi "Dân vận khéo" xã Hương Sơn', *NAMES)  # fmt: skip


def _words(page: str) -> str:
    """What a person reads, without what people typed themselves and without what says that it is another language."""
    page = re.sub(r"(?s)<head>.*?</head>|<code>.*?</code>|<(a|label) [^>]*\blang=.*?</\1>", " ", page)
    titles = " ".join(re.findall(r'(?:title|aria-label)="([^"]*)"', page))
    text = html.unescape(re.sub(r"<[^>]+>", " ", page) + " " + titles)
    for name in sorted(TYPED, key=len, reverse=True):
        text = text.replace(name, " ")
    return re.sub(r"https?://\S+|Lan\b", " ", text)


@pytest.mark.parametrize(("lang", "other"), [("en", VIETNAMESE), ("vi", ENGLISH)])
def test_no_page_mixes_the_languages(hall: Hall, lang: str, other: re.Pattern[str]) -> None:
    hall.running().judged("7", "11").called("e2").marked("j1", "6", "10", entry="e2")
    hall.does("director", c.OpenRound, round="knowledge")
    browser = hall.organizer()
    browser.get(f"/organizer?lang={lang}")

    stranger = hall.browser()
    stranger.get(f"/organizer/sign-in/token?lang={lang}")
    pages = [(path, browser.get(path).text) for path in PATHS]
    pages += [(path, stranger.get(path).text) for path in ("/organizer/sign-in", "/organizer/sign-in/link")]
    for path, page in pages:
        words = _words(page)
        found = [words[max(0, m.start() - 30) : m.end() + 30] for m in other.finditer(words)]
        assert found == [], path


def test_the_chosen_language_is_remembered(hall: Hall) -> None:
    browser = hall.organizer()
    assert "Các hội thi" in browser.page("/organizer")

    browser.get("/organizer?lang=en")

    assert "Contests" in browser.page("/organizer")


def test_every_act_is_named_explained_and_answered_in_both_languages() -> None:
    for kind in KINDS:
        saying = SAYINGS[kind]
        for words in (saying.label, saying.will, saying.did):
            assert words.vi, kind
            assert words.en, kind
            assert re.findall(r"\{\w+\}", words.vi) == re.findall(r"\{\w+\}", words.en), kind


def test_figures_have_a_comma_in_vietnamese_and_a_point_in_english(hall: Hall) -> None:
    hall.running().judged("7.5", "11")
    browser = hall.organizer()

    assert "18,50" in browser.page(DESK)
    assert "18.50" in browser.page(f"{DESK}?lang=en")


def test_the_other_language_shows_the_same_page(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    page = browser.page(f"{DESK}/journal?text=A+%26+B%23%2B&kind=")

    link = re.search(r'<a href="([^"]+)" lang="en"', page)
    assert link
    assert 'value="A &amp; B#+"' in page
    assert 'value="A &amp; B#+"' in browser.page(html.unescape(link[1]))
