"""Rounding a figure at one stage, each rounding a step of its trace."""

from __future__ import annotations

from fractions import Fraction

from contest_app.contest.numbers import points_words, round_fraction
from contest_app.contest.rulebook_values import Rounding
from contest_app.contest.scoring.trace import Step
from contest_app.contest.words import Words

MODES = {
    "half_up": Words(vi="làm tròn nửa lên", en="half up"),
    "half_even": Words(vi="làm tròn nửa về số chẵn", en="half to even"),
    "truncate": Words(vi="cắt bỏ phần thừa", en="truncated"),
}
ROUNDED = Words(vi="Làm tròn: {how} ({mode})", en="Rounded: {how} ({mode})")
PLACES = Words(vi="{places} chữ số thập phân", en="{places} decimals")
STEP = Words(vi="bước {step}", en="step {step}")
BOTH = Words(vi="{places}, rồi {step}", en="{places}, then {step}")


def round_at(
    value: Fraction, roundings: tuple[Rounding, ...], trace: list[Step], criterion: str | None = None
) -> Fraction:
    """The value after each rounding in turn."""
    for rounding in roundings:
        rounded = round_fraction(value, rounding.places, rounding.step, rounding.mode)
        trace.append(Step(_words(rounding), (value, " → ", rounded), rounded, criterion=criterion))
        value = rounded
    return value


def _words(rounding: Rounding) -> Words:
    places = PLACES.format(places=rounding.places)
    step = STEP.format(step=points_words(rounding.step)) if rounding.step is not None else places
    how = BOTH.format(places=places, step=step) if rounding.places is not None and rounding.step is not None else step
    return ROUNDED.format(how=how, mode=MODES[rounding.mode])
