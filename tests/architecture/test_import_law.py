"""The parts of the import law that import-linter cannot say (its contracts stand in pyproject.toml)."""

import ast
from typing import TypeGuard

from tests.architecture.sources import ROOT, imported_names, python_modules

# The listener patches, the fan-out writes to the sockets; everybody else is handed a Concurrency.
MAY_KNOW_EVENTLET = {"contest_app/server.py", "contest_app/live/direct.py", "contest_app/live/direct_socket.py"}
GREEN = {"eventlet", "greenlet", "gevent"}
CLOCKS = {"now", "utcnow", "today", "localtime", "monotonic", "perf_counter"}


def _is_float(node: ast.AST) -> TypeGuard[ast.expr]:
    is_literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
    return is_literal or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")


def test_only_the_server_and_the_fan_out_know_the_concurrency_library() -> None:
    knowing = {
        path.relative_to(ROOT).as_posix()
        for path, module in python_modules()
        if any(name.split(".")[0] in GREEN for name in imported_names(module))
    }

    assert knowing - MAY_KNOW_EVENTLET == set()


def test_the_rule_book_and_the_topics_read_no_clock() -> None:
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, module in python_modules("contest", "topics")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]

    assert calls == []


def test_the_rule_book_holds_no_floats() -> None:
    """Points are exact: no float literal and no call of float(). How alike two words are (`cutoff`) is no point."""
    floats = []
    for path, module in python_modules("contest"):
        nodes = list(ast.walk(module))
        no_points = {id(node.value) for node in nodes if isinstance(node, ast.keyword) and node.arg == "cutoff"}
        floats += [
            f"{path.relative_to(ROOT)}:{node.lineno}" for node in nodes if _is_float(node) and id(node) not in no_points
        ]

    assert floats == []


def test_importing_the_package_imports_nothing_else() -> None:
    """Green threads are patched on the first line of server.py: whatever came before would keep the real ones."""
    package = ast.parse((ROOT / "contest_app" / "__init__.py").read_text(encoding="utf-8"))

    assert list(imported_names(package)) == []
