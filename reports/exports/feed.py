"""The news of findings as an Atom feed (RFC 4287): each finding one entry, which changes as the finding does."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from checks.model import Finding, Outcome
from config.settings import duban_version
from reports.digest.parts.news import end_of
from reports.digest.text import shorten
from reports.evidence.warc import uri, utc
from reports.exports.naming import file_stem
from reports.exports.phrases import tell
from reports.exports.safety import shown
from reports.exports.selection import Selection
from reports.store import FindingEvent, FindingEventKind, FindingRow
from reports.wording import FAMILY, LEVEL, OUTCOME

FOLDER = "feeds"
"""The folder inside `digests/` in which feeds are kept."""

MOST_ENTRIES = 200
"""Entries of a feed, newest first; a reader that asks once a day misses none in a season of hundreds of bodies."""

_ATOM = "http://www.w3.org/2005/Atom"
_LONGEST_TITLE = 120


def feed_name(subject: str) -> str:
    """Return the name of the file for a body or subtree; empty means everybody."""
    return f"{file_stem(subject) if subject else 'all'}.xml"


def feed(selection: Selection) -> bytes:
    """Return the feed of a selection; the same ledger gives the same bytes."""
    return etree.tostring(_Feed(selection).element(), xml_declaration=True, encoding="utf-8", pretty_print=True)


@dataclass(frozen=True, slots=True)
class _News:
    """A finding and what happened to it last."""

    row: FindingRow
    event: FindingEvent

    @property
    def order(self) -> tuple[float, int, str]:
        """Newest first, among those of one instant the gravest first."""
        return -self.event.at.timestamp(), self.row.finding.level.rank, self.row.public_id


@dataclass(frozen=True, slots=True)
class _Feed:
    selection: Selection

    def element(self) -> etree._Element:
        news = self._news()
        subject, office = self.selection.subject, shown(self.selection.facts.office)
        root = etree.Element(_tag("feed"), nsmap={None: _ATOM})
        root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN" if self.selection.lang == "zh" else "en")
        scope = "|".join((office, subject, str(self.selection.scope.year or ""), self.selection.lang))
        _add(root, "id", _urn(f"duban feed {scope}"))
        _add(root, "title", self._title(office))
        if warning := self._warning():
            _add(root, "subtitle", warning)
        _add(root, "updated", utc(max((each.event.at for each in news), default=self.selection.made)))
        _add(_add(root, "author"), "name", office)
        _add(root, "generator", "duban", version=duban_version())
        _add(root, "link", rel="self", href=uri(feed_name(subject)), type="application/atom+xml")
        for each in news[:MOST_ENTRIES]:
            self._entry(root, each)
        return root

    def _title(self, office: str) -> str:
        lang, subject = self.selection.lang, shown(self.selection.subject)
        title = tell(lang, "feed_title", office=office)
        return tell(lang, "feed_subject", title=title, subject=subject) if subject else title

    def _warning(self) -> str:
        facts = self.selection.facts
        key = "demo" if facts.demo else "simulated" if facts.simulated else ""
        return tell(self.selection.lang, key) if key else ""

    def _news(self) -> list[_News]:
        return sorted(self._rows(), key=lambda each: each.order)

    def _rows(self) -> Iterator[_News]:
        store, events = self.selection.store, self.selection.newest_events
        for each in self.selection.facts.body_years:
            for row in store.findings_of(each.id, each.year):
                if row.id in events:
                    yield _News(row, events[row.id])

    def _entry(self, root: etree._Element, news: _News) -> None:
        lang, row = self.selection.lang, news.row
        finding = row.finding
        entry = _add(root, "entry")
        _add(entry, "id", _urn(f"duban finding {row.public_id}"))
        _add(entry, "title", shorten(shown(self._headline(news)), _LONGEST_TITLE))
        _add(entry, "updated", utc(news.event.at))
        _add(entry, "published", utc(row.first_seen))
        for term, scheme, label in (
            (finding.level, "level", LEVEL.word(finding.level, lang)),
            (finding.family, "family", FAMILY.word(finding.family, lang)),
            (finding.rule, "rule", finding.rule),
        ):
            _add(entry, "category", term=str(term), scheme=_urn(f"duban {scheme}"), label=label)
        if address := self._address(row):
            _add(entry, "link", rel="via", href=address)
        _add(entry, "content", self._content(news), type="text")

    def _headline(self, news: _News) -> str:
        lang, finding = self.selection.lang, news.row.finding
        mark = tell(lang, "feed_mark", word=self._mark(news.event, finding))
        said = self.selection.words.message(finding)
        return tell(lang, "feed_entry", mark=mark, body=finding.body or "", year=news.row.year, said=said)

    def _mark(self, event: FindingEvent, finding: Finding) -> str:
        lang = self.selection.lang
        if event.kind is FindingEventKind.RESOLVED:
            return self.selection.words.say(end_of(event.cause))
        if finding.outcome is Outcome.NEEDS_REVIEW:
            return OUTCOME.word(finding.outcome, lang)
        return LEVEL.word(finding.level, lang)

    def _content(self, news: _News) -> str:
        lang, finding = self.selection.lang, news.row.finding
        message = shown(self.selection.words.message(finding))
        gone = news.event.kind is FindingEventKind.RESOLVED
        lines = [tell(lang, "feed_now_gone", message=message) if gone else message]
        if finding.reason and finding.outcome is Outcome.NEEDS_REVIEW:
            lines.append(tell(lang, "feed_reason", reason=shown(finding.reason)))
        if finding.law:
            lines.append(tell(lang, "feed_law", law=finding.law))
        lines.append(tell(lang, "feed_proof", id=news.row.public_id))
        return "\n".join(lines)

    def _address(self, row: FindingRow) -> str:
        edition = self.selection.edition_of(row)
        quoted = (evidence.url for evidence in row.finding.evidence if evidence.url)
        address = edition.url if edition else next(quoted, "")
        return uri(address) if _is_web(address) else ""


def _is_web(address: str) -> bool:
    """Whether an address may be linked: another scheme could run a script."""
    try:
        return urlsplit(address).scheme in {"http", "https"}
    except ValueError:
        return False


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name), attributes)
    element.text = text or None
    return element


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn
