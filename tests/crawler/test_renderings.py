"""A page with its PDF, and words beside pictures of them: one report, one row, each fault and each difference once."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from config.workspace import Workspace
from reports.store import Store
from tests.conftest import run
from tests.crawler.office import ROOT, Body, crawl, make_office
from tests.portals import Served, Servers, Site
from tests.portals.dialects import PICTURE
from tests.writing import LAYOUTS, Gold, dice, random_gold
from tests.writing.bodies import Body as Author

SETTINGS = "simulated = true\nfirst_year = 2025\n[crawl]\ndelay = 0.0\ntimeout = 20.0\nretries = 0\n"
FIGURE = "t2.licensing.decisions"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not LAYOUTS["pdf_drawn"].available(), reason=LAYOUTS["pdf_drawn"].needs),
]


@dataclass(frozen=True)
class Published:
    office: Workspace
    site: Site
    gold: Gold

    def json(self, *words: object) -> list[dict[str, Any]]:
        """Return what a command says as JSON lines."""
        command = [sys.executable, "-m", "duban", *map(str, words), "--json"]
        done = run(command, ROOT)
        assert done.returncode in {0, 1, 3}, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def in_workspace(self, command: str) -> list[dict[str, Any]]:
        told = self.json(command, "--workspace", self.office.root, "--as-of", "2026-04-09")
        return [each for each in told if each["year"] == 2025 and each["body"] == self.gold.body.name]


def gold_of(name: str) -> Gold:
    """A report of 2025 whose third table has one wrong sum, with a figure in every cell."""
    gold = random_gold(dice("renderings"), "2021").filled()
    wrong = {"t3.received.total": gold.count("t3.received.total") + 5}
    return replace(gold.having(wrong), body=Author(name, "department", "", name), year=2025)


def written(layout: str, gold: Gold) -> bytes:
    return LAYOUTS[layout].render(gold, dice("renderings", layout)).data


@contextmanager
def published(
    root: Path, pages: Mapping[str, str], files: Mapping[str, Gold | None], *, pictured: str = ""
) -> Iterator[Published]:
    """Serve pages of a list by the words of their links, and files: PDFs of a report, None for the plain one.

    The tables of the page `pictured` are pictures.
    """
    site = Site("renderings", 3)
    gold = gold_of(site.bodies[1])
    site.way("/zwgk/nb/")
    names = {path: text for path, text in pages.items() if text}
    site.list_page(
        "/zwgk/nb/", [f'<li><a href="{path}">{text}</a><span>2026-01-12</span></li>' for path, text in names.items()]
    )
    for path in pages:
        links = "".join(f'<p><a href="{name}">PDF版下载</a></p>' for name in files)
        page = written("html_official", gold).decode()
        if path == pictured:
            page = re.sub("<table.*?</table>", f'<img src="{PICTURE}" width="700">', page, flags=re.DOTALL)
        site.put_with_pictures(path, page.replace("</body>", f"{links}</body>"))
    for name, other in files.items():
        site.pages[f"/zwgk/nb/{name}"] = Served(written("pdf_drawn", other or gold), "application/pdf")
    with Servers({"site": site}) as servers:
        office = make_office(root, [Body(site.bodies[1], servers.urls["site"])], SETTINGS)
        done = crawl(office)
        assert done.returncode in {0, 3}, done.stderr
    yield Published(office, site, gold)


def title(published_by: str) -> str:
    return f"{published_by}2025年政府信息公开工作年度报告"


NAME = Site("renderings", 3).bodies[1]


def other_figure() -> Gold:
    gold = gold_of(NAME)
    return gold.having({FIGURE: gold.count(FIGURE) + Decimal(3)})


def test_a_page_and_its_pdf_are_one_report(tmp_path: Path) -> None:
    with published(tmp_path / "office", {"/zwgk/nb/t1.html": title(NAME)}, {"P0202601.pdf": None}) as seen:
        with Store.open(seen.office.database) as store:
            assert {Path(edition.url).suffix for edition in store.editions()} == {".html", ".pdf"}
        found = seen.in_workspace("check")
        assert [each["rule"] for each in found].count("P104") == 0
        (row,) = seen.in_workspace("status")
        assert (row["state"], row["reading"]) == ("on_time", "ok")
        assert "copies_disagree" not in row["flags"]
        sums = [each for each in found if "t3.received.total" in each["cells"][:1]]
        assert len(sums) == 1
        assert len({each["id"] for each in found}) == len(found)


def test_a_difference_between_a_page_at_two_addresses_and_its_pdf_is_told_once(tmp_path: Path) -> None:
    pages = {"/zwgk/nb/t1.html": title(NAME), "/zwgk/nb/t2.html": title(NAME)}
    with published(tmp_path / "office", pages, {"P0202601.pdf": other_figure()}) as seen:
        (difference,) = [each for each in seen.in_workspace("check") if each["rule"] == "P104"]
        figure = seen.gold.count(FIGURE)
        assert f"{figure} / {figure + 3}" in difference["message"]
        assert difference["evidence"][1]["url"].endswith(".pdf")
        (row,) = seen.in_workspace("status")
        assert "copies_disagree" in row["flags"]


@pytest.mark.parametrize(
    ("copy", "paths"),
    [
        ("（图片版）", {"/zwgk/nb/t1.html", "/zwgk/nb/t2.html"}),
        ("（图解）", {"/zwgk/nb/t2.html"}),  # an interpretation by its name, which is not asked for
    ],
)
def test_pictures_of_a_report_beside_its_text_are_one_report(tmp_path: Path, copy: str, paths: set[str]) -> None:
    pages = {"/zwgk/nb/t1.html": title(NAME) + copy, "/zwgk/nb/t2.html": title(NAME) + "（文字版）"}
    with published(tmp_path / "office", pages, {}, pictured="/zwgk/nb/t1.html") as seen:
        with Store.open(seen.office.database) as store:
            assert {urlsplit(edition.url).path for edition in store.editions()} == paths
        (row,) = seen.in_workspace("status")
        assert (row["state"], row["reading"]) == ("on_time", "ok")
        assert not {"copies_disagree", "changed", "unreadable"} & set(row["flags"])
        found = seen.in_workspace("check")
        sums = [each for each in found if "t3.received.total" in each["cells"][:1]]
        assert len(sums) == 1
        assert sums[0]["evidence"][0]["url"].endswith("t2.html")
        assert not {each["rule"] for each in found} & {"P104", "P106", "R101"}
        assert len({each["id"] for each in found}) == len(found)


def test_files_of_one_report_are_one_report_without_a_workspace_too(tmp_path: Path) -> None:
    gold = gold_of(NAME)
    page, same, other = tmp_path / "a.html", tmp_path / "a.pdf", tmp_path / "b.pdf"
    page.write_bytes(written("html_official", gold))
    same.write_bytes(written("pdf_drawn", gold))
    other.write_bytes(written("pdf_drawn", other_figure()))
    reader = Published(None, None, gold)  # type: ignore[arg-type]
    alone = {each["id"] for each in reader.json("check", page)}
    together = reader.json("check", page, same)
    assert alone
    sums = [each for each in together if "t3.received.total" in each["cells"][:1]]
    assert len(sums) == 1
    assert [each["rule"] for each in together].count("P104") == 0
    assert len({each["id"] for each in together}) == len(together)
    assert [each["rule"] for each in reader.json("check", page, other)].count("P104") == 1
