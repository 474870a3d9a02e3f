"""A recorded season against the truth: `python -m tests.bench.season [--write PAGE]`.

`duban run` as it is called twice a day from 5 January to 30 April of a simulated year, over the ten sites of
`tests/portals/season.py`. Only the network is replaced: requests are answered by the sites in this process. Prints what
is told of every body beside what really happened, and what the plan of the season cost; exits 1 where they differ.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from checks.model import Family
from config.clock import end_of_day
from config.workspace import Workspace
from crawler import looking
from crawler import run as crawling
from crawler.session import Session
from reports.ledger import evaluate
from reports.status import BodyYear, body_years
from reports.store import FindingEventKind, Store
from tests.bench.records import Figure
from tests.portals.season import FIRST, LAST, STORIES, YEAR, Stage, Story

SETTINGS = 'simulated = true\nfirst_year = 2022\n[crawl]\ncontact = "office@duban.example"\ndelay = 0.0\nretries = 0\n'
CALENDAR = (Family.TIMELINESS, Family.PUBLICATION)


@dataclass
class Season:
    """What came of the season.

    Attributes:
        rows: of `duban status` on the last day, by body and year.
        told: the rules of timeliness and publication that ever opened a finding, by body and year.
        visits, calls: looks at sources and calls of `duban run`, by month.
        requests: sent to each site, by key.
    """

    rows: dict[tuple[str, int], BodyYear] = field(default_factory=dict)
    told: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    visits: Counter[int] = field(default_factory=Counter)
    calls: Counter[int] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def of(self, story: Story, year: int = YEAR) -> BodyYear:
        """Return the row of a body."""
        return self.rows[story.body, year]

    def differences(self) -> Iterator[str]:
        """Yield what is told otherwise than it was."""
        for story in STORIES:
            row, flags = self.of(story), tuple(sorted((*story.flags, "simulated")))
            if (row.state, tuple(sorted(row.flags)), row.days_late) != (story.state, flags, story.days_late):
                yield f"{story.key}: {row.state} {row.flags} {row.days_late}"
            if self.told[story.body, YEAR] != story.told:
                yield f"{story.key}: told {sorted(self.told[story.body, YEAR])}, not {sorted(story.told)}"
            yield from self._of_earlier_years(story)

    def _of_earlier_years(self, story: Story) -> Iterator[str]:
        for (body, year), row in self.rows.items():
            expected = "not_looked" if story.key == "blocked" else "on_time"
            if body == story.body and year != YEAR and (row.state != expected or self.told[body, year]):
                yield f"{story.key} {year}: {row.state} {row.flags} {sorted(self.told[body, year])}"


def play(root: Path, last: date = LAST) -> Season:
    """Play the season and return what came of it."""
    began, season = time.monotonic(), Season()
    stages = {story.url: Stage(story) for story in STORIES}
    office = _office(root)
    with _answered_by({urlsplit(url).netloc: stage for url, stage in stages.items()}):
        day = FIRST
        while day <= last:
            for stage in stages.values():
                stage.set(day)
            for _ in ("morning", "evening"):
                season.calls[day.month] += 1
                season.visits[day.month] += _run(office, day)
            day += timedelta(days=1)
    with Store.open(office.database) as store:
        rows = body_years(store, office, as_of=end_of_day(last))
        season.rows = {(row.body, row.year): row for row in rows}
        for event in store.finding_events():
            found = event.finding
            if event.kind is FindingEventKind.OPENED and found and found.family in CALENDAR and found.year:
                season.told[found.body or "", found.year].add(found.rule)
    season.requests.update({stage.story.key: len(stage.asked) for stage in stages.values()})
    season.seconds = time.monotonic() - began
    return season


def _office(root: Path) -> Workspace:
    root.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{story.key},{story.body},{story.kind},{story.url}\n" for story in STORIES)
    (root / "bodies.csv").write_text(f"id,name,kind,site\n{rows}", encoding="utf-8")
    (root / "duban.toml").write_text(SETTINGS, encoding="utf-8")
    return Workspace.open(root)


def _run(office: Workspace, day: date) -> int:
    """Do what `duban run` does up to the ledger, and return how many sources were looked at."""
    as_of = end_of_day(day)
    looked = crawling.crawl(office, as_of=as_of, planned=True, progress=lambda _: None)
    with Store.open(office.database, write=True) as store:
        evaluate(store, office, as_of=as_of)
    return len(looked.sources)


@contextmanager
def _answered_by(hosts: Mapping[str, Stage]) -> Iterator[None]:
    """Let the sites answer in this process what Scrapy would ask them for."""

    def answer(session: Session) -> None:
        while job := session.take():
            parts, entry = urlsplit(job.entry.url), job.entry
            host = hosts[parts.netloc]
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            host.asked.append(f"{entry.method} {target}")
            served = host.answer(entry.method, target, entry.body)
            if served.status == 200:
                same = job.headers.get("If-None-Match") == served.etag
                served = served.confirmed() if same else served.named()
            headers = {name.lower(): value for name, value in served.headers} | {"content-type": served.media_type}
            session.answered(job, served.status, headers, served.body)

    scrapy = looking.run_scrapy
    looking.run_scrapy = answer
    try:
        yield
    finally:
        looking.run_scrapy = scrapy


def table(season: Season) -> Iterator[str]:
    """Yield the story as a table: what really happened, and what `duban status` says on the last day."""
    yield "| 机关 | 实际情况 | state | flags | published | days late | last absent | first seen | told | requests |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for story in STORIES:
        row = season.of(story)
        told = ", ".join(sorted(season.told[story.body, YEAR]))
        flags = " ".join(flag for flag in row.flags if flag != "simulated")
        days = [moment.date().isoformat() if moment else "" for moment in (row.last_absent, row.first_seen)]
        late = "" if row.days_late is None else row.days_late
        yield (
            f"| {story.body} | {story.truth} | `{row.state}` | {flags} | {row.published or ''} | {late} "
            f"| {days[0]} | {days[1]} | {told} | {season.requests[story.key]} |"
        )


def cost(season: Season) -> Iterator[str]:
    """Yield what the plan cost, by month."""
    yield "| month | calls of `duban run` | looks at a source | without a plan |"
    yield "|---|---|---|---|"
    for month in sorted(season.calls):
        yield f"| {month} | {season.calls[month]} | {season.visits[month]} | {season.calls[month] * len(STORIES)} |"


PAGE = """\
# A season, recorded

