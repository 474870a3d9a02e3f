"""DOCX: paragraphs and tables of the main part, merged cells as spans, tracked changes as if accepted."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from checks.documents.model import Block, Document, Paragraph, Picture, Table, TableCell
from checks.documents.package import PackageError, member

PART = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_TEXT, _TAB, _BREAKS = f"{_W}t", f"{_W}tab", frozenset({f"{_W}br", f"{_W}cr"})
_PICTURES = frozenset({"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", f"{_W}pict"})
_TRANSPARENT = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"})
_DATES = ("created", "modified")


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part of a package; entities are not expanded and nothing is fetched.

    Raises:
        PackageError: it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError("package_damaged") from error


def parse_word(package: zipfile.ZipFile, source: str) -> Document:
    """Return the blocks of a DOCX file.

    Raises:
        PackageError: the main part is absent, damaged or too large.
    """
    root = parse_xml(member(package, PART))
    reader = _Reader()
    body = root.find(f"{_W}body")
    reader.read(body if body is not None else root)
    return Document(
        source=source,
        format="docx",
        blocks=tuple(reader.blocks),
        meta=dict(_properties(package)),
        structured=True,
    )


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

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._tables = 0

    def read(self, parent: etree._Element) -> None:
        """Collect the blocks inside an element."""
        for node in parent:
            if node.tag == f"{_W}p":
                self._add_paragraph(node)
            elif node.tag == f"{_W}tbl":
                self._add_table(node)
            elif node.tag in _TRANSPARENT:
                self.read(node)

    def _add_paragraph(self, node: etree._Element) -> None:
        for line in _text(node).split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), f"paragraph {len(self.blocks) + 1}"))
        if any(child.tag in _PICTURES for child in node.iter()):
            self.blocks.append(Picture(f"picture in paragraph {len(self.blocks)}"))

    def _add_table(self, node: etree._Element) -> None:
        if _is_layout(node):
            for row in _children(node, f"{_W}tr"):
                for cell in _children(row, f"{_W}tc"):
                    self.read(cell)
            return
        self._tables += 1
        rows = list(_children(node, f"{_W}tr"))
        self.blocks.append(Table(self._tables, len(rows), tuple(_cells(rows))))


def _children(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children of a kind, also those wrapped in content controls or insertions, but no deleted ones."""
    for child in node:
        if child.tag == tag and not _is_deleted_row(child):
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _is_deleted_row(node: etree._Element) -> bool:
    return node.find(f"{_W}trPr/{_W}del") is not None


def _is_layout(table: etree._Element) -> bool:
    """A table that holds another one, or a single cell, only places what is in it."""
    return table.find(f".//{_W}tc//{_W}tbl") is not None or len(list(table.iter(f"{_W}tc"))) == 1


def _cells(rows: list[etree._Element]) -> Iterator[TableCell]:
    """Place the cells; `vMerge` without `restart` continues the cell above in the same column."""
    open_above: dict[int, TableCell] = {}
    done: list[TableCell] = []
    for index, row in enumerate(rows):
        column = _number(row, f"{_W}trPr/{_W}gridBefore")
        still_open: dict[int, TableCell] = {}
        for node in _children(row, f"{_W}tc"):
            width = max(_number(node, f"{_W}tcPr/{_W}gridSpan"), 1)
            merge = node.find(f"{_W}tcPr/{_W}vMerge")
            above = open_above.pop(column, None)
            if merge is not None and merge.get(f"{_W}val") != "restart" and above:
                cell = TableCell(above.text, above.row, above.column, above.rowspan + 1, above.colspan)
            else:
                done += [above] if above else []
                cell = TableCell(_cell_text(node), index, column, 1, width)
            still_open[column] = cell
            column += width
        done += open_above.values()
        open_above = still_open
    yield from sorted((*done, *open_above.values()), key=lambda cell: (cell.row, cell.column))


def _number(node: etree._Element, path: str) -> int:
    found = node.find(path)
    text = found.get(f"{_W}val") if found is not None else None
    return int(text) if text and text.isdecimal() else 0


def _cell_text(node: etree._Element) -> str:
    return "\n".join(text for p in node.iter(f"{_W}p") if (text := _text(p).strip()))


def _text(node: etree._Element) -> str:
    parts: list[str] = []
    for child in node:
        if child.tag in _DELETED:
            continue
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB:
            parts.append("\t")
        elif child.tag in _BREAKS:
            parts.append("\n")
        else:
            parts.append(_text(child))
    return "".join(parts)
