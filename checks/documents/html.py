"""HTML pages, from a CMS or exported by Word: paragraphs and tables in reading order.

A table that holds other tables, or a single cell, is layout: its content is read as if the table were not there.
Every block knows the chain of containers it stands in, so that reading can tell the article from the page around it.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.documents.charset import decode
from checks.documents.hidden import drop_hidden
from checks.documents.model import Block, Document, Paragraph, Picture, Table, TableCell
from checks.documents.refusal import MAX_TAGS, RefusedError, check_cells
from checks.notes import note

_SKIPPED = frozenset("script style noscript template head select textarea svg iframe object".split())  # noqa: SIM905 - as below
_BLOCKS = frozenset(
    (  # noqa: SIM905 - forty quoted names would hide the list
        "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul ucapcontent ucaptitle publishtime"
    ).split()
)
_CELLS = frozenset({"td", "th"})
_NOT_PLAIN = _BLOCKS | _SKIPPED | {"br"}
"""What breaks the line inside a cell, or is no text of it."""
_MAX_SPAN = 1000
"""As browsers cap colspan; a larger rowspan only repeats the last row."""
_DEEPEST = 512
"""Containers inside each other that are told apart, as browsers cap them; what lies deeper belongs to the last."""
_MANY_TAGS = 20_000
"""Pages with fewer tags need no further look before they are parsed."""
_DEEPEST_PAGE = 1000
"""The parser takes the square of the depth in time."""
_TAG = re.compile(
    r"<(?P<closing>/?)(?!(?:p|li|td|th|tr|tbody|dd|dt|br|img|input|meta|link|hr|col|option|area|base|wbr|param)\b)[a-z]",
    re.IGNORECASE,
)
"""Tags of elements that do not end by themselves."""
_META_NAMES = ("name", "property", "itemprop")
_ATTACHMENT = re.compile(r"\.(?:docx?|wps|pdf|xlsx?|ofd|zip|rar)(?:$|[?#])", re.IGNORECASE)
_TAIL = 2000
_OPEN_TAG = re.compile(r"<[a-z/!][^<>]*\Z")
_TABLE_OPENS, _TABLE_ENDS = re.compile("<table", re.IGNORECASE), re.compile("</table", re.IGNORECASE)
_SMALLEST_PICTURE = 150
"""Pixels; icons, arrows and buttons are smaller."""
_PICTURE_ADDRESSES = ("data-original", "data-src", "src")
_CARRIED = re.compile(r"\s*data:image/[\w.+-]+;base64", re.IGNORECASE)
_LONGEST_PLACE = 200
_SPACE = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*")


def parse_html(data: bytes, source: str) -> Document:
    """Return the blocks, titles and metas of a page.

    Raises:
        RefusedError: it holds more than any report.
    """
    text = decode(data)
    _check_size(text)
    tree = LexborHTMLParser(text)
    drop_hidden(tree, text)
    walker = _Walker({_table_around(table) for table in tree.css("table table")})
    if tree.body is not None:
        walker.walk(tree.body)
    links = [(node.attributes.get("href") or "", node.text().strip()) for node in tree.css("a[href]")]
    files = [link for link in links if _ATTACHMENT.search(link[0])]
    pages = [link for link in links if not _ATTACHMENT.search(link[0])]
    return Document(
        source=source,
        format="html",
        blocks=tuple(walker.blocks),
        titles=tuple(_titles(tree)),
        meta=_metas(tree),
        attachments=tuple(dict.fromkeys(address for address, _ in files)),
        links=frozenset(words for _, words in pages if words),
        notes=(note("cut_off"),) if _is_cut_off(text) else (),
        frames=tuple(node.attributes.get("src") or "" for node in tree.css("iframe[src],frame[src],embed[src]")),
        structured=True,
    )


def _check_size(text: str) -> None:
    tags = text.count("<")
    if tags < _MANY_TAGS:
        return
    check_cells(text.count("<td") + text.count("<TD"))
    if tags > MAX_TAGS:
        raise RefusedError("page_too_large", limit=MAX_TAGS)
    depth = 0
    for tag in _TAG.finditer(text):
        depth = max(depth - 1, 0) if tag["closing"] else depth + 1
        if depth > _DEEPEST_PAGE:
            raise RefusedError("page_too_deep", limit=_DEEPEST_PAGE)


def _table_around(table: LexborNode) -> int:
    """Return the table that holds another one next; it is itself in the one that holds both."""
    parent = table.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _is_cut_off(text: str) -> bool:
    """Tell whether the page ends inside a tag or inside a table, as a broken transfer leaves it."""
    end = text[-_TAIL:].lower()
    if _OPEN_TAG.search(end):
        return True
    return "</html" not in end and len(_TABLE_OPENS.findall(text)) > len(_TABLE_ENDS.findall(text))


def _titles(tree: LexborHTMLParser) -> Iterator[str]:
    for selector in ('meta[name="ArticleTitle" i]', "ucaptitle", "h1", "title"):
        for node in tree.css(selector):
            text = (node.attributes.get("content") if node.tag == "meta" else node.text()) or ""
            if text.strip():
                yield " ".join(text.split())


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The metas of the head only: an included header puts a second block with ColumnName=头部 into the body."""
    metas: dict[str, str] = {}
    for node in tree.css("head meta[content]") or tree.css("meta[content]"):
        name = next((name for kind in _META_NAMES if (name := node.attributes.get(kind))), None)
        content = node.attributes.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content.strip())
    return metas


