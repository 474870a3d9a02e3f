"""The pages of the invented sites: for each site all addresses with what is served there."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, PackageLoader

from crawler.demo.figures import draw, printed
from crawler.demo.narrative import Narrative, narrative
from crawler.demo.story import Site, Story, StoryBody
from crawler.demo.tables import Grid, table_2, table_3, table_4

Address = Callable[[dt.date, int], str]
"""Makes the address of an entry from its day and number."""

TRS_PAGE, FOLDER_PAGE = 10, 3
"""Entries on a page of the two kinds of lists."""


@dataclass(frozen=True, slots=True)
class Served:
    """What stands at an address; `changed` is what the server says as Last-Modified."""

    content: bytes
    changed: dt.datetime | None = None
    status: int = 200
    media_type: str = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the templates print it."""

    body: str
    day: dt.date
    narrative: Narrative
    tables: dict[str, Grid]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a column: a report, or a page that only looks like one."""

    title: str
    day: dt.date
    issuer: str
    number: int
    year: int
    href: str
    report: Report | None = None

    @property
    def time(self) -> str:
        """The time of day of its publication."""
        return f"{8 + draw(8, self.title, 'hour'):02d}:{draw(59, self.title, 'minute'):02d}"


@dataclass(frozen=True, slots=True)
class _Step:
    href: str
    text: str


def pages_of(site: Site, story: Story, netloc: str) -> dict[str, Served]:
    """Return every page of a site by its path; `netloc` is the host and port it is served at."""
    if site.style == "challenge":
        return {"*": replace(_page("challenge.html.j2"), status=412)}
    return _trs(site, story, netloc) if site.style == "trs" else _folders(site, story)


def _trs(site: Site, story: Story, netloc: str) -> dict[str, Served]:
    root, column = "/zwgk/zfxxgk/", "/zwgk/zfxxgk/zfxxgknb/"
    entries = _entries(site, story, lambda day, number: f"./{day:%Y%m}/t{day:%Y%m%d}_{number}.html")
    here: dict[str, Any] = {"site": site, "netloc": netloc}
    steps = (_Step("/", "首页"), _Step("/zwgk/", "政务公开"), _Step(root, "政府信息公开"))
    around = ("法定主动公开内容", "政策文件", "建议提案办理")
    menu = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "依申请公开")
    pages = {
        "/": _page("trs_home.html.j2", **here),
        "/zwgk/": _page(
            "trs_column.html.j2",
            **here,
            column="政务公开",
            steps=steps[:2],
            links=[_Step(root, "政府信息公开"), *(_Step(f"/zwgk/c{at}/", text) for at, text in enumerate(around))],
        ),
        root: _page(
            "trs_column.html.j2",
            **here,
            column="政府信息公开",
            steps=steps,
            links=[_Step(column, "政府信息公开年报"), *(_Step(f"{root}c{at}/", text) for at, text in enumerate(menu))],
        ),
        "/robots.txt": Served(b"User-agent: *\nDisallow: /admin/\n", media_type="text/plain"),
    }
    lists = [entries[start : start + TRS_PAGE] for start in range(0, len(entries), TRS_PAGE)]
    for number, chunk in enumerate(lists):
        served = _page("trs_list.html.j2", **here, entries=chunk, page=number, pages=len(lists))
        pages[f"{column}index_{number}.html" if number else column] = served
    return pages | _articles("trs_article.html.j2", f"http://{netloc}{column}", entries, here)


def _folders(site: Site, story: Story) -> dict[str, Served]:
    entries = _entries(site, story, lambda _, number: f"content_{number}.html")
    here: dict[str, Any] = {"site": site}
    years = sorted({entry.year for entry in entries}, reverse=True)
    top = (_Step("nb/index.html", "政府信息公开年报"), _Step("zn/index.html", "政府信息公开指南"))
    pages = {
        "/": _page("folder_menu.html.j2", **here, heading="首页", trail="网站首页", links=()),
        "/xxgk/index.html": _page(
            "folder_menu.html.j2", **here, heading="信息公开", trail="网站首页 >> 信息公开", links=top
        ),
        "/xxgk/nb/index.html": _page(
            "folder_menu.html.j2",
            **here,
            heading="政府信息公开年报",
            trail="网站首页 >> 信息公开 >> 政府信息公开年报",
            links=[_Step(f"{year}n/list.html", f"{year}年") for year in years],
        ),
    }
    for year in years:
        own = [entry for entry in entries if entry.year == year]
        chunks = [own[start : start + FOLDER_PAGE] for start in range(0, len(own), FOLDER_PAGE)]
        for number, chunk in enumerate(chunks):
            served = _page("folder_list.html.j2", **here, year=year, entries=chunk, page=number, pages=len(chunks))
            pages[f"/xxgk/nb/{year}n/list{f'_{number + 1}' if number else ''}.html"] = served
        pages |= _articles("folder_article.html.j2", f"http://site/xxgk/nb/{year}n/", own, here)
    return pages


def _entries(site: Site, story: Story, href: Address) -> list[Entry]:
    """Reports and look-alikes of a site, the newest first, as lists show them."""
    found = [
        _report_entry(story, body, year, day, href)
        for body in story.bodies_of(site)
        for year, day in body.published.items()
    ]
    for place, decoy in enumerate(site.decoys):
        number = 7001 + place
        year = decoy.date.year - 1
        found.append(Entry(decoy.title, decoy.date, site.name, number, year, href(decoy.date, number)))
    return sorted(found, key=lambda entry: (entry.day, entry.number), reverse=True)


def _report_entry(story: Story, body: StoryBody, year: int, day: dt.date, href: Address) -> Entry:
    number = 1000 * (year % 10 + 1) + story.bodies.index(body)
    cells = printed(body, year)
    tables = {"2": table_2(cells), "3": table_3(cells), "4": table_4(cells)}
    report = Report(body.name, day, narrative(body, year), tables)
    title = f"{body.name}{year}年政府信息公开工作年度报告"
    return Entry(title, day, body.name, number, year, href(day, number), report)


def _articles(template: str, base: str, entries: Iterable[Entry], here: dict[str, Any]) -> dict[str, Served]:
    served: dict[str, Served] = {}
    for entry in entries:
        path = "/" + urljoin(base, entry.href).split("/", 3)[3]
        changed = dt.datetime.combine(entry.day, dt.time.fromisoformat(entry.time))
        served[path] = _page(template, **here, entry=entry, report=entry.report, changed=changed)
    return served


def _page(template: str, *, changed: dt.datetime | None = None, **values: object) -> Served:
    return Served(_environment().get_template(template).render(**values).encode(), changed)


@cache
def _environment() -> Environment:
    loader = PackageLoader("crawler.demo")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
