"""The sort of device, as its browser says; never which one it is."""

from __future__ import annotations

import re

import pytest

from contest_app.topics.devices import UNKNOWN, device_of, device_words

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
SAID = {
    "Máy tính bảng Android · Chrome": f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} Chrome/129.0.0.0 Safari/537.36",
    "Điện thoại Android · Chrome": f"{MOZILLA} (Linux; Android 10; K) {WEBKIT} Chrome/129.0.0.0 Mobile Safari/537.36",
    "Điện thoại Android · Samsung Internet": f"{MOZILLA} (Linux; Android 13; SAMSUNG SM-A536E) {WEBKIT} "
    "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Điện thoại Android · Zalo": f"{MOZILLA} (Linux; Android 12; SM-A125F; wv) {WEBKIT} Version/4.0 "
    "Chrome/128.0.6613.88 Mobile Safari/537.36 Zalo android/12090687",
    "iPhone · Safari": f"{MOZILLA} (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.6 Mobile/15E148 Safari/604.1",
    "iPad · Chrome": f"{MOZILLA} (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "CriOS/128.0.6613.98 Mobile/15E148 Safari/604.1",
    "Máy Mac hoặc iPad · Safari": f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.6 Safari/605.1.15",
    "Máy tính Windows · Edge": f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/128.0.0.0 Safari/537.36 "
    "Edg/128.0.0.0",
    "Máy tính Windows · Cốc Cốc": f"{MOZILLA} (Windows NT 10.0; Win64; x64) {WEBKIT} coc_coc_browser/132.0.150 "
    "Chrome/126.0.0.0 Safari/537.36",
    "Máy tính Linux · Firefox": f"{MOZILLA} (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    "Thiết bị khác": "curl/8.5.0",
}


@pytest.mark.parametrize(("words", "user_agent"), SAID.items(), ids=list(SAID))
def test_a_device_is_named_by_its_sort(words: str, user_agent: str) -> None:
    said = device_words(device_of(user_agent))
    assert said.vi == words
    assert said.en


@pytest.mark.parametrize("user_agent", SAID.values(), ids=list(SAID))
def test_nothing_tells_one_device_of_a_sort_from_another(user_agent: str) -> None:
    told = " ".join(device_of(user_agent).values())
    assert not re.search(r"[0-9]", told)  # no version, no model
    assert all(model not in told for model in ("SAMSUNG", "SM-", "Intel"))


def test_who_says_nothing_is_another_device() -> None:
    assert device_of("") == UNKNOWN
    assert device_words(UNKNOWN).en == "Another device"
