"""Static sites whose pagers need knowing: 博达 VSB counts down, JEECMS turns pages by script, 安徽 asks for labels."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawler.discovery import Link, Page
from crawler.families.family import Family, marks_of, nth, numbered, page_field, with_field, with_query

_VSB = re.compile(r"_vsb_|vsb_content|Vsb|virtual_attach_file|\bvurl\b|/system/resource/js/counter|PAGENUM=")
_VSB_WORDS = ("vsb", "virtual_attach_file", "vurl", "/system/resource/js/counter", "pagenum=")
_VSB_PAGE = re.compile(r"/(?P<name>[^/]+)/(?P<number>\d{1,3})\.html?$")
_VSB_TREE = re.compile(r"/(?P<name>[^/.]+)\.html?$")


def _vsb_marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.markup, (_VSB,), _VSB_WORDS)


def _vsb_pages(page: Page) -> Iterator[Link]:
    """`x.htm` is the first page; `x/2.htm`, `x/1.htm` follow it, the oldest entries on `x/1.htm`."""
    tree = _VSB_TREE.search(urlsplit(page.url).path)
    if not tree:
        return
    found = [_VSB_PAGE.search(urlsplit(link.url).path) for link in page.links]
    numbers = [int(each["number"]) for each in found if each and each["name"] == tree["name"]]
    for number in reversed(numbered(1, max(numbers, default=0))):
        yield Link(urljoin(page.url, f"{tree['name']}/{number}.htm"), nth(number))


_JHTML = re.compile(r"[\w./-]+\.jhtml\b")
_JEECMS_TOTAL = re.compile(r"共\s*\d+\s*条记录\s*\d+\s*/\s*(\d+)\s*页|_gotoPage[^;]{0,200}?(\d+)\s*\)")
_JEECMS_PAGE = re.compile(r"^(?P<name>.+?)(?:_(?P<number>\d{1,3}))?\.jhtml$")


def _jeecms_marks(page: Page) -> Iterator[str]:
    yield from marks_of(page.url, (_JHTML,))
    yield from marks_of(page.markup, (_JHTML,), (".jhtml",))


def _jeecms_pages(page: Page) -> Iterator[Link]:
    """`index.jhtml`, `index_2.jhtml` …: page two is `_2`; the anchors jump by script, the total is told in words."""
    total = _JEECMS_TOTAL.search(page.text) or _JEECMS_TOTAL.search(page.scripts)
    file = _JEECMS_PAGE.match(urlsplit(page.url).path.rsplit("/", 1)[-1] or "index.jhtml")
    if not (total and file) or file["number"]:
        return
    for number in numbered(2, int(next(filter(None, total.groups())))):
        yield Link(urljoin(page.url, f"{file['name']}_{number}.jhtml"), nth(number))


_LABEL = re.compile(r"/site/label/8888[^'\"\s<>]*")
_ANHUI = re.compile(r"/(?:Xxgk\w*|Openness\w*|XxgkAnnualReport)/show\w*/\d+|/public/column/\d+", re.IGNORECASE)
_LABEL_FIELDS = re.compile(
    r"['\"]?(labelName|siteId|organId|catId|type|pageSize|pageIndex|action|isDate)['\"]?\s*:\s*['\"]?(\w+)"
)
_LABEL_TOTAL = re.compile(r"\bpageCount\b\W{1,5}(\d+)")


def _anhui_marks(page: Page) -> Iterator[str]:
    yield from marks_of(f"{page.url}\n{page.markup}", (_LABEL, _ANHUI))


def _anhui_pages(page: Page) -> Iterator[Link]:
    """The list is a label that the page posts for: `POST /site/label/8888`, pages counted by `pageIndex`."""
    label = _LABEL.search(page.scripts)
    if page.method == "GET" and label:
        fields = dict(_LABEL_FIELDS.findall(page.scripts)) | dict(parse_qsl(urlsplit(label.group()).query))
        body = urlencode({"labelName": "publicInfoList", "pageSize": "15", **fields, "pageIndex": "1"})
        yield Link(urljoin(page.url, label.group().partition("?")[0]), nth(1), method="POST", body=body)
    total = _LABEL_TOTAL.search(page.markup)
    if page.method == "POST" and total and (field := page_field(page.sent)) and field[1] == 1:
        for number in numbered(2, int(total.group(1))):
            yield Link(page.url, nth(number), method="POST", body=with_field(page.sent, field[0], number))


_TURN = re.compile(
    r"\b(?:goPage|gotoPage|toPage|turnPage|goto|pageTo)\s*\(\s*['\"]?\d+|共\s*\d{1,4}\s*页|\bpageCount\b\W{1,5}\d"
)
_TURNS = re.compile(r"共\s*(\d{1,4})\s*页|\bpageCount\b\W{1,5}(\d{1,4})|第\s*\d+\s*/\s*(\d{1,4})\s*页")


def _turned_marks(page: Page) -> Iterator[str]:
    for text in (page.text, page.scripts):
        yield from marks_of(text, (_TURN,), ("页", "goto", "page"))


def _turned_pages(page: Page) -> Iterator[Link]:
    """Dynamic pages counted by a field of their own query, which a script sets: `list.aspx?id=5&page=1`."""
    query = urlsplit(page.url).query
    field, total = page_field(query), _TURNS.search(f"{page.text}\n{page.scripts}")
    if page.data is None and page.method == "GET" and field and field[1] == 1 and total:
        for number in numbered(2, int(next(filter(None, total.groups())))):
            yield Link(with_query(page.url, with_field(query, field[0], number)), nth(number))


VSB = Family("vsb", _vsb_marks, pages=_vsb_pages)
JEECMS = Family("jeecms", _jeecms_marks, pages=_jeecms_pages)
ANHUI = Family("anhui", _anhui_marks, pages=_anhui_pages)
TURNED = Family("turned", _turned_marks, pages=_turned_pages)
