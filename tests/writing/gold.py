"""What a report says before anybody prints it: the gold against which reading is measured.

A gold report is consistent: every identity of the form holds. `FAULTS` breaks it in ways seen in real reports.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random

from .bodies import Body, random_body
from .forms import (
    AMOUNTS,
    APPLICANTS,
    MIXED,
    RESOLUTIONS,
    TABLE3,
    TABLE4,
    FormId,
    Forms,
    cell_ids,
    outcome_rows,
    signed,
    table2_cells,
    whole,
)

Cells = Mapping[str, Decimal | None]
SHANGHAI = timezone(timedelta(hours=8))
_APPLICANT_IDS = tuple(key for key, _ in APPLICANTS if key != "total")
_RESOLUTION_IDS = tuple(key for key, _ in RESOLUTIONS if key != "total")
_BUSY = (0, 0, 1, 1, 2, 3, 4, 6)
"""Digits of the largest figures of a body: a township handles nothing, a province hundreds of thousands."""


def dice(*seed: object) -> Random:
    """Return a source of chance that the same seed always reproduces."""
    return Random("/".join(map(str, seed)))  # noqa: S311 - test data, no secret


@dataclass(frozen=True, slots=True)
class Gold:
    """One report as it is meant.

    Attributes:
        cells: the figures by cell id, amounts in 万元; None is a cell left blank, and a cell of the form that is not
            in the mapping is left out of the table altogether.
        published: when the site says it was published.
    """

    body: Body
    year: int
    forms: Forms
    cells: Cells
    published: datetime

    @property
    def form(self) -> str:
        """Return `2019`, `2021` or `mixed`, from tables 2 and 3: table 4 never changed."""
        return self.forms["t2"] if self.forms["t2"] == self.forms["t3"] else "mixed"

    def count(self, cell: str) -> Decimal:
        """Return a figure as arithmetic sees it: blank and absent are 0."""
        return self.cells.get(cell) or Decimal(0)

    def having(self, cells: Cells) -> "Gold":
        """Return the same report with some cells changed."""
        return replace(self, cells={**self.cells, **cells})

    def without(self, cells: Iterable[str]) -> "Gold":
        """Return the same report with some cells left out of the tables."""
        gone = set(cells)
        return replace(self, cells={cell: value for cell, value in self.cells.items() if cell not in gone})

    def filled(self) -> "Gold":
        """Return the same report with zeros printed wherever it left something blank or out."""
        return replace(self, cells={cell: self.count(cell) for cell in cell_ids(self.forms)})


def random_gold(rng: Random, form: FormId | str | None = None) -> Gold:
    """Return a consistent report of form `2019`, `2021` or `mixed`, any of them when none is asked for."""
    form = form or rng.choice(("2019", "2021", "2021", "mixed"))
    forms = rng.choice(MIXED) if form == "mixed" else whole("2019" if form == "2019" else "2021")
    year = rng.choice((2019, 2020) if form == "2019" else (2021, 2022, 2023, 2024, 2025))
    busy = rng.choice(_BUSY)
    cells = {**_table2(rng, forms["t2"], busy), **_table3(rng, forms["t3"], busy), **_table4(rng, busy)}
    return _leave_out(rng, Gold(random_body(rng), year, forms, cells, _published(rng, year)))


def _published(rng: Random, year: int) -> datetime:
    moment = timedelta(days=rng.randrange(3, 120), hours=rng.randrange(8, 19), minutes=rng.randrange(60))
    return datetime(year + 1, 1, 1, tzinfo=SHANGHAI) + moment


def _figure(rng: Random, digits: int, zero: float = 0.4) -> Decimal:
    """Return 0 with the given chance, else a figure of up to so many digits, every length as likely."""
    if digits < 1 or rng.random() < zero:
        return Decimal(0)
    return Decimal(rng.randrange(1, 10 ** rng.randint(1, digits)))


def _table2(rng: Random, form: FormId, busy: int) -> dict[str, Decimal | None]:
    cells = {cell: _table2_figure(rng, cell, busy + 2) for cell in table2_cells(form)}
    stock = "in_force" if form == "2021" else "total_published"
    for row in ("t2.regulations", "t2.normative_documents"):
        cells[f"{row}.{stock}"] += cells[f"{row}.{'issued' if form == '2021' else 'published'}"]
    return dict(cells)


def _table2_figure(rng: Random, cell: str, digits: int) -> Decimal:
    if cell in AMOUNTS:
        places = rng.randint(0, 6)
        return _figure(rng, digits + places) / 10**places
    if signed(cell):
        return _figure(rng, min(digits, 5)) * rng.choice((1, -1))
    if cell.startswith("t2.regulations."):
        return _figure(rng, min(digits, 2), zero=0.85)
    return _figure(rng, min(digits, 8))


def _table3(rng: Random, form: FormId, busy: int) -> dict[str, Decimal | None]:
    cells: dict[str, Decimal | None] = {}
    for place, applicant in enumerate(_APPLICANT_IDS):
        column = _applicant_column(rng, form, busy, zero=0.1 if place == 0 else 0.6)
        cells |= {f"t3.{row}.{applicant}": value for row, value in column.items()}
    for row in TABLE3[form]:
        parts = (cells[f"t3.{row.id}.{applicant}"] for applicant in _APPLICANT_IDS)
        cells[f"t3.{row.id}.total"] = sum((part or Decimal(0) for part in parts), Decimal(0))
    return cells


def _applicant_column(rng: Random, form: FormId, busy: int, zero: float) -> dict[str, Decimal]:
    rows = outcome_rows(form)
    handled = _figure(rng, busy, zero)
    carried_out = _figure(rng, busy - 1, zero=0.6)
    carried_in = min(_figure(rng, busy - 1, zero=0.6), handled + carried_out)
    ends = {"received": handled + carried_out - carried_in, "carried_in": carried_in, "carried_out": carried_out}
    return {**dict(zip(rows, _scatter(rng, handled, len(rows)), strict=True)), "handled_total": handled, **ends}


def _scatter(rng: Random, total: Decimal, places: int) -> list[Decimal]:
    """Split a total over some of the places; most stay 0, as in real reports."""
    shares = [Decimal(0)] * places
    rest = int(total)
    for place in rng.sample(range(places), rng.randint(1, min(8, places))):
        share = rng.randint(0, rest)
        shares[place] += share
        rest -= share
    shares[rng.randrange(places)] += rest
    return shares


def _table4(rng: Random, busy: int) -> dict[str, Decimal | None]:
    cells: dict[str, Decimal | None] = {}
    for group, _ in TABLE4:
        figures = [_figure(rng, min(busy, 3), zero=0.6) for _ in _RESOLUTION_IDS]
        cells |= {f"t4.{group}.{key}": figure for key, figure in zip(_RESOLUTION_IDS, figures, strict=True)}
        cells[f"t4.{group}.total"] = sum(figures, Decimal(0))
    return cells


def _leave_out(rng: Random, gold: Gold) -> Gold:
    """Apply what clerks do with zeros: most print them, some leave them blank, a few lose a row."""
    habit = rng.random()
    zeros = [cell for cell, value in gold.cells.items() if value == 0]
    if habit < 0.06:
        return gold.having(dict.fromkeys(zeros))
    if habit < 0.14:
        return gold.having({cell: None for cell in zeros if cell.startswith("t2.regulations.")})
    if habit < 0.22:
        return gold.having({cell: None for cell in zeros if rng.random() < 0.05})
    if habit < 0.26:
        rows = ([f"t3.{row.id}.{key}" for key, _ in APPLICANTS] for row in TABLE3[gold.forms["t3"]])
        empty = [row for row in rows if not any(map(gold.count, row))]
        return gold.without(rng.choice(empty)) if empty else gold
    return gold


def imbalances(gold: Gold) -> list[str]:
    """Return the identities of the form that a report breaks, written out; blanks and absent cells count 0."""
    return [f"{name}: {left} ≠ {right}" for name, left, right in _identities(gold) if left != right]


def _identities(gold: Gold) -> Iterable[tuple[str, Decimal, Decimal]]:
    def add(*cells: str) -> Decimal:
        return sum(map(gold.count, cells), Decimal(0))

    outcomes = outcome_rows(gold.forms["t3"])
    for key, _ in APPLICANTS:
        taken = add(f"t3.received.{key}", f"t3.carried_in.{key}")
        yield f"I1 {key}", taken, add(f"t3.handled_total.{key}", f"t3.carried_out.{key}")
        yield f"I2 {key}", add(*(f"t3.{row}.{key}" for row in outcomes)), add(f"t3.handled_total.{key}")
    for row in TABLE3[gold.forms["t3"]]:
        yield f"I3 {row.id}", add(*(f"t3.{row.id}.{key}" for key in _APPLICANT_IDS)), add(f"t3.{row.id}.total")
    for group, _ in TABLE4:
        yield f"I4 {group}", add(*(f"t4.{group}.{key}" for key in _RESOLUTION_IDS)), add(f"t4.{group}.total")


Fault = Callable[[Gold, Random], Gold]


def _add(gold: Gold, cell: str, difference: int) -> Gold:
    return gold.having({cell: gold.count(cell) + difference})


def _wrong_row_total(gold: Gold, rng: Random) -> Gold:
    return _add(gold, f"t3.{rng.choice(outcome_rows(gold.forms['t3']))}.total", rng.randint(1, 9))


def _wrong_handled_total(gold: Gold, rng: Random) -> Gold:
    return _add(gold, f"t3.handled_total.{rng.choice(APPLICANTS)[0]}", rng.randint(1, 9))


def _wrong_table4_total(gold: Gold, rng: Random) -> Gold:
    return _add(gold, f"t4.{rng.choice(TABLE4)[0]}.total", rng.randint(1, 9))


def _case_in_wrong_column(gold: Gold, rng: Random) -> Gold:
    row = rng.choice(outcome_rows(gold.forms["t3"]))
    return _add(_add(gold, f"t3.{row}.natural_person", 1), f"t3.{row}.total", 1)


def _carried_out_forgotten(gold: Gold, rng: Random) -> Gold:
    more = rng.randint(1, 9)
    return _add(_add(gold, "t3.received.natural_person", more), "t3.received.total", more)


FAULTS: Mapping[str, Fault] = {
    "wrong_row_total": _wrong_row_total,
    "wrong_handled_total": _wrong_handled_total,
    "wrong_table4_total": _wrong_table4_total,
    "case_in_wrong_column": _case_in_wrong_column,
    "carried_out_forgotten": _carried_out_forgotten,
}
"""Faults of the body, each breaking at least one identity of an otherwise consistent report."""


def faulty(gold: Gold, rng: Random) -> Gold:
    """Return the report, its zeros printed, with one random fault."""
    return FAULTS[rng.choice(sorted(FAULTS))](gold.filled(), rng)
