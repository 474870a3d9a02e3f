"""DOCX: paragraphs and tables of the main part, merged cells as spans, tracked changes as if accepted."""

import zipfile
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from checks.documents.model import Block, Document, Paragraph, Picture, Table, TableCell
from checks.documents.package import Pictures, joined, member
from checks.documents.refusal import MAX_TAGS, RefusedError, check_cells
from checks.notes import note

PART = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"
_MACROS = "word/vbaProject.bin"
_PROPERTIES = "docProps/core.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL, _RUN, _BOX = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "txbxContent"))
_TEXT, _VALUE = f"{_W}t", f"{_W}val"
_SIGNS: Mapping[object, str] = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SIGN_TAGS = tuple(map(str, _SIGNS))
_DELETED = (f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", f"{_W}pict")
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_TRANSPARENT = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"})
_MARKS_OF_ABSENCE = {
    f"{_W}del": (f"{_W}trPr", _ROW),
    f"{_W}cellDel": (f"{_W}tcPr", _CELL),
    **dict.fromkeys((f"{_W}{name}" for name in ("vanish", "strike", "dstrike", "vertAlign")), (f"{_W}rPr", _RUN)),
}
"""Marks in the properties of a row, cell or run that take it away: deleted, hidden, struck out, a raised footnote."""
_OFF = frozenset({"0", "false", "off", "baseline"})
_DATES = ("created", "modified")


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part of a package; nothing is fetched, and a part that declares entities is none of Word's.

    Raises:
        RefusedError: it is no XML, or holds more than any report.
    """
    if data.count(b"<") > MAX_TAGS:
        raise RefusedError("page_too_large", limit=MAX_TAGS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("package_damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("package_with_entities")
    return root


def parse_word(package: zipfile.ZipFile, source: str) -> Document:
    """Return the blocks of a DOCX file.

    Raises:
        RefusedError: the main part is absent, damaged or too large.
    """
    part = member(package, PART)
    check_cells(part.count(b"<w:tc>") + part.count(b"<w:tc "))
    root = parse_xml(part)
    _accept_changes(root)
    pictures, parts = Pictures(package), dict(_related(package))
    reader = _Reader(lambda name: pictures.get(parts[name]) if name in parts else None)
    body = root.find(f"{_W}body")
    reader.read(body if body is not None else root)
    return Document(
        source=source,
        format="docx",
        blocks=tuple(reader.blocks),
        meta=dict(_properties(package)),
        notes=(note("macros_not_run"),) if _MACROS in package.namelist() else (),
        structured=True,
    )


def _related(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the names of the parts that the main part refers to, by what it calls them."""
    if _RELATIONS in package.namelist():
        for node in parse_xml(member(package, _RELATIONS)).iter("{*}Relationship"):
            if node.get("TargetMode") != "External":
                yield node.get("Id", ""), joined(PART, node.get("Target"))


def _accept_changes(root: etree._Element) -> None:
    """Take out what was deleted, moved away, hidden or struck out, footnotes, and the second rendering of drawings."""
    for mark in list(root.iter(*_MARKS_OF_ABSENCE)):
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None or mark.get(_VALUE) in _OFF:
            continue
        if (properties.tag, owner.tag) == _MARKS_OF_ABSENCE[str(mark.tag)]:
            _remove(owner)
    etree.strip_elements(root, *_DELETED, with_tail=False)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _properties(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The dates the file carries about itself, as `document.created` and `document.modified`."""
    if _PROPERTIES not in package.namelist():
        return
    for node in parse_xml(member(package, _PROPERTIES)).iter():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name in _DATES and node.text:
            yield f"document.{name}", node.text


class _Reader:
    """Walks the body once and collects its blocks."""

    def __init__(self, picture: Callable[[str], bytes | None]) -> None:
        """`picture` returns the bytes of a picture by the name that the main part has for it."""
        self._picture = picture
        self.blocks: list[Block] = []
        self._tables = 0

    def read(self, parent: etree._Element) -> None:
        """Collect the blocks inside an element."""
        for node in parent:
            if node.tag == _P:
                self._add_paragraph(node)
            elif node.tag == _TABLE:
                self._add_table(node)
            elif node.tag in _TRANSPARENT:
                self.read(node)

    def _add_paragraph(self, node: etree._Element) -> None:
        boxes = list(node.iter(_BOX))
        for box in boxes:
            _remove(box)
        for line in _text(node).split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), f"paragraph {len(self.blocks) + 1}"))
        for shown in node.iter(*_PICTURES):
            place, name = f"picture in paragraph {len(self.blocks)}", _name_of(shown)
            self.blocks.append(Picture(place, data=self._picture(name) if name else None))
        for box in boxes:
            self.read(box)

    def _add_table(self, node: etree._Element) -> None:
        if _is_layout(node):
            for row in _children(node, _ROW):
                for cell in _children(row, _CELL):
                    self.read(cell)
            return
        self._tables += 1
        rows = list(_children(node, _ROW))
        self.blocks.append(Table(self._tables, len(rows), tuple(_cells(rows))))


def _name_of(picture: etree._Element) -> str | None:
    """Return what the main part calls the picture that a drawing shows."""
    image = picture.find(f".//{_IMAGE}")
    return picture.get(f"{_R}embed") if image is None else image.get(f"{_R}id")


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children of a kind, also those wrapped in content controls or insertions."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _is_layout(table: etree._Element) -> bool:
    """A table that holds another one, or a single cell, only places what is in it."""
    cells = table.iter(_CELL)
    return table.find(f".//{_TABLE}") is not None or (next(cells, None) is not None and next(cells, None) is None)


def _cells(rows: list[etree._Element]) -> Iterator[TableCell]:
    """Place the cells; `vMerge` without `restart` continues the cell above in the same column."""
    open_above: dict[int, TableCell] = {}
    done: list[TableCell] = []
    for index, row in enumerate(rows):
        column = _before(row)
        still_open: dict[int, TableCell] = {}
        for node in _children(row, _CELL):
            width, continues = _merging(node)
            above = open_above.pop(column, None)
            if continues and above:
                cell = TableCell(above.text, above.row, above.column, above.rowspan + 1, above.colspan)
            else:
                done += [above] if above else []
                cell = TableCell(_cell_text(node), index, column, 1, width)
            still_open[column] = cell
            column += width
        done += open_above.values()
        open_above = still_open
    yield from sorted((*done, *open_above.values()), key=lambda cell: (cell.row, cell.column))


def _before(row: etree._Element) -> int:
    """Return how many columns of the grid a row leaves free at its beginning."""
    found = row.find(f"{_W}trPr/{_W}gridBefore")
    return _number(found) if found is not None else 0


def _merging(cell: etree._Element) -> tuple[int, bool]:
    """Return how many columns a cell spans, and whether it continues the one above."""
    properties = cell.find(f"{_W}tcPr")
    width, continues = 1, False
    for each in properties if properties is not None else ():
        if each.tag == f"{_W}gridSpan":
            width = max(_number(each), 1)
        elif each.tag == f"{_W}vMerge":
            continues = each.get(_VALUE) != "restart"
    return width, continues


def _number(node: etree._Element) -> int:
    text = (node.get(_VALUE) or "")[:4]
    return int(text) if text.isdecimal() else 0


def _cell_text(node: etree._Element) -> str:
    paragraphs = [_text(p).strip() for p in node.iter(_P)]
    return "\n".join(text for text in paragraphs if text)


def _text(node: etree._Element) -> str:
    return "".join(_SIGNS.get(each.tag) or each.text or "" for each in node.iter(_TEXT, *_SIGN_TAGS))
