"""Words for people, Vietnamese and English side by side.

Responsible for: one sentence in both languages. Must not know: which language a screen shows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One sentence in Vietnamese and in English."""

    vi: str
    en: str

    def format(self, **values: object) -> Words:
        """The sentence with its `{names}` filled in; a value that is itself `Words` speaks the same language."""
        vi = {name: value.vi if isinstance(value, Words) else value for name, value in values.items()}
        en = {name: value.en if isinstance(value, Words) else value for name, value in values.items()}
        return Words(vi=self.vi.format(**vi), en=self.en.format(**en))

    def plus(self, more: Words) -> Words:
        """Both, one after the other."""
        return Words(vi=self.vi + more.vi, en=self.en + more.en)

    def as_dict(self) -> dict[str, str]:
        """The form in which words travel: `{"vi": …, "en": …}`."""
        return {"vi": self.vi, "en": self.en}


def same(text: str) -> Words:
    """Words that read the same in both languages (a title, a name)."""
    return Words(vi=text, en=text)
