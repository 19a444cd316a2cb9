"""Papers of a contest whose panel changed: who marked what, since when and until when, and what counts."""

from __future__ import annotations

from typing import Any

from contest_app.contest import commands as c
from contest_app.documents.minutes import Minutes, make_minutes
from contest_app.documents.paper_words import default_words
from contest_app.documents.score_sheets import NOT_HANDED_IN, blank_sheets, filled_sheets
from contest_app.documents.tabulation import RoundTabulation, tabulate_round
from tests.building import Story, a_contest, a_rulebook, one_round

TWO_ROUNDS = [*one_round(), *one_round(id="second", title="Tiểu phẩm")]


def changed(**changes: Any) -> Story:
    """e1 is marked by j1 (head), j2 and j3; then j6 takes the place of j1, j2 is head; e2 is marked by the rest."""
    story = a_contest(a_rulebook(rounds=TWO_ROUNDS, **changes)).with_judges(3, head=1)
    story.with_entries("Hương Sơn", "Đào Xá").started().round_open().called("e1")
    story.marked("j1", "7", "11").marked("j2", "6", "9").marked("j3", "8", "12").closed("e1")
    story.replaced("j1", "j6", head="j2", reason="đau bụng").called("e2")
    story.marked("j2", "6", "9", entry="e2").marked("j3", "7", "11", entry="e2").marked("j6", "5", "10", entry="e2")
    return story.closed("e2").round_closed()


def table(story: Story, round_: str = "greeting") -> RoundTabulation:
    return tabulate_round(story.state, story.snapshot.standings, story.state.rulebook.round(round_))


def minutes(story: Story) -> Minutes:
    return make_minutes(story.state, story.snapshot.standings, story.events, default_words(story.state))


def test_a_round_names_both_who_left_and_who_took_over_with_their_times() -> None:
    told = table(changed())
    assert [judge.id for judge in told.judges] == ["j1", "j2", "j3", "j6"]
    first, head, third, last = told.people
    assert first.startswith("GK 1: Nguyễn Thị Hoa (Trưởng Ban; đến ")
    assert first.endswith(", GK 6 thay)")
    assert head == "GK 2: Trần Văn Bình (Trưởng Ban)"
    assert third == "GK 3: Lê Thị Thu"
    assert last.startswith("GK 6: Giám khảo 6 (từ ")
    assert last.endswith(", thay GK 1)")
    assert [cell.text for cell in told.lines[0].cells] == ["18", "15", "20", ""]
    assert [cell.text for cell in told.lines[1].cells] == ["", "15", "18", "15"]


def test_what_counts_where_two_people_marked_a_round_is_printed() -> None:
    (note,) = table(changed()).notes
    assert note == (
        "Số đội đã chấm: GK 1 (Nguyễn Thị Hoa) 1/2 đội, GK 6 (Giám khảo 6) 1/2 đội. "
        "Điểm mỗi đội là của những giám khảo đã chấm đội đó."
    )
    dropped = table(changed(missing={"policy": "drop_judge_for_round"}))
    (note,) = dropped.notes
    assert "điểm của GK 1 (Nguyễn Thị Hoa), GK 6 (Giám khảo 6) không tính cho đội nào trong phần thi này" in note
    assert [cell.is_dropped for cell in dropped.lines[0].cells] == [True, False, False, False]
    assert [cell.is_dropped for cell in dropped.lines[1].cells] == [False, False, False, True]
    assert dropped.lines[0].figure is not None
    assert dropped.lines[0].figure.value == 17.5  # (15 + 20) / 2
    ranked = table(changed(aggregate={"method": "placement_sum"}))
    assert "không tính cho đội nào" in ranked.notes[0]


def test_a_round_after_the_change_knows_only_the_new_panel() -> None:
    story = changed().round_open("second")
    assert [judge.id for judge in table(story, "second").judges] == ["j2", "j3", "j6"]
    assert table(story, "second").notes == ()
    assert [sheet.judge.id for sheet in blank_sheets(story.state, story.state.rulebook.rounds[1])] == ["j2", "j3", "j6"]


