"""Biên bản tổng hợp kết quả: what the minutes say, in the state form and in the party form alike.

Responsible for: every sentence and figure of the minutes. Must not know: how either form is laid out or numbered.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.prizes import awards
from contest_app.contest.scoring.methods import METHOD_WORDS
from contest_app.contest.standings import Standings
from contest_app.contest.state import State
from contest_app.documents import history
from contest_app.documents.history import Happened, entry_name, judge_name
from contest_app.documents.official import formal_date, number_line, written
from contest_app.documents.panel import changes, part_panel_notes, taking_part, term
from contest_app.documents.paper_words import PaperWords
from contest_app.documents.score_sheets import judged_rounds
from contest_app.documents.tabulation import Tabulation, TotalLine, points_line, tabulate

COMBINED = {"sum": "cộng điểm các phần thi", "best": "cộng {best} phần thi cao điểm nhất", "last": "phần thi cuối cùng"}


@dataclass(frozen=True)
class SheetCount:
    """Số phiếu: how many sheets of a round were due, came in, came in late, and were typed in from paper."""

    title: str
    due: int
    handed_in: int
    late_accepted: int
    late_declined: int
    on_paper: int


@dataclass(frozen=True)
class Minutes:
    """Everything on the minutes but their layout. `number` and `place_and_date` are written by the chosen form."""

    form: str
    words: PaperWords
    secretary: str
    number: str
    place_and_date: str
    meeting_date: str
    grounds: tuple[str, ...]
    attendees: tuple[str, ...]
    judges: tuple[str, ...]  # the names that sign, by number, without the head judge
    head_judge: str
    entries: str
    sheets: tuple[SheetCount, ...]
    reckoning: tuple[str, ...]
    table: Tabulation
    prizes: tuple[tuple[str, str], ...]
    ties: tuple[str, ...]
    penalties: tuple[str, ...]
    panel_changes: tuple[str, ...]
    incidents: tuple[str, ...]
    signatures: tuple[str, ...]
    corrections: tuple[str, ...]


def make_minutes(state: State, standings: Standings, happened: Happened, words: PaperWords, form: str = "") -> Minutes:
    """The minutes as they stand now, in the contest's form or in the one that is asked for."""
    form = form or state.about.form
    place = state.about.locality or "……………"
    table = tabulate(state, standings)
    judges = [state.judges[judge] for judge in state.judge_order]
    return Minutes(
        form=form,
        words=words,
        secretary=state.about.secretary,
        number=number_line(form, words.number, words.symbol),
        place_and_date=f"{place}, {formal_date(words.date)}",
        meeting_date=formal_date(words.date),
        grounds=grounds_of(state),
        attendees=words.lines("attendees") or _panel(state),
        judges=tuple(judge.name for judge in judges if not judge.is_head and not judge.has_left),
        head_judge=next((judge.name for judge in judges if judge.is_head), words.chair),
        entries=_entries(state),
        sheets=tuple(_count_sheets(state)),
        reckoning=_reckoning(state),
        table=table,
        prizes=_prizes(state, standings),
        ties=(*_settled_ties(table), *history.decided_ties(state, happened)),
        penalties=_penalties(state),
        panel_changes=_panel_changes(state, standings, happened),
        incidents=(
            *_absences(state),
            *history.closing_notes(state, happened),
            *history.paper_notes(state, happened),
        ),
        signatures=_signatures(state, happened),
        corrections=history.corrections(state, happened, None),
    )


def grounds_of(state: State) -> tuple[str, ...]:
    """Each ground (căn cứ) on its line, closed by a semicolon, the last one by a full stop."""
    lines = [line.rstrip(" ;.") for line in state.about.grounds]
    named = [line if line.casefold().startswith("căn cứ") else f"Căn cứ {line}" for line in lines]
    return tuple(f"{line}{'.' if number == len(named) else ';'}" for number, line in enumerate(named, 1))


def _settled_ties(table: Tabulation) -> tuple[str, ...]:
    """Entries level on the total, best first, and what told them apart."""
    level: dict[Fraction, list[TotalLine]] = {}
    for line in table.lines:
        if line.decided and line.row.total is not None:
            level.setdefault(line.row.total, []).append(line)
    return tuple(
        f"Cùng {table.shown(total)} điểm: "
        + ", ".join(f"{line.entry.name} (hạng {line.place}, theo {line.decided})" for line in lines)
        for total, lines in level.items()
    )


def _panel(state: State) -> tuple[str, ...]:
    """Everybody who was on the panel, with since when and until when where not throughout."""
    lines = []
    for judge in (state.judges[one] for one in state.judge_order):
        office = "Trưởng Ban Giám khảo" if judge.is_head else f"Giám khảo số {judge.number}"
        if not judge.is_head and judge.id in {*state.record.heads.values(), *state.signers.values()}:
            office += ", nguyên Trưởng Ban Giám khảo"
        sat = term(state, judge)
        lines.append(f"{judge.name} – {office}" + (f" ({sat})" if sat else ""))
    return tuple(lines)


