"""The rule book's form: refuses nonsense at the field, loses nothing that was typed, keeps what it does not show."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from contest_app.contest import commands as c
from contest_app.contest.rulebook import TEMPLATES, RuleBook, parse_rulebook, template
from contest_app.web.regulations.articles import chapters
from contest_app.web.setup.new import ABOUT, LEVELS
from contest_app.web.setup.rule_choices import place_words
from contest_app.web.setup.rule_form import (
    CRITERION_KEYS,
    PENALTY_KEYS,
    ROUND_KEYS,
    ROUNDING_KEYS,
    SECTIONS,
    TIME_KEYS,
    TOP_TEXTS,
    document_of,
    fields_of,
)
from contest_app.web.setup.rule_yaml import line_of
from tests.web.hall import Browser, Hall

RULES = "/organizer/contests/demo/setup/rules"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.stop()


def meant(book: RuleBook) -> RuleBook:
    """What a rule book says, whatever way it is written."""
    return replace(book, data={})


def form_of(page: str) -> dict[str, str]:
    """Every field of the editor's form as a browser would send it."""
    page = page.split('class="rules sheet-form"')[1].split("</form>")[0]
    fields = {n: unescape(v) for n, v in re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', page)}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        fields[name] = unescape((chosen or first)[1]) if first else ""  # type: ignore[index]
    fields.pop("csrf_token", None)
    return fields


def saved(browser: Browser, **changes: str) -> TestResponse:
    return browser.post(RULES, {**form_of(browser.page(RULES)), "do": "save", **changes})


def errors_of(answer: TestResponse) -> set[str]:
    return {unescape(path) for path in re.findall(r'data-testid="error" data-path="([^"]+)"', answer.text)}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_shipped_rule_book_goes_through_the_form_unchanged(name: str) -> None:
    data = template(name)
    assert meant(parse_rulebook(document_of(fields_of(data), data))) == meant(parse_rulebook(data))


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_page_itself_loses_nothing_of_a_shipped_rule_book(hall: Hall, name: str) -> None:
    hall.with_contest(**{"aggregate": {"method": "mean"}} | template(name))
    before = hall.state.rulebook
    answer = saved(hall.organizer(), title="Tên mới")
    assert (answer.status_code, errors_of(answer)) == (303, set())
    after = hall.state.rulebook
    assert meant(replace(after, title=before.title)) == meant(before)


def test_what_the_form_does_not_show_stays(hall: Hall) -> None:
    rounds = [
        {
            **template("commune")["rounds"][0],
            "aggregate": {"method": "median"},
            "rounding": {"places": 1, "stage": "round"},
        }
    ]
    hall.with_contest(
        rounds=rounds,
        ties=["decision"],
        publish={},
        deviation={"warn_over_percent": None},
        groups=[{"id": "a", "title": "Bảng A"}],
    )
    before = hall.state.rulebook
    assert saved(hall.organizer()).status_code == 303
    assert meant(hall.state.rulebook) == meant(before)


def test_every_error_stands_beside_its_field_and_all_that_was_typed_stays(hall: Hall) -> None:
    hall.with_contest()
    changes = {
        "title": " ",
        "panel.judges": "ba",
        "rounds[0].max": "19",
        "rounds[0].criteria[0].step": "0,3",
        "rounds[2].time.limit_s": "mười phút",
        "prizes[0].count": "-1",
        "publish.ceremony": "Nhất, Giải không có",
    }
    before = hall.seq
    answer = saved(hall.organizer(), **changes)
    assert (answer.status_code, hall.seq) == (422, before)
    assert {
        "title",
        "panel.judges",
        "rounds[0].criteria[0].step",
        "rounds[2].time.limit_s",
        "prizes[0].count",
    } <= errors_of(answer)
    for typed in ("ba", "19", "0,3", "mười phút", "-1", "Nhất, Giải không có"):
        assert f'value="{typed}"' in answer.text, typed


@pytest.mark.parametrize("path", ["best", "rounds[0].time.penalty.points", "rounds[0].time.penalty.tiers[0].over_s"])
def test_a_number_that_would_not_count_is_not_dropped_in_silence(hall: Hall, path: str) -> None:
    hall.with_contest(rounds=[{"id": "r1", "title": "Hát", "criteria": [{"id": "a", "title": "Giọng", "max": 10}]}])
    browser = hall.organizer()
    answer = saved(browser, **{path: "2"})
    assert (answer.status_code, errors_of(answer)) == (422, {path})
    assert form_of(answer.text)[path] == "2"
    arranged = browser.post(RULES, {**form_of(browser.page(RULES)), path: "2", "do": "add-criterion:0"})
    assert form_of(arranged.text)[path] == "2"


def test_a_penalty_is_turned_off_by_its_kind_alone(hall: Hall) -> None:
    penalty = {"mode": "tiers", "tiers": [{"over_s": 90, "points": "0.5"}], "cap": 3}
    criteria = [{"id": "a", "title": "Giọng", "max": 10}]
    hall.with_contest(
        rounds=[{"id": "r1", "title": "Hát", "criteria": criteria, "time": {"limit_s": 300, "penalty": penalty}}]
    )
    assert saved(hall.organizer(), **{"rounds[0].time.penalty.mode": ""}).status_code == 303
    time = hall.state.rulebook.rounds[0].time
    assert time is not None
    assert time.penalty is None


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_field_of_the_form_has_a_place_in_words(name: str) -> None:
    keys = {*TOP_TEXTS, *ROUND_KEYS, *CRITERION_KEYS, *TIME_KEYS, *PENALTY_KEYS, *ROUNDING_KEYS}
    shown = {re.sub(r"\[\d+\]", "", step) for path in fields_of(template(name)) for step in path.split(".")}
    for key in keys | {key for section in SECTIONS.values() for key in section} | shown - {"format", "id"}:
        assert place_words(key).vi != key, key


def test_sums_that_disagree_are_said_at_the_round(hall: Hall) -> None:
    hall.with_contest()
    answer = saved(hall.organizer(), **{"rounds[0].max": "19"})
    assert errors_of(answer) == {"rounds[0].max"}
    assert "phần thi 1, điểm tối đa</a>: Tổng điểm tối đa" in answer.text


def test_points_may_have_a_comma_and_times_a_colon(hall: Hall) -> None:
    hall.with_contest()
    changes = {
        "rounds[0].criteria[0].step": "0,25",
        "rounds[2].time.limit_s": "7:30",
        "rounds[2].time.penalty.unit_s": "30",
    }
    assert saved(hall.organizer(), **changes).status_code == 303
    rounds = hall.state.rulebook.rounds
    assert str(rounds[0].criteria[0].step) == "1/4"
    assert rounds[2].time is not None
    assert (rounds[2].time.limit_s, rounds[2].time.penalty and rounds[2].time.penalty.unit_s) == (450, 30)
    assert 'value="7:30"' in hall.organizer().page(RULES)


@pytest.mark.parametrize(("lang", "word"), [("vi", "còn lại"), ("en", "rest")])
def test_all_who_remain_are_said_in_words(hall: Hall, lang: str, word: str) -> None:
    hall.with_contest()
    browser = hall.organizer()
    page = browser.page(f"{RULES}?lang={lang}")
    typed = {"prizes[2].title": "Khuyến khích", "prizes[2].count": word, "do": "save"}
    assert browser.post(RULES, {**form_of(page), **typed}).status_code == 303
    assert hall.state.rulebook.prizes[-1].count is None
    assert f'value="{word}"' in browser.page(RULES)


def test_rounds_and_criteria_are_added_moved_and_taken_away_without_script(hall: Hall) -> None:
    hall.with_contest()
    browser, before = hall.organizer(), hall.seq
    page = browser.post(RULES, {**form_of(browser.page(RULES)), "do": "add-round"}).text
    page = browser.post(RULES, {**form_of(page), "do": "add-criterion:3", "rounds[3].title": "Ứng xử"}).text
    page = browser.post(RULES, {**form_of(page), "do": "up-round:3"}).text
    assert hall.seq == before
    typed = {"rounds[2].criteria[0].title": "Khéo léo", "rounds[2].criteria[0].max": "10", "ties[0]": "round:phan-thi"}
    answer = browser.post(RULES, {**form_of(page), **typed, "do": "save"})
    assert (answer.status_code, errors_of(answer)) == (303, set())
    assert [r.title for r in hall.state.rulebook.rounds] == ["Màn chào hỏi", "Kiến thức", "Ứng xử", "Tiểu phẩm"]
    page = browser.post(RULES, {**form_of(browser.page(RULES)), "do": "remove-round:2"}).text
    answer = browser.post(RULES, {**form_of(page), "do": "save"})
    assert errors_of(answer) == {"ties[0]"}
    answer = browser.post(RULES, {**form_of(answer.text), "ties[0]": "decision", "do": "save"})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "act", ["up-round:0", "down-round:9", "remove-criterion:0.9", "remove-round:x", "nonsense", "up-criterion:0"]
)
def test_a_button_that_arranges_nothing_changes_nothing(hall: Hall, act: str) -> None:
    hall.with_contest()
    browser = hall.organizer()
    form = form_of(browser.page(RULES))
    again = form_of(browser.post(RULES, {**form, "do": act}).text)
    assert {name: value for name, value in again.items() if name != "command_id"} == {
        name: value for name, value in form.items() if name != "command_id"
    }


