"""What each date of a report can say about its publication, by its source and the label it stands under."""

from datetime import date

import pytest

from checks.dating import Evidence, gather
from checks.model import DateSource, DateWitness
from config.clock import end_of_day

AS_OF = end_of_day(date(2026, 6, 30))
SEEN = end_of_day(date(2026, 2, 10))


def witness(day: str, source: str, text: str = "") -> DateWitness:
    return DateWitness(date.fromisoformat(f"2026-{day}"), DateSource(source), text)


def evidence(*witnesses: DateWitness, seen=SEEN, runs=()) -> Evidence:
    return gather(2025, AS_OF, witnesses, seen=seen, absent_runs=runs)


# Labels of metadata boxes and page lines; W124 prints only 生成日期, there the day of publication.
@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("发布日期：2026-01-20", "cms"),
        ("公开日期 2026-01-20", "cms"),
        ("日期：2026-01-20", "cms"),
        ("生成日期 2026-01-20", "cms"),
        ("索引号 7 发布机构 某局 生成日期 2026-01-20", "cms"),
        ("成文日期 2026-01-20", "signature"),
        ("发文日期：2026-01-20", "signature"),
        ("索引号 7 发布机构 某局 成文日期 2026-01-20", "signature"),
        ("更新时间：2026-01-20", "file"),
        ("成文日期 2026-01-10 发布日期 2026-01-20", "cms"),
    ],
)
@pytest.mark.parametrize("source", ["page.line", "page.metadata"])
def test_the_label_decides_what_a_date_of_the_page_is(source, text, role):
    found = evidence(witness("01-20", source, text))
    assert [name for name in ("cms", "address", "signature", "file") if getattr(found, name)] == [role]


def test_a_draft_counts_only_where_nothing_better_is_there():
    draft = witness("01-10", "page.metadata", "生成日期 2026-01-10")
    assert evidence(draft).cms == (draft,)
    for source in ("page.line", "meta.PubDate", "list"):
        better = witness("01-28", source, "2026-01-28")
        assert evidence(draft, better).cms == (better,)


# A text dated 10 January, published on the 28th: a crawl of the 20th that found nothing contradicts neither.
def test_a_draft_is_no_back_dating():
    runs = [end_of_day(date(2026, 1, 20))]
    made = witness("01-10", "page.metadata", "成文日期 2026-01-10")
    assert not evidence(made, witness("01-28", "page.line", "发布时间：2026-01-28"), runs=runs).back_dated
    assert not evidence(made, runs=runs).back_dated
    assert evidence(witness("01-10", "page.line", "发布时间：2026-01-10"), runs=runs).back_dated


def test_the_most_trusted_date_of_the_cms_comes_first():
    days = {"list": "01-01", "meta.PubDate": "01-02", "page.line": "01-04", "page.metadata": "01-03"}
    found = evidence(*(witness(day, source) for source, day in days.items()))
    assert [each.source for each in found.cms] == ["page.metadata", "page.line", "meta.PubDate", "list"]


def test_days_that_cannot_be_are_left_out_and_told_of_the_cms_alone():
    early = DateWitness(date(2025, 12, 31), DateSource.PAGE_LINE, "")
    future = DateWitness(date(2026, 7, 1), DateSource.LIST, "")
    good = witness("01-20", "meta.PubDate")
    assert (evidence(early, good, future).cms, evidence(early, good).impossible) == ((good,), True)
    made = DateWitness(date(2019, 3, 1), DateSource.DOCUMENT_PROPERTIES, "")
    assert (evidence(made, good).file, evidence(made, good).impossible) == ((), False)


# Servers of dynamic pages answer Last-Modified with the time of the request.
@pytest.mark.parametrize(("day", "counts"), [("02-09", True), ("02-10", False), ("03-01", False)])
def test_last_modified_must_be_older_than_our_visit(day, counts):
    found = evidence(witness(day, "http.last_modified"))
    assert bool(found.file) == counts


def test_only_runs_before_the_first_sight_bound_the_window():
    runs = [end_of_day(date(2026, 2, day)) for day in (1, 3, 12)]
    assert evidence(runs=runs).last_absent == runs[1]
    assert evidence(runs=runs, seen=None).last_absent is None
