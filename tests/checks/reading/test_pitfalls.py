"""Pitfalls of tables, blanks, text and sites that others fell into; docs/coverage.md names the test of each.

Pages are written from a gold report by `tests.writing`, which knows the forms independently of the code under test.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks.model import CellStatus, Report
from checks.reading import BodyName, Hints, is_report, read_bytes
from checks.reading.keys import key
from config.kinds import Kind
from tests.conftest import ROOT
from tests.writing.forms import APPLICANTS, TABLE3
from tests.writing.gold import Gold, dice, random_gold
from tests.writing.grid import Clerk, Grid, Slot, cut, unmerged
from tests.writing.hand import Hand, Medium
from tests.writing.layouts.html import table

GOLD = random_gold(dice("pitfalls", 2), "2021").filled()
TITLE = "青禾县档案局2023年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
ANSWERS = {CellStatus.READ, CellStatus.INFERRED}
Change = Callable[[Slot], Slot]


def grids(gold: Gold = GOLD) -> dict[str, list[Grid]]:
    clerk = Clerk(gold, Hand(dice("hand"), Medium()))
    return {"2": [clerk.table2()], "3": [clerk.table3()], "4": [clerk.table4()]}


def changed(grid: Grid, change: Change) -> Grid:
    return replace(grid, lines=tuple(tuple(map(change, line)) for line in grid.lines))


def printing(texts: dict[str, str]) -> Change:
    """Return what prints other texts in some cells."""
    return lambda slot: replace(slot, text=texts.get(slot.cell or "", slot.text))


def html(tables: dict[str, str], texts: dict[str, str] | None = None) -> str:
    parts = [f"<p>{TITLE}</p>"]
    for number, heading in enumerate(HEADINGS, 1):
        words = (texts or {}).get(str(number), "")
        parts += [f"<p>{heading}</p>", tables.get(str(number), "<p>按期完成。</p>"), f"<p>{words}</p>" if words else ""]
    return f"<html><body><div>{''.join(parts)}</div></body></html>"


def tables(change: Change = lambda slot: slot, gold: Gold = GOLD) -> dict[str, str]:
    return {n: "".join(written(changed(g, change)) for g in each) for n, each in grids(gold).items()}


def written(grid: Grid) -> str:
    return table(grid.lines, grid.width)


def text(write: Callable[[Grid], Iterable[str]], change: Change = lambda slot: slot) -> str:
    lines = [TITLE]
    for number, heading in enumerate(HEADINGS, 1):
        lines.append(heading)
        for grid in grids().get(str(number), ()):
            lines += write(changed(grid, change))
    return "\n".join(lines)


def piped(grid: Grid) -> Iterator[str]:
    for line in unmerged(grid):
        yield " | ".join(cell for slot in line for cell in (slot.text, *[""] * (slot.across - 1))) + " |"


def celled(grid: Grid) -> Iterator[str]:
    yield from (slot.text for line in grid.lines for slot in line)


def read(data: str | bytes, hints: Hints | None = None) -> Report:
    (report,) = read_bytes(data.encode() if isinstance(data, str) else data, source="any", hints=hints)
    return report


def differing(report: Report, gold: Gold = GOLD) -> dict[str, tuple[str, Decimal | None]]:
    """Return every cell that is not the gold's."""
    return {i: (c.status, c.value) for i, c in report.cells.items() if c.value != gold.cells[i]}


def wrong(report: Report, gold: Gold = GOLD) -> list[str]:
    """Return the cells that have a value which is not the gold's: the one thing that must never happen."""
    return [i for i, (_, value) in differing(report, gold).items() if value is not None]


def test_the_plain_page_is_read_exactly():
    report = read(html(tables()))
    assert len(report.cells) == 200
    assert differing(report) == {}


# Tables


@pytest.mark.parametrize("across", [False, True])
def test_07_headings_and_labels_torn_over_lines(across):
    """商业企|业, 科研机|构, 三/本/年/度 one letter a line."""

    def torn(slot: Slot) -> Slot:
        if slot.cell or len(slot.text) < 3:
            return slot
        return replace(slot, text="\n".join(slot.text) if across else f"{slot.text[:-1]}\n{slot.text[-1]}")

    pages = {n: page.replace("\n", "<br>") for n, page in tables(torn).items()}
    assert differing(read(html(pages))) == {}


