"""The statutory tables of all years of one body, year below year, as HTML.

A body has a thousand cells in five years and a registry a thousand bodies; the cells are joined here rather than by a
template, which would take minutes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from markupsafe import Markup, escape

from checks.labels import TABLE_NAMES
from checks.model import CellStatus
from checks.words import number
from config.forms import Column, Group, Row, load_form
from config.settings import Lang
from reports.digest.excerpt import LABEL_LENGTH
from reports.digest.lexicon import Lexicon
from reports.digest.text import shorten, shown
from reports.store import Printed
from reports.wording import CELL_STATUS

Cells = Mapping[str, Printed]
Faults = Mapping[tuple[int, str], str]
"""The fragment of a finding on the same page, by report year and cell id."""


@dataclass(frozen=True, slots=True)
class YearCells:
    """The cells of one year's report and the form of each of its tables."""

    year: int
    forms: Mapping[str, str]
    cells: Cells


def tables(years: Sequence[YearCells], faults: Faults, words: Lexicon) -> Markup:
    """Return every table that any of the years has, newest year first in every row; empty where none has any.

    Args:
        years: newest first.
        faults: the cells with findings.
        words: of the language.
    """
    return Markup("").join(
        Markup(_Sheet(block, years, faults, words).html())  # noqa: S704 - its cells are escaped one by one
        for table in TABLE_NAMES
        for block in _blocks(table, frozenset(each.forms[table] for each in years if table in each.forms))
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """The rows of one group of a table, of all forms that have them."""

    table: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@cache
def _blocks(table: str, forms: frozenset[str]) -> tuple[_Block, ...]:
    """The groups of rows of some forms; those with the same heading and columns stand together."""
    groups = [group for form in sorted(forms, reverse=True) for group in load_form(form).table(table).groups]
    alike: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        alike.setdefault((group.heading, *(column.id for column in group.columns)), []).append(group)
    return tuple(
        _Block(table, same[0].heading, same[0].columns, _merged([group.rows for group in same]))
        for same in alike.values()
    )


def _merged(lists: Sequence[tuple[Row, ...]]) -> tuple[Row, ...]:
    """All rows once; a row that only a later list has stands behind the one it follows there."""
    rows = list(lists[0])
    for others in lists[1:]:
        place = 0
        for row in others:
            known = next((n for n, each in enumerate(rows) if each.id == row.id), None)
            if known is None:
                rows.insert(place, row)
                known = place
            place = known + 1
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Sheet:
    block: _Block
    years: Sequence[YearCells]
    faults: Faults
    words: Lexicon

    def html(self) -> str:
        caption = escape(
            self.words.say("body_table_caption", table=self.words.say(self.block.table), heading=self.block.heading)
        )
        heads = "".join(f'<th scope="col">{escape(_head(column))}</th>' for column in self.block.columns)
        item, year, change = (escape(self.words.say(key)) for key in ("item", "report_year", "body_change"))
        return (
            f'<div class="wide" role="group" tabindex="0" aria-label="{caption}"><table class="sheet">'
            f'<caption>{caption}</caption><thead><tr><th scope="col">{item}</th><th scope="col">{year}</th>{heads}'
            f'<th scope="col">{change}</th></tr></thead>\n{"".join(map(self._row, self.block.rows))}</table></div>\n'
        )

    def _row(self, row: Row) -> str:
        ids = [f"{self.block.table}.{row.id}.{column.id}" for column in self.block.columns]
        with_it = [(each, i) for i, each in enumerate(self.years) if ids[0] in each.cells]
        if not with_it:
            return ""
        label = f'<th scope="rowgroup" rowspan="{len(with_it)}">{escape(_label(row))}</th>'
        lines = []
        for each, place in with_it:
            before = self.years[place + 1] if place + 1 < len(self.years) else None
            cells = "".join(self._cell(each, cell_id) for cell_id in ids)
            change = _change(each, before, ids[-1])
            lines.append(f'<tr>{label}<th scope="row">{each.year}</th>{cells}<td class="change">{change}</td></tr>\n')
            label = ""
        return f"<tbody>{''.join(lines)}</tbody>"

    def _cell(self, year: YearCells, cell_id: str) -> str:
        printed = year.cells.get(cell_id)
        fault = self.faults.get((year.year, cell_id))
        if printed is None or not fault:
            return _plain_cell(printed, self.words.lang)
        sign = self.words.say("suspect")
        text = _said(printed, self.words.lang)
        return f'<td class="suspect"><a href="#{fault}"><span title="{sign}">◆</span> {text}</a></td>'


@lru_cache(maxsize=20_000)
def _plain_cell(printed: Printed | None, lang: Lang) -> str:
    return f"<td>{_said(printed, lang)}</td>" if printed else "<td></td>"


def _said(printed: Printed, lang: Lang) -> str:
    text = str(escape(shown(printed.text)))
    if printed.status == CellStatus.READ:
        return text
    word = escape(CELL_STATUS.word(printed.status, lang))
    value = escape(printed.value) if printed.status == CellStatus.INFERRED and printed.value else ""
    return f"{value or text}<small>{word}</small>"


def _change(year: YearCells, before: YearCells | None, cell_id: str) -> str:
    """The difference from the year before, where both were read and there is any."""
    now, then = (each.cells.get(cell_id) if each else None for each in (year, before))
    if before is None or before.year != year.year - 1 or not (now and then and now.value and then.value):
        return ""
    difference = Decimal(now.value) - Decimal(then.value)
    return f"{'+' if difference > 0 else '−'}{number(abs(difference))}" if difference else ""


def _head(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _label(row: Row) -> str:
    return shorten(f"{row.parent} {row.label}" if row.parent and row.label[:1].isdigit() else row.label, LABEL_LENGTH)
