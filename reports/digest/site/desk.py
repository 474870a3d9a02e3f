"""What every page of a digest is made with: the facts, the words, the templates and the shelf they go to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from jinja2.environment import TemplateModule
from markupsafe import Markup

from reports.digest.environment import environment
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.parts.regions import Regions
from reports.digest.site.shelf import Shelf
from reports.digest.site.view import Frame
from reports.digest.view import Item
from reports.store import EditionRow, Store

UP = "../"
"""The way from a page in a folder of its own to the folder of the digests."""


def lasting(edition: EditionRow) -> EditionRow:
    """Return an edition without when it was last seen: what every crawl changes is no reason to write a page anew."""
    return replace(edition, last_seen=edition.first_seen, last_seen_real=edition.first_seen_real)


@dataclass(frozen=True)
class Desk:
    """Where the pages of one set of bodies are made."""

    store: Store
    facts: Facts
    words: Lexicon
    shelf: Shelf

    @cached_property
    def frame(self) -> Frame:
        """What every page bears."""
        facts = self.facts
        return Frame(self.words.lang, facts.office, facts.simulated, facts.demo)

    @cached_property
    def regions(self) -> Regions:
        """The regions of the bodies."""
        return Regions.of(self.facts)

    def put(self, name: str, template: str, source: object, view: Callable[[], object]) -> None:
        """Put a page in its place; `view` is asked for only when `source` says something new."""
        site = UP if "/" in name else ""

        def make() -> str:
            page = environment(self.words.lang).get_template(template)
            return page.render(p=view(), frame=self.frame, site=site, part=self._parts[site])

        self.shelf.put(name, (self.frame, source), make)

    @cached_property
    def _parts(self) -> Mapping[str, TemplateModule]:
        """The pieces that all pages share, by the way to the folder; made once, for that takes longer than a page."""
        template = environment(self.words.lang).get_template("parts.html.j2")
        return {site: template.make_module({"site": site}) for site in (UP, "")}

    def told(self, item: Item) -> Markup:
        """Return one finding as HTML, with links as they are right in a folder of the digests."""
        return Markup(self._parts[UP].finding(item))  # type: ignore[attr-defined]  # noqa: S704 - the template escapes
