"""The left of the desk: the rounds, the running order, and how far each performance has come.

Responsible for: one line a performance, and the acts on a whole round. Must not know: the points' meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.refusals import PerformancesOpen, PointsMissing
from contest_app.contest.rulebook import Round
from contest_app.contest.snapshot import Snapshot
from contest_app.contest.state import Entry, State
from contest_app.contest.words import Words
from contest_app.topics.desk import published_status
from contest_app.web.desk.acts import REASON, Act, Desk
from contest_app.web.desk.view import View, open_round

# A word and a shape beside the colour: nobody has to see colours to tell them apart.
STATUSES: dict[str, tuple[str, Words]] = {
    "waiting": ("○", Words(vi="Chờ", en="Waiting")),
    "on_stage": ("▶", Words(vi="Trên sân khấu", en="On stage")),
    "marking": ("✎", Words(vi="Đang chấm", en="Marking")),
    "closed": ("■", Words(vi="Đã đóng", en="Closed")),
    "absent": ("∅", Words(vi="Vắng mặt", en="Absent")),
    "withdrawn": ("×", Words(vi="Đã rút", en="Withdrawn")),
    "disqualified": ("⊘", Words(vi="Bị loại", en="Disqualified")),
}
ROUND_STATUSES: dict[str, Words] = {
    "pending": Words(vi="chưa mở", en="not open yet"),
    "open": Words(vi="đang mở", en="open"),
    "closed": Words(vi="đã đóng", en="closed"),
    "signed": Words(vi="đã ký", en="signed"),
}


@dataclass(frozen=True)
class Line:
    """One performance in the running order; `status` is a key of STATUSES."""

    entry: Entry
    turn: int
    status: str
    handed_in: int
    expected: int
    figure: Fraction | None
    published: str
    is_looked_at: bool


@dataclass(frozen=True)
class RoundLines:
    round: Round
    number: int
    status: str
    lines: tuple[Line, ...]
    acts: tuple[Act, ...]
    is_open_here: bool

    @property
    def closed(self) -> int:
        return sum(
            line.status not in ("waiting", "on_stage", "marking") or self.has_points(line) for line in self.lines
        )

    def has_points(self, line: Line) -> bool:
        """Whether the secretary has entered the entry's points."""
        return self.round.kind == "counted" and line.figure is not None


def status_of(state: State, round_id: str, entry: str) -> str:
    """The performance's state as one key of STATUSES."""
    if state.figures((round_id, entry)).absent:
        return "absent"
    performance = state.performance((round_id, entry))
    gone = state.entry_status(entry)
    return gone if gone != "competing" and performance.status == "waiting" else performance.status


def rounds(snapshot: Snapshot, desk: Desk, view: View) -> tuple[RoundLines, ...]:
    """Every round with its running order."""
    state = snapshot.state
    figures = {(round_id, row.entry): f for row in snapshot.standings.rows for round_id, f in row.rounds.items()}
    running = open_round(state)
    unfolded = view.round or running or (state.rulebook.rounds[0].id if state.rulebook.rounds else "")
    found = []
    for number, round_ in enumerate(state.rulebook.rounds, start=1):
        lines = tuple(
            _line(state, round_, entry, turn, figures.get((round_.id, entry)), view)
            for turn, entry in enumerate(state.order_of(round_.id), start=1)
        )
        status = state.round_status(round_.id)
        is_here = round_.id in (unfolded, running)
        found.append(RoundLines(round_, number, status, lines, _acts(desk, round_, status), is_here))
    return tuple(found)


def _line(state: State, round_: Round, entry: str, turn: int, figure: Fraction | None, view: View) -> Line:
    key = (round_.id, entry)
    judged = round_.kind == "judged"
    return Line(
        state.entries[entry],
        turn,
        status_of(state, round_.id, entry),
        len(state.performance(key).handed) if judged else 0,
        len(state.panel_of(key)) if judged else 0,
        figure,
        published_status(state, key),
        (view.round, view.entry) == key,
    )


def _acts(desk: Desk, round_: Round, status: str) -> tuple[Act, ...]:
    if desk.state.phase != "running":
        return ()
    acts: tuple[Act | None, ...]
    if status == "pending":
        # The next one's button stands in the middle: here it would be folded away.
        acts = () if round_.id == next_to_open(desk.state) else (opening(desk, round_),)
    elif status == "open":
        refused = desk.would_refuse("close_round", {"round": round_.id})
        done = not isinstance(refused, PerformancesOpen | PointsMissing)
        acts = (desk.act("close_round", {"round": round_.id}, tone="main" if done else "plain"),)
    else:
        sign = desk.act("sign_round", {"round": round_.id}) if status == "closed" else None
        asks = Words(vi="Vì sao phải mở lại?", en="Why must it be opened again?")
        acts = (sign, desk.act("reopen_round", {"round": round_.id}, inputs=(REASON,), asks=asks, tone="grave"))
    return tuple(act for act in acts if act)


def next_to_open(state: State) -> str | None:
    """The round that comes next, while none is open."""
    if state.phase != "running" or open_round(state):
        return None
    return next((round_.id for round_ in state.rulebook.rounds if state.round_status(round_.id) == "pending"), None)


def opening(desk: Desk, round_: Round) -> Act | None:
    """The act that opens a round; where that freezes the board, it says so first."""
    return desk.act("open_round", {"round": round_.id}, asks=_freezes(desk.state, round_), tone="main")


def _freezes(state: State, round_: Round) -> Words | None:
    if state.rulebook.publish.freeze_before != round_.id or state.is_frozen:
        return None
    return Words(
        vi="Theo thể lệ, mở phần thi này thì bảng điểm trên màn hình lớn tạm dừng cho đến khi trao giải. "
        "Hãy công bố các phần thi trước rồi mới mở.",
        en="By the rule book, opening this round freezes the public board until the ceremony. "
        "Publish the earlier rounds first.",
    )
