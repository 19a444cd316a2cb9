"""Contests for papers: a district evening of any size, judged, signed and announced.

Responsible for: stories that all tests of papers share. The marks come from a seed.
"""

from __future__ import annotations

from random import Random

from contest_app.contest import commands as c
from contest_app.contest.rulebook import template
from tests.building import Story, a_contest

COMMUNES = (
    "Thị trấn Hương Sơn", "Xã Bàn Đạt", "Xã Tân Khánh", "Xã Đào Xá", "Xã Bảo Lý", "Xã Thượng Đình", "Xã Nhã Lộng",
    "Xã Điềm Thụy", "Xã Kha Sơn", "Xã Úc Kỳ", "Xã Nga My", "Xã Hà Châu", "Xã Tân Kim", "Xã Tân Thành", "Xã Tân Hòa",
)  # fmt: skip


def communes(count: int) -> list[str]:
    """So many names; after the real ones come second teams."""
    return [name if turn == 0 else f"{name} {turn + 1}" for turn in range(3) for name in COMMUNES][:count]


def an_evening(teams: int = 4, judges: int = 5, seed: int = 1, rounds: int = 4) -> Story:
    """A district contest whose rounds were all judged and closed."""
    book = template("district")
    book["rounds"] = book["rounds"][:rounds]
    kept = {round_["id"] for round_ in book["rounds"]}
    book["ties"] = [link for link in book["ties"] if ":" not in link or link.split(":")[1].split(".")[0] in kept]
    book["special_prizes"] = [one for one in book.get("special_prizes", ()) if one["by"].split(":")[-1] in kept]
    book["publish"] = {"board": "after_round"}
    book["panel"] = {"judges": judges, "quorum": min(judges, 3)}
    story = a_contest(book).with_judges(judges, head=1).with_entries(*communes(teams)).started()
    chance = Random(seed)
    for round_ in story.state.rulebook.rounds:
        story.round_open(round_.id)
        for entry in story.state.order_of(round_.id):
            _perform(story, chance, round_.id, entry)
        story.round_closed(round_.id)
    while story.snapshot.standings.unsettled:
        group = story.snapshot.standings.unsettled[0]
        story.does("head_judge", c.DecideTie, entries=group, reason="Trưởng Ban Giám khảo quyết định")
    return story


def _perform(story: Story, chance: Random, round_id: str, entry: str) -> None:
    round_ = story.state.rulebook.round(round_id)
    if round_.kind == "counted":
        points = str(chance.randint(8, 20))
        story.does("secretary", c.EnterCountedPoints, round=round_id, entry=entry, points=points, base=0)
        return
    story.called(entry, round_id)
    for judge in story.state.panel_of((round_id, entry)):
        marks = [str(int(cr.max or 10) - chance.choice((0, 1, 1, 2)) / 2) for cr in round_.criteria]
        story.marked(judge, *marks, entry=entry, round=round_id)
    if chance.random() < 0.25:
        story.does("secretary", c.GivePenalty, round=round_id, entry=entry, points="1", reason="Quá thời gian 1 phút")
    story.closed(entry, round_id)


def signed(story: Story) -> Story:
    """The head judge signs every round."""
    for round_ in story.state.rulebook.rounds:
        story.does("head_judge", c.SignRound, round=round_.id)
    return story
