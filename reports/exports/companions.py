"""What exports give to digests: the workbook that travels with a message, the feed beside a page."""

from pathlib import Path

from config.settings import Lang
from reports.digest import Companions
from reports.digest.facts import Facts
from reports.digest.text import day
from reports.exports.feed import FOLDER as FEEDS
from reports.exports.feed import feed, feed_name
from reports.exports.ledger import ledger
from reports.exports.phrases import tell
from reports.exports.selection import Selection
from reports.mail import Enclosure, write_whole
from reports.store import Store

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def companions() -> Companions:
    """Return what goes with the digests of a workspace."""
    return Companions(enclosed=_workbook, beside=_feed)


def _workbook(store: Store, facts: Facts, lang: Lang) -> tuple[Enclosure, ...]:
    """The workbook of what a reader oversees; one without a finding has nothing to decide on and is left out."""
    if not facts.findings:
        return ()
    name = tell(lang, "workbook_name", day=day(facts.as_of))
    return (Enclosure(name, _XLSX, ledger(Selection.over(facts, store, lang))),)


def _feed(store: Store, facts: Facts, lang: Lang, folder: Path) -> None:
    write_whole(folder / FEEDS / feed_name(""), feed(Selection.over(facts, store, lang)))
