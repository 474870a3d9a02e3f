"""Tables and paragraphs of web pages, with the quirks of the editors that made them."""

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document, Paragraph, Picture
from tests.hostile import page


def read(body: str) -> Document:
    (document,) = parse_documents(page(body), "page")
    return document


def grid(body: str) -> list[list[str]]:
    """The texts of the first table, cells repeated over the rows they span."""
    return [[cell.text for cell in row] for row in read(body).tables[0].by_row]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["a", "c"]]),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", [["a", "b"], ["a", "c"], ["a", "d"]]),
        # pandas makes 98 ghost rows of this
        ("<table><tr><td rowspan=99>a<td>b<tr><td>c</table>", [["a", "b"], ["a", "c"]]),
        ("<table><tr><td colspan=99999>a<td>b</table>", [["a", "b"]]),
        ("<table><tr><td colspan='2.5'>a<td colspan=-1>b<td rowspan=x>c</table>", [["a", "b", "c"]]),
        # a stray div between rows: lxml loses the cell in it
        ("<table><tr><td>a<td>b</tr><div><tr><td>c<td>d</tr></div></table>", [["a", "b"], ["c", "d"]]),
        ("<table><tr><th>a<td>b</tr></td></tr><tr><td>c</td></td><td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><thead><tr><td>a<td>b<tbody><tr><td>c<td>d</table>", [["a", "b"], ["c", "d"]]),
        ("<table><tr><td>a<td>b<td style='DISPLAY: none'>x<tr style='display:none'><td>0<td>0</table>", [["a", "b"]]),
    ],
    ids=lambda value: value[:48] if isinstance(value, str) else "",
)
def test_spans_and_strays(body: str, expected: list[list[str]]) -> None:
    assert grid(body)[: len(expected)] == expected
    assert [row for row in grid(body)[len(expected) :] if any(row)] == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p><span>1</span><span lang=EN-US>4</span></p>", "14"),  # Word cuts numbers into spans
        ("<p>规</p><p>章</p>", "规\n章"),
        ("1<br>2", "1\n2"),
        ("行政<br>许可<br>", "行政\n许可"),
        ("<p>&nbsp;</p><p>0</p>", "0"),
        ("<div>\n  <p>\n 5 </p>\n</div>", "5"),
        ("<ul><li>1<li>2</ul>", "1\n2"),
        ("<!-- 8 -->9<style>td{}</style>", "9"),
        ("1<span style='mso-hide:all;display:none'>0</span>2", "12"),
        ("142035<span hidden>3</span>", "142035"),
        ("142035<font style='visibility: hidden'>3</font>", "142035"),  # digits kept for the copy of last year
        ("142035<span style='FONT-SIZE:0px'>3</span>", "142035"),
        ("142035<b style='opacity:0.0'>3</b>", "142035"),
        ("1<span hidden>2<span hidden>3<i style='display:none'>4</i></span></span>5", "15"),
        ("1<span style='opacity:0.5;font-size:0.9em'>3</span>", "13"),
        ("<style>.a,td .x{display:none}@media print{.b{display:none}}</style>1<i class=x>2</i><i class=b>3</i>", "13"),
        ("<del>12</del>124405<s>1</s>", "124405"),
        ("<span style='text-decoration: line-through'>12</span>5", "5"),
        ("70756<sup>1</sup>", "70756"),  # the mark of a footnote
        ("<input value='12'><input type=hidden value='3'>", "12"),
        ("<p><o:p></o:p></p>", ""),
        ("\u3000 7\u200b", "7\u200b"),
        ("<font>&#48;</font>", "0"),
    ],
)
def test_the_text_of_a_cell(cell: str, text: str) -> None:
    assert read(f"<table><tr><td>a</td><td>{cell}</td></table>").tables[0].cells[1].text == text


def test_a_table_that_holds_tables_is_layout() -> None:
    document = read("<table><tr><td>左<td><p>正文</p><table><tr><td>规章<td>1</table></table>")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["左", "正文"]
    assert [cell.text for cell in document.tables[0].cells] == ["规章", "1"]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    document = read("<table><tr><td><p>一、总体情况</p><p>正文</p></table>")
    assert not document.tables
    assert len(document.blocks) == 2


def test_blocks_know_their_containers() -> None:
    document = read("<div>菜单</div><div id=zoom><p>一</p><p>二</p></div>")
    menu, first, second = (block.path for block in document.blocks)
    assert first[:-1] == second[:-1] != menu


def test_large_pictures_stand_where_tables_should_and_icons_do_not() -> None:
    document = read("<p>二、</p><img src=t2.png><img src=a.gif width=16 height=16><img src=b.png width=700>")
    assert [block.place for block in document.blocks if isinstance(block, Picture)] == [
        "picture t2.png",
        "picture b.png",
    ]


def test_a_picture_in_the_page_itself_whose_bytes_are_cut_off_stays_a_picture() -> None:
    (picture,) = read("<img src='data:image/png;base64,iVBORw0' width=700>").blocks
    assert isinstance(picture, Picture)
    assert picture.data is None


def test_titles_metas_attachments_and_frames() -> None:
    (document,) = parse_documents(
        b"<head><meta name=ArticleTitle content=' A '><meta name=PubDate content='2025-01-20'><title>T</title></head>"
        b"<body><meta name=PubDate content='1999-01-01'><h1>H</h1><a href='/P0.DOCX?x=1'>x</a><a href=b.html>y</a>"
        b"<iframe src='/viewer?file=a.pdf'></iframe></body>",
        "page",
    )
    assert document.titles == ("A", "H", "T")
    assert document.meta["pubdate"] == "2025-01-20"
    assert document.attachments == ("/P0.DOCX?x=1",)
    assert document.frames == ("/viewer?file=a.pdf",)


def test_scripts_and_templates_say_nothing() -> None:
    assert not read(
        "<script>document.write('规章 1')</script><template><p>x</p></template><noscript>y</noscript>"
    ).blocks
