"""One message with everything there is to tell: a subject, lines grouped by kind, plain text and HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from checks.words import Words
from config.recipients import Lang
from reports.alerts import phrases
from reports.alerts.signals import Signal
from reports.digest.environment import environment
from reports.digest.lexicon import Lexicon
from reports.digest.text import day, minute, shown
from reports.status import BodyYear
from reports.wording import JOB

_MOST_PROOFS = 2


@dataclass(frozen=True, slots=True)
class AlertLetter:
    """A message before it is addressed; `subject` is one line."""

    subject: str
    text: str
    html: str


def write_alert(
    signals: Iterable[Signal], lang: Lang, *, office: str, as_of: datetime, simulated: bool, operator: bool
) -> AlertLetter:
    """Return the message that tells some signals.

    Args:
        signals: at least one.
        lang: of the message.
        office: its heading.
        as_of: the day spoken of.
        simulated: whether the subject must say that the days are set.
        operator: whether it is for the people who run duban.
    """
    groups = [(kind, [each for each in signals if each.kind == kind]) for kind in phrases.KINDS]
    told = [(kind, found) for kind, found in groups if found]
    subject = (phrases.OPERATOR_SUBJECT if operator else phrases.SUBJECT).fill(
        lang,
        {
            "mark": phrases.SIMULATED if simulated else "",
            "as_of": day(as_of),
            "what": Lexicon(lang).join(
                phrases.COUNT.fill(lang, {"word": phrases.KINDS[kind], "n": len(found)}) for kind, found in told
            ),
        },
    )
    values = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "office": office,
        "subject": subject,
        "blocks": [
            (phrases.KINDS[kind].in_language(lang), [_lines(each, lang) for each in found]) for kind, found in told
        ],
        "footer": (phrases.OPERATOR_FOOTER if operator else phrases.FOOTER).in_language(lang),
    }
    templates = environment(lang, "reports.alerts")
    return AlertLetter(
        subject=shown(subject),
        text=templates.get_template("alert.txt.j2").render(values),
        html=templates.get_template("alert.html.j2").render(values),
    )


def _lines(signal: Signal, lang: Lang) -> list[str]:
    """The sentence of a signal, its address, and the findings that prove it."""
    lines = [phrases.LINES[signal.kind].fill(lang, _values(signal, lang))]
    lines.extend(_address(signal))
    words = Lexicon(lang)
    lines.extend(
        phrases.PROOF.fill(lang, {"message": words.message(row.finding), "rule": row.finding.rule, "id": row.public_id})
        for row in signal.findings[:_MOST_PROOFS]
    )
    return lines


def _values(signal: Signal, lang: Lang) -> dict[str, object]:
    if signal.body_year:
        return _values_of_body(signal.body_year)
    if source := signal.source:
        return {
            "site": source.column or source.site,
            "failures": source.failures,
            "accepted": minute(source.last_accepted) or phrases.NEVER,
            "reason": source.said(lang),
        }
    if signal.job:
        return {"job": Words(JOB.word(signal.job, "zh"), JOB.word(signal.job, "en"))}
    message = signal.message
    return {"number": message.id, "recipient": message.recipient, "error": message.error or ""} if message else {}


def _values_of_body(row: BodyYear) -> dict[str, object]:
    return {
        "body": row.body,
        "year": row.year,
        "due": day(row.due),
        "as_of": day(row.as_of),
        "first_seen": day(row.first_seen),
        "published": day(row.published),
        "days": row.days_late or 0,
        "state": Words(Lexicon("zh").state(row.state).word, Lexicon("en").state(row.state).word),
    }


def _address(signal: Signal) -> list[str]:
    addresses = [piece.url for row in signal.findings for piece in row.finding.evidence if piece.url]
    return addresses[:1]
