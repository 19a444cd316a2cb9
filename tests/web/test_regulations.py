"""The regulations have a sentence for every rule, and an amendment is shown in their words before it is recorded."""

from __future__ import annotations

import copy
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from contest_app.contest import commands as c
from contest_app.contest.rulebook import parse_rulebook
from contest_app.web.regulations.changes import changes
from contest_app.web.setup.kept_fields import KEPT, kept_in_yaml
from tests.web.hall import Browser, Hall
from tests.web.test_setup_rules import RULES, form_of, saved

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "rulebook.schema.json").read_text(encoding="utf-8"))

FULL: dict[str, Any] = {
    "format": "rulebook/1",
    "title": "Hội thi",
    "level": "commune",
    "note": "Bản nháp",
    "panel": {"judges": 5, "quorum": 3},
    "rounds": [
        {
            "id": "greeting",
            "title": "Màn chào hỏi",
            "kind": "judged",
            "criteria": [
                {"id": "content", "title": "Nội dung", "max": 10, "step": "0.5", "factor": 1},
                {"id": "form", "title": "Hình thức", "max": 10, "step": "0.5", "factor": 1},
            ],
            "max": 20,
            "factor": 1,
            "marking": "at_call",
            "floor": 0,
            "time": {
                "limit_s": 300,
                "min_s": 60,
                "short_points": 1,
                "hard_stop_s": 600,
                "penalty": {"mode": "full_unit", "unit_s": 60, "points": 1, "grace_s": 5, "cap": 3},
            },
            "aggregate": {"method": "rank_points", "points": [3, 2, 1], "judge_ties": ["content"]},
            "rounding": {"places": 1, "step": "0.25", "mode": "half_up", "stage": "round"},
        },
        {
            "id": "skit",
            "title": "Tiểu phẩm",
            "criteria": [{"id": "acting", "title": "Diễn xuất", "max": 20, "step": 1}],
            "time": {"limit_s": 600, "penalty": {"mode": "tiers", "tiers": [{"over_s": 30, "points": "0.5"}]}},
        },
        {"id": "quiz", "title": "Kiến thức", "kind": "counted", "max": 30},
    ],
    "aggregate": {
        "method": "trimmed_mean",
        "drop_low": 1,
        "drop_high": 1,
        "over": "round_total",
        "fallback": {"below": 4, "method": "mean"},
    },
    "combine": {"best": 2},
    "floor": 0,
    "order": "descending",
    "rounding": [{"places": 2, "step": "0.05", "mode": "half_up", "stage": "total"}],
    "missing": {"policy": "present_only"},
    "ties": ["round:skit", "decision"],
    "prizes": [{"title": "Nhất", "count": 1, "from": 50, "group": "east"}, {"title": "Nhì", "count": 2}],
    "prizes_per": "group",
    "special_prizes": [{"title": "Chào hỏi hay nhất", "by": "round:greeting"}],
    "shared_prizes": "drop_next",
    "groups": [
        {"id": "east", "title": "Cụm Đông", "entries": ["a", "b"]},
        {"id": "west", "title": "Cụm Tây", "entries": ["c"]},
    ],
    "publish": {
        "board": "after_round",
        "detail": "total",
        "judges": "numbers",
        "freeze_before": "skit",
        "ceremony": ["Nhì", "Nhất"],
    },
    "correct_until": "closed",
    "deviation": {"warn_over_percent": 20},
}
STAGED: dict[str, Any] = {
    **{key: FULL[key] for key in ("format", "title")},
    "rounds": [{"id": id_, "title": id_, "kind": "counted"} for id_ in ("one", "two", "three")],
    "stages": [
        {"id": "first", "title": "Sơ khảo", "rounds": ["one"], "advance": {"first": 2, "of": "all"}},
        {"id": "last", "title": "Chung khảo", "rounds": ["two", "three"], "marks": "fresh"},
    ],
}
THIRD: dict[str, Any] = {  # not for rounds judged by places
    **FULL,
    "rounds": [{**FULL["rounds"][0], "aggregate": {"method": "median"}}, *FULL["rounds"][1:]],
    "deviation": {"third_marking": {"from_percent": 30, "judge": "j5", "counts": "third"}},
}
OTHER: dict[str, Any] = {  # a rule's path, and another value that a rule book may have there
    "title": "Hội thi khác", "level": "province", "note": "Bản hai", "panel.judges": 7, "panel.quorum": 4,
    "rounds[0].title": "Chào hỏi", "rounds[2].kind": "judged", "rounds[0].criteria[0].title": "Chủ đề",
    "rounds[0].criteria[0].max": 12, "rounds[0].criteria[0].step": 1, "rounds[0].criteria[0].factor": 2,
    "rounds[2].max": 25, "rounds[0].factor": 2, "rounds[0].marking": "when_timer_stops", "rounds[0].floor": 1,
    "rounds[0].time.limit_s": 240, "rounds[0].time.min_s": 90, "rounds[0].time.short_points": 2,
    "rounds[0].time.hard_stop_s": 500, "rounds[0].time.penalty.mode": "started_unit",
    "rounds[0].time.penalty.unit_s": 30, "rounds[0].time.penalty.points": 2, "rounds[0].time.penalty.grace_s": 10,
    "rounds[0].time.penalty.cap": 4, "rounds[1].time.penalty.tiers[0].over_s": 40,
    "rounds[1].time.penalty.tiers[0].points": 1, "rounds[0].aggregate.points": [5, 2, 1],
    "rounds[0].aggregate.judge_ties": ["form"], "rounds[0].aggregate.method": "rank_points",
    "rounds[0].rounding.places": 2, "rounds[0].rounding.step": "0.5", "rounds[0].rounding.mode": "truncate",
    "rounds[0].rounding.stage": "sheet", "aggregate.method": "trimmed_sum", "aggregate.drop_low": 0,
    "aggregate.drop_high": 2, "aggregate.over": "criterion", "aggregate.fallback.below": 3,
    "aggregate.fallback.method": "median", "combine.best": 1, "floor": 1, "order": "ascending",
    "rounding[0].places": 3, "rounding[0].step": "0.5", "rounding[0].mode": "half_even", "rounding[0].stage": "round",
    "missing.policy": "refuse", "ties": ["decision"], "prizes[0].title": "Giải A", "prizes[0].count": 3,
    "prizes[0].from": 60, "prizes[0].group": "west", "prizes_per": "contest", "special_prizes[0].title": "Giải B",
    "special_prizes[0].by": "round:skit", "shared_prizes": "extend", "groups[0].title": "Cụm Bắc",
    "groups[0].entries": ["a"], "publish.board": "held", "publish.detail": "marks", "publish.judges": "names",
    "publish.freeze_before": "quiz", "publish.ceremony": ["Nhất", "Nhì"], "correct_until": "round_closed",
    "deviation.warn_over_percent": 15, "deviation.third_marking.from_percent": 40,
    "deviation.third_marking.judge": "j4", "deviation.third_marking.counts": "closest",
}  # fmt: skip
STAGED_OTHER: dict[str, Any] = {
    "stages[0].title": "Vòng loại", "stages[0].rounds": ["one", "two"], "stages[1].marks": "carried",
    "stages[0].advance.first": 3, "stages[0].advance.of": "group",
}  # fmt: skip
# What a rule needs beside it so that the rule book stays sound.
WITH: dict[str, dict[str, Any]] = {
    "rounds[0].criteria[0].max": {"rounds[0].max": 22},
    "rounds[0].criteria[0].factor": {"rounds[0].max": 30},
    "rounds[2].kind": {"rounds[2].criteria": [{"id": "x", "title": "X", "max": 30, "step": 1}]},
    "prizes[0].title": {"publish.ceremony": ["Nhì", "Giải A"]},
    "prizes_per": {"prizes[0].group": None},
    "rounding[0].stage": {"rounds[0].rounding": None},
    "rounds[2].max": {},
    "stages[0].rounds": {"stages[1].rounds": ["three"]},
    "stages[0].advance.of": {"groups": [{"id": "g", "title": "Cụm", "entries": ["a"]}]},
}
# Ids name things for the program; `format` names the language the file is written in.
NO_RULE = {"format", "id"}


