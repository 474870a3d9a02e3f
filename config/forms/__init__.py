"""The statutory forms: one TOML file each, so that a new form is a new file.

The files name sections, tables, rows, columns and identities; nothing else in duban knows them.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal

from pydantic import BaseModel, ConfigDict

FORM_IDS = ("2019", "2021")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Record):
    """A column of numbers: its id, printed label, and for amounts the unit its values are kept in."""

    id: str
    label: str
    unit: str | None = None
    sign: Literal["unsigned", "signed"] = "unsigned"


class Row(_Record):
    """A row of numbers: id, printed label, heading above it, accepted other wordings and known misprints."""

    id: str
    label: str
    parent: str | None = None
    variants: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()


class Group(_Record):
    """Rows that share the same columns under one heading."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Table(_Record):
    """One of the three statutory tables: `t2`, `t3` or `t4`."""

    id: str
    section: str
    groups: tuple[Group, ...]

    def cell_ids(self) -> Iterator[str]:
        """Yield the ids of all cells of the table in printed order."""
        for group in self.groups:
            for row in group.rows:
                for column in group.columns:
                    yield f"{self.id}.{row.id}.{column.id}"


class SectionTitle(_Record):
    """One of the six statutory sections: number, printed heading, and patterns of the titles seen in its place."""

    number: str
    heading: str
    titles: tuple[str, ...]


class IdentityPattern(_Record):
    """An identity of the form over every row or column of a table."""

    id: str
    statement: str
    over: str
    left: tuple[str, ...]
    right: tuple[str, ...]


class Identity(_Record):
    """One equation between cells: the cells on the left add up to the cells on the right."""

    id: str
    """Pattern and place, for example `I1.t3.total` or `I3.t3.granted`."""
    pattern: str
    statement: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells that take part."""
        return self.left + self.right


class Form(_Record):
    """A statutory layout as its data file describes it."""

    id: str
    instrument: str
    first_year: int
    last_year: int | None = None
    marks: dict[str, tuple[str, ...]]
    sections: tuple[SectionTitle, ...]
    tables: tuple[Table, ...]
    identities: tuple[IdentityPattern, ...]

    def table(self, table_id: str) -> Table:
        """Return the table with this id (`t2`, `t3`, `t4`)."""
        return next(table for table in self.tables if table.id == table_id)

    def covers(self, year: int) -> bool:
        """Tell whether the form is prescribed for a report year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@cache
def load_form(form_id: str) -> Form:
    """Load one form by its id (`2019`, `2021`)."""
    text = files(__name__).joinpath(f"{form_id}.toml").read_text(encoding="utf-8")
    return Form.model_validate(loads(text))


@cache
def all_forms() -> tuple[Form, ...]:
    """Return every known form, oldest first."""
    return tuple(load_form(form_id) for form_id in FORM_IDS)


def form_for_year(year: int) -> Form | None:
    """Return the form prescribed for a report year, or None before the first one."""
    return next((form for form in all_forms() if form.covers(year)), None)


@cache
def cell_ids(form_id: str, table_id: str) -> tuple[str, ...]:
    """Return the cell ids of one table of a form in printed order."""
    return tuple(load_form(form_id).table(table_id).cell_ids())


@cache
def identities(form_id: str, table_id: str) -> tuple[Identity, ...]:
    """Return the identities of one table of a form, written out cell by cell."""
    form = load_form(form_id)
    return tuple(
        identity
        for pattern in form.identities
        if pattern.over.startswith(f"{table_id}.")
        for identity in _written_out(form.table(table_id), pattern)
    )


def _written_out(table: Table, pattern: IdentityPattern) -> Iterator[Identity]:
    group = table.groups[0]
    by_column = pattern.over.endswith(".columns")
    for place in (entry.id for entry in (group.columns if by_column else group.rows)):

        def cells(parts: tuple[str, ...], place: str = place) -> tuple[str, ...]:
            return tuple(f"{table.id}.{p}.{place}" if by_column else f"{table.id}.{place}.{p}" for p in parts)

        yield Identity(
            id=f"{pattern.id}.{table.id}.{place}",
            pattern=pattern.id,
            statement=pattern.statement,
            left=cells(pattern.left),
            right=cells(pattern.right),
        )


@cache
def cell_label(cell_id: str) -> str:
    """Return the printed words for a cell, row then column, for messages to people."""
    table_id, rest = cell_id.split(".", 1)
    row_id, column_id = rest.rsplit(".", 1)
    for form in reversed(all_forms()):
        for group in form.table(table_id).groups:
            row = next((r for r in group.rows if r.id == row_id), None)
            column = next((c for c in group.columns if c.id == column_id), None)
            if row and column:
                return f"{row.label}·{column.label}"
    return cell_id
