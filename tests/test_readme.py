"""What the README says is what happens: every command of its console blocks is run."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run
from tests.writing import LAYOUTS, dice, random_gold

READMES = ("README.md", "README.zh-CN.md")


def console_commands(name: str, beginning: str = "duban ") -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith(beginning)]


def write_report(folder: Path) -> None:
    rng = dice("readme", 1)
    data, _, _ = LAYOUTS["html_official"].render(random_gold(rng, "2021"), rng)
    (folder / "report.html").write_bytes(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_report(tmp_path)
    return tmp_path


@pytest.mark.parametrize("readme", READMES)
def test_every_command_of_the_readme_works_as_printed(readme: str, folder: Path) -> None:
    commands = console_commands(readme)
    assert len(commands) >= 4
    for command in commands:
        words = [sys.executable, "-m", *shlex.split(command)]
        done = run(words, folder)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        assert done.stdout


def test_both_readmes_show_the_same_lines_for_each_shell() -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in READMES]
    lines = [re.findall(r"^    ((?:python3|py) .*)$", text, re.MULTILINE) for text in texts]
    assert lines[0] == lines[1]
    assert len(lines[0]) == 6


def test_what_the_readme_links_to_is_there() -> None:
    for name in READMES:
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{name} links to {target}"
