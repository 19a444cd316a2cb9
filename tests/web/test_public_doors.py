"""Nothing at a public door moves, not even a number or an ETag, when the jury's people do what is not public."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from contest_app import topics
from contest_app.contest import commands as c
from contest_app.topics.board import produce as board_of
from contest_app.web.draw import check
from tests.web.hall import CONTEST, Hall

DOORS = (
    f"/contests/{CONTEST}/board.json", f"/contests/{CONTEST}/stage.json", f"/contests/{CONTEST}/draws",
    f"/display/{CONTEST}", "/", "/display", "/guide/", "/guide/judge", "/judge/none", f"/organizer/contests/{CONTEST}",
    "/organizer/sign-in", "/contests/none/board.json", f"/contests/{CONTEST}/none",
)  # fmt: skip
E1 = {"round": "greeting", "entry": "e1"}
MARKS = {"content": "6", "form": "10"}
UNPUBLISHED: dict[str, Callable[[Hall], object]] = {
    "a penalty": lambda hall: hall.does("secretary", c.GivePenalty, **E1, points="1", reason="quá giờ"),
    "a bonus on the total": lambda hall: hall.does("secretary", c.GiveBonus, entry="e1", points="1", reason="thưởng"),
    "a disqualification": lambda hall: hall.does(
        "secretary", c.ChangeEntryStatus, entry="e3", status="disqualified", reason="gian lận"
    ),
    "a correction": lambda hall: hall.marked("j2", "5", "9"),
    "a late sheet": lambda hall: hall.does("j1@other", c.SubmitSheet, **E1, base=0, marks=MARKS),
    "a first reading": lambda hall: hall.does(
        "secretary", c.TypePaperSheet, **E1, judge="j2", base=1, typist="Lan", reason="máy hỏng", marks=MARKS
    ),
    "a conflict of interest": lambda hall: hall.does(
        "organizer", c.RecuseJudge, judge="j2", entry="e3", reason="cùng đơn vị"
    ),
    "a seat that was freed": lambda hall: hall.does("organizer", c.ReleaseSeat, judge="j1", reason="đổi máy"),
    "points of a counted round": lambda hall: hall.does(
        "secretary", c.EnterCountedPoints, round="knowledge", entry="e1", points="7", base=0
    ),
}


@pytest.fixture(autouse=True)
def evening(hall: Hall) -> None:
    """One entry judged and published, the second one called: nothing of what follows is public."""
    hall.running(correct_until="round_closed", publish={"board": "after_performance", "detail": "total"})
    hall.does("director", c.OpenRound, round="knowledge").does("j1@tablet", c.TakeSeat, device="tablet")
    hall.called("e1").does("j1@tablet", c.SubmitSheet, **E1, base=0, marks={"content": "7", "form": "11"})
    hall.marked("j2", "7", "11").marked("j3", "7", "11").does("director", c.ClosePerformance, **E1)
    hall.does("director", c.PublishPerformance, **E1).called("e2")


def at_the_doors(hall: Hall) -> dict[str, tuple[object, ...]]:
    visitor = hall.browser()
    answers = {path: visitor.get(path) for path in DOORS}
    return {
        path: (answer.status_code, answer.headers.get("ETag"), _without_tokens(answer.get_data()))
        for path, answer in answers.items()
    }


def _without_tokens(page: bytes) -> bytes:
    """A page without what is drawn anew for each visitor: the token of its forms."""
    return b"\n".join(line for line in page.splitlines() if b"csrf_token" not in line)


@pytest.mark.parametrize("what", UNPUBLISHED)
def test_no_public_door_tells_that_something_unpublished_happened(hall: Hall, what: str) -> None:
    before, seq = at_the_doors(hall), hall.seq
    UNPUBLISHED[what](hall)
    assert hall.seq > seq
    after = at_the_doors(hall)
    assert [path for path in DOORS if after[path] != before[path]] == []


def test_a_door_that_tells_is_found(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A board that says nothing new but by its number, and a page of draws that counts the lines of the journal."""
    told = topics.Topic(
        "board",
        lambda snapshot, subject: {**board_of(snapshot, subject), "n": snapshot.seq},
        lambda snapshot, subject: (snapshot,),
    )
    monkeypatch.setitem(topics.TOPICS, "board", told)
    rendered = check.render_template
    monkeypatch.setattr(check, "render_template", lambda *given, **more: rendered(*given, **more) + str(hall.seq))
    before = at_the_doors(hall)
    hall.does("secretary", c.GivePenalty, **E1, points="2", reason="quá giờ")
    after = at_the_doors(hall)
    assert {path for path in DOORS if after[path] != before[path]} == {DOORS[0], DOORS[2]}


def test_what_is_published_moves_the_doors(hall: Hall) -> None:
    hall.marked("j2", "5", "9")
    before = at_the_doors(hall)
    hall.does("director", c.PublishPerformance, **E1)
    after = at_the_doors(hall)
    assert json.loads(after[DOORS[0]][2]) != json.loads(before[DOORS[0]][2])  # type: ignore[arg-type]
