"""Reports as the JSON objects of the public contract."""

from decimal import Decimal
from typing import Any

from checks.model import Cell, DateWitness, Note, Report


def number(value: Decimal) -> int | float:
    """Return a decimal as the JSON number that prints the same figure (exact up to 15 significant digits)."""
    return int(value) if value == value.to_integral_value() else float(value)


def report_json(report: Report, lang: str = "zh") -> dict[str, Any]:
    """Return the object that `duban read --json` prints for one document."""
    return {
        "source": report.source,
        "body": report.body,
        "kind": report.kind,
        "kind_source": report.kind_source,
        "year": report.year,
        "title": report.title,
        "form": report.form,
        "forms": dict(report.forms),
        "dates": [_date(witness) for witness in report.dates],
        "sections": {
            s.number: {"heading": s.heading, "text": s.text, "by": report.text_by} for s in report.sections.values()
        },
        "cells": {cell.id: _cell(cell) for cell in report.cells.values()},
        "notes": [_note(note, lang) for note in report.notes],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    written: dict[str, Any] = {
        "value": None if cell.value is None else number(cell.value),
        "text": cell.text,
        "status": cell.status,
        "place": cell.place,
        "by": cell.by,
    }
    if cell.how:
        written["how"] = list(cell.how)
    if cell.candidates:
        written["candidates"] = [number(candidate) for candidate in cell.candidates]
    if cell.unit:
        written["unit"] = cell.unit
    return written


def _date(witness: DateWitness) -> dict[str, str | None]:
    return {
        "date": witness.date.isoformat(),
        "time": witness.time,
        "source": witness.source,
        "text": witness.text,
    }


def _note(note: Note, lang: str) -> dict[str, str]:
    return {"code": note.code, "message": note.message_in(lang), "place": note.place}
