"""Reports whose tables are pictures beside the page: fetched politely, kept, and read with the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from checks.documents.scanned import recogniser
from config.workspace import Workspace
from crawler.following import MOST_PICTURES
from reports.archive import Archive
from reports.store import Store
from tests.crawler.office import Body, crawl, make_office, visits
from tests.portals import DIALECTS, Servers, Site
from tests.writing import LAYOUTS, dice, random_gold
from tests.writing.bodies import Body as Author
from tests.writing.expected import ExpectedReport

SETTINGS = "simulated = true\nfirst_year = 2025\n[crawl]\ndelay = 0.0\ntimeout = 20.0\nretries = 0\n"
pytestmark = pytest.mark.slow
needs_pictures = pytest.mark.skipif(not LAYOUTS["scan_tables"].available(), reason=LAYOUTS["scan_tables"].needs)


@dataclass(frozen=True)
class Seen:
    site: Site
    office: Workspace
    path: str

    def crawl(self, as_of: str = "2026-04-09") -> list[str]:
        """Crawl once and return the pictures that were asked for."""
        self.site.asked.clear()
        done = crawl(self.office, as_of, year=2025)
        assert done.returncode in {0, 3}, done.stderr
        return [line.removeprefix("GET ") for line in self.site.asked if any(end in line for end in (".png", ".jp"))]

    def cells(self, body: int = 0) -> dict[str, object]:
        """Return the cells of the report of a body of the site as the ledger has them."""
        with Store.open(self.office.database) as store:
            key = next(each.id for each in self.office.registry.bodies if each.name == self.site.bodies[body])
            edition = store.current_edition(key, 2025)
            assert edition is not None
            return dict(store.load_report(edition.id).cells)


@contextmanager
def portal(root: Path, settings: str = SETTINGS) -> Iterator[Seen]:
    site = Site("pictured", 0)
    DIALECTS["pictured"](site)
    with Servers({"pictured": site}) as servers:
        office = make_office(root, [Body(body, servers.urls["pictured"]) for body in site.bodies], settings)
        path = next(path for path, entry in site.reports.items() if (entry.body, entry.year) == (site.bodies[1], 2025))
        yield Seen(site, office, path)


def put_drawn(seen: Seen, seed: str = "tables as pictures") -> ExpectedReport:
    """Set a report whose tables are drawn, and return what must be read from it."""
    rng = dice(seed)
    author = Author(seen.site.bodies[1], "department", seen.site.place, seen.site.bodies[1])
    gold = replace(random_gold(rng, "2021").filled(), body=author, year=2025)
    data, _, expected = LAYOUTS["scan_tables"].render(gold, rng)
    seen.site.pictures.clear()
    seen.site.put_with_pictures(seen.path, data.decode())
    return expected


def test_only_the_pictures_in_the_places_of_tables_are_asked_for_and_once(tmp_path: Path) -> None:
    with portal(tmp_path / "office") as seen:
        asked = seen.crawl()
    assert asked == sorted(set(asked), key=asked.index)
    assert {path for path in asked if "/W0" not in path} == set()
    assert set(asked) <= seen.site.pictures
    recorded = [visit for visit in visits(seen.office) if visit.role == "picture"]
    assert [visit.outcome for visit in recorded] == ["ok"] * len(asked)
    assert all(visit.sha256 for visit in recorded)


def test_a_picture_is_no_report_and_one_that_fails_does_not_spoil_the_run(tmp_path: Path) -> None:
    with portal(tmp_path / "office") as seen:
        for path in seen.site.pictures:
            del seen.site.pages[path]
        seen.crawl()
        with Store.open(seen.office.database) as store:
            assert {Path(capture.url).suffix for capture in store.captures()} == {".html"}
    assert {visit.outcome for visit in visits(seen.office) if visit.role == "picture"} == {"not_found"}
    statuses = {cell.status for name, cell in seen.cells().items() if name.startswith("t")}
    assert statuses == {"unreadable"}


def test_a_page_of_many_pictures_is_asked_for_few(tmp_path: Path) -> None:
    with portal(tmp_path / "office") as seen:
        page = seen.site.pages[seen.path].body.decode()
        many = "".join(f'<img src="/many/{at}.png">' for at in range(40))
        seen.site.put(seen.path, page.replace("<p>三、", f"{many}<p>三、"))
        assert len([path for path in seen.crawl() if path.startswith("/many/")]) <= MOST_PICTURES


@needs_pictures
@pytest.mark.skipif(not recogniser.available(), reason="needs the extra duban[ocr]")
def test_with_the_extra_the_tables_are_read_and_a_later_crawl_asks_politely(tmp_path: Path) -> None:
    with portal(tmp_path / "office") as seen:
        expected = put_drawn(seen)
        seen.site.validates = True
        asked = seen.crawl()
        cells = seen.cells(1)
        assert seen.site.pictures <= set(asked)
        read = {name: cell.value for name, cell in cells.items() if cell.value is not None}
        meant = {name: answer.value for name, answer in expected.cells.items() if answer.value is not None}
        assert {name for name, value in read.items() if value != meant[name]} == set()
        assert len(read) >= 0.97 * len(meant)
        assert {cell.by for cell in cells.values()} == {"ocr"}
        assert cells["t3.received.total"].place.startswith("picture ./W0")
        seen.crawl("2026-04-12")
        again = {visit.outcome for visit in visits(seen.office) if visit.role == "picture"}
        assert again == {"unchanged"}
        with Store.open(seen.office.database) as store:
            assert len(store.editions(year=2025)) == len(seen.site.bodies)


@pytest.mark.skipif(recogniser.available(), reason="the extra duban[ocr] is installed")
def test_without_the_extra_the_tables_are_unreadable_and_their_pictures_are_kept(tmp_path: Path) -> None:
    with portal(tmp_path / "office") as seen:
        asked = seen.crawl()
        assert asked
        assert {(cell.status, cell.value) for cell in seen.cells().values()} == {("unreadable", None)}
        with Store.open(seen.office.database) as store:
            capture = next(each for each in store.captures() if each.url.endswith(seen.path))
            assert capture.visit_id is not None
            kept = Archive(seen.office.archive).get(store.pictures(capture.visit_id)[0].sha256)
            assert kept.startswith(b"\x89PNG")
