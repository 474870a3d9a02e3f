"""What makes two pages one edition: what they say, whatever template, counter or advert stands around it."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from checks.documents.scanned.recogniser import available
from checks.labels import label
from checks.model import Cell, CellStatus, Copies, Report
from checks.words import number
from reports.store.records import Content

_READER = ("checks.documents", "checks.reading", "config.forms")
_FILES = frozenset((".pdf", ".doc", ".docx", ".wps", ".ofd", ".xls", ".xlsx", ".txt"))
_LOST = frozenset({CellStatus.UNREADABLE, CellStatus.AMBIGUOUS})


def content_of(report: Report, payload: str) -> Content:
    """Return what tells a report from others; `payload` is the SHA-256 of the bytes it was read from."""
    return Content(_hash(report, payload), _is_whole(report), completeness(report), reader_version())


@cache
def reader_version() -> str:
    """Return what tells one version of the reader from another: a hash of its code, of the forms, and of its extra.

    Two versions may understand the same page differently, which is no change of the page; so do readers with and
    without the extra that recognises pictures.
    """
    parts = sorted(part for package in _READER for part in _sources(files(package)))
    return sha256(repr((parts, available())).encode()).hexdigest()[:16]


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield entry.name, entry.read_bytes()


def rendering(report: Report) -> str:
    """Return in what way a report is shown: as a page or a kind of file, by its name, or as a picture."""
    if report.text_by == "ocr" or any(cell.by == "ocr" for cell in report.cells.values()):
        return "picture"
    ending = PurePosixPath(urlsplit(report.source).path).suffix.lower()
    return ending if ending in _FILES else "page"


def differences(one: Report, other: Report) -> tuple[str, ...]:
    """Return in words where two copies contradict each other: a number or a section that both have and that differs.

    A number recognised in a picture contradicts nothing. The texts of different kinds of file are not compared: line
    ends, page numbers and what stands around them differ.
    """
    return tuple(difference.words for difference in _differences(one, other))


def contradictions(copies: Iterable[tuple[str, Report]]) -> Iterator[Copies]:
    """Yield the pairs of copies, each given with its address, that contradict each other, every difference once."""
    told: set[tuple[str, frozenset[str]]] = set()
    for (address, one), (other_address, other) in combinations(copies, 2):
        fresh = [each for each in _differences(one, other) if (each.what, each.said) not in told]
        told.update((each.what, each.said) for each in fresh)
        if fresh:
            yield Copies(address, other_address, tuple(each.words for each in fresh))


class _Difference(NamedTuple):
    """A number or a section of which two copies say different things."""

    what: str
    said: frozenset[str]
    words: str


def _differences(one: Report, other: Report) -> Iterator[_Difference]:
    for cell in one.cells.values():
        twin = other.cells.get(cell.id)
        if twin and cell.by == twin.by == "text" and _contradict(cell.value, twin.value):
            said = [str(number(value)) for value in (cell.value, twin.value) if value is not None]
            yield _Difference(cell.id, frozenset(said), f"{label(cell.id)} {' / '.join(said)}")
    for section in one.sections.values() if rendering(one) == rendering(other) else ():
        twin_section = other.sections.get(section.number)
        texts = [_squeeze(each.text) for each in (section, twin_section) if each]
        if len(set(texts)) > 1:
            yield _Difference(f"section {section.number}", frozenset(texts), section.heading)


def _contradict(value: Decimal | None, other: Decimal | None) -> bool:
    return value is not None and other is not None and value != other


def _hash(report: Report, payload: str) -> str:
    """Return the hash of a report's normalised content: title, sections and cells without any white space.

    A report without sections and cells is told apart by its text, one without text by its payload's own hash.
    """
    content = {
        "title": _squeeze(report.title or ""),
        "sections": {s.number: [_squeeze(s.heading), _squeeze(s.text)] for s in report.sections.values()},
        "cells": {cell.id: [cell.status, _said(cell)] for cell in report.cells.values()},
        "else": "" if report.readable else _squeeze(report.text) or payload,
    }
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _is_whole(report: Report) -> bool:
    """Tell whether all of a report was understood.

    A missing cell is the report's own fault where the document has table structure, else it may be ours.
    """
    if not report.readable or report.form is None:
        return False
    lost = _LOST if report.structured else _LOST | {CellStatus.MISSING}
    return not any(cell.status in lost for cell in report.cells.values())


def completeness(report: Report) -> int:
    """Return how much of a report was understood, to choose among copies: values first, then sections, text, tables."""
    values = sum(cell.value is not None for cell in report.cells.values())
    return 100 * values + 4 * len(report.sections) + 2 * (rendering(report) != "picture") + report.structured


def _said(cell: Cell) -> str:
    return _squeeze(cell.text) if cell.value is None else format(cell.value.normalize(), "f")


def _squeeze(text: str) -> str:
    return "".join(text.split())
