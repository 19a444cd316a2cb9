"""Reads a rule book written in YAML, with decimals as written.

Responsible for: text to plain data (dict, list, text, int, bool, None) in the manner of YAML 1.2: `yes` and `no` are
words, `5:00` is text, a key stands once. Must not know: what a rule book holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from contest_app.contest.rulebook_errors import RuleBookError, RuleBookInvalid
from contest_app.contest.rulebook_fields import MAX_DEPTH, TOO_DEEP, WANTS_MAPPING
from contest_app.contest.words import Words, same

MAX_CHARACTERS = 1_000_000

TOO_LONG = Words(vi="Tệp thể lệ quá dài.", en="The rule-book file is too long.")
NO_ALIASES = Words(
    vi="Không dùng neo và tham chiếu YAML (&, *) trong thể lệ; hãy viết lại đầy đủ.",
    en="YAML anchors and aliases (&, *) are not used in a rule book; write the entry out.",
)
DUPLICATE_KEY = Words(vi="Mục «{key}» đã có ở dòng {line}.", en="The key “{key}” is already given on line {line}.")
NOT_A_KEY = Words(vi="Tên mục phải là chữ.", en="A key must be text.")
NOT_PLAIN_TAG = Words(vi="Kiểu dữ liệu {tag} không dùng được.", en="The data type {tag} cannot be used.")
BROKEN = Words(vi="Tệp YAML viết sai: {problem}.", en="The YAML is broken: {problem}.")

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_WORDS_OF_YAML: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


class _Loader(yaml.SafeLoader):
    """SafeLoader that leaves every plain scalar as text and refuses aliases and deep nesting."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _invalid(NO_ALIASES, self._here())
        if self.depth > MAX_DEPTH:
            raise _invalid(TOO_DEEP, self._here())
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _here(self) -> Any:
        return self.peek_event().start_mark  # type: ignore[no-untyped-call]


_Loader.yaml_implicit_resolvers = {}


def read_rulebook_yaml(text: str) -> Mapping[str, Any]:
    """The document as plain data; raises RuleBookInvalid with line and column of everything that YAML cannot be."""
    if len(text) > MAX_CHARACTERS:
        raise RuleBookInvalid((RuleBookError("", None, TOO_LONG),))
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as broken:
        problem = same(" ".join(str(part) for part in (broken.context, broken.problem) if part))
        raise _invalid(BROKEN.format(problem=problem), broken.problem_mark or broken.context_mark) from None
    except yaml.YAMLError as broken:
        raise _invalid(BROKEN.format(problem=str(broken).splitlines()[0]), None) from None
    errors: list[RuleBookError] = []
    data = None if node is None else _plain(node, errors)
    if not errors and not isinstance(data, dict):
        errors.append(RuleBookError("", data, WANTS_MAPPING, 1, 1))
    if errors:
        raise RuleBookInvalid(tuple(errors))
    assert isinstance(data, dict)
    return data


def _plain(node: yaml.Node, errors: list[RuleBookError]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, errors)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, errors) for item in node.value]
    return _mapping(node, errors)


def _mapping(node: yaml.Node, errors: list[RuleBookError]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            errors.append(_error(NOT_A_KEY, key_node.start_mark))
            continue
        key = str(key_node.value)
        if key in lines:
            errors.append(_error(DUPLICATE_KEY.format(key=key, line=lines[key]), key_node.start_mark, key))
            continue
        lines[key] = key_node.start_mark.line + 1
        result[key] = _plain(value_node, errors)
    return result


def _scalar(node: yaml.ScalarNode, errors: list[RuleBookError]) -> object:
    if node.tag not in _PLAIN_TAGS:
        errors.append(_error(NOT_PLAIN_TAG.format(tag=node.tag.rpartition(":")[2]), node.start_mark, str(node.value)))
        return None
    text = str(node.value)
    if node.style is not None or node.tag != _PLAIN_TAGS[0]:
        return text
    if text.lower() in _WORDS_OF_YAML and text in (text.lower(), text.upper(), text.capitalize()):
        return _WORDS_OF_YAML[text.lower()]
    return int(text) if _INT.fullmatch(text) else text


def _error(words: Words, mark: Any, value: object = None) -> RuleBookError:
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
    return RuleBookError("", value, words, line, column)


def _invalid(words: Words, mark: Any) -> RuleBookInvalid:
    return RuleBookInvalid((_error(words, mark),))
