"""Findings live: they open, persist, change, resolve and reopen; said once, never lost, never twice."""

import re
from collections import Counter
from itertools import islice

import pytest

from checks.engine import evaluate as evaluate_case
from checks.engine import rules
from checks.model import Case, Family
from checks.reading import Hints
from config.errors import UserError
from config.workspace import Workspace
from reports.ledger import evaluate, ingest, outcomes
from reports.status import body_years
from reports.store import Cause, FindingEventKind, RunState, Store
from tests.reports import ledger_samples
from tests.reports.ledger_samples import COUNTY, FINANCE, SITE, TOWN, Desk, day, make_workspace, paper, read_paper
from tests.writing import LAYOUTS, dice, random_gold

D1, D2, D3, D4 = day("2025-01-10"), day("2025-01-20"), day("2025-02-10"), day("2025-02-12")
REVIEW = {"t4.review.total": 3}


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def report(cells=None, body=FINANCE, published="2025-01-09", **more):
    return paper(body, 2024, cells, date=published, **more)


def run(desk, as_of, pages=None):
    """One day: the pages that are there are seen, then the ledger is brought up to date."""
    desk.crawl(as_of, pages or {})
    return evaluate(desk.store, desk.workspace, as_of=as_of)


def sums(desk, body="fin"):
    """The open arithmetic findings of a body."""
    return [row for row in desk.store.open_findings(bodies=[body]) if row.finding.family is Family.ARITHMETIC]


def quiet(desk):
    """The open findings on published reports that were changed."""
    return [row for row in desk.store.open_findings() if row.finding.rule == "P102"]


def story(desk, row):
    return [(event.kind, event.cause, event.at) for event in desk.store.finding_history(row.id)]


def dump(store):
    """Everything recorded, by table, without what the real clock says."""
    real = re.compile(r"_real$|_at$|^first_stored$")
    tables = {}
    for table in store.db.table_names():
        if not table.startswith("_"):
            rows = store.db[table].rows
            tables[table] = [{k: v for k, v in row.items() if not real.search(k) or k == "resolved_at"} for row in rows]
    return tables


def test_the_life_of_a_finding(desk):
    run(desk, D1, {"1": report()})
    assert sums(desk) == []

    assert run(desk, D2, {"1": report(REVIEW)}).opened == len(sums(desk)) + len(quiet(desk)) == 2
    (row,) = sums(desk)
    assert (row.finding.body, row.year, row.finding.cells[0], row.first_seen) == (FINANCE, 2024, "t4.review.total", D2)
    assert (row.finding.evidence[0].url, row.finding.evidence[0].text) == (SITE + "1", "3")

    summary = run(desk, D3, {"1": report({"t4.review.total": 5})})
    assert [each.finding.found for each in sums(desk)] != [row.finding.found]
    assert summary.changed == 2

    mended = run(desk, D4, {"1": report()})
    assert (sums(desk), mended.resolved >= 1) == ([], True)
    assert desk.store.finding(row.public_id).resolved_at == D4

    run(desk, day("2025-02-14"), {"1": report(REVIEW)})
    (again,) = sums(desk)
    assert (again.id, again.public_id, again.first_seen, again.resolved_at) == (row.id, row.public_id, D2, None)
    assert story(desk, row) == [
        (FindingEventKind.OPENED, Cause.CONTENT, D2),
        (FindingEventKind.CHANGED, Cause.CONTENT, D3),
        (FindingEventKind.RESOLVED, Cause.CONTENT, D4),
        (FindingEventKind.REOPENED, Cause.CONTENT, day("2025-02-14")),
    ]
    said = [event.finding for event in desk.store.finding_history(row.id)]
    assert [finding and finding.found for finding in said] == [
        row.finding.found,
        sums_found(5),
        None,
        row.finding.found,
    ]
    clean = desk.store.editions("fin", 2024)[0].id
    assert desk.store.finding_history(row.id)[2].edition_id == clean


def sums_found(number):
    (row,) = [
        f for f in evaluate_case(case_of(report({"t4.review.total": number}))) if f.rule == "A104" and f.reportable
    ]
    return row.found


def case_of(data):
    (read,) = read_paper(data, source="x", hints=Hints())
    return Case(FINANCE, 2024, read.kind, "registry", report=read)


def test_doing_it_again_changes_nothing_and_says_so(desk):
    run(desk, D2, {"1": report(REVIEW), "2": report(body=TOWN), "3": paper("青禾县水利局", 2024)})
    before = dump(desk.store)
    summary = evaluate(desk.store, desk.workspace, as_of=D2)
    assert (summary.events, summary.evaluated) == (0, 0)
    assert summary.persisting == len(desk.store.open_findings()) > 0
    assert dump(desk.store) == before


