"""Prints standings: as JSON for programs, as a table for people, with the explanation of every figure on request.

Responsible for: the shapes that others read. Computes nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from contest_app.contest.explain import explain_figure, explain_row
from contest_app.contest.numbers import format_points, to_decimal_text
from contest_app.contest.prizes import SpecialAward, special_awards
from contest_app.contest.record import EntryStatus
from contest_app.contest.rulebook import RuleBook
from contest_app.contest.rulebook_values import Stage
from contest_app.contest.scoring import spread_warning
from contest_app.contest.stages import Going, going_on
from contest_app.contest.standings import Row
from contest_app.contest.tie_words import tie_words
from contest_app.contest.words import Words
from contest_app.tabulate.record_of import Scored

STATUSES: dict[EntryStatus, Words] = {
    "competing": Words(vi="chưa có điểm", en="no score"),
    "absent": Words(vi="vắng mặt", en="absent"),
    "withdrawn": Words(vi="rút lui", en="withdrawn"),
    "disqualified": Words(vi="bị loại", en="disqualified"),
}
PLACE = Words(vi="Hạng", en="Place")
ENTRY = Words(vi="Đội thi", en="Entry")
TOTAL = Words(vi="Tổng", en="Total")
PRIZE = Words(vi="Giải", en="Prize")
DECIDED = Words(vi="Phân định", en="Decided by")
DECIDED_BY = Words(vi="Bằng điểm, phân định theo: {how}", en="Level, decided by: {how}")
UNSETTLED = Words(vi="Đồng điểm chưa phân định: {entries}.", en="A tie that is not settled: {entries}.")
GOING_ON = Words(vi="Vào tiếp từ {where}: {entries}", en="Going on from {where}: {entries}")
LEVEL_AT_THE_LINE = Words(
    vi="Bằng nhau ở suất cuối của {where}: {entries}", en="Level for the last place to go on from {where}: {entries}"
)
SPECIAL = Words(vi="{title}: {winners}", en="{title}: {winners}")
NOT_CHOSEN = Words(vi="(chưa chọn)", en="(not chosen yet)")
TOTAL_OF = Words(vi="Tổng điểm", en="Total")


def as_json(rulebook: RuleBook, scored: Scored, is_explained: bool, lang: str) -> dict[str, Any]:
    """What `--json` prints: figures are decimal text, `exact` is a fraction, places are whole numbers."""
    rows = []
    for row in scored.standings.rows:
        shown = _row(rulebook, row)
        if is_explained:
            shown["explain"] = explain(rulebook, row, lang)
        rows.append(shown)
    return {
        "title": rulebook.title,
        "standings": rows,
        "unsettled": [list(group) for group in scored.standings.unsettled],
        "special_prizes": [_special(award) for award in _special_awards(rulebook, scored)],
        "going_on": [
            {"stage": stage.id, "group": going.group, "entries": list(going.entries), "level": list(going.level)}
            for stage, going in _going_on(rulebook, scored)
        ],
    }


def _row(rulebook: RuleBook, row: Row) -> dict[str, Any]:
    return {
        "entry": row.entry,
        "status": row.status,
        "place": row.place,
        "place_to": row.place_to,
        "total": _decimal(row.total),
        "exact": None if row.exact is None else str(row.exact),
        "rounds": {round_id: to_decimal_text(value) for round_id, value in _rounds(rulebook, row)},
        "prize": row.prize,
        "decided_by": row.decided_by,
    }


def _rounds(rulebook: RuleBook, row: Row) -> Iterator[tuple[str, Fraction]]:
    for round_ in rulebook.rounds:
        value = row.rounds.get(round_.id)
        if value is not None:
            yield round_.id, value


def _decimal(value: Fraction | None) -> str | None:
    return None if value is None else to_decimal_text(value)


def _special_awards(rulebook: RuleBook, scored: Scored) -> tuple[SpecialAward, ...]:
    return special_awards(rulebook, scored.record, scored.standings)


def _special(award: SpecialAward) -> dict[str, Any]:
    value = _decimal(award.value)
    return {"title": award.title, "by": award.by, "entries": list(award.entries), "value": value}


def _going_on(rulebook: RuleBook, scored: Scored) -> Iterator[tuple[Stage, Going]]:
    """Who goes on from each stage that sends somebody to the next, group by group."""
    for stage in rulebook.stages:
        for going in going_on(rulebook, scored.record, stage.id):
            yield stage, going


def explain(rulebook: RuleBook, row: Row, lang: str) -> dict[str, Any]:
    """How an entry's figures came to be, in sentences: by round, and the total."""
    rounds = {}
    for round_ in rulebook.rounds:
        figure = row.figures.get(round_.id)
        if figure is None:
            continue
        spread = spread_warning(rulebook, round_, figure)
        words = (*explain_figure(figure), *((spread,) if spread is not None else ()))
        rounds[round_.id] = [_say(sentence, lang) for sentence in words]
    return {"rounds": rounds, "total": [_say(sentence, lang) for sentence in _of_total(rulebook, row)]}


