"""Files of several years of one body are compared, whatever their order, and only with that body's own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.examples import Example, report_of
from checks.model import Family, Level, Outcome
from config.registry import load_registry
from reports.files import check_reports
from tests.checks.portfolio.portfolio_samples import LAST, NOW, copy_of, text_of, written

OUT_2 = {
    "t3.received.natural_person": 9,
    "t3.received.total": 11,
    "t3.carried_out.natural_person": 2,
    "t3.carried_out.total": 2,
}
HEAD = "id,name,kind,site,aliases,since,until,successor\n"


def paper(year, body="云岫县财政局", cells=None, source="paper.html"):
    return replace(report_of(Example(title="paper", year=year, body=body, cells=cells or {})), source=source)


def carried(reports, registry=None):
    """The answer of C101 on each report."""
    return [next(f for f in found if f.rule == "C101") for found in check_reports(reports, registry)]


@pytest.fixture
def registry(tmp_path):
    def load(rows):
        path = tmp_path / "bodies.csv"
        path.write_text(HEAD + rows, "utf-8")
        return load_registry(path, first_year=2021)

    return load


@pytest.mark.parametrize("order", [1, -1])
def test_the_year_before_is_found_in_any_order(order):
    answers = carried([paper(2022, cells=OUT_2), paper(2023), paper(2021)][::order])[::order]
    assert [answer.outcome for answer in answers] == [Outcome.PASS, Outcome.FAIL, Outcome.NOT_EVALUATED]
    assert (answers[1].found, answers[1].expected) == (Decimal(1), Decimal(2))
    assert {evidence.place[:4] for evidence in answers[1].evidence} == {"2022", "2023"}


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        pytest.param(paper(2022, "云岫县财政局", OUT_2), Outcome.FAIL, id="the body"),
        pytest.param(paper(2022, "云岫县财政局（本级）", OUT_2), Outcome.NOT_EVALUATED, id="the body alone"),
        pytest.param(paper(2022, "云岫县财政局办公室", OUT_2), Outcome.NOT_EVALUATED, id="its office"),
        pytest.param(paper(2022, "石汀县财政局", OUT_2), Outcome.NOT_EVALUATED, id="another county"),
        pytest.param(paper(2021, "云岫县财政局", OUT_2), Outcome.NOT_EVALUATED, id="two years before"),
        pytest.param(paper(2023, "云岫县财政局", OUT_2), Outcome.NOT_EVALUATED, id="the same year"),
        pytest.param(paper(2022, None, OUT_2), Outcome.NOT_EVALUATED, id="nobody's"),
    ],
)
def test_only_the_same_body(before, outcome):
    assert carried([before, paper(2023)])[1].outcome is outcome


def test_short_names_and_committees_of_zones_are_one_body():
    zone = [paper(2022, "云岫实验区管委会", OUT_2), paper(2023, "云岫实验区")]
    county = [paper(2022, "云岫县人民政府", OUT_2), paper(2023, "云岫县")]
    assert [carried(pair)[1].outcome for pair in (zone, county)] == [Outcome.FAIL, Outcome.FAIL]


def test_an_office_is_not_compared_with_its_government():
    papers = [paper(2022, "云岫县人民政府办公室", OUT_2), paper(2023, "云岫县人民政府")]
    assert carried(papers)[1].outcome is Outcome.NOT_EVALUATED


def test_a_registry_knows_former_names(registry):
    bodies = registry("edu,云岫县教体局,department,http://www.yunxiu.example/,云岫县教育局,,,\n")
    papers = [paper(2022, "云岫县教育局", OUT_2), paper(2023, "云岫县教体局")]
    assert carried(papers)[1].outcome is Outcome.NOT_EVALUATED
    assert carried(papers, bodies)[1].outcome is Outcome.FAIL


MERGED = (
    "a,云岫县文化局,department,http://www.yunxiu.example/,,2021,2022,c\n"
    "b,云岫县旅游局,department,http://www.yunxiu.example/,,2021,2022,c\n"
    "c,云岫县文旅局,department,http://www.yunxiu.example/,,2023,,\n"
)


def test_a_successor_continues_all_that_were_merged_into_it(registry):
    before = [paper(2022, "云岫县文化局"), paper(2022, "云岫县旅游局")]
    two = {
        "t3.received.natural_person": 7,
        "t3.carried_in.natural_person": 2,
        "t3.received.total": 9,
        "t3.carried_in.total": 2,
    }
    bodies = registry(MERGED)
    assert carried([*before, paper(2023, "云岫县文旅局", two)], bodies)[2].outcome is Outcome.PASS
    lost = carried([*before, paper(2023, "云岫县文旅局")], bodies)[2]
    assert (lost.outcome, lost.level) == (Outcome.FAIL, "warning")


def test_a_merger_with_a_report_lacking_is_not_compared(registry):
    answers = carried([paper(2022, "云岫县文化局", OUT_2), paper(2023, "云岫县文旅局")], registry(MERGED))
    assert answers[1].outcome is Outcome.NOT_EVALUATED


WRONG = {"t4.review.total": 99}


def reportable(reports):
    """What is told of each report, by rule."""
    return [sorted(each.rule for each in found if each.reportable) for found in check_reports(reports)]


@pytest.mark.parametrize("order", [1, -1])
def test_a_page_and_its_file_are_one_report_and_one_fault_is_told_once(order):
    page, file = paper(2023, cells=WRONG), paper(2023, cells=WRONG, source="paper.pdf")
    (alone,) = reportable([page])
    assert alone
    assert reportable([page, file][::order]) in ([alone, []], [[], alone])


def test_a_difference_between_a_page_and_its_file_is_told_once_with_both_names():
    page, file = paper(2023), paper(2023, cells={"t2.licensing.decisions": 7}, source="paper.pdf")
    told = [finding for found in check_reports([page, file]) for finding in found if finding.rule == "P104"]
    assert [finding.outcome for finding in told] == [Outcome.FAIL, Outcome.NOT_EVALUATED]
    assert "行政许可" in told[0].message
    assert [evidence.text for evidence in told[0].evidence[:2]] == ["paper.html", "paper.pdf"]
    assert {evidence.url for evidence in told[0].evidence} == {None}


def test_a_fault_of_the_file_alone_is_told_of_the_file():
    page, file = paper(2023), paper(2023, cells=WRONG, source="paper.pdf")
    found = [answer for answers in check_reports([page, file]) for answer in answers if answer.rule == "A104"]
    assert [(answer.outcome, answer.source) for answer in found] == [
        (Outcome.PASS, "paper.html"),
        (Outcome.FAIL, "paper.pdf"),
    ]


def test_agreeing_renderings_pass():
    answers = check_reports([paper(2023), paper(2023, source="paper.docx")])
    assert next(each for each in next(answers) if each.rule == "P104").outcome is Outcome.PASS


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([paper(2023, cells=WRONG, source="draft.html")], id="two versions of a page"),
        pytest.param([paper(2022, cells=WRONG, source="paper.pdf")], id="another year"),
        pytest.param([paper(2023, "石汀县财政局", WRONG, source="paper.pdf")], id="another body"),
        pytest.param([paper(2023, None, WRONG, source="paper.pdf")], id="nobody's"),
    ],
)
def test_what_is_no_rendering_of_the_same_report_is_judged_by_itself(others):
    reports = [paper(2023, cells=WRONG), *others]
    found = [next(each for each in answers if each.rule == "P104") for answers in check_reports(reports)]
    assert {each.outcome for each in found} == {Outcome.NOT_EVALUATED}
    assert all("A104" in rules for rules in reportable(reports))


def test_of_a_scan_and_a_page_the_page_is_judged():
    scan = paper(2023, source="scan.pdf")
    scan = replace(scan, cells={name: replace(cell, by="ocr") for name, cell in scan.cells.items()})
    found = list(check_reports([scan, paper(2023, cells={"t2.licensing.decisions": 7})]))
    answer = next(each for each in found[1] if each.rule == "P104")
    assert (answer.outcome, answer.source) == (Outcome.PASS, "paper.html")


def of_words(report):
    overview, problems = text_of(report)[:2]
    texts = {"1": overview, "5": problems}
    return report_of(Example(title="words", year=report.year, body=report.body, texts=texts))


def portfolio(reports, registry=None):
    """The copies told on files: rule, body, year, level."""
    found = (f for answers in check_reports(reports, registry) for f in answers)
    return {(f.rule, f.body, f.year, f.level) for f in found if f.family is Family.PORTFOLIO and f.reportable}


AUDIT, STATS = written("审计局"), written("统计局")
HONEST = [of_words(written(f"第{number}局")) for number in range(11)]


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        pytest.param([of_words(AUDIT), of_words(STATS)], set(), id="two bodies"),
        pytest.param(
            [of_words(AUDIT), of_words(copy_of(AUDIT, "统计局")), *HONEST],
            {("O102", AUDIT.body, NOW, Level.HINT), ("O102", STATS.body, NOW, Level.HINT)},
            id="of two files nobody knows which was first",
        ),
        pytest.param(
            [of_words(written("审计局", LAST)), of_words(copy_of(written("审计局", LAST), "审计局"))],
            {("O101", AUDIT.body, NOW, Level.HINT)},
            id="two years of one body, without others of its place",
        ),
        pytest.param(
            [of_words(written("审计局", LAST)), of_words(copy_of(written("审计局", LAST), "审计局")), *HONEST],
            {("O101", AUDIT.body, NOW, Level.WARNING)},
            id="two years of one body among others of its place",
        ),
        pytest.param([of_words(written("审计局", LAST)), of_words(AUDIT), *HONEST], set(), id="two honest years"),
    ],
)
def test_copies_among_files_are_told(reports, told):
    assert portfolio(reports) == told


def test_one_file_by_itself_is_beside_nothing():
    (answers,) = check_reports([of_words(AUDIT)])
    assert {f.outcome for f in answers if f.family is Family.PORTFOLIO} == {Outcome.NOT_EVALUATED}