def test_a_second_look_at_unchanged_pages_tells_nothing_and_confirms_what_is_open(desk):
    pages = {"1": report(REVIEW), "2": report(body=TOWN), "3": report(body=COUNTY)}
    run(desk, D1, pages)
    events = desk.store.last_event()
    summary = run(desk, D2, pages)
    assert (summary.events, desk.store.last_event()) == (0, events)
    assert {row.last_seen for row in desk.store.open_findings()} == {D2}
    assert {row.first_seen for row in desk.store.open_findings()} == {D1}


def test_what_the_calendar_alone_brings_opens_and_resolves_too(desk):
    for at in (D3, D4):
        run(desk, at)
    timely = [row for row in desk.store.open_findings(bodies=["fin"]) if row.finding.family is Family.TIMELINESS]
    assert [(row.year, row.edition_id) for row in timely] == [(2024, None)]
    assert story(desk, timely[0])[0][0] is FindingEventKind.OPENED
    run(desk, day("2025-02-14"), {"1": report()})
    found = desk.store.finding(timely[0].public_id)
    edition = desk.store.editions("fin", 2024)[0]
    assert found.resolved_at == day("2025-02-14")
    assert desk.store.finding_history(found.id)[-1].edition_id == edition.id


def test_nothing_is_silent(desk):
    run(desk, D2, {"1": report(), "2": report(body=TOWN, picture=True)})
    everything = {rule.id for rule in rules()}
    for evaluation in desk.store.evaluations().values():
        answered = {rule for rule, *_ in evaluation.outcomes}
        assert answered == everything
        assert all(reason for _, _, _, outcome, reason in evaluation.outcomes if outcome != "pass")
        assert sum(evaluation.counts.values()) == len(evaluation.outcomes)
    assert set(desk.store.evaluations()) == {("gov", 2024), ("fin", 2024), ("town", 2024)}


def test_the_ledger_says_what_the_rules_say_of_the_page(desk):
    run(desk, D2, {"1": report(REVIEW)})
    said = Counter((f.rule, f.key, f.message) for f in evaluate_case(case_of(report(REVIEW))) if f.reportable)
    kept = Counter(
        (f.rule, f.key, f.message) for f in (row.finding for row in desk.store.open_findings(bodies=["fin"]))
    )
    assert said - kept == Counter()


def test_status_counts_what_is_open_on_the_day_asked_about(desk):
    run(desk, D1, {"1": report(REVIEW)})
    run(desk, D2, {"1": report()})
    errors = []
    for as_of in (D1, D2):
        (entry,) = [e for e in body_years(desk.store, desk.workspace, as_of=as_of) if e.id == "fin"]
        errors.append(entry.findings["error"])
    assert errors[0] - errors[1] == 1
    open_now = Counter(
        row.finding.level for row in desk.store.open_findings(bodies=["fin"]) if row.finding.outcome == "fail"
    )
    assert errors[1] == open_now["error"]
    assert entry.findings["not_evaluated"] == desk.store.evaluations()["fin", 2024].counts.get("not_evaluated", 0)


def test_the_ledger_never_goes_back(desk):
    run(desk, D2, {"1": report()})
    with pytest.raises(UserError, match="stands at 2025-01-20 and cannot go back to 2025-01-10"):
        evaluate(desk.store, desk.workspace, as_of=D1)


def test_findings_of_a_body_that_left_the_registry_are_kept_but_not_told(desk, tmp_path):
    run(desk, D1, {"1": report(REVIEW)})
    (row,) = sums(desk)
    rest = Desk(desk.store, make_workspace(tmp_path / "office", f"gov,{COUNTY},government,{SITE},,,\n"))
    summary = evaluate(rest.store, rest.workspace, as_of=D2)
    assert summary.resolved == 0
    assert desk.store.open_findings(bodies=["fin"]) == []
    assert desk.store.finding(row.public_id).resolved_at is None


def test_a_year_that_is_no_longer_asked_for_is_closed(desk, tmp_path):
    for at in (D3, D4):
        run(desk, at)
    assert desk.store.open_findings(bodies=["fin"], year=2024)
    rows = f"fin,{FINANCE},department,{SITE},2025,,\n"
    rest = Desk(desk.store, make_workspace(tmp_path / "office", rows))
    for as_of in (D4, day("2025-02-14")):
        evaluate(rest.store, rest.workspace, as_of=as_of)
        assert desk.store.open_findings(bodies=["fin"]) == []
    assert desk.store.evaluations()["fin", 2024].state == "not_expected"


