"""docs/protocol.md tells the truth: its samples are sent to a server, and every message and kind it names is there."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from contest_app.contest.commands import command_kinds
from contest_app.live.namespace import MESSAGES
from contest_app.topics import TOPICS
from tests.live.line import Line, connected
from tests.serving import Server

pytestmark = pytest.mark.both_modes

PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
SAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PROTOCOL, re.DOTALL)]


def agrees(said: Any, sample: Any) -> bool:
    """Whether an answer is what the sample says: "…" any text, 0 any number, {} any object, [] any list."""
    if sample in ("…", 0) and not isinstance(sample, bool):
        return type(said) is type(sample)
    if isinstance(sample, dict) and isinstance(said, dict) and sample:
        return said.keys() == sample.keys() and all(agrees(said[name], sample[name]) for name in sample)
    if sample in ({}, []):
        return type(said) is type(sample)
    return bool(said == sample)


def test_a_sample_can_disagree() -> None:
    assert agrees({"a": "x", "n": 3, "o": {"p": 1}}, {"a": "…", "n": 0, "o": {}})
    assert not agrees({"a": 1}, {"a": "…"})
    assert not agrees({"a": "x", "b": 1}, {"a": "…"})
    assert not agrees({"a": "y"}, {"a": "x"})
    assert not agrees(["desk"], ["desk", "weather"])


def test_the_samples_hold(server: Server, tokens: dict[str, str]) -> None:
    assert len(SAMPLES) >= 10
    lines: dict[str, Line] = {}
    with ExitStack() as stack:
        for sample in SAMPLES:
            who = sample["as"]
            if who not in lines:
                token = "" if who == "audience" else tokens[who]
                lines[who] = stack.enter_context(connected(server, token=token))
            if "receive" in sample:
                frame = lines[who].wait_for(sample["payload"]["name"])
                assert agrees(frame, sample["payload"])
            else:
                said = lines[who].call(sample["send"], sample["payload"])
                assert agrees(said, sample["ack"]), f"{sample['payload']}\n{said}"


@pytest.mark.parametrize("name", sorted({*MESSAGES, *TOPICS}))
def test_every_message_and_topic_is_described(name: str) -> None:
    assert f"`{name}`" in PROTOCOL


def test_every_kind_in_the_samples_exists() -> None:
    kinds = {sample["payload"]["kind"] for sample in SAMPLES if sample.get("send") == "command"}

    assert kinds <= command_kinds().keys()
