"""OFD files: characters by their steps, rulings as paths, templates below the pages, and what is refused."""

from collections.abc import Iterable, Mapping

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document, Paragraph
from checks.reading import read_bytes
from tests.hostile import zipped

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
INFO = "<ofd:DocInfo><ofd:CreationDate>2024-01-20</ofd:CreationDate></ofd:DocInfo>"


def ofd(
    *pages: str,
    template: str = "",
    base: str = "Pages/Page_{}/Content.xml",
    pictures: Mapping[str, bytes] | None = None,
    **more: bytes,
) -> bytes:
    """Return a package of some pages, each given by what it draws, with pictures by their numbers."""
    pictures = pictures or {}
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="{base.format(n)}"/>' for n in range(len(pages)))
    below = '<ofd:TemplatePage ID="70" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    used = '<ofd:Template TemplateID="70"/>' if template else ""
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    body = f"<ofd:DocBody>{INFO}<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    resources = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    parts = {
        "OFD.xml": f"<ofd:OFD {OFD}>{body}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData>{area}{below}{resources}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {OFD}>{template}</ofd:Page>",
    }
    media = "".join(
        f'<ofd:MultiMedia ID="{number}" Type="Image"><ofd:MediaFile>{number}.png</ofd:MediaFile></ofd:MultiMedia>'
        for number in pictures
    )
    if pictures:
        multimedia = f"<ofd:MultiMedias>{media}</ofd:MultiMedias>"
        parts["Doc_0/DocumentRes.xml"] = f'<ofd:Res {OFD} BaseLoc="Res">{multimedia}</ofd:Res>'
    for number, drawn in enumerate(pages):
        content = f"<ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content>"
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {OFD}>{used}{content}</ofd:Page>"
    shown = {f"Doc_0/Res/{number}.png": data for number, data in pictures.items()}
    return zipped({name: text.encode() for name, text in parts.items()} | shown | more)


def text(x: float, y: float, words: str, steps: str | None = None, *, size: float = 4, ctm: str = "") -> str:
    """Write words at a place in millimetres; by default every character is as wide as it is high."""
    delta = f"g {len(words) - 1} {size}" if steps is None else steps
    matrix = f' CTM="{ctm}"' if ctm else ""
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{delta}">{words}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 60 {size}" Size="{size}" Font="1"{matrix}>{code}</ofd:TextObject>'


def path(data: str, how: str = "") -> str:
    inner = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="0 0 210 297" LineWidth="0.2"{how}>{inner}</ofd:PathObject>'


def lines(xs: Iterable[float], ys: Iterable[float]) -> str:
    columns, rows = list(xs), list(ys)
    across = "".join(path(f"M {columns[0]} {y} L {columns[-1]} {y}") for y in rows)
    return across + "".join(path(f"M {x} {rows[0]} L {x} {rows[-1]}") for x in columns)


def bars(xs: Iterable[float], ys: Iterable[float]) -> str:
    columns, rows = list(xs), list(ys)
    boxes = [(columns[0], y, columns[-1], y + 0.2) for y in rows] + [(x, rows[0], x + 0.2, rows[-1]) for x in columns]
    data = " ".join(f"M {a} {b} L {c} {b} L {c} {d} L {a} {d} C" for a, b, c, d in boxes)
    return path(data, ' Stroke="false" Fill="true"')


def read(data: bytes) -> Document:
    (document,) = parse_documents(data, "given.ofd")
    return document


