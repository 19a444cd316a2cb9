"""The configuration: defaults, what goes before what, and the demo's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from contest_app.config import ConfigError, read_config


def test_the_defaults_reach_tablets_and_keep_green_threads() -> None:
    config = read_config({})

    assert (config.host, config.port, config.async_mode, config.lang) == ("0.0.0.0", 8000, "eventlet", "vi")
    assert config.demo_data == Path("demo-data")


def test_the_command_line_goes_before_the_environment() -> None:
    environ = {"CONTEST_APP_PORT": "9000", "CONTEST_APP_DATA": "/srv/a", "PORT": "1"}

    config = read_config(environ, data="/srv/b")

    assert (config.port, config.data) == (9000, Path("/srv/b"))


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8000.0", "٨", ""])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="CONTEST_APP_PORT"):
        read_config({"CONTEST_APP_PORT": value})


def test_the_address_of_links_is_an_address() -> None:
    assert read_config({"CONTEST_APP_BASE": "https://hoithi.example.vn/"}).base == "https://hoithi.example.vn"
    with pytest.raises(ConfigError, match="CONTEST_APP_BASE"):
        read_config({"CONTEST_APP_BASE": "hoithi.example.vn"})
