"""What may go and what never does: whatever an edition, a finding or a proof rests on stays."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.clock import now
from config.errors import UserError
from config.workspace import Workspace
from reports.archive import Archive
from reports.evidence import write_evidence
from reports.keeping.fsck import Fault, examine
from reports.keeping.prune import prune
from reports.ledger import evaluate
from reports.store import Store
from tests.reports.keeping_samples import LIST, list_page, look, make_office
from tests.reports.ledger_samples import COUNTY, FINANCE, SITE, TOWN, Desk, day, make_workspace, paper


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make_office(tmp_path / "office")


def test_old_lists_go_and_the_newest_of_each_address_and_reports_stay(office: Workspace) -> None:
    with Store.open(office.database, write=True) as store:
        desk = Desk(store, office)
        old = look(desk, day("2025-03-01"), list_page(1), days_ago=800)
        lasting = look(desk, day("2025-03-02"), list_page(2), days_ago=799)
        look(desk, day("2025-03-03"), list_page(2), days_ago=3)  # the same page again, of late
        young = look(desk, day("2025-03-04"), list_page(3), days_ago=700)
        newest = look(desk, day("2025-03-05"), list_page(4), days_ago=790, url=SITE + "only/")
        report = look(desk, day("2025-03-06"), paper(FINANCE, 2019), days_ago=900, role="report", url=SITE + "r.html")
        told = prune(store, office, dry_run=True)
        assert told.payloads == 1
        assert desk.archive.has(old)
        gone = prune(store, office)
    assert (gone.payloads, gone.size) == (1, len(list_page(1)))
    archive = Archive(office.archive)
    assert not archive.has(old)
    assert all(archive.has(kept) for kept in (lasting, young, newest, report))
    assert [*examine(office)] == []  # pruned, not lost


def test_what_was_pruned_and_comes_again_is_kept_again(office: Workspace) -> None:
    with Store.open(office.database, write=True) as store:
        desk = Desk(store, office)
        look(desk, day("2025-03-01"), list_page(1), days_ago=800)
        look(desk, day("2025-03-02"), list_page(2), days_ago=799)
        look(desk, day("2025-03-03"), list_page(3), days_ago=1)
        assert prune(store, office).payloads == 2
        look(desk, day("2025-03-04"), list_page(1), days_ago=0)
        assert prune(store, office).payloads == 0
    assert [*examine(office)] == []


def test_a_kill_between_record_and_deletion_is_made_good_by_the_next_call(office: Workspace) -> None:
    with Store.open(office.database, write=True) as store:
        desk = Desk(store, office)
        old = look(desk, day("2025-03-01"), list_page(1), days_ago=800)
        look(desk, day("2025-03-02"), list_page(2), days_ago=1)
        store.mark_pruned([old], now())
    assert [problem.fault for problem in examine(office)] == [Fault.PRUNED]
    with Store.open(office.database, write=True) as store:
        assert prune(store, office).payloads == 0
    assert [*examine(office)] == []


def test_what_proves_a_report_late_or_missing_stays(tmp_path: Path) -> None:
    """The county publishes late, the town never; the lists that did not show them are three years old."""
    office = make_workspace(tmp_path / "office")
    with Store.open(office.database, write=True) as store:
        desk = Desk(store, office)
        store.sync_registry(office.registry, day("2025-01-05"))
        seen = {}
        for number, date in enumerate(("2025-01-10", "2025-02-20", "2025-04-03", "2025-04-20", "2025-05-10")):
            seen[date] = look(desk, day(date), list_page(number), days_ago=1100 - number)
        desk.crawl(day("2025-05-12"), {"r1.html": paper(COUNTY, 2024, date="2025-05-11")})
        look(desk, day("2025-05-20"), list_page(10), days_ago=900)
        look(desk, day("2025-05-21"), list_page(11), days_ago=2)
        evaluate(store, office, as_of=day("2025-05-21"))
        findings = [row for row in store.open_findings() if row.finding.family in {"timeliness", "publication"}]
        assert {row.body_id for row in findings} >= {"gov", "town"}
        prune(store, office)
        for row in findings:
            files = write_evidence(store, office, row.public_id, made=now(), lang="zh", out=tmp_path / row.public_id)
            assert files.lost == ()
    assert Archive(office.archive).has(seen["2025-05-10"])  # the last look before it appeared
    assert [*examine(office)] == []


def test_pages_of_years_without_findings_go(tmp_path: Path) -> None:
    """In a season in which all came in time, the daily lists between prove nothing."""
    office = make_workspace(tmp_path / "office")
    names = (COUNTY, FINANCE, TOWN)
    with Store.open(office.database, write=True) as store:
        desk = Desk(store, office)
        store.sync_registry(office.registry, day("2025-01-05"))
        before = look(desk, day("2025-01-09"), list_page(0), days_ago=1000)
        desk.crawl(day("2025-01-10"), {f"r{n}.html": paper(name, 2024) for n, name in enumerate(names)})
        between = [look(desk, day(f"2025-01-{n}"), list_page(n), days_ago=1000 - n) for n in range(11, 20)]
        desk.crawl(day("2025-02-01"), {f"r{n}.html": paper(name, 2024) for n, name in enumerate(names)})
        look(desk, day("2025-02-02"), list_page(30), days_ago=1)
        evaluate(store, office, as_of=day("2025-02-02"))
        assert not [row for row in store.open_findings() if row.finding.family == "timeliness"]
        assert prune(store, office).payloads == len(between)
    archive = Archive(office.archive)
    assert archive.has(before)  # here they were last not there
    assert not any(archive.has(sha256) for sha256 in between)


def test_a_policy_of_less_than_a_season_is_refused(tmp_path: Path) -> None:
    office = make_workspace(tmp_path / "office")
    with office.settings_file.open("a", encoding="utf-8") as file:
        file.write("[keeping]\nlists = 5\n")
    with pytest.raises(UserError, match=r"keeping.lists must be a number of days, 30 or more"):
        _ = Workspace.open(office.root).settings


def test_the_space_a_day_needs_is_what_came_on_the_fullest_of_late(office: Workspace) -> None:
    with Store.open(office.database, write=True) as store:
        desk = Desk(store, office)
        look(desk, day("2025-03-01"), b"x" * 5000, days_ago=3, url=LIST + "a")
        look(desk, day("2025-03-02"), b"y" * 9000, days_ago=60, url=LIST + "b")
        by_day = store.received_by_day(now() - timedelta(days=30))
    assert by_day[(now() - timedelta(days=3)).date().isoformat()] == 5000
    assert 9000 not in by_day.values()