def with_(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The document with another value at a path (None: without it)."""
    data = copy.deepcopy(data)
    steps: list[Any] = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    holder: Any = data
    for step in steps[:-1]:
        holder = holder[step]
    if value is None:
        holder.pop(steps[-1], None)
    else:
        holder[steps[-1]] = value
    return data


def changed(path: str, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A sound rule book, and the same with another value at this path."""
    before = STAGED if path in {*STAGED_OTHER, "order"} else THIRD if "third_marking" in path else FULL
    beside = WITH.get(path, {})
    if path == "stages[0].advance.of":
        before = with_(before, "groups", beside["groups"])
    after = with_(before, path, value)
    for other, needed in beside.items():
        after = with_(after, other, needed)
    return before, after


@pytest.mark.parametrize("path", [*OTHER, *STAGED_OTHER])
def test_every_rule_that_changes_changes_a_sentence_in_both_languages(path: str) -> None:
    before, after = changed(path, (OTHER | STAGED_OTHER)[path])
    if path == "rounds[0].aggregate.method":  # several rules belong to a method
        after["rounds"][0]["aggregate"] = {"method": "median"}
    old, new = parse_rulebook(before), parse_rulebook(after)
    found = changes(old, new)
    for lang in ("vi", "en"):
        gone = {getattr(words, lang) for change in found for words in change.before}
        come = {getattr(words, lang) for change in found for words in change.after}
        assert gone != come, path
        assert not any(re.search(r"[{}]|None|Words\(|Fraction", text) for text in gone | come)


def schema_paths(node: Any, path: str = "") -> set[str]:
    """Every rule's path in the schema, lists as `[]`."""
    node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]] if "$ref" in node else node
    found: set[str] = set()
    for key in ("oneOf", "anyOf"):
        for each in node.get(key, ()):
            found |= schema_paths(each, path)
    for name, inside in node.get("properties", {}).items():
        below = schema_paths(inside, f"{path}.{name}" if path else name)
        found |= below or {f"{path}.{name}" if path else name}
    if isinstance(node.get("items"), dict):
        found |= schema_paths(node["items"], f"{path}[]")
    return found


