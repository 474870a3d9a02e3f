"""A page as discovery sees it: what it says about itself, and its links with what stands beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.forms import all_forms
from crawler.discovery.anchors import Link, absolute, offered
from crawler.discovery.words import squeeze, squeeze_lines, words

_LONGEST_BREADCRUMB = 200
_BLOCKS = frozenset({"div", "td", "p", "ul", "span", "h2", "h3", "h4", "nav"})
"""Elements that a breadcrumb may be the whole of."""
_BREADCRUMB = re.compile(r"(当前|现在|所在|您的|你的)(的)?(所在)?位置")
_STEPS = re.compile(r">+|»|›|/|→|\|")
_TITLE_PARTS = re.compile(r"[-_|—–]+")
_REFRESH = re.compile(r"^\s*([\d.]+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_CDATA_MARK = re.compile(r"<!\[CDATA\[|\]\]>")
_NEXT_GROUP = re.compile(r"<(nextgroup)>\s*(?:<!\[CDATA\[)?\s*<a\b", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^>]*href", re.IGNORECASE)
_CODE = re.compile(r"['\"+{}<>\\]|%7B|\$")
_TURNING = re.compile(r"^\d*$|页$")
_DEEPEST = 10_000
_BLOCK = re.compile(
    r"<(/?)(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer"
    r"|header|hgroup|main|menu|nav|ol|search|section|summary|ul)\b",
    re.IGNORECASE,
)
"""Before each of them the parser looks through all that are open for a paragraph to end."""
_LINK = re.compile(r"<(?:a|area|option|select|button|input)\b|\bonclick\b", re.IGNORECASE)
MOST_LINKS = 10_000
"""Links of one page that are looked at, a second or two of work; what shows more is no list for people."""
_NUMERAL = r"(?:[(（]?[一二三四五六七八九\d]+[)）]?[、.．:：]?)?+"
_PICTURE = re.compile("<img", re.IGNORECASE)
_TABLES = tuple(map(re.compile, ("现行有效件数|制作数量|处理决定数量", "自然人", "结果维持")))
"""Words that stand in each of the statutory tables, and hardly in prose."""
_ENOUGH_HEADINGS = 3
_LONGEST_HEADING = 120
"""Signs of a line, blanks between its letters included, beyond which it is no heading."""
_HEADING = re.compile(
    rf"^{_NUMERAL}(?:"
    + "|".join(f"(?P<s{section.number}>(?:{'|'.join(section.titles)})$)" for section in all_forms()[-1].sections)
    + ")",
    re.MULTILINE,
)
"""Of the newest form; the wordings of the older one are among them."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says about itself.

    Attributes:
        url: where it was read; `base` is what its links are relative to, where the page says so.
        metas: of the head only, names in lower case: an included header puts a second ColumnName into the body.
        breadcrumb: the text after 当前位置, squeezed, steps kept apart by `>`.
        text: all visible text, one block a line.
        scripts: the text of its scripts, where pagers hide.
        refresh: the address of an immediate meta refresh.
        frames: the addresses of embedded pages, in the order of the page.
        turns: the words of what turns to a further page by script alone.
        scripted_years: the years of groups that open by script alone.
        markup: the page as received, decoded.
        data: what a JSON answer holds; None where it is none.
        method, sent: how the page was asked for, and what was sent.
    """

    url: str
    title: str
    metas: dict[str, str]
    breadcrumb: tuple[str, ...]
    text: str
    scripts: str
    refresh: str | None
    links: tuple[Link, ...]
    frames: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    scripted_years: frozenset[int] = frozenset()
    markup: str = ""
    data: Any = None
    method: str = "GET"
    sent: str = ""
    base: str = ""

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

    def may_show_tables(self) -> bool:
        """Tell whether the page has pictures while the words of a statutory table are not in its text."""
        text = squeeze(self.text)
        return bool(_PICTURE.search(self.markup)) and not all(mark.search(text) for mark in _TABLES)

    def looks_like_report(self) -> bool:
        """Tell whether the page holds a report: at least three statutory headings stand on lines of their own."""
        lines = (line for line in self.text.split("\n") if len(line) <= _LONGEST_HEADING and "。" not in line)
        found = {heading.lastgroup for heading in _HEADING.finditer(squeeze_lines("\n".join(lines)))}
        return len(found) >= _ENOUGH_HEADINGS


def is_endless(html: str) -> bool:
    """Tell whether looking through a page would take long: many thousand links, or blocks in blocks without end."""
    if html.count("<") < _DEEPEST:
        return False
    depths = accumulate(-1 if found.group(1) else 1 for found in _BLOCK.finditer(html))
    return max(depths, default=0) > _DEEPEST or sum(1 for _ in _LINK.finditer(html)) > MOST_LINKS


def read_page(html: str, url: str) -> Page:
    """Read a page; broken markup is mended as browsers do. Ask `is_endless` before."""
    tree = LexborHTMLParser(html)
    head: dict[str | None, list[LexborNode]] = defaultdict(list)
    for node in tree.css("base[href],title,script"):
        head[node.tag].append(node)
    base = urljoin(url, head["base"][0].attributes.get("href") or "") if head["base"] else url
    title = " ".join(head["title"][0].text().split()) if head["title"] else ""
    scripts = "\n".join(node.text() for node in head["script"])
    refresh = _refresh(tree, base)
    tree.strip_tags(["script", "style"])
    text = _lines(tree.body.text(separator="\n")) if tree.body else ""
    offer = offered(tree, base)
    return Page(
        url=url,
        title=title,
        metas=_metas(tree),
        breadcrumb=_breadcrumb(tree) if "位置" in text else (),
        text=text,
        scripts=scripts,
        refresh=refresh,
        links=(*offer.links, *written_links(scripts, html, base)),
        frames=offer.frames,
        turns=(*offer.turns, *_NEXT_GROUP.findall(html)),
        scripted_years=offer.years,
        markup=html,
        base=base,
    )


def written_links(scripts: str, markup: str, base: str) -> Iterator[Link]:
    """Return the links that a script writes, or that lie in CDATA, where a parser of HTML sees none.

    大汉 keeps lists as `<record><![CDATA[<li><a …>]]>` inside a script, its entities sometimes escaped twice; others
    call `document.writeln`. An address that is put together from variables is no address, and what turns pages there
    is written under conditions that only the script knows.
    """
    held = (part.partition("]]>") for part in markup.split("<![CDATA[")[1:])
    parts = [unescape(text) if "&lt;a" in text else text for text, end, _ in held if end]
    if _ANCHOR.search(scripts):
        parts.append(_CDATA_MARK.sub("", scripts).replace("\\/", "/").replace('\\"', '"').replace("\\'", "'"))
    fragments = [part for part in parts if "<a" in part]
    if fragments:
        for link in offered(LexborHTMLParser("\n".join(dict.fromkeys(fragments))), base).links:
            if not _CODE.search(link.url) and not _TURNING.search(squeeze(link.text)):
                yield link


def _lines(text: str) -> str:
    return "\n".join(line for part in text.splitlines() if (line := part.strip()))


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
    """The steps after 当前位置 in the block that names most of them, looked for upwards from the word itself."""
    found: list[str] = []
    seen: set[int] = set()
    for word in tree.css(':lexbor-contains("位置")'):
        node: LexborNode | None = word
        while node is not None and node.mem_id not in seen:
            seen.add(node.mem_id)
            text = node.text() if node.tag in _BLOCKS else ""
            if len(text) > _LONGEST_BREADCRUMB:
                break
            match = _BREADCRUMB.search(text)
            found += [text[match.end() :]] if match else []
            node = node.parent
    steps = _STEPS.split(max(found, key=len)) if found else []
    return tuple(step for part in steps if (step := squeeze(part).strip("是:")))
