"""The three statutory tables as rows of merged cells, laid out as the official form lays them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from config.forms import Row, load_form
from crawler.demo.figures import FORM, Cells

_RELATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_RESULTS = "三、本年度办理结果"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a printed table and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


Grid = tuple[tuple[Box, ...], ...]


def table_2(cells: Cells) -> Grid:
    """Return the table of section two: four groups under each other in four columns."""
    rows: list[tuple[Box, ...]] = []
    for group in load_form(FORM).table("t2").groups:
        width = 3 // len(group.columns)
        rows.append((Box(group.heading, 4),))
        labels = (f"{c.label}（单位：{c.unit}）" if c.unit else c.label for c in group.columns)
        rows.append((Box("信息内容"), *(Box(label, width) for label in labels)))
        rows.extend(
            (Box(row.label), *(Box(_number(cells[f"t2.{row.id}.{c.id}"]), width) for c in group.columns))
            for row in group.rows
        )
    return tuple(rows)


def table_3(cells: Cells) -> Grid:
    """Return the table of section three: labels over three columns, then seven columns of numbers."""
    group = load_form(FORM).table("t3").groups[0]
    labels = [column.label for column in group.columns]
    heads = (
        (Box(_RELATION, 3, 3), Box("申请人情况", 7)),
        (Box(labels[0], rows=2), Box("法人或其他组织", 5), Box(labels[-1], rows=2)),
        tuple(Box(label) for label in labels[1:-1]),
    )
    numbers = {row.id: tuple(Box(_number(cells[f"t3.{row.id}.{c.id}"])) for c in group.columns) for row in group.rows}
    return (*heads, *((*boxes, *numbers[row.id]) for row, boxes in _labels(group.rows)))


def table_4(cells: Cells) -> Grid:
    """Return the table of section four: three groups beside each other over one row of numbers."""
    group = load_form(FORM).table("t4").groups[0]
    outcomes = [column.label for column in group.columns]
    before, after = (row.label for row in group.rows[1:])
    numbers = tuple(Box(_number(cells[f"t4.{row.id}.{column.id}"])) for row in group.rows for column in group.columns)
    return (
        (Box("行政复议", 5), Box("行政诉讼", 10)),
        (*(Box(label, rows=2) for label in outcomes), Box(before, 5), Box(after, 5)),
        tuple(Box(label) for label in outcomes * 2),
        numbers,
    )


def _labels(rows: tuple[Row, ...]) -> Iterator[tuple[Row, tuple[Box, ...]]]:
    """The label boxes before the numbers of each row; a heading stands before the first row it spans."""
    results = sum(row.parent is not None for row in rows)
    opening: tuple[Box, ...] = ()
    for parent, members in groupby(rows, key=lambda row: row.parent):
        group = list(members)
        for place, row in enumerate(group):
            if parent is None:
                yield row, (Box(row.label, 3),)
                opening = (Box(_RESULTS, rows=results),)
            elif parent == _RESULTS:
                yield row, (*opening, Box(row.label, 2))
                opening = ()
            else:
                yield row, (*((Box(parent, rows=len(group)),) if place == 0 else ()), Box(row.label))


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
