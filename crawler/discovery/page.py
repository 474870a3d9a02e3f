"""A page as discovery sees it: what it says about itself, and its links with what stands beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.forms import all_forms
from crawler.discovery.titles import date_in
from crawler.discovery.words import squeeze, words

_ROWS = frozenset({"li", "tr", "dl", "p"})
_LONGEST_ROW = 300
_LONGEST_BREADCRUMB = 200
_BREADCRUMB = re.compile(r"(当前|现在|所在|您的|你的)(的)?(所在)?位置")
_STEPS = re.compile(r">+|»|›|/|→|\|")
_TITLE_PARTS = re.compile(r"[-_|—–]+")
_REFRESH = re.compile(r"^\s*([\d.]+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)
_NUMERAL = re.compile(r"^[(（]?[一二三四五六七八九\d]+[)）]?[、.．:：]?")
_ENOUGH_HEADINGS = 3
_LONGEST_HEADING = 60
_HEADING = re.compile(
    "|".join(f"(?P<s{section.number}>(?:{'|'.join(section.titles)})$)" for section in all_forms()[-1].sections)
)
"""Of the newest form; the wordings of the older one are among them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: absolute address without fragment, its whole text (from the title attribute if need be), date beside."""

    url: str
    text: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself.

    Attributes:
        url: where it was read; `base` is what its links are relative to.
        metas: of the head only, names in lower case: an included header puts a second ColumnName into the body.
        breadcrumb: the text after 当前位置, squeezed, steps kept apart by `>`.
        text: all visible text, one block a line.
        scripts: the text of its scripts, where pagers hide.
        refresh: the address of an immediate meta refresh.
    """

    url: str
    title: str
    metas: dict[str, str]
    breadcrumb: tuple[str, ...]
    text: str
    scripts: str
    refresh: str | None
    links: tuple[Link, ...]

    def in_report_column(self) -> bool:
        """Tell whether the page says itself that it stands in a column of annual reports: metas, breadcrumb, title."""
        names = (
            self.metas.get("columnname", ""),
            self.metas.get("columntype", ""),
            *self.breadcrumb[-2:],
            *_TITLE_PARTS.split(self.title)[:2],
        )
        squeezed = [squeeze(name) for name in names if name]
        return any(words().column.match(name) and not words().decoy(name) for name in squeezed)

    def looks_like_report(self) -> bool:
        """Tell whether the page holds a report: at least three statutory headings stand on lines of their own."""
        found = {number for line in self.text.splitlines() if (number := _heading(line))}
        return len(found) >= _ENOUGH_HEADINGS


def read_page(html: str, url: str) -> Page:
    """Read a page; broken markup is mended as browsers do."""
    tree = LexborHTMLParser(html)
    base_node = tree.css_first("base[href]")
    base = urljoin(url, base_node.attributes.get("href") or "") if base_node else url
    title = tree.css_first("title")
    scripts = "\n".join(node.text() for node in tree.css("script"))
    refresh = _refresh(tree, base)
    tree.strip_tags(["script", "style"])
    body = tree.body
    return Page(
        url=url,
        title=" ".join(title.text().split()) if title else "",
        metas=_metas(tree),
        breadcrumb=_breadcrumb(tree),
        text="\n".join(line for part in body.text(separator="\n").splitlines() if (line := part.strip()))
        if body
        else "",
        scripts=scripts,
        refresh=refresh,
        links=tuple(_links(tree, base)),
    )


def _lines(text: str) -> str:
    return "\n".join(line for part in text.splitlines() if (line := part.strip()))


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
    return urlunsplit((parts.scheme, host + port, _SESSION.sub("", parts.path) or "/", parts.query, ""))


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.css("head meta[name]"):
        name, content = node.attributes.get("name"), node.attributes.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content.strip())
    return metas


def _refresh(tree: LexborHTMLParser, base: str) -> str | None:
    node = tree.css_first('meta[http-equiv="refresh" i]')
    found = _REFRESH.match(node.attributes.get("content") or "") if node else None
    return absolute(found.group(2), base) if found and float(found.group(1)) < 10 else None


def _breadcrumb(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The steps after 当前位置 in the block that names most of them."""
    found: list[str] = []
    if tree.body is None or "位置" not in tree.body.text():
        return ()
    for node in tree.css("div,td,p,ul,span,h2,h3,h4,nav"):
        text = node.text()
        if len(text) <= _LONGEST_BREADCRUMB and (match := _BREADCRUMB.search(text)):
            found.append(text[match.end() :])
    steps = _STEPS.split(max(found, key=len)) if found else []
    return tuple(step for part in steps if (step := squeeze(part).strip("是:")))


def _links(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    for node in tree.css("a[href]"):
        url = absolute(node.attributes.get("href") or "", base)
        if url:
            text = _text(node)
            yield Link(url, text, _date_beside(node, text))


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


def _heading(line: str) -> str | None:
    """The number of the section whose heading a line is."""
    if len(line) > _LONGEST_HEADING:
        return None
    found = _HEADING.match(_NUMERAL.sub("", squeeze(line)))
    return found.lastgroup if found else None
