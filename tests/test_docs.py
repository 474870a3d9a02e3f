"""The table of contents names every page, and links lead to what is there."""

import re
from pathlib import Path

import pytest

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
    text = (DOCS / "decisions" / "0012-what-the-house-forbids.md").read_text(encoding="utf-8")
    for path in re.findall(r"`(tests/[\w/]+\.\w+)`", text):
        assert (ROOT / path).exists(), path
