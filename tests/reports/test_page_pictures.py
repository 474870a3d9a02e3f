"""Pictures that a page shows in the places of tables: kept with its visit, waited for, read and shown with it."""

from dataclasses import dataclass, field

import pytest

from checks.reading import Hints
from config.clock import now
from reports.evidence.gather import Part, gather
from reports.ledger import evaluate, ingest
from reports.store import (
    Capture,
    FrontierEntry,
    Kept,
    PagePicture,
    Record,
    RunState,
    RunVerdict,
    Store,
    Visit,
    VisitOutcome,
)
from tests.reports.digest_ledger import Inline
from tests.reports.ledger_samples import FINANCE, SITE, Desk, day, make_workspace, paper, read_paper

PAGE, OTHER = (FrontierEntry(f"{SITE}nb/{number}.html", "report", 2, SITE) for number in (1, 2))
PICTURE = FrontierEntry(f"{SITE}nb/W02.png", "picture", 3, PAGE.url)
MOVED = FrontierEntry(f"{SITE}files/W02.png", "picture", 3, PICTURE.url)
D1, D2 = day("2025-01-10"), day("2025-01-20")


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        store.sync_registry(workspace.registry, D1)
        yield Desk(store, workspace)


@dataclass
class Reader:
    """The reader of these tests; it remembers the pictures it was given."""

    given: list[dict[str, bytes]] = field(default_factory=list)

    def __call__(self, data, *, source, hints: Hints):
        self.given.append({picture.address: picture.data for picture in hints.pictures})
        return read_paper(data, source=source, hints=hints)


def read(desk, as_of=D1):
    reader = Reader()
    summary = ingest(desk.store, desk.workspace, as_of=as_of, executor=Inline(), read=reader)
    return summary.captures, reader.given


def record(desk, run, entry, data, *, outcome=VisitOutcome.OK, leads_to=None, shows=(), discovered=()):
    sha256 = desk.archive.put(data) if data else None
    visit = Visit(entry.url, leads_to or entry.url, now(), now(), outcome, 200, {}, sha256, len(data or b""), None)
    capture = Capture(entry.url, None, "2025-01-09", sha256) if entry.role == "report" and sha256 else None
    pictures = tuple(PagePicture(f"./{each.url.rsplit('/', 1)[1]}", each) for each in shows)
    return desk.store.record_visits([Record(run.id, entry, visit, tuple(discovered), capture, (), pictures)])[0]


def report(**more):
    return paper(FINANCE, 2024, {"t4.review.total": 3}, **more)


def test_a_page_is_read_once_its_pictures_are_there_and_with_them(desk):
    run = desk.store.start_run(desk.source, D1, simulated=True)
    record(desk, run, PAGE, report(), shows=[PICTURE])
    record(desk, run, OTHER, report(text="没有图片的一页。"))
    assert read(desk) == (1, [{}])
    record(desk, run, PICTURE, b"picture")
    assert read(desk) == (1, [{"./W02.png": b"picture"}])


@pytest.mark.parametrize("state", [RunState.ACCEPTED, RunState.REJECTED])
def test_a_run_that_ended_without_its_pictures_is_waited_for_no_longer(desk, state):
    run = desk.store.start_run(desk.source, D1, simulated=True)
    record(desk, run, PAGE, report(), shows=[PICTURE])
    desk.store.finish_run(run.id, RunVerdict(state))
    assert read(desk) == (1, [{}])


def test_two_pages_may_show_one_picture_which_may_have_moved(desk):
    run = desk.store.start_run(desk.source, D1, simulated=True)
    pages = [record(desk, run, page, report(), shows=[PICTURE]) for page in (PAGE, OTHER)]
    record(desk, run, PICTURE, None, outcome=VisitOutcome.REDIRECTED, leads_to=MOVED.url, discovered=[MOVED])
    record(desk, run, MOVED, b"picture")
    found = [[(each.address, each.sha256) for each in desk.store.pictures(page)] for page in pages]
    assert found == [[("./W02.png", desk.archive.put(b"picture"))]] * 2


def test_a_picture_that_redirects_to_itself_is_none(desk):
    run = desk.store.start_run(desk.source, D1, simulated=True)
    page = record(desk, run, PAGE, report(), shows=[PICTURE])
    record(desk, run, PICTURE, None, outcome=VisitOutcome.REDIRECTED, leads_to=PICTURE.url)
    assert desk.store.pictures(page) == []


def test_another_picture_under_the_same_address_is_another_reading(desk):
    for as_of, picture in ((D1, b"one"), (D2, b"one"), (day("2025-01-30"), b"another")):
        run = desk.store.start_run(desk.source, as_of, simulated=True)
        record(desk, run, PAGE, report(), shows=[PICTURE])
        record(desk, run, PICTURE, picture)
        desk.store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
        expected = [] if as_of == D2 else [{"./W02.png": picture}]
        assert read(desk, as_of) == (1, expected)


@pytest.mark.parametrize(
    ("outcome", "data", "leads_on"),
    [(VisitOutcome.OK, b"picture", False), (VisitOutcome.TIMEOUT, None, True), (VisitOutcome.WRONG_TYPE, b"<", True)],
)
def test_a_known_page_is_asked_for_again_only_where_a_picture_was_not_received(desk, outcome, data, leads_on):
    run = desk.store.start_run(desk.source, D1, simulated=True)
    record(desk, run, PAGE, report(), shows=[PICTURE])
    record(desk, run, PICTURE, data, outcome=outcome)
    desk.store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
    read(desk)
    assert desk.store.known_reports(desk.source.key, day("2025-01-01"))[PAGE.url].leads_on is leads_on


def test_a_sighting_without_a_request_keeps_the_pictures_of_the_visit_it_stands_on(desk):
    first = desk.store.start_run(desk.source, D1, simulated=True)
    record(desk, first, PAGE, report(), shows=[PICTURE])
    record(desk, first, PICTURE, b"picture")
    desk.store.finish_run(first.id, RunVerdict(RunState.ACCEPTED))
    read(desk)
    known = desk.store.known_reports(desk.source.key, day("2025-01-01"))[PAGE.url]
    second = desk.store.start_run(desk.source, D2, simulated=True)
    home = FrontierEntry(SITE, "home")
    visit = Visit(SITE, SITE, now(), now(), VisitOutcome.OK, 200, {}, desk.archive.put(b"home"), 4, None)
    desk.store.record_visits([Record(second.id, home, visit, kept=(Kept(PAGE, known),))])
    desk.store.finish_run(second.id, RunVerdict(RunState.ACCEPTED))
    assert read(desk, D2) == (1, [])
    assert len(desk.store.sightings("fin")) == 2


def test_the_evidence_behind_a_finding_holds_the_pictures(desk):
    run = desk.store.start_run(desk.source, D1, simulated=True)
    record(desk, run, PAGE, report(), shows=[PICTURE])
    shown = record(desk, run, PICTURE, b"picture")
    desk.store.finish_run(run.id, RunVerdict(RunState.ACCEPTED))
    read(desk)
    evaluate(desk.store, desk.workspace, as_of=D1)
    (row,) = [row for row in desk.store.open_findings(bodies=["fin"]) if row.finding.rule == "A104"]
    pages = gather(desk.store, desk.workspace, row).pages
    assert [page.exchange.visit.id for page in pages if page.part is Part.PICTURE] == [shown]
