"""The public page on which anybody checks what was drawn: seal, word, secret, order, and the lots computed again.

Responsible for: what of each draw may be told now. Must not know: who leads a draw. What is not opened is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, url_for

from contest_app.contest.draw_check import wrong_draw
from contest_app.contest.lots import ticket
from contest_app.contest.state import Draw, Entry, State
from contest_app.contest.words import Words
from contest_app.web.links.pages import base_url
from contest_app.web.parts import snapshot_or_404

pages = Blueprint("draws", __name__)


@dataclass(frozen=True)
class Lot:
    """One turn: who has it, the number the lot is made of, and the lot once the secret is open; all None: closed."""

    turn: int
    entry: Entry | None = None
    number: int | None = None
    lot: str = ""


@dataclass(frozen=True)
class Shown:
    """A draw as far as it is public. `wrong` is what does not agree; `is_open`: all of it can be computed again."""

    draw: Draw
    rounds: tuple[str, ...]
    lots: tuple[Lot, ...]
    is_open: bool
    wrong: Words | None

    @property
    def numbers(self) -> str:
        """The numbers in the order drawn, for whoever computes it again."""
        return " ".join(str(lot.number) for lot in self.lots)

    @property
    def script_words(self) -> str:
        """Secret, word and numbers as a Python script writes them."""
        return f"{self.draw.secret!r}, {self.draw.word!r}, {sorted(self.draw.entries.values())}"


@pages.get("/contests/<contest>/draws")
def index(contest: str) -> Response:
    """Every draw of the contest, the last one first; also those that were broken off."""
    state = snapshot_or_404(contest).state
    shown = [shown_draw(state, state.draws[number]) for number in sorted(state.draws, reverse=True)]
    response = make_response(render_template("draws.html", contest=contest, state=state, draws=shown))
    response.headers["Cache-Control"] = "no-store"
    return response


def shown_draw(state: State, draw: Draw) -> Shown:
    """What anybody may know: of a draw under way the opened turns, of one that is over everything."""
    is_open = draw.status in ("complete", "cancelled") and bool(draw.order)
    titles = {round_.id: round_.title for round_ in state.rulebook.rounds}
    return Shown(
        draw,
        tuple(titles.get(round_id, round_id) for round_id in draw.rounds),
        tuple(_lots(state, draw, is_open)),
        is_open,
        wrong_draw(draw) if is_open else None,
    )


def _lots(state: State, draw: Draw, is_open: bool) -> Iterator[Lot]:
    for turn in range(1, len(draw.entries) + 1):
        if turn > len(draw.order) or (turn > draw.opened and not is_open):
            yield Lot(turn)
            continue
        entry, number = draw.order[turn - 1], draw.entries[draw.order[turn - 1]]
        made = ticket(draw.secret, draw.word, number) if is_open else ""
        yield Lot(turn, state.entries.get(entry), number, made)


def check_url(contest: str) -> str:
    """Where other devices find the page."""
    return base_url() + url_for("draws.index", contest=contest)
