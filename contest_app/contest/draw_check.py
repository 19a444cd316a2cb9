"""Whether a recorded draw is what its seal, its word and its numbers make of it: recomputed, never believed.

A hash chain tells that no line was changed afterwards; this tells that a line said the truth when it was written, even
if somebody wrote the whole chain anew.
"""

from __future__ import annotations

from contest_app.contest import events as e
from contest_app.contest.decisions.orders import order_from
from contest_app.contest.lots import drawn_order, seal_of
from contest_app.contest.state import Draw, State
from contest_app.contest.words import Words

OTHER_SEAL = Words("mã bí mật không khớp mã niêm phong", "the secret is not the one that was sealed")
OTHER_ORDER = Words(
    "thứ tự không phải là kết quả của mã bí mật và từ đã đọc", "the order is not what the secret and the word make"
)
NO_SUCH_DRAW = Words("thứ tự ghi là bốc thăm nhưng không có lần bốc thăm ấy", "no such draw was carried out")
DRAWN_KINDS = frozenset(kind.__name__ for kind in (e.LotsDrawn, e.RunningOrderSet))
"""The kinds of events that claim something of drawn lots."""


def wrong_with(state: State | None, event: e.Event) -> Words | None:
    """What an event claims of drawn lots and is not so, given the state before it."""
    if state is None:
        return None
    if isinstance(event, e.LotsDrawn):
        draw = state.draws.get(event.draw)
        return NO_SUCH_DRAW if draw is None else _wrong_lots(draw, event.secret, event.word, tuple(event.order))
    if isinstance(event, e.RunningOrderSet) and event.how == "drawn":
        draw = state.draws.get(event.draw)
        if draw is None or draw.status != "complete" or event.round not in draw.rounds:
            return NO_SUCH_DRAW
        return OTHER_ORDER if tuple(event.order) != order_from(state, draw) else None
    return None


def wrong_draw(draw: Draw) -> Words | None:
    """What is wrong with the lots of a draw; None before they are drawn."""
    return None if not draw.order else _wrong_lots(draw, draw.secret, draw.word, draw.order)


def _wrong_lots(draw: Draw, secret: str, word: str, order: tuple[str, ...]) -> Words | None:
    if seal_of(secret) != draw.seal:
        return OTHER_SEAL
    return OTHER_ORDER if drawn_order(secret, word, draw.entries) != order else None
