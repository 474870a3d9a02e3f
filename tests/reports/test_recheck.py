"""After an update the archive is read and judged anew: shown first, recorded when asked, held against nobody."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from checks import engine
from checks.model import Outcome
from config.errors import UserError
from config.workspace import Workspace
from reports import content, intake
from reports.ledger import evaluate
from reports.recheck import recheck
from reports.store import CaptureState, Cause, FindingEventKind, Store
from tests.reports.ledger_samples import FINANCE, TOWN, Desk, day, make_workspace, paper, read_paper
from tests.reports.test_ledger import dump

D1, D2 = day("2025-01-10"), day("2025-01-20")
REVIEW = {"t4.review.total": 3}
OPENED, CHANGED, RESOLVED = FindingEventKind.OPENED, FindingEventKind.CHANGED, FindingEventKind.RESOLVED


def report(cells=None, body=FINANCE, **more):
    return paper(body, 2024, cells, date="2025-01-09", **more)


@pytest.fixture
def workspace(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        for as_of in (D1, D2):
            Desk(store, workspace).crawl(as_of, {"1": report(REVIEW), "2": report(body=TOWN)})
            evaluate(store, workspace, as_of=as_of)
    return workspace


def rechecked(workspace, read=read_paper, *, record=False, as_of=None):
    with ThreadPoolExecutor(1) as executor:
        return recheck(workspace, record=record, as_of=as_of, executor=executor, read=read)


@pytest.fixture
def another_reader(monkeypatch):
    """An update of duban whose reader has another version."""
    for module in (content, intake):
        monkeypatch.setattr(module, "reader_version", lambda: "another")


def seeing_more(data, *, source, hints):
    """A reader that reads 0 where the one before read 3."""
    said = json.loads(data)
    return read_paper(json.dumps({**said, "cells": {}}).encode(), source=source, hints=hints)


def failing(data, *, source, hints):
    raise RuntimeError("a parser gave up")


def sums(found):
    return [(each.kind, each.cause) for each in found.differences if each.finding.rule == "A104"]


def everything(workspace):
    """Everything recorded; that a judgement was made anew is told by its day alone."""
    with Store.open(workspace.database) as store:
        tables = dump(store)
    return {**tables, "evaluations": [{**row, "at": None} for row in tables["evaluations"]]}


def test_the_same_reader_and_rules_change_nothing(workspace):
    before = everything(workspace)
    for record in (False, True):
        found = rechecked(workspace, record=record)
        assert (found.read, found.new_editions, found.differences, found.as_of) == (0, 0, (), D2)
        assert everything(workspace) == before


def test_another_reading_is_shown_before_it_is_recorded_and_is_nobody_elses_doing(workspace, another_reader):
    before = everything(workspace)
    shown = rechecked(workspace, seeing_more)
    assert everything(workspace) == before
    assert (shown.read >= 2, shown.new_editions, sums(shown)) == (True, 1, [(RESOLVED, Cause.READING)])
    recorded = rechecked(workspace, seeing_more, record=True)
    assert recorded == shown
    again = rechecked(workspace, seeing_more, record=True)
    assert (again.read, again.differences) == (0, ())
    with Store.open(workspace.database) as store:
        edition = store.current_edition("fin", 2024)
        assert (edition.first_seen, edition.last_seen, edition.reader) == (D1, D2, "another")
        assert {s.edition_id for s in store.sightings("fin")} == {edition.id}
        assert len(store.editions("fin", 2024)) == 2


def test_the_same_content_in_the_next_crawl_is_no_change_of_the_page_after_an_update(workspace, another_reader):
    rechecked(workspace, seeing_more, record=True)
    with Store.open(workspace.database, write=True) as store:
        events = store.last_event()
        desk = Desk(store, workspace)
        desk.visit(D2, {"1": report(REVIEW), "2": report(body=TOWN)})
        with ThreadPoolExecutor(1) as executor:
            intake.ingest(store, workspace, as_of=D2, executor=executor, read=seeing_more)
        evaluate(store, workspace, as_of=D2)
        assert store.last_event() == events


def test_without_a_recheck_the_next_visit_reads_the_page_anew_and_tells_it_apart_from_a_mended_report(
    workspace, another_reader
):
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).visit(D2, {"1": report(REVIEW), "2": report(body=TOWN)})
        with ThreadPoolExecutor(1) as executor:
            intake.ingest(store, workspace, as_of=D2, executor=executor, read=seeing_more)
        evaluate(store, workspace, as_of=D2)
        (row,) = [row for row in store.findings_of("fin", 2024) if row.finding.rule == "A104"]
        event = store.finding_history(row.id)[-1]
    assert (event.kind, event.cause) == (RESOLVED, Cause.READING)


def test_a_page_that_cannot_be_read_now_keeps_the_reading_it_had(workspace, another_reader):
    found = rechecked(workspace, failing, record=True)
    assert (found.failed >= 2, found.differences) == (True, ())
    with Store.open(workspace.database) as store:
        assert {capture.state for capture in store.captures()} == {CaptureState.EDITION}


def test_what_is_no_report_any_more_by_the_new_reader_is_nobodys_report(workspace, another_reader):
    def unseeing(data, *, source, hints):
        return read_paper(json.dumps({"notice": True}).encode(), source=source, hints=hints)

    rechecked(workspace, unseeing, record=True)
    with Store.open(workspace.database) as store:
        assert store.current_edition("fin", 2024) is None
        assert store.sightings("fin") == []


@pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.NEEDS_REVIEW])
def test_a_rule_that_judges_otherwise_under_the_same_version_is_told_as_the_rules_doing(
    workspace, monkeypatch, outcome
):
    def judged(case, about=None):
        return tuple(
            replace(f, outcome=outcome) if f.rule == "A104" and f.reportable else f for f in before(case, about)
        )

    before = engine.evaluate
    monkeypatch.setattr("reports.asking.evaluate_case", judged)
    kind = RESOLVED if outcome is Outcome.PASS else CHANGED
    assert sums(rechecked(workspace)) == [(kind, Cause.RULES)]
    with Store.open(workspace.database, write=True) as store:
        assert evaluate(store, workspace, as_of=D2).events == 0, "only a recheck looks where nothing moved"


def test_a_rule_of_another_version_outweighs_a_changed_content(workspace):
    with Store.open(workspace.database, write=True) as store:
        store.db.execute("""UPDATE evaluations SET outcomes = replace(outcomes, '["A104",2', '["A104",1')""")
        Desk(store, workspace).crawl(day("2025-02-10"), {"1": report(), "2": report(body=TOWN)})
        evaluate(store, workspace, as_of=day("2025-02-10"))
        (row,) = [row for row in store.findings_of("fin", 2024) if row.finding.rule == "A104"]
        assert row.finding.version == 2
        assert store.finding_history(row.id)[-1].cause is Cause.RULES


def test_identity_and_history_survive_another_reading_and_another_rule(workspace, another_reader):
    def other_words(data, *, source, hints):
        return tuple(replace(each, title="另一种读法") for each in read_paper(data, source=source, hints=hints))

    with Store.open(workspace.database) as store:
        before = {row.public_id: row.first_seen for row in store.open_findings() if row.finding.rule == "A104"}
    rechecked(workspace, other_words, record=True)
    with Store.open(workspace.database) as store:
        after = {row.public_id: row.first_seen for row in store.open_findings() if row.finding.rule == "A104"}
    assert before == after != {}


def test_what_was_never_checked_cannot_be_rechecked(tmp_path, workspace):
    empty = make_workspace(tmp_path / "empty")
    shutil.copytree(workspace.root, tmp_path / "waiting")
    waiting = Workspace.open(tmp_path / "waiting")
    with Store.open(waiting.database, write=True) as store:
        Desk(store, waiting).visit(D2, {"1": report()})
    for each in (empty, waiting):
        with pytest.raises(UserError, match="run `duban check` before"):
            rechecked(each)