@pytest.mark.parametrize("pieces", [12, 6])
def test_09_table_four_as_one_row_with_its_header_torn(pieces):
    (grid,) = grids()["4"]
    words = [slot.text for line in grid.lines[: grid.header] for slot in line]
    figures = " ".join(slot.text for slot in grid.lines[-1])
    size = -(-len(words) // pieces)
    header = "\n".join(" ".join(words[at : at + size]) for at in range(0, len(words), size))
    page = read(html({**tables(), "4": f"<p>{header}</p><p>{figures}</p>"}))
    assert differing(page) == {}


def test_11_digits_of_one_cell_in_two_columns_are_never_taken_for_numbers():
    """20 printed as 2 and 0: a problem of the page, never the body's arithmetic error."""
    gold = GOLD.having({f"t3.received.{c}": Decimal(20 if c in {"company", "total"} else 0) for c, _ in APPLICANTS})
    (grid,) = grids(gold)["3"]
    lines = [
        tuple(
            piece
            for slot in line
            for piece in (
                [replace(slot, text="2"), replace(slot, text="0")] if slot.cell == "t3.received.company" else [slot]
            )
        )
        for line in grid.lines
    ]
    page = read(html({**tables(gold=gold), "3": written(replace(grid, lines=tuple(lines)))}))
    assert wrong(page, gold) == []
    assert "columns_not_aligned" in {n.code for n in page.notes}


def torn_around_numbers(grid: Grid) -> Iterator[str]:
    for line in grid.lines:
        label = "".join(slot.text for slot in line if not slot.cell)
        figures = " ".join(slot.text for slot in line if slot.cell)
        before, tear, behind = label.partition("其政府信息公")
        yield from (part for part in (before + tear, figures, behind) if part)


def test_12_a_label_half_before_and_half_behind_its_numbers_is_never_misread():
    """上海 2025: 行政机关不再处理其政府信息公|开申请 wraps around the numbers in the text of a PDF."""
    assert wrong(read(text(torn_around_numbers))) == []


def test_12_a_label_half_before_and_half_behind_its_numbers_is_read():
    assert differing(read(text(torn_around_numbers))) == {}


def test_12_a_label_above_its_numbers():
    def lines(grid: Grid) -> Iterator[str]:
        for line in grid.lines:
            yield from (slot.text for slot in line if not slot.cell)
            yield " ".join(slot.text for slot in line if slot.cell)

    assert differing(read(text(lines))) == {}


def test_13_every_row_a_table_of_its_own():
    def rows(grid: Grid) -> str:
        return "".join(
            f"<table><tr>{''.join(f'<td colspan={s.across}>{s.text}</td>' for s in line)}</tr></table>"
            for line in unmerged(grid)
        )

    assert differing(read(html({n: "".join(map(rows, each)) for n, each in grids().items()}))) == {}


@pytest.mark.parametrize("number", ["— 5 —", "- 4 -", "第 5 页"])
@pytest.mark.parametrize("header", [True, False])
def test_14_a_table_cut_by_a_page_break_with_the_number_of_the_page(number, header):
    """The second half often has no header; a peer's model invented one."""
    (grid,) = grids()["3"]
    upper, lower = cut(grid, 14, header, False)
    page = read(html({**tables(), "3": f"{written(upper)}<p>{number}</p>{written(lower)}"}))
    assert differing(page) == {}


def test_15_an_empty_total_is_blank_and_not_made_up():
    """A district's commission 2024: the total of row 四 is empty."""
    page = read(html(tables(printing({"t3.carried_out.total": ""}))))
    assert differing(page) == {"t3.carried_out.total": (CellStatus.BLANK, None)}


def test_16_table_three_as_small_tables_for_each_group():
    (grid,) = grids()["3"]
    head = grid.lines[: grid.header]
    rows = [tuple(replace(slot, down=1) for slot in line) for line in unmerged(grid)[grid.header :]]
    pieces = [rows[:2], rows[2:4], rows[4:12], rows[12:15], rows[15:20], rows[20:]]
    small = "".join(written(replace(grid, lines=(*head, *piece))) for piece in pieces)
    assert differing(read(html({**tables(), "3": small}))) == {}


@pytest.mark.parametrize("remark", ["（其中修订16件）", "(含自然失效29件)", "（ 其中 修订 16 件 ）"])
def test_17_a_remark_in_a_cell_is_no_second_number(remark):
    figure = GOLD.cells["t2.normative_documents.in_force"]
    page = read(html(tables(printing({"t2.normative_documents.in_force": f"{figure}{remark}"}))))
    assert differing(page) == {}
    assert "remark_in_cell" in {n.code for n in page.notes}


@pytest.mark.parametrize(
    ("printed", "value"), [("251000元", "25.1"), ("4068.208", "4068.208"), ("1,424.4万元", "1424.4"), ("0元", "0")]
)
def test_18_amounts_with_their_unit_in_the_cell(printed, value):
    page = read(html(tables(printing({"t2.fees.amount": printed}))))
    assert page.value("t2.fees.amount") == Decimal(value)
    assert page.cells["t2.fees.amount"].text == printed


@pytest.mark.parametrize("apart", [True, False])
def test_19_article_twenty_in_one_table_or_in_four(apart):
    clerk = Clerk(GOLD, Hand(dice("hand"), Medium()))
    pieces = clerk.table2_apart() if apart else (clerk.table2(),)
    assert differing(read(html({**tables(), "2": "".join(map(written, pieces))}))) == {}


def test_20_the_metadata_box_is_no_table_of_the_report_but_its_date():
    """A county's commission: 索引号 and 公开日期 in a table before the report."""
    box = "<table><tr><td>索引号</td><td>000/2024-00012</td><td>公开日期</td><td>2024-01-17</td></tr></table>"
    page = read(html(tables()).replace("<div>", f"{box}<div>"))
    assert differing(page) == {}
    assert [(w.date.isoformat(), w.source) for w in page.dates] == [("2024-01-17", "page.metadata")]
    assert "000/2024" not in page.text


@pytest.mark.parametrize(
    "dress",
    [
        " ".join,
        lambda words: words.replace("“", "＂").replace("”", "＂"),
        lambda words: words.replace("“", '"').replace("”", '"'),
        lambda words: re.sub(r"^(\d)\.", r"\1、", words),
        lambda words: re.sub(r"^(\d)\.", r"\1．", words),
        lambda words: words.replace("（", "(").replace("）", ")"),
        lambda words: words.replace("规章", "规 章").replace("商业企业", "商业 企业"),
        "\u200b".join,
    ],
    ids=["spread", "wide quotes", "straight quotes", "1、", "1．", "narrow brackets", "blanks", "zero width"],
)
def test_21_labels_in_other_dress(dress):
    assert differing(read(html(tables(lambda s: s if s.cell else replace(s, text=dress(s.text)))))) == {}


# Blanks

SPARE = tuple(c for c, _ in APPLICANTS if c not in {"natural_person", "total"})


def test_23_only_natural_persons_and_totals_filled():
    """A county's commission 2023: five columns blank."""
    blank = {f"t3.{row.id}.{c}": "" for row in TABLE3["2021"] for c in SPARE}
    page = read(html(tables(printing(blank))))
    assert {i for i, c in page.cells.items() if c.status is CellStatus.BLANK} == set(blank)
    assert wrong(page) == []


def test_24_zeros_and_the_totals_of_sub_rows_blank():
    """上海 2019: what is blank stays blank, what is printed is read."""
    zeros = {i: "" for i, value in GOLD.cells.items() if i.startswith("t3.") and value == 0}
    totals = {f"t3.{row.id}.total": "" for row in TABLE3["2021"] if "." in row.id}
    page = read(html(tables(printing(zeros | totals))))
    assert {i for i, c in page.cells.items() if c.status is CellStatus.BLANK} == set(zeros | totals)
    assert wrong(page) == []


def test_25_strokes_for_rules_and_applicants_blank_beside_a_total_of_zero():
    """A district statistics office 2023."""
    gold = GOLD.having({i: Decimal(0) for i in GOLD.cells if i.startswith(("t2.regulations.", "t3."))})
    blank = {i: "/" if i.startswith("t2.") else "" for i in gold.cells if i.startswith(("t2.regulations.", "t3."))}
    blank = {i: mark for i, mark in blank.items() if not i.endswith(".total")}
    page = read(html(tables(printing(blank), gold)))
    assert {i for i, c in page.cells.items() if c.status is CellStatus.BLANK} == set(blank)
    assert page.value("t3.received.total") == 0


def test_26_a_report_without_tables_is_not_a_report_of_zeros():
    """A peer starts from a skeleton of zeros and drops rows it cannot read."""
    page = read(html({}))
    assert {c.status for c in page.cells.values()} == {CellStatus.MISSING}
    short = changed(grids()["3"][0], lambda s: replace(s, text="" if s.cell and s.cell.endswith(SPARE) else s.text))
    assert wrong(read(html({"3": written(short)}))) == []


MARKERS = ("/", "／", "-", "--", "—", "——", "－－", "无", "不涉及", "不适用", "N/A", "NA", "", "\u3000", "\u00a0")


@pytest.mark.parametrize("marker", MARKERS)
def test_27_28_every_mark_for_nothing_is_blank_in_every_layout(marker):
    """One policy: never 0, never skipped, never unreadable."""
    cell = "t3.granted.company"
    layouts = [html(tables(printing({cell: marker})))]
    if marker.strip():
        layouts += [text(piped, printing({cell: marker})), text(celled, printing({cell: marker}))]
    for layout in layouts:
        assert differing(read(layout)) == {cell: (CellStatus.BLANK, None)}


def test_34_a_note_under_table_four_disturbs_nothing():
    """上海 2025: 数量含上年度结转数量."""
    page = read(html(tables(), {"4": "注：数量含上年度结转数量3件。"}))
    assert differing(page) == {}
    assert page.sections["4"].text == "注：数量含上年度结转数量3件。"


# Sites


@pytest.mark.parametrize(
    "page",
    [
        '<html><head><title>政府信息公开</title></head><body><div id="app"></div></body></html>',
        "<html><body><div class='content'>正在加载…</div></body></html>",
        '<html><body><iframe src="/viewer?id=1"></iframe></body></html>',
    ],
    ids=["single page application", "loading", "frame"],
)
def test_36_the_shell_of_a_dynamic_page_is_no_report(page):
    report = read(page)
    codes = {n.code for n in report.notes}
    assert "reader_failed" not in codes
    assert ("frame_present" in codes) == ("iframe" in page)
    assert not is_report(report)
    assert all(cell.value is None for cell in report.cells.values())


def test_37_a_page_that_only_links_a_file_says_so():
    page = f'<html><body><h1>{TITLE}</h1><p><a href="/files/2023nb.pdf">附件下载</a></p></body></html>'
    report = read(page)
    assert (report.body, report.year) == ("青禾县档案局", 2023)
    (told,) = [n.message for n in report.notes if n.code == "attachment_present"]
    assert "2023nb.pdf" in told
    assert "files" not in told
    assert not is_report(report)


def test_of_many_files_that_a_page_links_three_are_named():
    links = "".join(f'<a href="/files/{name}.pdf">附件{name}</a>' for name in "abcd")
    (told,) = [n.message for n in read(f"<html><body><h1>{TITLE}</h1><p>{links}</p></body></html>").notes]
    assert [name in told for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf")] == [True, True, True, False]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", None])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_39_every_charset_declared_rightly_or_not(encoding, declared):
    head = f'<head><meta charset="{declared}"></head>' if declared else ""
    report = read(html(tables()).replace("<html>", f"<html>{head}").encode(encoding))
    assert report.body == "青禾县档案局"
    assert differing(report) == {}


