"""The headline: how many reports stand where, by year, and every body at a glance."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checks.model import Finding, Standing, State
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.names import body_page
from reports.digest.text import day
from reports.digest.view import Count, OverviewCell, OverviewRow, YearFigures
from reports.wording import FLAG

if TYPE_CHECKING:
    from reports.status import BodyYear

ORDER = (
    State.ON_TIME,
    State.LATE,
    State.MISSING,
    State.NOT_FOUND_SO_FAR,
    State.NOT_LOOKED,
    State.WITHDRAWN,
    State.UNDATED,
    State.PUBLISHED,
    State.NOT_FOUND,
    State.DUE,
    State.NOT_DUE,
)
"""The order in which an overseer asks."""

ALWAYS = (State.ON_TIME, State.LATE, State.MISSING, State.NOT_LOOKED)
"""States that are shown even when nobody is in them."""


def year_figures(facts: Facts, words: Lexicon) -> tuple[YearFigures, ...]:
    """Return the figures of every report year, newest first; every year shows the same states."""
    used = {each.state for each in facts.expected}.union(ALWAYS)
    shown = [state for state in ORDER if state in used]
    return tuple(_year(facts, words, year, shown) for year in facts.years)


def _year(facts: Facts, words: Lexicon, year: int, shown: list[State]) -> YearFigures:
    states = Counter(each.state for each in facts.expected if each.year == year)
    findings = [row.finding for row in facts.findings if row.year == year]
    return YearFigures(
        year=year,
        expected=states.total(),
        states=tuple(Count(words.state(state), states[state]) for state in shown),
        levels=words.levels(f for f in findings if is_statement(f)),
        review=sum(not is_statement(f) for f in findings),
    )


def lead(figures: tuple[YearFigures, ...], words: Lexicon) -> str:
    """Return the current year in one sentence."""
    if not figures:
        return words.say("lead_nobody")
    now = figures[0]
    states = words.join(
        (words.say("lead_state", word=c.mark.word, n=c.number) for c in now.states if c.number), "clause"
    )
    levels = words.join(words.say("lead_level", word=c.mark.word, n=c.number) for c in now.levels)
    key = "lead_findings" if levels else "lead_clean"
    review = words.say("lead_review", n=now.review) if now.review else ""
    findings = words.say(key, levels=levels, review=review)
    return words.say("lead", expected=now.expected, year=now.year, states=states, findings=findings)


def overview(
    facts: Facts, words: Lexicon, anchors: Mapping[str, str], years: Sequence[int] = ()
) -> tuple[OverviewRow, ...]:
    """Return every body with its years, by default all there are; `anchors` lead from a body's id to its findings."""
    shown = years or facts.years
    findings: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for row in facts.findings:
        findings[row.body_id, row.year].append(row.finding)
    by_body: dict[str, dict[int, BodyYear]] = defaultdict(dict)
    for each in facts.body_years:
        by_body[each.id][each.year] = each
    return tuple(
        OverviewRow(
            body=(one := next(iter(standings.values()))).body,
            kind=words.kind(one.kind),
            page=body_page(body_id),
            anchor=anchors.get(body_id),
            cells=tuple(_cell(standings.get(year), findings[body_id, year], words) for year in shown),
        )
        for body_id, standings in by_body.items()
    )


def _cell(each: "BodyYear | None", findings: list[Finding], words: Lexicon) -> OverviewCell | None:
    if each is None or each.state is State.NOT_EXPECTED:
        return None
    return OverviewCell(
        mark=words.state(each.state),
        when=when(each, words),
        levels=words.levels(f for f in findings if is_statement(f)),
        review=sum(not is_statement(f) for f in findings),
    )


def lateness(each: "BodyYear | Standing", words: Lexicon) -> tuple[str, ...]:
    """Return by how many days a report is late, and that this is not proven where it is not."""
    if each.state is not State.LATE:
        return ()
    days = words.say("days_late", n=each.days_late) if each.days_late else ""
    return (days, "" if each.certain else words.say("late_unproven"))


def when(each: "BodyYear", words: Lexicon) -> tuple[str, ...]:
    """Return the day a standing rests on, how late that is, and that a report was entered by hand."""
    by_hand = (FLAG.word("hand_entered", words.lang),) if "hand_entered" in each.flags else ()
    return (*_days(each, words), *by_hand)


def _days(each: "BodyYear", words: Lexicon) -> tuple[str, ...]:
    if each.published:
        return tuple(part for part in (day(each.published), *lateness(each, words)) if part)
    waiting = each.due and each.state in {State.DUE, State.NOT_DUE, State.MISSING, State.NOT_FOUND_SO_FAR}
    return (words.say("due_on", day=day(each.due)),) if waiting else ()
