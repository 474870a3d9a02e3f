"""Tables that came as running text: a cell a line, tabs, bars, or nothing between the numbers."""

from decimal import Decimal

import pytest

from checks.model import Report
from checks.reading import read_bytes

OPENING = "青禾县教育局2024年政府信息公开工作年度报告\n一、总体情况\n公开。\n二、主动公开政府信息情况\n"
CLOSING = "\n三、收到和处理政府信息公开申请情况\n无\n五、存在的主要问题及改进情况\n无\n六、其他需要报告的事项\n无\n"
HEADER = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
ROWS = (("规章", "0", "0", "0"), ("行政规范性文件", "3", "1", "9"))
LICENSING = (("信息内容", "本年处理决定数量"), ("行政许可", "22"))
LINES = (HEADER, *ROWS, *LICENSING)


def read(table: str) -> Report:
    (report,) = read_bytes((OPENING + table + CLOSING).encode(), source="text")
    return report


def values(report: Report, row: str) -> list[object]:
    cells = [cell for cell in report.cells.values() if cell.id.rsplit(".", 1)[0] == row]
    return [cell.value if cell.value is not None else cell.status.value for cell in cells]


SEPARATED = {
    "a cell a line": "\n".join("\n".join(line) for line in LINES),
    "blank lines between": "\n\n".join("\n\n".join(line) for line in LINES),
    "tabs": "\n".join("\t".join(line) for line in LINES),
    "bars": "\n".join(" | ".join(line) for line in LINES),
    "framed bars": "\n".join(f"| {' | '.join(line)} |" for line in LINES),
    "a bar behind each cell": "\n".join("".join(f"{cell} |\n" for cell in line) for line in LINES),
    "all on one line": " ".join(" ".join(line) for line in LINES),
    "spaces of any width": "\n".join("\u3000 ".join(line) for line in LINES),
}


@pytest.mark.parametrize("layout", SEPARATED)
def test_separated_text(layout: str) -> None:
    report = read(SEPARATED[layout])
    assert values(report, "t2.regulations") == [0, 0, 0]
    assert values(report, "t2.normative_documents") == [3, 1, 9]
    assert values(report, "t2.licensing") == [22]
    assert not report.structured


@pytest.mark.parametrize(
    ("row", "due"),
    [
        ("规章\t/\t/\t/", ["blank"] * 3),  # 杨陵统计局 2023
        ("规章\t\t\t5", ["blank", "blank", 5]),
        ("规章\t1\t正在统计\t5", [1, "unreadable", 5]),
        ("规章\t１\t0件\t1,005（含上年4件）", [1, 0, 1005]),
    ],
)
def test_cells_between_tabs_are_blank_or_odd(row: str, due: list[object]) -> None:
    report = read("\n".join(["\t".join(HEADER), row, "\t".join(ROWS[1])]))
    assert values(report, "t2.regulations") == due


def test_blank_lines_say_nothing_about_columns() -> None:
    report = read("\n".join([*HEADER, "规章", "5", *ROWS[1]]))
    assert values(report, "t2.regulations") == ["ambiguous"] * 3
    assert values(report, "t2.normative_documents") == [3, 1, 9]


REQUESTS = """
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 {}
二、上年结转政府信息公开申请数量 0000000
"""


@pytest.mark.parametrize(
    ("digits", "due", "status"),
    [
        ("230 000023", [23, 0, 0, 0, 0, 0, 23], "inferred"),  # 平潭 2019
        ("4000015", [4, 0, 0, 0, 0, 1, 5], "inferred"),
        ("1000002", [None] * 7, "unreadable"),  # a real fault leaves no reading
        ("64002 0470", [64, 0, 0, 2, 0, 4, 70], "inferred"),  # 平潭 2021
        ("11111117", [None] * 7, None),
    ],
)
def test_joined_digits_are_split_by_their_sum(digits: str, due: list[int | None], status: str | None) -> None:
    (report,) = read_bytes((OPENING + "无" + REQUESTS.format(digits)).encode(), source="text")
    cells = [cell for cell in report.cells.values() if cell.id.startswith("t3.received.")]
    assert [cell.value for cell in cells] == [None if n is None else Decimal(n) for n in due]
    assert status is None or {cell.status.value for cell in cells} == {status}


def test_the_money_of_2019_has_its_unit_in_the_cell() -> None:
    table = "第二十条第（九）项\n信息内容\n采购项目数量\n采购总金额\n政府集中采购\n7\n251000元"
    report = read(table)
    assert report.cells["t2.procurement.amount"].value == Decimal("25.1")
    assert {"unit_converted", "header_without_unit"} <= {note.code for note in report.notes}
