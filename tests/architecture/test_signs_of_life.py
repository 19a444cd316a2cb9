"""What one side promises of its signs of life, the other waits for; the two stand in two languages."""

import re

from contest_app.app import PING_EVERY_S
from contest_app.live.lines import SILENCE_S
from tests.architecture.sources import ROOT


def _silence_ms(name: str) -> int:
    source = (ROOT / "live_client" / "src" / "connection.ts").read_text(encoding="utf-8")
    found = re.search(rf"const {name} = {{ every_ms: [\d_]+, silence_ms: ([\d_]+)", source)
    assert found, f"no {name} in connection.ts"
    return int(found[1].replace("_", ""))


def test_a_screen_waits_a_little_longer_than_the_server_pings() -> None:
    assert PING_EVERY_S * 1000 + 2000 <= _silence_ms("SLOW_HEARTBEAT") <= PING_EVERY_S * 2000


def test_judges_and_server_call_the_same_silence_a_lost_line() -> None:
    assert _silence_ms("HEARTBEAT") == SILENCE_S * 1000