Written by `python -m tests.bench.season --write docs/season.md`. Ten invented sites
([tests/portals/season.py](../tests/portals/season.py)) from {first} to {last}; `duban run` is called twice a day in
simulated time, and the plan decides what is looked at. What really happened stands beside what `duban status` says on
the last day; *told* are the rules of timeliness and publication that opened a finding on the report of {year} in these
months (T102 of a late report: it was proven missing, and resolved when it came). The reports of 2022 to 2024 are in
time in all of them, and nothing is told of them.

{table}

{cost}

{seconds:.0f} seconds on 2026-11-28; 2 cores, 24 GiB, Debian 12, CPython 3.11.7, other work on the machine.
"""


def rows(*, quick: bool) -> Iterator[Figure]:
    """Yield the season for the table of all benches; a quick run leaves it out."""
    if quick:
        return
    with tempfile.TemporaryDirectory() as folder:
        season = play(Path(folder) / "office")
    wrong, count = (
        len(list(season.differences())),
        f"{len(STORIES)} sites, {sum(season.calls.values())} calls of the plan",
    )
    yield Figure("a season", count, f"{wrong} told otherwise; {season.seconds:.0f} s", bar="none", held=not wrong)


def main() -> int:
    """Play the season, print the story, and return 1 where something is told otherwise than it was."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.season", description=__doc__.split("\n")[0])
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the story to this page as well")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        season = play(Path(folder) / "office")
    story, figures = "\n".join(table(season)), "\n".join(cost(season))
    print(story, figures, f"{season.seconds:.0f} s", sep="\n\n")
    wrong = list(season.differences())
    print(*(f"WRONG {line}" for line in wrong), sep="\n")
    if options.write and not wrong:
        text = PAGE.format(first=FIRST, last=LAST, year=YEAR, table=story, cost=figures, seconds=season.seconds)
        options.write.write_text(text, encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