def general(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


# `rounding` may be one rounding or a list of them; a round's own are the same rules.
SAME = {"rounding[].": "rounding.", "rounds[].rounding[].": "rounds[].rounding."}


def test_no_rule_of_the_schema_is_left_out_here() -> None:
    tried = {general(path) for path in [*OTHER, *STAGED_OTHER]}
    for path in schema_paths(SCHEMA):
        if path.rsplit(".", 1)[-1] in NO_RULE:
            continue
        alike = {path, *(path.replace(one, other) for one, other in SAME.items())}
        alike |= {one.replace("rounds[].aggregate.", "aggregate.") for one in alike}
        alike |= {one.replace("aggregate.", "rounds[].aggregate.") for one in alike}
        alike |= {one.replace("rounding.", "rounding[].") for one in alike}
        assert alike & tried or any(one.startswith(path) for one in tried), path


def test_every_rule_of_the_schema_is_in_the_form_or_said_to_be_kept(hall: Hall) -> None:
    hall.with_contest(**{key: value for key, value in FULL.items() if key != "format"})
    page = hall.organizer().page(RULES)
    shown = {general(name) for name in re.findall(r' name="([^"]+)"', page)}
    elsewhere = {"combine.best": "best", "publish.ceremony": "publish.ceremony", "rounds[].id": "rounds[].id"}
    for path in schema_paths(SCHEMA) - {"format"}:
        names = {path, f"{path}[]", elsewhere.get(path, path), path.replace("rounding.", "rounding[].")}
        is_kept = any(path == kept or path.startswith((f"{kept}.", f"{kept}[")) for kept in KEPT)
        assert names & shown or is_kept, path
    for words in KEPT.values():
        assert words.vi in page


def test_what_a_rule_book_keeps_outside_the_form_is_told_from_what_it_might() -> None:
    there, might = kept_in_yaml(FULL)
    kept = ("stages", "aggregate.judge_ties", "deviation.third_marking")
    assert might == [KEPT[path] for path in kept]
    assert len(there) + len(might) == len(KEPT)
    assert kept_in_yaml({"rounds": []})[0] == []


# --- an amendment -----------------------------------------------------------------------------------------------------


def confirmed(browser: Browser, page: str, **fields: str) -> Any:
    """Sends the review's own form."""
    form = page.split('class="sheet-form"')[1].split("</form>")[0]
    carried = {n: unescape(v) for n, v in re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form)}
    carried.pop("csrf_token", None)
    return browser.post(RULES, {**carried, "do": "confirm", **fields})


def test_an_amendment_shows_what_changes_before_it_is_recorded(hall: Hall) -> None:
    hall.running()
    browser, before = hall.organizer(), hall.seq
    page = saved(browser, **{"rounds[1].factor": "2"}).text
    assert hall.seq == before
    table = page.split('data-testid="changes"')[1].split("</table>")[0]
    assert "Phần thi Kiến thức" in table
    assert "<ins>Hệ số của phần thi: 2.</ins>" in table
    assert "Tiểu phẩm" not in table
    assert "BẢN XEM TRƯỚC" in page


