"""Breaks the rules on purpose, one small change at a time, and sees which tests notice (mutation testing).

Works on a copy of the sources in a temporary folder; takes mutants in a fixed shuffled order until the time is up, and
prints every one that no test noticed. A survivor is either a gap in the tests or a change that means nothing: a person
judges which.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTEST = "contest_app/contest"
FILES = ("scoring/*.py", "standings.py", "totals.py", "tiebreaks.py", "prizes.py", "attendance.py", "stages.py")
QUICK = ("scoring", "ties", "standings", "ranked", "prizes", "panels", "stages", "model_templates")
TESTS = (
    *(f"tests/contest/test_{name}.py" for name in QUICK),  # first: most mutants die in the first second
    "tests/official", "tests/contest/test_properties.py",
)  # fmt: skip

COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
            ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
            ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: the node at an index of the file's walk, and what is done to it."""

    path: Path  # below the folder of the copy
    index: int
    line: int
    before: str
    after: str


def mutated(node: ast.AST) -> ast.AST | None:
    """The node with its meaning changed; None when there is nothing to change."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        node.ops[0] = COMPARED[type(node.ops[0])]()
        return node
    if isinstance(node, ast.BinOp) and type(node.op) in COMPUTED and not isinstance(node.left, ast.Constant | ast.Name):
        node.op = COMPUTED[type(node.op)]()
        return node
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        return node.operand
    if isinstance(node, ast.IfExp):
        node.body, node.orelse = node.orelse, node.body
        return node
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return ast.Constant(node.value + 1)
    if isinstance(node, ast.Continue | ast.Break):
        return ast.Pass()
    return None


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def mutants_of(path: Path, folder: Path) -> Iterator[Mutant]:
    """Every mutant of a file; annotations, and the words for people, are left alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {id(inner) for node in ast.walk(tree) for part in _quiet(node) for inner in ast.walk(part)}
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in quiet or not hasattr(node, "lineno"):
            continue
        new = mutated(copy.deepcopy(node))
        if new is not None:
            yield Mutant(path.relative_to(folder), index, node.lineno, ast.unparse(node), ast.unparse(new))


def source_of(mutant: Mutant, original: str) -> str:
    """The file with the change made."""
    tree = ast.parse(original)
    target = next(node for at, node in enumerate(ast.walk(tree)) if at == mutant.index)
    new = mutated(copy.deepcopy(target))
    assert new is not None
    return ast.unparse(ast.fix_missing_locations(_Replace(target, new).visit(tree)))


def _quiet(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.FunctionDef):
        yield from (part for part in (node.returns, *(arg.annotation for arg in node.args.args)) if part is not None)
        yield from node.decorator_list
    if isinstance(node, ast.AnnAssign):
        yield node.annotation
    if isinstance(node, ast.ClassDef):
        yield from node.decorator_list
    is_words = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Words", "Settled")
    if (
        isinstance(node, ast.Assert)
        or is_words
        or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
    ):
        yield node


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether every test passes with the mutant in place."""
    target = folder / mutant.path
    original = target.read_text(encoding="utf-8")
    target.write_text(source_of(mutant, original), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--timeout=60", *TESTS]
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=180)
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_text(original, encoding="utf-8")
    return done.returncode == 0


def main() -> int:
    """Prints the survivors and the score."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="*", default=FILES, help=f"patterns below {CONTEST}")
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    until = time.monotonic() + given.minutes * 60
    tried = survived = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("contest_app", "tests"):
            ignored = shutil.ignore_patterns("static", "__pycache__", "journeys", "node_modules")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", folder)
        paths = sorted({path for pattern in given.files for path in (folder / CONTEST).glob(pattern)})
        mutants = [mutant for path in paths for mutant in mutants_of(path, folder)]
        random.Random(given.seed).shuffle(mutants)
        for mutant in mutants:
            if time.monotonic() > until:
                break
            tried += 1
            if survives(mutant, folder):
                survived += 1
                print(f"{mutant.path}:{mutant.line}: {mutant.before}  ->  {mutant.after}", flush=True)
    print(f"{tried} of {len(mutants)} mutants tried, {tried - survived} noticed, {survived} survived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
