"""All dates a document shows, each with the kind of witness it is; none is preferred here.

A date inside a sentence testifies to nothing: only labelled dates before the report or right behind it, dates that
close it, and dates kept about it (metas, file properties, address, list, header) are witnesses.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from itertools import zip_longest

from checks.documents.model import Block, Paragraph, Table
from checks.model import DateSource, DateWitness

_CHINA = timezone(timedelta(hours=8))
_DATE = r"(?P<y>20[0-4]\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>[0-3]?\d)\s*日?"
_TIME = r"(?:[\sT]{0,3}(?P<time>\d{1,2}[:：]\d{2})(?:[:：]\d{2})?)?"


def _spaced(*labels: str) -> str:
    """Return a pattern of the labels with blanks anywhere, as forms print them to fill a line."""
    return "|".join(r"\s*".join(label) for label in labels)


_VERBS = ("发布", "发表", "公开", "公布", "生成", "成文", "发文", "印发", "发稿", "更新")
_LABEL = rf"(?<!页面)(?:{_spaced(*_VERBS)})\s*(?:日\s*期|时\s*间)|(?<![\u4e00-\u9fff])(?:{_spaced('日期', '时间')})"
_BETWEEN = r"\s*[】\]）)]?\s*(?P<bar>[:：|｜\s]*)[\[【（(]?\s*"
_LABELLED = re.compile(rf"(?:{_LABEL}){_BETWEEN}{_DATE}{_TIME}")
_LABEL_ALONE = re.compile(rf"\s*[【\[]?(?:{_LABEL})[】\]]?\s*[:：]?\s*")
_DATE_ALONE = re.compile(rf"\s*[（(]?\s*{_DATE}{_TIME}\s*[）)]?\s*")
_PLAIN_DATE = re.compile(_DATE + _TIME)
_LAST_WORDS = 80
"""Signs at the end of a line in which a closing date stands."""
_CLOSING = re.compile(
    r"(?:^|[。；！）)\s]|(?:政府|[局委厅办室院处所署社部会队校镇乡]|中心|街道))\s*[（(]?"
    r"(?P<y>20[0-4]\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>[0-3]?\d)\s*日(?P<time>(?!))?\s*[）)]?\s*$"
)
"""A date at the very end of a text, behind the end of a sentence or the name of a body."""
_BOX = re.compile("索引号|主题分类|组配分类|发文字号|备案登记号|公开方式")
"""Entries of the metadata box of a disclosure catalogue."""

_CHINESE_DIGITS = "〇一二三四五六七八九"
_CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
_CHINESE_DATE = re.compile(
    rf"二([〇○ＯO零0一二三四五六七八九]{{3}})年({_CHINESE_NUMBER})月((?:{_CHINESE_NUMBER})|廿[一二三四五六七八九]?)日"
)
_ZEROS = str.maketrans("○ＯO零0", "〇〇〇〇〇")

_IN_URL = (
    re.compile(r"/t(20\d\d)([01]\d)([0-3]\d)_\d+"),
    re.compile(r"/(20\d\d)[-/](\d{1,2})[-/](\d{1,2})(?=/)"),
    re.compile(r"/(20\d\d)([01]\d)/([0-3]\d)(?=/)"),
    re.compile(r"/(20\d\d)([01]\d)([0-3]\d)(?=/)"),
)
_TIMESTAMP_ID = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?P<h>[01]\d|2[0-3])(?P<n>[0-5]\d)(?:[0-5]\d{1,6})?(?!\d)"
)
_SNOWFLAKE = re.compile(r"(?<!\d)(\d{18,19})(?!\d)")
_SNOWFLAKE_EPOCH_MS = 1288834974657
"""The epoch the ids of several CMS share; checked against the dates shown on their pages."""
_EPOCH_ID = re.compile(r"(?<!\d)0(1\d{9})\d{5,6}(?!\d)")
_HEX_ID = re.compile(r"(?<![0-9a-f])([4-7][0-9a-f]{7})[0-9a-f]{16}(?![0-9a-f])")
"""A document id of 24 hexadecimal digits begins with its second of creation."""

_SIGNATURE_LINES = 8
_LINES_BEHIND = 4
"""How far behind the report a page may print its line of publication."""
_LINES_BELOW_TITLE = 6


def dates_of(
    meta: Mapping[str, str], before: Sequence[Block], report: Sequence[Block], behind: Sequence[Block]
) -> tuple[DateWitness, ...]:
    """Return the dates a document shows about itself, in the order of the page.

    Args:
        meta: the metas of the page or the properties of the file.
        before: what stands before the first section, the page around the report included.
        report: the report itself.
        behind: what the page prints after it.
    """
    found = [*_from_metas(meta), *_from_page(before)]
    lines = [block.text for block in report if isinstance(block, Paragraph) and block.text.strip()]
    after = [block for block in behind if isinstance(block, Paragraph) and block.text.strip()][:_LINES_BEHIND]
    found += _signature(lines[-_SIGNATURE_LINES:], [block.text for block in after])
    found += _from_page(after)
    return tuple(dict.fromkeys(found))


def dates_of_address(url: str) -> tuple[DateWitness, ...]:
    """Return the dates an address carries: in its folders, or hidden in an id."""
    matches = (match for pattern in _IN_URL for match in pattern.finditer(url))
    found = [_witness(match.groups(), DateSource.URL, match.group()) for match in matches]
    return tuple(witness for witness in dict.fromkeys((*found, *_hidden(url))) if witness)


def date_of_list(text: str) -> DateWitness | None:
    """Return the date printed beside a link in a list."""
    match = _PLAIN_DATE.search(text)
    return _from_match(match, DateSource.LIST, text) if match else None


def date_of_header(last_modified: str) -> DateWitness | None:
    """Return the day of a Last-Modified header, in Chinese time."""
    try:
        moment = parsedate_to_datetime(last_modified)
        local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(_CHINA)
    except (ValueError, TypeError, OverflowError):
        return None
    return DateWitness(local.date(), DateSource.HTTP_LAST_MODIFIED, last_modified, local.strftime("%H:%M"))


def _from_metas(meta: Mapping[str, str]) -> Iterator[DateWitness]:
    text = meta.get("pubdate", "")
    match = _PLAIN_DATE.search(text)
    witness = _from_match(match, DateSource.META_PUBDATE, text) if match else None
    if witness:
        yield witness
    for name in ("document.created", "document.modified"):
        witness = _from_property(meta.get(name, ""))
        if witness:
            yield witness


def _from_property(stamp: str) -> DateWitness | None:
    """Return the day of a file property, which Word writes in universal time."""
    try:
        moment = datetime.fromisoformat(stamp)
        local = moment.astimezone(_CHINA) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    time = local.strftime("%H:%M") if len(stamp) > len("2024-01-20") else None
    return DateWitness(local.date(), DateSource.DOCUMENT_PROPERTIES, stamp, time)


def _from_page(blocks: Sequence[Block]) -> Iterator[DateWitness]:
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Table):
            yield from _from_metadata_table(block)
        elif isinstance(block, Paragraph):
            value = following.text if isinstance(following, Paragraph) and _LABEL_ALONE.fullmatch(block.text) else ""
            yield from _labelled(f"{block.text} {value}")


def _labelled(line: str) -> Iterator[DateWitness]:
    """Yield the labelled dates of a line; one of a metadata box flattened to text is metadata."""
    in_box = _BOX.search(line)
    for match in _LABELLED.finditer(_western(line[:2000])):
        boxed = in_box or {"|", "｜"} & set(match["bar"])
        witness = _from_match(match, DateSource.PAGE_METADATA if boxed else DateSource.PAGE_LINE, match.group())
        if witness:
            yield witness


def dates_below_title(lines: Sequence[str]) -> Iterator[DateWitness]:
    """Yield the dates that stand alone under a title: with a time the page set them, without one the text's author."""
    for above, line in zip(("", *lines), lines[:_LINES_BELOW_TITLE], strict=False):
        match = None if _LABEL_ALONE.fullmatch(above) else _DATE_ALONE.fullmatch(_western(line))
        source = DateSource.PAGE_LINE if match and match["time"] else DateSource.SIGNATURE
        witness = _from_match(match, source, line) if match else None
        if witness:
            yield witness


