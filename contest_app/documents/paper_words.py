"""What a contest's papers say beside the figures: who issues them, under which number, who was there, what was said.

Responsible for: the fields, their defaults, what is refused in each. They change the words of a paper, never a result.
Must not know: where they are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from contest_app.contest.state import State
from contest_app.contest.words import Words
from contest_app.documents.official import day_of

MAX_LINE = 200
MAX_TEXT = 3000
LONG = ("attendees", "absentees", "opinions", "conclusion", "recipients")

TOO_LONG = Words(vi="Dài quá {most} chữ.", en="Longer than {most} letters.")
NO_DAY = Words(vi="Ngày viết như 12/10/2024, hoặc để trống.", en="Write the day as 12/10/2024, or leave it empty.")
NO_NUMBER = Words(vi="Số văn bản chỉ gồm chữ số.", en="The number of a document is digits only.")


@dataclass(frozen=True)
class PaperWords:
    """What one contest's minutes say. Texts of several lines hold one item a line.

    What the contest itself knows (grounds, place name, secretary, the form) stands in `state.about`.
    """

    parent_body: str = ""
    issuing_body: str = "BAN TỔ CHỨC HỘI THI"
    number: str = ""
    symbol: str = "BB-BGK"
    date: str = ""
    subject: str = ""  # trích yếu
    venue: str = ""
    began: str = ""
    ended: str = ""
    chair: str = ""
    attendees: str = ""
    absentees: str = ""
    opinions: str = ""
    vote: str = ""
    conclusion: str = ""
    copies: str = "02"
    recipients: str = "- Ban Tổ chức Hội thi;\n- Lưu hồ sơ Hội thi."

    def lines(self, name: str) -> tuple[str, ...]:
        """A text of several lines, line by line, without the empty ones."""
        text: str = getattr(self, name)
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    def as_dict(self) -> dict[str, str]:
        """Every field by name."""
        return asdict(self)

    def said(self, default: PaperWords) -> dict[str, str]:
        """The fields that somebody wrote otherwise, as they are kept: the others go on following the contest."""
        return {name: text for name, text in self.as_dict().items() if text != getattr(default, name)}


def default_words(state: State) -> PaperWords:
    """What a contest's papers say before anybody wrote anything: taken from the contest where it knows."""
    title = state.title[:1].lower() + state.title[1:] if state.title.startswith("Hội thi") else state.title
    head = next((judge.name for judge in state.judges.values() if judge.is_head), "")
    return PaperWords(
        parent_body=state.about.body.upper(),
        symbol="BB/BGK" if state.about.form == "party" else "BB-BGK",
        subject=f"Tổng hợp kết quả {title}"[:MAX_LINE],
        venue=state.place[:MAX_LINE],
        date=state.held_on if day_of(state.held_on) else "",
        chair=head,
    )


def words_from(kept: Mapping[str, object], state: State) -> PaperWords:
    """The words as kept, over the defaults; what this program does not know or cannot use is left out."""
    known = {field.name for field in fields(PaperWords)}
    usable = {name: value for name, value in kept.items() if name in known and isinstance(value, str)}
    words, wrong = read_words(usable, default_words(state))
    return words if not wrong else replace(default_words(state))


def read_words(typed: Mapping[str, str], before: PaperWords) -> tuple[PaperWords, dict[str, Words]]:
    """The words with what was typed, and what is wrong with which field; a field that was not sent stays."""
    values: dict[str, str] = {}
    wrong: dict[str, Words] = {}
    for field in fields(PaperWords):
        if field.name not in typed:
            continue
        text = unicodedata.normalize("NFC", typed[field.name]).replace("\r\n", "\n").strip()
        values[field.name] = text
        problem = _problem(field.name, text)
        if problem is not None:
            wrong[field.name] = problem
    return replace(before, **values), wrong


def _problem(name: str, text: str) -> Words | None:
    most = MAX_TEXT if name in LONG else MAX_LINE
    if len(text) > most:
        return TOO_LONG.format(most=most)
    if name == "date" and text and day_of(text) is None:
        return NO_DAY
    if name == "number" and text and not (text.isascii() and text.isdigit()):
        return NO_NUMBER
    return None