def test_a_rule_book_that_somebody_else_saved_is_not_overwritten(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    form = form_of(browser.page(RULES))
    hall.does("organizer", c.SetRulebook, rulebook={**hall.state.rulebook.data, "title": "Của người khác"})
    answer = browser.post(RULES, {**form, "title": "Của tôi", "do": "save"})
    assert (answer.status_code, hall.state.title) == (422, "Của người khác")
    assert 'value="Của tôi"' in answer.text


def test_after_the_start_only_an_amendment_with_a_reason_changes_it(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    assert 'data-testid="pinned"' in browser.page(RULES)
    change = {"rounds[1].factor": "2"}
    form = {**form_of(browser.page(RULES)), **change}
    assert browser.post(RULES, {**form, "do": "save"}).status_code == 200
    assert browser.post(RULES, {**form, "do": "confirm"}).status_code == 422
    assert hall.state.rulebook.round("knowledge").factor == 1
    assert browser.post(RULES, {**form, "do": "confirm", "reason": "Bổ sung thể lệ"}).status_code == 303
    assert hall.state.rulebook.round("knowledge").factor == 2


# --- YAML and print ---------------------------------------------------------------------------------------------------


def test_the_yaml_is_the_rule_book_and_saves_it(hall: Hall) -> None:
    hall.with_contest()
    browser = hall.organizer()
    page = browser.page(f"{RULES}/yaml")
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    assert seen
    text = unescape(found[1])
    form = {"command_id": "c1", "seen": seen[1]}
    before = hall.state.rulebook
    assert browser.post(f"{RULES}/yaml", {**form, "yaml": text}).status_code == 303
    assert meant(hall.state.rulebook) == meant(before)
    data = {**form, "file": (io.BytesIO(text.replace("Màn chào hỏi", "Chào hỏi").encode("utf-8-sig")), "x.yaml")}
    assert browser.post(f"{RULES}/yaml", data, content_type="multipart/form-data").status_code == 303
    assert hall.state.rulebook.rounds[0].title == "Chào hỏi"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("format: rulebook/1\ntitle: [", 2),
        (
            "format: rulebook/1\ntitle: A\nrounds:\n- id: a\n  title: A\n  criteria:\n  - {id: x, title: X, max: -1}\n",
            7,
        ),
        ("format: rulebook/1\ntitle: A\nrounds:\n- {id: a, title: A, kind: counted}\nties: [nope]\n", 5),
    ],
)
def test_errors_in_the_yaml_name_their_line(hall: Hall, text: str, line: int) -> None:
    hall.with_contest()
    answer = hall.organizer().post(f"{RULES}/yaml", {"command_id": "c1", "yaml": text})
    assert answer.status_code == 422
    assert f"Dòng {line}" in answer.text
    assert "rulebook/1" in answer.text


