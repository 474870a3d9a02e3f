"""Files made to break a reader, by what they try; every one is small to write and large to read."""

import zipfile
from base64 import a85encode
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from io import BytesIO
from itertools import pairwise
from zlib import compress

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive of some files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def docx(body: str, before: str = "", **more: bytes) -> bytes:
    """Return a Word file with the given XML as its body, and further parts by name."""
    xml = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": xml.encode(), **more})


def page(body: str) -> bytes:
    """Return a web page with the given body."""
    return f"<!DOCTYPE html><html><meta charset=utf-8><body>{body}</body></html>".encode()


PACKED_BY: Mapping[str, Callable[[bytes], bytes]] = {
    "FlateDecode": lambda data: compress(data, 9),
    "ASCII85Decode": lambda data: a85encode(data) + b"~>",
    "ASCIIHexDecode": lambda data: data.hex().encode() + b">",
}


def pdf(pages: Sequence[bytes], *filters: str) -> bytes:
    """Return a PDF of some pages, each given by what it draws with font /F; the table of its objects is lost.

    `filters` unpack what the pages draw, the first of them first.
    """
    parts = [b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    parts.append(f"2 0 obj<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>endobj".encode())
    parts.append(b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj")
    for number, drawn in enumerate(pages):
        at = 4 + 2 * number
        page = "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        parts.append(f"{at} 0 obj<<{page}/Contents {at + 1} 0 R>>endobj".encode())
        data = reduce(lambda packed, name: PACKED_BY[name](packed), reversed(filters), drawn)
        named = f"/Filter[{''.join(f'/{name}' for name in filters)}]" if filters else ""
        parts.append(f"{at + 1} 0 obj<</Length {len(data)}{named}>>stream\n".encode() + data + b"\nendstream endobj")
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def _half_a_gigabyte(*filters: str) -> tuple[str, Callable[[], bytes]]:
    return "package_too_large", lambda: pdf([b"0 0 m " * 90_000_000], *filters)


def _nested_bomb() -> bytes:
    data = zipped({"a.txt": b"0" * 10_000_000})
    for level in range(4):
        data = zipped({f"{level}-{number}.zip": data for number in range(16)})
    return data


def _entity_bomb() -> bytes:
    """Nine entities of ten of the one before: three gigabytes of laughter."""
    names = "abcdefghij"
    larger = (f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    entities = '<!ENTITY a "ha">' + "".join(larger)
    return docx("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", f"<!DOCTYPE w:document [{entities}]>")


def _cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _sheet(cells: str) -> bytes:
    office = "http://schemas.openxmlformats.org"
    main, relations = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="a" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return zipped({name: text.encode() for name, text in parts.items()})


_STEPS = [3.0 * number for number in range(1000)]

_REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "web page of 100 MB": ("too_large", lambda: page("<p>政府信息公开</p>" * 5_000_000)),
    "text of 5 MB of digits": ("too_large", lambda: b"0123456789" * 500_000),
    "line of 4 MB": ("too_large", lambda: "政府信息公开".encode() * 240_000),
    "table of a million cells": ("table_too_large", lambda: page("<table>" + ("<tr>" + "<td>1" * 100) * 10_000)),
    "rows without cells": ("page_too_large", lambda: page("<table>" + "<tr>" * 3_000_000)),
    "paragraphs without text": ("page_too_large", lambda: page("<p>" * 5_000_000)),
    "spans over everything": (
        "table_too_large",
        lambda: page("<table>" + "<tr><td colspan=1000 rowspan=1000>1</td></tr>" * 2_000),
    ),
    "zip of one large file": ("package_too_large", lambda: zipped({"a.txt": b"0" * 400_000_000})),
    "zip of many files": ("package_too_large", lambda: zipped({f"{n}.txt": b"a" for n in range(5000)})),
    "zips in zips": ("package_too_large", _nested_bomb),
    "entities of entities in Word": ("package_damaged", _entity_bomb),
    "entity in a number": (
        "package_with_entities",
        lambda: docx("<w:p><w:r><w:t>1&a;2</w:t></w:r></w:p>", '<!DOCTYPE w:document [<!ENTITY a "0">]>'),
    ),
    "Word file nested deep": ("package_damaged", lambda: docx("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000)),
    "page nested a hundred thousand deep": ("page_too_deep", lambda: page("<div>" * 100_000 + "规章 0")),
    "page nested deep in spans": ("page_too_deep", lambda: page("<span>" * 100_000 + "规章 0")),
    "Word file of 300 MB": ("package_too_large", lambda: docx("<w:p/>" * 50_000_000)),
    "Word table of a hundred thousand rows": (
        "table_too_large",
        lambda: docx("<w:tbl>" + f"<w:tr>{_cell('1') * 3}</w:tr>" * 100_000 + "</w:tbl>"),
    ),
    "sheet with two far corners": (
        "table_too_large",
        lambda: _sheet("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
    ),
    "PDF of five thousand pages": ("too_many_pages", lambda: pdf([b"BT /F 9 Tf 50 700 Td (1) Tj ET"] * 5000)),
    "PDF of a page of half a gigabyte": _half_a_gigabyte("FlateDecode"),
    "PDF of half a gigabyte packed twice": _half_a_gigabyte("FlateDecode", "FlateDecode"),
    "PDF of half a gigabyte spelled in letters": _half_a_gigabyte("ASCII85Decode", "FlateDecode"),
    "PDF of half a gigabyte spelled in hexadecimal": _half_a_gigabyte("ASCIIHexDecode", "FlateDecode"),
    "PDF of a million lines": ("page_too_large", lambda: pdf([b"0 0 m 9 0 l S\n" * 1_000_000])),
    "PDF of a million characters": (
        "text_too_long",
        lambda: pdf([b"BT /F 9 Tf 50 700 Td " + b"(0123456789) Tj " * 100_000 + b"ET"]),
    ),
    "PDF of a grid of a million cells": (
        "table_too_large",
        lambda: pdf([b"".join(b"%f 0 m %f 800 l S 0 %f m 500 %f l S " % (n, n, n, n) for n in _STEPS)]),
    ),
    "PDF that breaks off": ("package_damaged", lambda: pdf([b"BT /F 9 Tf (1) Tj ET"])[:100]),
    "text in one page": ("text_too_long", lambda: page("<p>" + "政府信息公开" * 500_000)),
}
"""What must be refused, with the code of the one note that says so."""

_LABEL = "一、总体情况\n二、主动公开政府信息情况\n行政许可 "
_TEXTS = {
    "headings without end": ("", "一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况\n", 15_000),
    "digits": ("", "0123456789", 60_000),
    "digits behind a label": (_LABEL, "1", 600_000),
    "digits behind a label of 2019": ("本年新公开数量 对外公开总数量\n" + _LABEL, "1", 600_000),
    "digits and spaces": (_LABEL, "1 ", 300_000),
    "digits and commas": (_LABEL, "1,", 300_000),
    "spaces": (_LABEL, " ", 600_000),
    "tabs and new lines": (_LABEL, "\n\t", 300_000),
    "bars": (_LABEL, "|", 600_000),
    "brackets": (_LABEL, "（", 300_000),
    "remarks": (_LABEL, "1（其中1）", 100_000),
    "ordinals": ("", "一、", 250_000),
    "ordinals on lines": ("", "一、\n", 150_000),
    "bracketed ordinals": ("", "（一）", 130_000),
    "labels without end": (_LABEL, "行政许可 1 ", 60_000),
    "years": ("", "2024年1月1日至12月31日", 30_000),
    "titles": ("", "青禾县教育局2024年政府信息公开工作年度报告\n", 15_000),
    "quotes": ("", "“", 200_000),
}
"""Text captures: what they begin with, what they repeat, and how often; all end with a full stop."""


def _text(begin: str, piece: str, times: int) -> Callable[[], bytes]:
    def write() -> bytes:
        return f"{begin}{piece * times}。".encode()

    return write


_BOUNDED: dict[str, Callable[[], bytes]] = {name: _text(*parts) for name, parts in _TEXTS.items()} | {
    "page nested deep": lambda: page("<div>" * 15_000 + "规章 0"),
    "tables nested deep": lambda: page("<table><tr><td>" * 3_000),
    "one cell of everything": lambda: page(f"<table><tr><td>行政许可<td>{'1,' * 300_000}</table>"),
    "a row of a hundred thousand cells": lambda: page("<table><tr><td>行政许可" + "<td>1" * 100_000),
    "sixty thousand rows of one label": lambda: page("<table>" + "<tr><td>行政许可<td>1" * 60_000),
    "rows that resemble a label": lambda: page("<table>" + "<tr><td>行政许河<td>1" * 60_000 + "<tr><td>规章<td>1"),
}
"""What may be read, within the same bounds."""

FILES = {name: make for name, (_, make) in _REFUSED.items()} | _BOUNDED
CODES = {name: code for name, (code, _) in _REFUSED.items()}
