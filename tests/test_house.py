"""The rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("config", "checks", "reports", "crawler")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime"}
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", re.DOTALL
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            yield node.func.value.id, node.func.attr, node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_only_one_place_reads_the_wall_clock(path: Path) -> None:
    if named(path) == "config/clock.py":
        return
    found = [
        f"{module}.{name} in line {line}"
        for module, name, line in calls(ast.parse(path.read_text(encoding="utf-8")))
        if module in {"datetime", "date", "time"} and name in CLOCKS
    ]
    assert not found


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_only_the_store_writes_sql(path: Path) -> None:
    if named(path).startswith("reports/store/"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [text for text in texts if SQL.search(text)]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_room_imports_the_front_door(path: Path) -> None:
    """The import contract knows packages only; the front door is a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
    names += [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert "duban" not in names


@pytest.mark.parametrize("path", [*SOURCES, ROOT / "duban.py"], ids=named)
def test_names_are_english_and_chinese_is_data(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name)]
    names += [n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    assert all(name.isascii() for name in names)
