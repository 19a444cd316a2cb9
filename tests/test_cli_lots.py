"""Lots at the machine: `draw` computes them again, `verify` finds an order that was not drawn."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contest_app.cli import main
from contest_app.contest import commands as c
from contest_app.contest.lots import seal_of
from contest_app.journal.chain import StoredEvent, canonical_json, sealed
from contest_app.journal.journal import Journal
from contest_app.journal.sqlite import FILE_NAME
from tests.building import SECRET
from tests.web.hall import CONTEST, Hall

EXAMPLE = ("draw", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A data folder with a contest whose order was drawn."""
    hall = Hall(tmp_path).with_contest()
    hall.does("secretary", c.BeginDraw, rounds=("greeting", "skit"), seal=seal_of(SECRET))
    draw = hall.state.last_draw
    assert draw is not None
    hall.does("secretary", c.DrawLots, draw=draw.draw, word="hoa sen", secret=SECRET)
    hall.does("secretary", c.RevealLots, draw=draw.draw, upto=3)
    hall.stop()
    return tmp_path


def rewritten(folder: Path, kind: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Somebody changes the last event of a kind and writes the whole chain anew, so that every hash holds."""
    journal = Journal.open_to_read(folder)
    row = journal.contest(CONTEST)
    assert row is not None
    lines = list(journal.stream(CONTEST))
    journal.close()
    target = max(line.seq for line in lines if line.kind == kind)
    previous = lines[target - 2].hash
    with sqlite3.connect(folder / FILE_NAME) as store:
        for line in lines[target - 1 :]:
            data = json.loads(line.data)
            if line.seq == target:
                change(data)
            fields = {name: getattr(line, name) for name in StoredEvent.__slots__}
            new = sealed(StoredEvent(**{**fields, "data": canonical_json(data)}), row.journal, previous)
            store.execute("update events set data = ?, hash = ? where seq = ?", (new.data, new.hash, new.seq))
            previous = new.hash
    store.close()


def test_a_drawn_contest_verifies(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", CONTEST, "--data", str(drawn)]) == 0
    assert "good" in capsys.readouterr().out


def swapped(data: dict[str, Any]) -> None:
    data["order"][0], data["order"][1] = data["order"][1], data["order"][0]


def other_word(data: dict[str, Any]) -> None:
    data["word"] = "hoa hồng"


def other_secret(data: dict[str, Any]) -> None:
    data["secret"] = "0" * 32


@pytest.mark.parametrize(
    ("kind", "change", "why"),
    [
        ("LotsDrawn", swapped, "the order is not what"),
        ("LotsDrawn", other_word, "the order is not what"),
        ("LotsDrawn", other_secret, "not the one that was sealed"),
        ("RunningOrderSet", swapped, "the order is not what"),
    ],
)
def test_an_order_that_was_not_drawn_is_found_although_every_hash_holds(
    drawn: Path, capsys: pytest.CaptureFixture[str], kind: str, change: Callable[[dict[str, Any]], None], why: str
) -> None:
    rewritten(drawn, kind, change)
    journal = Journal.open_to_read(drawn)
    assert journal.verify(CONTEST) is None, "the chain itself holds"
    journal.close()
    assert main(["verify", CONTEST, "--data", str(drawn)]) == 1
    said = capsys.readouterr().out
    assert "SAI ở dòng" in said
    assert why in said


def test_draw_prints_what_the_secret_and_the_word_make(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*EXAMPLE, " hoa  sen", "1-3", "4,5 6", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["order"] == [4, 5, 2, 1, 6, 3]
    assert said["seal"].startswith("a1bf4dc2c0cea821")
    assert main([*EXAMPLE, "hoa sen", "1-6"]) == 0
    assert "Lượt / turn  1: số / number   4  (39a57fd3" in capsys.readouterr().out


@pytest.mark.parametrize("numbers", [["x"], ["1", "1"], ["5-1"], ["1-3", "2"], [","]])
def test_draw_refuses_numbers_that_are_none(numbers: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*EXAMPLE, "hoa sen", *numbers]) == 1
    assert "1-30" in capsys.readouterr().err
