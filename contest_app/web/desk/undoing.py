"""What was just done at the desk, in words, each with its undo where it has one.

Responsible for: the list, and the words of what stands in the way. Must not know: which inverse an act has
(`contest.undo` knows), what is pressed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from contest_app.contest.commands import wire_name
from contest_app.contest.decisions import decide
from contest_app.contest.events import Stamp
from contest_app.contest.naming import actor_words
from contest_app.contest.permissions import may
from contest_app.contest.refusals import ChangedMeanwhile, LaterActDepends, Refused
from contest_app.contest.sentences import sentence
from contest_app.contest.state import State
from contest_app.contest.undo import Act as Done
from contest_app.contest.undo import chief, undo
from contest_app.contest.words import Words
from contest_app.web.desk.acts import REASON, Act, Desk
from contest_app.web.desk.sayings import SAYINGS
from contest_app.web.language import say

SHOWN = 8
UNDO = Words(vi="Hoàn tác", en="Undo")
BY_MISTAKE = Words(vi="bấm nhầm", en="pressed by mistake")
ASKS = Words(vi="Ghi lý do rồi bấm lần nữa.", en="Give the reason, then press again.")
UNDONE = Words(vi="Đã hoàn tác: {what}", en="Undone: {what}")
LATER_ACT = Words(vi="Đã có việc sau dựa vào đó, lúc {at}.", en="A later act depends on it, at {at}.")
LONG_AGO = Words(
    vi="Việc này không còn trong các việc vừa làm. Hãy làm việc ngược lại bằng nút của nó.",
    en="This is no longer among what was just done. Do the opposite with its own button.",
)


@dataclass(frozen=True)
class Recent:
    """One act of the desk; `undo` is the way back, None where this role may not go it, or why there is none at all."""

    stamp: Stamp
    who: Words
    what: Words
    undo: Act | None
    why_not: Words | None


def recent(desk: Desk) -> tuple[Recent, ...]:
    """The last acts, the newest first."""
    return tuple(_recent(desk, done) for done in reversed(desk.state.acts[-SHOWN:]))


def _recent(desk: Desk, done: Done) -> Recent:
    told = chief(done)
    who, what = actor_words(desk.state, told.stamp.actor), sentence(desk.state, told.event)
    back = _way_back(desk, done)
    if isinstance(back, Words):
        return Recent(told.stamp, who, what, undo=None, why_not=back)
    return Recent(told.stamp, who, what, undo=back, why_not=None)


def _way_back(desk: Desk, done: Done) -> Act | Words | None:
    inverse = undo(done, "asked", say(BY_MISTAKE))
    if isinstance(inverse, Words):
        return inverse
    if not may(desk.actor.role, inverse):
        return None
    decision = decide(desk.state, inverse, desk.actor, desk.now_ms)
    return Act(
        "undo",
        UNDO,
        SAYINGS[wire_name(type(inverse))].will,
        {"seq": str(done[-1].stamp.seq)},
        (replace(REASON, value=say(BY_MISTAKE)),),
        asks=ASKS,
        blocked=_in_short(decision) if isinstance(decision, Refused) else None,
    )


def _in_short(refused: Refused) -> Words:
    """Enough for the list, where the later act stands above."""
    return LATER_ACT.format(at=refused.at) if isinstance(refused, ChangedMeanwhile) else refused.words


def in_the_way(refused: Refused) -> Words:
    """Why an act cannot be taken back: the later act that depends on it, or the rules' own words."""
    if not isinstance(refused, ChangedMeanwhile):
        return refused.words
    what, who = refused.what, refused.who
    return LaterActDepends(f"{what.vi} ({who.vi}, {refused.at})", f"{what.en} ({who.en}, {refused.at})").words


def found(state: State, seq: str) -> Done | None:
    """The act that ends with this line, if the desk still remembers it."""
    return next((done for done in state.acts if str(done[-1].stamp.seq) == seq), None)


def undone(state: State, done: Done) -> Words:
    return UNDONE.format(what=sentence(state, chief(done).event))
