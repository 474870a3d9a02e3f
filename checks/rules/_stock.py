"""What A105 and A106 share: one inequality for each row of documents."""

from collections.abc import Iterator

from checks.arithmetic.balance import State
from checks.arithmetic.inequality import Sign, not_negative
from checks.arithmetic.possible import STOCK_ROWS, stock
from checks.catalogue import Verdict
from checks.labels import row_label
from checks.model import Outcome
from checks.subject import Subject
from checks.words import Words


def judge_rows(subject: Subject, form: str) -> Iterator[Verdict]:
    """Answer for both rows of documents that their stock is not below what came in.

    Messages get `row` and the value of every column by its name; the suspect is the first column.
    """
    signs = {row: not_negative(subject.report.cells, stock(row, form)) for row in STOCK_ROWS}
    for row, sign in signs.items():
        if sign.state is State.BROKEN:
            yield _broken(subject, row, sign, tuple(stock(row, form)))
        elif sign.state is State.OPEN:
            yield Verdict(Outcome.NOT_EVALUATED, "open", {"why": sign.why}, key=f"open:{row}")
    held = [row for row, sign in signs.items() if sign.state is State.HOLDS]
    if len(held) == len(STOCK_ROWS):
        yield Verdict(Outcome.PASS, "pass")


def _broken(subject: Subject, row: str, sign: Sign, cells: tuple[str, ...]) -> Verdict:
    values = {cell.rsplit(".", 1)[1]: _shown(subject, cell) for cell in cells}
    suspect = subject.report.cells[cells[0]]
    least = None if sign.value is None or suspect.value is None else suspect.value - sign.value
    return Verdict(
        Outcome.NEEDS_REVIEW if sign.blanks else Outcome.FAIL,
        "fail",
        {"row": row_label(cells[0]), **values},
        key=row,
        cells=cells,
        expected=None if least is None else f"≥ {least}",
        found=suspect.value,
    )


def _shown(subject: Subject, cell: str) -> object:
    found = subject.report.cells[cell]
    if found.value is not None:
        return found.value
    return "/".join(str(candidate) for candidate in found.candidates) or Words("（空白）", "(blank)")
