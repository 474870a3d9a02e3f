"""Who answers what the rules are asked: this process, workers where questions are many, this process where they die."""

import os

import pytest

from reports.asking import Asking, Question
from reports.facts import facts_of_source
from reports.ledger import evaluate
from reports.store import Store
from tests.reports.ledger_samples import COUNTY, FINANCE, TOWN, Desk, day, make_workspace, paper

FIRST, SECOND = day("2026-11-01"), day("2026-11-02")


@pytest.fixture
def office(tmp_path):
    return make_workspace(tmp_path / "office")


def crawled(store, office, review=3):
    """Three bodies with two years each; the newer report of the department has a wrong sum."""
    pages = {
        f"{n}{year}": paper(body, year, {"t4.review.total": review} if (body, year) == (FINANCE, 2025) else {})
        for n, body in enumerate((COUNTY, FINANCE, TOWN))
        for year in (2024, 2025)
    }
    Desk(store, office).crawl(FIRST, pages)


def questions(store, office):
    (source,) = office.registry.sources()
    facts = facts_of_source(store, office, source, as_of=SECOND)
    return [Question(each, None, (), frozenset(), ()) for each in facts if each.edition]


def test_workers_answer_as_this_process_does_and_in_order(office):
    with Store.open(office.database, write=True) as store:
        crawled(store, office)
        asked = questions(store, office)
        with Asking(store, office.database) as here, Asking(store, office.database, many=2) as mostly_there:
            expected = list(here.answers(asked))
            assert list(mostly_there.answers(asked)) == expected
            assert list(mostly_there.answers(asked)) == expected
    assert len(expected) == 6
    assert sum(finding.rule == "A104" and finding.reportable for each in expected for finding in each) == 1


def test_the_ledger_is_the_same_whoever_answers(tmp_path, monkeypatch):
    told = []
    for many in (0, 300):
        office = make_workspace(tmp_path / str(many))
        monkeypatch.setattr("reports.ledger.Asking", lambda store, path, many=many: Asking(store, path, many=many))
        with Store.open(office.database, write=True) as store:
            crawled(store, office)
            summary = evaluate(store, office, as_of=FIRST)
            rows = [
                (row.public_id, row.year, row.finding.outcome, row.finding.message, row.finding.cells)
                for row in store.open_findings()
            ]
            again = evaluate(store, office, as_of=FIRST)
        told.append((summary, rows, again))
    assert told[0] == told[1]
    assert told[0][0].opened >= 1
    assert (told[0][2].events, told[0][2].evaluated) == (0, 0)


class Deadly(Question):
    """A question that kills the process that answers it, unless that is the one that asked."""

    def answers(self, read):
        if os.getpid() != ASKER:
            os._exit(9)
        return super().answers(read)


ASKER = os.getpid()


def test_workers_that_die_leave_the_rest_to_this_process(office):
    with Store.open(office.database, write=True) as store:
        crawled(store, office)
        asked = questions(store, office)
        deadly = [Deadly(*(getattr(each, name) for name in Question.__slots__)) for each in asked]
        with Asking(store, office.database) as here, Asking(store, office.database, many=0) as there:
            assert list(there.answers(deadly)) == list(here.answers(asked))