def test_40_two_dates_on_one_line_are_both_kept():
    line = "更新时间：2024-03-02 09:00 发布时间：2024-01-17 20:10"
    report = read(html(tables()).replace("<div>", f"<p>{line}</p><div>"))
    assert [(w.date.isoformat(), w.text[:4]) for w in report.dates] == [
        ("2024-03-02", "更新时间"),
        ("2024-01-17", "发布时间"),
    ]


def test_43_the_first_year_of_a_text_is_not_the_year_of_the_report():
    words = html({}).replace(TITLE, "青禾县档案局政府信息公开工作年度报告")
    assert read(words.replace("按期完成", "2019年修订的条例施行以来")).year is None


def test_45_a_name_with_a_wrong_letter_is_not_the_listed_body():
    """A model wrote 沐 for 沭 all through a text: the report is told as of no listed body, not given to one."""
    listed = Hints((BodyName("沭阳县档案局", Kind.DEPARTMENT), BodyName("青禾县档案局", Kind.DEPARTMENT)))
    report = read(html(tables()).replace("青禾县", "沐阳县"), listed)
    assert (report.body, report.kind_source) == ("沐阳县档案局", "name")


def test_46_zero_width_signs_and_byte_order_marks_change_nothing():
    page = html(tables(lambda s: replace(s, text=f"\ufeff{s.text}\u200b")))
    report = read(page.replace(TITLE, "\u200b".join(TITLE)))
    assert (report.body, report.year) == ("青禾县档案局", 2023)
    assert differing(report) == {}


