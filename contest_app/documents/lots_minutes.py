"""Biên bản bốc thăm: what the minutes of the draw say, in the state form and in the party form alike.

Responsible for: every sentence and every turn of it. Must not know: how either form is laid out or numbered.
What is not known (who spoke, a number) is left as dots for the pen.
"""

from __future__ import annotations

from dataclasses import dataclass

from contest_app.contest.about import name_in
from contest_app.contest.draw_check import wrong_draw
from contest_app.contest.naming import round_title
from contest_app.contest.state import Draw, Entry, OrderSource, State
from contest_app.documents.minutes import grounds_of
from contest_app.documents.official import day_of, formal_date, moment, moment_text, number_line
from contest_app.documents.paper_words import PaperWords

HOW_DRAWN = (
    "Máy nghĩ ra một mã bí mật và niêm phong: mã niêm phong (SHA-256 của mã bí mật) hiện trên màn hình lớn",
    "Sau đó đại diện các đội đọc to một từ bất kỳ; thư ký ghi lại",
    "Thăm của đội số n là SHA-256 của mã bí mật, từ đã đọc và n, nối bằng dấu |; thăm nhỏ nhất thi lượt 1",
    "Các lượt được mở lần lượt trên màn hình; mở hết thì mã bí mật được công khai để ai cũng tính lại được",
)
CODE_GROUP = 8


@dataclass(frozen=True)
class Turn:
    turn: int
    entry: Entry
    status: str  # "" for one that competes


@dataclass(frozen=True)
class DrawnOrder:
    """One order, for every round that has it from the same source; `codes` are label and value, to check it."""

    rounds: tuple[str, ...]
    how: str
    codes: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    wants_signatures: bool


@dataclass(frozen=True)
class LotsMinutes:
    """Everything on the minutes of the draw but their layout."""

    form: str
    words: PaperWords
    number: str
    place_and_date: str
    meeting_date: str
    began: str
    venue: str
    subject: str
    chair: str
    secretary: str
    grounds: tuple[str, ...]
    how_drawn: tuple[str, ...]
    orders: tuple[DrawnOrder, ...]
    without: str  # rounds that have no order of their own yet
    incidents: tuple[str, ...]


def make_lots_minutes(state: State, words: PaperWords, form: str) -> LotsMinutes:
    """The minutes as they stand now."""
    about = state.about
    draws = [state.draws[number] for number in sorted(state.draws)]
    day, began = _when(state, draws)
    title = state.title[:1].lower() + state.title[1:] if state.title.startswith("Hội thi") else state.title
    return LotsMinutes(
        form=form,
        words=words,
        number=number_line(form, "", "BB/BTC" if form == "party" else "BB-BTC"),
        place_and_date=f"{about.locality or '……………'}, {formal_date(day)}",
        meeting_date=formal_date(day),
        began=began,
        venue=words.venue or state.place,
        subject=f"Bốc thăm thứ tự dự thi {title}",
        chair=name_in(about.organizing_committee[0]) if about.organizing_committee else "",
        secretary=about.secretary,
        grounds=grounds_of(state),
        how_drawn=HOW_DRAWN if any(source.how == "drawn" for source in state.orders.values()) else (),
        orders=_orders(state),
        without=", ".join(round_.title for round_ in state.rulebook.rounds if round_.id not in state.orders),
        incidents=tuple(_incidents(state, draws)),
    )


def _when(state: State, draws: list[Draw]) -> tuple[str, str]:
    """The day and the hour of the first draw that counts; else the day of the contest, the hour for the pen."""
    counting = [draw for draw in draws if draw.status != "cancelled"]
    if counting:
        at = moment(counting[0].begun_ms)
        return at.date().isoformat(), f"{at.hour} giờ {at.minute:02d}"
    set_at = min(source.at_ms for source in state.orders.values())
    return (state.held_on if day_of(state.held_on) else moment(set_at).date().isoformat()), ""


def _orders(state: State) -> tuple[DrawnOrder, ...]:
    groups: dict[tuple[OrderSource, tuple[str, ...]], list[str]] = {}
    for round_ in state.rulebook.rounds:
        source = state.orders.get(round_.id)
        if source is not None:
            alike = OrderSource(source.how, 0, source.draw, source.drawn_by)
            groups.setdefault((alike, state.order_of(round_.id)), []).append(round_.id)
    return tuple(
        DrawnOrder(
            tuple(round_title(state, round_id) for round_id in round_ids),
            _how(state, state.orders[round_ids[0]]),
            _codes(state, source),
            tuple(_turn(state, turn, entry) for turn, entry in enumerate(order, 1)),
            source.how != "listed",
        )
        for (source, order), round_ids in groups.items()
    )


def _turn(state: State, turn: int, entry: str) -> Turn:
    withdrawn = state.entry_status(entry) == "withdrawn"
    return Turn(turn, state.entries[entry], "đã rút" if withdrawn else "")


def _how(state: State, source: OrderSource) -> str:
    if source.how == "drawn":
        draw = state.draws[source.draw]
        return (
            f"Bốc thăm trên màn hình: niêm phong lúc {moment_text(draw.begun_ms)}, "
            f"mở hết các lượt lúc {moment_text(draw.ended_ms)}, {len(draw.entries)} đội bốc thăm"
        )
    by = f"; người bốc thăm, chứng kiến: {source.drawn_by}" if source.drawn_by else ""
    if source.how == "paper":
        return f"Bốc thăm bằng phiếu{by}; ghi vào máy lúc {moment_text(source.at_ms)}"
    return f"Xếp theo danh sách, không bốc thăm; ghi lúc {moment_text(source.at_ms)}"


def _codes(state: State, source: OrderSource) -> tuple[tuple[str, str], ...]:
    if source.how != "drawn":
        return ()
    draw = state.draws[source.draw]
    checked = "khớp" if wrong_draw(draw) is None else "KHÔNG KHỚP"
    return (
        ("Mã niêm phong", _grouped(draw.seal)),
        ("Từ đã đọc", f"“{draw.word}”"),
        ("Mã bí mật", _grouped(draw.secret)),
        ("Máy tính lại khi in", checked),
    )


def _grouped(code: str) -> str:
    return " ".join(code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP))


def _incidents(state: State, draws: list[Draw]) -> list[str]:
    """Draws that were broken off or repeated, and drawn orders that were replaced by hand."""
    said = []
    for draw in draws:
        titles = ", ".join(f"“{round_title(state, round_id)}”" for round_id in draw.rounds)
        if draw.reason:
            said.append(f"Bốc thăm lại cho {titles} lúc {moment_text(draw.begun_ms)}. Lý do: {draw.reason}")
        if draw.status == "cancelled":
            word = f", từ đã đọc “{draw.word}”" if draw.word else ""
            at = moment_text(draw.ended_ms)
            said.append(f"Hủy lần bốc thăm cho {titles}{word} lúc {at}. Lý do: {draw.cancelled_because}")
    for round_id, source in sorted(state.orders.items()):
        if source.reason:
            title, at = round_title(state, round_id), moment_text(source.at_ms)
            said.append(f"Thay thứ tự đã bốc thăm của “{title}” lúc {at}. Lý do: {source.reason}")
    return said
