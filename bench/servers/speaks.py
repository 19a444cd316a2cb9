"""What every rival says: just enough of docs/protocol.md for the load client."""

from __future__ import annotations

import argparse
from typing import Any


def options() -> argparse.Namespace:
    """--port, and how long a frame is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--bytes", type=int, default=1000, help="the length of a frame, its own head included")
    parser.add_argument("--echo", action="store_true", help="answer commands and send nothing to anybody")
    return parser.parse_args()


def frame(seq: int, length: int) -> dict[str, Any]:
    """The payload of a frame that is about so long on the wire."""
    payload = {"name": "stage", "journal": "j", "seq": seq, "value": ""}
    payload["value"] = "x" * max(0, length - len(f'....42/live,["topic",{payload}]'.replace(" ", "")))
    return payload


def topics(seq: int) -> dict[str, Any]:
    return {"topics": {"stage": {"journal": "j", "seq": seq, "value": {}}}, "denied": []}


def receipt(seq: int) -> dict[str, Any]:
    return {"receipt": {"command_id": "c", "journal": "j", "seq": seq, "outcome": "done"}}
