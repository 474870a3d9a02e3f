"""docs/adding-a-rule.md does what it says: its files are written into a copy of the tree, its commands run there."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.test_readme import console_commands, write_report

PAGE = "docs/adding-a-rule.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
NEEDED = ("config", "checks", "reports", "docs", "tests/bench", "tests/checks", "tests/writing")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for folder in NEEDED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("duban.py", "pyproject.toml", "tests/__init__.py", "tests/conftest.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    for path, text in re.findall(r"<!-- file (\S+) -->\n```\w+\n(.*?)```", TEXT, re.DOTALL):
        (tmp_path / path).write_text(text, encoding="utf-8")
    for path, line, text in re.findall(r"<!-- in (\S+) after: (.*?) -->\n```\w+\n(.*?)```", TEXT, re.DOTALL):
        before = (tmp_path / path).read_text(encoding="utf-8")
        assert before.count(f"{line}\n") == 1
        (tmp_path / path).write_text(before.replace(f"{line}\n", f"{line}\n{text}"), encoding="utf-8")
    write_report(tmp_path)
    return tmp_path


def test_the_example_is_a_rule_after_the_steps_as_printed(tree: Path) -> None:
    said = {}
    for command in console_commands(PAGE, "python "):
        done = run([sys.executable, *shlex.split(command)[1:]], tree, seconds=600)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        said[command] = done.stdout
    assert (tree / "docs" / "rules" / "X199.md").exists()
    assert "没有感叹号" in said["python -m duban explain X199"]
    assert "X199" in said["python -m duban check report.html --all"]
    written = re.findall(r"<!-- file (\S+) -->", TEXT)
    for tool in ("check", "format --check"):
        assert run([sys.executable, "-m", "ruff", *tool.split(), *written], tree).returncode == 0
    assert all("passed" in out for command, out in said.items() if "pytest" in command)
