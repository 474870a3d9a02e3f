"""One made-up address for each host: what is answered there is what the host answers to whatever it does not have.

Many sites answer 200 to anything, with their home page or with an error page in words of their own.
"""

import hashlib
import re
import secrets
import string
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from crawler.discovery import Page, squeeze
from crawler.outcomes import Outcome
from reports.store import FrontierEntry, VisitOutcome

MADE_UP = "duban-no-such-page"
"""Stands in every address that was made up."""
_NAME = f"/{MADE_UP}-"
_SIGNS = f"{string.ascii_letters}{string.digits}/.:-_"
"""Signs of an address."""
_NUMBERS = re.compile(r"\d+")
"""Counters and times."""

FALLBACK = "what this host answers to any address, or its home page"
"""The reason of a visit that brought only that."""


def sounding(entry: FrontierEntry) -> FrontierEntry:
    """Return the request for an address that cannot exist, on the host of another request."""
    parts = urlsplit(entry.url)
    url = urlunsplit((parts.scheme, parts.netloc, f"{_NAME}{secrets.token_hex(6)}.html", "", ""))
    return FrontierEntry(url, "probe", entry.depth, entry.url)


def is_sounding(url: str) -> bool:
    """Tell whether an address was made up by us."""
    return urlsplit(url).path.startswith(_NAME)


@dataclass
class Soundings:
    """What the hosts of one run answer to made-up addresses.

    Attributes:
        asked: hosts and ports that were asked, or will be.
    """

    asked: set[str] = field(default_factory=set)
    _pages: dict[str, set[str]] = field(default_factory=dict)
    _targets: set[str] = field(default_factory=set)

    def learn(self, outcome: Outcome) -> Outcome:
        """Keep what a made-up address brought, and return what it means: nothing that is there."""
        if outcome.page:
            self.know_home(outcome.page)
        elif outcome.target:
            self._targets.add(outcome.target)
        else:
            return outcome
        return Outcome(VisitOutcome.SOFT_NOT_FOUND, FALLBACK, outcome.target)

    def know_home(self, page: Page) -> None:
        """Keep the home page: after a burst of requests some hosts show it in place of every article."""
        self._pages.setdefault(_same_always(page.title), set()).add(_fingerprint(page))

    def judge(self, outcome: Outcome) -> Outcome:
        """Return the outcome of another address, which may have brought no more than a made-up one."""
        if outcome.target in self._targets or (outcome.page and self._knows(outcome.page)):
            return Outcome(VisitOutcome.SOFT_NOT_FOUND, FALLBACK, outcome.target)
        return outcome

    def _knows(self, page: Page) -> bool:
        """Tell whether a page is one of these; its title alone rules out nearly every other."""
        known = self._pages.get(_same_always(page.title))
        return known is not None and _fingerprint(page) in known


def _fingerprint(page: Page) -> str:
    links = "\n".join(link.text for link in page.links)
    return hashlib.sha256(_same_always(f"{page.text}\n{links}").encode("utf-8", "replace")).hexdigest()


def _same_always(text: str) -> str:
    """Return the words of a page without what changes from one answer to the next."""
    return _NUMBERS.sub("", _without_address(squeeze(text)))


def _without_address(text: str) -> str:
    """Leave out the made-up address, which error pages print."""
    first, *others = text.split(MADE_UP)
    parts = [first, *(part.lstrip(_SIGNS) for part in others)]
    return "".join([*(part.rstrip(_SIGNS) for part in parts[:-1]), parts[-1]])
