"""The health of the sources: when each was last looked at to acceptance, and what stands in the way."""

from reports.digest.facts import Facts, SourceFacts
from reports.digest.lexicon import Lexicon
from reports.digest.text import minute
from reports.digest.view import SourceLine

_ORDER = ("blocked", "rejected", "never", "accepted")
"""Trouble first."""


def sources(facts: Facts, words: Lexicon) -> tuple[SourceLine, ...]:
    """Return one line a source, those in trouble first."""
    in_order = sorted(facts.sources, key=lambda source: _ORDER.index(source.health.state))
    return tuple(_line(source, words) for source in in_order)


def _line(source: SourceFacts, words: Lexicon) -> SourceLine:
    health = source.health
    column = words.say("column_found", url=health.column) if health.column else ""
    return SourceLine(
        name=words.join((health.site, column)),
        bodies=source.body_names,
        mark=words.source_state(health.state),
        last_accepted=minute(health.last_accepted),
        last_run=minute(health.last_run),
        failures=health.failures,
        reason=health.said(words.lang),
    )
