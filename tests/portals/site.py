"""One invented site: its bodies, what they published, and the pages they are published on."""

import re
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from html import escape

from .server import Host, Served

_CARRIED = re.compile(r'src="data:image/(\w+);base64,([^"]*)"')
PLACES = tuple(first + second for first in "云青鹿望白松禾临" for second in "溪岚鸣泉榆涧川砚")
OFFICES = ("人民政府", "教育局", "水利局")
YEARS = range(2025, 2019, -1)
NAMES = ("政府信息公开年报", "政府信息公开工作年度报告", "信息公开年报", "政府信息公开年度报告")
DECOYS = (
    "《{place}2025年政府信息公开工作年度报告》解读",
    "【图解】{place}2025年政府信息公开工作年度报告",
    "关于做好2025年政府信息公开工作年度报告编制发布工作的通知",
    "关于2024年政府信息公开工作要点落实情况的函",
    "{place}2025年度政府网站工作年度报表",
    "{place}2024年度法治政府建设年度报告",
    "{place}2024年政府信息公开申请情况统计表",
)
HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One entry of a column: a report of a body and year, or a page that only looks like one."""

    title: str
    day: date
    number: int
    is_report: bool
    body: str = ""
    year: int = 0


class Site(Host):
    """A site under construction; `reports` and `decoys` are the addresses of what stands on it."""

    offices = OFFICES
    years = YEARS

    def __init__(self, name: str, number: int) -> None:
        super().__init__()
        self.name = name
        self.place = self.place_of(number)
        self.column_name = NAMES[number % len(NAMES)]
        self.bodies = tuple(self.place + office for office in self.offices)
        self.reports: dict[str, Entry] = {}
        self.decoys: set[str] = set()
        self.pictures: set[str] = set()
        self.entries = tuple(self._entries())

    @staticmethod
    def place_of(number: int) -> str:
        """Return the place whose site this is."""
        return f"{PLACES[number % len(PLACES)]}县"

    def _day_of(self, at: int, year: int) -> date:
        """Return the day on which a body, by its place among them, published its report."""
        return date(year + 1, 1, 8 + at)

    def _entries(self) -> Iterable[Entry]:
        number = 5000
        for year in self.years:
            for at, body in enumerate(self.bodies):
                number += 1
                title = f"{body}{year}年政府信息公开工作年度报告"
                yield Entry(title, self._day_of(at, year), number, True, body, year)
            if year == self.years[0]:
                for at, decoy in enumerate(DECOYS):
                    yield Entry(decoy.format(place=self.place), date(2026, 1, 12 + at), 9000 + at, False)

    def put(self, path: str, markup: str, **options: object) -> None:
        """Set a page."""
        self.pages[path] = Served(markup.encode(), **options)  # type: ignore[arg-type]

    def page(self, path: str, title: str, content: str, *, head: str = "", crumbs: Sequence[str] = ()) -> None:
        """Set a page with the usual frame around its content."""
        trail = f"<div>当前位置：{' &gt; '.join(('首页', *crumbs))}</div>" if crumbs else ""
        foot = '<p>主办：<a href="/about/">网站说明</a> <a href="/">返回首页</a></p>'
        self.put(
            path,
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
            f"<body>{trail}{content}{foot}</body></html>",
        )

    def way(self, column: str, *, steps: Sequence[tuple[str, str]] = (("/zwgk/", "政务公开"),)) -> None:
        """Set the home page and the steps that lead to the column."""
        menu = f'<a href="/zjgk/">走进{self.place}</a><a href="/news/">新闻</a>'
        links = [*steps, (column, self.column_name)]
        path, name = "/", f"{self.place}人民政府门户网站"
        for target, text in links:
            self.page(path, name, f'{menu}<ul><li><a href="{target}">{text}</a></li></ul>')
            path, name = target, text

    def article(self, path: str, entry: Entry, *, markup: str | None = None) -> None:
        """Set the page of an entry."""
        (self.reports.__setitem__(path, entry) if entry.is_report else self.decoys.add(path))
        text = "".join(f"<p>{line}</p><p>{entry.title}：第{at}部分正文。</p>" for at, line in enumerate(HEADINGS))
        content = (
            f"<h1>{entry.title}</h1><p>发布时间：{entry.day} 来源：{entry.body}</p>{text if entry.is_report else ''}"
        )
        self.page(path, entry.title, markup or content)

    def put_with_pictures(self, path: str, markup: str) -> None:
        """Set a page; the pictures it carries in its text become files that it links to, as an editor leaves them."""
        folder = path.rsplit("/", 1)[0]

        def linked(carried: re.Match[str]) -> str:
            name = f"W0{md5(carried[2].encode(), usedforsecurity=False).hexdigest()}.{carried[1]}"
            self.pages[f"{folder}/{name}"] = Served(b64decode(carried[2]), f"image/{carried[1]}")
            self.pictures.add(f"{folder}/{name}")
            return f'src="./{name}" OLDSRC="{name}"'

        self.put(path, _CARRIED.sub(linked, markup))

    def row(self, href: str, entry: Entry, style: str = "li") -> str:
        """Return the row of an entry in a list."""
        if style == "dl":
            return (
                f'<dl><dd><a href="{href}" title="{entry.title}">{entry.title[:12]}…</a></dd><dd>{entry.day}</dd></dl>'
            )
        if style == "tr":
            return f'<tr><td>{entry.day:%Y/%m/%d}</td><td><a href="{href}">{entry.title}</a></td></tr>'
        return f'<li><a href="{href}" target="_blank">{entry.title}</a><span>[{entry.day}]</span></li>'

    def list_page(self, path: str, rows: Iterable[str], more: str = "", *, head: str = "", title: str = "") -> None:
        """Set a page of the list."""
        name = title or f"{self.column_name}_{self.place}"
        self.page(path, name, f"<ul>{''.join(rows)}</ul>{more}", head=head, crumbs=("政务公开", self.column_name))


def chunks(entries: Sequence[Entry], size: int) -> list[Sequence[Entry]]:
    """Cut a list into pages."""
    return [entries[start : start + size] for start in range(0, len(entries), size)]
