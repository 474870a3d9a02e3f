"""All dates a document shows, each with the kind of witness it is; none is preferred here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from checks.documents.model import Block, Document, Paragraph, Table
from checks.model import DateSource, DateWitness

_CHINA = timezone(timedelta(hours=8))
_DATE = r"(?P<y>20[0-4]\d)\s*(?:[-/.年])\s*(?P<m>\d{1,2})\s*(?:[-/.月])\s*(?P<d>\d{1,2})\s*日?"
_TIME = r"(?:[\sT]{0,3}(?P<time>\d{1,2}:\d{2})(?::\d{2})?)?"
_LABELLED = re.compile(
    r"(?P<label>发布时间|发布日期|发表时间|发表日期|公开时间|公开日期|生成日期|成文日期|发文日期|更新时间|更新日期|日期|时间)"
    rf"\s*[】\]]?\s*[:：]?\s*[\[【]?\s*{_DATE}{_TIME}"
)
_LABEL_ALONE = re.compile(
    r"\s*[【\[]?(?P<label>发布时间|发布日期|公开时间|公开日期|生成日期|成文日期|发文日期|发表日期)[】\]]?\s*[:：]?\s*"
)
_DATE_ALONE = re.compile(rf"\s*[（(]?{_DATE}{_TIME}[）)]?\s*")
_PLAIN_DATE = re.compile(_DATE + _TIME)
_IN_URL = re.compile(
    r"/t(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)_\d+"
    r"|/(?P<y2>20\d\d)[-/](?P<m2>\d{1,2})[-/](?P<d2>\d{1,2})/"
    r"|/(?P<y3>20\d\d)(?P<m3>[01]\d)/(?P<d3>[0-3]\d)/"
)
_TIMESTAMP_ID = re.compile(
    r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?P<h>[0-2]\d)(?P<n>[0-5]\d)\d{2,6}(?!\d)"
)
_SNOWFLAKE = re.compile(r"(?<!\d)(\d{18,19})(?!\d)")
_SNOWFLAKE_EPOCH_MS = 1288834974657
"""The epoch the ids of several CMS share; checked against the dates shown on their pages."""
_EPOCH_ID = re.compile(r"(?<!\d)0(1\d{9})\d{5,6}(?!\d)")
_SIGNATURE_LINES = 8


def dates_of(document: Document, *, body_start: int = 0) -> tuple[DateWitness, ...]:
    """Return the dates a document shows about itself, in the order of the page.

    Args:
        document: the page or file.
        body_start: the index of the block at which the report proper begins; date lines stand before it.
    """
    found = [*_from_metas(document), *_from_page(document.blocks[:body_start] or document.blocks[:40])]
    found += _signature(document.blocks)
    return tuple(dict.fromkeys(found))


def dates_of_address(url: str) -> tuple[DateWitness, ...]:
    """Return the dates an address carries: in its folders, or hidden in an id."""
    found = []
    for match in _IN_URL.finditer(url):
        groups = [g for g in match.groups() if g]
        found.append(_witness(groups[:3], DateSource.URL, match.group()))
    found += _hidden(url)
    return tuple(witness for witness in dict.fromkeys(found) if witness)


def date_of_list(text: str) -> DateWitness | None:
    """Return the date printed beside a link in a list."""
    match = _PLAIN_DATE.search(text)
    return _from_match(match, DateSource.LIST, text) if match else None


def date_of_header(last_modified: str) -> DateWitness | None:
    """Return the day of a Last-Modified header, in Chinese time."""
    try:
        moment = parsedate_to_datetime(last_modified)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    local = moment.astimezone(_CHINA)
    return DateWitness(local.date(), DateSource.HTTP_LAST_MODIFIED, last_modified, local.strftime("%H:%M"))


def _from_metas(document: Document) -> Iterator[DateWitness]:
    text = document.meta.get("pubdate")
    match = _PLAIN_DATE.search(text) if text else None
    witness = _from_match(match, DateSource.META_PUBDATE, text or "") if match else None
    if witness:
        yield witness
    for name in ("document.created", "document.modified"):
        stamp = document.meta.get(name, "")
        match = _PLAIN_DATE.match(stamp)
        witness = _from_match(match, DateSource.DOCUMENT_PROPERTIES, stamp) if match else None
        if witness:
            yield witness


def _from_page(blocks: Iterable[Block]) -> Iterator[DateWitness]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _from_metadata_table(block)
        elif isinstance(block, Paragraph):
            for match in _LABELLED.finditer(block.text[:2000]):
                witness = _from_match(match, DateSource.PAGE_LINE, match.group())
                if witness:
                    yield witness


def _from_metadata_table(table: Table) -> Iterator[DateWitness]:
    """A box of 索引号, 发布机构, 公开日期 … before the report: label and date in one cell or side by side."""
    for row in table.by_row:
        for cell, following in zip(row, (*row[1:], None), strict=True):
            text = f"{cell.text} {following.text}" if following and _LABEL_ALONE.fullmatch(cell.text) else cell.text
            match = _LABELLED.search(text)
            witness = _from_match(match, DateSource.PAGE_METADATA, " ".join(text.split())) if match else None
            if witness:
                yield witness


def _signature(blocks: Sequence[Block]) -> Iterator[DateWitness]:
    lines = [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()]
    for block in lines[-_SIGNATURE_LINES:]:
        match = _DATE_ALONE.fullmatch(block.text)
        witness = _from_match(match, DateSource.SIGNATURE, block.text.strip()) if match else None
        if witness:
            yield witness


def _hidden(url: str) -> Iterator[DateWitness | None]:
    for match in _TIMESTAMP_ID.finditer(url):
        time = f"{match['h']}:{match['n']}"
        yield _witness(match.group("y", "m", "d"), DateSource.URL_ID, match.group(), time)
    for match in _SNOWFLAKE.finditer(url):
        yield _from_epoch(((int(match[1]) >> 22) + _SNOWFLAKE_EPOCH_MS) / 1000, match[1])
    for match in _EPOCH_ID.finditer(url):
        yield _from_epoch(int(match[1]), match.group())


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
    return DateWitness(when, source, text, time.zfill(5) if time else None)
