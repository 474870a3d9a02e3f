"""The sheets of the workbook as plain tables of values; nothing is laid out here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checks.model import Finding
from checks.words import LANGUAGES
from config.settings import Lang
from reports.digest.lexicon import is_statement
from reports.digest.parts.figures import lateness
from reports.digest.parts.gaps import doubts, gaps, unanswered
from reports.exports.ledger.choices import CHOICES, Choice
from reports.exports.ledger.columns import COLUMNS, Column, Line, Value
from reports.exports.phrases import PHRASES, tell
from reports.exports.selection import Selection
from reports.status import BodyYear
from reports.wording import DUE_SOURCE, FLAG, KIND, READING, SOURCE_STATE, STATE


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        name: on the tab.
        title: above the table.
        intro: a sentence below the title.
        headings, widths: of the columns, widths in characters.
        rows: the values.
        columns: those of the ledger, for a sheet of findings; empty for others.
    """

    name: str
    title: str
    intro: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Value, ...], ...]
    columns: tuple[Column, ...] = ()


def sheets(selection: Selection) -> tuple[Sheet, ...]:
    """Return the sheets in their order: faults, for a person, standings, not judged, how to use."""
    return (
        _findings(selection, "faults", is_statement),
        _findings(selection, "reviews", lambda finding: not is_statement(finding)),
        _standings(selection),
        _unjudged(selection),
        _manual(selection.lang),
    )


def _findings(selection: Selection, key: str, chosen: Callable[[Finding], bool]) -> Sheet:
    rows = [row for row in selection.held if chosen(row.finding)]
    lines = (Line(number, row, selection) for number, row in enumerate(rows, start=1))
    return Sheet(
        name=tell(selection.lang, f"{key}_tab"),
        title=tell(selection.lang, f"{key}_title"),
        intro=tell(selection.lang, f"{key}_intro"),
        headings=tuple(column.heading.in_language(selection.lang) for column in COLUMNS),
        widths=tuple(column.width for column in COLUMNS),
        rows=tuple(tuple(column.value(line) if column.value else None for column in COLUMNS) for line in lines),
        columns=COLUMNS,
    )


def _plain(lang: Lang, key: str, widths: Sequence[float], rows: Sequence[tuple[Value, ...]]) -> Sheet:
    """A sheet whose headings are one phrase, separated by bars."""
    headings = tuple(tell(lang, f"{key}_head").split("|"))
    return Sheet(
        tell(lang, f"{key}_tab"),
        tell(lang, f"{key}_title"),
        tell(lang, f"{key}_intro"),
        headings,
        tuple(widths),
        tuple(rows),
    )


_STANDING_WIDTHS = (18, 8, 7, 12, 12, 14, 12, 18, 11, 14, 7, 7, 7, 8, 9, 24)


def _standings(selection: Selection) -> Sheet:
    rows = [_standing(each, selection) for each in selection.facts.body_years]
    return _plain(selection.lang, "standing", _STANDING_WIDTHS, rows)


def _standing(each: BodyYear, selection: Selection) -> tuple[Value, ...]:
    lang, words, counts = selection.lang, selection.words, each.findings
    return (
        each.body,
        KIND.word(each.kind, lang),
        each.year,
        STATE.word(each.state, lang),
        each.due,
        DUE_SOURCE.word(each.due_source, lang) if each.due_source else "",
        each.published,
        words.join(lateness(each, words), "semicolon"),
        READING.word(each.reading, lang),
        SOURCE_STATE.word(each.source.state, lang),
        *(counts.get(level, 0) for level in ("error", "warning", "hint", "needs_review", "not_evaluated")),
        words.join(FLAG.word(flag, lang) for flag in each.flags if flag != "simulated"),
    )


_UNJUDGED_WIDTHS = (20, 34, 18, 14, 70)


def _unjudged(selection: Selection) -> Sheet:
    facts, words, lang = selection.facts, selection.words, selection.lang
    rows: list[tuple[Value, ...]] = [
        (tell(lang, "gap_report"), gap.body, gap.years, gap.mark.word, gap.reason) for gap in gaps(facts, words)
    ]
    rows += [(tell(lang, "gap_page"), doubt.title, "", doubt.address, doubt.reason) for doubt in doubts(facts)]
    rows += [
        (tell(lang, "gap_rule"), f"{each.rule} {each.rule_name}", "", each.number, each.reason)
        for each in unanswered(facts, words)
    ]
    return _plain(lang, "unjudged", _UNJUDGED_WIDTHS, rows)


def _manual(lang: Lang) -> Sheet:
    steps = [key for key in PHRASES if key.startswith("manual_step_")]
    rows: list[tuple[Value, ...]] = [(n, tell(lang, key)) for n, key in enumerate(steps, start=1)]
    rows += [(CHOICES.word(choice, lang), CHOICES.meaning(choice, lang)) for choice in Choice]
    return _plain(lang, "manual", (18, 110), rows)


HEADINGS = {column.heading.in_language(lang): column.id for column in COLUMNS for lang in LANGUAGES}
"""Which column a heading names, in either language."""
