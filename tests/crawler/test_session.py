"""The session without Scrapy: what is handed out, what is recorded, what a resumed run still knows."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.exceptions import DownloadTimeoutError

from config.clock import parse_as_of
from config.settings import Crawl
from config.workspace import Workspace
from crawler.assessment import facts_of
from crawler.job import Job
from crawler.policy import Policy
from crawler.selection import Restriction
from crawler.session import Session
from crawler.sounding import FALLBACK, is_sounding
from crawler.source_run import SourceRun
from reports.archive import Archive
from reports.store import CaptureState, RunState, RunVerdict, Store, Verdict, VisitOutcome, VisitRow
from tests.crawler.office import Body, make_office

AS_OF = parse_as_of("2026-04-09")
SITE = "http://www.yunfan.example/"
LINKS = '<title>首页</title><a href="nb/">政府信息公开年报</a>'
REPORTS = "".join(
    f'<li><a href="t{year}.html">云帆县教育局{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-20</span></li>'
    for year in (2025, 2024, 2023, 2022)
)
ENTRY = '<li><a href="t2025.html">云帆县教育局2025年政府信息公开工作年度报告</a></li>'
LIST = f"<title>政府信息公开年报_云帆县</title><ul>{REPORTS}</ul>"
REPORT = "<title>年度报告</title><p>一、总体情况</p><p>云帆县教育局依法公开政府信息。</p><a href='./'>年报</a>"
HTML = {"content-type": "text/html"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_office(tmp_path, [Body("云帆县教育局", SITE), Body("云帆县财政局", SITE)])


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with Store.open(workspace.database, write=True) as store:
        store.sync_registry(workspace.registry, AS_OF)
        yield store


def open_session(
    workspace: Workspace, store: Store, restriction: Restriction | None = None, **settings: object
) -> tuple[Session, SourceRun]:
    session = Session(store, Archive(workspace.archive), Crawl(**settings), Policy.of([SITE]))
    source = workspace.registry.sources()[0]
    return session, session.open(source, AS_OF, simulated=True, restriction=restriction or Restriction())


def take(session: Session) -> Job | None:
    """The next request; a made-up address is answered as it should be."""
    while (job := session.take()) and is_sounding(job.entry.url):
        session.answered(job, 404, HTML, b"<title>404</title>")
    return job


def answer(session: Session, body: str, status: int = 200, headers: dict[str, str] | None = None) -> Job:
    job = take(session)
    assert job is not None
    assert session.answered(job, status, HTML | (headers or {}), body.encode())
    return job


def visits(store: Store, source_run: SourceRun) -> list[VisitRow]:
    return [visit for visit in store.visits(source_run.run.id) if not is_sounding(visit.url)]


def walk(session: Session) -> list[str]:
    """Answer everything as the small site would, and return the addresses in the order they were asked for."""
    asked = []
    while job := take(session):
        asked.append(job.entry.url.removeprefix(SITE))
        page = LINKS if asked[-1] == "" else LIST if asked[-1] == "nb/" else REPORT + asked[-1]
        session.answered(job, 200, HTML | {"etag": f'"{asked[-1]}"'}, page.encode())
    return asked


def test_from_the_home_page_to_the_reports_expected(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    assert walk(session) == ["", "nb/", "nb/t2025.html", "nb/t2024.html", "nb/t2023.html"]  # 2022 is before first_year
    newest = store.captures(run_id=source_run.run.id)[0]
    assert (newest.title, newest.list_date) == ("云帆县教育局2025年政府信息公开工作年度报告", "2026-01-20")
    assert facts_of(store, session.archive, source_run).counts["reports"] == 3


PAGER = "<script>var countPage = 3; var currentPage = 0;</script>"
HEADINGS = "<p>一、总体情况</p><p>三、收到和处理政府信息公开申请情况</p><p>五、存在的主要问题及改进情况</p>"
NEIGHBOURS = "".join(f'<p><a href="t{year}.html">{year}年政府信息公开年度报告</a></p>' for year in (2024, 2023))


@pytest.mark.parametrize(
    ("page", "more"),
    [
        (HEADINGS, []),  # the template of TRS turns the pages of articles, too
        (f"<p>附件下载</p>{NEIGHBOURS}", ["nb/t2024.html", "nb/t2023.html"]),  # 上一篇, 下一篇
        (f"<ul>{REPORTS}</ul>", ["nb/t2025_1.html", "nb/t2025_2.html", "nb/t2024.html", "nb/t2023.html"]),
    ],
    ids=["report", "article", "list"],
)
def test_only_a_list_has_further_pages(workspace: Workspace, store: Store, page: str, more: list[str]) -> None:
    session, _ = open_session(workspace, store)
    answer(session, LINKS)
    answer(session, f"<title>政府信息公开年报_云帆县</title>{ENTRY}")
    answer(session, f"<title>政府信息公开年报_云帆县</title>{page}{PAGER}")
    asked = []
    while job := take(session):
        asked.append(job.entry.url.removeprefix(SITE))
        session.answered(job, 200, HTML, REPORT.encode())
    assert asked == more


@pytest.mark.parametrize(
    ("entries", "short"),
    [(20, 1), (19, 0)],
)
def test_a_lone_page_that_is_as_long_as_lists_are_cut_is_no_whole_list(
    workspace: Workspace, store: Store, entries: int, short: int
) -> None:
    session, source_run = open_session(workspace, store)
    rows = "".join(f'<li><a href="t{at}.html">云帆县第{at}局2025年政府信息公开年报</a></li>' for at in range(entries))
    answer(session, LINKS)
    answer(session, f"<title>政府信息公开年报_云帆县</title>{rows}")
    assert facts_of(store, session.archive, source_run).counts["lists_short"] == short


def test_a_group_of_one_year_may_have_any_number_of_entries(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    rows = "".join(f'<li><a href="t{at}.html">云帆县第{at}局2025年政府信息公开年报</a></li>' for at in range(20))
    answer(session, LINKS)
    answer(session, '<title>政府信息公开年报_云帆县</title><a href="2025/">2025年</a>')
    answer(session, f"<title>政府信息公开年报_云帆县</title>{rows}")
    assert facts_of(store, session.archive, source_run).counts["lists_short"] == 0


def test_years_that_only_a_script_opens_are_not_taken_for_empty(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, LINKS)
    tabs = "".join(f'<li onclick="show({year})">{year}年</li>' for year in (2025, 2024, 2023))
    answer(session, f"<title>政府信息公开年报_云帆县</title>{tabs}{ENTRY}")
    facts = facts_of(store, session.archive, source_run)
    assert (facts.counts["lists_short"], facts.examples["lists_short_figures"]) == (1, "1/?")


def test_the_column_of_the_registry_shortens_the_way(tmp_path: Path) -> None:
    workspace = make_office(tmp_path, [Body("云帆县教育局", SITE, column=f"{SITE}nb/")])
    with Store.open(workspace.database, write=True) as store:
        session, _ = open_session(workspace, store)
        assert walk(session)[0] == "nb/"


@pytest.mark.parametrize(
    ("restriction", "expected"),
    [
        ({"year": 2024}, ["t2024.html"]),
        ({"sample": 2}, ["t2025.html", "t2024.html"]),
    ],
)
def test_a_restricted_run_asks_for_less(
    workspace: Workspace, store: Store, restriction: dict[str, int], expected: list[str]
) -> None:
    session, source_run = open_session(workspace, store, Restriction(**restriction))
    assert walk(session)[2:] == [f"nb/{name}" for name in expected]
    assert facts_of(store, session.archive, source_run).counts["restricted"] == 1


def test_reports_of_another_body_are_left_when_one_is_asked_for(workspace: Workspace, store: Store) -> None:
    body = workspace.registry.find("云帆县财政局")
    session, _ = open_session(workspace, store, Restriction(body=body))
    assert walk(session) == ["", "nb/"]


def test_an_interrupted_run_goes_on_where_it_was(workspace: Workspace, store: Store) -> None:
    session, first = open_session(workspace, store)
    answer(session, LINKS)
    answer(session, LIST)
    in_flight = take(session)
    again, second = open_session(workspace, store)
    assert second.run.id == first.run.id
    assert in_flight is not None
    assert sorted(walk(again)) == ["nb/t2023.html", "nb/t2024.html", "nb/t2025.html"]


def test_only_so_many_requests_wait_for_one_host(workspace: Workspace, store: Store) -> None:
    session, _ = open_session(workspace, store, concurrency_per_host=1)
    answer(session, LINKS)
    answer(session, LIST)
    assert take(session)
    assert take(session) is None  # one on the way
    assert session.waiting


def test_passing_failures_are_tried_again_and_then_recorded(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store, retries=1)
    job = take(session)
    assert job is not None
    assert not session.failed(job, DownloadTimeoutError("slow"))
    assert session.failed(job, DownloadTimeoutError("slow"))
    assert [visit.outcome for visit in visits(store, source_run)] == [VisitOutcome.TIMEOUT]
    assert not session.waiting


def test_a_challenge_is_not_tried_again_nor_read(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store, retries=3)
    answer(session, LINKS, 412)
    assert not session.waiting
    facts = facts_of(store, session.archive, source_run)
    assert (facts.counts["blocked"], facts.counts["pages"]) == (1, 1)


def test_a_site_that_blocks_again_and_again_is_left_in_peace(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, LINKS)
    answer(session, LIST)
    asked = 2
    while job := take(session):
        session.answered(job, 521, HTML, b"")
        asked += 1
    assert asked == 5
    assert source_run.stopped == "blocked"


def test_a_site_that_falls_silent_is_left_in_peace(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store, retries=0)
    answer(session, "<title>x</title>" + "".join(f'<a href="{at}/">政府信息公开年报</a>' for at in range(20)))
    while job := take(session):
        session.failed(job, DownloadTimeoutError("slow"))
    assert source_run.stopped == "silent"
    assert facts_of(store, session.archive, source_run).counts["pages_left"] == 15


def test_the_budget_of_pages_ends_a_run(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store, max_pages=3)
    walk(session)
    facts = facts_of(store, session.archive, source_run)
    assert (facts.counts["pages"], facts.counts["pages_left"], facts.stopped) == (3, 2, "max_pages")


def test_a_confirmed_page_is_read_from_the_archive(workspace: Workspace, store: Store) -> None:
    session, first = open_session(workspace, store)
    walk(session)
    store.finish_run(first.run.id, _rejected())
    again, second = open_session(workspace, store)
    confirmed = []
    while job := take(again):
        confirmed.append(job.headers.get("If-None-Match"))
        again.answered(job, 304, {}, b"")
    assert confirmed == ['""', '"nb/"', '"nb/t2025.html"', '"nb/t2024.html"', '"nb/t2023.html"']
    assert {visit.outcome for visit in visits(store, second)} == {VisitOutcome.UNCHANGED}
    shas = [[capture.sha256 for capture in store.captures(run_id=run.run.id)] for run in (first, second)]
    assert shas[0] == shas[1]


def test_a_page_that_breaks_our_code_costs_only_itself(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, LINKS)
    answer(session, LIST)
    poison = take(session)
    assert poison is not None
    session.give_up(poison)
    assert len(walk(session)) == 2
    facts = facts_of(store, session.archive, source_run)
    assert (facts.counts["pages_left"], facts.stopped) == (1, "error")


def test_a_damaged_payload_is_asked_for_anew(workspace: Workspace, store: Store) -> None:
    session, first = open_session(workspace, store)
    home = answer(session, LINKS, headers={"etag": '"a"'})
    store.finish_run(first.run.id, _rejected())
    (visit,) = [visit for visit in store.visits(first.run.id) if visit.url == home.entry.url]
    session.archive.path(visit.sha256 or "").write_bytes(b"damaged")
    again, _ = open_session(workspace, store)
    job = take(again)
    assert job is not None
    assert job.headers == {}


def test_a_304_that_nobody_asked_for(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, "", 304)
    assert [visit.outcome for visit in visits(store, source_run)] == [VisitOutcome.CLIENT_ERROR]


def test_a_redirect_is_a_visit_and_its_target_another(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, "", 302, {"location": "/index/"})
    answer(session, LINKS)
    seen = [(visit.role, visit.outcome.value, visit.final_url) for visit in visits(store, source_run)]
    assert seen == [("home", "redirected", f"{SITE}index/"), ("home", "ok", f"{SITE}index/")]


def test_redirects_come_to_an_end(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    hops = 0
    while job := take(session):
        hops += 1
        session.answered(job, 302, HTML | {"location": f"/{hops}/"}, b"")
    assert hops < 20
    assert visits(store, source_run)[-1].outcome is VisitOutcome.CLIENT_ERROR


def test_the_home_page_in_place_of_a_report_proves_nothing(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, LINKS)
    answer(session, LINKS)  # the list answers with the home page, as sites do for a week
    assert visits(store, source_run)[-1].outcome is VisitOutcome.SOFT_NOT_FOUND
    assert facts_of(store, session.archive, source_run).counts["lists_failed"] == 1


ERROR_PAGE = "<title>{at}</title><p>亲，您要找的内容飞走了，3 秒后回到首页</p><a href='/'>首页</a>"


@pytest.mark.parametrize("resumed", [False, True])
def test_what_a_host_answers_to_a_made_up_address_is_no_page(workspace: Workspace, store: Store, resumed: bool) -> None:
    session, source_run = open_session(workspace, store)
    while (job := session.take()) and not is_sounding(job.entry.url):
        session.answered(job, 200, HTML, LINKS.encode())
    assert job is not None
    session.answered(job, 200, HTML, ERROR_PAGE.format(at=1).encode())
    if resumed:
        session, source_run = open_session(workspace, store)
    answer(session, LIST)
    answer(session, ERROR_PAGE.format(at=2))
    answer(session, REPORT)
    seen = [(visit.outcome.value, visit.error) for visit in visits(store, source_run)]
    assert seen == [("ok", None), ("ok", None), ("soft_not_found", FALLBACK), ("ok", None)]


def test_the_home_page_in_place_of_an_article_after_a_burst(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, LINKS + "<p>2026-04-09 10:00:00</p>")
    answer(session, LIST)
    answer(session, LINKS + "<p>2026-04-09 10:00:07</p>")
    answer(session, REPORT)
    seen = [visit.outcome.value for visit in visits(store, source_run)]
    assert seen == ["ok", "ok", "soft_not_found", "ok"]


def test_where_a_host_sends_made_up_addresses_is_no_page(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    home = session.take()
    assert home is not None
    session.answered(home, 200, HTML, LINKS.encode())
    made_up = session.take()
    assert made_up is not None
    assert is_sounding(made_up.entry.url)
    session.answered(made_up, 302, HTML | {"location": "/index/"}, b"")
    answer(session, LIST)
    answer(session, "", 302, {"location": "/index/"})
    answer(session, "", 302, {"location": "/nb/moved.html"})
    assert [visit.outcome.value for visit in visits(store, source_run)] == ["ok", "ok", "soft_not_found", "redirected"]


def test_a_host_is_asked_for_one_made_up_address_in_a_run(workspace: Workspace, store: Store) -> None:
    session, source_run = open_session(workspace, store)
    walk(session)
    assert sum(is_sounding(visit.url) for visit in store.visits(source_run.run.id)) == 1


def _rejected() -> RunVerdict:
    return RunVerdict(RunState.REJECTED)


def look_again(workspace: Workspace, store: Store, days: int, *, fresh_days: int = 7) -> tuple[list[str], SourceRun]:
    """Look once more some days after the first time, as the plan of the season does, and return what was asked for."""
    session = Session(store, Archive(workspace.archive), Crawl(), Policy.of([SITE]))
    source, later = workspace.registry.sources()[0], AS_OF + timedelta(days=days)
    since = later - timedelta(days=fresh_days) + timedelta(hours=6)
    run = session.open(source, later, simulated=True, restriction=Restriction(), fresh_since=since)
    return walk(session), run


def looked_once(workspace: Workspace, store: Store) -> None:
    session, first = open_session(workspace, store)
    walk(session)
    store.finish_run(first.run.id, RunVerdict(RunState.ACCEPTED))
    for capture in store.unread_captures():
        store.settle_capture(capture.id, Verdict(CaptureState.NOT_REPORT), "")


def test_known_reports_are_sightings_without_a_request_within_a_week(workspace: Workspace, store: Store) -> None:
    looked_once(workspace, store)
    asked, run = look_again(workspace, store, 1)
    assert asked == ["", "nb/"]
    sighted = store.captures(run_id=run.run.id)
    assert sorted(capture.url.rsplit("/", 1)[1] for capture in sighted) == ["t2023.html", "t2024.html", "t2025.html"]
    assert {*store.asked_at([capture.id for capture in sighted]).values()} == {AS_OF}
    assert {capture.seen for capture in sighted} == {AS_OF + timedelta(days=1)}
    assert store.frontier_size(run.run.id) == (0, 5)
    assert facts_of(store, Archive(workspace.archive), run).counts["reports"] == 3


def test_after_a_week_known_reports_are_asked_for_again(workspace: Workspace, store: Store) -> None:
    looked_once(workspace, store)
    asked, _ = look_again(workspace, store, 7)
    assert asked[2:] == ["nb/t2025.html", "nb/t2024.html", "nb/t2023.html"]


def test_what_was_not_read_yet_is_asked_for_again(workspace: Workspace, store: Store) -> None:
    session, first = open_session(workspace, store)
    walk(session)
    store.finish_run(first.run.id, RunVerdict(RunState.ACCEPTED))
    asked, _ = look_again(workspace, store, 1)
    assert len(asked) == 5


def test_a_report_under_other_words_of_the_list_is_asked_for(
    workspace: Workspace, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_once(workspace, store)
    monkeypatch.setitem(globals(), "LIST", LIST.replace("2025-01-20", "2025-02-20"))
    asked, _ = look_again(workspace, store, 1)
    assert asked == ["", "nb/", "nb/t2024.html"]


@pytest.mark.parametrize(
    ("entry", "unaddressed"),
    [
        ({"id": 71, "title": "云帆县教育局2024年政府信息公开工作年度报告"}, 1),
        ({"id": 71, "title": "云帆县教育局2025年政府信息公开工作年度报告"}, 0),  # the list itself has its address
        ({"id": 71, "title": "云帆县教育局2024年部门决算"}, 0),
    ],
)
def test_data_that_name_a_report_by_its_id_alone_prove_nothing(
    workspace: Workspace, store: Store, entry: dict[str, object], unaddressed: int
) -> None:
    session, source_run = open_session(workspace, store)
    answer(session, LINKS)
    answer(session, f"<title>政府信息公开年报</title>{ENTRY}<script>load({{url: '/api/list.json'}})</script>")
    while job := take(session):
        body = json.dumps([entry]) if "/api/" in job.entry.url else REPORT
        session.answered(job, 200, HTML, body.encode())
    counts = facts_of(store, session.archive, source_run).counts
    assert counts["reports"] == 1
    assert counts["lists_unaddressed"] == unaddressed
