"""A simulated judge: marks criterion by criterion, hands in, now and then corrects, now and then loses the network.

Responsible for: what a tablet would say on its line. It never takes the seat: once a person's device holds it, this
judge leaves, and comes back when the seat is free. Must not know: other judges' marks, the desk.
"""

from __future__ import annotations

import random
import threading
from fractions import Fraction
from typing import Any

from contest_app.contest.numbers import parse_decimal, to_decimal_text
from contest_app.contest.rulebook import Criterion
from contest_app.demo.players.hall import Hall
from contest_app.demo.players.line import Line, LineLost
from contest_app.demo.players.script import Script, script_of
from contest_app.demo.season import mark_of, skill_of

LOOKS, THINKS, CHECKS = (0.06, 0.20), (0.05, 0.12), (0.03, 0.08)  # shares of a performance
GONE, GONE_TOO_LONG = 0.25, 0.75
SECOND_THOUGHTS = (0.06, 0.12)
ROUND_LOOK_S, AGAIN_S = 0.5, 1.0
MARKS_BEFORE_DROPPING = 2

Sheet = dict[str, Any]


class SimulatedJudge:
    """One judge of the panel."""

    def __init__(self, hall: Hall, judge: str, judges: tuple[str, ...]) -> None:
        self._hall = hall
        self._judge = judge
        self._judges = judges
        self._news = threading.Event()

    def play(self) -> None:
        """Sits at the table until the play is over (PlayIsOver); a lost line is found again."""
        while True:
            try:
                self._sit()
            except LineLost:
                self._hall.rest(AGAIN_S)

    def _sit(self) -> None:
        while self._is_persons():
            self._hall.rest(ROUND_LOOK_S)
        line = self._line()
        try:
            while not self._is_persons():
                self._news.clear()
                sheet = next_sheet(line.values["sheet"]["value"])
                if sheet is None:
                    self._news.wait(ROUND_LOOK_S)
                    self._hall.rest(0)
                else:
                    line = self._mark(line, sheet)
        finally:
            line.close()

    def _is_persons(self) -> bool:
        return self._judge in self._hall.taken_seats

    def _line(self) -> Line:
        line = Line(self._hall.base, self._hall.auth(self._judge, f"play-{self._judge}"), self._news.set)
        line.watch("sheet")
        return line

    # --- one sheet ----------------------------------------------------------------------------------------------------

    def _mark(self, line: Line, sheet: Sheet) -> Line:
        """Fills a sheet in and hands it in; the line that is open afterwards."""
        journal = line.values["sheet"]["journal"]
        script = script_of(journal, sheet["round"], sheet["entry"]["id"], sheet["turn"], self._judges)
        chance = random.Random(f"{journal} {sheet['round']} {sheet['entry']['id']} {self._judge}")
        skill = skill_of(random.Random(f"{journal} {sheet['entry']['id']}"))
        criteria = criteria_of(line.values["sheet"]["value"], sheet["round"])
        self._hall.wait(chance.uniform(*LOOKS))
        marks: dict[str, str] = {}
        is_gone = False
        for criterion in criteria:
            if self._is_persons() or not is_open(line, sheet):
                return line
            marks[criterion.id] = mark_of(chance, criterion, skill)
            if not is_gone:
                self._says_where(line, sheet, len(marks), len(criteria))
            if script.drops == self._judge and len(marks) == MARKS_BEFORE_DROPPING:
                line.close()  # the tablet lost the network, the judge marks on
                is_gone = True
            self._hall.wait(chance.uniform(*THINKS))
        if is_gone:
            line = self._comes_back(script)
        else:
            self._hall.wait(chance.uniform(*CHECKS))
        self._hands_in(line, sheet, marks, base=0)
        if script.corrects == self._judge:
            self._thinks_again(line, sheet, criteria, marks, chance)
        return line

    def _comes_back(self, script: Script) -> Line:
        """The network is there again: the outbox says what waits in it, then it goes."""
        self._hall.wait(GONE_TOO_LONG if script.is_late else GONE)
        line = self._line()
        line.call("presence", {"unsent": 1})
        self._hall.wait(CHECKS[0])
        return line

    def _says_where(self, line: Line, sheet: Sheet, marked: int, of: int) -> None:
        at = {"round": sheet["round"], "entry": sheet["entry"]["id"], "marked": marked, "of": of}
        line.call("presence", {**at, "unsent": 0})

    def _hands_in(self, line: Line, sheet: Sheet, marks: dict[str, str], base: int) -> None:
        """Sends the sheet; a refusal is the rules' own business, the judge goes on."""
        round_id, entry = sheet["round"], sheet["entry"]["id"]
        journal = line.values["sheet"]["journal"]
        command_id = f"play-{journal[:8]}-{round_id}-{entry}-{self._judge}-{base}"
        line.command(
            {"command_id": command_id, "kind": "submit_sheet", "round": round_id, "entry": entry,
             "base": base, "marks": marks}
        )  # fmt: skip
        line.call("presence", {"unsent": 0})

    def _thinks_again(
        self, line: Line, sheet: Sheet, criteria: list[Criterion], marks: dict[str, str], chance: random.Random
    ) -> None:
        self._hall.wait(chance.uniform(*SECOND_THOUGHTS))
        if self._is_persons() or not is_open(line, sheet):
            return
        criterion = chance.choice(criteria)
        self._says_where(line, sheet, len(criteria), len(criteria))
        self._hall.wait(CHECKS[0])
        self._hands_in(line, sheet, {**marks, criterion.id: moved(criterion, marks[criterion.id], chance)}, base=1)


def next_sheet(value: dict[str, Any]) -> Sheet | None:
    """The sheet to fill in now: the one on stage first, then whatever is still open."""
    open_sheets = [sheet for sheet in value["sheets"] if sheet["status"] == "open" and sheet["revision"] == 0]
    current = value["current"] or {"round": None, "entry": None}
    on_stage = [s for s in open_sheets if (s["round"], s["entry"]["id"]) == (current["round"], current["entry"])]
    return next(iter([*on_stage, *open_sheets]), None)


def is_open(line: Line, sheet: Sheet) -> bool:
    """Whether the sheet is still asked for, as far as this tablet knows."""
    key = (sheet["round"], sheet["entry"]["id"])
    sheets = line.values["sheet"]["value"]["sheets"]
    return any((s["round"], s["entry"]["id"]) == key and s["status"] == "open" for s in sheets)


def criteria_of(value: dict[str, Any], round_id: str) -> list[Criterion]:
    """The criteria of a round as the tablet shows them."""
    (found,) = [each["criteria"] for each in value["rounds"] if each["round"]["id"] == round_id]
    return [
        Criterion(id=c["id"], title=c["title"], max=parse_decimal(c["max"]), step=parse_decimal(c["step"]))
        for c in found
    ]


def moved(criterion: Criterion, mark: str, chance: random.Random) -> str:
    """A mark one step up or down, within its range."""
    step, limit = criterion.step or Fraction(1, 2), criterion.max or Fraction(10)
    value = parse_decimal(mark) or Fraction(0)
    up = value + step <= limit and (value - step < 0 or chance.random() < 0.5)
    return to_decimal_text(value + step if up else value - step)
