"""The first look at an old site: earlier years are summed up by rule, and what is news is still told one by one."""

from dataclasses import replace
from datetime import date

import pytest

from checks.model import Level, Outcome
from reports.digest.compose import compose
from reports.digest.facts import Happening
from reports.digest.letter import write_letter
from reports.digest.parts.past import MOST_LISTED
from reports.digest.render import render_page
from reports.store.records import Cause, FindingEventKind
from tests.reports.digest_samples import BODY_YEARS, FINDINGS, facts, finding, row

OLD = [each for each in BODY_YEARS if each.year != 2025]


def flood(number):
    """Findings of earlier years: errors first, then some that need a person."""
    found = []
    for at in range(number):
        index = at % 3
        level, outcome = (Level.ERROR, Outcome.FAIL) if at % 4 else (Level.WARNING, Outcome.NEEDS_REVIEW)
        said = replace(finding("A102", level, f"第{at}处", index, 2024), outcome=outcome, key=str(at))
        found.append(row(1000 + at, said, None, date(2026, 1, 5)))
    return tuple(found)


def listed(digest):
    return [
        item.public_id for body in (*digest.bodies, *digest.reviews) for year in body.earlier for item in year.items
    ]


def test_a_few_findings_of_earlier_years_are_listed():
    digest = compose(facts(), "zh")
    assert digest.past is None


def test_a_flood_is_summed_up_and_nothing_is_lost_from_the_count():
    current = tuple(each for each in FINDINGS if each.year == 2025)
    digest = compose(facts(findings=(*current, *flood(MOST_LISTED + 1))), "zh")
    assert listed(digest) == []
    assert digest.past is not None
    assert (digest.past.number, digest.past.years) == (MOST_LISTED + 1, "2024")
    assert sum(line.number for line in digest.past.lines) == MOST_LISTED + 1
    assert [line.mark.code for line in digest.past.lines] == ["error", "needs_review"]
    assert {line.bodies for line in digest.past.lines} == {3}
    shown = {item.public_id for body in digest.bodies for year in body.current for item in year.items}
    assert shown == {
        each.public_id for each in current if each.finding.outcome is Outcome.FAIL and each.public_id in shown
    }
    assert shown


def test_what_is_news_about_an_earlier_year_is_told_one_by_one():
    rows = flood(MOST_LISTED + 2)
    new = rows[1]
    news = Happening(
        FindingEventKind.OPENED, Cause.CONTENT, new.finding, new.public_id, new.body_id, new.finding.body or "", 2024
    )
    digest = compose(facts(findings=rows, happenings=(news,)), "zh")
    assert listed(digest) == [new.public_id]
    assert digest.past is not None
    assert digest.past.number == MOST_LISTED + 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_and_letter_say_the_sum(lang):
    digest = compose(facts(findings=flood(MOST_LISTED + 1)), lang)
    letter = write_letter(digest, "digests/x.html")
    for text in (render_page(digest), letter.text, letter.html):
        assert "A102" in text
        assert str(MOST_LISTED + 1) in text
        assert "各机关、各规则的页面" in text or "the pages of bodies and rules" in text
