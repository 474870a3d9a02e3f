"""Two ways of reading the same bytes: asked only in doubt, and never settled by preferring one."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from checks.documents import parse_documents
from checks.documents.model import Block, Document, Table
from checks.model import CellStatus, Report
from checks.reading.report import read_report
from checks.reading.second import with_second_opinion
from tests.writing import LAYOUTS, dice, random_gold

FIGURE = "t3.received.total"


def page() -> Document:
    """A report whose sums hold, with a value everywhere."""
    rng = dice("second opinion")
    data, _, _ = LAYOUTS["html_official"].render(random_gold(rng, "2021").filled(), rng)
    (document,) = parse_documents(data, "given")
    report = read_report(document)
    assert {cell.status for cell in report.cells.values()} == {CellStatus.READ}
    return document


PAGE = page()


def with_text(document: Document, place: str, text: str) -> Document:
    """Return the document with another text in the cell at a place."""

    def changed(block: Block) -> Block:
        if not isinstance(block, Table):
            return block
        cells = (cell._replace(text=text) if block.place(cell) == place else cell for cell in block.cells)
        return replace(block, cells=tuple(cells))

    return replace(document, blocks=tuple(map(changed, document.blocks)))


PLACE = read_report(PAGE).cells[FIGURE].place
TRUE = read_report(PAGE).value(FIGURE)
assert TRUE is not None


def told(first: str | None, second: str | None, *, doubtful: bool = False) -> Report:
    """Return what comes of two readings that differ in one cell; None leaves it as it is."""
    document, other = (PAGE if text is None else with_text(PAGE, PLACE, text) for text in (first, second))
    document = replace(document, again=lambda: other, doubtful=doubtful)
    return with_second_opinion(read_report(document), document, None)


@pytest.mark.parametrize(
    ("first", "second", "status", "candidates"),
    [
        pytest.param("987654", None, CellStatus.AMBIGUOUS, {987654, TRUE}, id="other figure, sum broken"),
        pytest.param("987654", "987654", CellStatus.READ, set(), id="both see the same broken sum"),
        pytest.param("详见附件", None, CellStatus.AMBIGUOUS, {TRUE}, id="words against a figure"),
        pytest.param("987654", "", CellStatus.AMBIGUOUS, {987654, 0}, id="a blank may count as nothing"),
        pytest.param("987654", "详见附件", CellStatus.READ, set(), id="who understands nothing has no opinion"),
        pytest.param(None, "987654", CellStatus.READ, set(), id="no doubt, not asked"),
    ],
)
def test_where_two_ways_differ_both_are_given(
    first: str | None, second: str | None, status: CellStatus, candidates: set[int]
) -> None:
    report = told(first, second)
    assert (report.cells[FIGURE].status, set(report.cells[FIGURE].candidates)) == (
        status,
        set(map(Decimal, candidates)),
    )
    notes = [note.place for note in report.notes if note.code == "second_opinion"]
    assert notes == ([PLACE] if status is CellStatus.AMBIGUOUS else [])


def test_a_broken_line_is_doubt_enough() -> None:
    assert told(None, "987654", doubtful=True).cells[FIGURE].status is CellStatus.AMBIGUOUS


@pytest.mark.parametrize("again", [None, lambda: None], ids=["no other way", "no opinion to be had"])
def test_without_a_second_opinion_the_first_stands(again: Callable[[], None] | None) -> None:
    document = replace(with_text(PAGE, PLACE, "987654"), again=again)
    report = read_report(document)
    assert with_second_opinion(report, document, None) is report
