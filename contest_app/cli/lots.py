"""`contest-app draw`: lots drawn again from secret, word and numbers, for whoever checks a draw without believing us.

Responsible for: reading numbers, printing the order. Computes nothing: `contest.lots` does.
"""

from __future__ import annotations

import argparse
import json
import re

from contest_app.cli.words import OK, say_no
from contest_app.config import Config
from contest_app.contest.lots import drawn_order, seal_of, ticket, tidy_word
from contest_app.contest.words import Words

_NUMBERS = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?", re.ASCII)


def add_arguments(draw: argparse.ArgumentParser) -> None:
    """What may be typed: contest-app draw SECRET WORD 1-30."""
    draw.add_argument("secret", metavar="SECRET", help="mã bí mật đã mở / the opened secret")
    draw.add_argument("word", metavar="WORD", help="từ đã đọc trong hội trường / the word that was called")
    draw.add_argument("numbers", metavar="NUMBER", nargs="+", help="số của các đội: 1 2 5 hoặc 1-30 / their numbers")
    draw.add_argument("--json", action="store_true", help="in dạng JSON / print as JSON")


def draw(config: Config, asked: argparse.Namespace) -> int:
    """Prints the seal and the order; needs no store."""
    numbers = _read(asked.numbers)
    if numbers is None:
        return say_no(
            Words(
                vi="Số của các đội là số nguyên, mỗi số một lần: 1 2 5 hoặc 1-30.",
                en="Numbers are whole numbers, each once: 1 2 5 or 1-30.",
            )
        )
    word = tidy_word(asked.word)
    order = [int(number) for number in drawn_order(asked.secret, word, {str(number): number for number in numbers})]
    if asked.json:
        print(json.dumps({"seal": seal_of(asked.secret), "word": word, "order": order}, ensure_ascii=False))
        return OK
    print(f"Mã niêm phong / seal: {seal_of(asked.secret)}")
    for turn, number in enumerate(order, 1):
        print(f"  Lượt / turn {turn:>2}: số / number {number:>3}  ({ticket(asked.secret, word, number)})")
    return OK


def _read(texts: list[str]) -> list[int] | None:
    """The numbers, or None where one cannot be read or stands there twice."""
    numbers: list[int] = []
    for text in re.split(r"[\s,;]+", " ".join(texts).strip()):
        found = _NUMBERS.fullmatch(text)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2] or found[1])
        numbers += range(first, last + 1)
    return numbers if numbers and len(set(numbers)) == len(numbers) else None
