"""The sentences of a report in which certain words stand, and how they are shown."""

from collections.abc import Iterable
from re import Match, Pattern

from checks.model import Evidence, Report
from checks.narrative.sentences import Sentence
from checks.subject import Subject

Hit = tuple[Sentence, Match[str]]

_AROUND = 10


def hits(subject: Subject, pattern: Pattern[str], *signs: str) -> tuple[Hit, ...]:
    """Return the sentences that a pattern finds something in; without any of the signs in the text none is tried."""
    text = subject.report.text
    if signs and not any(sign in text for sign in signs):
        return ()
    return tuple((sentence, match) for sentence in subject.sentences if (match := pattern.search(sentence.text)))


def shown(sentences: Iterable[Sentence]) -> tuple[Evidence, ...]:
    """Return sentences as evidence, each with the section it stands in."""
    return tuple(Evidence(sentence.place, sentence.text) for sentence in sentences)


def around(match: Match[str]) -> str:
    """Return what was found with a little of the text around it."""
    start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
    return match.string[start:end].strip()


def opening(report: Report) -> str:
    """Return the text before section one; the whole text where no section was found."""
    first = next(iter(report.sections.values()), None)
    return report.text if first is None else report.text[: max(report.text.find(first.heading), 0)]