WORDS = text(22, 41, "规章") + text(62, 41, "11", "2") + text(22, 51, "行政许可") + text(62, 51, "3", "")
TABLE = lines((20, 60, 100), (40, 50, 60))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(ofd(TABLE + WORDS), id="lines"),
        pytest.param(ofd(bars((20, 60, 100), (40, 50, 60)) + WORDS), id="filled bars of one path"),
        pytest.param(ofd(WORDS, template=TABLE), id="rulings in a template"),
        pytest.param(ofd(TABLE + WORDS, base="/Doc_0/Pages/Page_{}/Content.xml"), id="absolute places"),
        pytest.param(ofd(f"<ofd:PageBlock>{TABLE}{WORDS}</ofd:PageBlock>"), id="in a block"),
        pytest.param(ofd(TABLE + WORDS + path("M 80 40 L 80 60", ' Stroke="false"')), id="a line that nobody sees"),
        pytest.param(ofd(TABLE + WORDS + path("C Z M x 40 L 80 60")), id="an outline that is broken"),
    ],
)
def test_a_ruled_table_is_read(data: bytes) -> None:
    document = read(data)
    assert (document.format, document.structured) == ("ofd", True)
    assert [[cell.text for cell in row] for row in document.tables[0].by_row] == [["规章", "11"], ["行政许可", "3"]]


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (text(20, 20, "一、总体情况"), "一、总体情况"),
        (text(20, 20, "2024年", "2 2 2 2"), "2024年"),
        (text(20, 20, "2024年", "g 4 2"), "2024年"),
        (text(20, 20, "规章10", "4 20 2"), "规章\t10"),
        (text(20, 20, "规章", "g 1 1", size=1, ctm="4 0 0 4 0 0"), "规章"),
        (text(20, 20, "规章", "4 x"), "规章"),
        (text(20, 20, "规章", "4 g x 2"), "规章"),
        (text(20, 20, "⽐较"), "比较"),
        (text(20, 20, "规章").replace("<ofd:TextObject", '<ofd:TextObject Visible="false"'), ""),
    ],
)
def test_characters_stand_where_their_steps_lead(drawn: str, words: str) -> None:
    document = read(ofd(drawn))
    assert "".join(block.text for block in document.blocks if isinstance(block, Paragraph)) == words


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(text(62, 41, "413", "2 Infinity"), id="a step without end"),
        pytest.param(text(62, 41, "413", "2 —"), id="a step that is none"),
        pytest.param(text(62, 41, "413", "2 1875"), id="the last figure off the page"),
        pytest.param(text(62, 41, "413", "2 -400"), id="left of the page"),
        pytest.param(text(62, 41, "413").replace("DeltaX", 'DeltaY="0 900" DeltaX'), id="below the page"),
    ],
)
def test_figures_that_may_have_more_of_them_elsewhere_are_not_known(drawn: str) -> None:
    rows = read(ofd(TABLE + text(22, 41, "规章") + text(22, 51, "行政许可") + drawn)).tables[0].by_row
    assert "\ufffd" in rows[0][1].text
    assert not any(map(str.isdecimal, rows[0][1].text))


def placed(what: str, by: str) -> str:
    """Write the figures of a cell in two lines, of which the second has something else for what tells its place."""
    return text(62, 41, "3247", "2 2 2") + text(62, 44, "39", "2").replace(what, by)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(placed("62 44", "NaN 44"), id="a place that is no number"),
        pytest.param(placed("62 44 60 4", "62 44"), id="half a boundary"),
        pytest.param(placed('Size="4"', 'CTM="1 0 0 x 0 0" Size="4"'), id="a matrix that is none"),
        pytest.param(placed('X="0"', 'X="1e999"'), id="no beginning"),
        pytest.param(placed('Size="4"', 'Size="大"'), id="no size"),
    ],
)
def test_a_file_in_which_nothing_tells_where_a_figure_stands_is_not_read(drawn: str) -> None:
    document = read(ofd(TABLE + drawn))
    assert ([note.code for note in document.notes], document.blocks) == (["text_without_place"], ())


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(text(150, 20, "内部资料2024", "g 7 20"), id="words that run off the page"),
        pytest.param(text(300, 20, "39"), id="figures beside the page"),
        pytest.param(text(62, 46, "规章").replace("62 46 60 4", "?"), id="words without a place"),
        pytest.param(text(62, 44, "39").replace("Boundary", 'Visible="false" B'), id="hidden"),
    ],
)
def test_what_lies_elsewhere_as_a_whole_leaves_the_figures_known(drawn: str) -> None:
    assert read(ofd(TABLE + WORDS + drawn)).tables[0].by_row[0][1].text == "11"


def test_a_page_that_is_a_picture_says_so() -> None:
    document = read(ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>'))
    assert [note.code for note in document.notes] == ["picture"]


def test_the_date_of_the_file_is_a_witness_without_time() -> None:
    (report,) = read_bytes(ofd(WORDS), source="given.ofd")
    assert [(d.date.isoformat(), d.time, d.source) for d in report.dates] == [
        ("2024-01-20", None, "document.properties")
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ofd(*[""] * 301), "too_many_pages"),
        (ofd("", **{"Encryptions.xml": b"<a/>"}), "package_encrypted"),
        (zipped({"OFD.xml": b"<ofd:OFD"}), "package_damaged"),
        (zipped({"OFD.xml": f"<ofd:OFD {OFD}/>".encode()}), "package_damaged"),
        (ofd(text(20, 20, "1" * 300_001, "")), "text_too_long"),
        (ofd('<ofd:PathObject Boundary="0 0 1 1"/>' * 200_001), "page_too_large"),
    ],
)
def test_what_is_refused_says_why(data: bytes, code: str) -> None:
    document = read(data)
    assert (document.blocks, [note.code for note in document.notes]) == ((), [code])