def test_another_version_of_the_rules_is_told_apart_from_another_content(desk):
    run(desk, D1, {"1": report(REVIEW)})
    (row,) = sums(desk)
    desk.store.db.execute("UPDATE evaluations SET rules = 'those of last year', fingerprint = 'another'")
    desk.store.db.execute("UPDATE findings SET version = 0")
    desk.store.db.execute("UPDATE settled SET mark = 'of another program'")
    evaluate(desk.store, desk.workspace, as_of=D2)
    assert story(desk, row)[-1] == (FindingEventKind.CHANGED, Cause.RULES, D2)


def test_events_are_never_changed_or_deleted(desk):
    run(desk, D1, {"1": report(REVIEW)})
    for sql in ("UPDATE finding_events SET kind = 'resolved'", "DELETE FROM finding_events"):
        with pytest.raises(Exception, match="append-only"):
            desk.store.db.execute(sql)


@pytest.mark.parametrize("together", [1, 2, 32])
@pytest.mark.parametrize("stop", [1, 2, 3])
def test_an_evaluation_that_was_interrupted_is_finished_by_the_next(tmp_path, stop, together, monkeypatch):
    monkeypatch.setattr("reports.judging._RECORDED_TOGETHER", together)
    monkeypatch.setattr(ledger_samples, "now", lambda: D1)
    pages = {"1": report(REVIEW), "2": report(body=TOWN), "3": report(body=COUNTY)}
    told = []

    def interrupt(done, _of):
        if done == stop:
            raise KeyboardInterrupt

    for name, progress in (("whole", None), ("interrupted", interrupt)):
        workspace = make_workspace(tmp_path / name)
        with Store.open(workspace.database, write=True) as store:
            Desk(store, workspace).crawl(D1, pages)
            if progress:
                with pytest.raises(KeyboardInterrupt):
                    evaluate(store, workspace, as_of=D1, progress=progress)
            evaluate(store, workspace, as_of=D1)
            told.append(dump(store))
    assert told[0] == told[1]


def test_a_source_that_could_not_be_looked_at_accuses_nobody(desk):
    for at in (D3, D4):
        desk.crawl(at, {}, state=RunState.BLOCKED)
        evaluate(desk.store, desk.workspace, as_of=at)
    assert [row for row in desk.store.open_findings() if row.finding.outcome == "fail"] == []


def test_written_reports_go_through_the_real_reader_in_worker_processes(tmp_path):
    layout = LAYOUTS["html_official"]
    golds = (random_gold(dice("ledger", n), "2021") for n in range(100))
    rendered = ((gold, layout.render(gold, dice(gold.body.name))) for gold in golds)
    written = list(islice(((gold, each) for gold, each in rendered if each.expected.bodies == (gold.body.name,)), 3))
    rows = "".join(f"b{n},{gold.body.name},{gold.body.kind},{SITE},,,\n" for n, (gold, _) in enumerate(written))
    workspace = make_workspace(tmp_path / "office", rows, first_year=2021)
    at = day("2026-11-01")
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).visit(at, {str(n): each.data for n, (_, each) in enumerate(written)})
        assert ingest(store, workspace, as_of=at).new_editions == 3
        for n, (gold, each) in enumerate(written):
            (edition,) = store.editions(f"b{n}", gold.year)
            cells = store.load_report(edition.id).cells
            assert {c: cells[c].value for c in cells} == {c: answer.value for c, answer in each.expected.cells.items()}
        assert evaluate(store, workspace, as_of=at).evaluated >= 3


def set_rules(desk, text):
    """Change duban.toml as an official would; a workspace reads it once, so another one is opened."""
    with (desk.workspace.settings_file).open("a", encoding="utf-8") as file:
        file.write(text)
    desk.workspace = Workspace.open(desk.workspace.root)


def unset_rules(desk):
    text = desk.workspace.settings_file.read_text(encoding="utf-8")
    desk.workspace.settings_file.write_text(text.partition("[rules")[0], encoding="utf-8")
    desk.workspace = Workspace.open(desk.workspace.root)


OFF = "[rules.A104]\noff = true\nreason = '台账正在核对'\n"


def life(desk, rule="A104"):
    (row,) = [row for row in desk.store.findings_of("fin", 2024) if row.finding.rule == rule]
    return [(event.kind, event.cause) for event in desk.store.finding_history(row.id)]


