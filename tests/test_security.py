"""docs/security.md names a test for each defence; each of them exists."""

import ast
import re

import pytest

from tests.conftest import ROOT

SAID = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", SAID)))


def test_every_row_names_a_test() -> None:
    rows = [
        line for line in SAID.splitlines() if line.startswith("| ") and not line.startswith(("| threat", "| fault"))
    ]
    assert len(rows) > 25
    assert [row for row in rows if "::test_" not in row] == []


@pytest.mark.parametrize(("path", "name"), NAMED, ids="::".join)
def test_the_test_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
