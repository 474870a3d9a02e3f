"""Which judged links become requests of a run, and why the others are left."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from config.bodies import Body, Source
from config.kinds import Kind, kind_by_name
from crawler.discovery import (
    Context,
    Judged,
    Page,
    Signal,
    absolute,
    boxed_years,
    embedded_links,
    guess_links,
    is_nameless,
    judge_links,
    paired_links,
    squeeze,
)
from crawler.families import FAMILIES, JSON_LISTS, Family, harvest
from crawler.policy import Policy
from reports.store.records import FrontierEntry

log = logging.getLogger("duban.crawl")

MOST_STEPS = 8
"""Steps from the home page; the pages of one list count as one step."""

MOST_GENERAL_STEPS = 3
"""Steps from the home page within which columns that merely lead on (政务公开) are followed."""

MOST_NEIGHBOURS = 2
"""Entries that an article names beside itself: the one before and the one after it."""

_LABEL = re.compile(r"[\u4e00-\u9fff、,()·—-]{2,14}")
"""What names a group of a column: a few Chinese signs; longer texts are titles, and their words are judged."""
_ARTICLE = re.compile(r"\d{4,}|[0-9a-f]{16,}")
"""What the file name of an article has and that of a list has not."""

Reason = Literal["decoy", "unrelated", "host", "too deep", "way back", "year", "body", "sample"]


@dataclass(frozen=True, slots=True)
class Restriction:
    """What a run is limited to; a limited run proves the absence of nothing.

    Attributes:
        body: the one body whose reports are wanted.
        year: the one report year that is wanted.
        sample: the most report pages of one source.
    """

    body: Body | None = None
    year: int | None = None
    sample: int | None = None

    @property
    def scope(self) -> str:
        """The restriction in words, empty when there is none."""
        words = (
            f"body={self.body.name}" if self.body else "",
            f"year={self.year}" if self.year else "",
            f"sample={self.sample}" if self.sample else "",
        )
        return " ".join(word for word in words if word)


class Look(NamedTuple):
    """A page with every link judged.

    Attributes:
        in_column: whether it stands in a column of annual reports.
        recognised: the families of site software that knew it, with their marks.
    """

    judged: tuple[Judged, ...]
    in_column: bool
    recognised: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Left(NamedTuple):
    """A link that is not requested, and why."""

    judged: Judged
    reason: Reason


@dataclass(frozen=True)
class Selection:
    """The rules by which the links of one source are taken or left."""

    source: Source
    policy: Policy
    restriction: Restriction = field(default_factory=Restriction)
    families: tuple[Family, ...] = FAMILIES
    outside: set[str] = field(default_factory=set)
    """Addresses linked from pages outside the column: the frame of the site, not groups of the column."""

    @property
    def first_year(self) -> int:
        """The first report year any body of the source owes; older reports are left alone."""
        return min(body.since for body in self.source.bodies)

    @cached_property
    def context_names(self) -> frozenset[str]:
        """The names of the bodies as discovery compares them."""
        return frozenset(squeeze(name) for body in self.source.bodies for name in body.names)

    def context(self, entry: FrontierEntry) -> Context:
        """Return what is known when the page of an entry is opened."""
        return Context(in_column=entry.role in {"list", "probe"}, bodies=self.context_names)

    def look(self, page: Page, entry: FrontierEntry) -> Look:
        """Judge everything on the page of an entry, that which only its family of site software knows included."""
        asked = replace(page, method=entry.method, sent=entry.body)
        found = harvest(asked, (*self.families, JSON_LISTS))
        context = self.context(entry)
        in_column = context.in_column or page.in_report_column()
        written = (*paired_links(page), *embedded_links(page), *(boxed_years(page) if in_column else ()))
        whole = replace(asked, links=(*page.links, *found.links, *written))
        judged = judge_links(whole, context)
        is_list = in_column and (entry.role != "report" or _lists_reports(page, judged))
        if is_list and found.pages:
            judged = judge_links(whole, context, found.pages)
        if not in_column:
            self.outside.update(link.url for link in page.links)
        elif is_list and not page.looks_like_report():
            judged = (*judged, *guess_links(asked, judged))
        return Look(judged, in_column, found.recognised)

    def is_unclear(self, judged: Judged, page_url: str) -> bool:
        """Tell whether no word explains a link below the column: 镇街 and 园区 are such, and may be parts of it."""
        link, folder = judged.link, urlsplit(page_url).path.rsplit("/", 1)[0] + "/"
        path = urlsplit(link.url).path
        below = folder != "/" and path.startswith(folder) and path != urlsplit(page_url).path
        text = squeeze(link.text)
        is_label = bool(_LABEL.fullmatch(text)) and not _ARTICLE.search(path.rstrip("/").rsplit("/", 1)[-1])
        explained = judged.role is not None or judged.decoy is not None or bool(link.date)
        return below and is_label and not explained and link.url not in self.outside and not self._is_anothers(text)

    def _is_anothers(self, text: str) -> bool:
        """Tell whether a label names a body that is none of this source; a government's office may hold its report."""
        return kind_by_name(text) is not Kind.OTHER and "政府" not in text and text not in self._groups

    @cached_property
    def _groups(self) -> frozenset[str]:
        return Context(bodies=self.context_names).groups

    def take(self, judged: Judged, entry: FrontierEntry, *, in_column: bool) -> FrontierEntry | Left:
        """Return the request for a link found on the page of `entry`, or why it is left."""
        if in_column and self.is_unclear(judged, entry.url):
            judged = replace(judged, role="probe", signals=(Signal("unclear", 5, judged.link.text),))
        reason = self._reason(judged, entry, in_column)
        if reason or judged.role is None:
            return Left(judged, reason or "unrelated")
        is_same = judged.is_pager or is_nameless(judged)
        return FrontierEntry(
            url=_by_the_same_scheme(judged.link.url, entry.url),
            role=judged.role,
            depth=entry.depth if judged.is_pager else entry.depth + 1,
            referrer=entry.url,
            title=entry.title if is_same else judged.link.text,
            list_date=entry.list_date if is_nameless(judged) else judged.link.date,
            method=judged.link.method,
            body=judged.link.body,
            in_column=in_column or entry.in_column,
        )

    def picture(self, address: str, page: Page, entry: FrontierEntry) -> FrontierEntry | None:
        """Return the request for a picture that stands on the page of `entry` in the place of a table, if it may go."""
        url = absolute(address, page.base or page.url)
        if url is None:
            return None
        url = _by_the_same_scheme(url, entry.url)
        why = self.policy.refusal(url)
        if why:
            log.info("left picture %s (%s)", url, why)
            return None
        return FrontierEntry(url, "picture", entry.depth + 1, entry.url, in_column=entry.in_column)

    def names_a_body(self, judged: Judged) -> bool:
        """Tell whether a link is the report of a body of this source in an expected year, as far as its words tell."""
        is_expected = judged.role == "report" and (judged.year is None or judged.year >= self.first_year)
        return is_expected and any(name in squeeze(judged.link.text) for name in self.context_names)

    def claim(self, judged: Judged) -> str:
        """Return the body and expected year that the words of a link name, as one text; empty when they name none."""
        title, year = squeeze(judged.link.text), judged.year
        named = max((name for name in self.context_names if name in title), key=len, default="")
        return f"{named} {year}" if named and year is not None and year >= self.first_year else ""

    def _reason(self, judged: Judged, entry: FrontierEntry, in_column: bool) -> Reason | None:
        if judged.role is None:
            return "decoy" if judged.decoy else "unrelated"
        if self.policy.refusal(judged.link.url):
            return "host"
        if entry.depth >= MOST_STEPS and not judged.is_pager:
            return "too deep"
        if judged.role == "column" and (in_column or entry.depth >= MOST_GENERAL_STEPS):
            return "way back"
        return self._unwanted(judged)

    def _unwanted(self, judged: Judged) -> Reason | None:
        year, wanted = judged.year, self.restriction
        if year is not None and (year < self.first_year or (wanted.year and year != wanted.year)):
            return "year"
        if wanted.body and judged.role == "report" and self._of_another(judged, wanted.body):
            return "body"
        return None

    def _of_another(self, judged: Judged, body: Body) -> bool:
        """Tell whether a title names another body of the source: the longest name in it counts, 办公室 before 政府."""
        title = squeeze(judged.link.text)
        named = [(squeeze(name), each) for each in self.source.bodies for name in each.names if squeeze(name) in title]
        return bool(named) and max(named, key=lambda pair: len(pair[0]))[1].id != body.id


def _lists_reports(page: Page, judged: Iterable[Judged]) -> bool:
    """Tell whether what was taken for a report is a list after all; templates turn the pages of articles, too."""
    return not page.looks_like_report() and sum(each.is_entry for each in judged) > MOST_NEIGHBOURS


def _by_the_same_scheme(url: str, here: str) -> str:
    """Return an address with the scheme of the page that links to it: http and https of one host are one document."""
    there, own = urlsplit(url), urlsplit(here)
    same_host = there.netloc.lower() == own.netloc.lower() and there.port is None
    return there._replace(scheme=own.scheme).geturl() if same_host and there.scheme != own.scheme else url
