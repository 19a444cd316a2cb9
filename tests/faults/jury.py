"""What the jury knows and what the public was told, by a plain sum of their own: no rule of the program is used here.

Responsible for: every number of a contest with the arithmetic mean and no factors, and which of them are out (what the
rule book calls `detail`: total or judge_totals).
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

ENTRIES = ("ban-dat", "dao-xa", "nga-my")
JUDGES = ("j1", "j2", "j3")
ROUNDS = ("greeting", "knowledge", "skit")
CRITERIA = {"greeting": ("content", "form"), "skit": ("acting",)}

Row = dict[str, Any]


def to_places(value: Fraction) -> Fraction:
    """Rounded to five places, halves away from zero, as the contest's rule book says of totals."""
    size = Fraction((abs(value) * 10**5 + Fraction(1, 2)).__floor__(), 10**5)
    return size if value >= 0 else -size


@dataclass
class Performance:
    """One entry in one round."""

    sheets: dict[str, dict[str, Fraction]] = field(default_factory=dict)  # judge -> criterion -> mark
    counted: Fraction | None = None
    penalty: list[tuple[Fraction, str]] = field(default_factory=list)

    @property
    def judge_totals(self) -> dict[str, Fraction]:
        return {judge: sum(marks.values(), Fraction(0)) for judge, marks in self.sheets.items()}

    @property
    def panel(self) -> Fraction | None:
        totals = self.judge_totals.values()
        return sum(totals, Fraction(0)) / len(totals) if totals else None

    @property
    def value(self) -> Fraction | None:
        parts = [part for part in (self.panel, self.counted) if part is not None]
        return sum(parts, Fraction(0)) - sum(points for points, _ in self.penalty) if parts else None


@dataclass
class Contest:
    """All performances and lines on the total, as one side knows them."""

    performances: dict[tuple[str, str], Performance] = field(default_factory=dict)
    penalties: dict[str, list[tuple[Fraction, str]]] = field(default_factory=dict)  # on an entry's total
    disqualified: set[str] = field(default_factory=set)

    def at(self, round_id: str, entry: str) -> Performance:
        return self.performances.setdefault((round_id, entry), Performance())

    def value(self, round_id: str, entry: str) -> Fraction | None:
        performance = self.performances.get((round_id, entry))
        return performance.value if performance else None

    def total(self, entry: str) -> Fraction | None:
        values = [value for round_id in ROUNDS if (value := self.value(round_id, entry)) is not None]
        if not values or entry in self.disqualified:
            return None
        return to_places(sum(values, Fraction(0)) - sum(points for points, _ in self.penalties.get(entry, ())))

    def place(self, entry: str) -> int | None:
        total = self.total(entry)
        others = [self.total(other) for other in ENTRIES]
        return None if total is None else 1 + sum(other is not None and other > total for other in others)

    def figures(self) -> set[Fraction]:
        """What every performance and every entry comes to."""
        found = {performance.value for performance in self.performances.values()}
        found |= {self.total(entry) for entry in ENTRIES}
        return {to_places(each) for each in found if each is not None}

    def panels(self) -> set[Fraction]:
        """The panel's figures, before penalties."""
        found = {performance.panel for performance in self.performances.values()}
        return {to_places(each) for each in found if each is not None}

    def judge_totals(self) -> set[Fraction]:
        return {total for performance in self.performances.values() for total in performance.judge_totals.values()}

    def points(self) -> set[Fraction]:
        """Counted points and penalties."""
        found = {line[0] for performance in self.performances.values() for line in performance.penalty}
        found |= {line[0] for lines in self.penalties.values() for line in lines}
        return found | {p.counted for p in self.performances.values() if p.counted is not None}

    def reasons(self) -> set[str]:
        found = {line[1] for performance in self.performances.values() for line in performance.penalty}
        return found | {line[1] for lines in self.penalties.values() for line in lines}

    def row(self, entry: str) -> Row:
        """The entry's line on a board."""
        return {
            "place": self.place(entry),
            "total": self.total(entry),
            "rounds": {r: None if (v := self.value(r, entry)) is None else to_places(v) for r in ROUNDS},
            "status": "disqualified" if entry in self.disqualified else "competing",
        }


class Secrets:
    """Draws numbers of five digits and words that stand nowhere else, and remembers each that is not out."""

    def __init__(self, seed: int, taken: set[int], detail: str) -> None:
        dice = random.Random(seed)
        # No zero at the end, so that a text keeps its five digits; no port of this run, which could stand in a header.
        self._numbers = [n for n in dice.sample(range(10_001, 99_999), 4_000) if n % 10 and n not in taken]
        self._dice = dice
        self._detail = detail
        self.jury = Contest()
        self.public = Contest()
        self.numbers: set[Fraction] = set()  # every one that ever was
        self.figures_ever: set[Fraction] = set()
        self.words: set[str] = set()
        self.out_numbers: set[Fraction] = set()
        self.out_words: set[str] = set()

    def number(self) -> str:
        """A new number with three decimals."""
        digits = self._numbers.pop()
        self.numbers.add(Fraction(digits, 1000))
        return f"{digits // 1000}.{digits % 1000:03d}"

    def word(self) -> str:
        """A new word, for reasons and names."""
        word = f"kin{self._dice.randrange(16**10):010x}"
        self.words.add(word)
        return word

    def secret(self) -> str:
        """A new secret to be sealed for drawing lots."""
        secret = f"{self._dice.getrandbits(128):032x}"
        self.words.add(secret)
        return secret

    def note(self) -> None:
        """Takes in every figure that the jury could work out now."""
        self.figures_ever |= self.jury.figures()
        self.numbers |= self.jury.figures() | self.jury.panels() | self.jury.judge_totals()

    def publish(self, *keys: tuple[str, str]) -> None:
        """These performances, and what stands on their entries' totals, are out, as far as the rule book goes."""
        for key in keys:
            if key in self.jury.performances:
                self.public.performances[key] = copy.deepcopy(self.jury.performances[key])
        for entry in {key[1] for key in keys}:
            self.public.penalties[entry] = list(self.jury.penalties.get(entry, ()))
            self.public.disqualified -= {entry}
            self.public.disqualified |= self.jury.disqualified & {entry}
        self._note_public()

    def withdraw(self, *keys: tuple[str, str]) -> None:
        for key in keys:
            self.public.performances.pop(key, None)
        self._note_public()

    def put_back(self, before: Contest) -> None:
        self.public = before

    def _note_public(self) -> None:
        public = self.public
        self.out_numbers |= public.figures()
        if self._detail != "total":
            self.out_numbers |= public.panels() | public.judge_totals() | public.points()
            self.out_words |= public.reasons()

    @property
    def kept_numbers(self) -> set[Fraction]:
        return self.numbers - self.out_numbers

    @property
    def kept_words(self) -> set[str]:
        return self.words - self.out_words