def test_it_wants_a_reason_and_keeps_everything_that_was_typed(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    page = saved(browser, **{"rounds[1].factor": "2"}).text
    refused = confirmed(browser, page, reason=" ")
    assert (refused.status_code, hall.state.rulebook.round("knowledge").factor) == (422, 1)
    assert 'data-testid="problem"' in refused.text
    assert confirmed(browser, refused.text, reason="Bổ sung thể lệ").status_code == 303
    assert hall.state.rulebook.round("knowledge").factor == 2
    printed = browser.page(f"{RULES}/print")
    assert "Lý do: Bổ sung thể lệ" in printed


def test_back_to_the_form_brings_all_of_it_along(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    page = saved(browser, **{"rounds[1].factor": "2", "rounds[2].title": "Tiểu phẩm mới"}).text
    again = form_of(confirmed(browser, page, do="edit").text)
    assert (again["rounds[1].factor"], again["rounds[2].title"]) == ("2", "Tiểu phẩm mới")


def test_an_amendment_of_nothing_has_no_button(hall: Hall) -> None:
    hall.running()
    page = saved(hall.organizer()).text
    assert 'data-testid="no-changes"' in page
    assert 'data-testid="confirm-rules"' not in page


def test_an_amendment_that_breaks_what_was_judged_is_refused_and_kept(hall: Hall) -> None:
    hall.running().judged("7", "11")
    browser, before = hall.organizer(), hall.seq
    page = saved(browser, **{"rounds[0].criteria[0].max": "9", "rounds[0].max": "21"}).text
    refused = confirmed(browser, page, reason="Thử")
    assert (refused.status_code, hall.seq) == (422, before)
    assert 'value="Thử"' in refused.text


def test_an_amendment_made_meanwhile_is_shown_before_this_one_is_recorded(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    page = saved(browser, **{"rounds[1].factor": "2"}).text
    data = with_(dict(hall.state.rulebook.data), "title", "Tên mới")
    hall.does("organizer", c.AmendRulebook, rulebook=data, reason="Đổi tên")
    refused = confirmed(browser, page, reason="Bổ sung")
    assert (refused.status_code, hall.state.rulebook.round("knowledge").factor) == (422, 1)
    assert "<del>Tên mới</del>" in refused.text  # this one would take the other back, and says so
    assert confirmed(browser, refused.text, reason="Bổ sung").status_code == 303


def test_a_document_is_amended_the_same_way(hall: Hall) -> None:
    hall.running()
    browser = hall.organizer()
    page = browser.page(f"{RULES}/yaml")
    found, seen = (
        re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL),
        re.search(r'"seen" value="(\w+)"', page),
    )
    assert found
    assert seen
    text = unescape(found[1]).replace("title: Kiến thức", "title: Hiểu biết")
    form = {"command_id": "y1", "seen": seen[1], "yaml": text}
    page = browser.post(f"{RULES}/yaml", form).text
    assert "<ins>Phần thi Hiểu biết</ins>" in page
    assert hall.state.rulebook.round("knowledge").title == "Kiến thức"
    answer = browser.post(f"{RULES}/yaml", {**form, "do": "confirm", "reason": "Gọi đúng tên"})
    assert (answer.status_code, hall.state.rulebook.round("knowledge").title) == (303, "Hiểu biết")


def test_before_the_start_a_preview_stores_nothing(hall: Hall) -> None:
    hall.with_contest()
    browser, before = hall.organizer(), hall.seq
    page = browser.post(RULES, {**form_of(browser.page(RULES)), "title": "Tên mới", "do": "preview"}).text
    assert (hall.seq, "BẢN XEM TRƯỚC" in page) == (before, True)
    assert confirmed(browser, page).status_code == 303
    assert hall.state.title == "Tên mới"


# --- as a paper -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "head"), [("state", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("party", "ĐẢNG CỘNG SẢN")]
)
def test_the_regulations_are_a_paper_of_the_body_with_grounds_place_and_committees(
    hall: Hall, form: str, head: str
) -> None:
    hall.with_contest()
    about = {"form": form, "body": "Đảng ủy xã Đào Xá", "parent_body": "Đảng bộ huyện Phú Bình", "mcs": ("Hoàng Châu",)}
    about |= {"grounds": ("Kế hoạch số 79-KH/HU",), "organizing_committee": ("Lê Văn Nam – Phó Bí thư",)}
    hall.does("secretary", c.DescribeContest, place="Nhà văn hóa", held_on="2026-10-12", locality="Đào Xá", **about)
    page = hall.organizer().page(f"{RULES}/print")
    for said in (head, "ĐẢNG ỦY XÃ ĐÀO XÁ", "ĐẢNG BỘ HUYỆN PHÚ BÌNH", "Căn cứ Kế hoạch số 79-KH/HU.", "12/10/2026",
                 "Địa điểm: Nhà văn hóa.", "Ban Tổ chức: Lê Văn Nam – Phó Bí thư.", "Hoàng Châu"):  # fmt: skip
        assert said in page
    assert re.search(r'<p class="name">Lê Văn Nam</p>', page)
