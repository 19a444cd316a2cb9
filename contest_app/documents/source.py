"""Where a paper comes from: the journal's seq and hash, in the short form that people can read to each other.

Responsible for: writing and reading that mark, and what a paper is worth (official, provisional, rehearsal).
Must not know: how a hash is made, or where it is looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contest_app.contest.state import State
from contest_app.contest.words import Words

SHORT = 16  # hexadecimal digits: nobody meets the same ones by chance
_MARK = re.compile(r"([0-9]{1,9})[:/#-]?([0-9a-f]{8,64})")
_SPLIT = re.compile(r"([0-9]{1,9})(?:\s*[:·/#-]\s*|\s+)([0-9a-f\s]+)")

OFFICIAL = Words(vi="BẢN CHÍNH THỨC", en="OFFICIAL")
PROVISIONAL = Words(vi="BẢN TẠM THỜI", en="PROVISIONAL")
REHEARSAL = Words(vi="TỔNG DUYỆT – KHÔNG CÓ GIÁ TRỊ", en="REHEARSAL – NOT VALID")
WORTHS = {"official": OFFICIAL, "provisional": PROVISIONAL, "rehearsal": REHEARSAL}


@dataclass(frozen=True)
class Source:
    """The line of the journal that a paper was made from; `hash` whole, or as much of it as the paper shows."""

    seq: int
    hash: str

    @property
    def code(self) -> str:
        """The mark as it is typed and as the QR code carries it: '412:3f9a01bc77de9a10'."""
        return f"{self.seq}:{self.hash[:SHORT]}"

    @property
    def grouped(self) -> str:
        """The mark as it is read out: '412 · 3f9a 01bc 77de 9a10'."""
        short = self.hash[:SHORT]
        return f"{self.seq} · " + " ".join(short[start : start + 4] for start in range(0, len(short), 4))


def read_source(text: str) -> Source | None:
    """The mark somebody typed or scanned, whatever stands between its groups; None for anything else."""
    split = _SPLIT.fullmatch(text.strip().lower())
    if split is None:
        return None
    found = _MARK.fullmatch(f"{split[1]}:{''.join(split[2].split())}")
    return Source(int(found[1]), found[2]) if found else None


def worth(state: State, round_id: str | None) -> Words:
    """What a paper of one round (or of the whole contest) is worth now."""
    if state.rehearsal_of:
        return REHEARSAL
    rounds = [round_id] if round_id is not None else [round_.id for round_ in state.rulebook.rounds]
    is_signed = all(state.round_status(one) == "signed" for one in rounds)
    is_fixed = is_signed and (round_id is not None or state.phase in ("decided", "announced"))
    return OFFICIAL if is_fixed else PROVISIONAL


def worth_of_lots(state: State) -> Words:
    """What the minutes of the draw are worth now: they wait for no result, only for a draw that is under way."""
    if state.rehearsal_of:
        return REHEARSAL
    draw = state.last_draw
    return PROVISIONAL if draw is not None and draw.is_under_way else OFFICIAL
