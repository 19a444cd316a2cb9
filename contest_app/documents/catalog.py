"""The list of a contest's papers: what each is for, what it is worth now, and why one cannot be made yet.

Responsible for: which papers there are, in the order of the evening. Must not know: addresses or buttons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contest_app.contest.standings import Standings
from contest_app.contest.state import State
from contest_app.contest.words import Words, same
from contest_app.documents.source import worth, worth_of_lots

NO_JUDGES = Words(vi="Chưa có giám khảo nào.", en="There are no judges yet.")
NO_ENTRIES = Words(vi="Chưa có đội nào.", en="There are no entries yet.")
NO_SHEETS = Words(vi="Chưa có phiếu nào của phần thi này.", en="No sheet of this round is in yet.")
NO_FIGURES = Words(vi="Chưa có điểm nào của phần thi này.", en="There are no figures of this round yet.")
NO_ORDERS = Words(vi="Chưa phần thi nào có thứ tự đã bốc thăm hoặc đã ghi.", en="No running order is drawn or set yet.")
NO_TOTALS = Words(vi="Chưa đội nào có điểm.", en="No entry has a figure yet.")

LOTS = Words(vi="Biên bản bốc thăm", en="Minutes of the draw")
BLANK = Words(vi="Phiếu chấm điểm trống", en="Blank score sheets")
FILLED = Words(vi="Phiếu chấm điểm đã nộp", en="Score sheets as handed in")
ROUND = Words(vi="Bảng tổng hợp điểm phần thi", en="Tabulation of the round")
OVERALL = Words(vi="Bảng tổng hợp điểm và xếp hạng chung", en="Overall tabulation and places")
MINUTES = Words(vi="Biên bản tổng hợp kết quả", en="Minutes of the results")
WORKBOOK = Words(vi="Bảng tính .xlsx", en="Spreadsheet .xlsx")

PURPOSE = {
    "lots": Words(
        vi="Thứ tự thi của từng phần thi, bốc thăm thế nào, mã để kiểm tra; đại diện các đội ký.",
        en="Every round's running order, how it was drawn, the codes to check it; for the teams to sign.",
    ),
    "blank": Words(
        vi="In sẵn trước giờ thi, phòng khi máy tính bảng hỏng: giám khảo chấm bằng bút.",
        en="Print before the contest, for the day the tablets fail: judges mark with a pen.",
    ),
    "filled": Words(
        vi="Điểm từng tiêu chí mỗi giám khảo đã nộp, kèm lần nộp và giờ nộp; giám khảo ký lưu hồ sơ.",
        en="Every criterion's mark as handed in, with revision and time; for the judges to sign and for the files.",
    ),
    "round": Words(
        vi="Điểm từng giám khảo, điểm bị bỏ, hệ số, điểm trừ và cách tính ra điểm của từng đội.",
        en="Every judge's total, what was dropped, factor, penalties, and how each figure came to be.",
    ),
    "overall": Words(
        vi="Điểm các phần thi, tổng điểm, thứ hạng, giải và cách phân định khi bằng điểm.",
        en="Figures of the rounds, total, place, prize, and how ties were settled.",
    ),
    "minutes": Words(
        vi="Văn bản chính thức để thư ký, các giám khảo và Trưởng Ban Giám khảo ký.",
        en="The official record, for the secretary, the judges and the head judge to sign.",
    ),
    "workbook": Words(
        vi="Toàn bộ số liệu trên giấy, mở bằng Excel hoặc LibreOffice để lưu và gửi cấp trên.",
        en="All figures of the papers for Excel or LibreOffice, to keep and to send on.",
    ),
}


@dataclass(frozen=True)
class Paper:
    """One paper: its kind, its round ("" for the whole contest), and why it is not there yet (`missing`)."""

    kind: str
    title: Words
    round: str = ""
    worth: Words | None = None
    missing: Words | None = None

    @property
    def purpose(self) -> Words:
        return PURPOSE[self.kind]


@dataclass(frozen=True)
class Shelf:
    """The papers of one round, or of the whole contest."""

    title: Words
    papers: tuple[Paper, ...]


def shelves(state: State, standings: Standings) -> tuple[Shelf, ...]:
    """All papers: the draw's, round by round, then those of the whole contest."""
    rounds = tuple(
        Shelf(same(round_.title), tuple(_of_round(state, standings, round_.id))) for round_ in state.rulebook.rounds
    )
    before = Shelf(Words(vi="Trước giờ thi", en="Before the contest"), (_lots(state),))
    return (
        before,
        *rounds,
        Shelf(Words(vi="Cả hội thi", en="The whole contest"), tuple(_of_contest(state, standings))),
    )


def _lots(state: State) -> Paper:
    return Paper("lots", LOTS, worth=worth_of_lots(state), missing=None if state.orders else NO_ORDERS)


def _of_round(state: State, standings: Standings, round_id: str) -> Iterator[Paper]:
    if state.rulebook.round(round_id).kind == "judged":
        people = NO_JUDGES if not state.judges else None if state.entries else NO_ENTRIES
        yield Paper("blank", BLANK, round_id, missing=people)
        sheets = any(state.figures((round_id, entry)).sheets for entry in state.entry_order)
        yield Paper("filled", FILLED, round_id, worth(state, round_id), None if sheets else NO_SHEETS)
    figures = any(standings.figures.get((round_id, entry)) is not None for entry in state.entry_order)
    yield Paper("round", ROUND, round_id, worth(state, round_id), None if figures else NO_FIGURES)


def _of_contest(state: State, standings: Standings) -> Iterator[Paper]:
    missing = None if standings.placed else NO_TOTALS
    for kind, title in (("overall", OVERALL), ("minutes", MINUTES), ("workbook", WORKBOOK)):
        yield Paper(kind, title, worth=worth(state, None), missing=missing)
