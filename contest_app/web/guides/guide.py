"""A guide as a value: steps with the figure of what to press, and troubles with what to do about them.

Responsible for: the shape of a guide and the figures there are. Must not know: how a page draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contest_app.contest.words import Words, same
from contest_app.web.desk.sayings import SAYINGS

FigureKind = Literal[
    "press", "tablet", "link", "card", "team", "marks", "saved", "tile", "wall", "scenes", "laptop", "stick", "early"
]
"""`press` is a button of the desk (main, plain or grave), `tablet` one of the tablet, `link` one in the desk's bar."""
Tone = Literal["main", "plain", "grave"]
SOMETHING, NOTHING = same("…"), same("")


@dataclass(frozen=True)
class Figure:
    """What a step shows: a drawing, or the button to press with its own words."""

    kind: FigureKind
    label: Words = NOTHING
    tone: Tone = "main"


@dataclass(frozen=True)
class Step:
    """One thing to do, in order."""

    figure: Figure
    title: Words
    text: Words


@dataclass(frozen=True)
class Trouble:
    """What may go wrong, and what to do then."""

    what: Words
    do: Words


@dataclass(frozen=True)
class Guide:
    """One role's sheet of paper. `key` is its last part of the address."""

    key: str
    title: Words
    lead: Words
    steps: tuple[Step, ...]
    troubles: tuple[Trouble, ...]


def press(act: str, tone: Tone = "main") -> Figure:
    """The button of an act of the desk, by the words that stand on it."""
    return Figure("press", SAYINGS[act].label.format(entry=SOMETHING, round=SOMETHING, judge=SOMETHING), tone)


def step(figure: Figure, title: tuple[str, str], text: tuple[str, str]) -> Step:
    return Step(figure, Words(*title), Words(*text))


def trouble(what: tuple[str, str], do: tuple[str, str]) -> Trouble:
    return Trouble(Words(*what), Words(*do))
