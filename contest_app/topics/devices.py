"""What sort of device a connection comes from, as its browser says: "Máy tính bảng Android · Chrome".

Responsible for: reading that off a User-Agent, and its words. It tells sorts of devices apart and never one device from
another of its sort: nothing else is kept of the text. Must not know: who is connected.
"""

from __future__ import annotations

from typing import Final

from contest_app.contest.words import Words, same
from contest_app.topics import shapes as s

UNKNOWN: Final[s.DeviceBrief] = {"kind": "unknown", "system": "", "browser": ""}

# The first that is found counts: a browser names those it descends from as well.
_BROWSERS: Final = (
    ("Zalo", "Zalo"), ("FBAN", "Facebook"), ("FBAV", "Facebook"), ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"),
    ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"), ("Firefox", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS: Final[tuple[tuple[str, s.DeviceKind, str], ...]] = (
    ("iPhone", "phone", "iPhone"), ("iPad", "tablet", "iPad"), ("Windows", "computer", "Windows"),
    ("CrOS", "computer", "ChromeOS"), ("Macintosh", "computer", "Mac"), ("Linux", "computer", "Linux"),
)  # fmt: skip
_KINDS: Final = {
    "phone": Words(vi="Điện thoại", en="Phone"),
    "tablet": Words(vi="Máy tính bảng", en="Tablet"),
    "computer": Words(vi="Máy tính", en="Computer"),
}
_MAC_OR_IPAD = Words(vi="Máy Mac hoặc iPad", en="Mac or iPad")  # an iPad calls itself a Mac
_NO_IDEA = Words(vi="Thiết bị khác", en="Another device")


def device_of(user_agent: str) -> s.DeviceBrief:
    """The sort of device that a browser says it runs on."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    if "Android" in user_agent:
        return {"kind": "phone" if "Mobile" in user_agent else "tablet", "system": "Android", "browser": browser}
    for mark, kind, system in _SYSTEMS:
        if mark in user_agent:
            return {"kind": kind, "system": system, "browser": browser}
    return UNKNOWN


def device_words(device: s.DeviceBrief) -> Words:
    """'Máy tính bảng Android · Chrome', 'iPhone · Safari', 'Máy tính Windows · Edge'."""
    system, browser = device["system"], device["browser"]
    if device["kind"] == "unknown":
        return _NO_IDEA
    if system in ("iPhone", "iPad"):
        what = same(system)
    elif system == "Mac" and browser == "Safari":
        what = _MAC_OR_IPAD
    else:
        kind = _KINDS[device["kind"]]
        what = Words(vi=f"{kind.vi} {system}", en=f"{system} {kind.en.lower()}")
    return what.plus(same(f" · {browser}")) if browser else what
