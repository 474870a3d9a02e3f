"""A season that is known: ten invented sites, and what happens on each from day to day.

Like the other portals it imports nothing of duban: what is told here of a body is the truth that must come out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from .server import NOT_FOUND, Host, Served
from .site import HEADINGS

FIRST, LAST = date(2026, 1, 5), date(2026, 4, 30)
YEAR = 2025
EARLIER = (2024, 2023, 2022)
CHALLENGE = Served(b"<html><head></head><body><script>$_ts=window['$_ts'];</script></body></html>", status=412)


@dataclass(frozen=True)
class Posted:
    """A report as it stands on a site: the day its page shows, and a number in its text."""

    year: int
    shown: date
    number: int = 12


@dataclass(frozen=True)
class Story:
    """One body: what really happens, what must be told of it at the end, and what may be told of it on the way.

    Attributes:
        posted: its report of the season on a day, None while there is none.
        answers: what the site answers on a day in place of everything (a challenge, its home page).
        folder: where its column stands on a day.
        moved_on: the day on which the site was moved, when all its reports were dated anew.
        state, flags, days_late: of `duban status` on the last day.
        told: the rules of timeliness and publication that open a finding on it in these months.
    """

    key: str
    body: str
    kind: str
    truth: str
    posted: Callable[[date], Posted | None]
    state: str
    flags: tuple[str, ...] = ()
    days_late: int | None = None
    answers: Callable[[date], str] = lambda _: ""
    folder: Callable[[date], str] = lambda _: "nb"
    moved_on: date | None = None
    told: frozenset[str] = frozenset()

    @property
    def url(self) -> str:
        """Its home page."""
        return f"http://www.{self.key}.example/"


def on(month: int, day: int) -> date:
    """Return a day of the season."""
    return date(2026, month, day)


def once(month: int, day: int, *, shown: date | None = None) -> Callable[[date], Posted | None]:
    """Published on a day and standing ever since."""
    return lambda now: Posted(YEAR, shown or on(month, day)) if now >= on(month, day) else None


def _changed(now: date) -> Posted | None:
    posted = once(1, 15)(now)
    return Posted(YEAR, posted.shown, 21) if posted and now >= on(2, 25) else posted


def _withdrawn(now: date) -> Posted | None:
    return once(1, 12)(now) if now < on(3, 20) else None


STORIES = (
    Story("in-time", "澜溪县财政局", "department", "1月20日公布", once(1, 20), "on_time"),
    Story("government", "云岫县人民政府", "government", "3月25日公布（政府期限3月31日）", once(3, 25), "on_time"),
    Story(
        "late", "禾泉县水利局", "department", "2月10日才公布，如实写2月10日", once(2, 10), "late", days_late=10,
        told=frozenset({"T101", "T102"}),
    ),
    Story(
        "back-dated", "松鸣县教育局", "department", "2月12日才公布，页面写成1月28日",
        once(2, 12, shown=on(1, 28)), "late", ("back_dated", "date_conflict"), 11,
        told=frozenset({"T101", "T102", "T104"}),
    ),
    Story(
        "changed", "鹿岚县民政局", "department", "1月15日公布，2月25日悄悄改了一个数", _changed, "on_time",
        ("changed",), told=frozenset({"P102"}),
    ),
    Story(
        "blocked", "望川县司法局", "department", "1月18日公布，但网站始终返回验证页面", once(1, 18), "not_looked",
        answers=lambda _: "challenge",
    ),
    Story(
        "migrated", "青涧县审计局", "department", "1月18日公布；3月10日网站迁移，旧报告统一改期、换地址",
        once(1, 18), "on_time", ("migrated", "moved"),
        folder=lambda now: "nb" if now < on(3, 10) else "xxgk/nb", moved_on=on(3, 10),
    ),
    Story(
        "home-page", "白榆县统计局", "department", "1月22日公布；1月30日至2月5日网站对任何地址都返回首页",
        once(1, 22), "on_time", answers=lambda now: "home" if on(1, 30) <= now <= on(2, 5) else "",
    ),
    Story(
        "withdrawn", "临砚县商务局", "department", "1月12日公布，3月20日撤下", _withdrawn, "withdrawn",
        told=frozenset({"P101"}),
    ),
    Story(
        "missing", "望溪县林业局", "department", "一直没有公布", lambda _: None, "missing", days_late=89,
        told=frozenset({"T102"}),
    ),
)  # fmt: skip


class Stage(Host):
    """The site of one story on the day it is set to."""

    def __init__(self, story: Story) -> None:
        super().__init__(validates=True)
        self.story = story
        self.set(FIRST)

    def set(self, now: date) -> None:
        """Show the site as it stands on a day."""
        story = self.story
        folder = story.folder(now)
        moved = story.moved_on is not None and now >= story.moved_on
        posted = [Posted(year, date(year + 1, 1, 18)) for year in EARLIER]
        posted += [report] if (report := story.posted(now)) else []
        if moved and story.moved_on:
            posted = [Posted(report.year, story.moved_on, report.number) for report in posted]
        self.pages = dict(self._pages(folder, sorted(posted, key=lambda each: -each.year)))
        self.fallback = NOT_FOUND
        if story.answers(now):
            self.fallback = CHALLENGE if story.answers(now) == "challenge" else self.pages["/"]
            self.pages = {}

    def _pages(self, folder: str, posted: list[Posted]) -> Mapping[str, Served]:
        body = self.story.body
        rows = "".join(
            f'<li><a href="/{folder}/{each.year}.html">{self._title(each)}</a><span>{each.shown}</span></li>'
            for each in posted
        )
        news = '<a href="/news/">新闻</a>'
        pages = {
            "/": _page(
                f"{body}门户网站", f'{news}<a href="/{folder}/">政府信息公开年报</a><p>欢迎访问{body}网站。</p>'
            ),
            f"/{folder}/": _page("政府信息公开年报", f"<div>当前位置：首页 &gt; 政府信息公开年报</div><ul>{rows}</ul>"),
        }
        return pages | {f"/{folder}/{each.year}.html": self._article(each) for each in posted}

    def _title(self, posted: Posted) -> str:
        return f"{self.story.body}{posted.year}年政府信息公开工作年度报告"

    def _article(self, posted: Posted) -> Served:
        title = self._title(posted)
        parts = "".join(
            f"<p>{heading}</p><p>第{at}部分：办理有关事项{posted.number if at == 1 else at}件，均按规定公开。</p>"
            for at, heading in enumerate(HEADINGS)
        )
        period = f"<p>统计期限为{posted.year}年1月1日至{posted.year}年12月31日。</p>"
        return _page(title, f"<h1>{title}</h1><p>发布时间：{posted.shown} 来源：{self.story.body}</p>{period}{parts}")


def _page(title: str, content: str) -> Served:
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return Served(f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>".encode())
