"""A page as discovery sees it: what it says about itself, and its links with what stands beside them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from config.forms import all_forms
from crawler.discovery.anchors import Link, absolute, frames_in, links_in, unaddressed_turns
from crawler.discovery.words import squeeze, squeeze_lines, words

_LONGEST_BREADCRUMB = 200
_BREADCRUMB = re.compile(r"(当前|现在|所在|您的|你的)(的)?(所在)?位置")
_STEPS = re.compile(r">+|»|›|/|→|\|")
_TITLE_PARTS = re.compile(r"[-_|—–]+")
_REFRESH = re.compile(r"^\s*([\d.]+)\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CDATA_MARK = re.compile(r"<!\[CDATA\[|\]\]>")
_NEXT_GROUP = re.compile(r"<(nextgroup)>\s*(?:<!\[CDATA\[)?\s*<a\b", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s[^>]*href", re.IGNORECASE)
_CODE = re.compile(r"['\"+{}<>\\]|%7B|\$")
_TURNING = re.compile(r"^\d*$|页$")
_NUMERAL = r"(?:[(（]?[一二三四五六七八九\d]+[)）]?[、.．:：]?)?+"
_PICTURE = re.compile("<img", re.IGNORECASE)
_TABLES = tuple(map(re.compile, ("现行有效件数|制作数量|处理决定数量", "自然人", "结果维持")))
"""Words that stand in each of the statutory tables, and hardly in prose."""
_ENOUGH_HEADINGS = 3
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
        found = {heading.lastgroup for heading in _HEADING.finditer(squeeze_lines(self.text))}
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
        text=_lines(body.text(separator="\n")) if body else "",
        scripts=scripts,
        refresh=refresh,
        links=(*links_in(tree, base), *written_links(scripts, html, base)),
        frames=tuple(frames_in(tree, base)),
        turns=(*dict.fromkeys(unaddressed_turns(tree, base)), *_NEXT_GROUP.findall(html)),
        markup=html,
        base=base,
    )


def written_links(scripts: str, markup: str, base: str) -> Iterator[Link]:
    """Return the links that a script writes, or that lie in CDATA, where a parser of HTML sees none.

    大汉 keeps lists as `<record><![CDATA[<li><a …>]]>` inside a script, its entities sometimes escaped twice; others
    call `document.writeln`. An address that is put together from variables is no address, and what turns pages there
    is written under conditions that only the script knows.
    """
    parts = [unescape(found) if "&lt;a" in found else found for found in _CDATA.findall(markup)]
    if _ANCHOR.search(scripts):
        parts.append(_CDATA_MARK.sub("", scripts).replace("\\/", "/").replace('\\"', '"').replace("\\'", "'"))
    fragments = [part for part in parts if "<a" in part]
    if fragments:
        for link in links_in(LexborHTMLParser("\n".join(dict.fromkeys(fragments))), base):
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
