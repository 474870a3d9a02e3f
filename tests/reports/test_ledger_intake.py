"""From captures to editions: what is whose, what is known already, and what could not be told."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checks.reading import BodyName, Hints
from config.errors import UserError
from reports.ledger import import_files, ingest
from reports.store import CaptureState, Store, VisitOutcome
from reports.workers import Failure, Job, Readers
from tests.reports.ledger_samples import (
    COUNTY,
    FINANCE,
    SITE,
    TOWN,
    Desk,
    day,
    make_workspace,
    paper,
    read_paper,
)

D1, D2, D3 = day("2025-01-10"), day("2025-01-20"), day("2025-02-10")


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def states(desk):
    return [capture.state for capture in desk.store.captures()]


def editions(desk, body="fin", year=2024):
    return [(edition.url.removeprefix(SITE), edition.current) for edition in desk.store.editions(body, year)]


def test_a_report_comes_back_from_the_store_as_it_was_read(desk):
    data = paper(FINANCE, 2024, {"t4.review.total": 3}, date="2025-01-09")
    desk.crawl(D1, {"1": data})
    (edition,) = desk.store.editions("fin")
    (capture,) = desk.store.captures()
    finance = next(body for body in desk.source.bodies if body.name == FINANCE)
    hints = Hints((BodyName(FINANCE, finance.kind),), capture.url)
    (read,) = read_paper(data, source=capture.url, hints=hints)
    assert desk.store.load_report(edition.id) == read
    assert list(desk.store.load_report(edition.id).cells) == list(read.cells)
    assert (edition.form, edition.readable, edition.whole, edition.sha256) == ("2021", True, True, capture.sha256)


@pytest.mark.parametrize(
    ("data", "state", "reason"),
    [
        (paper(FINANCE, 2024), CaptureState.EDITION, ""),
        # 宁武's column holds the notice that asks for the reports beside the reports.
        (paper(FINANCE, 2024, notice=True), CaptureState.NOT_REPORT, "既没有年度报告的标题"),
        (paper("青禾县水利局", 2024), CaptureState.UNKNOWN_BODY, "“青禾县水利局”不在名录"),
        # W11, W134: the title names no body.
        (paper(None, 2024), CaptureState.UNIDENTIFIED, "看不出是哪个机关的"),
        (paper(FINANCE, None), CaptureState.UNIDENTIFIED, "看不出是哪一年度的"),
        (paper(FINANCE, 2042), CaptureState.UNIDENTIFIED, "2042 尚未开始"),
        (paper(FINANCE, 2024, unreadable=True), CaptureState.UNREADABLE, "the file has no text"),
        # W34, W50, W65: the whole report is a picture under a title that says everything.
        (paper(FINANCE, 2024, picture=True), CaptureState.EDITION, ""),
        (b"no paper at all", CaptureState.READER_CRASHED, "JSONDecodeError"),
        (paper(FINANCE, 2024, raises=True), CaptureState.READER_CRASHED, "a parser gave up"),
    ],
    ids=[
        "report",
        "notice",
        "not listed",
        "no body",
        "no year",
        "future",
        "no text",
        "picture",
        "not parsed",
        "raises",
    ],
)
def test_every_capture_gets_an_answer_in_words(desk, data, state, reason):
    desk.crawl(D1, {"1": data})
    (capture,) = desk.store.captures()
    assert capture.state is state
    assert reason in capture.reason
    assert bool(desk.store.editions()) == (state is CaptureState.EDITION)


def test_two_bodies_of_one_name_are_not_told_apart_by_guessing(tmp_path):
    rows = f"a,财政局,department,{SITE},,,\nb,财政局,department,{SITE},,,\n"
    workspace = make_workspace(tmp_path / "office", rows)
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        desk.crawl(D1, {"1": paper("财政局", 2024)})
        assert [row.reason for row in store.captures()] == ["名录中有几个机关都叫“财政局”"]


def test_an_unchanged_page_is_linked_without_being_read_again(desk):
    data = paper(FINANCE, 2024)
    desk.crawl(D1, {"1": data})
    desk.crawl(D2, {"1": data}, outcome=VisitOutcome.UNCHANGED)
    summary = desk.ingest(D2)
    assert (summary.captures, summary.read) == (0, 0)
    (edition,) = desk.store.editions()
    assert (edition.first_seen, edition.last_seen) == (D1, D2)
    assert len(desk.store.sightings("fin")) == 2
    assert states(desk) == [CaptureState.EDITION] * 2


def test_a_known_page_is_read_again_when_what_is_known_beforehand_changed(desk, tmp_path):
    # A body that was added to the registry later makes its page, seen before, a report.
    data = paper("青禾县水利局", 2024)
    desk.crawl(D1, {"1": data})
    rows = f"fin,{FINANCE},department,{SITE},,,\nwater,青禾县水利局,department,{SITE},,,\n"
    grown = Desk(desk.store, make_workspace(tmp_path / "office", rows))
    grown.crawl(D2, {"1": data})
    assert states(desk) == [CaptureState.UNKNOWN_BODY, CaptureState.EDITION]
    assert [edition.first_seen for edition in desk.store.editions("water")] == [D2]


def test_a_reading_that_failed_is_tried_again_at_the_next_sighting(desk):
    data = paper(FINANCE, 2024, raises=True)
    desk.crawl(D1, {"1": data})
    desk.visit(D2, {"1": data})
    with ThreadPoolExecutor(1) as executor:
        ingest(desk.store, desk.workspace, as_of=D2, executor=executor, read=read_mended)
    assert states(desk) == [CaptureState.READER_CRASHED, CaptureState.EDITION]


def read_mended(data, *, source, hints):
    return read_paper(data.replace(b'"raises": true', b'"raises": false'), source=source, hints=hints)


def test_a_damaged_payload_is_said_and_the_others_are_read(desk):
    lost = paper(TOWN, 2024)
    desk.visit(D1, {"1": lost, "2": paper(FINANCE, 2024)})
    path = desk.archive.path(desk.archive.put(lost))
    path.write_bytes(b"rotten")
    desk.ingest(D1)
    assert states(desk) == [CaptureState.PAYLOAD_DAMAGED, CaptureState.EDITION]
    assert path.name in desk.store.captures()[0].reason
    assert desk.ingest(D1).captures == 0
    path.unlink()
    desk.archive.put(lost)
    assert desk.ingest(D1).new_editions == 1
    assert states(desk) == [CaptureState.EDITION, CaptureState.EDITION]


def test_copies_are_one_edition_with_several_sightings(desk):
    desk.crawl(
        D1, {"col/1": paper(FINANCE, 2024), "att/1.docx": paper(FINANCE, 2024, text="本年度工作平稳，未收取费用。\n")}
    )
    assert editions(desk) == [("col/1", True)]
    assert {sighting.url for sighting in desk.store.sightings("fin")} == {SITE + "col/1", SITE + "att/1.docx"}


def test_another_content_at_the_same_address_is_a_new_edition_and_counts(desk):
    desk.crawl(D1, {"1": paper(FINANCE, 2024)})
    desk.crawl(D2, {"1": paper(FINANCE, 2024, {"t3.received.total": 5})})
    assert editions(desk) == [("1", False), ("1", True)]
    desk.crawl(D3, {"1": paper(FINANCE, 2024)})
    assert editions(desk) == [("1", True), ("1", False)]


def test_of_copies_that_differ_the_more_complete_counts_then_the_older(desk):
    cover = paper(FINANCE, 2024, picture=True)
    desk.crawl(
        D1, {"1": cover, "1.docx": paper(FINANCE, 2024), "2.docx": paper(FINANCE, 2024, {"t3.received.total": 5})}
    )
    assert editions(desk) == [("1", False), ("1.docx", True), ("2.docx", False)]


def test_several_reports_in_one_payload_are_editions_of_their_own(desk):
    both = paper(None, None, papers=[*map(json.loads, (paper(FINANCE, 2024), paper(TOWN, 2024)))])
    desk.crawl(D1, {"all.zip": both})
    desk.crawl(D2, {"all.zip": both})
    assert [(e.body_id, e.current, e.last_seen) for e in desk.store.editions()] == [
        ("fin", True, D2),
        ("town", True, D2),
    ]


def test_files_are_entered_by_hand_once_and_shown_as_such(desk, tmp_path):
    page, other = tmp_path / "saved.html", tmp_path / "notice.html"
    page.write_bytes(paper(FINANCE, 2024))
    other.write_bytes(paper(FINANCE, 2024, notice=True))
    url = SITE + "bg/1.html"

    def enter():
        with ThreadPoolExecutor(1) as executor:
            return import_files(
                desk.store, desk.workspace, [page, other, tmp_path / "gone.html"], as_of=D2, who="李", when=D1, url=url,
                executor=executor, read=read_paper,
            )  # fmt: skip

    first, again = enter(), enter()
    assert [(entry.new, entry.verdict.state) for entry in first] == [
        (True, CaptureState.EDITION),
        (True, CaptureState.NOT_REPORT),
        (False, CaptureState.UNREADABLE),
    ]
    assert [(entry.new, entry.verdict) for entry in again] == [(False, entry.verdict) for entry in first]
    assert "文件打不开" in first[2].verdict.reason
    (edition,) = desk.store.editions()
    assert (edition.who, edition.url, edition.first_seen, edition.current) == ("李", url, D1, True)


def test_what_was_saved_after_the_day_of_the_ledger_cannot_be_entered(desk):
    with pytest.raises(UserError, match="lies after 2025-01-10"):
        import_files(desk.store, desk.workspace, [], as_of=D1, when=D2)


def test_a_crawl_that_sees_the_report_counts_more_than_an_older_hand(desk, tmp_path):
    page = tmp_path / "saved.html"
    page.write_bytes(paper(FINANCE, 2024))
    with ThreadPoolExecutor(1) as executor:
        import_files(desk.store, desk.workspace, [page], as_of=D1, executor=executor, read=read_paper)
    desk.crawl(D2, {"1": paper(FINANCE, 2024, {"t3.received.total": 5})})
    assert editions(desk) == [("file:saved.html", False), ("1", True)]


JOBS = [Job(n, paper(body, 2024), f"{n}.html", Hints()) for n, body in enumerate((COUNTY, FINANCE, TOWN), 1)]


def test_a_document_that_kills_its_worker_costs_only_itself():
    # A segmentation fault in a parser written in C takes the whole worker with it, and the pool after it.
    killer = Job(9, paper(FINANCE, 2024, dies=True), "9.html", Hints())
    with Readers(read_paper) as readers:
        readings = {job.capture_id: reading for job, reading in readers.read([JOBS[0], killer, *JOBS[1:], killer])}
    assert readings.pop(9) == Failure(CaptureState.READER_CRASHED, "the reading process died")
    assert [report.body for (report,) in readings.values()] == [COUNTY, FINANCE, TOWN]


def test_a_document_that_hangs_is_given_up_and_costs_only_itself(tmp_path):
    # It is tried twice at most, beside others and alone, so it costs two times the limit, however busy the machine is.
    tries = tmp_path / "tries"
    hanging = Job(9, paper(FINANCE, 2024, hangs=str(tries)), "9.html", Hints())
    with Readers(read_paper, seconds=2) as readers:
        readings = {job.capture_id: reading for job, reading in readers.read([hanging, *JOBS])}
    assert readings.pop(9) == Failure(CaptureState.READER_TIMEOUT, "reading took more than 2 s")
    assert [report.body for (report,) in readings.values()] == [COUNTY, FINANCE, TOWN]
    assert len(set(tries.read_text().split())) == 2


PARENT = """
from pathlib import Path
import sys
from checks.reading import Hints
from reports.workers import Job, Readers
from tests.reports.test_ledger_intake import name_yourself_and_hang
if __name__ == "__main__":
    with Readers(name_yourself_and_hang) as readers:
        list(readers.read([Job(1, sys.argv[1].encode(), "1.html", Hints())]))
