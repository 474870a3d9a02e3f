"""The table of contents names every page, and links lead to what is there."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import duban
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if path.parent != DOCS / "rules"]


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))


def test_the_table_of_contents_names_every_page() -> None:
    named = {(DOCS / link).resolve() for link in links(DOCS / "README.md")}
    missing = [page for page in PAGES if page.name != "README.md" and not {page, page.parent} - {DOCS} & named]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_between_pages_lead_to_what_is_there(page: Path) -> None:
    assert not [link for link in links(page) if not (page.parent / link).exists()]


def test_every_prohibition_names_a_test_that_exists() -> None:
    text = (DOCS / "decisions" / "0013-what-the-house-forbids.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(tests/[\w/]+\.\w+)`", text):
        assert (ROOT / path).exists(), path


APP = get_command(duban.app)
NAMED = re.compile(r"(?:^ {4,}|`)(duban [^`\n]*)", re.MULTILINE)
TEXTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *PAGES]


def named_commands(text: str) -> set[str]:
    return {" ".join(found.split()) for found in NAMED.findall(text)}


def unknown_words(command: str) -> list[str]:
    """Return the options of a command line as printed that the command does not have; the command itself if unknown."""
    here: Any = APP
    words = re.sub(r"[\[\]…,|]", " ", command).split()[1:]
    while words and hasattr(here, "commands") and words[0] in here.commands:
        here = here.commands[words.pop(0)]
    if here is APP and words and not words[0].startswith("-"):
        return [command]
    given = [here, *getattr(here, "commands", {}).values()]  # `duban notice FINDING` is a command of a group
    known = {option for each in given for parameter in each.params for option in parameter.opts} | {"--help"}
    return [word for word in words if re.fullmatch(r"--?[a-z][\w-]*", word) and word not in known]


@pytest.mark.parametrize("page", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_and_options_that_are_named_exist(page: Path) -> None:
    found = {command: unknown_words(command) for command in named_commands(page.read_text(encoding="utf-8"))}
    assert not {command: words for command, words in found.items() if words}
