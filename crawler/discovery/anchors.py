"""What a page offers to open: its anchors, and the other elements that sites let people click on.

The elements are gathered in one pass; nothing is read twice, so that the work grows with the page and no faster.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discovery.titles import date_in
from crawler.discovery.words import squeeze

_ROWS = frozenset({"li", "tr", "dl", "p"})
_LONGEST_ROW = 300
_HIGHEST_ROW = 30
"""Elements above a link among which its row is looked for."""
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
_SESSION_FIELD = re.compile(
    r"^(jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|cfid|cftoken)$", re.IGNORECASE
)
_OPENED = re.compile(r"(?:window\.open|location(?:\.href)?\s*=)\s*\(?\s*(?:encodeURI\()?['\"]([^'\"]+)['\"]")
_OPTION = re.compile(r"^(?:https?:/)?\.{0,2}/|\.\w{3,5}(?:\?|$)|^\?")
_OFFERING = "a,area[href],option[value],embed[src],object[data],iframe[src],frame[src],button,input,[onclick]"
_CLICKED = frozenset({"li", "td", "div", "span", "p", "button", "dd"})
_FORWARD = re.compile(
    r"^(下一?[页頁]|后一?页|下一组|尾页|末页|最后一页|(点击)?(加载|查看|显示|展开|浏览)(更多|全部)(年报|年度报告|报告)?)[>»›]*$"
)
_LATER_PAGE = re.compile(r"^\[?(?:[2-9]|\d{2,3})\]?$")
_YEAR_GROUP = re.compile(r"^(20[0-4]\d)(?:年度?)?(?:年报|年度报告|报告)?$")
_OFF = re.compile(r"disabled|\boff\b|noHover|gray|grey", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: absolute address without fragment, its whole text (from the title attribute if need be), date beside.

    `method` and `body` say how it is asked for where a site's list is had by POST.
    """

    url: str
    text: str
    date: str | None = None
    method: str = "GET"
    body: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two links one request."""
        return self.url, self.method, self.body


@dataclass(frozen=True, slots=True)
class Offer:
    """What a page offers to open.

    Attributes:
        frames: the addresses of embedded pages, in the order of the page.
        turns: the words of what turns to a further page, or loads more, by script alone.
        years: the years of groups that open by script alone.
    """

    links: tuple[Link, ...]
    frames: tuple[str, ...]
    turns: tuple[str, ...]
    years: frozenset[int]


def absolute(href: str, base: str) -> str | None:
    """Return the address a link means, or None for what is no page (javascript, mail, a place on the same page)."""
    cleaned = "".join(href.split())
    if not cleaned or cleaned.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base, cleaned))
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    path = _SESSION.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, host + port, path, _without_session(parts.query), ""))


def _without_session(query: str) -> str:
    """The query without the id of a session, which would give one page any number of addresses."""
    if "sess" not in query.lower() and "cf" not in query.lower():
        return query
    fields = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in fields if not _SESSION_FIELD.match(name)]
    return query if len(kept) == len(fields) else urlencode(kept)


def offered(tree: LexborHTMLParser, base: str) -> Offer:
    """Gather what a page offers: its anchors in their order, then the boxes, clickable rows and embedded files."""
    nodes, rows = tree.css(_OFFERING), _Rows()
    named: dict[str | None, list[LexborNode]] = defaultdict(list)
    for node in nodes:
        named[node.tag].append(node)
    frames = tuple(_addresses((*named["iframe"], *named["frame"]), "src", base))
    links = (
        *_anchored(named["a"], base, rows),
        *_mapped(named["area"], base),
        *_clicked(nodes, base, rows),
        *_chosen(named["option"], base),
        *(Link(url, "") for url in _embedded(named, frames, base)),
    )
    scripted = tuple(dict.fromkeys(_unaddressed(nodes, base)))
    turns = tuple(words for words in scripted if turns_on(words) or _LATER_PAGE.match(words))
    years = frozenset(int(found.group(1)) for words in scripted if (found := _YEAR_GROUP.match(words)))
    return Offer(links, frames, turns, years)


def _anchored(nodes: Iterable[LexborNode], base: str, rows: "_Rows") -> Iterator[Link]:
    for node in nodes:
        url = absolute(_href(node), base)
        if url:
            text = _text(node)
            yield Link(url, text, rows.date_beside(node, text))


def _mapped(nodes: Iterable[LexborNode], base: str) -> Iterator[Link]:
    for node in nodes:
        url = absolute(_href(node), base)
        if url:
            yield Link(url, node.attributes.get("alt") or node.attributes.get("title") or "")


def _clicked(nodes: Iterable[LexborNode], base: str, rows: "_Rows") -> Iterator[Link]:
    """Rows and buttons that open an address by `onclick`; what holds anchors of its own is only a frame around them."""
    for node in nodes:
        opened = _OPENED.search(node.attributes.get("onclick") or "") if node.tag in _CLICKED else None
        url = absolute(opened.group(1), base) if opened and node.css_first("a[href]") is None else None
        if url:
            text = _text(node)
            yield Link(url, text, date_in(text) or rows.date_beside(node, text))


def _chosen(nodes: Iterable[LexborNode], base: str) -> Iterator[Link]:
    """The options of boxes that jump: their values are addresses."""
    for node in nodes:
        value = (node.attributes.get("value") or "").strip()
        url = absolute(value, base) if _OPTION.search(value) else None
        if url:
            yield Link(url, _text(node))


def _embedded(named: Mapping[str | None, list[LexborNode]], frames: Iterable[str], base: str) -> Iterator[str]:
    """The files that a page shows in itself: `<embed>`, `<object>`, and viewers with the file in their query."""
    yield from _addresses(named["embed"], "src", base)
    yield from _addresses(named["object"], "data", base)
    for url in frames:
        shown = next((value for name, value in parse_qsl(urlsplit(url).query) if name.lower() in {"file", "src"}), "")
        file = absolute(unquote(shown), url) if shown else None
        if file:
            yield file


def _addresses(nodes: Iterable[LexborNode], attribute: str, base: str) -> Iterator[str]:
    for node in nodes:
        url = absolute(node.attributes.get(attribute) or "", base)
        if url:
            yield url


def turns_on(text: str) -> bool:
    """Tell whether the words of an element promise a further page of the list."""
    return bool(_FORWARD.match(squeeze(text)))


def _unaddressed(nodes: Iterable[LexborNode], base: str) -> Iterator[str]:
    """The words of elements that do something and have no address: a script does it."""
    for node in nodes:
        if _acts(node) and not absolute(_href(node), base):
            yield squeeze(node.text() or node.attributes.get("value") or "")


def _acts(node: LexborNode) -> bool:
    """Tell whether something happens on a click; what is marked as switched off is a mere word."""
    attributes = node.attributes
    if "disabled" in attributes or _OFF.search(attributes.get("class") or ""):
        return False
    href = (attributes.get("href") or "").strip().lower()
    return bool(attributes.get("onclick") or node.tag == "button" or href.startswith("javascript:") or href == "#")


def _href(node: LexborNode) -> str:
    """The address of an anchor; some open it by script, with `javascript:;` or nothing in its place."""
    href = (node.attributes.get("href") or "").strip()
    if href and not href.lower().startswith(("#", "javascript:")):
        return href
    opened = _OPENED.search(node.attributes.get("onclick") or "") or _OPENED.search(href)
    return opened.group(1) if opened else ""


def _text(node: LexborNode) -> str:
    """The whole text of a link; lists cut it to `…` and keep it whole in the title attribute, pictures in alt."""
    shown = " ".join(node.text().split())
    spoken = " ".join((node.attributes.get("title") or "").split())
    if spoken and (len(spoken) > len(shown) or not shown):
        return spoken
    image = None if shown else node.css_first("img[alt]")
    return image.attributes.get("alt") or "" if image else shown


class _Rows:
    """The rows of a page, each read once however many links stand in it."""

    def __init__(self) -> None:
        self._texts: dict[int, str | None] = {}

    def date_beside(self, node: LexborNode, text: str) -> str | None:
        """Return the date in the row of a link; it may stand before it, after it or inside it, but not in its title."""
        beside = self._beside(node)
        return date_in(beside.replace(text, " ")) if beside else None

    def _beside(self, node: LexborNode) -> str | None:
        """The text of the row around a link, or of its parent; None where it is too long for a row."""
        around = next((row for row in islice(_above(node), _HIGHEST_ROW) if row.tag in _ROWS), node.parent)
        if around is None:
            return None
        if around.mem_id not in self._texts:
            text = " ".join(around.text(separator=" ").split())
            self._texts[around.mem_id] = text if len(text) <= _LONGEST_ROW else None
        return self._texts[around.mem_id]


def _above(node: LexborNode) -> Iterator[LexborNode]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent
