"""What is wrong with a rule book, all of it at once.

Responsible for: the one shape of such an error, with its cure in both languages. Must not know: the checks.
"""

from __future__ import annotations

from dataclasses import dataclass

from contest_app.contest.words import Words


@dataclass(frozen=True)
class RuleBookError:
    """One thing wrong: where (`rounds[0].max`, or a line of the file), what stands there, and the cure."""

    path: str
    value: object
    words: Words
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = self.path or (f"line {self.line}, column {self.column}" if self.line is not None else "(top)")
        return f"{place}: {self.words.en}"


class RuleBookInvalid(Exception):
    """The rule book cannot be used; `errors` holds everything found."""

    def __init__(self, errors: tuple[RuleBookError, ...]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors
