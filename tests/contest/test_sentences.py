"""Every kind of event has its sentence in both languages, with the names people know and without a mark."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.naming import ROLE_NAMES, actor_words
from contest_app.contest.permissions import ROLES
from contest_app.contest.sentences import SENTENCES, sentence, subject
from tests.building import a_contest, a_judged_contest, a_running_contest

KINDS = e.event_kinds()
LATE = a_running_contest().called().closed(reason="hết giờ").marked("j1", "7", "11")
IDS = {"round": "greeting", "entry": "e1", "judge": "j2", "late": LATE.seq}


def made(kind: type[e.Event], **changes: Any) -> e.Event:
    """An event of that kind with something in every field."""
    by_type: dict[Any, Any] = {str: "7.5", int: 3, bool: True, tuple[str, ...]: ("e1", "e2")}
    hints = typing.get_type_hints(kind)
    given = {f.name: by_type.get(hints[f.name], {"content": "7.777"}) for f in fields(kind)}
    given |= {"missing": ("j1",)} if "missing" in given else {}
    return kind(**{**given, **{name: value for name, value in (IDS | changes).items() if name in given}})


def test_every_kind_of_event_has_a_sentence_and_no_sentence_lacks_its_event() -> None:
    assert set(SENTENCES) == set(KINDS.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_sentence_is_whole_in_both_languages(kind: type[e.Event]) -> None:
    said = sentence(LATE.state, made(kind))
    for text in (said.vi, said.en):
        assert not re.search(r"[{}]|Words\(|None|  ", text), text
        assert text[0].upper() == text[0]
    assert said.vi != said.en


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_sentence_is_whole_where_fields_are_empty(kind: type[e.Event]) -> None:
    empty: dict[Any, Any] = {str: "", int: 0, bool: False, tuple[str, ...]: ()}
    hints = typing.get_type_hints(kind)
    said = sentence(a_judged_contest().state, kind(**{f.name: empty.get(hints[f.name], {}) for f in fields(kind)}))
    assert not re.search(r"[{}]|Lý do|Reason", said.vi + said.en)


def test_no_sentence_tells_a_mark() -> None:
    holding = [kind for kind in KINDS.values() if typing.get_type_hints(kind).get("marks") == Mapping[str, str]]
    assert holding
    for kind in holding:
        assert "7.777" not in sentence(a_judged_contest().state, made(kind)).en


def test_a_sentence_names_entry_round_judge_points_and_reason() -> None:
    state = a_judged_contest().state
    given = e.PenaltyGiven("greeting", "e1", "1.5", "quá giờ {x}")
    assert sentence(state, given).vi == (
        "Trừ 1,5 điểm của đội số 1 – Hương Sơn, phần thi “Màn chào hỏi”. Lý do: quá giờ {x}"
    )
    assert (
        sentence(state, given).en
        == "Gave entry 1 – Hương Sơn, round “Màn chào hỏi” a penalty of 1.5. Reason: quá giờ {x}"
    )
    closed = e.PerformanceClosed("greeting", "e1", ("j2",), "ốm")
    assert "thiếu phiếu của GK 2 (Trần Văn Bình). Lý do: ốm" in sentence(state, closed).vi


def test_a_declined_late_sheet_is_about_the_sheet_it_declines() -> None:
    declined = e.LateSheetDeclined(LATE.seq, "nộp quá muộn")
    assert subject(LATE.state, declined) == ("greeting", "e1", "j1")
    assert "GK 1 (Nguyễn Thị Hoa) cho đội số 1 – Hương Sơn" in sentence(LATE.state, declined).vi


def test_who_was_taken_off_the_list_is_named_all_the_same() -> None:
    story = a_contest().with_judges(1).with_entries("Hương Sơn")
    story.does("secretary", c.RemoveEntry, entry="e1").does("organizer", c.RemoveJudge, judge="j1")
    said = [sentence(story.state, event).vi for event, _ in story.events[-2:]]
    assert said == ["Bỏ Hương Sơn khỏi danh sách.", "Bỏ Nguyễn Thị Hoa khỏi Ban Giám khảo."]


def test_every_role_has_a_name_and_a_judge_has_his_own() -> None:
    state = a_running_contest().does("director", c.FreezeBoard).state
    assert set(ROLE_NAMES) | {"audience"} == set(ROLES)
    assert actor_words(state, "judge:j3").vi == "GK 3 (Lê Thị Thu)"
    assert actor_words(state, "secretary:Lan").vi == "Thư ký (Lan)"
    assert actor_words(state, "director:").en == "Director"
