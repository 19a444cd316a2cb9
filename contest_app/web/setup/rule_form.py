"""The rule book as a form: each field is named by its path in the document (`rounds[0].criteria[1].max`).

Responsible for: document to fields, fields to document, adding and moving rounds and criteria. Must not know: what a
valid rule book is; whatever the form does not show stays in the document as it was.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from contest_app.contest.vietnamese import address_of, tidy

Data = dict[str, Any]
Fields = dict[str, str]

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_NUMBER = re.compile(r"-?\d{1,17}([.,]\d{1,17})?")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")

TOP_TEXTS = ("title", "level", "note", "order", "shared_prizes", "correct_until")
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "panel": ("judges", "quorum"),
    "aggregate": ("method", "drop_low", "drop_high", "over"),
    "missing": ("policy",),
    "publish": ("board", "detail", "judges", "freeze_before"),
}
ROUND_KEYS = ("title", "kind", "max", "factor", "marking", "floor")
CRITERION_KEYS = ("title", "max", "step", "factor")
TIME_KEYS = ("limit_s", "min_s", "short_points", "hard_stop_s")
PENALTY_KEYS = ("unit_s", "points", "grace_s", "cap")
ROUNDING_KEYS = ("places", "mode", "stage", "step")


# --- document to fields -----------------------------------------------------------------------------------------------


def fields_of(data: Mapping[str, Any]) -> Fields:
    """Every value of the document by its path, as a person reads it."""
    data = dict(data)
    if isinstance(data.get("rounding"), Mapping):
        data["rounding"] = [data["rounding"]]
    if isinstance(data.get("combine"), Mapping):
        data |= {"combine": "best", "best": data["combine"].get("best", "")}
    fields = {path: _shown(path, value) for path, value in _leaves(data, "")}
    for path in ("publish.ceremony", "aggregate.points"):
        fields[path] = ", ".join(_list_at(fields, path))
    if isinstance(data.get("deviation"), Mapping) and data["deviation"].get("warn_over_percent", 1) is None:
        fields["deviation.off"] = "1"
    return fields


def _list_at(fields: Fields, path: str) -> list[str]:
    return [fields[f"{path}[{index}]"] for index in range(count(fields, path))]


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    else:
        yield path, value


def _shown(path: str, value: Any) -> str:
    if value is None:
        return ""
    if path.endswith("_s") and isinstance(value, int) and value >= 60:
        return f"{value // 60}:{value % 60:02d}"
    return str(value)


def count(fields: Mapping[str, str], path: str) -> int:
    """How many items a list has in the form."""
    items = (re.match(re.escape(path) + r"\[(\d+)\]", name) for name in fields)
    return max((int(item[1]) + 1 for item in items if item), default=0)


# --- fields to document -----------------------------------------------------------------------------------------------


def document_of(typed: Mapping[str, str], base: Mapping[str, Any]) -> Data:
    """The document that the form describes; blank lines of a list are left out, what is not shown is kept."""
    fields = {name: tidy(value) for name, value in typed.items()}
    data: Data = copy.deepcopy(dict(base))
    for key in TOP_TEXTS:
        _put(data, key, fields.get(key, ""))
    data["title"] = fields.get("title", "")
    _put(data, "floor", _number(fields.get("floor", "")))
    for section, keys in SECTIONS.items():
        inner = _inner(data, section)
        for key in keys:
            _put(inner, key, _number(fields.get(f"{section}.{key}", "")))
    _aggregate(data, fields)
    _combine(data, fields)
    _put(_inner(data, "publish"), "ceremony", _words(fields.get("publish.ceremony", "")))
    _deviation(data, fields)
    data["rounding"] = _lines(fields, "rounding", ROUNDING_KEYS, needed=("places", "step"))
    data["prizes"] = _lines(fields, "prizes", ("title", "count", "from"))
    data["special_prizes"] = _lines(fields, "special_prizes", ("title", "by"))
    data["ties"] = [text for text in _items(fields, "ties") if text]
    olds = {round_.get("id"): round_ for round_ in base.get("rounds", ()) if isinstance(round_, Mapping)}
    data["rounds"] = [_round(fields, f"rounds[{n}]", olds) for n in range(count(fields, "rounds"))]
    for key in [key for key, value in data.items() if value in ({}, []) and key != "rounds"]:
        del data[key]
    _name_new(data)
    return data


def unused(typed: Mapping[str, str], base: Mapping[str, Any]) -> Fields:
    """What was typed anew where the choice beside it has no use for it: a penalty where none is taken off."""
    fields = {name: tidy(value) for name, value in typed.items()}
    before = fields_of(base)
    return {
        path: text
        for path, text in fields.items()
        if text.replace(",", ".") not in ("", before.get(path, "")) and _has_no_use(path, fields)
    }


def _has_no_use(path: str, fields: Fields) -> bool:
    if path == "best":
        return fields.get("combine") != "best"
    penalty = re.fullmatch(r"(.+\.time\.penalty)\.(?!mode$).+", path)
    return penalty is not None and not fields.get(f"{penalty[1]}.mode")


def _put(target: Data, key: str, value: Any) -> None:
    if value in ("", [], {}, None):
        target.pop(key, None)
    else:
        target[key] = value


def _inner(data: Data, key: str) -> Data:
    if not isinstance(data.get(key), dict):
        data[key] = {}
    inner: Data = data[key]
    return inner


def _number(text: str) -> Any:
    """A number as the document writes it; whatever is none stays as it was typed, for the rule book to refuse."""
    if not _NUMBER.fullmatch(text):
        return text
    return int(text) if re.fullmatch(r"-?\d+", text) else text.replace(",", ".")


def _seconds(text: str) -> Any:
    found = _CLOCK.fullmatch(text)
    return int(found[1]) * 60 + int(found[2]) if found else _number(text)


def _count(text: str) -> Any:
    """How many win a prize; everybody who remains, in the words of either language."""
    return "rest" if text.casefold() in _REST else _number(text)


_REST = ("còn lại", "con lai", "rest", "the rest")
_READ: Mapping[str, Callable[[str], Any]] = {"title": str, "count": _count}


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := tidy(part))]


def _items(fields: Fields, path: str) -> list[str]:
    return [fields.get(f"{path}[{n}]", "") for n in range(count(fields, path))]


def _lines(fields: Fields, path: str, keys: tuple[str, ...], needed: tuple[str, ...] = ()) -> list[Data]:
    found = []
    for n in range(count(fields, path)):
        line: Data = {}
        for key in keys:
            text = fields.get(f"{path}[{n}].{key}", "")
            read = _READ.get(key, _seconds if key.endswith("_s") else _number)
            _put(line, key, read(text))
        if any(key in line for key in needed or keys):
            found.append(line)
    return found


def _aggregate(data: Data, fields: Fields) -> None:
    aggregate = _inner(data, "aggregate")
    words = [word.strip() for word in fields.get("aggregate.points", "").replace(";", ",").split(",")]
    _put(aggregate, "points", [_number(word) for word in words if word])
    below, method = fields.get("aggregate.fallback.below", ""), fields.get("aggregate.fallback.method", "")
    _put(aggregate, "fallback", {"below": _number(below), "method": method or "mean"} if below else None)


def _combine(data: Data, fields: Fields) -> None:
    kind = fields.get("combine", "")
    _put(data, "combine", {"best": _number(fields.get("best", ""))} if kind == "best" else kind)


def _deviation(data: Data, fields: Fields) -> None:
    deviation = _inner(data, "deviation")
    _put(deviation, "warn_over_percent", _number(fields.get("deviation.warn_over_percent", "")))
    if fields.get("deviation.off"):
        deviation["warn_over_percent"] = None


def _round(fields: Fields, path: str, olds: Mapping[Any, Mapping[str, Any]]) -> Data:
    round_id = fields.get(f"{path}.id", "")
    data: Data = copy.deepcopy(dict(olds.get(round_id, {})))
    data["id"] = round_id
    for key in ROUND_KEYS:
        text = fields.get(f"{path}.{key}", "")
        _put(data, key, text if key == "title" else _number(text))
    data.setdefault("title", "")
    old = {c.get("id"): c for c in data.get("criteria") or () if isinstance(c, Mapping)}
    criteria = [_criterion(fields, f"{path}.criteria[{n}]", old) for n in range(count(fields, f"{path}.criteria"))]
    _put(data, "criteria", [criterion for criterion in criteria if criterion])
    _put(data, "time", _time(fields, f"{path}.time"))
    return data


def _criterion(fields: Fields, path: str, olds: Mapping[Any, Mapping[str, Any]]) -> Data:
    texts = {key: fields.get(f"{path}.{key}", "") for key in CRITERION_KEYS}
    if not any(texts.values()) and not fields.get(f"{path}.id"):
        return {}
    data: Data = copy.deepcopy(dict(olds.get(fields.get(f"{path}.id", ""), {})))
    data["id"] = fields.get(f"{path}.id", "")
    for key, text in texts.items():
        _put(data, key, text if key == "title" else _number(text))
    data.setdefault("title", "")
    return data


def _time(fields: Fields, path: str) -> Data:
    time: Data = {}
    for key in TIME_KEYS:
        text = fields.get(f"{path}.{key}", "")
        _put(time, key, _seconds(text) if key.endswith("_s") else _number(text))
    mode = fields.get(f"{path}.penalty.mode", "")
    if mode:
        penalty: Data = {"mode": mode}
        for key in PENALTY_KEYS if mode != "tiers" else ("grace_s", "cap"):
            text = fields.get(f"{path}.penalty.{key}", "")
            _put(penalty, key, _seconds(text) if key.endswith("_s") else _number(text))
        _put(penalty, "tiers", _lines(fields, f"{path}.penalty.tiers", ("over_s", "points")))
        time["penalty"] = penalty
    return time


def _name_new(data: Data) -> None:
    """Rounds and criteria that are new get an id made of their title; ids never change afterwards."""
    for holder in [data["rounds"], *(round_.get("criteria", []) for round_ in data["rounds"])]:
        taken = {item["id"] for item in holder}
        for item in holder:
            if not item["id"] and item.get("title"):
                item["id"] = address_of(item["title"], taken, 30)
                taken.add(item["id"])
            item["id"] = item["id"] or address_of("moi", taken)
            taken.add(item["id"])


# --- adding, moving, taking away --------------------------------------------------------------------------------------


def rearranged(data: Data, act: str) -> Data:
    """The document after a button that arranges it: `add-round`, `up-round:2`, `remove-criterion:0.1` …"""
    data = copy.deepcopy(data)
    kind, _, where = act.partition(":")
    places = [int(place) for place in where.split(".") if place.isdigit()]
    rounds = data["rounds"]
    if kind == "add-round":
        rounds.append({"id": address_of("phan-thi", {r["id"] for r in rounds}), "title": "", "criteria": []})
    elif places and places[0] < len(rounds):
        _in_round(rounds, kind, places)
    return data


def _in_round(rounds: list[Data], kind: str, places: list[int]) -> None:
    index = places[0]
    criteria = rounds[index].setdefault("criteria", [])
    if kind == "remove-round":
        del rounds[index]
    elif kind == "up-round" and index > 0:
        rounds[index - 1 : index + 1] = rounds[index], rounds[index - 1]
    elif kind == "down-round" and index + 1 < len(rounds):
        rounds[index : index + 2] = rounds[index + 1], rounds[index]
    elif kind == "add-criterion":
        criteria.append({"id": address_of("tieu-chi", {c["id"] for c in criteria}), "title": ""})
    elif kind == "remove-criterion" and len(places) == 2 and places[1] < len(criteria):
        del criteria[places[1]]
    elif kind == "up-criterion" and len(places) == 2 and 0 < places[1] < len(criteria):
        at = places[1]
        criteria[at - 1 : at + 1] = criteria[at], criteria[at - 1]
