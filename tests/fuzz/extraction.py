"""What is written in a file, told without any of the readers: the words that a text of a cell must be among.

Each format gives its texts from the strictest to the most lenient; a later one is only made when the earlier ones do
not have what is looked for. Where two texts stand beside each other they are kept apart by a blank.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from html import unescape
from io import BytesIO
from typing import Any

import pdfplumber
from lxml import etree
from pypdfium2 import PdfDocument, PdfiumError

from .mutation.packages import unpacked

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSETS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_NOT_INLINE = r"(?!/?(?:t[dhr]|table|tbody|thead|p|div|br|li|h\d|input|img)\b)"
_INSIDE = (r"[^>]*", r"(?:=\s*(?:\"[^\"]*+\"|'[^']*+')|[^>])*+")
"""What a tag holds: anything up to its end, or anything but ends in the quotes of a value."""
_TAGS = [re.compile(f"<!--.*?-->|<[a-zA-Z/!?]{inside}>", re.DOTALL) for inside in _INSIDE]
_INLINE = [
    re.compile(f"<!--.*?-->|<{_NOT_INLINE}[a-zA-Z/!?]{inside}>", re.IGNORECASE | re.DOTALL) for inside in _INSIDE
]
_HIDDEN = re.compile(r"<(del|s|sup|strike|script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_DAYS_ZERO = [datetime.fromisoformat(day) for day in ("1899-12-30", "1904-01-01", "1899-12-31")]
"""From which sheets count days."""
_FIELD = re.compile(r"<input\b[^>]*?\bvalue\s*=\s*[\"']?([^\"'>]*)", re.IGNORECASE)
_LONGEST_MEMBER = 2_000_000
_GAP = 0.05
"""Of the size of a character: where the next one begins that much off its end, it is drawn by itself."""
_MARKS = dict.fromkeys(range(ord(" ")))
"""Signs that stand for no character: in Word, the ends of cells, fields and what is anchored."""

Texts = Iterator[str]


def decoded(data: bytes) -> Texts:
    """Yield the text in every charset that it may be in, Chinese ones and those that it names."""
    named = [found.decode("ascii", "replace") for found in _DECLARED.findall(data)]
    for charset in dict.fromkeys((*_CHARSETS, *named)):
        with suppress(LookupError, UnicodeError):
            yield data.decode(charset, "replace")


def of_text(data: bytes) -> Texts:
    """Yield the words of a text."""
    yield from decoded(data)


def of_html(data: bytes) -> Texts:
    """Yield the words between tags, with tags inside a line taken out, without what is struck out; what fields show."""
    for text in decoded(data):
        for tag, inline in zip(_TAGS, _INLINE, strict=True):
            yield unescape(tag.sub(" ", text))
            yield unescape(tag.sub(" ", inline.sub("", text)))
            yield unescape(tag.sub(" ", inline.sub("", _HIDDEN.sub("", text))))
        yield unescape(" ".join(_FIELD.findall(text)))


def _parts(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    for name, part in unpacked(data) or ():
        if len(part) > _LONGEST_MEMBER:
            continue
        if part.startswith(b"PK"):
            yield from _parts(part)
        with suppress(etree.XMLSyntaxError):
            yield name, etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return root.iter(*(f"{{*}}{name}" for name in names))


def _between_tags(data: bytes) -> Texts:
    """Yield what stands between the tags of the members, well-formed or not; of what is no package, of the file."""
    members = unpacked(data) if data.startswith(b"PK") else None
    if members is None:
        yield from of_html(data)
    for _, part in members or ():
        yield from _between_tags(part) if part.startswith(b"PK") else of_html(part)


def raw(data: bytes) -> Texts:
    """Yield a file and the members of a package as they are, markup included."""
    yield from decoded(data)
    for _, part in unpacked(data) or () if data.startswith(b"PK") else ():
        yield from raw(part)


def of_docx(data: bytes) -> Texts:
    """Yield the runs of text of each paragraph, joined; then each run for itself, where some of them are hidden."""
    roots = [root for _, root in _parts(data)]
    paragraphs = [[t.text or "" for t in _named(p, "t")] for root in roots for p in _named(root, "p")]
    yield " ".join("".join(runs) for runs in paragraphs)
    yield " ".join(run for runs in paragraphs for run in runs)
    shown = [[t for t in _named(p, "t") if not _is_taken_away(t)] for root in roots for p in _named(root, "p")]
    yield " ".join("".join(t.text or "" for t in runs) for runs in shown)
    yield from _between_tags(data)


def _is_taken_away(text: etree._Element) -> bool:
    around = [text, *text.iterancestors()]
    names = {etree.QName(node).localname for node in around[:4] if isinstance(node.tag, str)}
    run = text.getparent()
    marks = (
        {etree.QName(node).localname for node in run.iter() if isinstance(node.tag, str)} if run is not None else set()
    )
    return not names.isdisjoint({"del", "moveFrom"}) or not marks.isdisjoint(
        {"vanish", "strike", "dstrike", "vertAlign"}
    )


def of_xlsx(data: bytes) -> Texts:
    """Yield texts and numbers as stored, then numbers in the plainest format and as dates; so too in broken XML."""
    parts = list(_parts(data))
    stored = [node.text or "" for _, root in parts for node in _named(root, "v", "t")]
    yield " ".join(stored)
    yield " ".join(
        "".join(t.text or "" for t in _named(si, "t")) for _, root in parts for si in _named(root, "si", "is")
    )
    yield " ".join(shown for text in stored for shown in _as_shown(text))
    for text in _between_tags(data):
        yield text
        yield " ".join(shown for word in text.split() for shown in _as_shown(word))


def _as_shown(text: str) -> Iterator[str]:
    with suppress(InvalidOperation, ValueError, OverflowError):
        number = float(text)
        yield format(Decimal(repr(number)), "f").removesuffix(".0")
        yield str(bool(number))
        for begin in _DAYS_ZERO:
            moment = begin + timedelta(days=number)
            yield from (moment.isoformat(), moment.date().isoformat(), f"{moment:%Y-%m-%dT%H:%M:%S}")


def pages_of_ofd(data: bytes) -> Texts:
    """Yield the texts that each page prints, each for itself."""
    for _, root in _parts(data):
        yield " ".join("".join((code.text or "").splitlines()) for code in _named(root, "TextCode"))


def of_ofd(data: bytes) -> Texts:
    """Yield the texts of the pages; then what stands between the tags of the members."""
    yield " ".join(pages_of_ofd(data))
    yield from _between_tags(data)


def pages_of_pdf(data: bytes) -> Texts:
    """Yield the text of each page as PDFium finds it."""
    with suppress(PdfiumError), PdfDocument(data) as pdf:
        for page in pdf:
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()


def of_pdf(data: bytes) -> Texts:
    """Yield the text of the pages as PDFium finds it; then what pdfminer finds."""
    yield from pages_of_pdf(data)
    yield from _by_pdfminer(data)
    if not data.startswith(b"%PDF"):
        yield from of_html(data)


def _by_pdfminer(data: bytes) -> Texts:
    with suppress(Exception), pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            yield page.extract_text()
            yield "".join(character["text"] for character in page.chars)
            yield "".join(_with_gaps(page.chars))


def _with_gaps(characters: Sequence[dict[str, Any]]) -> Texts:
    """Yield characters as they are drawn, a blank where one does not begin where the one before ends.

    In narrow tables the numbers of neighbours stand closer than PDFium takes for a gap.
    """
    before = None
    for each in characters:
        if before and max(abs(each["x0"] - before["x1"]), abs(each["bottom"] - before["bottom"])) > _GAP * each["size"]:
            yield " "
        yield each["text"]
        before = each


def of_doc(data: bytes) -> Texts:
    """Yield the bytes as Word keeps texts, wide characters from either kind of place, or bytes; then without marks.

    LibreOffice drops the marks where cells end when what says that there is a table is damaged: their texts are joined.
    """
    kept = [
        data.decode("utf-16-le", "replace"),
        data[1:].decode("utf-16-le", "replace"),
        data.decode("cp1252", "replace"),
    ]
    yield from kept
    yield from (text.translate(_MARKS) for text in kept)
    yield from of_html(data)


TEXTS: dict[str, Callable[[bytes], Texts]] = {
    "html": of_html,
    "text": of_text,
    "docx": of_docx,
    "xlsx": of_xlsx,
    "ofd": of_ofd,
    "pdf": of_pdf,
    "doc": of_doc,
    "office": of_doc,
}
PAGES: dict[str, Callable[[bytes], Texts]] = {"ofd": pages_of_ofd, "pdf": pages_of_pdf}
"""Of formats that keep no cells, only what is printed where."""