class _Walker:
    """Walks a page once and collects its blocks; without recursion, for pages are nested as deep as they like."""

    def __init__(self, holding_tables: AbstractSet[int] = frozenset()) -> None:
        """`holding_tables` are the tables, by node, that hold others and so are layout."""
        self._holding_tables = holding_tables
        self.blocks: list[Block] = []
        self._inline: list[str] = []
        self._path: tuple[int, ...] = ()
        self._tables = 0

    def walk(self, root: LexborNode) -> None:
        """Collect what stands inside an element."""
        waiting: list[tuple[LexborNode | None, tuple[int, ...]]] = [(root.child, ())]
        while waiting:
            node, path = waiting.pop()
            if node is None:
                self._flush()
                continue
            if node.next is not None:
                waiting.append((node.next, path))
            if self._is_leaf(node, path):
                continue
            if node.tag in _BLOCKS:
                self._flush()
                waiting.append((None, path))
                path = path if len(path) >= _DEEPEST else (*path, node.mem_id)
            if node.child is not None:
                waiting.append((node.child, path))
        self._flush()

    def _is_leaf(self, node: LexborNode, path: tuple[int, ...]) -> bool:
        """Take what has no inside of its own for the walk: text, breaks, pictures, tables, and what is left out."""
        tag = node.tag
        if tag == "-text":
            self._add_inline(node.text(deep=False) or "", path)
        elif tag == "br":
            self._add_inline("\n", path)
        elif tag == "img":
            self._add_picture(node, path)
        elif tag == "table":
            return node.mem_id not in self._holding_tables and self._add_table(node, path)
        else:
            return tag is None or tag in _SKIPPED or tag.startswith(("-", "!"))
        return True

    def _add_inline(self, text: str, path: tuple[int, ...]) -> None:
        if not self._inline:
            self._path = path
        self._inline.append(text)

    def _flush(self) -> None:
        """End the running paragraph."""
        if not self._inline:
            return
        text = _SPACE.sub("\n", "".join(self._inline))
        self._inline = []
        for line in text.split("\n"):
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), f"paragraph {len(self.blocks) + 1}", self._path))

    def _add_picture(self, node: LexborNode, path: tuple[int, ...]) -> None:
        sizes = [node.attributes.get(name) or "" for name in ("width", "height")]
        if all(not size.isdecimal() or int(size) >= _SMALLEST_PICTURE for size in sizes):
            self._flush()
            address = _address(node)
            carried, number = _carried(address), len(self.blocks) + 1
            place = f"picture in paragraph {number}" if carried else f"picture {address}"[:_LONGEST_PLACE]
            self.blocks.append(Picture(place, path, carried, "" if carried else address))

    def _add_table(self, node: LexborNode, path: tuple[int, ...]) -> bool:
        """Take a table; one of a single cell is layout and is not taken."""
        rows = node.css("tr")
        cells = tuple(_place_cells(rows))
        if len(cells) < 2:
            return False
        self._flush()
        self._tables += 1
        self.blocks.append(Table(self._tables, len(rows), cells, (*path, node.mem_id)))
        return True


def _address(picture: LexborNode) -> str:
    """Return where a picture is; pages that load their pictures late show another one in its place until then."""
    found = (picture.attributes.get(name) for name in _PICTURE_ADDRESSES)
    return next((address for address in found if address), "")


def _carried(address: str) -> bytes | None:
    """Return the bytes of a picture that an address carries within itself."""
    head, _, body = address.partition(",")
    if not _CARRIED.fullmatch(head):
        return None
    try:
        return b64decode(body)
    except ValueError:
        return None


def _place_cells(rows: list[LexborNode]) -> Iterator[TableCell]:
    """Give every cell its column, as HTML lays out spans: a cell takes the next column no span from above covers.

    Raises:
        RefusedError: the cells cover more places than any report has.
    """
    covered: dict[int, int] = {}
    placed = 0
    for index, row in enumerate(rows):
        column = 0
        for node in row.iter():
            if node.tag not in _CELLS:
                continue
            while covered.get(column, 0) > index:
                column += 1
            spans = node.attributes
            colspan = _span(spans.get("colspan"))
            rowspan = min(_span(spans.get("rowspan"), zero=len(rows)), len(rows) - index)
            yield TableCell(cell_text(node), index, column, rowspan, colspan)
            placed += colspan + rowspan
            for spanned in range(column, column + colspan) if rowspan > 1 else ():
                covered[spanned] = index + rowspan
            column += colspan
        check_cells(placed // 2)


def _span(text: str | None, zero: int = 1) -> int:
    if text is None or not text.strip().isdecimal():
        return 1
    return min(int(text.strip()[:6]), _MAX_SPAN) or zero


def cell_text(node: LexborNode) -> str:
    """Return the text of a cell, else what an input field shows in it, else the address of a picture in its place."""
    text = _words_of(node)
    if text or node.child is None:
        return text
    field = node.css_first("input[value]:not([type=hidden])")
    if field is not None:
        return (field.attributes.get("value") or "").strip()
    picture = node.css_first("img")
    return (picture.attributes.get("src") or "img") if picture is not None else ""


def _words_of(node: LexborNode) -> str:
    """Return the words of a cell; those split over spans are joined, paragraphs and breaks become new lines."""
    container, inside = node, node.child
    while inside is not None and inside.next is None:
        if inside.tag == "-text":
            return " ".join((inside.text(deep=False) or "").split())
        container, inside = inside, inside.child
    if inside is None:
        return ""
    texts: list[str] = []
    for each in container.traverse(include_text=True):
        tag = each.tag
        if tag == "-text":
            texts.append(each.text(deep=False) or "")
        elif tag in _NOT_PLAIN and each.mem_id != container.mem_id:
            break
    else:
        return " ".join("".join(texts).split())
    walker = _Walker()
    walker.walk(node)
    return "\n".join(block.text for block in walker.blocks if isinstance(block, Paragraph))
