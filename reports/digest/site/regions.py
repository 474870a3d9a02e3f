"""The page of every region, and the front of all pages."""

import re
from pathlib import Path

from checks.model import Level
from reports.digest.names import INDEX, region_page
from reports.digest.parts.applications import applications
from reports.digest.parts.faults import faults
from reports.digest.parts.figures import overview, year_figures
from reports.digest.parts.regions import region_lines
from reports.digest.site.desk import Desk
from reports.digest.site.view import IndexPage, RegionPage

_A_DIGEST = re.compile(r"(\d{4}-\d\d-\d\d)\.html")


def put_regions(desk: Desk) -> None:
    """Put the page of every region in its place."""
    for code in desk.regions.codes:
        page = _page(desk, code)
        desk.put(region_page(code), "site_region.html.j2", page, lambda page=page: page)  # type: ignore[misc]


def put_index(desk: Desk) -> None:
    """Put the front of the pages in its place."""
    facts, words = desk.facts, desk.words
    outermost = desk.regions.outermost
    page = IndexPage(
        figures=year_figures(facts, words),
        applications=applications(facts, facts.office, words),
        regions=tuple(region_lines(facts, desk.regions, outermost, words)),
        faults=faults(facts, words),
        digests=_digests(desk.shelf.folder),
    )
    desk.put(INDEX, "site_index.html.j2", page, lambda: page)


def _page(desk: Desk, code: str) -> RegionPage:
    regions, words = desk.regions, desk.words
    inner = desk.facts.only(regions.all_bodies(code), Level.HINT, "")
    own = desk.facts.only(frozenset(regions.bodies(code)), Level.HINT, "")
    name = regions.name(code, words)
    above = regions.above.get(code)
    return RegionPage(
        name=name,
        above=(regions.name(above, words), region_page(above)) if above else None,
        figures=year_figures(inner, words),
        applications=applications(inner, name, words),
        regions=tuple(region_lines(desk.facts, regions, regions.next_within(code), words)),
        years=inner.years,
        bodies=overview(own, words, {}, years=inner.years),
    )


def _digests(folder: Path) -> tuple[str, ...]:
    """The days of the digests that lie in a folder, newest first."""
    names = (found for path in folder.glob("*.html") if (found := _A_DIGEST.fullmatch(path.name)))
    return tuple(sorted((found[1] for found in names), reverse=True))
