"""One row of the registry: from the cells that staff typed to a draft of a body, or the reason why not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

from config.cleaning import clean_code, clean_name, split_list
from config.kinds import Kind, kind_by_name, parse_kind
from config.settings import FIRST_REPORT_YEAR
from config.sheets import Row

KindSource = Literal["registry", "name"]

HEADINGS = {
    "id": ("id", "编号", "机关编号"),
    "name": ("name", "机关名称", "单位名称", "名称"),
    "kind": ("kind", "类型", "机关类型"),
    "level": ("level", "级别", "机关级别"),
    "parent": ("parent", "上级机关", "上级"),
    "region": ("region", "行政区划代码", "区划代码"),
    "site": ("site", "网站", "网址"),
    "column": ("column", "年报栏目", "年报栏目地址"),
    "contact": ("contact", "联系邮箱", "邮箱"),
    "aliases": ("aliases", "曾用名", "别名"),
    "since": ("since", "起始年度", "起始年份"),
    "until": ("until", "截止年度", "截止年份"),
    "successor": ("successor", "承接机关"),
}
"""Column by column the headings of the contract, then wordings that mean the same."""

LEVELS = {
    "nation": ("nation", "national", "国家", "国家级", "中央", "国务院", "全国"),
    "province": ("province", "provincial", "省", "省级", "自治区", "直辖市", "自治区级"),
    "city": ("city", "prefecture", "市", "市级", "地级", "地市", "地市级", "设区的市", "州", "自治州", "盟", "地区"),
    "county": ("county", "district", "县", "县级", "区", "县区", "区县", "区级", "旗", "县级市", "市辖区"),
    "township": ("township", "乡", "镇", "乡级", "镇级", "乡镇", "乡镇级", "街道", "街道级"),
}

_REGION = re.compile(r"(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6]|71|8[12])\d{4}")
"""Codes by GB/T 2260, of which the first two digits are the province; 66 is the Xinjiang Corps in practice."""

_REMARK = re.compile(r"[(（【\[].*|[*＊#]")
_BETWEEN_WORDS = re.compile(r"[\s/:：、]+|(?<=[a-z])(?![a-z])")
_HOST = re.compile(r"localhost|[\w-]+(\.[\w-]+)+\.?|[0-9a-f.]*:[0-9a-f:.]*")
_BARE_HOST = re.compile(r"[\w-]+(\.[\w-]+){2,}(:\d+)?(/|$)")
_NOTHING = frozenset(("无", "暂无", "没有", "-", "--", "—", "——", "/", "n/a"))
"""What staff write into a cell that has nothing to say."""

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

_COLUMN_OF = {word: column for column, words in HEADINGS.items() for word in words}
_LEVEL_OF = {word: level for level, words in LEVELS.items() for word in words}


class RowError(Exception):
    """Why a row is refused, in words for the person who keeps the registry."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row understood on its own; other rows are named as they were typed."""

    line: int
    cells: tuple[str, ...]
    id: str
    name: str
    kind: Kind
    kind_source: KindSource
    level: str | None
    parent: str
    region: str
    site: str
    column: str
    contact: str
    aliases: tuple[str, ...]
    since: int
    until: int | None
    successor: str
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The stable key of the body: its id, else region and name."""
        return self.id or self.region + self.name


def match_headings(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column in a row of headings; of two for one column the first counts."""
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _heading(cell)
        if column:
            places.setdefault(column, place)
    return places


