"""Which links lead to annual reports: each is judged by signals that say what they saw and how much it weighs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from crawler.discovery.anchors import Link
from crawler.discovery.answers import guessed_answers
from crawler.discovery.guesses import guessed_pages
from crawler.discovery.names import short_names
from crawler.discovery.page import Page
from crawler.discovery.pagers import other_pages
from crawler.discovery.titles import year_in
from crawler.discovery.words import squeeze, words

LinkRole = Literal["column", "list", "report", "attachment", "probe"]

ENDINGS = (".pdf", ".doc", ".docx", ".wps", ".ofd", ".xls", ".xlsx", ".zip", ".rar", ".jpg", ".jpeg", ".png")
"""Of files that reports are published as."""

MOST_RENDERINGS = 3
"""Files of one page that are asked for although the page holds the report itself."""
_TWIN = re.compile(r"_(?:wap|app|m|mobile)\.(s?html?)$")


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for or against a link: a stable name, its weight, and the words it was read from."""

    name: str
    points: int
    saw: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A link with the verdict on it.

    Attributes:
        role: what it is expected to lead to; None when it is left.
        decoy: what kind of look-alike it is, when it is one.
        year: the report year its text names.
    """

    link: Link
    role: LinkRole | None
    signals: tuple[Signal, ...] = ()
    decoy: str | None = None
    year: int | None = None

    @property
    def score(self) -> int:
        """The sum of the weights; it orders links, the words alone decide their role."""
        return sum(signal.points for signal in self.signals)

    @property
    def is_pager(self) -> bool:
        """Whether it leads to another page of the same list."""
        return any(signal.name in {"pager", "guess"} for signal in self.signals)

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list of reports: a report, or what looks like one."""
        return self.role == "report" or self.decoy is not None or self.year is not None

    def explained(self) -> str:
        """The signals in one line, for the log and for people."""
        return " ".join(
            f"{signal.name}{signal.points:+d}" + (f"({signal.saw})" if signal.saw else "") for signal in self.signals
        )


@dataclass(frozen=True, slots=True)
class Context:
    """What is known when a page is opened.

    Attributes:
        in_column: whether the way here already led into a column of annual reports.
        bodies: the names of the registered bodies, squeezed.
    """

    in_column: bool = False
    bodies: frozenset[str] = field(default_factory=frozenset)

    @property
    def groups(self) -> frozenset[str]:
        """What a group of the column may be called that belongs to one body."""
        return _groups(self.bodies)


@lru_cache(maxsize=64)
def _groups(bodies: frozenset[str]) -> frozenset[str]:
    """Each link of a site asks for those of the same bodies."""
    return bodies.union(*(short_names(name) for name in bodies))


def judge_links(page: Page, context: Context, further: Iterable[Link] = ()) -> tuple[Judged, ...]:
    """Judge every link of a page; those taken come first, best first, one verdict a request.

    `further` are requests for the rest of the list that somebody who knows the software of the site has put together.

    The order of the page decides among equals, so the newest report of a list stays first.
    """
    in_column = context.in_column or page.in_report_column()
    here = (page.url, page.method, page.sent)
    best: dict[tuple[str, str, str], Judged] = {}
    for judged in (*_pager(page, in_column, further), *(_judge(link, in_column, context) for link in page.links)):
        known = best.get(judged.link.key)
        if judged.link.key != here and (known is None or _weight(judged) > _weight(known)):
            best[judged.link.key] = judged
    return tuple(sorted(_without_side_steps(_without_twins(best.values()), page), key=_weight, reverse=True))