def test_a_contest_without_changes_says_nothing_of_them() -> None:
    story = a_contest(a_rulebook(rounds=TWO_ROUNDS)).with_judges(3, head=1).with_entries("Hương Sơn").started()
    story.round_open().judged("7", "11").round_closed()
    assert table(story).notes == ()
    assert table(story).people[1] == "GK 2: Trần Văn Bình"
    assert minutes(story).panel_changes == ()


def test_a_sheet_says_for_which_turns_the_judge_did_not_sit() -> None:
    story = changed()
    sheets = {sheet.judge.id: sheet for sheet in filled_sheets(story.state, story.state.rulebook.rounds[0])}
    assert list(sheets) == ["j1", "j2", "j3", "j6"]
    assert [line.note for line in sheets["j1"].lines] == ["", "Không trong Ban Giám khảo của lượt này"]
    assert [line.note for line in sheets["j6"].lines] == ["Không trong Ban Giám khảo của lượt này", ""]
    assert [line.total_text for line in sheets["j1"].lines] == ["18", ""]
    assert sheets["j1"].is_head
    assert sheets["j1"].term.startswith("đến ")
    missing = a_contest(a_rulebook(rounds=TWO_ROUNDS)).with_judges(2).with_entries("Hương Sơn").started().round_open()
    (_, second) = filled_sheets(missing.called("e1").state, missing.state.rulebook.rounds[0])
    assert second.lines[0].note == NOT_HANDED_IN


def test_a_round_keeps_the_name_of_the_head_judge_who_signed_it() -> None:
    story = changed().does("head_judge", c.SignRound, round="greeting")
    assert table(story).head == "Trần Văn Bình"
    story.does("organizer", c.LetJudgeGo, judge="j2", reason="về sớm", head="j3")
    assert table(story).head == "Trần Văn Bình"
    assert table(story, "second").head == "Lê Thị Thu"


def test_the_minutes_list_both_and_tell_the_change_with_its_reason() -> None:
    told = minutes(changed())
    assert len(told.attendees) == 4
    assert told.attendees[0].startswith("Nguyễn Thị Hoa – Giám khảo số 1, nguyên Trưởng Ban Giám khảo (đến ")
    assert told.attendees[1] == "Trần Văn Bình – Trưởng Ban Giám khảo"
    assert told.attendees[3].startswith("Giám khảo 6 – Giám khảo số 6 (từ ")
    assert told.head_judge == "Trần Văn Bình"
    assert told.judges == ("Lê Thị Thu", "Giám khảo 6")
    left, joined, head, note = told.panel_changes
    assert "GK 1 (Nguyễn Thị Hoa) thôi chấm, ghế chuyển cho GK 6 (Giám khảo 6). Lý do: đau bụng" in left
    assert "Giám khảo 6 vào Ban Giám khảo, là giám khảo số 6, thay GK 1 (Nguyễn Thị Hoa)." in joined
    assert "Trưởng Ban Giám khảo từ nay: GK 2 (Trần Văn Bình)" in head
    assert note.startswith("Phần thi “Màn chào hỏi”: số đội đã chấm")
    assert told.sheets[0].due == told.sheets[0].handed_in == 6
    assert told.corrections == ()


def test_who_was_absent_withdrew_or_was_disqualified_is_named_so_and_is_not_yet_to_come() -> None:
    story = (
        a_contest(a_rulebook(rounds=TWO_ROUNDS)).with_judges(2).with_entries("Hương Sơn", "Đào Xá", "Úc Kỳ", "Nga My")
    )
    story.started().round_open()
    story.does("secretary", c.RecordAbsence, round="greeting", entry="e1", reason="xe hỏng")
    story.does("secretary", c.ChangeEntryStatus, entry="e2", status="withdrawn", reason="xin rút")
    story.does("secretary", c.ChangeEntryStatus, entry="e3", status="disqualified", reason="gian lận")
    assert [(line.status, line.problem) for line in table(story).lines] == [
        ("vắng mặt", "–"), ("đã rút", "–"), ("bị loại", "–"), ("", "Chưa thi"),
    ]  # fmt: skip
