"""What is said of reports beside each other lives in the ledger as other findings do; what stays is compared once."""

import pytest

from checks.model import Family, Level
from checks.portfolio.sketches import sketch_of
from reports.digest.compose import compose
from reports.digest.gather import gather
from reports.digest.letter import write_letter
from reports.digest.render import render_page
from reports.ledger import evaluate, outcomes
from reports.store import Cause, FindingEventKind, Store
from tests.checks.portfolio.portfolio_samples import copy_of, text_of, written
from tests.reports.ledger_samples import HEAD, SITE, Desk, day, make_workspace, paper
from tests.reports.test_ledger import dump

D1, D2, D3 = day("2025-01-20"), day("2025-02-10"), day("2025-02-12")
OTHERS = [f"第{number}局" for number in range(10)]
PLACE = written("").place
AUDIT, STATS = written("审计局"), written("统计局")
BODIES = [*OTHERS, "审计局", "统计局"]


@pytest.fixture(params=[()])
def desk(request, tmp_path):
    government = f"gov,{PLACE}人民政府,government,{SITE},,,\n"
    rows = "".join(f"{name},{PLACE}{name},department,{SITE},,,\n" for name in (*BODIES, *request.param))
    workspace = make_workspace(tmp_path / "office", government + rows, first_year=2023)
    bodies = (workspace.root / "bodies.csv").read_text("utf-8").replace(HEAD, HEAD.replace("aliases", "aliases,parent"))
    lines = [line if line.startswith(("id", "gov")) else f"{line},gov" for line in bodies.splitlines()]
    (workspace.root / "bodies.csv").write_text("\n".join(lines) + "\n", "utf-8")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def page(report, published="2025-01-09", **more):
    overview, problems = text_of(report)[:2]
    return paper(report.body, report.year, date=published, texts={"1": overview, "5": problems}, **more)


def county(*reports, years=(2024,)):
    honest = [written(name, year) for name in OTHERS for year in years]
    return {f"{each.body}{each.year}": page(each) for each in (*honest, *reports)}


def check(desk, as_of, pages):
    desk.crawl(as_of, pages)
    return evaluate(desk.store, desk.workspace, as_of=as_of)


def portfolio(desk):
    return [row for row in desk.store.open_findings() if row.finding.family is Family.PORTFOLIO]


def story(desk, row):
    return [(event.kind, event.cause) for event in desk.store.finding_history(row.id)]


def test_a_copy_opens_stays_and_is_resolved_when_it_is_rewritten(desk):
    copy = copy_of(AUDIT, "统计局")
    pages = county(AUDIT) | {"s": page(copy, "2025-01-16")}
    check(desk, D1, pages)
    (row,) = portfolio(desk)
    assert (row.finding.rule, row.body_id, row.finding.level) == ("O102", "统计局", Level.WARNING)
    own, other = row.finding.evidence[:2]
    assert own.text in text_of(copy).overview + text_of(copy).problems
    assert other.text in text_of(AUDIT).overview + text_of(AUDIT).problems
    assert (own.url, other.url) == (f"{SITE}s", f"{SITE}{AUDIT.body}2024")
    assert own.sha256 != other.sha256
    check(desk, D2, pages)
    assert [each.id for each in portfolio(desk)] == [row.id]
    check(desk, D3, pages | {"s": page(STATS, "2025-01-16")})
    assert portfolio(desk) == []
    assert story(desk, row) == [
        (FindingEventKind.OPENED, Cause.FIRST),
        (FindingEventKind.RESOLVED, Cause.CONTENT),
    ]


def test_what_another_report_changes_is_not_told_as_mended(desk):
    copy, another = copy_of(AUDIT, "统计局"), page(written("审计局", seed="another"))
    pages = county() | {"a": another, "s": page(copy, "2025-01-16")}
    check(desk, D1, pages)
    assert portfolio(desk) == []
    check(desk, D2, pages | {"a": page(AUDIT)})
    rows = {row.body_id: row for row in portfolio(desk)}
    assert {row.finding.level for row in rows.values()} == {Level.HINT}, "the words that came later may be the copy"
    check(desk, D3, pages)
    assert portfolio(desk) == []
    assert story(desk, rows["统计局"]) == [
        (FindingEventKind.OPENED, Cause.OTHERS),
        (FindingEventKind.RESOLVED, Cause.OTHERS),
    ]
    assert story(desk, rows["审计局"]) == [
        (FindingEventKind.OPENED, Cause.CONTENT),
        (FindingEventKind.RESOLVED, Cause.CONTENT),
    ]


def test_the_own_report_of_the_year_before(desk):
    before = written("审计局", 2023)
    pages = county(before, copy_of(before, "审计局"), years=(2023, 2024))
    check(desk, D1, pages)
    assert [(row.finding.rule, row.body_id, row.year) for row in portfolio(desk)] == [("O101", "审计局", 2024)]


def test_doing_it_again_writes_nothing(desk):
    pages = county(AUDIT) | {"s": page(copy_of(AUDIT, "统计局"), "2025-01-16")}
    check(desk, D1, pages)
    before = dump(desk.store)
    summary = evaluate(desk.store, desk.workspace, as_of=D1)
    assert (summary.events, summary.evaluated) == (0, 0)
    assert summary.persisting == len(desk.store.open_findings())
    assert dump(desk.store) == before


