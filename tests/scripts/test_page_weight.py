"""The weight of a page is what travels, and one file too many is found."""

import os
from pathlib import Path

import pytest

from scripts import page_weight


def test_scripts_weigh_what_they_compress_to_and_fonts_what_they_are(tmp_path: Path) -> None:
    assets = tmp_path / "display" / "assets"
    assets.mkdir(parents=True)
    (assets / "a.js").write_text("let a = 1;\n" * 1000)
    (assets / "a.woff2").write_bytes(b"x" * 1000)

    assert page_weight.Limit("display", (".js",), 0).weight(tmp_path) < 200
    assert page_weight.Limit("display", (".woff2",), 0).weight(tmp_path) == 1000


def test_a_page_that_grew_too_heavy_fails_the_check(tmp_path: Path) -> None:
    (tmp_path / "judge").mkdir()
    (tmp_path / "judge" / "a.js").write_bytes(os.urandom(900))
    light, heavy = (page_weight.Limit("judge", (".js",), most) for most in (1000, 800))

    assert page_weight.main(tmp_path, (light,)) == 0
    assert page_weight.main(tmp_path, (light, heavy)) == 1


def test_a_page_that_is_not_built_is_no_light_page(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        page_weight.Limit("judge", (".js",), 1).weight(tmp_path)
