"""The protocol: one page that tells what each piece of evidence is, and needs nothing else to be read."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader

from config.settings import Lang
from reports.digest.environment import environment
from reports.digest.text import minute
from reports.evidence.gather import Page, Part
from reports.evidence.phrases import tell
from reports.evidence.view import Line, PageLines, Protocol
from reports.store import TOLERATED, CaptureRow, Exchange, FindingEvent
from reports.wording import VISIT

_HEADINGS = {Part.ABSENCE: "absence_page"}


def render(protocol: Protocol) -> str:
    """Return the protocol as one HTML document."""
    template = _environment(protocol.lang).get_template("protocol.html.j2")
    return template.render(p=protocol, tell=partial(tell, protocol.lang))


def page_lines(page: Page, size: int | None, lang: Lang) -> PageLines:
    """Return what there is to say of a visit.

    Args:
        page: the visit and its part.
        size: of its payload in bytes; None where the archive has lost it.
        lang: of the words.
    """
    heading = tell(lang, _HEADINGS.get(page.part, page.part.value))
    lines = tuple(Line(tell(lang, key), value) for key, value in _of_visit(page.exchange, size, lang) if value)
    return PageLines(heading, "", lines)


def file_lines(capture: CaptureRow, size: int | None, lang: Lang) -> PageLines:
    """Return what there is to say of a file that a person entered, as `page_lines` does."""
    facts = (
        ("address", capture.url),
        ("who", capture.who or ""),
        ("saved", minute(capture.seen)),
        ("entered", minute(capture.seen_real)),
        ("size", tell(lang, "lost") if size is None else str(size)),
        ("fingerprint", capture.sha256),
    )
    lines = tuple(Line(tell(lang, key), value) for key, value in facts if value)
    return PageLines(tell(lang, "file_by_hand"), tell(lang, "by_hand"), lines)


def life(events: Sequence[FindingEvent], lang: Lang) -> tuple[Line, ...]:
    """Return what became of a finding, with the real time of each event."""
    return tuple(Line(minute(event.at_real), tell(lang, event.kind.value)) for event in events)


def _of_visit(exchange: Exchange, size: int | None, lang: Lang) -> Iterator[tuple[str, str]]:
    visit = exchange.visit
    outcome = VISIT.word(visit.outcome, lang)
    yield "address", visit.url if exchange.method == "GET" else f"{exchange.method} {visit.url}"
    yield "leads_to", visit.final_url if visit.final_url != visit.url else ""
    yield "asked", tell(lang, "asked_value", begun=minute(visit.started_at), ended=minute(visit.finished_at))
    answered = tell(lang, "answer_value", status=visit.status, outcome=outcome)
    yield "answer", tell(lang, "no_answer", outcome=outcome) if visit.status is None else answered
    yield "remark", (visit.error or "").split(TOLERATED)[0].rstrip("; ")
    yield "certificate", _certificate(exchange, lang)
    yield "shown", exchange.visit.certificate or ""
    yield "type", exchange.headers.get("content-type", "")
    if visit.sha256:
        yield "size", tell(lang, "lost") if size is None else str(size)
    yield "fingerprint", visit.sha256 or tell(lang, "nothing")
    yield "via", exchange.referrer or ""
    yield "link", exchange.title or ""
    yield "list_date", exchange.list_date or ""


def _certificate(exchange: Exchange, lang: Lang) -> str:
    _, found, wrong = (exchange.visit.error or "").partition(TOLERATED)
    if found:
        return tell(lang, "certificate_bad", what=wrong)
    if urlsplit(exchange.visit.url).scheme != "https":
        return tell(lang, "certificate_plain")
    return tell(lang, "certificate_good") if exchange.visit.status is not None else ""


@cache
def _environment(lang: Lang) -> Environment:
    """The environment of digests, whose pieces the page uses, with the template of the protocol before theirs."""
    loaders = [PackageLoader(package) for package in ("reports.evidence", "reports.digest")]
    return environment(lang).overlay(loader=ChoiceLoader(loaders))
