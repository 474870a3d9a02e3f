"""Rows that many reports of one year have and no form: perhaps the form was revised."""

from dataclasses import asdict

from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon


def new_rows(facts: Facts, words: Lexicon) -> tuple[str, ...]:
    """Return one sentence for each such row."""
    return tuple(words.say("new_row", **asdict(row)) for row in facts.new_rows)