def test_where_nothing_moved_no_report_is_compared(desk, monkeypatch):
    check(desk, D1, county(AUDIT, STATS))

    def refuse(*_):
        raise AssertionError("compared again")

    monkeypatch.setattr("reports.portfolio.compare.Year", refuse)
    assert evaluate(desk.store, desk.workspace, as_of=D2).events == 0


def test_a_changed_report_alone_is_sketched_again(desk, monkeypatch):
    pages = county(AUDIT, STATS)
    check(desk, D1, pages)
    made = []

    def counted(text):
        made.append(text)
        return sketch_of(text)

    monkeypatch.setattr("reports.portfolio.words.sketch_of", counted)
    check(desk, D2, pages | {f"{STATS.body}2024": page(written("统计局", seed="another"))})
    assert len(made) == 1


def test_a_withdrawn_report_is_compared_no_more(desk):
    pages = county(AUDIT) | {"s": page(copy_of(AUDIT, "统计局"), "2025-01-16")}
    check(desk, D1, pages)
    (row,) = portfolio(desk)
    (desk.workspace.root / "bodies.csv").write_text(
        (desk.workspace.root / "bodies.csv").read_text("utf-8").replace(f"统计局,{PLACE}统计局", f"x,{PLACE}信访局"),
        "utf-8",
    )
    again = Desk(desk.store, type(desk.workspace).open(desk.workspace.root))
    evaluate(again.store, again.workspace, as_of=D2)
    assert portfolio(again) == []
    assert row.public_id


def test_all_answers_of_a_workspace_name_the_same_copies(desk):
    check(desk, D1, county(AUDIT) | {"s": page(copy_of(AUDIT, "统计局"), "2025-01-16")})
    told = [each for each in outcomes(desk.store, desk.workspace, as_of=D1) if each.rule == "O102" and each.reportable]
    assert told == [row.finding for row in portfolio(desk)]


def test_a_government_is_compared_with_the_sums_of_its_bodies(desk):
    cells = {"t3.received.total": 3, "t3.granted.total": 2, "t4.review.total": 1, "t2.licensing.decisions": 7}
    cells |= {"t2.penalties.decisions": 5, "t3.handled_total.total": 3}
    bodies = [written(name) for name in BODIES]
    sums = {cell: value * len(bodies) for cell, value in cells.items()} | {"t3.received.total": 35}
    pages = {each.body: page(each, cells=cells) for each in bodies}
    government = paper(f"{PLACE}人民政府", 2024, sums, date="2025-01-09")
    check(desk, D1, {name: data for name, data in pages.items() if "统计" not in name} | {"g": government})
    assert not [row for row in portfolio(desk) if row.finding.rule == "O104"]
    check(desk, D2, pages | {"g": government})
    (row,) = [row for row in portfolio(desk) if row.finding.rule == "O104"]
    assert (row.body_id, row.finding.cells, row.finding.level) == ("gov", ("t3.received.total",), Level.HINT)
    assert (row.finding.found, row.finding.expected) == (35, 36)


ROW = "4.涉及工作秘密 <b>"


@pytest.mark.parametrize(("bodies", "told"), [(6, 0), (4, 4)], ids=["many share it", "few have it"])
def test_a_row_that_many_reports_share_is_held_against_none_of_them(desk, bodies, told):
    check(desk, D1, {name: paper(PLACE + name, 2024, unknown_rows=[ROW]) for name in BODIES[:bodies]})
    rows = [row for row in desk.store.open_findings() if row.finding.rule == "F114"]
    assert len(rows) == told
    digest = compose(gather(desk.store, desk.workspace, as_of=D1), "zh")
    letter = write_letter(digest, "x.html")
    for text in (render_page(digest), letter.html, letter.text):
        assert ("格式可能有变" in text) is (told == 0)
    assert "涉及工作秘密 <b>" not in render_page(digest)


def test_a_row_that_becomes_shared_takes_back_what_was_said_of_it(desk):
    pages = {name: paper(PLACE + name, 2024, unknown_rows=[ROW]) for name in BODIES[:6]}
    check(desk, D1, dict(list(pages.items())[:4]))
    before = [row for row in desk.store.open_findings() if row.finding.rule == "F114"]
    check(desk, D2, pages)
    assert len(before) == 4
    assert story(desk, before[0])[1:] == [(FindingEventKind.RESOLVED, Cause.OTHERS)]
    assert not [row for row in desk.store.open_findings() if row.finding.rule == "F114"]


@pytest.mark.parametrize("desk", [("人民政府办公室",)], indirect=True, ids=["with an office"])
@pytest.mark.parametrize(("others", "told"), [({"t2.penalties.decisions": 4}, True), ({}, False)], ids=["some", "none"])
def test_a_government_with_the_tables_of_its_office_while_others_have_figures(desk, others, told):
    cells = {"t3.received.total": 3, "t3.granted.total": 2, "t4.review.total": 1, "t2.licensing.decisions": 7}
    cells |= {"t3.handled_total.total": 3}
    pages = {name: paper(PLACE + name, 2024, cells) for name in ("人民政府", "人民政府办公室")}
    check(desk, D1, pages | {name: paper(PLACE + name, 2024, others) for name in BODIES[:3]})
    found = [(row.body_id, row.finding.evidence[0].url) for row in portfolio(desk) if row.finding.rule == "O105"]
    assert found == ([("gov", f"{SITE}人民政府办公室")] if told else [])
