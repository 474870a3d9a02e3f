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
from checks.reading.keys import HAN

_CHINA = timezone(timedelta(hours=8))
_DATE = r"(?P<y>20[0-4]\d)\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>[0-3]?\d)\s*日?"
_TIME = (
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:[\sT]{0,3}(?P<time>\d{1,2}[:：]\d{2})(?:[:：]\d{2}(?:\.\d{1,3})?)?)?"
)


def _spaced(*labels: str) -> str:
    """Return a pattern of the labels with blanks anywhere, as forms print them to fill a line."""
    return "|".join(r"\s*".join(label) for label in labels)


_VERBS = "发布 发表 公开 公布 生成 成文 发文 印发 发稿 更新 上传 上网 刊发 公示".split()  # noqa: SIM905
_LABEL = (
    rf"(?<!页面)(?:{_spaced(*_VERBS)})\s*(?:日\s*期|时\s*间)"
    rf"|(?<![{HAN}])(?:{_spaced('日期', '时间', '发布于')}|发布(?=[:：]))"
)
_BETWEEN = r"\s*[】\]）)]?\s*(?P<bar>[:：|｜\s]*)[\[【（(]?\s*"
_LABELLED = re.compile(rf"(?:{_LABEL}){_BETWEEN}{_DATE}{_TIME}")
_DIGITS = r"(?P<y>20[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)"
_LABELLED_DIGITS = re.compile(rf"(?:{_LABEL}){_BETWEEN}{_DIGITS}(?:\s+(?P<time>\d{{2}}:\d{{2}})|\d{{6}}|(?!\d))")
"""A date of eight digits is one only behind a label: 发布时间：20240118."""
_EIGHT_DIGITS = re.compile(r"20\d{6}")
_LABEL_ALONE = re.compile(rf"\s*[【\[]?(?:{_LABEL})[】\]]?\s*[:：]?\s*")
_SEAL = r"(?:[（(](?:盖章|公章|印章|章)[）)])?"
_DATE_ALONE = re.compile(rf"\s*{_SEAL}\s*[（(\[【〔]?\s*{_DATE}{_TIME}\s*[）)\]】〕]?\s*{_SEAL}\s*")
_PLAIN_DATE = re.compile(_DATE + _TIME)
_LAST_WORDS = 80
"""Signs at the end of a line in which a closing date stands."""
_CLOSING = re.compile(
    r"(?:^|[。；！）)\s]|(?:政府|[局委厅办室院处所署社部会队校镇乡]|中心|街道))\s*[（(]?"
    r"(?P<y>20[0-4]\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>[0-3]?\d)\s*日(?P<time>(?!))?\s*[）)]?\s*"
    rf"(?:{_SEAL}|印发)\s*$"
)
"""A date at the very end of a text, behind the end of a sentence or the name of a body."""
_BOX = re.compile("索引号|主题分类|组配分类|发文字号|备案登记号|公开方式")
"""Entries of the metadata box of a disclosure catalogue."""

_INFO = re.compile("来源|作者|浏览|点击|阅读|访问|字号|字体|打印|编辑|供稿|责编")
"""Words of the line a page prints about itself below a title."""
_IN_INFO = re.compile(rf"(?:^|(?<=[\s:：|｜]))(?<!至[:：]){_DATE}{_TIME}(?=$|[\s|｜【\[（(])")
_SENTENCE = re.compile("[。；]|，.*，")
_MAY_LABEL = re.compile(r"[期间]|发\s*布")
_HAS_YEAR = re.compile("20|２０|二[〇○ＯO零0]")
_WIDE = re.compile("[０-９]")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")

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

