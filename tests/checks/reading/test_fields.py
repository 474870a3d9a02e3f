"""How much of the text behind a label is its row, and what of it stands in which column."""

import pytest

from checks.documents.model import Paragraph
from checks.reading.fields import Run, find_run, joins_digits, only_row, settle
from checks.reading.linear import Linear

LABEL = "规章"


def linear(text: str) -> Linear:
    return Linear.of([Paragraph(line, f"line {at}") for at, line in enumerate(text.split("\n"), 1)])


def behind(text: str, *, ends_table: bool = True) -> tuple[Run, str]:
    """Return the run behind the label in a text, and the part of the text that it covers."""
    whole = linear(text)
    start = whole.text.index(LABEL) + len(LABEL)
    run, end = find_run(whole, start, len(whole.text), ends_table=ends_table)
    return run, whole.text[start:end]


def texts(run: Run) -> list[str]:
    return [printed.text for printed in run.fields.texts]


@pytest.mark.parametrize(
    ("row", "following"),
    [
        (" 3 1 9", " （一）行政许可"),
        (" 3 1 9", " 2. 行政许可"),
        (" 3 1 9", " 12）依申请公开"),
        (" 3 1 9", "\n2、行政许可"),
        (" 3 1 9", " （行政许可"),
        (" 3 1 9", " 第二十条第（五）项"),
        (" 3 1 9", " 2023年共制发"),  # 2023 is no count
        (" 3 1", " 9月"),
        (" 3件 1件 9件", " 人"),
        (" 3 1 9 （含修订2件）", "行政许可"),
        (" 3 1 9 （注：含上年）", "行政许可"),
        (" 3 1 9 ", "（行政许可）"),  # no remark on a number
        (" 3 1 9", " 部分失效"),
        (" 不涉及 无 /", "行政许可"),
        (" 0 0 ", "无法提供"),
        (" 0 0 ", "无正当理由"),
        (" 空 ", "空间规划"),
        (" 3 ", "项目数量"),
        (" 1，234 5 6", "行政许可"),
        (" －3 ＋1 ９", "行政许可"),
        (" 3 1 9 N/A", " 行政许可"),
        (" 1205)", "见附件"),  # the bracket ends no number of a heading: 1205 is too long for one
        ("\t见附件\t0\t0", "\n行政许可"),
        ("\t3\t1\t见附件", "\n行政许可"),
        ("\t3\t1\t", "第二十条\t9"),
        ("\t3\t1\t", "（五）行政许可\t9"),
        ("\t3 ", "行政许可\t9"),  # the words do not fill a cell
        ("|见附件|0|0|", "\n行政许可"),
        (" |\n3 |\n见附件 |\n9 |\n", "另见附件。"),  # text behind the table
        ("\n\t3\n\t见附件\n\t9\n\n", "说明"),
        ("\n\t3\n\t1\n\n\t", "见附件"),  # the blank line has ended the row
    ],
)
def test_a_row_ends_where_the_text_is_none_of_its_numbers(row: str, following: str) -> None:
    _, covered = behind(f"{LABEL}{row}{following}")
    assert covered.strip(" \n") == row.strip(" \n")


@pytest.mark.parametrize(
    ("text", "cells", "layout"),
    [
        ("规章\n3\n1\n9", ["3", "1", "9"], "loose"),
        ("规章\n3\n\n9", ["3", "9"], "loose"),
        ("规章 3 1 9", ["3 1 9"], "joined"),
        ("规章\t3\t\t9", ["3", "", "9"], "loose"),
        ("规章\t\t3 1 9\t", ["3 1 9"], "joined"),  # a line of a PDF that a tab ends
        ("规章|3 1 9|", ["3 1 9"], "joined"),
        ("规章\t3\n\t1\t9", ["3", "1", "9"], "scattered"),
        ("规章|3|1\n9|", ["3", "1", "9"], "loose"),
        ("规章\n\t3\n\t\n\t9\n\n", ["3", "", "9"], "positional"),
        ("规章\n\t3\n\t1\n\n\t9", ["3", "1"], "positional"),
        ("规章｜3｜1｜9", ["3", "1", "9"], "loose"),
        ("规章 |\n3 |\n1 |\n9 |\n9 |", ["3", "1", "9", "9"], "loose"),
    ],
)
def test_what_separates_the_numbers_tells_how_far_their_columns_can_be_trusted(
    text: str, cells: list[str], layout: str
) -> None:
    run, _ = behind(text)
    assert (texts(run), run.fields.layout) == (cells, layout)


def test_cells_on_lines_behind_tabs_are_cut_off_where_more_of_the_form_follows() -> None:
    """The heading that follows stands in the last cell: what it holds is not known."""
    run, _ = behind("规章\n\t3\n\t1\n\t", ends_table=False)
    assert (texts(run), run.fields.layout) == (["3", "1"], "cut_off")
    run, _ = behind("规章\n\t3\n\t1\n\t", ends_table=True)
    assert (texts(run), run.fields.layout) == (["3", "1", ""], "positional")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("规章 3 1 9", ["line 1, character 4"]),
        ("规章\n3\n 1", ["line 2, character 1", "line 3, character 2"]),
        ("规章\t3\t\t9", ["line 1, character 4", "line 1, character 6", "line 1, character 7"]),
        ("规章\n\t3\n\t 1\n\n", ["line 2, character 2", "line 3, character 3"]),
        ("规章\t3\n\t1\t9", ["line 1, character 4", "line 2, character 2", "line 2, character 4"]),
        ("规章|3|1|9|", ["line 1, character 4", "line 1, character 6", "line 1, character 8"]),
    ],
)
def test_every_number_is_shown_where_it_stands(text: str, places: list[str]) -> None:
    run, _ = behind(text)
    assert [printed.place for printed in run.fields.texts] == places


