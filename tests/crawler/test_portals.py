"""Every dialect of the portals of the tests, from their home pages: all reports, and no look-alike."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from reports.store import RunState, Store
from tests.crawler.office import Body, crawl, make_office
from tests.portals import DIALECTS, Servers, Site, write_all

SETTINGS = "simulated = true\nfirst_year = 2020\n[crawl]\ndelay = 0.0\ntimeout = 20.0\n"


@dataclass(frozen=True)
class Seen:
    """What one crawl of all portals saw, by dialect.

    Captured paths, those of them that no list of the column led to, and the run's state and reason.
    """

    sites: Mapping[str, Site]
    captured: Mapping[str, set[str]]
    beside: Mapping[str, set[str]]
    runs: Mapping[str, tuple[RunState, str]]


def crawl_all(root: Path, **arguments: object) -> Seen:
    sites = write_all()
    with Servers(sites) as servers:
        bodies = [Body(body, servers.urls[name]) for name, site in sites.items() for body in site.bodies]
        office = make_office(root, bodies, SETTINGS)
        done = crawl(office, "2026-04-09", **arguments)
        assert done.returncode in {0, 3}, done.stderr
        names = {urlsplit(url).netloc: name for name, url in servers.urls.items()}
    captured: dict[str, set[str]] = defaultdict(set)
    beside: dict[str, set[str]] = defaultdict(set)
    with Store.open(office.database) as store:
        for capture in store.captures():
            parts = urlsplit(capture.url)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            captured[names[parts.netloc]].add(path)
            if store.in_column([capture.id]).get(capture.id) is False:
                beside[names[parts.netloc]].add(path)
        newest = {source.site: store.runs(source.key)[-1] for source in office.registry.sources()}
    return Seen(
        sites, captured, beside, {names[urlsplit(site).netloc]: (run.state, run.reason) for site, run in newest.items()}
    )


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return crawl_all(tmp_path_factory.mktemp("portals"))


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_report_of_a_dialect_and_no_decoy(seen: Seen, dialect: str) -> None:
    site, captured = seen.sites[dialect], seen.captured[dialect]
    assert set(site.reports) - captured == set()
    assert captured & site.decoys == set()
    assert seen.runs[dialect] == (RunState.ACCEPTED, "")
    assert seen.beside[dialect] == set()


@pytest.mark.slow
def test_without_any_family_the_generic_path_finds_most(tmp_path: Path) -> None:
    seen = crawl_all(tmp_path, families="off")
    reports = sum(len(site.reports) for site in seen.sites.values())
    found = sum(len(set(site.reports) & seen.captured[name]) for name, site in seen.sites.items())
    assert found >= 0.8 * reports
    assert not any(seen.captured[name] & site.decoys for name, site in seen.sites.items())
    whole = {name for name, site in seen.sites.items() if set(site.reports) <= seen.captured[name]}
    assert {name for name, (state, _) in seen.runs.items() if state is RunState.ACCEPTED} <= whole