def test_46_text_read_in_the_wrong_charset_gives_no_report():
    broken = html(tables()).encode().decode("gb18030", errors="replace")
    report = read(broken)
    assert not is_report(report)
    assert report.body is None
    assert all(cell.value is None for cell in report.cells.values())


def test_46_a_name_of_any_length_is_only_a_name():
    (report,) = read_bytes(html(tables()).encode(), source="年" * 5000)
    assert differing(report) == {}


# Any text at all

WORDS = (
    "规章",
    "行政许可",
    "自然人",
    "总计",
    "结果维持",
    "（一）",
    "一是",
    "目录",
    "百科",
    "发布时间：",
    "2023年1月17日",
)
SIGNS = ("1.", "1 0 2", "230000023", "/", "\n", "|", "\t", "\u200b", "<table><tr><td>", "</td><td>3")
PIECES = st.sampled_from((*HEADINGS, TITLE, *WORDS, *SIGNS))
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("一、总体情况一、总体情况一、总体情况一、总体情况\x080")
@example("一、总体情况二、主动公开政府信息情况一、总体情况规章1.一、总体情况")
def test_any_text_gives_a_report_that_quotes_only_what_is_there(given_text):
    (report,) = read_bytes(given_text.encode("utf-8", "replace"), source="any.txt")
    assert "reader_failed" not in {n.code for n in report.notes}
    assert is_report(report) in {True, False}
    if not report.structured:
        blanked = re.sub(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", " ", given_text)  # a stray control sign is a blank
        source, shown = (key(text).replace("\ufffc", "") for text in (blanked, re.sub(r"</?t\w+>", "", blanked)))
        prose = [line for section in report.sections.values() for line in section.text.splitlines()]  # around tables
        told = [*prose, *(cell.text for cell in report.cells.values())]
        assert all(key(text) in source or key(text) in shown for text in told)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOLD.cells)), st.text(max_size=8), max_size=8))