@pytest.mark.parametrize(
    ("header", "row", "column", "cells"),
    [
        ("类\t数", "规章\t3\t1\t9", 1, ["3", "1", "9"]),
        ("类\t数", "一\t规章\t3\t1\t9", 2, ["3", "1", "9"]),
        ("类\t数", "规章\n3\t1\t9", 0, ["3", "1", "9"]),
        ("|类|数|", "|规章|3|1|9|", 2, ["3", "1", "9"]),
        ("类|数", "规章|3|1|9", 1, ["3", "1", "9"]),
        ("|类|数|", "规章\n|3|1|9|", 1, ["3", "1", "9"]),
        ("类|数", "规章\n|3|1|9|", 0, ["", "3", "1", "9", ""]),  # bars that the header has not frame blank cells
    ],
)
def test_columns_are_counted_in_marks_from_the_start_of_the_line(
    header: str, row: str, column: int, cells: list[str]
) -> None:
    above = "二、主动公开政府信息情况\n第二十条第（一）项\n按项填写。"
    run, _ = behind(f"{above}\n{header}\n{row}")
    assert (run.column, texts(run), run.delimited) == (column, cells, True)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("规章000", True),
        ("收到 230 000023", True),
        ("规章 0 0 0", False),
        ("规章 10 20 0", False),
        ("2024-01-05", False),
        ("电话：0371-66001234", False),
        ("0371—66001234", False),
        ("邮编：001234", False),
        ("金额 0.005", False),
        ("第1/003号", False),
    ],
)
def test_only_digits_that_stand_together_have_a_number_that_begins_with_zero(text: str, joined: bool) -> None:
    assert joins_digits(text) is joined


WIDTH = 3


def settled(*rows: str, joined: bool = False) -> list[tuple[list[str], str]]:
    runs = {str(at): behind(f"{LABEL}{row}")[0] for at, row in enumerate(rows)}
    fields = settle(runs, dict.fromkeys(runs, WIDTH), joined=joined)
    return [([printed.text for printed in each.texts], each.layout) for each in fields.values()]


def test_the_full_rows_of_a_table_tell_where_its_columns_begin() -> None:
    assert settled("\t3\t1\t9", "\t\t\t5") == [(["3", "1", "9"], "positional"), (["", "", "5"], "positional")]


def test_full_rows_that_begin_at_different_columns_tell_nothing() -> None:
    assert settled("\t3\t1\t9", "\t\t3\t1\t9", "\t\t\t5") == [
        (["3", "1", "9"], "loose"),
        (["", "3", "1", "9"], "loose"),
        (["", "", "5"], "loose"),
    ]


def test_without_a_full_row_lines_of_one_width_leave_their_numbers_the_last_columns() -> None:
    assert settled("\t\t3\t\t9", "\t\t\t\t5") == [(["3", "", "9"], "positional"), (["", "", "5"], "positional")]
    assert settled("\t\t3\t\t9", "\t\t\t5") == [(["", "3", "", "9"], "loose"), (["", "", "5"], "loose")]


def test_a_row_with_a_number_outside_the_columns_is_not_cut() -> None:
    """A fourth number stands behind the third column: which of them is foreign is not known."""
    assert settled("\t3\t1\t9", "\t0\t0\t0\t7")[1] == (["0", "0", "0", "7"], "loose")


def test_a_row_shorter_than_its_table_is_not_cut() -> None:
    assert settled("\t3\t1\t9", "\t0\t0")[1] == (["0", "0"], "loose")


def test_places_merged_from_other_rows_stand_behind_the_row() -> None:
    assert settled(" |\n3 |\n1 |\n9 |\n |")[0] == (["3", "1", "9"], "positional")


@pytest.mark.parametrize(("joined", "cells", "layout"), [(False, ["573", "2"], "loose"), (True, ["573 2"], "joined")])
def test_numbers_between_blanks_are_numbers_unless_the_text_joins_its_digits(
    joined: bool, cells: list[str], layout: str
) -> None:
    assert settled(" 573 2", joined=joined) == [(cells, layout)]


@pytest.mark.parametrize(
    ("row", "cells", "layout", "covered"),
    [
        ("\n3\t\t9\n说明", ["3", "", "9"], "positional", "\n3\t\t9"),
        ("\n3\t无法统计\t9\n说明", ["3", "无法统计", "9"], "positional", "\n3\t无法统计\t9"),
        ("\n3\t9\n说明", ["3", "9"], "loose", "\n3\t9"),
        ("\n3\t1\t9\t4\n说明", ["3", "1", "9", "4"], "loose", "\n3\t1\t9\t4"),
        (" \n\n3\t1\t9", ["3", "1", "9"], "positional", " \n\n3\t1\t9"),
        ("\n3\n1\n9\n说明", ["3", "1", "9"], "loose", "\n3\n1\n9"),
        (" 3 1 9", ["3", "1", "9"], "loose", " 3 1 9"),
    ],
)
def test_the_one_row_of_a_table_counts_blanks_and_words_where_there_are_as_many_texts_as_columns(
    row: str, cells: list[str], layout: str, covered: str
) -> None:
    whole = linear(f"总计{row}")
    fields, end = only_row(whole, 2, len(whole.text), WIDTH, joined=False)
    assert ([printed.text for printed in fields.texts], fields.layout) == (cells, layout)
    assert whole.text[2:end].rstrip("\n") == covered
