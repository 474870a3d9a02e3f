"""HTML pages, from a CMS or exported by Word: paragraphs and tables in reading order.

A table that holds other tables, or a single cell, is layout: its content is read as if the table were not there.
Every block knows the chain of containers it stands in, so that reading can tell the article from the page around it.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.documents.charset import decode
from checks.documents.model import Block, Document, Paragraph, Picture, Table, TableCell

_SKIPPED = frozenset("script style noscript template head select textarea svg iframe object".split())  # noqa: SIM905 - as below
_BLOCKS = frozenset(
    (  # noqa: SIM905 - forty quoted names would hide the list
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent ucaptitle publishtime"
    ).split()
)
_BREAKING = "p,div,br,li"
_MAX_SPAN = 1000
"""As browsers cap colspan; a larger rowspan only repeats the last row."""
_MAX_CELLS = 200_000
_ATTACHMENT = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|ofd|zip|rar)(?:$|[?#])", re.IGNORECASE)
_SMALLEST_PICTURE = 150
"""Pixels; icons, arrows and buttons are smaller."""
_SPACE = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*")


def parse_html(data: bytes, source: str) -> Document:
    """Return the blocks, titles and metas of a page."""
    tree = LexborHTMLParser(decode(data))
    walker = _Walker()
    if tree.body is not None:
        walker.walk(tree.body, ())
        walker.flush()
    return Document(
        source=source,
        format="html",
        blocks=tuple(walker.blocks),
        titles=tuple(_titles(tree)),
        meta=_metas(tree),
        attachments=tuple(dict.fromkeys(_attachments(tree))),
        frames=tuple(node.attributes.get("src") or "" for node in tree.css("iframe[src],frame[src],embed[src]")),
        structured=True,
    )


def _titles(tree: LexborHTMLParser) -> Iterator[str]:
    for selector in ('meta[name="ArticleTitle" i]', "ucaptitle", "h1", "title"):
        for node in tree.css(selector):
            text = (node.attributes.get("content") if node.tag == "meta" else node.text()) or ""
            if text.strip():
                yield " ".join(text.split())


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The metas of the head only: an included header puts a second block with ColumnName=头部 into the body."""
    metas: dict[str, str] = {}
    for node in tree.css("head meta[name]") or tree.css("meta[name]"):
        name, content = node.attributes.get("name"), node.attributes.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content.strip())
    return metas


def _attachments(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("a[href]"):
        address = node.attributes.get("href") or ""
        if _ATTACHMENT.search(address):
            yield address


class _Walker:
    """Walks a page once and collects its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._inline: list[str] = []
        self._path: tuple[int, ...] = ()
        self._tables = 0

    def walk(self, node: LexborNode, path: tuple[int, ...]) -> None:
        """Collect what stands inside `node`, an element whose chain of containers is `path`."""
        child = node.child
        while child is not None:
            self._take(child, path)
            child = child.next

    def _take(self, node: LexborNode, path: tuple[int, ...]) -> None:
        tag = node.tag
        if tag == "-text":
            self._add_inline(node.text(deep=False) or "", path)
        elif tag == "br":
            self._add_inline("\n", path)
        elif tag == "img":
            self._add_picture(node, path)
        elif tag is None or tag in _SKIPPED or tag.startswith(("-", "!")):
            return
        elif tag == "table" and not _is_layout(node):
            self.flush()
            self._add_table(node, path)
        elif tag in _BLOCKS:
            self.flush()
            self.walk(node, (*path, node.mem_id))
            self.flush()
        else:
            self.walk(node, path)

    def _add_inline(self, text: str, path: tuple[int, ...]) -> None:
        if not self._inline:
            self._path = path
        self._inline.append(text)

    def flush(self) -> None:
        """End the running paragraph."""
        text = _SPACE.sub("\n", "".join(self._inline)).strip()
        self._inline = []
        for line in text.split("\n") if text else ():
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), f"paragraph {len(self.blocks) + 1}", self._path))

    def _add_picture(self, node: LexborNode, path: tuple[int, ...]) -> None:
        sizes = [node.attributes.get(name) or "" for name in ("width", "height")]
        if all(not size.isdecimal() or int(size) >= _SMALLEST_PICTURE for size in sizes):
            self.flush()
            self.blocks.append(Picture(f"picture {node.attributes.get('src') or ''}"[:200], path))

    def _add_table(self, node: LexborNode, path: tuple[int, ...]) -> None:
        self._tables += 1
        rows = node.css("tr")
        cells = tuple(_place_cells(rows))
        self.blocks.append(Table(self._tables, len(rows), cells, (*path, node.mem_id)))


def _is_layout(table: LexborNode) -> bool:
    return len(table.css("table")) > 1 or len(table.css("td,th")) < 2


def _place_cells(rows: list[LexborNode]) -> Iterator[TableCell]:
    """Give every cell its column, as HTML lays out spans: a cell takes the next column no span from above covers."""
    covered: dict[int, int] = {}
    placed = 0
    for index, row in enumerate(rows):
        column = 0
        for node in row.css("td,th"):
            while covered.get(column, 0) > index:
                column += 1
            colspan = _span(node, "colspan")
            rowspan = min(_span(node, "rowspan", zero=len(rows)), len(rows) - index)
            yield TableCell(cell_text(node), index, column, rowspan, colspan)
            placed += colspan
            if placed > _MAX_CELLS:
                return
            for spanned in range(column, column + colspan):
                covered[spanned] = index + rowspan
            column += colspan


def _span(node: LexborNode, name: str, zero: int = 1) -> int:
    text = (node.attributes.get(name) or "1").strip()
    if not text.isdecimal():
        return 1
    return min(int(text), _MAX_SPAN) or zero


def cell_text(node: LexborNode) -> str:
    """Return the text of a cell; words split over spans are joined, paragraphs and breaks become new lines."""
    if len(node.css(_BREAKING)) < 2:  # one paragraph: nothing can run together
        return " ".join(node.text().split())
    walker = _Walker()
    walker.walk(node, ())
    walker.flush()
    return "\n".join(block.text for block in walker.blocks if isinstance(block, Paragraph))
