"""What papers say: worth, source, signatures, corrections, sheets, minutes, and whether they still agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest.events import RunningOrderSet
from contest_app.documents import history
from contest_app.documents.catalog import shelves
from contest_app.documents.comparison import Past, compare, judge_paper
from contest_app.documents.minutes import Minutes, make_minutes
from contest_app.documents.paper_words import default_words, read_words, words_from
from contest_app.documents.score_sheets import RECUSED, ScoreSheet, blank_sheets, filled_sheets
from contest_app.documents.source import OFFICIAL, PROVISIONAL, REHEARSAL, Source, read_source, worth
from tests.building import Story, a_contest, a_judged_contest, a_running_contest
from tests.documents.telling import an_evening, signed

HASH = "3f9a01bc77de9a10" + "0" * 48


def _minutes(story: Story, **typed: str) -> Minutes:
    words, wrong = read_words(typed, default_words(story.state))
    assert wrong == {}
    return make_minutes(story.state, story.snapshot.standings, story.events, words)


# --- where a paper comes from -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "412:3f9a01bc77de9a10",
        "412 · 3f9a 01bc 77de 9a10",
        " 412:3F9A01BC77DE9A10 ",
        "412 3f9a 01bc 77de 9a10",
        "412-3f9a01bc77de9a10",
    ],
)
def test_the_mark_of_a_paper_is_read_however_it_is_typed(typed: str) -> None:
    assert read_source(typed) == Source(412, "3f9a01bc77de9a10")


@pytest.mark.parametrize(
    "typed", ["", "412", "412:", "412:3f9a", "x:3f9a01bc77de9a10", "412:3f9a01bc77de9a1g", "a" * 500]
)
def test_anything_else_is_no_mark(typed: str) -> None:
    assert read_source(typed) is None


def test_what_a_paper_shows_is_read_back() -> None:
    source = Source(412, HASH)
    assert read_source(source.grouped) == read_source(source.code) == Source(412, HASH[:16])


def test_a_round_is_official_once_signed_and_the_whole_once_decided_too() -> None:
    story = a_judged_contest()
    assert worth(story.state, "greeting") == PROVISIONAL
    story.does("head_judge", c.SignRound, round="greeting")
    assert (worth(story.state, "greeting"), worth(story.state, None)) == (OFFICIAL, PROVISIONAL)
    story.decided()
    assert worth(story.state, None) == OFFICIAL
    story.does("head_judge", c.ReopenDecision, reason="chấm sót").round_reopened()
    assert (worth(story.state, "greeting"), worth(story.state, None)) == (PROVISIONAL, PROVISIONAL)


def test_a_rehearsal_is_worth_nothing() -> None:
    story = a_contest()
    from dataclasses import replace

    assert worth(replace(story.state, rehearsal_of="that"), None) == REHEARSAL


# --- signatures and corrections ---------------------------------------------------------------------------------------


def test_what_changes_after_the_signature_stands_on_new_papers_with_its_reason() -> None:
    story = signed(a_judged_contest())
    assert history.corrections(story.state, story.events, "greeting") == ()
    assert history.signature(story.state, story.events, "greeting") is not None
    story.round_reopened()
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="GK 2 ghi nhầm")
    story.marked("j2", "6", "10").closed("e1").round_closed()
    notes = history.corrections(story.state, story.events, "greeting")
    assert [note.split(": ", 1)[1] for note in notes] == [
        "Mở lại phần thi “Màn chào hỏi”. Lý do: chấm sót",
        "Mở lại phần thi “Màn chào hỏi” của đội số 1 – Hương Sơn. Lý do: GK 2 ghi nhầm",
        "GK 2 (Trần Văn Bình) nộp phiếu lần 2 cho đội số 1 – Hương Sơn, phần thi “Màn chào hỏi”.",
    ]
    assert notes[0].startswith("Dòng ")
    assert history.signature(story.state, story.events, "greeting") is None
    assert _minutes(story).corrections == notes


def test_what_changed_before_any_signature_is_no_correction() -> None:
    story = a_judged_contest().round_reopened()
    assert history.corrections(story.state, story.events, None) == ()


# --- sheets and minutes -----------------------------------------------------------------------------------------------


def test_blank_sheets_follow_the_running_order_and_name_who_stands_aside() -> None:
    story = a_running_contest(judges=2, entries=3)
    story.does("secretary", c.SetRunningOrder, round="skit", order=("e3", "e1", "e2"))
    story.does("organizer", c.RecuseJudge, judge="j2", entry="e1", reason="cùng xã")
    sheets = blank_sheets(story.state, story.state.rulebook.round("skit"))
    assert [sheet.judge.id for sheet in sheets] == ["j1", "j2"]
    assert [line.entry.id for line in sheets[1].lines] == ["e3", "e1", "e2"]
    assert [line.note for line in sheets[1].lines] == ["", RECUSED, ""]
    assert all(mark is None for line in sheets[0].lines for mark in line.marks)


def test_a_leaf_is_printed_for_those_who_are_to_be_judged_only() -> None:
    story = a_running_contest(judges=2, entries=4)
    story.does("organizer", c.RecuseJudge, judge="j2", entry="e1", reason="cùng xã")
    story.does("secretary", c.ChangeEntryStatus, entry="e4", status="withdrawn", reason="bão lũ")
    story.judged("7", "7", entry="e2")
    story.does("secretary", c.ChangeEntryStatus, entry="e2", status="disqualified", reason="gian lận")

    def leaves(sheets: tuple[ScoreSheet, ...]) -> list[list[str]]:
        return [[line.entry.id for line in sheet.lines if line.has_leaf] for sheet in sheets]

    greeting, skit = (story.state.rulebook.round(each) for each in ("greeting", "skit"))
    assert leaves(blank_sheets(story.state, skit)) == [["e1", "e3"], ["e3"]]
    # what was judged is kept whatever happened later; who has not handed in yet is still waited for
    assert leaves(filled_sheets(story.state, greeting)) == [["e1", "e2", "e3"], ["e2", "e3"]]


def test_the_minutes_count_sheets_and_tell_of_ties_penalties_and_what_happened() -> None:
    story = a_running_contest(judges=3, panel={"judges": 3, "quorum": 2}, ties=["decision"])
    story.judged("7", "11", entry="e1")
    story.called("e2").marked("j1", "7", "11", entry="e2").marked("j2", "7", "11", entry="e2")
    story.closed("e2", reason="GK 3 ốm")
    story.does("secretary", c.GivePenalty, round="greeting", entry="e2", points="0.5", reason="Quá giờ")
    people = ("Vũ Thị Lan – chuyên viên", "Đỗ Thị Thu")
    story.does("secretary", c.DescribeContest, locality="Hương Sơn", secretariat=people, body="Đảng ủy xã Hương Sơn")
    minutes = _minutes(story, number="7", date="2024-02-03")
    assert (minutes.secretary, minutes.words.parent_body) == ("Vũ Thị Lan", "ĐẢNG ỦY XÃ HƯƠNG SƠN")
    assert (minutes.sheets[0].due, minutes.sheets[0].handed_in) == (6, 5)
    assert minutes.penalties == ("đội số 2 – Đào Xá, phần thi “Màn chào hỏi”: -0,5 (Quá giờ)",)
    assert "thiếu phiếu của GK 3 (Lê Thị Thu). Lý do: GK 3 ốm" in minutes.incidents[0]
    assert minutes.number == "Số: 07/BB-BGK"
    assert minutes.place_and_date == "Hương Sơn, ngày 03 tháng 02 năm 2024"


def test_a_decided_tie_stands_in_the_minutes_with_its_reason() -> None:
    story = a_judged_contest(("7", "11"), ("7", "11"), ties=["decision"])
    story.does("head_judge", c.DecideTie, entries=("e2", "e1"), reason="Tiểu phẩm hay hơn")
    said = _minutes(story).ties
    assert said[0].startswith("Cùng 18,00 điểm: Đào Xá (hạng 1, theo quyết định của Ban Giám khảo), Hương Sơn (hạng 2")
    assert len(said) == 2
    assert said[1].endswith("đội số 2 – Đào Xá > đội số 1 – Hương Sơn. Lý do: Tiểu phẩm hay hơn")


def test_grounds_end_as_the_decree_wants() -> None:
    grounds = ("Kế hoạch số 79-KH/HU;", " ", "Căn cứ Quyết định số 12", "Thể lệ hội thi")
    minutes = _minutes(a_judged_contest().does("secretary", c.DescribeContest, grounds=grounds))
    assert minutes.grounds == (
        "Căn cứ Kế hoạch số 79-KH/HU;",
        "Căn cứ Quyết định số 12;",
        "Căn cứ Thể lệ hội thi.",
    )


def test_the_form_of_the_papers_is_the_contests() -> None:
    story = a_judged_contest().does("secretary", c.DescribeContest, form="party")
    assert (_minutes(story).form, _minutes(story, number="7").number) == ("party", "Số 07-BB/BGK")


def test_words_refuse_nonsense_at_their_field_and_kept_nonsense_is_not_used() -> None:
    state = a_contest().state
    typed = {"date": "12/10/2024", "number": "7a", "chair": "x" * 201, "venue": "Hội trường"}
    words, wrong = read_words(typed, default_words(state))
    assert set(wrong) == {"date", "number", "chair"}
    assert words.venue == "Hội trường"
    assert words_from({"number": "bảy", "unknown": 3}, state) == default_words(state)
    assert words_from({"number": "7"}, state).number == "7"


def test_words_that_nobody_wrote_go_on_following_the_contest() -> None:
    story = a_contest().does("secretary", c.DescribeContest, place="Nhà văn hóa", body="Đảng ủy xã Đào Xá")
    default = default_words(story.state)
    kept = replace(default, number="7").said(default)
    assert kept == {"number": "7"}
    story.does("secretary", c.DescribeContest, place="Sân vận động", body="Đảng ủy xã Úc Kỳ")
    words = words_from(kept, story.state)
    assert (words.number, words.venue, words.parent_body) == ("7", "Sân vận động", "ĐẢNG ỦY XÃ ÚC KỲ")


def test_a_paper_without_data_says_why_it_is_not_there() -> None:
    empty = a_contest()
    reasons = {(p.kind, p.round): p.missing for s in shelves(empty.state, empty.snapshot.standings) for p in s.papers}
    assert all(reasons.values())
    full = an_evening(teams=2)
    full.happened(RunningOrderSet("greeting", ("e1", "e2")))
    assert not any(p.missing for s in shelves(full.state, full.snapshot.standings) for p in s.papers)


# --- verification -----------------------------------------------------------------------------------------------------


def test_a_paper_agrees_until_a_figure_changes() -> None:
    story = signed(a_judged_contest())
    paper, then = Source(story.seq, HASH[:16]), story.snapshot
    story.does("director", c.PublishRound, round="greeting")
    assert judge_paper(paper, Past(HASH, then), story.snapshot).agrees
    story.round_reopened()
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="x")
    story.marked("j2", "1", "11")
    verdict = judge_paper(paper, Past(HASH, then), story.snapshot)
    assert (verdict.agrees, verdict.is_genuine) == (False, True)
    assert {(change.what.vi, change.before.vi, change.now.vi) for change in verdict.changes} >= {
        ("“Màn chào hỏi”, GK 2, Nội dung", "7", "1"),
    }
    assert any(change.what.vi == "tổng điểm" for change in verdict.changes)


def test_a_mark_that_moves_no_total_is_still_a_change() -> None:
    story = a_judged_contest()
    before = story.snapshot
    story.round_reopened()
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="x")
    story.marked("j2", "8", "10")  # the same total, other marks
    assert len(compare(before, story.snapshot)) == 2


def test_a_paper_of_another_journal_never_agrees() -> None:
    story = a_judged_contest()
    paper = Source(story.seq, "0" * 16)
    for past in (Past(None, None), Past(HASH, story.snapshot), Past(HASH, story.snapshot, bad_seq=3)):
        verdict = judge_paper(paper, past, story.snapshot)
        assert (verdict.agrees, verdict.is_genuine) == (False, False)


def test_only_the_head_judges_own_press_is_called_the_head_judges_signature() -> None:
    story = a_judged_contest().does("organizer", c.SignRound, round="greeting")
    signature = history.signature(story.state, story.events, "greeting")
    assert signature is not None
    assert signature.words.startswith("Ban Tổ chức (Lan) ghi nhận Trưởng Ban Giám khảo đã xác nhận, trên bàn điều hành")
    story.does("head_judge", c.DecideContest)
    assert _minutes(story).signatures[-1].startswith("Kết quả chung cuộc: Trưởng Ban Giám khảo đã ký xác nhận")


def test_a_change_of_what_was_published_is_a_correction_even_before_any_signature() -> None:
    story = a_judged_contest(publish={"board": "after_round"}).does("director", c.PublishRound, round="greeting")
    assert history.corrections(story.state, story.events, "greeting") == ()
    story.does("head_judge", c.ReopenPerformance, round="greeting", entry="e1", reason="GK 2 ghi nhầm")
    story.marked("j2", "6", "10").closed("e1").round_closed().does("director", c.PublishRound, round="greeting")
    notes = [note.split(": ", 1)[1] for note in history.corrections(story.state, story.events, None)]
    assert notes[0] == "Mở lại phần thi “Màn chào hỏi”. Lý do: GK 2 ghi nhầm"
    assert notes[-1].startswith("GK 2 (Trần Văn Bình) nộp phiếu lần 2 cho đội số 1")
    assert story.events[-1][0] == e.RoundPublished("greeting", again=True)


def test_what_happens_to_others_after_a_publication_is_no_correction_of_it() -> None:
    story = a_running_contest().judged("7", "11").published().judged("6", "10", entry="e2")
    assert history.corrections(story.state, story.events, None) == ()
    story.does("secretary", c.GivePenalty, round="greeting", entry="e1", points="1", reason="quá giờ")
    (note,) = history.corrections(story.state, story.events, None)
    assert "Trừ 1 điểm của đội số 1" in note
