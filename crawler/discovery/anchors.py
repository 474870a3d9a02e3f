"""What a page offers to open: its anchors, and the other elements that sites let people click on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discovery.titles import date_in
from crawler.discovery.words import squeeze

_ROWS = frozenset({"li", "tr", "dl", "p"})
_LONGEST_ROW = 300
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
_SESSION_FIELD = re.compile(
    r"^(jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id|cfid|cftoken)$", re.IGNORECASE
)
_OPENED = re.compile(r"(?:window\.open|location(?:\.href)?\s*=)\s*\(?\s*(?:encodeURI\()?['\"]([^'\"]+)['\"]")
_OPTION = re.compile(r"^(?:https?:/)?\.{0,2}/|\.\w{3,5}(?:\?|$)|^\?")
_CLICKED = "li[onclick],td[onclick],div[onclick],span[onclick],p[onclick],button[onclick],dd[onclick]"
_FORWARD = re.compile(r"^(下一?页|后一?页|下一组|加载更多|点击加载更多|查看更多|尾页|末页|最后一页)[>»›]*$")
_LATER_PAGE = re.compile(r"^\[?(?:[2-9]|\d{2,3})\]?$")
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


def links_in(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Yield the anchors of a page in its order, then the boxes, clickable rows and embedded files."""
    for node in tree.css("a"):
        url = absolute(_href(node), base)
        if url:
            text = _text(node)
            yield Link(url, text, _date_beside(node, text))
    yield from _mapped(tree, base)
    yield from _clicked(tree, base)
    yield from _chosen(tree, base)
    for url in embedded_files(tree, base):
        yield Link(url, "")


def _mapped(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    for node in tree.css("area[href]"):
        url = absolute(_href(node), base)
        if url:
            yield Link(url, node.attributes.get("alt") or node.attributes.get("title") or "")


def _clicked(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """Rows and buttons that open an address by `onclick`; what holds anchors of its own is only a frame around them."""
    for node in tree.css(_CLICKED):
        opened = _OPENED.search(node.attributes.get("onclick") or "")
        url = absolute(opened.group(1), base) if opened and node.css_first("a[href]") is None else None
        if url:
            text = _text(node)
            yield Link(url, text, date_in(text) or _date_beside(node, text))


def _chosen(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    """The options of boxes that jump: their values are addresses."""
    for node in tree.css("option[value]"):
        value = (node.attributes.get("value") or "").strip()
        url = absolute(value, base) if _OPTION.search(value) else None
        if url:
            yield Link(url, _text(node))


def embedded_files(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Yield the files that a page shows in itself: `<embed>`, `<object>`, and viewers with the file in their query."""
    for name, attribute in (("embed", "src"), ("object", "data")):
        for node in tree.css(f"{name}[{attribute}]"):
            url = absolute(node.attributes.get(attribute) or "", base)
            if url:
                yield url
    for url in frames_in(tree, base):
        shown = next((value for name, value in parse_qsl(urlsplit(url).query) if name.lower() in {"file", "src"}), "")
        file = absolute(unquote(shown), url) if shown else None
        if file:
            yield file


def frames_in(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Yield the addresses of embedded pages."""
    for node in tree.css("iframe[src],frame[src]"):
        url = absolute(node.attributes.get("src") or "", base)
        if url:
            yield url


def turns_on(text: str) -> bool:
    """Tell whether the words of an element promise a further page of the list."""
    return bool(_FORWARD.match(squeeze(text)))


def unaddressed_turns(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Yield the words of elements that turn to a further page, or load more, and have no address: a script does it."""
    for node in tree.css("a,button,input,[onclick]"):
        if _acts(node) and not absolute(_href(node), base):
            words = squeeze(node.text() or node.attributes.get("value") or "")
            if turns_on(words) or _LATER_PAGE.match(words):
                yield words


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
    image = node.css_first("img[alt]")
    spoken = " ".join((node.attributes.get("title") or "").split())
    if spoken and (len(spoken) > len(shown) or not shown):
        return spoken
    return shown or (image.attributes.get("alt") or "" if image else "")


def _date_beside(node: LexborNode, text: str) -> str | None:
    """The date in the row of a link, which may stand before it, after it or inside it, but not inside its title."""
    row = node.parent
    while row is not None and row.tag not in _ROWS:
        row = row.parent
    around = row if row is not None else node.parent
    if around is None:
        return None
    beside = " ".join(around.text(separator=" ").split())
    return date_in(beside.replace(text, " ")) if len(beside) <= _LONGEST_ROW else None