def test_the_line_of_a_path_is_the_nearest_that_is_there() -> None:
    text = "a: 1\nrounds:\n- id: x\n  max: 3\n- id: y\n"
    assert [line_of(text, path) for path in ("a", "rounds[1].id", "rounds[0].max", "rounds[1].nope", "z", "")] == [
        1,
        5,
        4,
        5,
        None,
        None,
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_regulations_say_every_round_criterion_and_prize_in_both_languages(name: str) -> None:
    book = parse_rulebook(template(name))
    for lang in ("vi", "en"):
        said = "\n".join(
            getattr(words, lang) for chapter in chapters(book) for words in (chapter.title, *chapter.sentences)
        )
        for title in [
            *(r.title for r in book.rounds),
            *(p.title for p in book.prizes),
            *(s.title for s in book.special_prizes),
        ]:
            assert title in said
        assert not re.search(r"[{}]|None|Words", said), said
    assert [chapter.round for chapter in chapters(book) if chapter.round] == list(book.rounds)


def test_every_shipped_template_is_described() -> None:
    assert set(ABOUT) == set(LEVELS) == set(TEMPLATES)


def test_the_print_page_holds_criteria_times_and_ties(hall: Hall) -> None:
    hall.with_contest(**template("district"))
    page = hall.organizer().page(f"{RULES}/print")
    for word in ("Trang phục, tác phong", "5 phút", "Ban Giám khảo quyết định", "Khuyến khích", "0,5"):
        assert word in page