def _of_total(rulebook: RuleBook, row: Row) -> tuple[Words, ...]:
    decided = () if row.decided_by is None else (DECIDED_BY.format(how=tie_words(rulebook, row.decided_by)),)
    return (*explain_row(replace(row, decided_by=None)), *decided)


def _say(words: Words, lang: str) -> str:
    return words.vi if lang == "vi" else words.en


# --- the table --------------------------------------------------------------------------------------------------------


def as_table(rulebook: RuleBook, scored: Scored, is_explained: bool, lang: str) -> Iterator[str]:
    """The lines of the printed standings."""
    yield rulebook.title
    yield ""
    yield from _aligned(_cells(rulebook, scored, lang), numbers=2 + len(rulebook.rounds))
    for group in scored.standings.unsettled:
        yield _say(UNSETTLED.format(entries=" = ".join(group)), lang)
    for stage, going in _going_on(rulebook, scored):
        where = stage.title if going.group is None else f"{stage.title}, {_group_title(rulebook, going.group)}"
        yield _say(GOING_ON.format(where=where, entries=", ".join(going.entries) or "–"), lang)
        if going.level:
            yield _say(LEVEL_AT_THE_LINE.format(where=where, entries=" = ".join(going.level)), lang)
    special = _special_awards(rulebook, scored)
    if special:
        yield ""
    for award in special:
        winners = ", ".join(award.entries) or _say(NOT_CHOSEN, lang)
        yield _say(SPECIAL.format(title=award.title, winners=winners), lang)
    if is_explained:
        for row in scored.standings.rows:
            yield from _explained(rulebook, row, lang)


def _group_title(rulebook: RuleBook, group: str) -> str:
    return next((one.title for one in rulebook.groups if one.id == group), group)


def _cells(rulebook: RuleBook, scored: Scored, lang: str) -> list[list[str]]:
    titles = [round_.title for round_ in rulebook.rounds]
    table = [[_say(PLACE, lang), _say(ENTRY, lang), *titles, *(_say(w, lang) for w in (TOTAL, PRIZE, DECIDED))]]
    for row in scored.standings.rows:
        figures = [_figure(row.rounds.get(round_.id), lang) for round_ in rulebook.rounds]
        total = _figure(row.total, lang) if row.place is not None else _say(STATUSES[row.status], lang)
        decided = "" if row.decided_by is None else _say(tie_words(rulebook, row.decided_by), lang)
        table.append([_place(row), row.entry, *figures, total, row.prize or "", decided])
    return table


def _place(row: Row) -> str:
    if row.place is None:
        return "–"
    return str(row.place) if row.place == row.place_to else f"{row.place}-{row.place_to}"


def _figure(value: Fraction | None, lang: str) -> str:
    return "–" if value is None else format_points(value, None, lang)


def _aligned(table: list[list[str]], numbers: int) -> Iterator[str]:
    """The table in columns as wide as they must be; figures stand on the right."""
    used = [index for index in range(len(table[0])) if index < 2 or any(row[index] for row in table[1:])]
    widths = {index: max(width_of(row[index]) for row in table) for index in used}
    for row in table:
        cells = [_padded(row[index], widths[index], on_right=1 < index <= numbers) for index in used]
        yield "  ".join(cells).rstrip()


def _padded(text: str, width: int, on_right: bool) -> str:
    blanks = " " * (width - width_of(text))
    return blanks + text if on_right else text + blanks


def width_of(text: str) -> int:
    """How many cells of a terminal the text takes: a tone mark takes none, a wide letter two."""
    width = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def _explained(rulebook: RuleBook, row: Row, lang: str) -> Iterator[str]:
    words = explain(rulebook, row, lang)
    yield ""
    yield f"== {_place(row)}. {row.entry}" if row.place is not None else f"== {row.entry}"
    for round_ in rulebook.rounds:
        if round_.id in words["rounds"]:
            yield f"{round_.title}:"
            yield from (f"  {sentence}" for sentence in words["rounds"][round_.id])
    if words["total"]:
        yield f"{_say(TOTAL_OF, lang)}:"
        yield from (f"  {sentence}" for sentence in words["total"])
