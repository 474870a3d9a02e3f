"""The printed words of the form as they are used in messages: short, without numbering."""

import re
from functools import cache

from config.forms import all_forms, cell_label

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d{1,2}[.、])")
_REMARK = re.compile(r"（[^）]*）")
_LONG = 14
_OBJECT = "政府信息公开申请数量"
_TOTAL, _TOTAL_OF_RESULTS = "总计", "办理结果总计"

TABLE_NAMES = {"t2": "表二（主动公开）", "t3": "表三（申请办理）", "t4": "表四（复议诉讼）"}
"""What staff call the statutory tables."""


def short(label: str) -> str:
    """Return a printed label without numbering and remarks, cut at its first comma when it is a whole sentence."""
    words = _REMARK.sub("", _NUMBERING.sub("", label)).removesuffix(_OBJECT)
    return words.split("、")[0] if len(words) > _LONG else words


@cache
def row_label(cell_id: str) -> str:
    """Return the short label of a cell's row."""
    words = short(cell_label(cell_id).split("·")[0])
    return _TOTAL_OF_RESULTS if words == _TOTAL else words


@cache
def column_label(cell_id: str) -> str:
    """Return the short label of a cell's column."""
    return short(cell_label(cell_id).rsplit("·", 1)[-1])


@cache
def label(cell_id: str) -> str:
    """Return row and column of a cell in words: 行政复议·总计."""
    return f"{row_label(cell_id)}·{column_label(cell_id)}"


@cache
def table_label(table: str) -> str:
    """Return what staff call a table; the id itself when it is none of the three."""
    return TABLE_NAMES.get(table, table)


@cache
def amount_cells(form: str) -> frozenset[str]:
    """Return the cells of a form that hold money."""
    return frozenset(_cells_with(form, "unit"))


@cache
def signed_cells(form: str) -> frozenset[str]:
    """Return the cells of a form that may carry a minus sign."""
    return frozenset(_cells_with(form, "sign"))


def _cells_with(form: str, trait: str) -> list[str]:
    chosen = next(entry for entry in all_forms() if entry.id == form)
    return [
        f"{table.id}.{row.id}.{column.id}"
        for table in chosen.tables
        for group in table.groups
        for row in group.rows
        for column in group.columns
        if (column.unit is not None if trait == "unit" else column.sign == "signed")
    ]