def _from_metadata_table(table: Table) -> Iterator[DateWitness]:
    """A box of 索引号, 发布机构, 公开日期 … before the report: label and date in one cell or side by side."""
    for row in table.by_row:
        for cell, following in zip(row, (*row[1:], None), strict=False):
            text = f"{cell.text} {following.text}" if following and _LABEL_ALONE.fullmatch(cell.text) else cell.text
            match = _LABELLED.search(_western(text))
            witness = _from_match(match, DateSource.PAGE_METADATA, " ".join(match.group().split())) if match else None
            if witness:
                yield witness


def _signature(lines: Sequence[str], behind: Sequence[str]) -> Iterator[DateWitness]:
    """Yield the dates that close the report: alone on a line, or at the end of its last words."""
    for line in (*lines, *(line for line in behind if "年" in line)):
        match = _DATE_ALONE.fullmatch(_western(line)) if len(line) <= _LAST_WORDS else None
        witness = _from_match(match, DateSource.SIGNATURE, line) if match else None
        if witness:
            yield witness
    for line in lines[-2:]:
        match = _CLOSING.search(_western(line[-_LAST_WORDS:]))
        witness = _from_match(match, DateSource.SIGNATURE, line[-40:]) if match else None
        if witness and not _DATE_ALONE.fullmatch(_western(line)):
            yield witness