def guess_links(page: Page, judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Guess where the rest of a list in the column may be, when nothing that was judged tells."""
    known = list(judged)
    here = guessed_pages(page) if not any(each.is_pager for each in known) else ()
    shows_entries = any(each.role == "report" or each.year is not None for each in known)
    if not shows_entries and not any(each.role == "list" and not _leads_back(each, page) for each in known):
        here = (*here, *guessed_answers(page))
    taken = {each.link.key for each in known if each.role}
    fresh = {link.key: link for link in here if link.key not in taken and link.url != page.url}
    return tuple(Judged(link, "probe", (Signal("guess", 10, link.text),)) for link in fresh.values())


def _leads_back(judged: Judged, page: Page) -> bool:
    """Tell whether a link leads to the page itself or above: the menu names the column on each of its pages."""
    return urlsplit(page.url).path.startswith(urlsplit(judged.link.url).path.rsplit("/", 1)[0] + "/")


def attachments(page: Page) -> tuple[Judged, ...]:
    """Return the files a report page offers whose name is no decoy: where the page has no text, the report is there."""
    return tuple(
        Judged(link, "attachment", (Signal("attachment", 60, link.text),), year=year_in(squeeze(link.text)))
        for link in page.links
        if _is_file(link) and not words().decoy(squeeze(link.text))
    )


def renderings(page: Page) -> tuple[Judged, ...]:
    """Return the files that show the report of a page once more, by what they are called."""
    known = words()
    names = (known.report, known.report_in_column, known.rendering)
    found = (each for each in attachments(page) if any(name.search(squeeze(each.link.text)) for name in names))
    return tuple(found)[:MOST_RENDERINGS]


def is_nameless(judged: Judged) -> bool:
    """Tell whether a file is called a rendering of what its page holds (PDF版) and nothing more."""
    text = squeeze(judged.link.text)
    return judged.role == "attachment" and bool(words().rendering.search(text)) and not words().alike.search(text)


def _is_file(link: Link) -> bool:
    """Tell whether a link leads to a file: by its address, or by its text where a script hands the file out."""
    name = link.url.lower().split("?", 1)[0]
    return name.endswith(ENDINGS) or (link.text.lower().endswith(ENDINGS) and "?" in link.url)


def _weight(judged: Judged) -> tuple[bool, int]:
    return judged.role is not None, judged.score


def _without_twins(found: Iterable[Judged]) -> Iterator[Judged]:
    """Leave the copy for telephones (`_wap`, `_app`) where the page itself is linked too."""
    judged = list(found)
    urls = {each.link.url for each in judged if each.role}
    for each in judged:
        twin = _TWIN.sub(r".\1", each.link.url)
        if each.role and twin != each.link.url and twin in urls:
            yield replace(each, role=None, signals=(*each.signals, Signal("twin", -200, twin)))
        else:
            yield each


def _without_side_steps(found: Iterable[Judged], page: Page) -> Iterator[Judged]:
    """Leave columns beside that of the reports where the page names that one too, or a step further down to it."""
    judged = list(found)
    below = page.url.rsplit("/", 1)[0] + "/"
    named = any(
        signal.name == "column" or (signal.name == "step" and each.link.url.startswith(below))
        for each in judged
        for signal in each.signals
    )
    for each in judged:
        aside = any(signal.name == "side_step" for signal in each.signals)
        yield replace(each, role=None) if named and aside else each


def _pager(page: Page, in_column: bool, further: Iterable[Link]) -> Iterable[Judged]:
    links = (*(other_pages(page) if in_column else ()), *further)
    return (Judged(link, "list", (Signal("pager", 70, link.text),)) for link in links)


def _judge(link: Link, in_column: bool, context: Context) -> Judged:
    text = squeeze(link.text)
    decoy = words().decoy(text, context.bodies)
    year = year_in(text)
    if decoy and not any(known.match(text) for known in (words().column, words().step, words().side)):
        return Judged(link, None, (Signal("decoy", -200, decoy),), decoy, year)
    role, spoken = _by_words(text, year, in_column, context)
    if role is None:
        return Judged(link, None, (Signal("no_words", 0),), None, year)
    return Judged(link, role, (spoken, *_supporting(link, in_column)), None, year)


def _by_words(text: str, year: int | None, in_column: bool, context: Context) -> tuple[LinkRole | None, Signal]:
    known = words()
    tests: tuple[tuple[bool, LinkRole, str, int], ...] = (
        (bool(known.group.match(text)) and in_column, "list", "group", 60),
        (bool(known.column.match(text)), "list", "column", 80),
        (year is not None and bool(known.report.search(text)), "report", "title", 100),
        (in_column and year is not None and bool(known.report_in_column.search(text)), "report", "title_in_column", 70),
        (in_column and year is not None and _is_cut(text), "report", "cut_title", 60),
        (in_column and bool(known.report.search(text)), "list", "title_without_year", 50),
        (bool(known.step.match(text)), "column", "step", 40),
        (bool(known.side.match(text)) and not in_column, "column", "side_step", 10),
        (in_column and text in context.groups, "list", "body", 50),
        (in_column and bool(known.more.match(text)), "list", "more", 20),
    )
    for fits, role, name, points in tests:
        if fits:
            return role, Signal(name, points, text[:40])
    return None, Signal("no_words", 0)


def _is_cut(text: str) -> bool:
    return text.endswith(("...", "..")) and bool(words().report_cut.search(text))


def _supporting(link: Link, in_column: bool) -> Iterator[Signal]:
    if in_column:
        yield Signal("in_column", 20)
    fragment = words().paths.search(link.url.split("://", 1)[-1])
    if fragment:
        yield Signal("path", 15, fragment.group())
    if link.date:
        yield Signal("date", 5, link.date)