def _panel_changes(state: State, standings: Standings, happened: Happened) -> tuple[str, ...]:
    """What changed, and what counts in the rounds that two part-panels marked."""
    notes = [
        f"Phần thi “{round_.title}”: {note[0].lower()}{note[1:]}"
        for round_ in judged_rounds(state)
        for note in part_panel_notes(state, standings, round_)
    ]
    return (*changes(state, happened), *notes)


def _entries(state: State) -> str:
    out = [
        (state.entry_status(entry), entry) for entry in state.entry_order if state.entry_status(entry) != "competing"
    ]
    text = f"{len(state.entry_order)} đội đăng ký, {len(state.entry_order) - len(out)} đội dự thi"
    said = {"withdrawn": "rút khỏi hội thi", "disqualified": "bị loại", "absent": "vắng mặt"}
    return text + "".join(f"; {entry_name(state, entry)} {said.get(status, status)}" for status, entry in out) + "."


def _count_sheets(state: State) -> list[SheetCount]:
    counts = []
    for round_ in judged_rounds(state):
        taking = taking_part(state, round_)
        late = [one.status for one in state.late.values() if one.round == round_.id]
        counts.append(
            SheetCount(
                title=round_.title,
                due=sum(len(state.panel_of(key)) for key in taking),
                handed_in=sum(len(state.figures(key).sheets) for key in taking),
                late_accepted=late.count("accepted"),
                late_declined=late.count("declined"),
                on_paper=sum(handed.on_paper for key in taking for handed in state.performance(key).handed.values()),
            )
        )
    return counts


def _reckoning(state: State) -> tuple[str, ...]:
    """How the rule book makes the figures, round by round and for the total."""
    book = state.rulebook
    lines = []
    for round_ in book.rounds:
        how = METHOD_WORDS[book.aggregate_of(round_).method].vi if round_.kind == "judged" else "thư ký ghi điểm"
        factor = "" if round_.factor == 1 else f", nhân hệ số {written(round_.factor)}"
        most = "" if round_.max is None else f", tối đa {written(round_.max)} điểm một phiếu"
        lines.append(f"{round_.title}: {how[0].lower()}{how[1:]}{most}{factor}.")
    total = COMBINED[book.combine.kind].format(best=book.combine.best)
    places = [rounding.places for rounding in book.rounding_at("total") if rounding.places is not None]
    rounded = f", lấy {places[-1]} chữ số sau dấu phẩy" if places else ""
    return (*lines, f"Tổng điểm: {total}{rounded}.")


def _prizes(state: State, standings: Standings) -> tuple[tuple[str, str], ...]:
    """Each prize with those who take it."""
    groups = {group.id: group.title for group in state.rulebook.groups}
    return tuple(
        (
            award.title + (f" ({groups.get(award.group, award.group)})" if award.group else ""),
            ", ".join(state.entries[entry].name for entry in award.entries) or "không có",
        )
        for award in awards(state.rulebook, standings)
    )


def _penalties(state: State) -> tuple[str, ...]:
    """Every penalty and bonus that counts, with its reason."""
    lines = []
    for round_ in state.rulebook.rounds:
        for entry in state.order_of(round_.id):
            figures = state.figures((round_.id, entry))
            said = [points_line("+", one) for one in figures.bonus] + [points_line("-", one) for one in figures.penalty]
            lines += [f"{entry_name(state, entry)}, phần thi “{round_.title}”: {one}" for one in said]
    for entry in state.entry_order:
        bonus, penalty = state.record.lines.get(entry, ((), ()))
        said = [points_line("+", one) for one in bonus] + [points_line("-", one) for one in penalty]
        lines += [f"{entry_name(state, entry)}, tổng điểm: {one}" for one in said]
    return tuple(lines)


def _absences(state: State) -> tuple[str, ...]:
    lines = [
        f"{entry_name(state, entry)} vắng mặt ở phần thi “{round_.title}”"
        for round_ in state.rulebook.rounds
        for entry in state.order_of(round_.id)
        if state.figures((round_.id, entry)).absent
    ]
    lines += [
        f"{judge_name(state, judge)} không chấm {entry_name(state, entry)} để tránh xung đột lợi ích"
        for judge, entry in sorted(state.recused)
    ]
    return tuple(lines)


def _signatures(state: State, happened: Happened) -> tuple[str, ...]:
    """Round by round: whether the head judge signed it on the desk, and when."""
    lines = []
    for round_ in state.rulebook.rounds:
        signed = history.signature(state, happened, round_.id)
        lines.append(f"{round_.title}: {'chưa ký xác nhận' if signed is None else signed.words}.")
    decided = history.decision(state, happened)
    return (*lines, f"Kết quả chung cuộc: {decided.words}.") if decided is not None else tuple(lines)
