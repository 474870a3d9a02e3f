"""Comparing what moved gives what comparing everything anew gives, whatever happens to reports and in which order."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from config.workspace import Workspace
from reports.ledger import evaluate
from reports.portfolio.year import Year
from reports.store import Store
from tests.reports.ledger_samples import SITE, Desk, day, paper
from tests.writing import dice
from tests.writing.counties import Written, copied, honest, places, template_of

PLACES = [*islice(places(), 3)]
TEMPLATES = [template_of(dice("moves", place)) for place in PLACES]
KINDS = {"township": "township", "department": "county", "government": "county"}
BODIES = [
    (place, f"{place}{name}", kind)
    for place, below, kind in zip(PLACES, (14, 13, 2), ("township", "township", "department"), strict=True)
    for name, kind in [("人民政府", "government"), *((f"第{number}局", kind) for number in range(below))]
]
"""Two counties whose template is known and whose bodies are peers, one of which too few report; the governments."""
FIGURES = [f"t2.{name}.decisions" for name in ("licensing", "penalties", "coercion")] + [
    f"t3.{name}.total" for name in ("received", "carried_in", "granted")
]
YEARS = (2022, 2023, 2024)
BEGAN, STEPS = day("2025-02-01"), 7
Key = tuple[str, int]
CHANGES = ("copied", "copied in part", "rewritten", "withdrawn", "another day", "handed out", "another figure")


def office(root: Path) -> Workspace:
    root.mkdir()
    (root / "duban.toml").write_text("simulated = true\nfirst_year = 2022\n", "utf-8")
    rows = ["id,name,kind,level,parent,region,site"]
    for place, body, kind in BODIES:
        parent = "" if kind == "government" else f"{place}人民政府"
        rows.append(f"{body},{body},{kind},{KINDS[kind]},{parent},{110101 + PLACES.index(place)},{SITE}")
    (root / "bodies.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return Workspace.open(root)


class County:
    """The reports of all bodies as their sites show them, and what happens to them."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - no secret
        self.reports = {(body, year): self.honest(body, year) for _, body, _ in BODIES for year in YEARS}
        self.days: dict[Key, int] = {}
        self.figures: dict[Key, int] = {}

    def honest(self, body: str, year: int) -> Written:
        place = next(place for place in PLACES if body.startswith(place))
        return honest(body, place, year, TEMPLATES[PLACES.index(place)], dice(body, year, self.rng.random()))

    def change(self) -> None:
        """Let one thing happen to one report, or to a few where words are handed out."""
        key, what = self.rng.choice([*self.reports]), self.rng.choice(CHANGES)
        if what.startswith("copied"):
            self.reports[key] = self.copy(key, 0.1 if "part" in what else 0.0)
        elif what == "rewritten":
            self.reports[key] = self.honest(*key)
        elif what == "withdrawn":
            del self.reports[key]
        elif what == "another day":
            self.days[key] = self.rng.randrange(5, 31)
        elif what == "another figure":
            self.figures[key] = self.rng.choice((3, 90000))
        else:
            for other in self.rng.sample([*self.reports], 5):
                self.reports[other] = self.copy(other, 0.0, self.reports.get(key))

    def copy(self, key: Key, rate: float, original: Written | None = None) -> Written:
        earlier = [each for each in self.reports.values() if each.year in {key[1], key[1] - 1}]
        own = self.reports.get(key) or self.honest(*key)
        return replace(copied(original or self.rng.choice(earlier), own, rate, self.rng), place=own.place)

    def pages(self) -> dict[str, bytes]:
        return {f"{body}{year}": self.page((body, year), each) for (body, year), each in self.reports.items()}

    def page(self, key: Key, report: Written) -> bytes:
        overview, problems = report.text(dice("numbers", *key))
        published = f"{key[1] + 1}-01-{self.days.get(key, report.day):02}"
        below = [each for each, year in self.reports if each.startswith(report.place) and year == key[1]]
        times = len(below) - 1 if key[0].endswith("政府") else 1
        cells = dict.fromkeys(FIGURES, times) | {FIGURES[1]: self.figures.get(key, times)}
        return paper(*key, cells, date=published, texts={"1": overview, "5": problems})


def said(store: Store) -> list[tuple[object, ...]]:
    kept = "SELECT body_id, year, edition_id, mark, peers, counts, outcomes FROM comparisons ORDER BY year, body_id"
    found = "SELECT body_id, year, rule, key, level FROM findings WHERE resolved_at IS NULL ORDER BY 1, 2, 3, 4"
    words = "SELECT * FROM common_words WHERE reports ORDER BY year, place"
    bands = "SELECT * FROM bands WHERE numbers <> x'' ORDER BY year, body_id"
    return [row for asked in (kept, found, words, bands) for row in store.db.execute(asked)]


def from_scratch(workspace: Workspace, root: Path, as_of_days: int) -> list[tuple[object, ...]]:
    copy = Workspace.open(shutil.copytree(workspace.root, root))
    with Store.open(copy.database, write=True) as store:
        store.db.execute("DELETE FROM comparisons")
        store.db.execute("UPDATE meta SET value = '' WHERE key LIKE 'portfolio %'")
        evaluate(store, copy, as_of=BEGAN + timedelta(as_of_days))
        return said(store)


def days_of(workspace: Workspace, seed: int) -> Iterator[int]:
    """Play some days, and yield each after it was judged."""
    county = County(seed)
    for number in range(STEPS):
        as_of = BEGAN + timedelta(number)
        with Store.open(workspace.database, write=True) as store:
            Desk(store, workspace).crawl(as_of, county.pages())
            evaluate(store, workspace, as_of=as_of)
        yield number
        for _ in range(county.rng.randrange(1, 4)):
            county.change()


@pytest.mark.parametrize("seed", range(3))
def test_comparing_what_moved_says_what_comparing_everything_says(tmp_path: Path, seed: int) -> None:
    workspace = office(tmp_path / "office")
    told = set()
    for number in days_of(workspace, seed):
        with Store.open(workspace.database) as store:
            now = said(store)
            assert store.moved_reports() == []
        assert now == from_scratch(workspace, tmp_path / f"{number}", number)
        told.add(repr(now))
    assert len(told) > 1, "something happened"


def test_a_changed_report_leaves_those_that_have_nothing_to_do_with_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, county, asked = office(tmp_path / "office"), County(9), []
    reports = Year.reports

    def counted(self: Year, bodies: set[str], odd: object) -> object:
        asked.append(len(bodies))
        return reports(self, bodies, odd)  # type: ignore[arg-type]

    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).crawl(BEGAN, county.pages())
        evaluate(store, workspace, as_of=BEGAN)
        county.reports[BODIES[0][1], 2024] = county.honest(BODIES[0][1], 2024)
        Desk(store, workspace).crawl(BEGAN + timedelta(1), county.pages())
        monkeypatch.setattr(Year, "reports", counted)
        evaluate(store, workspace, as_of=BEGAN + timedelta(1))
    assert len(asked) == 1, "the years before do not rest on it"
    assert asked[0] < len(BODIES)
