"""Every format fuzzed for some seconds, what once failed read again, and an oracle that is no false comfort."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.model import Cell, CellStatus, Report
from tests.fuzz import record
from tests.fuzz.campaign import fault_of
from tests.fuzz.corpus import files, kind_of, minimised
from tests.fuzz.extraction import PAGES
from tests.fuzz.formats import FORMATS
from tests.fuzz.oracle import faults_of
from tests.fuzz.originals import indexed
from tests.writing import dice
from tests.writing.layouts import pdf, word

EXAMPLES = {"html": 60, "text": 60, "docx": 30, "xlsx": 30, "ofd": 20, "pdf": 8}
ORIGINALS = 12
MARKS = {
    "pdf": pytest.mark.skipif(not pdf.available(), reason="needs reportlab and fonts-wqy-zenhei"),
    "doc": pytest.mark.skipif(not word.office(), reason="LibreOffice is not on this machine"),
}


def marked(*names: str) -> list:
    return [pytest.param(name, marks=MARKS.get(name, ())) for name in names]


@pytest.mark.parametrize("name", marked(*EXAMPLES))
def test_no_mutated_document_breaks_the_reader_or_makes_it_invent(name: str) -> None:
    format_ = FORMATS[name]
    pool = format_.originals(0, ORIGINALS)

    @settings(max_examples=EXAMPLES[name], derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(pool), st.sampled_from(pool), st.randoms(use_true_random=False))
    def read(data: bytes, other: bytes, rng: Random) -> None:
        assert format_.faults(format_.mutated(data, other, rng)) == []

    read()


@pytest.mark.slow
@MARKS["doc"]
@pytest.mark.parametrize(("name", "inputs"), [("doc", 12), ("office", 1)])
def test_old_word_files_are_fuzzed_too(name: str, inputs: int) -> None:
    format_ = FORMATS[name]
    pool = format_.originals(0, 3)
    for number in range(inputs):
        data = format_.mutated(pool[number % 3], pool[0], dice(number))
        assert format_.faults(data) == []


@pytest.mark.parametrize(("name", "path"), [pytest.param(*each, id=each[1].name) for each in files()])
def test_what_once_failed_does_not_fail_again(name: str, path: Path) -> None:
    started = time.process_time()
    assert FORMATS[name].faults(path.read_bytes()) == []
    assert time.process_time() - started < FORMATS[name].seconds


def invented(cell: Cell) -> Cell:
    return replace(cell, text="31415927", value=Decimal(31415927))


def misread(cell: Cell) -> Cell:
    return replace(cell, value=(cell.value or 0) + 27)


def cut(cell: Cell) -> Cell:
    return replace(cell, text=cell.text[:-1], value=Decimal(cell.text[:-1]))


def joined(cell: Cell) -> Cell:
    return replace(cell, text=f"{cell.text}7", value=Decimal(f"{cell.text}7"))


def unargued(cell: Cell) -> Cell:
    return replace(cell, status=CellStatus.INFERRED)


@pytest.mark.parametrize(
    ("text", "value", "right"),
    [
        pytest.param("1\u200b2", 12, True, id="a sign of no width prints nothing"),
        pytest.param("1 2", 1, False, id="a blank is printed"),
        pytest.param("12 12", 12, True, id="one cell of two that were merged"),
    ],
)
def test_what_is_read_is_what_is_printed(text: str, value: int, right: bool) -> None:
    cell = Cell("t2.licensing.decisions", CellStatus.READ, Decimal(value), text)
    faults = faults_of("text", text.encode(), [Report("given", cells={cell.id: cell})])
    assert [fault.partition(":")[0] for fault in faults] == ([] if right else ["value not of its text"])


@pytest.mark.parametrize("plant", [invented, misread, cut, joined, unargued])
@pytest.mark.parametrize("name", marked("html", "text", "docx", "xlsx", "ofd", "pdf", "doc"))
def test_the_oracle_catches_what_is_planted(name: str, plant: Callable[[Cell], Cell]) -> None:
    format_ = FORMATS[name]
    small = format_.originals(0, 3 if name == "doc" else ORIGINALS)[1:]
    read = ((data, format_.read(data, 0)) for data in small)
    for data, reports in read:
        assert faults_of(name, data, reports) == []
        whole = {word for text in PAGES[name](data) for word in text.split()} if name in PAGES else None
        told = [(report, cell) for report in reports for cell in report.cells.values() if is_plain(cell)]
        cells = [(report, cell) for report, cell in told if whole is None or cell.text in whole]
        for report, cell in cells[:1]:
            false = replace(report, cells={**report.cells, cell.id: plant(cell)})
            assert faults_of(name, data, [false])
            return
    pytest.fail("no figure to falsify")


def is_plain(cell: Cell) -> bool:
    """In PDF and OFD the oracle does not tell a digit that is printed twice from one that is printed heavily."""
    text = cell.text
    figure = cell.status is CellStatus.READ and text.isascii() and text.isdecimal() and len(text) > 3
    return figure and text[-1] not in {text[-2], "7"}


def test_what_cannot_be_written_is_a_crash() -> None:
    cell = Cell("t2.licensing.decisions", CellStatus.UNREADABLE, text="\ud800")
    assert kind_of(faults_of("text", b"", [Report("given", cells={cell.id: cell})])[0]) == "crash"


def never_ends(_data: bytes, _number: int) -> tuple[Report, ...]:
    while True:
        pass


def dies(_data: bytes, _number: int) -> tuple[Report, ...]:
    os.kill(os.getpid(), signal.SIGSEGV)
    return ()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize(("read", "kind"), [(never_ends, "hang"), (dies, "crash"), (lambda *_: (), "")])
def test_a_reader_that_hangs_or_dies_is_told(read: Callable[[bytes, int], tuple[Report, ...]], kind: str) -> None:
    what = fault_of(replace(FORMATS["text"], read=read, seconds=1), b"")
    assert (kind_of(what) if what else "") == kind


def test_a_failing_input_is_made_small() -> None:
    data = b"a" * 300 + b"needle" + b"b" * 300
    assert minimised(data, lambda smaller: b"needle" in smaller) == b"needle"


def test_a_damaged_number_of_an_object_fills_no_memory() -> None:
    objects = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n2147483648 0 obj\n<<>>\nendobj\n"
    made = indexed(objects + b"xref\n0 1\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n")
    assert made.startswith(objects + b"xref\n0 2\n")


def test_the_record_counts_against_the_floors(tmp_path: Path) -> None:
    path = tmp_path / "record.toml"
    told = {"commit": "0", "date": "2026-11-28", "machine": "any"}
    for name, inputs, guided in (("html", 300_000, False), ("text", 100_000, True), ("doc", 5_000, False)):
        counted = {"inputs": inputs, "seed": 1, "first": 0, "guided": guided, "seconds": 9}
        record.keep(record.Campaign(format=name, **counted, crashes=0, hangs=1, inventions=0, **told), path)
    rows = {name: rest for name, *rest in record.sums(record.kept(path))}
    assert rows["html/text"] == [400_000, 800_000, 100_000, 2]
    assert rows["doc"] == [5_000, 5_000, 0, 1]
    assert rows["pdf"] == [0, 50_000, 0, 0]
    assert "| html/text | 400,000 | 800,000 | 50% | 100,000 | 2 |" in record.table(record.kept(path))