_PROPERTY_METAS = ("document.created", "document.modified")
_PUBLISHED_METAS = ("pubdate", "publishdate", "publishtime", "article:published_time", "datepublished")
"""What sites call the meta of publication, the usual name first."""
_ALL_DIGITS = re.compile(rf"{_DIGITS}(?:\d{{6}})?(?P<time>(?!))?")
_PROPERTIES = DateSource.DOCUMENT_PROPERTIES
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds or milliseconds since 1970."""

_SIGNATURE_LINES = 8
_LINES_BEHIND = 4
"""How far behind the report a page may print its line of publication."""
_LINES_BELOW_TITLE = 6
_LONGEST_INFO = 150


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
    told = [_from_pubdate(meta[name]) for name in _PUBLISHED_METAS if name in meta]
    properties = [_from_stamp(meta[name], _PROPERTIES) for name in _PROPERTY_METAS if name in meta]
    yield from (witness for witness in (*told[:1], *properties) if witness)


def _from_pubdate(text: str) -> DateWitness | None:
    """Return the day of a meta of publication, a moment with its zone in Chinese time."""
    if _EPOCH.fullmatch(text):
        return _from_epoch(int(text[:10]), text, DateSource.META_PUBDATE)
    if "T" in text and (witness := _from_stamp(text, DateSource.META_PUBDATE)):
        return witness
    match = _PLAIN_DATE.search(text) or _ALL_DIGITS.fullmatch(text)
    return _from_match(match, DateSource.META_PUBDATE, text) if match else None


def _from_stamp(stamp: str, source: DateSource) -> DateWitness | None:
    """Return the day of a moment written as ISO 8601; Word writes its properties in universal time."""
    try:
        moment = datetime.fromisoformat(stamp)
        local = moment.astimezone(_CHINA) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    time = local.strftime("%H:%M") if len(stamp) > len("2024-01-20") else None
    return DateWitness(local.date(), source, stamp, time)


def _from_page(blocks: Sequence[Block]) -> Iterator[DateWitness]:
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Table):
            yield from _from_metadata_table(block)
        elif isinstance(block, Paragraph):
            value = following.text if isinstance(following, Paragraph) and _LABEL_ALONE.fullmatch(block.text) else ""
            yield from _labelled(f"{block.text} {value}")


def _labelled(line: str) -> Iterator[DateWitness]:
    """Yield the labelled dates of a line; one of a metadata box flattened to text is metadata."""
    if not (_HAS_YEAR.search(line) and _MAY_LABEL.search(line)):
        return
    in_box = _BOX.search(line)
    text = western(line[:2000])
    undivided = _LABELLED_DIGITS.finditer(text) if _EIGHT_DIGITS.search(text) else ()
    for match in (*_LABELLED.finditer(text), *undivided):
        boxed = in_box or {"|", "｜"} & set(match["bar"])
        witness = _from_match(match, DateSource.PAGE_METADATA if boxed else DateSource.PAGE_LINE, match.group())
        if witness:
            yield witness


def dates_below_title(lines: Sequence[str]) -> Iterator[DateWitness]:
    """Yield the dates under a title that have no label: alone on a line, or in the line a page prints about itself.

    What has a time or no 年月日 was set by the page; 2024年1月18日 alone was written by the text's author.
    """
    for above, line in zip(("", *lines), lines[:_LINES_BELOW_TITLE], strict=False):
        if _HAS_YEAR.search(line) and not _LABEL_ALONE.fullmatch(above):
            text = western(line)
            match = _DATE_ALONE.fullmatch(text)
            by_author = match and not match["time"] and "年" in text
            match = match or _in_info_line(text)
            source = DateSource.SIGNATURE if by_author else DateSource.PAGE_LINE
            witness = _from_match(match, source, line) if match else None
            if witness:
                yield witness


def _in_info_line(line: str) -> re.Match[str] | None:
    """Return the one date without a label among 来源, 作者, 浏览量 …; in a sentence these words say something else."""
    if len(line) > _LONGEST_INFO or not _INFO.search(line) or _SENTENCE.search(line) or _LABELLED.search(line):
        return None
    dates = list(_IN_INFO.finditer(line))
    return dates[0] if len(dates) == 1 else None


def _from_metadata_table(table: Table) -> Iterator[DateWitness]:
    """A box of 索引号, 发布机构, 公开日期 … before the report: label and date in one cell or side by side."""
    for row in table.by_row:
        for cell, following in zip(row, (*row[1:], None), strict=False):
            text = f"{cell.text} {following.text}" if following and _LABEL_ALONE.fullmatch(cell.text) else cell.text
            match = _LABELLED.search(western(text)) or _LABELLED_DIGITS.search(western(text))
            witness = _from_match(match, DateSource.PAGE_METADATA, " ".join(match.group().split())) if match else None
            if witness:
                yield witness


def _signature(lines: Sequence[str], behind: Sequence[str]) -> Iterator[DateWitness]:
    """Yield the dates that close the report: alone on a line, or at the end of its last words."""
    for line in (*lines, *(line for line in behind if "年" in line)):
        match = _DATE_ALONE.fullmatch(western(line)) if len(line) <= _LAST_WORDS else None
        witness = _from_match(match, DateSource.SIGNATURE, line) if match else None
        if witness:
            yield witness
    for line in lines[-2:]:
        match = _CLOSING.search(western(line[-_LAST_WORDS:]))
        witness = _from_match(match, DateSource.SIGNATURE, line[-40:]) if match else None
        if witness and not _DATE_ALONE.fullmatch(western(line)):
            yield witness


def western(text: str) -> str:
    """Write dates in Chinese numerals (二〇二六年一月二十八日) or full-width digits with digits."""
    if _WIDE.search(text):
        text = text.translate(_WIDE_DIGITS)
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
            yield _from_epoch(((int(match[1]) >> 22) + _SNOWFLAKE_EPOCH_MS) / 1000, match[1], DateSource.URL_ID)
    for match in _EPOCH_ID.finditer(url):
        yield _from_epoch(int(match[1]), match.group(), DateSource.URL_ID)
    for match in _HEX_ID.finditer(url.lower()):
        yield _from_epoch(int(match[1], 16), match.group(), DateSource.URL_ID)


def _from_epoch(seconds: float, text: str, source: DateSource) -> DateWitness | None:
    local = datetime.fromtimestamp(seconds, _CHINA)
    if not 2005 < local.year < 2050:
        return None
    return DateWitness(local.date(), source, text, local.strftime("%H:%M"))


def _from_match(match: re.Match[str], source: DateSource, text: str) -> DateWitness | None:
    return _witness(match.group("y", "m", "d"), source, text.strip(), match["time"])


def _witness(day: Sequence[str], source: DateSource, text: str, time: str | None = None) -> DateWitness | None:
    try:
        when = date(int(day[0]), int(day[1]), int(day[2]))
    except ValueError:
        return None
    return DateWitness(when, source, text, time.replace("：", ":").zfill(5) if time else None)
