"""What makes two pages one edition: what they say, whatever template, counter or advert stands around it."""

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from checks.documents.scanned.recogniser import available
from checks.labels import label
from checks.model import Cell, CellStatus, Report
from checks.words import number
from reports.store.records import Content

_READER = ("checks.documents", "checks.reading", "config.forms")
_LOST = frozenset({CellStatus.UNREADABLE, CellStatus.AMBIGUOUS})


def content_of(report: Report, payload: str) -> Content:
    """Return what tells a report from others; `payload` is the SHA-256 of the bytes it was read from."""
    return Content(_hash(report, payload), _is_whole(report), _completeness(report), reader_version())


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


def differences(one: Report, other: Report) -> tuple[str, ...]:
    """Return in words where two copies contradict each other: a number or a section that both have and that differs."""
    numbers = (
        f"{label(cell.id)} {number(cell.value)} / {number(value)}"
        for cell in one.cells.values()
        if cell.value is not None and (value := other.value(cell.id)) is not None and value != cell.value
    )
    texts = (
        section.heading
        for section in one.sections.values()
        if (twin := other.sections.get(section.number)) is not None and _squeeze(twin.text) != _squeeze(section.text)
    )
    return (*numbers, *texts)


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


def _completeness(report: Report) -> int:
    """Return how much of a report was understood, to choose among copies: values first, then sections."""
    values = sum(cell.value is not None for cell in report.cells.values())
    return 100 * values + 2 * len(report.sections) + report.structured


def _said(cell: Cell) -> str:
    return _squeeze(cell.text) if cell.value is None else format(cell.value.normalize(), "f")


def _squeeze(text: str) -> str:
    return "".join(text.split())