def test_a_rule_that_is_switched_off_resolves_its_findings_and_reopens_them_when_it_is_on_again(desk):
    run(desk, D1, {"1": report(REVIEW)})
    set_rules(desk, OFF)
    assert evaluate(desk.store, desk.workspace, as_of=D2).resolved == 1
    assert evaluate(desk.store, desk.workspace, as_of=D2).events == 0
    answered = {o[0]: (o[3], o[4]) for o in desk.store.evaluations()["fin", 2024].outcomes}
    assert answered["A104"] == ("not_evaluated", "本项已停用：台账正在核对")
    unset_rules(desk)
    assert evaluate(desk.store, desk.workspace, as_of=D3).reopened == 1
    assert life(desk) == [
        (FindingEventKind.OPENED, Cause.FIRST),
        (FindingEventKind.RESOLVED, Cause.SETTINGS),
        (FindingEventKind.REOPENED, Cause.SETTINGS),
    ]


def test_another_level_is_a_change_by_the_settings_and_only_where_they_hold(tmp_path):
    rows = f"fin,{FINANCE},department,{SITE},,,,410181\ntown,{TOWN},township,{SITE},,,,420100\n"
    workspace = make_workspace(tmp_path / "office", "")
    (workspace.bodies_file).write_text(ledger_samples.HEAD.strip() + ",region\n" + rows, encoding="utf-8")
    workspace = Workspace.open(workspace.root)
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        run(desk, D1, {"1": report(REVIEW), "2": report(REVIEW, TOWN)})
        set_rules(desk, "[[rules.A104.regions]]\nregion = '4101'\nlevel = 'hint'\n")
        summary = evaluate(store, desk.workspace, as_of=D1)
        assert (summary.evaluated, summary.changed, summary.opened, summary.resolved) == (1, 1, 0, 0)
        assert life(desk)[-1] == (FindingEventKind.CHANGED, Cause.SETTINGS)
        levels = {row.body_id: row.finding.level for row in store.open_findings() if row.finding.rule == "A104"}
        assert levels == {"fin": "hint", "town": "error"}


def test_a_local_limit_of_length_reaches_the_reports_of_its_region(tmp_path):
    workspace = make_workspace(tmp_path / "office", "")
    rows = f"fin,{FINANCE},department,{SITE},,,,410181\ntown,{TOWN},township,{SITE},,,,420100\n"
    workspace.bodies_file.write_text(ledger_samples.HEAD.strip() + ",region\n" + rows, encoding="utf-8")
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, Workspace.open(workspace.root))
        run(desk, D1, {str(n): report(body=body, text="公开。" * 50) for n, body in enumerate((FINANCE, TOWN), 1)})
        set_rules(desk, "[[limits]]\nregion = '41'\nfrom_year = 2024\nsection_one = 100\nsource = '某通知'\n")
        assert evaluate(store, desk.workspace, as_of=D1).evaluated == 1
        assert [row.body_id for row in store.open_findings() if row.finding.rule == "F117"] == ["fin"]


def test_when_a_rule_goes_off_on_the_day_another_report_comes_nobody_is_said_to_have_mended_anything(desk):
    run(desk, D1, {"1": report(REVIEW)})
    set_rules(desk, OFF)
    run(desk, D2, {"1": report(REVIEW | {"t2.penalties.decisions": 4})})
    assert life(desk)[-1] == (FindingEventKind.RESOLVED, Cause.SETTINGS)


def test_a_setting_for_a_rule_that_never_was_stops_the_evaluation_with_one_line(desk):
    set_rules(desk, "[rules.A999]\nlevel = 'hint'\n")
    with pytest.raises(UserError, match=r"rules\.A999: there is no such rule"):
        evaluate(desk.store, desk.workspace, as_of=D1)


def test_every_outcome_of_the_ledger_can_be_asked_for_and_recording_nothing_changes_nothing(desk):
    run(desk, D1, {"1": report(REVIEW)})
    set_rules(desk, OFF)
    evaluate(desk.store, desk.workspace, as_of=D1)
    before = dump(desk.store)
    told = [*outcomes(desk.store, desk.workspace, as_of=D1)]
    assert dump(desk.store) == before
    for body in (FINANCE, TOWN, COUNTY):
        assert {f.rule for f in told if f.body == body} == {rule.id for rule in rules()}
    (off,) = [f for f in told if f.rule == "A104" and f.body == FINANCE]
    assert off.reason == "本项已停用：台账正在核对"
