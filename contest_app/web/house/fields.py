"""The fields of the house, on the first page and on its own: read, checked, kept.

Responsible for: what was typed, and what is wrong with it. Must not know: the pages around them.
"""

from __future__ import annotations

from collections.abc import Mapping

from contest_app.accounts.house import Household
from contest_app.contest.about import FORMS
from contest_app.contest.vietnamese import tidy
from contest_app.contest.words import Words

MOST = 200
LONG = Words(vi=f"Quá dài (tối đa {MOST} chữ).", en=f"Too long (at most {MOST} letters).")
CHOOSE = Words(vi="Hãy chọn một trong các mục.", en="Choose one of these.")
TEXTS = ("body", "parent_body", "locality")


def shown(household: Household, lang: str) -> dict[str, str]:
    """The fields as the form shows them."""
    texts = {name: getattr(household, name) for name in TEXTS}
    return {**texts, "form": household.form, "lang": household.lang or lang}


def read_household(typed: Mapping[str, str], before: Household) -> tuple[Household, dict[str, Words]]:
    """The household that was typed, and what is wrong with which field; a field that was not sent stays."""
    texts = {name: tidy(typed.get(name, getattr(before, name))) for name in TEXTS}
    form, lang = typed.get("form", before.form), typed.get("lang", before.lang)
    wrong = {name: LONG for name, text in texts.items() if len(text) > MOST}
    wrong |= {"form": CHOOSE} if form not in FORMS else {}
    wrong |= {"lang": CHOOSE} if lang not in ("vi", "en", "") else {}
    return Household(**texts, form=form, lang=lang), wrong
