"""`duban registry propose URL`: bodies named in the menus of a portal, as rows for people to review."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from config.bodies import Body, Source
from config.cleaning import clean_name
from config.errors import UserError
from config.kinds import Kind, kind_by_name
from config.workspace import Workspace
from crawler.policy import Policy
from crawler.walk import Walk, walk

HEADINGS = ("name", "kind", "site", "column", "since")
_SHORTEST, _LONGEST = 3, 24
_NOT_BODIES = (
    "公开",
    "年报",
    "报告",
    "服务",
    "政策",
    "新闻",
    "动态",
    "首页",
    "通知",
    "栏目",
    "指南",
    "中心城区",
    "走进",
    "魅力",
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A body found in a menu, and what the registry says of it."""

    name: str
    kind: Kind
    site: str
    column: str
    known: Body | None = None

    @property
    def differs(self) -> bool:
        """Whether the registry lists it with another kind, another site or another column."""
        known = self.known
        if known is None:
            return True
        return known.kind is not self.kind or known.site != self.site or (known.column or "") != self.column


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a portal names: its bodies, and the bodies of the registry on this portal that it does not name."""

    found: tuple[Proposed, ...]
    unnamed: tuple[Body, ...]

    def rows(self) -> str:
        """Return the bodies that the registry lacks or lists otherwise, as CSV to review."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(HEADINGS)
        writer.writerows(
            (each.name, each.kind.value, each.site, each.column, "") for each in self.found if each.differs
        )
        return text.getvalue()

    def differences(self) -> Iterator[str]:
        """Yield what differs from the registry, one line each: `+` new, `~` otherwise, `-` not named by the portal."""
        for each in self.found:
            if each.known is None:
                yield f"+ {each.name} ({each.kind.value})"
            elif each.differs:
                yield f"~ {each.name}: line {each.known.line}: kind {each.known.kind.value}, site {each.known.site}"
        for body in self.unnamed:
            yield f"- {body.name}: line {body.line}"


def propose(workspace: Workspace, url: str, *, as_of: datetime) -> Proposal:
    """Walk a portal from its home page and collect the bodies its menus name.

    Raises:
        UserError: the address is none, its first page could not be opened, or there is no contact for foreign hosts.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UserError(f"{url}: not a web address; write it as http://www.example.gov.cn/")
    workspace.settings.crawl.require_contact([parts.hostname])
    nobody = Body(
        id=url, name=parts.hostname, kind=Kind.OTHER, kind_source="name", level=None, parent=None, region="", site=url,
        column=None, contact="", aliases=(), since=workspace.settings.first_year, until=None, successor=None, line=0,
    )  # fmt: skip
    policy = Policy.of([url], workspace.settings.crawl.allowed_hosts)
    seen = walk(Source(url, url, None, (nobody,)), workspace.settings.crawl, policy, as_of)
    if seen.facts.counts["start_failed"]:
        why = seen.visits[0].error if seen.visits else "no answer"
        raise UserError(f"{url}: the first page could not be opened ({why})")
    return compare(workspace, url, _named(seen))


def compare(workspace: Workspace, url: str, named: dict[str, str]) -> Proposal:
    """Compare the bodies a portal names, with the address each leads to, with the registry."""
    by_name = {name: body for body in workspace.registry.bodies for name in body.names}
    host = urlsplit(url).netloc
    found = []
    for name, address in named.items():
        own = urlsplit(address).netloc != host
        column = "" if own else address
        found.append(Proposed(name, kind_by_name(name), address if own else url, column, by_name.get(name)))
    here = [body for body in workspace.registry.bodies if urlsplit(body.site).netloc == host]
    listed = {each.known.id for each in found if each.known}
    return Proposal(tuple(found), tuple(body for body in here if body.id not in listed))


def _named(seen: Walk) -> dict[str, str]:
    """Bodies by name, with the address that the link inside the column, else the first one, leads to."""
    first: dict[str, str] = {}
    inside: dict[str, str] = {}
    for stop in seen.stops:
        for judged, _ in stop.choices:
            name = clean_name(judged.link.text)
            if _is_body(name):
                first.setdefault(name, judged.link.url)
                if stop.look.in_column:
                    inside.setdefault(name, judged.link.url)
    return first | inside


def _is_body(name: str) -> bool:
    fits = _SHORTEST <= len(name) <= _LONGEST and name.isalpha() and not name.isascii()
    return fits and kind_by_name(name) is not Kind.OTHER and not any(word in name for word in _NOT_BODIES)
