"""Examples of rules: small changes to a clean report, which are both the documentation and the tests of a rule."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from checks.model import (
    Case,
    Cell,
    CellStatus,
    DateSource,
    DateWitness,
    Earlier,
    Edition,
    FormId,
    Level,
    LocalLimit,
    Note,
    Outcome,
    Publication,
    Report,
    Revision,
    Section,
    Standing,
)
from checks.portfolio.records import Companions
from config.forms import FORM_IDS, cell_ids, load_form
from config.kinds import kind_by_name

TABLES = ("t2", "t3", "t4")
_BLANK = frozenset(("", "/", "—", "-", "无", "不涉及"))
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")

Printed = int | str | None | tuple[int, ...]
"""A cell as printed: a number, a text (blank marks, units and words included), None for no cell, several readings."""

_CLEAN_TABLE_3 = {
    "received": (8, 2, 0, 0, 0, 0, 10),
    "carried_in": (1, 0, 0, 0, 0, 0, 1),
    "granted": (6, 1, 0, 0, 0, 0, 7),
    "partially_granted": (1, 0, 0, 0, 0, 0, 1),
    "unavailable.not_held": (1, 1, 0, 0, 0, 0, 2),
    "handled_total": (8, 2, 0, 0, 0, 0, 10),
    "carried_out": (1, 0, 0, 0, 0, 0, 1),
}
_CLEAN = {
    "2021": {
        "t2.normative_documents.issued": "3",
        "t2.normative_documents.repealed": "1",
        "t2.normative_documents.in_force": "12",
        "t2.licensing.decisions": "1250",
        "t2.penalties.decisions": "35",
        "t2.fees.amount": "12.5",
    },
    "2019": {
        "t2.normative_documents.made": "3",
        "t2.normative_documents.published": "3",
        "t2.normative_documents.total_published": "12",
        "t2.licensing.items_last_year": "40",
        "t2.licensing.change": "-3",
        "t2.licensing.decisions": "1250",
        "t2.procurement.projects": "2",
        "t2.procurement.amount": "16.87",
    },
}
_CLEAN_TABLE_4 = {"review": (2, 1, 0, 0, 3), "litigation_direct": (1, 0, 0, 0, 1)}

_CLEAN_ROWS: Mapping[str, Mapping[str, tuple[int, ...]]] = {"t3": _CLEAN_TABLE_3, "t4": _CLEAN_TABLE_4}

CLEAN_TEXTS = {
    "1": (
        "（一）主动公开。按目录更新专栏。\n"
        "（二）依申请公开。全年新收政府信息公开申请10件，上年结转1件，办结10件，结转下年度1件。\n"
        "（三）政府信息管理。文件起草时确定公开属性。\n"
        "（四）政府信息公开平台建设。网站专栏可以检索和下载。\n"
        "（五）监督保障。考核结果为良好，社会评议满意，没有需要责任追究的情形。"
    ),
    "2": "",
    "3": "",
    "4": "",
    "5": "主要问题：解读形式单一。改进措施：增加图表解读，每季度抽查一次栏目更新。",
    "6": "本年度没有收取信息处理费。",
}
"""The text of a clean report by section."""


class Example(BaseModel):
    """A clean report with a few things changed, and what a rule must say about it.

    Attributes:
        title: the one thing that is special here.
        cells: cells printed differently, by id.
        texts: sections with another text; None takes the section out, heading included.
        headings: sections with another heading.
        printed_title: the title as printed; None for the one prescribed, "" for no title.
        preamble: text before section one; None for the usual sentence on the statistics period.
        before: the report as it was first seen, where it was changed; `by_hand` when a person saved that page.
        earlier: the reports of the year before.
        companions: what the report looks like beside others.
        shared_rows: rows that no form has and many reports share.
        outcome: the outcome expected; `level` and `suspects` (the first of the finding's cells) where they matter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    title: str
    body: str | None = "云岫县财政局"
    kind_source: Literal["registry", "name"] = "registry"
    body_level: str | None = None
    year: int | None = 2023
    form: FormId | None = "2021"
    forms: Mapping[str, str] | None = None
    cells: Mapping[str, Printed] = Field(default_factory=dict)
    ocr: tuple[str, ...] = ()
    how: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    texts: Mapping[str, str | None] = Field(default_factory=dict)
    headings: Mapping[str, str] = Field(default_factory=dict)
    printed_title: str | None = None
    preamble: str | None = None
    notes: tuple[Note, ...] = ()
    structured: bool = True
    readable: bool = True
    published: bool = True
    standing: Standing | None = None
    publication: Publication | None = None
    limit: LocalLimit | None = None
    dates: tuple[DateWitness, ...] = ()
    companions: Companions | None = None
    shared_rows: frozenset[str] = frozenset()
    before: "Example | None" = None
    by_hand: bool = False
    earlier: tuple["Example", ...] = ()
    outcome: Outcome | None = None
    level: Level | None = None
    suspects: tuple[str, ...] | None = None

    @field_validator("cells")
    @classmethod
    def _known_cells(cls, cells: Mapping[str, Printed]) -> Mapping[str, Printed]:
        unknown = set(cells) - {cell for form in FORM_IDS for table in TABLES for cell in cell_ids(form, table)}
        if unknown:
            raise ValueError(f"no such cells: {sorted(unknown)}")
        return cells


class Examples(BaseModel):
    """The three kinds every rule must show, and what it leaves undecided."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passed: tuple[Example, ...] = Field(min_length=1)
    failed: tuple[Example, ...] = Field(min_length=1)
    inapplicable: tuple[Example, ...] = Field(min_length=1)
    undecided: tuple[Example, ...] = ()

    def by_outcome(self) -> tuple[tuple[Outcome, Example], ...]:
        """Return every example with the outcome it must have."""
        expected = (
            (Outcome.PASS, self.passed),
            (Outcome.FAIL, self.failed),
            (Outcome.NOT_APPLICABLE, self.inapplicable),
            (Outcome.NOT_EVALUATED, self.undecided),
        )
        return tuple((example.outcome or outcome, example) for outcome, group in expected for example in group)


def case_of(example: Example) -> Case:
    """Return the case that an example describes."""
    kind = kind_by_name(example.body) if example.body else None
    return Case(
        body=example.body,
        year=example.year,
        kind=kind,
        kind_source=example.kind_source if kind else None,
        level=example.body_level,
        report=report_of(example) if example.published else None,
        earlier=tuple(Earlier(report_of(each), each.body) for each in example.earlier),
        standing=example.standing,
        publication=example.publication,
        limit=example.limit,
        revision=_revision(example),
        companions=example.companions,
        shared_rows=example.shared_rows,
        source="example",
    )


def _revision(example: Example) -> Revision | None:
    if example.before is None:
        return None
    first = Edition(report_of(example.before), instant("2024-01-20T08:00:00"), by_hand=example.before.by_hand)
    return Revision(first, Edition(report_of(example), instant("2024-02-10T08:00:00"), by_hand=example.by_hand))


def report_of(example: Example) -> Report:
    """Return the report that an example describes."""
    if not example.readable:
        return Report(source="example", notes=example.notes, structured=example.structured)
    forms = _forms(example)
    sections = _sections(example)
    return Report(
        source="example",
        body=example.body,
        kind=kind_by_name(example.body) if example.body else None,
        kind_source=example.kind_source if example.body else None,
        year=example.year,
        title=_title(example),
        form=example.form,
        forms=forms,
        dates=example.dates,
        sections=sections,
        cells=_cells(example, forms),
        notes=example.notes,
        text="\n".join((_preamble(example), *(f"{s.heading}\n{s.text}" for s in sections.values()))),
        structured=example.structured,
    )


def _title(example: Example) -> str | None:
    if example.printed_title is not None:
        return example.printed_title or None
    return f"{example.body or ''}{example.year or ''}年政府信息公开工作年度报告"


def _preamble(example: Example) -> str:
    if example.preamble is not None:
        return example.preamble
    year = example.year
    return f"本报告数据统计期限为{year}年1月1日至{year}年12月31日。" if year else ""


def _forms(example: Example) -> dict[str, str]:
    if example.forms is not None:
        return dict(example.forms)
    return dict.fromkeys(TABLES, str(example.form)) if example.form in FORM_IDS else {}


def _sections(example: Example) -> dict[str, Section]:
    texts = {**CLEAN_TEXTS, **example.texts}
    headings = {entry.number: entry.heading for entry in load_form("2021").sections} | dict(example.headings)
    return {n: Section(n, headings[n], text, "text") for n, text in texts.items() if text is not None}


@cache
def clean_cells(form: str, table: str) -> dict[str, str]:
    """Return the printed texts of one table of a clean report, by cell id."""
    printed = dict.fromkeys(cell_ids(form, table), "0")
    rows = _CLEAN_ROWS.get(table, {})
    for row, values in rows.items():
        ids = [cell for cell in printed if cell.startswith(f"{table}.{row}.")]
        printed.update({cell: str(value) for cell, value in zip(ids, values, strict=True)})
    printed.update({cell: text for cell, text in _CLEAN[form].items() if cell in printed})
    return printed


def _cells(example: Example, forms: Mapping[str, str]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for table, form in forms.items():
        for cell, text in clean_cells(form, table).items():
            printed = example.cells.get(cell, text)
            by: Literal["text", "ocr"] = "ocr" if cell in example.ocr else "text"
            cells[cell] = printed_cell(cell, printed, how=example.how.get(cell, ()), by=by)
    return cells


def printed_cell(
    cell: str, printed: Printed, *, how: tuple[str, ...] = (), by: Literal["text", "ocr"] = "text"
) -> Cell:
    """Return a cell as the reader would make it of what is printed."""
    place = f"cell {cell}"
    if printed is None:
        return Cell(cell, CellStatus.MISSING)
    if isinstance(printed, tuple):
        return Cell(cell, CellStatus.AMBIGUOUS, candidates=tuple(map(Decimal, printed)), text="?", place=place, by=by)
    text = str(printed)
    number = _NUMBER.search(text)
    if text.strip() in _BLANK:
        return Cell(cell, CellStatus.BLANK, text=text, place=place, by=by)
    if number is None:
        return Cell(cell, CellStatus.UNREADABLE, text=text, place=place, by=by)
    value, unit = Decimal(number.group().replace(",", "")), None
    if text.endswith("元") and not text.endswith("万元"):
        value, unit = value / 10000, "元"
    status = CellStatus.INFERRED if how else CellStatus.READ
    return Cell(cell, status, value, text, place, by, how=how, unit=unit)


def last_year(**traits: object) -> tuple[Example, ...]:
    """Return a clean report of 2022 with traits changed, as what an example of 2023 is compared with."""
    return (Example.model_validate({"title": "the year before", "year": 2022} | traits),)


def witness(day: str, source: str, text: str = "") -> DateWitness:
    """Return a date witness in short form for examples."""
    return DateWitness(date.fromisoformat(day), DateSource(source), text or day)


def instant(text: str) -> datetime:
    """Return an instant of the day in Asia/Shanghai for examples."""
    return datetime.fromisoformat(f"{text}+08:00")
