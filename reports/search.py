"""Looking for words in reports and findings, also for words of two characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checks.words import Language
from config.errors import UserError
from reports.store import FoundFinding, FoundReport, Store
from reports.store.bigrams import query_of, without_gaps

_AROUND = 30
"""Characters shown on each side of a word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A report or a finding that has all the words, with the place of the first of them in what it says."""

    found: FoundReport | FoundFinding
    excerpt: str

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the object that `duban search --json` prints."""
        found = self.found
        common = {"body": found.body, "year": found.year, "excerpt": self.excerpt}
        if isinstance(found, FoundReport):
            told = {"title": found.title, "url": found.url, "current": found.current}
            return {"kind": "report", **common, **told}
        told = {"id": found.public_id, "rule": found.rule, "level": found.level, "outcome": found.outcome}
        return {"kind": "finding", **common, **told, "message": message(found, language), "open": found.open}


def search(
    store: Store, words: Sequence[str], *, until: datetime, most: int = 20, language: Language = "zh"
) -> tuple[Hit, ...]:
    """Return the findings and then the reports of up to an instant that have all of some words, the best first.

    Args:
        store: the ledger.
        words: what is looked for.
        until: the instant.
        most: how many findings, and how many reports, at most.
        language: of the messages that are shown.

    Raises:
        UserError: there is no letter, figure or character among the words.
    """
    wanted = [part for word in words for part in word.split()]
    if not query_of(wanted):
        raise UserError(f"nothing to look for in {' '.join(words)!r}: write one word or several")
    findings = store.find_findings(wanted, until=until, most=most)
    reports = store.find_reports(wanted, until=until, most=most)
    return (
        *(Hit(each, _excerpt(message(each, language), wanted)) for each in findings),
        *(Hit(each, _excerpt(each.text, wanted)) for each in reports),
    )


def message(found: FoundFinding, language: Language) -> str:
    """Return what a finding says, in Chinese where there is no English."""
    return (found.message_en if language == "en" else "") or found.message


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Return the surroundings of the first word that stands in a text, else its beginning."""
    told = without_gaps(" ".join(text.split()))
    at = next((place for word in words if (place := told.lower().find(word.lower())) >= 0), 0)
    begin, end = max(at - _AROUND, 0), at + 2 * _AROUND
    return "…" * (begin > 0) + told[begin:end] + "…" * (end < len(told))
