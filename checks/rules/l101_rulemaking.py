"""L101: only bodies with rule-making power report rules."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.labels import column_label
from checks.model import CellStatus, Level, Outcome
from checks.subject import Subject
from checks.words import number
from config.kinds import Kind
from config.rulemaking import Power, rulemaking_power

_TOWNS = frozenset((Kind.TOWNSHIP, Kind.SUBDISTRICT))


@rule(
    "L101",
    name=Words("没有规章制定权的机关规章数为 0", "Bodies without rule-making power report no rules"),
    statement="没有规章制定权的机关，规章行各格为 0；规章只能由国务院部门和省、设区的市、自治州的人民政府制定。",
    level=Level.ERROR,
    law=("legislation.2015", "legislation.2023", "regulation.50"),
    applies=Applies(forms=("2019", "2021", "mixed")),
    inapplicable=(
        Words("有规章制定权的政府及代其填报的办公厅（室）", "governments with rule-making power, and their offices"),
    ),
    messages={
        "pass": Words("规章行为 0 或空白", "the row of rules is 0 or blank"),
        "fail": Words(
            "{body}没有规章制定权，规章行却填了 {cells}，可能应填在规范性文件行",
            "{body} has no rule-making power but reports rules: {cells}; do they belong in the row below?",
        ),
        "may": Words("有规章制定权，或代有权的政府填报", "it may make rules, or reports for a government that may"),
        "unknown": Words("不能断定该机关有无规章制定权", "whether this body may make rules is not known"),
        "unread": Words("规章行没有读清", "the row of rules was not read"),
    },
    meanings={
        Outcome.FAIL: Words(
            "乡镇、街道，或名录中的县级政府、部门为错误；类型只凭名称推断的机关和管委会为警告",
            "an error for townships, subdistricts and what the registry calls a county or a department; else a warning",
        )
    },
    false_positives=(
        Words("市名不能区分设区的市与县级市时不作判断", "a 市 that may be a county-level city is not judged"),
        Words("把转发上级的规章也计入", "rules of a superior body counted when passed on"),
    ),
    related=("L103",),
    examples=Examples(
        passed=(Example(title="zeros", body="石汀镇人民政府"),),
        failed=(
            Example(
                title="a township with 21 rules",
                body="石汀镇人民政府",
                kind_source="name",
                year=2020,
                form="2019",
                cells={"t2.regulations.made": 21},
                level=Level.ERROR,
                suspects=("t2.regulations.made",),
            ),
            Example(
                title="a zone with seven rules",
                body="云岫经济开发区管委会",
                cells={"t2.regulations.in_force": 7},
                level=Level.WARNING,
            ),
            Example(
                title="a county department known by its name only",
                kind_source="name",
                cells={"t2.regulations.in_force": 2},
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="an autonomous prefecture", body="云岫自治州人民政府", cells={"t2.regulations.in_force": 5}),
            Example(
                title="the office of a city with districts",
                body="云岫市人民政府办公室",
                body_level="city",
                cells={"t2.regulations.in_force": 5},
            ),
        ),
        undecided=(
            Example(title="a city of unknown class", body="云岫市人民政府", cells={"t2.regulations.in_force": 5}),
        ),
    ),
)
def rulemaking(subject: Subject) -> Iterator[Verdict]:
    """A body without rule-making power reports no rules: every cell of their row is 0 or blank.

    Rules are made by State Council departments and by governments of provinces, cities with districts and autonomous
    prefectures (Law on Legislation).

    Not applicable when the body may make rules or is the office of a government that may.
    """
    case, row = subject.case, [c for c in subject.cells_of("t2") if c.id.startswith("t2.regulations.")]
    filled = [cell for cell in row if cell.value]
    power = rulemaking_power(case.body, case.kind, case.level) if case.body and case.kind else Power.UNKNOWN
    if power in {Power.MAY, Power.REPORTS_FOR}:
        yield Verdict(Outcome.NOT_APPLICABLE, "may")
    elif filled and power is Power.UNKNOWN:
        yield Verdict(Outcome.NOT_EVALUATED, "unknown")
    elif filled:
        listed = [f"{column_label(cell.id)} {number(cell.value)}" for cell in filled if cell.value is not None]
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"body": case.body, "cells": listed},
            level=_level(subject, power),
            cells=tuple(cell.id for cell in filled),
            expected="0",
            found=filled[0].value,
        )
    elif row and all(cell.value is not None or cell.status is CellStatus.BLANK for cell in row):
        yield Verdict(Outcome.PASS, "pass")
    else:
        yield Verdict(Outcome.NOT_EVALUATED, "unread")


def _level(subject: Subject, power: Power) -> Level:
    certain = subject.case.kind in _TOWNS or (power is Power.NONE and subject.case.kind_source == "registry")
    return Level.ERROR if certain else Level.WARNING
