"""What somebody is there for, as lists say it: head judge, judge, secretary, MC, in Vietnamese and English.

Responsible for: reading a cell of roles and the title of a part of a list. Must not know: rows and columns.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from contest_app.contest.vietnamese import plain_letters, tidy

Office = Literal["head", "judge", "secretary", "mc"]

# Folded. Of one part of a role the first that is found counts: "thành viên Tổ Thư ký" is a secretary.
_SAID: Final[tuple[tuple[Office, re.Pattern[str]], ...]] = (
    ("secretary", re.compile(r"\bthu k[yi]\b|\bsecretar(y|ies|iat)\b|\btimekeeper\b")),
    (
        "mc",
        re.compile(r"\bmcs?\b|\bm c\b|\bdan (chuong trinh|ct)\b|\b(host|presenter|announcer|emcee)\b|\bceremonies\b"),
    ),
    ("judge", re.compile(r"\bpho\b|\b(deputy|vice)\b")),
    ("head", re.compile(r"\b(truong|chu tich|chu khao)\b|\b(head|chief|chair\w*|president|presiding)\b")),
    ("judge", re.compile(r"\b(giam khao|bgk|gk\d*|thanh vien|uy vien|cham)\b|\b(judges?|jury|members?|juror)\b")),
)
_OF_OTHERS: Final = re.compile(r"\b(to chuc|chi dao|btc|bcd|hau can|ky thuat|organi[sz]\w+|steering|technical)\b")
_PARTS: Final = re.compile(r"\bkiêm\b|[,;/+&]|\s[-–—]\s|\bvà\b|\band\b", re.IGNORECASE)
# A post is a role only where it says nothing else: "Trưởng Ban Dân vận" is none.
_ROLE_ONLY: Final = re.compile(
    r"(pho )?truong (ban|bgk|ban giam khao|giam khao)|(giam khao|gk) ?\d*|(thanh vien|uy vien)( ban giam khao| bgk)?"
    r"|(to truong |thanh vien )?(to )?thu ky|mc|nguoi dan chuong trinh|(head )?judge|secretary|member"
)
_TITLES: Final[tuple[tuple[Office, re.Pattern[str]], ...]] = (
    ("secretary", re.compile(r"(ban |to |bo phan )?thu ky( .*)?|secretariat|secretar(y|ies)")),
    ("mc", re.compile(r"(nguoi )?dan chuong trinh|mc|mcs|hosts?")),
    ("head", re.compile(r"truong (ban|ban giam khao|bgk)|head judge")),
    ("judge", re.compile(r"(thanh vien )?(ban|hoi dong) giam khao( .*)?|bgk|(cac )?(giam khao|thanh vien|uy vien)")),
    ("judge", re.compile(r"(the )?jury|judges|members")),
)  # fmt: skip
_COUNTED: Final = re.compile(r"^(?:phan |muc )?(?:[ivx]+|\d+|[a-d])\b (?=\w)")


def offices_in(text: str, part: Office | None) -> frozenset[Office] | None:
    """Every office a cell of roles names, within that part of the list; None where it names none of ours."""
    found: set[Office] = set()
    for said in filter(None, map(tidy, _PARTS.split(text))):
        office = _office(_folded(said))
        if office is None:
            return None
        is_general = not re.search(r"giam khao|bgk|\bgk|judge|jury", _folded(said))
        found.add(part if part in ("secretary", "mc") and office in ("head", "judge") and is_general else office)
    return frozenset(found) or None


def is_role(text: str) -> bool:
    """Whether a post is a role in this contest and nothing else."""
    return _ROLE_ONLY.fullmatch(_folded(text)) is not None


def part_of_list(text: str) -> Office | None:
    """The office that a title of a part of a list gives to whoever stands below it: "II. TỔ THƯ KÝ"."""
    folded = _COUNTED.sub("", _folded(re.sub(r"\(.*?\)", " ", text)))
    return next((office for office, form in _TITLES if form.fullmatch(folded)), None)


def _office(folded: str) -> Office | None:
    if _OF_OTHERS.search(folded):
        return None
    return next((office for office, form in _SAID if form.search(folded)), None)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", plain_letters(text).casefold()))