def unknown_headings(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings that name no column of the registry, or one that was there already."""
    used = set(match_headings(cells).values())
    return tuple(cell.strip() for place, cell in enumerate(cells) if cell.strip() and place not in used)


def _heading(cell: str) -> str | None:
    """`网站`, `site 网站`, `网站（必填）` and `* Site` are one heading; `site name` is none."""
    plain = _REMARK.sub("", clean_name(cell).lower())
    words = [word for word in _BETWEEN_WORDS.split(plain) if word]
    columns = {_COLUMN_OF.get(word) for word in words}
    return columns.pop() if len(columns) == 1 else None


def read_row(row: Row, places: Mapping[str, int], width: int, first_year: int) -> Draft:
    """Understand one row below headings at `places`; `width` is the number of headings.

    Raises:
        RowError: the row cannot be used; the message is the reason.
    """
    if row.problem:
        raise RowError(row.problem)
    if any(cell.strip() for cell in row.cells[width:]):
        raise RowError(f"{len(row.cells)} cells under {width} headings: a comma inside a cell needs quotation marks")
    cells = {column: row.cells[place] for column, place in places.items() if place < len(row.cells)}
    return _draft(row, _Cells(cells), first_year)


class _Cells:
    """The cells of a row by column, cleaned on the way out; "none" in any wording is empty."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = {column: cell for column, cell in cells.items() if cell.strip().lower() not in _NOTHING}

    def raw(self, column: str) -> str:
        return self._cells.get(column, "")

    def name(self, column: str) -> str:
        return clean_name(self.raw(column))

    def code(self, column: str) -> str:
        return clean_code(self.raw(column))


def _draft(row: Row, cells: _Cells, first_year: int) -> Draft:
    name = cells.name("name")
    if not name:
        raise RowError("no name (机关名称)")
    kind, kind_source = _kind(cells.code("kind"), name)
    since, until = _years(cells, first_year)
    site = _site(cells.code("site"))
    level, level_note = _level(cells.code("level"))
    notes = (level_note, _region_note(cells.code("region")))
    return Draft(
        line=row.line,
        cells=row.cells,
        id=cells.code("id"),
        name=name,
        kind=kind,
        kind_source=kind_source,
        level=level,
        parent=cells.name("parent"),
        region=cells.code("region"),
        site=site,
        column=cells.code("column"),
        contact=cells.code("contact"),
        aliases=split_list(cells.raw("aliases")),
        since=since,
        until=until,
        successor=cells.name("successor"),
        notes=tuple(note for note in notes if note),
    )


def _kind(word: str, name: str) -> tuple[Kind, KindSource]:
    if not word:
        return kind_by_name(name), "name"
    kind = parse_kind(word)
    if kind is None:
        raise RowError(
            f"kind (类型) '{word}' is unknown: write 政府, 部门, 乡镇, 街道 or 其他 (government, department, township, "
            "subdistrict, other), or nothing"
        )
    return kind, "registry"


def _years(cells: _Cells, first_year: int) -> tuple[int, int | None]:
    since = _year(cells.code("since"), "since (起始年度)")
    until = _year(cells.code("until"), "until (截止年度)")
    if since and until and until < since:
        raise RowError(f"until (截止年度) {until} is before since (起始年度) {since}")
    return max(since or first_year, FIRST_REPORT_YEAR), until


def _year(word: str, column: str) -> int | None:
    if not word:
        return None
    match = _YEAR.fullmatch(word)
    if not match:
        raise RowError(f"{column} '{word}' is no year: write four digits such as 2021")
    return int(match[1])


def _level(word: str) -> tuple[str | None, str]:
    level = _LEVEL_OF.get(word.lower())
    return level, f"level (级别) '{word}' is unknown and ignored" if word and not level else ""


def _region_note(code: str) -> str:
    if not code or _REGION.fullmatch(code):
        return ""
    return f"region (行政区划代码) '{code}' is not a known code of six digits"


def _site(text: str) -> str:
    return normal_url(text, "site (网站)") if text else ""


@lru_cache(maxsize=1024)
def normal_url(text: str, column: str) -> str:
    """Return an absolute http(s) address: scheme and host in lower case, `http://` where none was written, no fragment.

    Raises:
        RowError: it is no such address.
    """
    address = text if _SCHEME.match(text) else "http://" + text.lstrip("/")
    try:
        parts = urlsplit(address)
        usable = bool(_HOST.fullmatch(parts.hostname or "")) and parts.username is None and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise RowError(f"{column} '{text}' is no web address")
    if parts.scheme.lower() not in {"http", "https"}:
        raise RowError(f"{column} '{text}' is neither http nor https")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def column_url(site: str, text: str) -> str | None:
    """Return the address of a 年报 column, which may be written relative to the site; None when none was written.

    Raises:
        RowError: it is no web address.
    """
    if not text:
        return None
    bare = not _SCHEME.match(text) and _BARE_HOST.match(text)
    return normal_url(text if bare else urljoin(site, text), "column (年报栏目)")
