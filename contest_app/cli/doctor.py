"""`contest-app doctor`: what the doctor found on this machine, on the terminal or as JSON.

Responsible for: showing it, and the exit status (1 as soon as something is bad). Must not know: what is looked at.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace

from contest_app import addresses
from contest_app.cli.words import FAILED, OK
from contest_app.config import Config
from contest_app.safety.doctor.visit import visit

_SIGNS = {"ok": "[ ok ]", "warn": "[ !  ]", "bad": "[BAD!]"}


def doctor(config: Config, asked: argparse.Namespace) -> int:
    """Prints every finding; a server may be running, and is then looked at where it listens."""
    findings = visit(_as_served(config, asked))
    if asked.json:
        print(json.dumps({"findings": [finding.as_dict() for finding in findings]}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            about = f"{finding.about.vi} / {finding.about.en}"
            print(f"{_SIGNS[finding.level]} {about}: {finding.words.vi}\n       {finding.words.en}")
            if finding.cure.vi:
                print(f"       → {finding.cure.vi}\n       → {finding.cure.en}")
    return FAILED if any(finding.level == "bad" for finding in findings) else OK


def _as_served(config: Config, asked: argparse.Namespace) -> Config:
    """Where the folder's last server listened, unless host or port was named."""
    last = addresses.remembered(config.data)
    if last is None or asked.port or asked.host:
        return config
    return replace(config, host=last[0], port=int(last[1]))
