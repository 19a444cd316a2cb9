"""The one-page guides: for everybody, in both languages, and true to the words that stand on the buttons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contest_app.contest.words import Words
from contest_app.web.desk.sayings import SAYINGS
from contest_app.web.guides.pages import GUIDES
from tests.web.hall import Hall

ROOT = Path(__file__).parents[2]
QUOTED = re.compile("“([^”]+)”")


def all_words() -> list[tuple[str, Words]]:
    """Every sentence of every guide, with the guide's key."""
    found = []
    for guide in GUIDES.values():
        found += [(guide.key, words) for words in (guide.title, guide.lead)]
        found += [(guide.key, words) for step in guide.steps for words in (step.title, step.text, step.figure.label)]
        found += [(guide.key, words) for trouble in guide.troubles for words in (trouble.what, trouble.do)]
    return found


def words_of_the_pages() -> str:
    """All there is to read on the tablet and the desk, as the sources have it."""
    sources = [*(ROOT / "judge_ui/src").rglob("*.svelte"), *(ROOT / "judge_ui/src").rglob("*.ts")]
    sources += [*(ROOT / "contest_app/web").rglob("*.html"), *(ROOT / "contest_app/web/safety").rglob("*.py")]
    sources = [path for path in sources if "guides" not in path.parts]
    labels = [words for saying in SAYINGS.values() for words in (saying.label.vi, saying.label.en)]
    return "\n".join([*(path.read_text(encoding="utf-8") for path in sources), *labels]).replace("’", "'").casefold()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_is_for_everybody_and_speaks_one_language(hall: Hall, key: str, lang: str) -> None:
    page = hall.browser().get(f"/guide/{key}?lang={lang}")

    assert page.status_code == 200
    assert f'<html lang="{lang}">' in page.text
    guide = GUIDES[key]
    said, other = (guide.lead.vi, guide.lead.en) if lang == "vi" else (guide.lead.en, guide.lead.vi)
    html = page.text.replace("&#39;", "'")
    assert said in html
    assert other not in html
    assert 'style="' not in html
    assert "http" not in html.replace("http-equiv", "")


def test_the_list_names_every_guide_and_another_is_not_there(hall: Hall) -> None:
    page = hall.browser().get("/guide/").text

    assert all(f"/guide/{key}?" in page for key in GUIDES)
    assert hall.browser().get("/guide/cook").status_code == 404


def test_every_guide_says_everything_in_both_languages_and_what_to_do_when_something_goes_wrong() -> None:
    assert [key for key, words in all_words() if bool(words.vi) != bool(words.en)] == []
    assert all(5 <= len(guide.steps) <= 7 and len(guide.troubles) >= 5 for guide in GUIDES.values())


def test_what_a_guide_quotes_stands_on_the_pages() -> None:
    """A button that is called otherwise now must not be looked for in vain."""
    there = words_of_the_pages()
    quoted = [(key, text) for key, words in all_words() for text in QUOTED.findall(f"{words.vi} {words.en}")]
    lost = [(key, text) for key, text in quoted if text.strip("…").replace("’", "'").casefold() not in there]

    assert len(quoted) > 40
    assert [each for each in lost if each[1] not in NOT_ON_PAGES] == []


def test_the_tablets_buttons_are_drawn_with_their_own_words() -> None:
    there = words_of_the_pages()
    drawn = [
        label
        for guide in GUIDES.values()
        for step in guide.steps
        if step.figure.kind in ("press", "tablet", "saved", "tile", "link", "early")
        for label in (step.figure.label.vi, step.figure.label.en)
    ]
    plain = {label for saying in SAYINGS.values() for label in (filled(saying.label).vi, filled(saying.label).en)}

    lost = [label for label in drawn if label not in plain and label.casefold().strip("+= ") not in there]
    assert lost == [label for label in lost if "→" in label or "prize" in label]


def filled(label: Words) -> Words:
    return label.format(entry="…", round="…", judge="…", scene="…")


# Names of other things: of a router's setting, of commands, of what a judge says.
NOT_ON_PAGES = {
    "AP isolation/Mạng khách", "contest-app restore USB --data …", "contest-app sign-in",
}  # fmt: skip