def _western(text: str) -> str:
    """Write dates in Chinese numerals (二〇二六年一月二十八日) with digits."""
    return _CHINESE_DATE.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    year = "".join(str(_CHINESE_DIGITS.index(digit)) for digit in match[1].translate(_ZEROS))
    return f"2{year}年{_number(match[2])}月{_number(match[3])}日"


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.replace("廿", "二十").rpartition("十")
    return (_CHINESE_DIGITS.index(tens[0]) if tens else len(ten)) * 10 + (_CHINESE_DIGITS.index(ones[0]) if ones else 0)


def _hidden(url: str) -> Iterator[DateWitness | None]:
    """Yield what ids tell; one whose digits are all a valid second is read as such and as nothing else."""
    told = set()
    for match in _TIMESTAMP_ID.finditer(url):
        told.add(match.group())
        yield _witness(match.group("y", "m", "d"), DateSource.URL_ID, match.group(), f"{match['h']}:{match['n']}")
    for match in _SNOWFLAKE.finditer(url):
        if match[1] not in told:
            yield _from_epoch(((int(match[1]) >> 22) + _SNOWFLAKE_EPOCH_MS) / 1000, match[1])
    for match in _EPOCH_ID.finditer(url):
        yield _from_epoch(int(match[1]), match.group())
    for match in _HEX_ID.finditer(url.lower()):
        yield _from_epoch(int(match[1], 16), match.group())


def _from_epoch(seconds: float, text: str) -> DateWitness | None:
    local = datetime.fromtimestamp(seconds, _CHINA)
    if not 2005 < local.year < 2050:
        return None
    return DateWitness(local.date(), DateSource.URL_ID, text, local.strftime("%H:%M"))


def _from_match(match: re.Match[str], source: DateSource, text: str) -> DateWitness | None:
    return _witness(match.group("y", "m", "d"), source, text.strip(), match["time"])


def _witness(day: Sequence[str], source: DateSource, text: str, time: str | None = None) -> DateWitness | None:
    try:
        when = date(int(day[0]), int(day[1]), int(day[2]))
    except ValueError:
        return None
    return DateWitness(when, source, text, time.replace("：", ":").zfill(5) if time else None)
