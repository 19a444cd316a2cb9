"""Steps of a computation, kept while it runs, so that a figure can say how it came to be.

Responsible for: one step and its expression. Must not know: the rules that make the steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from contest_app.contest.numbers import to_decimal_text
from contest_app.contest.words import Words


def exact_text(value: Fraction) -> str:
    """The value without loss: '8.5', or '250/3' where no short decimal can hold it."""
    return to_decimal_text(value) if is_short_decimal(value) else f"{value.numerator}/{value.denominator}"


def is_short_decimal(value: Fraction) -> bool:
    """Whether six decimals hold the value without loss."""
    return 10**6 % value.denominator == 0


@dataclass(frozen=True)
class Step:
    """One step: what it is, the pieces of its expression, and the figure after it."""

    label: Words
    pieces: tuple[str | Fraction, ...]
    value: Fraction
    judge: str | None = None
    criterion: str | None = None

    @property
    def expression(self) -> str:
        """The step as a formula with decimal points, such as '(17.5 + 18 + 18) / 3'."""
        return self.expression_in("en")

    def expression_in(self, lang: str) -> str:
        """The step as a formula, with decimal commas in Vietnamese."""
        texts = [exact_text(piece) if isinstance(piece, Fraction) else piece for piece in self.pieces]
        if lang == "vi":
            texts = [
                text.replace(".", ",") if isinstance(piece, Fraction) else text
                for piece, text in zip(self.pieces, texts, strict=True)
            ]
        return "".join(texts)


def sum_pieces(values: list[Fraction]) -> tuple[str | Fraction, ...]:
    """The pieces of 'a + b + c'."""
    pieces: list[str | Fraction] = []
    for value in values:
        pieces += [" + ", value] if pieces else [value]
    return tuple(pieces)
