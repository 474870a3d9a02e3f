"""The figures of invented reports: made from name and year, obeying every identity of the form and the year before."""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from config.forms import load_form
from config.kinds import Kind
from crawler.demo.story import Departure, StoryBody

Cells = Mapping[str, Decimal]

FORM = "2021"
_BEFORE = 2022
"""Stocks are counted from here; no report of this year is written."""

_PEOPLE = ("natural_person", "company", "research", "charity", "legal_service", "other_org")
_RARE = ("research", "charity", "legal_service", "other_org")
_SIZES = {Kind.GOVERNMENT: 9, Kind.DEPARTMENT: 5, Kind.TOWNSHIP: 2, Kind.SUBDISTRICT: 2, Kind.OTHER: 2}


def figures(body: StoryBody, year: int) -> dict[str, Decimal]:
    """Return every cell of the report of a year, departures left out."""
    table = load_form(FORM).table("t3")
    results = [row.id for row in table.groups[0].rows if row.parent]
    cells = _applications(body, year, [row for row in results if row != "handled_total"])
    cells |= _table_2(body, year)
    for group in ("review", "litigation_direct", "litigation_after_review"):
        cells |= _disputes(body, year, group)
    return {cell: Decimal(cells[cell]) for table in load_form(FORM).tables for cell in table.cell_ids()}


def printed(body: StoryBody, year: int) -> dict[str, Decimal]:
    """Return every cell as the report prints it, departures applied."""
    cells = figures(body, year)
    for cell, change in body.departure(year).cells.items():
        cells[cell] = changed(cells[cell], change)
    return cells


def applications_told(body: StoryBody, year: int) -> Decimal:
    """Return the number of applications that section one tells."""
    departure: Departure = body.departure(year)
    return changed(figures(body, year)["t3.received.total"], departure.applications_in_text)


def changed(value: Decimal, change: str) -> Decimal:
    """Return a figure after a change of the story: `+1` and `-1` are relative, `5` stands instead of it."""
    return value + Decimal(change) if change[:1] in "+-" else Decimal(change)


def draw(limit: int, *about: object) -> int:
    """Return a number from 0 to `limit`, always the same for the same words."""
    seed = sha256("/".join(str(word) for word in about).encode()).digest()
    return int.from_bytes(seed[:8], "big") % (limit + 1)


def _applications(body: StoryBody, year: int, results: list[str]) -> dict[str, Decimal]:
    cells: dict[str, Decimal] = {}
    for column in _PEOPLE:
        carried_in, carried_out = _carried_out(body, year - 1, column), _carried_out(body, year, column)
        done = {row: _result(body, year, row, column) for row in results}
        done["granted"] += max(0, carried_in - carried_out - sum(done.values()))
        handled = sum(done.values())
        column_cells = done | {
            "handled_total": handled,
            "carried_in": carried_in,
            "carried_out": carried_out,
            "received": handled + carried_out - carried_in,
        }
        cells |= {f"t3.{row}.{column}": Decimal(value) for row, value in column_cells.items()}
    rows = {cell.rsplit(".", 1)[0] for cell in cells}
    return cells | {f"{row}.total": sum((cells[f"{row}.{column}"] for column in _PEOPLE), Decimal(0)) for row in rows}


def _result(body: StoryBody, year: int, row: str, column: str) -> int:
    size = _SIZES[body.kind]
    if column in _RARE:
        return int(row == "granted" and draw(7, body.name, year, column) == 0)
    if row == "granted":
        return size + draw(size, body.name, year, row, column)
    common = row in {"partially_granted", "unavailable.not_held", "refused.internal_affairs", "not_processed.petition"}
    return draw(size // 2, body.name, year, row, column) if common and column == "natural_person" else 0


def _carried_out(body: StoryBody, year: int, column: str) -> int:
    return 0 if column in _RARE else draw(2, body.name, year, "carried_out", column)


def _table_2(body: StoryBody, year: int) -> dict[str, Decimal]:
    size = _SIZES[body.kind]
    has_powers = body.kind in {Kind.DEPARTMENT, Kind.GOVERNMENT} and not body.name.endswith("办公室")
    stock = 4 + draw(size, body.name, "stock")
    for each in range(_BEFORE + 1, year + 1):
        issued, repealed = _rules(body, each)
        stock += issued - repealed
    issued, repealed = _rules(body, year)
    acts = {
        row: draw(size * 60, body.name, year, row) if has_powers else 0
        for row in ("licensing", "penalties", "coercion")
    }
    fees = Decimal(draw(size * 40_000, body.name, year, "fees") if has_powers else 0) / 10_000
    return {
        **{f"t2.regulations.{column}": Decimal(0) for column in ("issued", "repealed", "in_force")},
        "t2.normative_documents.issued": Decimal(issued),
        "t2.normative_documents.repealed": Decimal(repealed),
        "t2.normative_documents.in_force": Decimal(stock),
        **{f"t2.{row}.decisions": Decimal(value) for row, value in acts.items()},
        "t2.fees.amount": fees,
    }


def _rules(body: StoryBody, year: int) -> tuple[int, int]:
    """How many normative documents a body issued and repealed in a year."""
    return draw(3, body.name, year, "issued"), draw(1, body.name, year, "repealed")


def _disputes(body: StoryBody, year: int, group: str) -> dict[str, Decimal]:
    """The cases of a year; those left pending in the year before are among them."""
    pending = {each: draw(1, body.name, each, group, "pending") for each in (year - 1, year)}
    upheld = pending[year - 1] + draw(2, body.name, year, group, "upheld")
    corrected = draw(1, body.name, year, group, "corrected")
    cases = {"upheld": upheld, "corrected": corrected, "other": 0, "pending": pending[year]}
    return {
        f"t4.{group}.{column}": Decimal(value) for column, value in (cases | {"total": sum(cases.values())}).items()
    }
