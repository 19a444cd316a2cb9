"""The configuration: one frozen value, read once from the environment and the command line.

Responsible for: defaults, and naming what is wrong with an example. Must not know: who uses it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from contest_app.contest.words import Words

AsyncMode = Literal["eventlet", "threading"]
Language = Literal["vi", "en"]
LogForm = Literal["human", "json"]

DEFAULT_PORT = 8000
WILDCARD_HOSTS = ("0.0.0.0", "::", "")


class ConfigError(Exception):
    """A setting that cannot be used; `words` name it and give an example."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True)
class Config:
    """Everything that may differ from one machine to the next."""

    data: Path = Path("data")
    host: str = "0.0.0.0"
    port: int = DEFAULT_PORT
    async_mode: AsyncMode = "eventlet"
    lang: Language = "vi"
    log: LogForm = "human"
    base: str = ""  # the address that links are made with, where the machine's own is not the one (a proxy)
    is_demo: bool = False  # what the data folder holds is the sample contest; seen when it is served, never set

    @property
    def demo_data(self) -> Path:
        """The demo's own folder, beside the real data."""
        return self.data.parent / f"demo-{self.data.name}"


def read_config(
    environ: Mapping[str, str] = os.environ,
    *,
    data: str | None = None,
    host: str | None = None,
    port: str | None = None,
) -> Config:
    """The configuration; what the command line names goes before the environment. ConfigError when a value is bad."""
    given = {name: value for name, value in (("DATA", data), ("HOST", host), ("PORT", port)) if value is not None}
    settings = {name.removeprefix("CONTEST_APP_"): value for name, value in environ.items() if _is_ours(name)} | given
    default = Config()
    return Config(
        data=Path(_filled("DATA", settings.get("DATA", str(default.data)), "/srv/hoi-thi")),
        host=_filled("HOST", settings.get("HOST", default.host), "0.0.0.0"),
        port=_port(settings.get("PORT", str(default.port))),
        async_mode=cast(
            AsyncMode, _one_of("ASYNC_MODE", settings.get("ASYNC_MODE", "eventlet"), "eventlet", "threading")
        ),
        lang=cast(Language, _one_of("LANG", settings.get("LANG", "vi"), "vi", "en")),
        log=cast(LogForm, _one_of("LOG", settings.get("LOG", "human"), "human", "json")),
        base=_address(settings.get("BASE", "")),
    )


def _is_ours(name: str) -> bool:
    return name.startswith("CONTEST_APP_")


def _wrong(name: str, value: str, example: str) -> ConfigError:
    setting = f"CONTEST_APP_{name}"
    return ConfigError(
        Words(
            vi=f"{setting} không dùng được: “{value}”. Ví dụ đúng: {setting}={example}",
            en=f"{setting} cannot be used: “{value}”. A good example: {setting}={example}",
        )
    )


def _filled(name: str, value: str, example: str) -> str:
    if not value.strip() or "\0" in value:
        raise _wrong(name, value, example)
    return value


def _one_of(name: str, value: str, *choices: str) -> str:
    if value not in choices:
        raise _wrong(name, value, choices[0])
    return value


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise _wrong("PORT", value, str(DEFAULT_PORT))
    return int(value)


def _address(value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise _wrong("BASE", value, "https://hoithi.example.vn")
    return value.rstrip("/")
