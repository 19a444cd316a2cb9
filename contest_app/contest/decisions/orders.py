"""Running orders: listed, brought from paper, or drawn by lot before everybody's eyes (`contest.lots`)."""

from __future__ import annotations

from contest_app.contest import commands as c
from contest_app.contest import events as e
from contest_app.contest import lots
from contest_app.contest import refusals as r
from contest_app.contest.decisions.rules import (
    EMPTY,
    Ask,
    Decision,
    Refusal,
    decides,
    in_phase,
    reason_given,
    refuse_if,
    round_of,
    scene_chosen,
)
from contest_app.contest.state import Draw, State
from contest_app.contest.words import Words

NOT_HEX = Words("không phải mã máy đã niêm phong", "not what this program seals")
LONG_WORD = Words(f"dài quá {lots.MOST_WORD} chữ", f"longer than {lots.MOST_WORD} letters")
LEAST_ENTRIES = 2


@decides(c.SetRunningOrder)
def set_running_order(ask: Ask[c.SetRunningOrder]) -> Decision:
    command, state = ask.command, ask.state
    _still_to_come(state, command.round)
    refuse_if(command.how not in ("listed", "paper"), r.UnknownChoice(command.how))
    under_way = state.last_draw
    if under_way is not None and under_way.is_under_way and command.round in under_way.rounds:
        return r.DrawUnderWay(_titles(state, under_way))
    missing = tuple(entry for entry in state.entry_order if entry not in command.order)
    extra = tuple(
        entry
        for place, entry in enumerate(command.order)
        if entry not in state.entries or entry in command.order[:place]
    )
    refuse_if(bool(missing or extra), r.OrderIncomplete(missing, extra))
    was_drawn = command.round in state.orders and state.orders[command.round].how == "drawn"
    reason = reason_given(command.reason) if was_drawn else command.reason.strip()
    order, by = tuple(command.order), command.drawn_by.strip()
    return (e.RunningOrderSet(command.round, order, command.how, drawn_by=by, reason=reason),)


def _still_to_come(state: State, round_id: str) -> None:
    """Refuses unless the round's order may still change."""
    in_phase(state, "setup", "running")
    round_ = round_of(state, round_id)
    begun = any(key[0] == round_id and p.status != "waiting" for key, p in state.performances.items())
    refuse_if(begun, r.RoundBegun(round_.title))


# --- drawing lots -----------------------------------------------------------------------------------------------------


@decides(c.BeginDraw)
def begin(ask: Ask[c.BeginDraw]) -> Decision:
    """Seals a secret for one round or several; drawing again wants a reason."""
    command, state = ask.command, ask.state
    rounds = tuple(dict.fromkeys(command.rounds))
    refuse_if(not rounds, r.Malformed("rounds", EMPTY))
    for round_id in rounds:
        _still_to_come(state, round_id)
    before = state.last_draw
    if before is not None and before.is_under_way:
        return r.DrawUnderWay(_titles(state, before))
    used = any(draw.seal == command.seal for draw in state.draws.values())
    refuse_if(used or not lots.is_seal(command.seal), r.Malformed("seal", NOT_HEX))
    entries = taking_part(state)
    refuse_if(len(entries) < LEAST_ENTRIES, r.TooFewToDraw())
    is_again = any(round_id in state.orders and state.orders[round_id].how != "listed" for round_id in rounds)
    reason = reason_given(command.reason) if is_again else command.reason.strip()
    return (e.DrawBegun(rounds, command.seal, entries, reason), scene_chosen(state, "draw"))


def taking_part(state: State) -> dict[str, int]:
    """Whose lots are drawn, with their numbers: everybody but those whom the hall knows to be out.

    Whoever was disqualified without a publication takes part like the others, or the draw would tell.
    """
    out = {entry.id for entry in state.record.entries if entry.status == "withdrawn"}
    out |= {entry.id for entry in state.public.entries if entry.status != "competing"}
    return {entry: state.entries[entry].number for entry in state.entry_order if entry not in out}


@decides(c.DrawLots)
def draw_lots(ask: Ask[c.DrawLots]) -> Decision:
    """Opens the seal with the word: the order follows, for whomever computes it."""
    command, state = ask.command, ask.state
    draw = _under_way(state, command.draw, "sealed")
    refuse_if(taking_part(state) != dict(draw.entries), r.DrawListChanged())
    word = lots.tidy_word(command.word)
    refuse_if(not word, r.WordMissing())
    refuse_if(len(word) > lots.MOST_WORD, r.Malformed("word", LONG_WORD))
    refuse_if(not lots.is_secret(command.secret), r.Malformed("secret", NOT_HEX))
    refuse_if(lots.seal_of(command.secret) != draw.seal, r.SealDiffers())
    return (e.LotsDrawn(draw.draw, word, command.secret, lots.drawn_order(command.secret, word, draw.entries)),)


@decides(c.RevealLots)
def reveal(ask: Ask[c.RevealLots]) -> Decision:
    """Opens turns in their order; the last one makes it the running order of every round it was drawn for."""
    command, state = ask.command, ask.state
    draw = _under_way(state, command.draw, "drawn")
    refuse_if(command.upto <= draw.opened, r.TurnOpened(command.upto))
    refuse_if(command.upto > len(draw.order), r.UnknownChoice(str(command.upto)))
    opened = e.LotsRevealed(draw.draw, command.upto)
    if command.upto < len(draw.order):
        return (opened,)
    order, seed = order_from(state, draw), f"{draw.secret}|{draw.word}"
    return (opened, *(e.RunningOrderSet(one, order, "drawn", seed, draw.draw) for one in draw.rounds))


def order_from(state: State, draw: Draw) -> tuple[str, ...]:
    """The running order that a draw makes: who took part, as drawn, and after them by number whoever did not."""
    drawn = tuple(entry for entry in draw.order if entry in state.entries)
    return (*drawn, *(entry for entry in state.entry_order if entry not in drawn))


@decides(c.CancelDraw)
def cancel(ask: Ask[c.CancelDraw]) -> Decision:
    """Breaks a draw off; it stays on record, with what had been drawn. The wall stops showing it."""
    state = ask.state
    draw = state.draws.get(ask.command.draw)
    if draw is None or not draw.is_under_way:
        return r.DrawNotWaiting()
    cancelled = e.DrawCancelled(draw.draw, reason_given(ask.command.reason))
    return (cancelled, *((scene_chosen(state, "waiting"),) if state.scene.kind == "draw" else ()))


def _under_way(state: State, number: int, status: str) -> Draw:
    """The draw if it stands at this step and its rounds have not begun meanwhile."""
    draw = state.draws.get(number)
    if draw is None or draw.status != status:
        raise Refusal(r.DrawNotWaiting())
    for round_id in draw.rounds:
        _still_to_come(state, round_id)
    return draw


def _titles(state: State, draw: Draw) -> tuple[str, ...]:
    titles = {round_.id: round_.title for round_ in state.rulebook.rounds}
    return tuple(titles.get(round_id, round_id) for round_id in draw.rounds)
