"""Writes live_client/src/shapes.generated.ts from contest_app/topics/shapes.py; --check only says whether it is stale.

Responsible for: the TypeScript reading of TypedDicts and Literals. Must not know: what any of them means. It reads the
source without importing it, so it runs before anything is installed.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "contest_app" / "topics" / "shapes.py"
TARGET = ROOT / "live_client" / "src" / "shapes.generated.ts"

_PLAIN = {"str": "string", "int": "number", "bool": "boolean", "float": "number", "Any": "unknown"}


def typescript(source: str) -> str:
    """The TypeScript of a module of TypedDicts and type aliases."""
    parts = ["// Made by live_client/generate_types.py from contest_app/topics/shapes.py: change that, then run it."]
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            parts.append(_interface(node))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            parts.append(f"export type {node.targets[0].id} = {_type(node.value)}")
    return "\n\n".join(parts) + "\n"


def _interface(node: ast.ClassDef) -> str:
    lines = []
    if words := ast.get_docstring(node):
        lines.append("/** " + "\n *  ".join(line for line in words.splitlines() if line.strip()) + " */")
    parents = [_type(base) for base in node.bases if not (isinstance(base, ast.Name) and base.id == "TypedDict")]
    lines.append(f"export interface {node.name}{' extends ' + ', '.join(parents) if parents else ''} {{")
    fields = [f for f in node.body if isinstance(f, ast.AnnAssign) and isinstance(f.target, ast.Name)]
    lines += [f"  {_field(ast.unparse(f.target), f.annotation)}" for f in fields]
    return "\n".join([*lines, "}"])


def _field(name: str, annotation: ast.expr) -> str:
    if isinstance(annotation, ast.Subscript) and _name(annotation.value) == "NotRequired":
        return f"{name}?: {_type(annotation.slice)}"
    return f"{name}: {_type(annotation)}"


def _type(node: ast.expr) -> str:
    """One annotation in TypeScript; an annotation it does not know is an error, never `any`."""
    match node:
        case ast.Constant(value=None):
            return "null"
        case ast.Name():
            return _PLAIN.get(node.id, node.id)
        case ast.BinOp(op=ast.BitOr()):
            return f"{_type(node.left)} | {_type(node.right)}"
        case ast.Subscript():
            return _generic(_name(node.value), node.slice)
        case _:
            raise SystemExit(f"{SOURCE.name}: no TypeScript for {ast.unparse(node)}")


def _generic(name: str, argument: ast.expr) -> str:
    arguments = argument.elts if isinstance(argument, ast.Tuple) else [argument]
    match name:
        case "Literal":
            return " | ".join(_literal(value) for value in arguments)
        case "list":
            item = _type(arguments[0])
            return f"({item})[]" if " " in item else f"{item}[]"
        case "dict":
            return f"Record<string, {_type(arguments[1])}>"
        case "tuple":
            return "[" + ", ".join(_type(value) for value in arguments) + "]"
        case _:
            raise SystemExit(f"{SOURCE.name}: no TypeScript for {name}[…]")


def _literal(node: ast.expr) -> str:
    if not isinstance(node, ast.Constant):
        raise SystemExit(f"{SOURCE.name}: a Literal of {ast.unparse(node)}")
    return f"'{node.value}'" if isinstance(node.value, str) else str(node.value).lower()


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def main(arguments: list[str]) -> int:
    """Writes the file, or with --check answers 1 when it is not what the shapes say."""
    wanted = typescript(SOURCE.read_text(encoding="utf-8"))
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{TARGET.relative_to(ROOT)} is stale: run python live_client/generate_types.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