"""


def name_yourself_and_hang(data, *, source, hints):
    Path(data.decode()).write_text(str(os.getpid()))
    time.sleep(600)


@pytest.mark.skipif(os.name != "posix", reason="asks for a process by its number")
def test_workers_die_with_a_killed_parent(tmp_path):
    script, told = tmp_path / "parent.py", tmp_path / "pid"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with subprocess.Popen([sys.executable, script, told], env=environment) as parent:
        eventually(lambda: told.exists() and told.read_text())
        parent.kill()
    worker = int(told.read_text())
    eventually(lambda: not alive(worker))


def test_whoever_interrupts_does_not_wait_for_a_document_that_hangs(tmp_path):
    told = tmp_path / "pid"
    hanging = Job(1, str(told).encode(), "1.html", Hints())
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        read_and_interrupt(hanging, told)
    assert time.monotonic() - began < 60


def read_and_interrupt(hanging, told):
    with Readers(name_yourself_and_hang) as readers:
        list(readers.read(interrupted_after([hanging], told)))


def interrupted_after(jobs, told):
    yield from jobs
    eventually(told.exists)
    raise KeyboardInterrupt


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A container without an init keeps the dead as zombies.
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def eventually(condition):
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_readings_come_in_the_order_of_the_documents_whatever_takes_longest():
    with ThreadPoolExecutor(4) as executor, Readers(slow_first, executor) as readers:
        assert [job.capture_id for job, _ in readers.read(JOBS)] == [1, 2, 3]


def slow_first(data, *, source, hints):
    time.sleep(0.2 if source == "1.html" else 0)
    return read_paper(data, source=source, hints=hints)


def test_progress_is_told(desk):
    told = []
    desk.crawl(D1, {"1": paper(FINANCE, 2024)})
    desk.visit(D2, {"1": paper(FINANCE, 2024), "2": paper(TOWN, 2024)})
    with ThreadPoolExecutor(1) as executor:
        ingest(
            desk.store, desk.workspace, as_of=D2, executor=executor, read=read_paper,
            progress=lambda done, of: told.append((done, of)),
        )  # fmt: skip
    assert told == [(1, 2), (2, 2)]


SCAN = paper(None, None, unreadable=True)


@pytest.mark.parametrize(
    ("data", "said", "verdict"),
    [
        (paper(None, 2024), {"body": "fin"}, (CaptureState.EDITION, "")),
        (paper(FINANCE, None), {"year": 2024}, (CaptureState.EDITION, "")),
        (paper("青禾县财税局", 2024), {"body": FINANCE}, (CaptureState.EDITION, "")),
        (SCAN, {"body": "fin", "year": 2024}, (CaptureState.EDITION, "")),
        (SCAN, {"body": "fin"}, (CaptureState.UNREADABLE, "")),
        (paper(None, 2024), {"year": 2024}, (CaptureState.UNIDENTIFIED, "看不出是哪个机关的")),
        (paper(TOWN, 2024), {"body": "fin"}, (CaptureState.UNIDENTIFIED, f"自称是“{TOWN}”的，与 --body 所说不符")),
        (paper(FINANCE, 2023), {"body": "fin", "year": 2024}, (CaptureState.UNIDENTIFIED, "自称是 2023 年度的")),
        (paper(FINANCE, 2024, notice=True), {"body": "fin", "year": 2024}, (CaptureState.NOT_REPORT, "既没有")),
        (paper(FINANCE, 2024, raises=True), {"body": "fin", "year": 2024}, (CaptureState.READER_CRASHED, "gave up")),
    ],
    ids=[
        "names no body", "names no year", "a name that is not listed", "a scan", "a scan of no year",
        "still nobody's", "another body's", "of another year", "a notice", "breaks the reader",
    ],
)  # fmt: skip
def test_what_a_person_says_of_a_file_completes_it_and_never_contradicts_it(desk, tmp_path, data, said, verdict):
    state, reason = verdict
    page = tmp_path / "saved.html"
    page.write_bytes(data)
    (entered,) = enter_by_hand(desk, page, **said)
    assert entered.verdict.state is state
    assert reason in entered.verdict.reason
    told = [(edition.body_id, edition.year) for edition in desk.store.editions()]
    assert told == ([("fin", 2024)] if state is CaptureState.EDITION else [])


def enter_by_hand(desk, *pages, **details):
    with ThreadPoolExecutor(1) as executor:
        return import_files(desk.store, desk.workspace, pages, as_of=D2, executor=executor, read=read_paper, **details)


def test_a_file_that_led_to_nothing_is_read_again_when_more_is_said_of_it(desk, tmp_path):
    page = tmp_path / "saved.html"
    page.write_bytes(paper(None, 2024))
    tries = [enter_by_hand(desk, page), enter_by_hand(desk, page, body="fin"), enter_by_hand(desk, page, body="fin")]
    assert [(entered.new, entered.usable) for (entered,) in tries] == [(True, False), (True, True), (False, True)]
    assert len(desk.store.captures()) == len(desk.store.editions()) == 1


def test_the_word_of_a_person_says_nothing_of_the_same_bytes_when_a_crawl_meets_them(desk, tmp_path):
    page = tmp_path / "saved.html"
    page.write_bytes(paper(None, 2024))
    enter_by_hand(desk, page, body="fin", url=SITE + "1")
    desk.crawl(D3, {"1": paper(None, 2024)})
    assert states(desk) == [CaptureState.EDITION, CaptureState.UNIDENTIFIED]


@pytest.mark.parametrize(
    ("details", "says"),
    [
        ({"url": "qinghe.example/1"}, "no web address"),
        ({"url": "javascript:alert(1)"}, "no web address"),
        ({"url": "http://[1"}, "no web address"),
        ({"year": 2042}, "report years are 2008 to 2025"),
        ({"year": 24}, "report years are 2008 to 2025"),
        ({"body": "青禾县气象局"}, "青禾县气象局"),
    ],
)
def test_what_cannot_be_said_of_a_file_is_told_in_one_line(desk, tmp_path, details, says):
    page = tmp_path / "saved.html"
    page.write_bytes(paper(FINANCE, 2024))
    with pytest.raises(UserError, match=says) as told:
        enter_by_hand(desk, page, **details)
    assert "\n" not in str(told.value)
    assert desk.store.captures() == []
