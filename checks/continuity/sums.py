"""A sum over cells of several reports that must be nothing: it is, it is not, or it stays open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from checks.arithmetic.balance import MOST_READINGS, State
from checks.labels import label
from checks.model import MAY_BE_BLANK, Cell, CellStatus, Report
from checks.words import Words, number

ZERO = Decimal(0)

Reading = tuple[Decimal, ...]
"""One value for each of several cells."""


@dataclass(frozen=True, slots=True)
class Term:
    """Cells of one report in a sum, each with +1 or -1; `report` is where they stand."""

    report: Report
    signs: tuple[tuple[str, int], ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells in the order of the signs; what the report does not list is missing."""
        return tuple(self.report.cells.get(i) or Cell(i, CellStatus.MISSING) for i, _ in self.signs)

    def named(self, cell: str) -> Words:
        """Return what a cell of this report is called."""
        return Words(f"{self.report.year or ''}年度 {label(cell)}", f"{cell} of {self.report.year or 'the report'}")


@dataclass(frozen=True, slots=True)
class Sum:
    """What is known about a sum.

    Attributes:
        value: of the sum, None where a cell has several readings or none.
        blanks: the blank cells that count 0 in it.
        ocr: whether a cell was read from a picture.
        why: why the sum is open, in words.
    """

    state: State
    value: Decimal | None = None
    blanks: tuple[str, ...] = ()
    ocr: bool = False
    why: Words | None = None

    @property
    def certain(self) -> bool:
        """Whether nothing but plainly printed numbers takes part."""
        return not self.blanks and not self.ocr


def weigh(terms: Sequence[Term]) -> Sum:
    """Judge that a sum is nothing.

    Blank cells count 0. Cells whose digits are joined are read together, so that their readings make the digits that
    are printed; the sum is broken only if every reading breaks it, and one that balances is named and leaves it open.
    """
    lacking = [t.named(c.id) for t in terms for c in t.cells if not _has_reading(c)]
    if lacking:
        return Sum(State.OPEN, why=_joined(lacking, Words("{cells} 缺失或无法读取", "{cells} missing or unreadable")))
    cells = [cell for term in terms for cell in term.cells]
    blanks = tuple(cell.id for cell in cells if cell.status is CellStatus.BLANK)
    ocr = any(cell.by == "ocr" for cell in cells)
    if any(cell.status is CellStatus.AMBIGUOUS for cell in cells):
        return _weigh_readings(terms, blanks, ocr=ocr)
    value = sum((sign * (cell.value or ZERO) for term in terms for cell, (_, sign) in _pairs(term)), ZERO)
    return Sum(State.BROKEN if value else State.HOLDS, value, blanks, ocr)


def readings(report: Report, cells: Sequence[Cell]) -> list[Reading]:
    """Return what some cells of a report may read together.

    Cells that share one text of joined digits are parts of it: only splits that give back that text are readings.
    """
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.text if cell.status is CellStatus.AMBIGUOUS else "", []).append(cell)
    shared = [(wanted, _of_group(report, text, wanted)) for text, wanted in groups.items()]
    found = []
    for parts in product(*(each for _, each in shared)):
        value = {
            c.id: v for (wanted, _), part in zip(shared, parts, strict=True) for c, v in zip(wanted, part, strict=True)
        }
        found.append(tuple(value[cell.id] for cell in cells))
    return found


def _of_group(report: Report, text: str, wanted: Sequence[Cell]) -> list[Reading]:
    if text:
        row = [cell for cell in report.cells.values() if cell.text == text and cell.place == wanted[0].place]
        whole = {tuple(split[row.index(cell)] for cell in wanted) for split in _splits("".join(text.split()), row)}
        if whole:
            return sorted(whole)
    return list(product(*(_candidates(cell) for cell in wanted)))


def _splits(text: str, row: Sequence[Cell]) -> Iterator[Reading]:
    """Yield the readings of a whole row that, written one after the other, are its text."""
    if not row:
        if not text:
            yield ()
        return
    for candidate in _candidates(row[0]):
        written = number(candidate)
        if text.startswith(written):
            yield from ((candidate, *rest) for rest in _splits(text[len(written) :], row[1:]))


def _candidates(cell: Cell) -> tuple[Decimal, ...]:
    return cell.candidates if cell.status is CellStatus.AMBIGUOUS else (cell.value or ZERO,)


def _weigh_readings(terms: Sequence[Term], blanks: tuple[str, ...], *, ocr: bool) -> Sum:
    reached: dict[Decimal, tuple[Reading, ...]] = {ZERO: ()}
    for term in terms:
        options = readings(term.report, term.cells)
        if len(reached) * len(options) > MOST_READINGS:
            return Sum(State.OPEN, blanks=blanks, ocr=ocr, why=Words("读法过多", "too many readings"))
        signs = [sign for _, sign in term.signs]
        reached = {
            total + sum((s * v for s, v in zip(signs, option, strict=True)), ZERO): (*path, option)
            for total, path in reached.items()
            for option in options
        }
    if ZERO in reached:
        return Sum(State.OPEN, blanks=blanks, ocr=ocr, why=_balancing(terms, reached[ZERO]))
    lost = [t.named(c.id) for t in terms for c in t.cells if MAY_BE_BLANK in c.how]
    if lost:
        words = Words("{cells} 可能是空白，读不出", "{cells} may be blank and cannot be told")
        return Sum(State.OPEN, blanks=blanks, ocr=ocr, why=_joined(lost, words))
    return Sum(State.BROKEN, None, blanks, ocr)


def _balancing(terms: Sequence[Term], path: Sequence[Reading]) -> Words:
    chosen = [
        Words(*(f"{words} = {number(value)}" for words in term.named(cell.id)))
        for term, reading in zip(terms, path, strict=True)
        for cell, value in zip(term.cells, reading, strict=True)
        if cell.status is CellStatus.AMBIGUOUS
    ]
    return _joined(chosen, Words("数字粘连，取 {cells} 时相等", "joined digits; it holds with {cells}"))


def _joined(cells: Iterable[Words], words: Words) -> Words:
    named = list(cells)
    return Words(
        words.zh.format(cells="、".join(each.zh for each in named)),
        words.en.format(cells=", ".join(each.en for each in named)),
    )


def _pairs(term: Term) -> Iterator[tuple[Cell, tuple[str, int]]]:
    return zip(term.cells, term.signs, strict=True)


def _has_reading(cell: Cell) -> bool:
    if cell.status is CellStatus.AMBIGUOUS:
        return bool(cell.candidates)
    return cell.status not in {CellStatus.MISSING, CellStatus.UNREADABLE}
