"""From the facts of the ledger to everything a digest says in one language."""

from dataclasses import replace

from config.settings import Lang
from reports.digest.facts import Facts
from reports.digest.lexicon import Lexicon
from reports.digest.parts import bodies, decisions, gaps, revisions
from reports.digest.parts.applications import applications
from reports.digest.parts.brief import summed
from reports.digest.parts.chart import chart
from reports.digest.parts.coverage import coverage, meanings, rule_lines
from reports.digest.parts.deadlines import deadlines
from reports.digest.parts.faults import family_chart, faults
from reports.digest.parts.figures import lead, overview, year_figures
from reports.digest.parts.jobs import jobs
from reports.digest.parts.new_rows import new_rows
from reports.digest.parts.news import news
from reports.digest.parts.past import past, without_past
from reports.digest.parts.sources import sources
from reports.digest.text import day
from reports.digest.view import Digest


def compose(facts: Facts, lang: Lang, *, brief: bool = False) -> Digest:
    """Return the digest of some facts in a language; a brief one sums up what stands on pages of their own."""
    words = Lexicon(lang)
    figures = year_figures(facts, words)
    listed, past_rows = without_past(facts)
    drawn = replace(listed, findings=()) if brief else listed
    stated, to_review = bodies.statements(drawn, words), bodies.reviews(drawn, words)
    anchors = _anchors(facts, {body.anchor for body in (*to_review, *stated)})
    digest = Digest(
        lang=lang,
        office=facts.office,
        as_of=day(facts.as_of),
        simulated=facts.simulated,
        demo=facts.demo,
        audience=facts.audience,
        lead=lead(figures, words),
        year=facts.year,
        figures=figures,
        chart=chart(facts, words),
        overview_years=facts.years,
        overview=overview(facts, words, anchors),
        news=news(facts, words),
        deadlines=deadlines(facts, words),
        urgent=bodies.urgent(facts, words),
        bodies=stated,
        revisions=revisions.revisions(facts, words),
        clean=bodies.clean(facts),
        gaps=gaps.gaps(facts, words),
        doubts=gaps.doubts(facts),
        reviews=to_review,
        unanswered=gaps.unanswered(facts, words),
        sources=sources(facts, words),
        coverage=coverage(facts, words),
        rules=rule_lines(facts, words),
        meanings=(),
        past=past(facts, past_rows, words),
        families=family_chart(facts, words),
        applications=applications(facts, facts.office, words),
        faults=faults(facts, words),
        waived=decisions.waived(facts, words),
        idle=decisions.idle(facts, words),
        jobs=jobs(facts, words),
        new_rows=new_rows(facts, words),
    )
    told = replace(digest, meanings=meanings(digest, words))
    return summed(told, facts, words) if brief else told


def _anchors(facts: Facts, drawn: set[str]) -> dict[str, str]:
    """Where on the page a body's findings begin: among the statements, else among what needs a person."""
    ids = {each.id for each in facts.body_years}
    places = ((body_id, bodies.body_anchor(body_id, part)) for body_id in ids for part in ("r", "b"))
    return {body_id: anchor for body_id, anchor in places if anchor in drawn}
