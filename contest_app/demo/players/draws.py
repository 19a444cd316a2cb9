"""Lots for the running order of a judged round, drawn on the wall before it opens (docs/drawing-lots.md).

Responsible for: the steps of a draw and their suspense; a draw that a person began is left to them for a while.
Must not know: the rest of the evening.
"""

from __future__ import annotations

from collections.abc import Iterator

from contest_app.contest.lots import seal_of
from contest_app.demo.players.view import A_BREAK, A_LOOK, A_WHILE, SECRETARY, Next, Topic, View

EACH_TURN = 0.1
PERSONS_DRAW = 5.0
AGAIN_REASON = "Bốc thăm công khai trước hội trường thay cho thứ tự tại cuộc họp đội trưởng"
GIVEN_UP_REASON = "Cuộc bốc thăm bị bỏ dở"
WORDS = ("Bông sen", "Dòng sông Cầu", "Nương chè", "Cây đa", "Lúa vàng")


def draw_before(view: View, round_: Topic) -> Iterator[Next]:
    """What is next of a round's draw; nothing once its order is drawn."""
    draw = view.announcer["draw"]
    if draw is not None:
        yield from _under_way(view, draw)
    elif round_["kind"] == "judged" and _how(view, round_["id"]) != "drawn":
        situation = ("not drawn", round_["id"])
        if situation not in view.done:  # a draw that a person broke off is not begun again
            fields = {"rounds": [round_["id"]], "seal": seal_of(view.secret(round_["id"])), "reason": AGAIN_REASON}
            yield Next(situation, A_BREAK, SECRETARY, "begin_draw", fields)


def _how(view: View, round_id: str) -> str:
    return next((order["how"] for order in view.announcer["orders"] if order["round"]["id"] == round_id), "listed")


def _under_way(view: View, draw: Topic) -> Iterator[Next]:
    secret = view.secret(draw["rounds"][0]["id"])
    number, opened = draw["draw"], sum(entry is not None for entry in draw["lots"])
    is_ours = draw["seal"] == seal_of(secret)
    if is_ours and draw["status"] == "sealed":
        word = WORDS[int(secret[:4], 16) % len(WORDS)]
        fields = {"draw": number, "word": word, "secret": secret}
        yield Next(("sealed", str(number)), A_LOOK, SECRETARY, "draw_lots", fields)
    elif is_ours:
        fields = {"draw": number, "upto": opened + 1}
        yield Next(
            ("turn", str(number), str(opened)), EACH_TURN if opened else A_WHILE, SECRETARY, "reveal_lots", fields
        )
    else:
        fields = {"draw": number, "reason": GIVEN_UP_REASON}
        yield Next(("a person's draw", str(number), str(opened)), PERSONS_DRAW, SECRETARY, "cancel_draw", fields)
