"""The rules of the house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ("config", "checks", "reports", "crawler")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ORACLES = [path for path in TESTS if path.relative_to(ROOT / "tests").parts[0] in {"writing", "portals"}]
REFUSED = {"fitz", "pymupdf", "pandas"}
OUTSIDE = {"os", "pathlib", "random", "secrets", "shutil", "subprocess", "tempfile", "threading", "time"}
TOUCH_FILES = {
    "checks/document_coverage.py",  # writes its page
    "checks/document_rules.py",  # as above
    "checks/documents/office.py",  # LibreOffice converts from one file to another
    "checks/documents/old_word.py",  # so does the converter of DOC
    "checks/documents/programs.py",  # runs such programs
    "checks/documents/rar.py",  # bsdtar likewise
}
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


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return names | {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}


def packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_room_imports_the_front_door(path: Path) -> None:
    """The import contract knows packages only; the front door is a module."""
    assert "duban" not in imported(path)


def test_packages_that_were_refused_stay_out() -> None:
    assert not [named(path) for path in SOURCES if packages(path) & REFUSED]


def test_checks_touch_nothing_outside_themselves() -> None:
    checks = [path for path in SOURCES if named(path).startswith("checks/")]
    assert {named(path) for path in checks if packages(path) & OUTSIDE} == TOUCH_FILES


def test_what_the_product_is_measured_by_does_not_know_it() -> None:
    assert not [named(path) for path in ORACLES if packages(path) & {*ROOMS, "duban"}]


def test_tests_put_nothing_in_the_place_of_what_they_test() -> None:
    assert not [named(path) for path in TESTS if imported(path) & {"unittest.mock", "mock", "pytest_mock"}]


def test_nothing_is_kept_from_the_measure_of_coverage() -> None:
    mark = "pragma: no" + " cover"
    assert not [named(path) for path in [*SOURCES, *TESTS] if mark in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", [*SOURCES, ROOT / "duban.py"], ids=named)
def test_names_are_english_and_chinese_is_data(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [n.id for n in nodes if isinstance(n, ast.Name)]
    names += [n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]
    names += [n.arg or "" for n in nodes if isinstance(n, (ast.arg, ast.keyword))]
    names += [n.attr for n in nodes if isinstance(n, ast.Attribute)]
    assert all(name.isascii() for name in names)
