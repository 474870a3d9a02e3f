"""Bringing the pages beside a digest up to date."""

from importlib.resources import files
from pathlib import Path

from config.settings import Lang
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.names import STYLE
from reports.digest.site.bodies import put_bodies
from reports.digest.site.desk import Desk
from reports.digest.site.evidence import put_resolved
from reports.digest.site.regions import put_index, put_regions
from reports.digest.site.rules import put_rules
from reports.digest.site.shelf import Shelf
from reports.store import Store


def write_site(store: Store, facts: Facts, folder: Path, lang: Lang) -> None:
    """Write the pages of the bodies of some facts into a folder; the same ledger gives the same bytes.

    Nothing of other bodies is on them: facts narrowed to one office give the pages of that office.

    Args:
        store: open to read.
        facts: what is known of the bodies.
        folder: of the digests; files there that duban did not write are left alone.
        lang: of the pages.

    Raises:
        OSError: the folder cannot be written to.
    """
    with Shelf(folder) as shelf:
        desk = Desk(store, facts, Lexicon(lang), shelf)
        style = files("reports.digest").joinpath("templates/digest.css").read_text(encoding="utf-8")
        shelf.put(STYLE, style, lambda: style)
        put_rules(desk)
        put_bodies(desk)
        put_resolved(desk, shelf.before - shelf.put_now)
        put_regions(desk)
        put_index(desk)
