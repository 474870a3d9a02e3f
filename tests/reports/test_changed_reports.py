"""A report that changes after publication: told with both numbers and both originals, in the ledger and the digest."""

import pytest
from lxml import html

from checks.model import Level, Outcome
from reports import content, intake
from reports.digest.compose import compose
from reports.digest.gather import gather
from reports.digest.render import render_page
from reports.ledger import evaluate
from reports.status import body_years
from reports.store import RunState, Store
from tests.reports.ledger_samples import FINANCE, SITE, Desk, day, make_workspace, paper

D1, D2, D3, D4 = day("2025-01-10"), day("2025-01-20"), day("2025-02-10"), day("2025-02-12")
QUIET = {"t2.licensing.decisions": 7}


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def report(cells=None, **more):
    return paper(FINANCE, 2024, cells, date="2025-01-09", **more)


def look(desk, as_of, pages, **details):
    desk.crawl(as_of, pages, **details)
    evaluate(desk.store, desk.workspace, as_of=as_of)


def told(desk):
    return [row.finding for row in desk.store.open_findings(bodies=["fin"]) if row.finding.rule == "P102"]


def standing(desk, as_of):
    rows = body_years(desk.store, desk.workspace, as_of=as_of)
    row = next(row for row in rows if (row.id, row.year) == ("fin", 2024))
    return str(row.state), [flag for flag in row.flags if flag != "simulated"]


def test_a_quietly_changed_number_is_told_with_both_values_and_both_originals(desk):
    look(desk, D1, {"1": report()})
    look(desk, D2, {"1": report(QUIET)})
    (finding,) = told(desk)
    assert (finding.outcome, finding.level, finding.expected, finding.found) == (Outcome.FAIL, Level.WARNING, "0", "7")
    assert finding.cells == ("t2.licensing.decisions",)
    assert "2025-01-10 至 2025-01-20" in finding.message
    assert "0 → 7" in finding.message
    before, after = desk.store.editions("fin", 2024)
    assert [(each.text, each.sha256) for each in finding.evidence] == [("0", before.sha256), ("7", after.sha256)]
    assert standing(desk, D2) == ("on_time", ["changed"])


def test_once_changed_back_nothing_is_held_against_the_body(desk):
    for at, cells in ((D1, None), (D2, QUIET), (D3, None)):
        look(desk, at, {"1": report(cells)})
    assert told(desk) == []
    assert standing(desk, D3) == ("on_time", ["changed"])


@pytest.mark.parametrize(
    ("first", "second", "flags", "findings"),
    [
        ({"1": report()}, {"2": report()}, ["moved"], 0),
        ({"1": report()}, {"2": report(QUIET)}, ["changed", "moved"], 1),
        ({"1": report()}, {"1": report(picture=True)}, ["unreadable"], 0),
        ({"1": report(picture=True)}, {"1": report()}, [], 0),
        ({"1": report(), "1.docx": report()}, {"1": report(QUIET), "1.docx": report()},
         ["changed", "copies_disagree"], 1),
    ],
    ids=["moved", "moved and changed", "a picture in its place", "a picture before", "only the page changed"],
)  # fmt: skip
def test_moved_changed_and_withdrawn_are_told_apart(desk, first, second, flags, findings):
    look(desk, D1, first)
    for at in (D2, D3, D4):
        look(desk, at, second)
    state, found = standing(desk, D4)
    assert (state, found, len(told(desk))) == ("on_time", flags, findings)


def test_a_run_that_was_rejected_neither_moves_nor_changes_a_report(desk):
    look(desk, D1, {"1": report()})
    look(desk, D2, {"2": report(QUIET)}, state=RunState.REJECTED)
    assert "changed" not in standing(desk, D2)[1]
    assert "moved" not in standing(desk, D2)[1]


def test_the_digest_shows_every_change_cell_by_cell_and_sentence_by_sentence(desk):
    look(desk, D1, {"1": report(text="培训3次。未收取费用。")})
    look(desk, D2, {"1": report(QUIET, text="培训8次。未收取费用。")})
    facts = gather(desk.store, desk.workspace, as_of=D2)
    for lang, nothing in (("zh", "没有发现"), ("en", "No published report")):
        page = html.document_fromstring(render_page(compose(facts, lang)))
        (section,) = page.xpath("//section[@aria-labelledby='revisions']")
        assert nothing not in section.text_content()
        assert section.xpath(".//td/del/text()") == ["0"]
        assert section.xpath(".//td/ins/text()") == ["7"]
        assert section.xpath(".//li/del//text()") == ["培训3次。"] * 6
        assert section.xpath(".//li/ins//text()") == ["培训8次。"] * 6
        before, after = desk.store.editions("fin", 2024)
        assert section.xpath(".//span[@class='hash']/text()") == [before.sha256, after.sha256]
        assert section.xpath(f".//a[@href='{SITE}1']")


def test_a_digest_without_changes_says_so(desk):
    look(desk, D1, {"1": report()})
    page = render_page(compose(gather(desk.store, desk.workspace, as_of=D1), "zh"))
    assert "没有发现已公布的报告被改动。" in page


def test_what_another_version_of_the_reader_understood_is_no_change_of_the_page(desk, monkeypatch):
    # The bytes differ by a counter; the new reader takes a number otherwise than the old one did.
    look(desk, D1, {"1": report()})
    monkeypatch.setattr(content, "reader_version", lambda: "newer")
    monkeypatch.setattr(intake, "reader_version", lambda: "newer")
    look(desk, D2, {"1": report(QUIET)})
    assert told(desk) == []
    assert standing(desk, D2) == ("on_time", [])


def test_after_an_update_known_pages_are_read_again_so_that_later_changes_are_seen(desk, monkeypatch):
    look(desk, D1, {"1": report()})
    monkeypatch.setattr(content, "reader_version", lambda: "newer")
    monkeypatch.setattr(intake, "reader_version", lambda: "newer")
    look(desk, D2, {"1": report()})
    assert [edition.reader for edition in desk.store.editions("fin", 2024)] == ["newer"]
    look(desk, D3, {"1": report(QUIET)})
    assert len(told(desk)) == 1
