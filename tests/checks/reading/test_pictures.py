"""Tables shown as pictures in web pages, DOCX, OFD and PDF pages with text: read with the extra, never zeros."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import pytest

from checks.documents import parse_documents
from checks.documents.scanned import recogniser
from checks.model import Report
from checks.reading import Hints, LinkedPicture, linked_tables, read_bytes
from tests.checks.documents.test_ofd import ofd, text
from tests.checks.documents.test_scanned import HEIGHT, ROWS, needs_ocr, picture, saved
from tests.hostile import docx, page
from tests.writing import LAYOUTS, dice, random_gold

canvases = pytest.importorskip("reportlab.pdfgen.canvas", reason="ReportLab is not installed")
metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
cid_fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
utils = pytest.importorskip("reportlab.lib.utils")

TITLE = "某县教育局2023年政府信息公开工作年度报告"
BEFORE = [TITLE, "一、总体情况", "按照条例编制。", "二、主动公开政府信息情况"]
BEHIND = [
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "没有问题。",
    "六、其他需要报告的事项",
    "无。",
]
ADDRESS = "./W0202401.png"
TABLE = saved(picture(), "PNG")


def web_page(shown: str = f"<img src='{ADDRESS}'>", behind: str = "") -> bytes:
    texts = ["".join(f"<p>{line}</p>" for line in lines) for lines in (BEFORE, BEHIND)]
    return page(f"<div>{texts[0]}<p>{shown}</p>{texts[1]}</div>{behind}")


def word(*, vml: bool = False) -> bytes:
    names = {
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }
    known = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    shape = '<w:pict><v:shape><v:imagedata r:id="rId7"/></v:shape></w:pict>'
    drawing = '<w:drawing><a:blip r:embed="rId7"/></w:drawing>'
    run = f"<w:p {known}><w:r>{shape if vml else drawing}</w:r></w:p>"
    texts = ["".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines) for lines in (BEFORE, BEHIND)]
    relation = '<Relationship Id="rId7" Type="image" Target="media/image1.png"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    return docx(
        texts[0] + run + texts[1],
        **{"word/_rels/document.xml.rels": relations.encode(), "word/media/image1.png": TABLE},
    )


def paper(*, turned: int = 0, over: str = "") -> bytes:
    """A PDF page with text above and below a picture of 450 points, words printed over the picture if given."""
    metrics.registerFont(cid_fonts.UnicodeCIDFont("STSong-Light"))
    buffer = BytesIO()
    canvas = canvases.Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("STSong-Light", 12)
    for at, line in enumerate([*BEFORE, *[""] * 10, *BEHIND]):
        canvas.drawString(60, 780 - at * 22, line)
    canvas.drawImage(utils.ImageReader(BytesIO(TABLE)), 60, 500, 450, 145)
    canvas.drawString(90, 600, over)
    canvas.setPageRotation(turned)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ofd_page() -> bytes:
    texts = "".join(text(20, 20 + at * 7, line) for at, line in enumerate([*BEFORE, *[""] * 9, *BEHIND]) if line)
    shown = '<ofd:ImageObject Boundary="20 50 160 52" ResourceID="9"/>'
    return ofd(texts + shown, pictures={"9": TABLE})


def read(data: bytes, **received: bytes) -> Report:
    linked = (LinkedPicture(address, sha256(each).hexdigest(), each) for address, each in received.items())
    (report,) = read_bytes(data, source="given", hints=Hints(pictures=tuple(linked)))
    return report


SHOWN = [
    pytest.param(lambda: read(web_page(), **{ADDRESS: TABLE}), f"picture {ADDRESS}, table 1", id="linked by a page"),
    pytest.param(
        lambda: read(web_page(f"<img src='/loading.gif' data-src='{ADDRESS}'>"), **{ADDRESS: TABLE}),
        f"picture {ADDRESS}, table 1",
        id="loaded late",
    ),
    pytest.param(lambda: read(word()), "picture in paragraph 4, table 1", id="DOCX"),
    pytest.param(lambda: read(word(vml=True)), "picture in paragraph 4, table 1", id="DOCX of old Word"),
    pytest.param(lambda: read(paper()), "page 1, picture, table 1", id="PDF"),
    pytest.param(lambda: read(ofd_page()), "page 1, picture, table 1", id="OFD"),
]
"""Ways to show the second table as a picture, and the place that its cells name."""


@needs_ocr
@pytest.mark.parametrize(("reading", "place"), SHOWN)
def test_a_table_shown_as_a_picture_is_read_and_named_as_one(reading: Callable[[], Report], place: str) -> None:
    report = reading()
    cell = report.cells["t2.regulations.in_force"]
    assert (cell.value, cell.by) == (74, "ocr")
    assert cell.place.startswith(place)
    assert report.value("t2.normative_documents.issued") == 1208
    assert "table_by_ocr" in {note.code for note in report.notes}
    assert "text_by_ocr" not in {note.code for note in report.notes}


@pytest.mark.parametrize(("reading", "place"), SHOWN)
def test_without_the_extra_its_cells_are_unreadable_and_no_zeros(
    reading: Callable[[], Report], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recogniser, "_NEEDED", ("no_such_package",))
    report = reading()
    cells = [cell for cell in report.cells.values() if cell.id.startswith("t2.")]
    assert {(cell.status, cell.value) for cell in cells} == {("unreadable", None)}
    notes = {note.code: note.place for note in report.notes}
    assert place.startswith(notes["table_is_picture"])


@needs_ocr
def test_a_picture_that_was_not_received_is_unreadable() -> None:
    report = read(web_page())
    assert {cell.status for cell in report.cells.values() if cell.id.startswith("t2.")} == {"unreadable"}


@needs_ocr
def test_a_table_in_two_pictures_below_each_other_is_one() -> None:
    """Pages cut a long table into several pictures; the lower one has no header."""
    whole, cut = picture(), 100 + 2 * HEIGHT
    halves = (whole.crop((0, 0, whole.width, cut + 2)), whole.crop((0, cut - 1, whole.width, whole.height)))
    upper, lower = (saved(half, "PNG") for half in halves)
    report = read(web_page(f"<img src='{ADDRESS}'><br><img src='b.png'>"), **{ADDRESS: upper, "b.png": lower})
    issued = report.cells["t2.normative_documents.issued"]
    assert (report.value("t2.regulations.in_force"), issued.value) == (74, 1208)
    assert issued.place.startswith("picture b.png")


@needs_ocr
def test_the_half_of_a_table_in_a_picture_that_was_not_received_is_unreadable_not_missing() -> None:
    report = read(web_page(f"<img src='{ADDRESS}'><img src='b.png'>"), **{ADDRESS: TABLE})
    assert report.value("t2.regulations.in_force") == 74
    assert report.cells["t2.licensing.decisions"].status == "unreadable"
    assert {"table_by_ocr", "table_is_picture"} <= {note.code for note in report.notes}


@needs_ocr
def test_a_background_below_text_is_no_picture_of_a_table() -> None:
    report = read(paper(over="某县"))
    assert {cell.status for cell in report.cells.values() if cell.id.startswith("t2.")} == {"unreadable"}


@needs_ocr
def test_pictures_are_not_looked_at_where_nothing_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("checks.documents.scanned.pictures.looks_at", refuse)
    rng = dice("nothing lacks")
    data, _, _ = LAYOUTS["html_official"].render(random_gold(rng, "2021").filled(), rng)
    shown = data.replace(b"<table", f"<p><img src='{ADDRESS}'></p><table".encode())
    report = read(shown, **{ADDRESS: TABLE})
    assert {cell.by for cell in report.cells.values()} == {"text"}
    assert "reader_failed" not in {note.code for note in report.notes}


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        pytest.param(web_page(), (ADDRESS,), id="in the place of a table"),
        pytest.param(web_page(behind="<img src='qr.png'>"), (ADDRESS,), id="not the code for telephones behind it"),
        pytest.param(web_page("<img width=24 height=24 src='icon.png'>"), (), id="not an icon"),
        pytest.param(web_page("<img src='data:image/png;base64,AAAA'>"), (), id="not what the page carries"),
        pytest.param(web_page("<img alt='表'>"), (), id="no address"),
        pytest.param(web_page(f"<img src='{ADDRESS}'><img src='{ADDRESS}'>"), (ADDRESS,), id="once"),
        pytest.param(b"", (), id="nothing"),
    ],
)
def test_the_pictures_a_page_links_to_in_the_places_of_its_tables(data: bytes, wanted: tuple[str, ...]) -> None:
    assert linked_tables(data) == wanted


SCAN = ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>', pictures={"9": TABLE})


@needs_ocr
def test_an_ofd_page_that_is_a_scan_is_recognised_twice() -> None:
    (document,) = parse_documents(SCAN, "scan.ofd")
    assert [cell.text for cell in document.tables[0].by_row[1]] == ROWS[1]
    assert document.tables[0].by == "ocr"
    again = document.again() if document.again else None
    assert again is not None
    assert again.tables[0].by == "ocr"


def test_without_the_extra_an_ofd_page_that_is_a_scan_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "_NEEDED", ("no_such_package",))
    assert [note.code for note in read(SCAN).notes][:1] == ["picture"]
