"""A page that sums up: with many bodies the details stand on pages of their own, and a list that is cut says so."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from checks.model import Finding, State
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon, is_statement
from reports.digest.names import body_page, evidence_page
from reports.digest.parts.figures import when
from reports.digest.parts.regions import Regions, region_lines
from reports.digest.view import BodyLine, Change, Deadline, Digest, SourceLine

ROOM = 600_000
"""Bytes of findings and of the overview of all bodies that one page may hold; above them it sums up."""

A_FINDING, A_CELL = 3_000, 180
"""Bytes that a finding with its redrawn table, and a cell of the overview, take on a page."""

MOST_LISTED = 100
"""Entries of every part that a page which sums up still lists."""

_CUT = ("urgent", "revisions", "gaps", "doubts", "unanswered", "body_lines", "regions")


def too_large(facts: Facts) -> bool:
    """Whether one page with everything would be too large to open on a telephone and to print."""
    return len(facts.findings) * A_FINDING + len(facts.body_years) * A_CELL > ROOM


def summed(digest: Digest, facts: Facts, words: Lexicon) -> Digest:
    """Return a digest that sums up: bodies in figures and by region, every list cut, with what is left out counted."""
    regions = Regions.of(facts)
    revised = {each.anchor for each in digest.revisions[:MOST_LISTED]}
    whole = replace(
        digest,
        brief=True,
        overview=(),
        bodies=(),
        reviews=(),
        clean=(),
        past=None,
        body_lines=body_lines(facts, words),
        regions=tuple(region_lines(facts, regions, regions.codes, words)),
        sources=tuple(line for line in digest.sources if line.mark.code != "accepted"),
    )
    more = {part: len(getattr(whole, part)) - MOST_LISTED for part in _CUT}
    cut: dict[str, Any] = {part: getattr(whole, part)[:MOST_LISTED] for part in _CUT}
    more["news"] = len(digest.news.changes) - MOST_LISTED
    more["sources"] = len(digest.sources) - min(len(whole.sources), MOST_LISTED)
    return replace(
        whole,
        urgent=tuple(_linked(change, revised) for change in cut.pop("urgent")),
        news=replace(
            digest.news, changes=tuple(_linked(change, revised) for change in digest.news.changes[:MOST_LISTED])
        ),
        deadlines=tuple(_shortened(line) for line in digest.deadlines),
        sources=tuple(_source(line) for line in whole.sources[:MOST_LISTED]),
        more={part: number for part, number in more.items() if number > 0},
        **cut,
    )


def body_lines(facts: Facts, words: Lexicon) -> tuple[BodyLine, ...]:
    """Return the bodies with something to tell about the current year, the gravest first."""
    now: dict[str, list[Finding]] = defaultdict(list)
    earlier: dict[str, int] = defaultdict(int)
    for row in facts.findings:
        if row.year == facts.year:
            now[row.body_id].append(row.finding)
        else:
            earlier[row.body_id] += 1
    lines = [
        BodyLine(
            body=each.body,
            kind=words.kind(each.kind),
            page=body_page(each.id),
            mark=words.state(each.state),
            when=when(each, words),
            levels=words.levels(f for f in now[each.id] if is_statement(f)),
            review=sum(not is_statement(f) for f in now[each.id]),
            earlier=earlier[each.id],
        )
        for each in facts.expected
        if each.year == facts.year and (now[each.id] or each.state in _TROUBLE)
    ]
    return tuple(sorted(lines, key=_gravity))


_TROUBLE = (State.MISSING, State.WITHDRAWN, State.LATE, State.NOT_FOUND_SO_FAR)


def _gravity(line: BodyLine) -> tuple[int, ...]:
    code = line.mark.code if line.mark else ""
    place = _TROUBLE.index(State(code)) if code in _TROUBLE else len(_TROUBLE)
    numbers = {count.mark.code: count.number for count in line.levels}
    return (place, *(-numbers.get(level, 0) for level in ("error", "warning", "hint")), -line.review)


def _linked(change: Change, revised: set[str]) -> Change:
    """A change with a link that leads somewhere: to the page of a finding, to a revision that is listed."""
    anchor = change.anchor or ""
    page = evidence_page(anchor.removeprefix("f-")) if anchor.startswith("f-") else ""
    return replace(change, anchor=anchor if anchor in revised else None, page=page)


def _shortened(line: Deadline) -> Deadline:
    return replace(line, waiting=line.waiting[:MOST_LISTED], more=max(len(line.waiting) - MOST_LISTED, 0))


def _source(line: SourceLine) -> SourceLine:
    return replace(line, bodies=line.bodies[:10], more=max(len(line.bodies) - 10, 0))