def test_whatever_stands_in_a_cell_is_quoted_as_it_is(texts):
    shown = {i: re.sub(r"[<>&\x00-\x08\x0e-\x1f\ud800-\udfff]", "", printed) for i, printed in texts.items()}
    report = read(html(tables(printing(shown))))
    assert "reader_failed" not in {n.code for n in report.notes}
    printed = {**{i: f"{value}" for i, value in GOLD.cells.items()}, **shown}
    row = {i.rsplit(".", 1)[0] for i in shown}
    for cell in report.cells.values():
        assert cell.id.rsplit(".", 1)[0] in row or cell.value == GOLD.cells[cell.id]
        if cell.text and cell.status is CellStatus.READ:
            assert key(cell.text) in "".join(key(each) for each in printed.values())


# The table of docs/coverage.md

_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def coverage() -> dict[int, str]:
    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    return {int(number): answer for number, _, answer in _ROW.findall(page)}


def test_every_pitfall_has_a_test_or_a_reason():
    answers = coverage()
    assert sorted(answers) == list(range(1, 47))
    assert [n for n, answer in answers.items() if not _TEST.search(answer) and not answer.startswith("No test:")] == []


@pytest.mark.parametrize("number", range(1, 47))
def test_every_named_test_exists(number):
    for path, name in _TEST.findall(coverage()[number]):
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


def named(tests: Sequence[str]) -> set[str]:
    return {name for name in tests if re.match(r"test_\d\d_", name)}


def test_every_test_of_a_pitfall_is_named():
    listed = {name for answer in coverage().values() for _, name in _TEST.findall(answer)}
    assert named(list(globals())) <= listed
