"""What the figures of a table must be by themselves: counts whole and not negative, stocks not below what came in."""

from collections.abc import Mapping
from decimal import Decimal

from checks.labels import amount_cells, signed_cells

STOCK_ROWS = ("regulations", "normative_documents")
_STOCKS: Mapping[str, Mapping[str, int]] = {
    "2021": {"in_force": 1, "issued": -1, "repealed": 1},
    "2019": {"total_published": 1, "published": -1},
}


def possible(cell: str, value: Decimal, form: str) -> bool:
    """Tell whether a cell can have a value at all: amounts may be broken, the column of change signed."""
    if value < 0 and cell not in signed_cells(form):
        return False
    return cell in amount_cells(form) or value == value.to_integral_value()


def stock(row: str, form: str) -> dict[str, int]:
    """Return the sum of cells, each times +1 or -1, that cannot be negative in a row of documents, the stock first."""
    return {f"t2.{row}.{column}": sign for column, sign in _STOCKS.get(form, {}).items()}
